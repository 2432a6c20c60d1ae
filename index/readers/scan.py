"""Scanned pages: cells from the ruling lines, their text by OCR, every number read twice.

A cell's certainty is what both readings are worth: near 1 where they agree with each other and with the number of
pieces of ink in the cell, at most DOUBTFUL where they do not. A cell is blank only where no ink is in it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from index.readers.lattice import Lattice, Slot
from index.readers.page_tables import PageCell, PageTable
from index.readers.page_text import Line
from index.readers.scan_ink import Strip, cut, is_clean, rewritten, strips
from index.readers.scan_lines import Image, Scan, straightened, without_tables
from index.readers.scan_ocr import Reading, detected, recognised
from index.report import Box

DOUBTFUL = 0.4
LEAST_SCORE = 0.75
LEAST_PROSE = 0.5  # a line of print recognised worse than this is no text
ALIKE = str.maketrans({"O": "0", "o": "0", "〇": "0", "○": "0", "D": "0", "Q": "0", "l": "1", "I": "1", "|": "1",
                       "丨": "1", "i": "1", "S": "5", "B": "8", "Z": "2", "z": "2", "—": "-", "一": "-", "－": "-",
                       "–": "-", "_": "-"})  # fmt: skip
NUMBER_LIKE = re.compile(r"[\dOo〇○DQlI|丨iSBZz.,+\-—一－–_/%]+")
SIDE = 0.12  # of the height of a digit: the blank on its sides that is no ink
ONE = 0.2  # of the width of a digit: what a 1 at the end of a number has less ink than others
OFF = 0.45  # digits by which the width of a number may differ from what was read
FEWEST_NUMBERS = 5
FLAT = 1.5  # times as wide as high: a dash
SHAPED = 0.98  # certainty of a dash that its shape confirms
PADDING = 16.0  # points: what a cell usually leaves free on its sides, both together


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """What was read of one page, in points of the page (its long side is that of A4)."""

    width: float
    height: float
    lines: list[Line]
    tables: list[PageTable]


def scan_page(pixels: Image, page: int, path: Path) -> ScannedPage:
    """Read the image of a page (rows × columns, or × 3 colours); `page` is its number, `path` names it in errors.

    Raises:
        HelperMissing: no OCR is installed.
    """
    scan = straightened(pixels)
    high, wide = scan.grey.shape
    tables = [_table(scan, lattice, page, path) for lattice in scan.tables]
    return ScannedPage(wide / scan.unit, high / scan.unit, _lines(scan, path), tables)


def scan_tables(pixels: Image, page: int, path: Path, within: Sequence[Box]) -> list[PageTable]:
    """The tables of a page that stand in one of the boxes, as pasted pictures of tables do.

    Raises:
        HelperMissing: no OCR is installed.
    """
    scan = straightened(pixels)
    found = [lattice for lattice in scan.tables if any(_is_in(scan.box(*lattice.box), box) for box in within)]
    return [_table(scan, lattice, page, path) for lattice in found]


def _is_in(inner: Box, outer: Box) -> bool:
    left, top, right, bottom = outer
    slack = 0.02
    return (
        left - slack <= inner[0]
        and top - slack <= inner[1]
        and inner[2] <= right + slack
        and inner[3] <= bottom + slack
    )


def _table(scan: Scan, lattice: Lattice, page: int, path: Path) -> PageTable:
    found = strips(scan, lattice.slots)
    margin = max(3, round(1.5 * scan.unit))
    pictures = [cut(scan.plain, strip, margin) for some in found for strip in some]
    first = recognised(pictures, path)
    again = [at for at, reading in enumerate(first) if _is_number_like(reading.text)]
    second = dict(zip(again, recognised([rewritten(pictures[at]) for at in again], path), strict=True))
    digit = _digit_width([strip for some in found for strip in some], first)
    cells = []
    at = 0
    for slot, some in zip(lattice.slots, found, strict=True):
        numbers = range(at, at + len(some))
        at += len(some)
        room = slot.right - slot.left - PADDING * scan.unit
        text, certainty = _cell([first[n] for n in numbers], [second.get(n) for n in numbers], some, digit, room)
        if not some and not is_clean(scan, slot):
            certainty = DOUBTFUL
        box = scan.box(slot.left, slot.top, slot.right, slot.bottom)
        cells.append(PageCell(_in_points(slot, scan.unit), text, page, box, certainty))
    xs, ys = (tuple(place / scan.unit for place in places) for places in (lattice.xs, lattice.ys))
    slots = tuple(cell.slot for cell in cells)
    points = Lattice(xs, ys, slots, lattice.closed_top, lattice.closed_bottom)
    return PageTable(page, points, cells, scanned=True)


def _in_points(slot: Slot, unit: float) -> Slot:
    return Slot(slot.left / unit, slot.top / unit, slot.right / unit, slot.bottom / unit, slot.row, slot.column,
                slot.row_span, slot.col_span)  # fmt: skip


def _is_number_like(text: str) -> bool:
    return not text or bool(NUMBER_LIKE.fullmatch(_plain(text))) or sum(c.isdigit() for c in text) * 2 >= len(text)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _digit_width(found: list[Strip], readings: list[Reading]) -> float:
    """The usual width of a digit of a table in pixels; 0 where too few numbers are in it to tell."""
    widths = [
        (strip.right - strip.left + SIDE * (strip.bottom - strip.top)) / len(text)
        for strip, reading in zip(found, readings, strict=True)
        if (text := _as_number(reading.text)).isdecimal() and len(text) > 1
    ]
    return median(widths) if len(widths) >= FEWEST_NUMBERS else 0.0


def _cell(
    first: list[Reading], second: list[Reading | None], found: list[Strip], digit: float, room: float
) -> tuple[str, float]:
    """The text of a cell with `room` pixels for a line, and how far it can be trusted: 1 for a cell without ink."""
    if not first:
        return "", 1.0
    twice = [(one, other) for one, other in zip(first, second, strict=True) if other is not None]
    if len(twice) == len(first):
        parts = [_number(one, other, strip, digit) for (one, other), strip in zip(twice, found, strict=True)]
        text, certainty = "".join(part for part, _ in parts), min(sure for _, sure in parts)
        # A number goes on in the next line only where the next digit would not have fitted; else these are two.
        broken = all(strip.right - strip.left + digit > room for strip in found[:-1])
        return text, certainty if broken else min(certainty, DOUBTFUL)
    text = "".join(reading.text for reading in first)
    least = min(reading.score for reading in first)
    return text, min(least, DOUBTFUL) if twice else least


def _number(one: Reading, other: Reading, strip: Strip, digit: float) -> tuple[str, float]:
    """A number read twice; letters that look like digits are taken for them where nothing else is in the cell."""
    text, again = _as_number(one.text), _as_number(other.text)
    score = min(one.score, other.score)
    if "-" in (text, again) and {text, again} <= {"-", ""} and strip.pieces == 1 and _is_flat(strip):
        return "-", SHAPED  # a dash alone is too little for the recogniser: its shape is the second reading
    if text and text == again and score >= LEAST_SCORE and _accounts_for(text, strip, digit):
        return text, score
    return text or again, min(DOUBTFUL, score)


def _is_flat(strip: Strip) -> bool:
    return strip.right - strip.left >= FLAT * (strip.bottom - strip.top)


def _accounts_for(text: str, strip: Strip, digit: float) -> bool:
    """Whether a reading leaves no ink unread: a recogniser drops small signs, and one of a row of equal digits."""
    if (strip.dashes and not set("+-/") & {*text}) or (strip.points and not set(".,") & {*text}):
        return False
    if not text.isdecimal() or len(text) == strip.pieces:
        return True
    if not digit:
        return False
    wide = strip.right - strip.left + SIDE * (strip.bottom - strip.top)
    wide += ONE * digit * ((text[0] == "1") + (text[-1] == "1"))
    return abs(wide / digit - len(text)) <= OFF


def _as_number(text: str) -> str:
    plain = _plain(text)
    return plain.translate(ALIKE) if NUMBER_LIKE.fullmatch(plain) else plain


def _lines(scan: Scan, path: Path) -> list[Line]:
    """The lines of print outside the tables, in points."""
    image = without_tables(scan)
    found = sorted(detected(image, path), key=lambda box: (box.top, box.left))
    readings = recognised([image[int(b.top) : int(b.bottom) + 1, int(b.left) : int(b.right) + 1] for b in found], path)
    unit = scan.unit
    pieces = [
        Line(reading.text, box.left / unit, box.top / unit, box.right / unit, box.bottom / unit,
             box.bottom / unit, (box.bottom - box.top) / unit)
        for box, reading in zip(found, readings, strict=True)
        if reading.score >= LEAST_PROSE and reading.text.strip()
    ]  # fmt: skip
    return list(_in_rows(pieces))


def _in_rows(pieces: list[Line]) -> Iterator[Line]:
    """Pieces that stand side by side as one line."""
    rows: list[list[Line]] = []
    for piece in pieces:
        middle = (piece.top + piece.bottom) / 2
        row = next((row for row in rows[-3:] if row[0].top < middle < row[0].bottom), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    for row in rows:
        row.sort(key=lambda piece: piece.left)
        yield Line("".join(piece.text for piece in row), row[0].left, min(p.top for p in row),
                   max(p.right for p in row), max(p.bottom for p in row), row[0].base, row[0].size)  # fmt: skip
