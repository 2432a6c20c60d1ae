"""The cells of a table and their spans: as a browser reads them, and never past the table."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.quick import changed, quick
from index.readers.html_lines import Line

MOST_COLUMNS = 400
MOST_PLACES = 400_000  # of the expanded grid
WIDEST = 60  # columns; a wider span is a way to say "all columns"


@quick
@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its lines, what it prints, and its spans, which never leave the table."""

    lines: tuple[Line, ...]
    text: str
    row_span: int = 1
    col_span: int = 1
    header: bool = False


Rows = tuple[tuple[Cell, ...], ...]


class TableTooLarge(ValueError):
    """The spans of a table ask for a grid that no report has."""


def _number(text: str) -> int | None:
    """The number a span begins with, as browsers read it: "2 " and "2px" are 2, "", "x" and "-1" are none."""
    text = text.strip()
    if text.isascii() and text.isdecimal():
        return int(text[:6])
    digits = ""
    for character in text[:6].removeprefix("+"):
        if character not in "0123456789":
            break
        digits += character
    return int(digits) if digits else None


def row_span_of(text: str) -> int:
    """The rows that a cell is told to take."""
    if not text:
        return 1
    number = _number(text)
    return 10**6 if number == 0 else number or 1  # 0 is "to the end of the group"


def col_span_of(text: str) -> int:
    """The columns that a cell is told to take."""
    return (_number(text) or 1) if text else 1


def bounded(rows: Sequence[Sequence[Cell]]) -> list[tuple[Cell, ...]]:
    """The rows of one group with spans that end at its last row and column.

    Raises:
        TableTooLarge: the grid would have more than MOST_COLUMNS columns or MOST_PLACES places.
    """
    wide = widest = 0
    for row in rows:
        spans = [cell.col_span for cell in row]
        taken = sum(spans)
        if taken > WIDEST:
            widest = max(widest, *spans)
            taken = sum([span if span <= WIDEST else 1 for span in spans])
        if taken > wide:
            wide = taken
    if wide > MOST_COLUMNS or wide * len(rows) > MOST_PLACES:
        raise TableTooLarge(f"a table of {len(rows):,} rows and {wide:,} columns")
    rows = [_shortened(row, left) for row, left in zip(rows, range(len(rows), 0, -1), strict=True)]
    if widest > WIDEST:
        placed = zip(rows, columns_of(rows, wide), strict=True)
        rows = [[_narrowed(cell, wide - at) for cell, at in zip(row, places, strict=True)] for row, places in placed]
    return [tuple(row) for row in rows]


def _shortened(row: Sequence[Cell], left: int) -> Sequence[Cell]:
    downs = [cell.row_span for cell in row]
    if sum(downs) == len(downs) or max(downs) <= left:
        return row
    return [changed(cell, row_span=min(cell.row_span, left)) for cell in row]


def _narrowed(cell: Cell, left: int) -> Cell:
    return cell if cell.col_span <= WIDEST else changed(cell, col_span=max(left, 1))


def columns_of(rows: Sequence[Sequence[Cell]], wide: int = 0) -> list[list[int]]:
    """The 0-based column of each cell in the expanded grid; cells may overlap, as in a browser.

    A span over WIDEST is one to the last of `wide` columns.
    """
    free_from: dict[int, int] = {}  # column → the first row in which it is free again
    found = []
    for number, row in enumerate(rows):
        column, columns = 0, []
        for cell in row:
            while free_from.get(column, 0) > number:
                column += 1
            columns.append(column)
            right = cell.col_span if cell.col_span <= WIDEST else max(wide - column, 1)
            if cell.row_span > 1:  # a cell of one row is in nobody's way below
                for at in range(column, column + right):
                    free_from[at] = max(free_from.get(at, 0), number + cell.row_span)
            column += right
        found.append(columns)
    return found
