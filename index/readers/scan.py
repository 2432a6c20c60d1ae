"""Scanned pages: cells from the ruling lines, their text by OCR, every number read twice and compared with the others.

    straightened (scan_lines) ─lines─▶ cells ─ink─▶ strips (scan_ink) ─▶ readings (scan_numbers) ─▶ PageTable

A cell's certainty is what its readings are worth. A cell is blank only where no ink is in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.readers.lattice import Lattice, Slot
from index.readers.page_tables import PageCell, PageTable
from index.readers.page_text import Line
from index.readers.scan_ink import is_clean, strips
from index.readers.scan_lines import Image, Scan, straightened, without_tables
from index.readers.scan_numbers import DOUBTFUL, cell_of, read_strips
from index.readers.scan_ocr import detected, recognised
from index.report import Box

PADDING = 16.0  # points: what a cell usually leaves free on its sides, both together
LEAST_PROSE = 0.5  # a line of print recognised worse than this is no text


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
    return ScannedPage(wide / scan.unit, high / scan.unit, _lines(scan, path), _tables(scan, scan.tables, page, path))


def scan_tables(pixels: Image, page: int, path: Path, within: Sequence[Box]) -> list[PageTable]:
    """The tables of a page that stand in one of the boxes, as pasted pictures of tables do.

    Raises:
        HelperMissing: no OCR is installed.
    """
    scan = straightened(pixels)
    found = [lattice for lattice in scan.tables if any(_is_in(scan.box(*lattice.box), box) for box in within)]
    return _tables(scan, found, page, path)


def _is_in(inner: Box, outer: Box) -> bool:
    left, top, right, bottom = outer
    slack = 0.02
    return (
        left - slack <= inner[0]
        and top - slack <= inner[1]
        and inner[2] <= right + slack
        and inner[3] <= bottom + slack
    )


def _tables(scan: Scan, lattices: Sequence[Lattice], page: int, path: Path) -> list[PageTable]:
    """The tables of a page; their numbers are compared with one another before any is trusted."""
    found = [strips(scan, lattice.slots) for lattice in lattices]
    read = read_strips(scan, [[strip for some in of_table for strip in some] for of_table in found], path)
    tables = []
    for lattice, of_table, words in zip(lattices, found, read, strict=True):
        cells = []
        at = 0
        for slot, some in zip(lattice.slots, of_table, strict=True):
            parts = words.readings[at : at + len(some)]
            at += len(some)
            text, certainty = cell_of(parts, some, words.digit, slot.right - slot.left - PADDING * scan.unit)
            if not some and not is_clean(scan, slot):
                certainty = DOUBTFUL
            box = scan.box(slot.left, slot.top, slot.right, slot.bottom)
            cells.append(PageCell(_in_points(slot, scan.unit), text, page, box, certainty))
        xs, ys = (tuple(place / scan.unit for place in places) for places in (lattice.xs, lattice.ys))
        slots = tuple(cell.slot for cell in cells)
        points = Lattice(xs, ys, slots, lattice.closed_top, lattice.closed_bottom)
        tables.append(PageTable(page, points, cells, scanned=True))
    return tables


def _in_points(slot: Slot, unit: float) -> Slot:
    return Slot(slot.left / unit, slot.top / unit, slot.right / unit, slot.bottom / unit, slot.row, slot.column,
                slot.row_span, slot.col_span)  # fmt: skip


def _lines(scan: Scan, path: Path) -> list[Line]:
    """The lines of print outside the tables, in points."""
    image = without_tables(scan)
    found = sorted(detected(image, scan.unit, path), key=lambda box: (box.top, box.left))
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
