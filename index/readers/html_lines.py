"""Inline content of a page → lines as a browser shows them: blanks collapsed, digits split over tags joined."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from index.labels import printed_text
from index.quick import quick

BLANKS = re.compile(r"[ \t\r\n\f]+")
WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\u3000-\u303f\u2018-\u201d"
BROKEN_SOURCE = re.compile(rf"(?<=[{WIDE}])\n(?=[{WIDE}])")
OUTER = " \t\r\n\u3000\u00a0\ufeff\u200b\u200c\u200d"
NEXT_NUMBER = re.compile(r"[\d.,，．%]")
BETWEEN_NUMBERS = "\n↵\n"  # two lines of digits are two numbers; a mere line end would be read as a broken one


@quick
@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line in one manner: where it links to ("" for nowhere) and whether it is bold."""

    text: str
    link: str = ""
    bold: bool = False


Line = tuple[Run, ...]
Part = tuple[str, str, bool]  # a text as the source has it, and as `Run` its link and whether it is bold


def line_text(line: Line) -> str:
    """A line as a reader sees it."""
    return printed_text(line[0].text if len(line) == 1 else "".join([run.text for run in line]))


def cell_text(lines: list[Line]) -> str:
    """The lines of a cell in one text. Numbers on two lines never become one number."""
    text = ""
    for line in lines:
        more = line_text(line)
        if text and more:
            joins_numbers = NEXT_NUMBER.match(text[-1]) and NEXT_NUMBER.match(more[0])
            text += BETWEEN_NUMBERS if joins_numbers else "\n"
        text += more
    return text


def line_of(parts: Sequence[Part]) -> Line:
    """The line that texts as the source has them make, () where nothing in it shows."""
    if len(parts) == 1:
        text, link, bold = parts[0]
        if not text.strip(OUTER):  # most line ends of the source
            return ()
        text = collapsed(text).strip(OUTER)
        return (Run(text, link, bold),) if text else ()
    if not any(text.strip(OUTER) for text, _, _ in parts):
        return ()
    runs: list[Run] = []
    after_blank = True
    for (link, bold), group in groupby(parts, key=itemgetter(1, 2)):
        text = collapsed("".join(part for part, _, _ in group))
        text = text.lstrip(" ") if after_blank else text
        if text:
            after_blank = text.endswith(" ")
            runs.append(Run(text, link, bold))
    while not runs[0].text.strip(OUTER):
        del runs[0]
    while not runs[-1].text.strip(OUTER):
        del runs[-1]
    return tuple(runs)


def collapsed(text: str) -> str:
    """Blanks as a browser shows them; a line end of the source between two Chinese characters is none."""
    if not BLANKS.search(text):
        return text
    if "\n" not in text and "\r" not in text:
        return BLANKS.sub(" ", text)
    text = BLANKS.sub(lambda found: "\n" if "\n" in found.group() or "\r" in found.group() else " ", text)
    return BROKEN_SOURCE.sub("", text).replace("\n", " ")
