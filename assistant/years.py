"""Years in a question: written out, short, ranges and relative ones."""

import re
from dataclasses import dataclass
from datetime import date

from assistant.first_look import Look
from index.quick import quick

FULL = re.compile(r"(?<![\d.])((?:19|20)\d{2})(?!\d)(?!\s*(?:万|件|条|项|元|人|%|号))")
# "granted 2000 licences in 2023": a number of things beside a year.
COUNTED = Look(
    r"\b(?:grant|issu|mak|mad|receiv|impos|hand|g[aoi][vt]|had|process|approv|refus|clos|collect|record|report|saw|spen)\w*"
    r"(?: (?:out|in|over|about|around|nearly|almost|some|exactly|as many as))*"
    r" ((?:19|20)\d{2}) (?=[a-z]+(?:s|es|ies)\b)"
)
SHORT = Look(r"(?<![\d.])(\d{2})(?=年(?:度|报|的|底|\b|[^\d前后以]))")
RANGE = re.compile(r"((?:19|20)\d{2})\s*年?\s*(?:-|—|–|~|至|到|to|through)\s*((?:19|20)\d{2})")
DOCUMENT = re.compile(r"[〔\[(]\s*(?:19|20)\d{2}\s*[〕\])]\s*\d+\s*号")
# 2021年及以后, since 2019: every year from there on, to one after this year.
SINCE = Look(
    r"((?:19|20)\d{2})\s*年?(?:度)?(?:(?:及|和|或)?(?:其)?(?:以后|以来|往后|起(?!诉))|(?:及|和|或)(?:其)?之后)|自((?:19|20)\d{2})年?(?:度)?(?:起|开始|以来)"
    r"|\b(?:since|from) ((?:19|20)\d{2}) ?(?:on(?:wards?)?\b|and (?:after|later))|\bsince ((?:19|20)\d{2})\b"
    r"|\b((?:19|20)\d{2}) (?:or|and) (?:later|after)\b"
)
UNTIL = Look(
    r"((?:19|20)\d{2})\s*年?(?:度)?(?:及|和|或)(?:其)?(?:以前|之前)|\b((?:19|20)\d{2}) (?:or|and) (?:earlier|before)\b"
)
# 2020年之后, "before 2021": without that year itself.
AFTER = Look(r"((?:19|20)\d{2})\s*年?(?:度)?之后|\b(?:after|later than) ((?:19|20)\d{2})\b")
BEFORE = Look(r"((?:19|20)\d{2})\s*年?(?:度)?(?:之前|以前)|\b(?:before|earlier than|prior to) ((?:19|20)\d{2})\b")
EARLIEST = 2008  # the first year that has annual reports
# 从2019年报看: the report that is read, whatever year it speaks of.
READ_FROM = re.compile(
    r"(?:从|据|根据|按照?|查)\s*((?:19|20)\d{2})\s*年?(?:度)?(?:的)?(?:报告|年报|报)(?:来?看|显示|里|中|所)?"
)
# A year put right: 不是2019, 是2020; "not 2019 but 2020". It counts where another year is named beside it.
TAKEN_BACK = Look(
    r"(?:(?<!是)不是|并非|而非|不要|别给我?|不问)\s*(?P<zh>(?:19|20)\d{2})(?!\d)"
    r"|\bnot (?:for |in |of |the )*(?P<en>(?:19|20)\d{2})\b"
)
RELATIVE = {
    -2: re.compile(r"(?<!比)前年|the year before last"),
    -1: re.compile(
        r"(?<![比较])(?:去年|上年度|上一年度|前一年|再前一年)(?!项|结转|的项)"
        r"|\blast year\b|\bthe (?:previous|prior) year\b|\bthe year before\b"
    ),
    0: re.compile(r"今年|本年度(?!办理|结转)|\bthis year\b"),
}


@quick
@dataclass(frozen=True, slots=True)
class Years:
    """The years asked, in order of place, and those spans; `relative` is set where a year is only relative."""

    years: tuple[int, ...]
    spans: tuple[tuple[int, int, int], ...]  # (start, end, year)
    relative: int | None = None
    relative_text: str = ""
    range: bool = False


# The whole of a year, said by its first and last day, or by its end.
ENDS = r"(?:12月31日|12月底|年底|年末)"
WHOLE_ZH = Look(
    r"(?:自|从|在|于)?(?P<a>(?:19|20)\d\d)年1月(?:1日|份)?(?:起|开始)?\s*(?:至|到|—|-|~)+\s*"
    rf"(?:(?P=a)年|当年|同年)?{ENDS}(?:止|为止|期间|之间)?"
    rf"|(?:截至|截止|截止到|到)(?P<b>(?:19|20)\d\d)年{ENDS}(?:止|为止)?"
)
FIRST_EN = r"(?:1 january|january 1(?:st)?|1st january|jan(?:uary)?)"
LAST_EN = r"(?:31 december|december 31(?:st)?|31st december|the end of december|dec(?:ember)?)"
WHOLE_EN = re.compile(
    rf"(?:between|from) {FIRST_EN}(?:,? (?P<a>(?:19|20)\d\d))?,? (?:and|to|through|until|till|-) {LAST_EN}"
    r"(?:,? (?P<b>(?:19|20)\d\d))?"
    rf"|(?:as of|by|up to|until) {LAST_EN},? (?P<c>(?:19|20)\d\d)"
)


def whole_years(text: str) -> str:
    """The question with a whole year's days said as that year: "2020年1月1日至12月31日" is 2020年."""
    text = WHOLE_ZH.sub(lambda found: f"{found['a'] or found['b']}年", text)
    return WHOLE_EN.sub(lambda found: f"in {found['a'] or found['b'] or found['c'] or ''}", text)


def find_years(text: str) -> Years:
    """Read the years of a plain question. Numbers of documents (〔2019〕60号) and counts (2000件) are no years."""
    masked = DOCUMENT.sub(lambda found: " " * len(found.group()), text)
    spans = [(found.start(1), found.end(1), int(found.group(1))) for found in FULL.finditer(masked)]
    for found in SHORT.finditer(masked):
        if 8 <= int(found.group(1)) <= 40:
            spans.append((found.start(1), found.end(1), 2000 + int(found.group(1))))
    counted = {found.start(1) for found in COUNTED.finditer(masked)}
    spans = [span for span in spans if span[0] not in counted] or spans  # of one number alone it is a year
    spans = _without_taken_back(sorted(spans), masked)
    years = dict.fromkeys(year for _, _, year in spans)
    between = RANGE.search(masked)
    if between:
        first, last = sorted((int(between.group(1)), int(between.group(2))))
        years = dict.fromkeys([*range(first, last + 1), *years] if last - first <= 20 else years)
    if open_years := _open(masked):
        years = dict.fromkeys([*open_years, *(year for year in years if not _bound(masked, year))])
    elif len(years) == 2 and (read := READ_FROM.search(masked)):
        years = {int(read.group(1)): None}
    for offset, words in RELATIVE.items():
        if not years and (found_words := words.search(masked)):
            return Years((), (), offset, found_words.group())
    return Years(tuple(years), tuple(spans), range=bool(between or open_years))


def _without_taken_back(spans: list[tuple[int, int, int]], text: str) -> list[tuple[int, int, int]]:
    """The years without those that a question says it does not mean, where it names others."""
    back = {found.end(found.lastgroup or 0) for found in TAKEN_BACK.finditer(text)}
    meant = [span for span in spans if span[1] not in back]
    return meant or spans


def _bound(text: str, year: int) -> bool:
    """Whether a year only bounds the others, 2020年之后, and is not asked itself."""
    found = None if SINCE.search(text) or UNTIL.search(text) else AFTER.search(text) or BEFORE.search(text)
    return found is not None and str(year) in found.groups()


def _open(text: str) -> range:
    """The years of a span with one end only; empty where there is none."""
    if since := SINCE.search(text):
        return range(int(next(filter(None, since.groups()))), date.today().year + 1)
    if until := UNTIL.search(text):
        return range(EARLIEST, int(next(filter(None, until.groups()))) + 1)
    if after := AFTER.search(text):
        return range(int(next(filter(None, after.groups()))) + 1, date.today().year + 1)
    if before := BEFORE.search(text):
        return range(EARLIEST, int(next(filter(None, before.groups()))))
    return range(0)
