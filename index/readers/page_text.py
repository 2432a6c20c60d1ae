"""Glyphs → words, lines and paragraphs, in the order in which a page is read."""

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from index.readers.pdf_page import UNKNOWN, Glyph

SAME_LINE = 0.45  # of the print size: how far baselines of one line lie apart
JOINED = 0.3  # of the print size: a wider gap begins a new word
SPACE, WIDE_SPACE = 0.6, 1.5  # of the print size: a gap that is read as a blank, and one beside a full-width sign
MARGIN = 0.12  # of the page: where page numbers and running heads stand
FOLIO = re.compile(r"[-—–－―·•.\s]*(?:第)?\s*\d{1,4}\s*(?:页)?\s*(?:[/／,，共]+\s*\d{1,4}\s*页?)?[-—–－―·•.\s]*")
OPENING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}\s*[、．.]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}\s*[、．.](?!\d)|第[一二三四五六七八九十]+[章节条部]|附[件：:])"
)
ENDING = "。！？；：:;!?"


class Line(NamedTuple):
    """One printed line of a page, in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together. `page` is 1-based and that of its first line."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float


def glyph_lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs in lines from top to bottom, each from left to right; doubled glyphs (printed twice to look bold) once."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.base, glyph.left)):
        line = next((line for line in reversed(lines[-3:]) if _in_line(glyph, line[0])), None)
        if line is None:
            lines.append([glyph])
        else:
            line.append(glyph)
    return [_once(sorted(line, key=lambda glyph: glyph.left)) for line in lines]


def _in_line(glyph: Glyph, first: Glyph) -> bool:
    return abs(glyph.base - first.base) <= SAME_LINE * min(glyph.size, first.size)


def _once(line: list[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    for glyph in line:
        if not any(_same(glyph, other) for other in kept[-3:]):
            kept.append(glyph)
    return kept


def _same(glyph: Glyph, other: Glyph) -> bool:
    near = 0.2 * glyph.size
    return glyph.text == other.text and abs(glyph.left - other.left) < near and abs(glyph.base - other.base) < near


def line_text(line: Sequence[Glyph]) -> str:
    """The text of a line; a blank stands for a gap that no two letters of a word have between them."""
    parts: list[str] = []
    before: Glyph | None = None
    for glyph in line:
        if before is not None and _is_blank(before, glyph):
            parts.append(" ")
        parts.append(glyph.text)
        before = glyph
    return "".join(parts)


def _is_blank(before: Glyph, after: Glyph) -> bool:
    """Whether a gap is a blank: full-width signs fill half their width, letters and digits all of it."""
    plain = before.text.isascii() and after.text.isascii()
    return after.left - before.right > (SPACE if plain else WIDE_SPACE) * min(before.size, after.size)


def printed_lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of a page's prose."""
    lines = []
    for line in glyph_lines(glyphs):
        text = line_text(line).strip()
        if text:
            size = statistics.median(glyph.size for glyph in line)
            lines.append(Line(text, line[0].left, min(g.top for g in line), max(g.right for g in line),
                              max(g.bottom for g in line), line[0].base, size))  # fmt: skip
    return lines


def furniture(pages: Sequence[tuple[float, Sequence[Line]]]) -> list[set[int]]:
    """Of each page (its height and its lines), the numbers of the lines that are page numbers and running heads.

    A running head stands in the margin of two pages or more at the same height with the same words.
    """
    seen: Counter[tuple[str, int]] = Counter()
    for height, lines in pages:
        seen.update({_head(line, height) for line in lines if _in_margin(line, height)})
    return [
        {
            number
            for number, line in enumerate(lines)
            if _in_margin(line, height) and (FOLIO.fullmatch(line.text) or seen[_head(line, height)] > 1)
        }
        for height, lines in pages
    ]


def _in_margin(line: Line, height: float) -> bool:
    return line.bottom < MARGIN * height or line.top > (1 - MARGIN) * height


def _head(line: Line, height: float) -> tuple[str, int]:
    return re.sub(r"\d+", "0", re.sub(r"\s+", "", line.text)), round(line.base / height * 100)


def paragraphs(lines: Sequence[tuple[int, Line]]) -> list[Paragraph]:
    """Lines in reading order, each with its page, joined into paragraphs; headings stay apart."""
    if not lines:
        return []
    body = [line for _, line in lines if len(line.text) > 15]
    left = min((line.left for line in body), default=0.0)
    right = max((line.right for line in body), default=0.0)
    joined: list[Paragraph] = []
    before: tuple[int, Line] | None = None
    for page, line in lines:
        if before is not None and _goes_on(before, (page, line), left, right):
            joined[-1] = _longer(joined[-1], page, line)
        else:
            joined.append(Paragraph(line.text, page, line.left, line.top, line.right, line.bottom))
        before = page, line
    return joined


def _goes_on(before: tuple[int, Line], after: tuple[int, Line], left: float, right: float) -> bool:
    """Whether a line continues the one before it, which then reached the right edge of the print."""
    (page, upper), (next_page, lower) = before, after
    size = max(upper.size, lower.size)
    if abs(upper.size - lower.size) > 0.15 * size or OPENING.match(lower.text):
        return False
    if upper.right < right - 2.2 * size or lower.left > left + 1.2 * size:
        return False
    if next_page != page:
        return next_page == page + 1 and upper.text[-1] not in ENDING
    return 0 < lower.base - upper.base < 3 * size


def _longer(paragraph: Paragraph, page: int, line: Line) -> Paragraph:
    space = " " if paragraph.text[-1].isascii() and paragraph.text[-1].isalpha() and line.text[0].isalpha() else ""
    text = paragraph.text + (space if line.text[0].isascii() else "") + line.text
    if page != paragraph.page:  # the box is that of the part on the first page
        return replace(paragraph, text=text)
    return Paragraph(text, page, min(paragraph.left, line.left), paragraph.top,
                     max(paragraph.right, line.right), line.bottom)  # fmt: skip


def cell_text(glyphs: Sequence[Glyph], width: float) -> str:
    """The text of a cell `width` points wide, its lines joined.

    UNKNOWN stands in it where a number cannot be told for certain: two numbers side by side, or one above the other
    with room to spare, which may be a broken number as well as two.
    """
    lines = glyph_lines(glyphs)
    texts = [line_text(line).strip() for line in lines]
    if any(re.search(r"\d\s+\d", text) for text in texts):
        return UNKNOWN + " ".join(texts)
    whole = texts[0] if texts else ""
    for at, text in enumerate(texts[1:], 1):
        if whole[-1:].isdigit() and text[:1].isdigit() and not _is_full(lines[at - 1], lines[at][0], width):
            return UNKNOWN + " ".join(texts)
        latin = whole[-1:].isascii() and whole[-1:].isalpha() and text[:1].isascii() and text[:1].isalpha()
        whole += (" " if latin else "") + text
    return whole


def _is_full(line: Sequence[Glyph], after: Glyph, width: float) -> bool:
    """Whether the next character would not have fitted into the line, the cell's usual padding counted."""
    return line[-1].right - line[0].left + after.right - after.left > width - 16
