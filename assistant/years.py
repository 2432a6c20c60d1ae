"""Years in a question: written out, short, ranges and relative ones."""

import re
from dataclasses import dataclass

FULL = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?!\d)(?!\s*(?:万|件|条|项|元|人|%|号))")
SHORT = re.compile(r"(?<![\d.])(\d{2})(?=年(?:度|报|的|底|\b|[^\d前后以]))")
RANGE = re.compile(r"((?:19|20)\d{2})\s*年?\s*(?:-|—|–|~|至|到|to|through)\s*((?:19|20)\d{2})")
DOCUMENT = re.compile(r"[〔\[(]\s*(?:19|20)\d{2}\s*[〕\])]\s*\d+\s*号")
RELATIVE = {
    -2: re.compile(r"(?<!比)前年|the year before last"),
    -1: re.compile(
        r"(?<![比较])(?:去年|上年度|上一年度|前一年|再前一年)(?!项|结转|的项)"
        r"|\blast year\b|\bthe (?:previous|prior) year\b|\bthe year before\b"
    ),
    0: re.compile(r"今年|本年度(?!办理|结转)|\bthis year\b"),
}


@dataclass(frozen=True, slots=True)
class Years:
    """The years asked, in order of place, and those spans; `relative` is set where a year is only relative."""

    years: tuple[int, ...]
    spans: tuple[tuple[int, int, int], ...]  # (start, end, year)
    relative: int | None = None
    relative_text: str = ""
    range: bool = False


def find_years(text: str) -> Years:
    """Read the years of a plain question. Numbers of documents (〔2019〕60号) and counts (2000件) are no years."""
    masked = DOCUMENT.sub(lambda found: " " * len(found.group()), text)
    spans = [(found.start(1), found.end(1), int(found.group(1))) for found in FULL.finditer(masked)]
    for found in SHORT.finditer(masked):
        if 8 <= int(found.group(1)) <= 40:
            spans.append((found.start(1), found.end(1), 2000 + int(found.group(1))))
    spans.sort()
    years = dict.fromkeys(year for _, _, year in spans)
    between = RANGE.search(masked)
    if between:
        first, last = sorted((int(between.group(1)), int(between.group(2))))
        years = dict.fromkeys([*range(first, last + 1), *years] if last - first <= 20 else years)
    for offset, words in RELATIVE.items():
        if not years and (found_words := words.search(masked)):
            return Years((), (), offset, found_words.group())
    return Years(tuple(years), tuple(spans), range=bool(between))
