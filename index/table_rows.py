"""Rows of a printed table before they are matched to the form, and which of a row's cells are its values."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from index.labels import printed_text
from index.report import Grid, GridCell

Alignment = Literal["start", "end"]
VALUE = re.compile(r"[+\-±−－＋]?\d[\d,，]*(?:\.\d+)?%?(?:万元|亿元|元|件|项|条|个)?(?:[(（].*[)）])?")
SIGNED = re.compile(r"(?:新增|增加|减少|增|减)[:：]?\d+[项件个]?")
EMPTY_MARKS = re.compile(r"[-—–─―－_/／\\~～]*")


class Place(NamedTuple):
    """A cell that starts in a row, with its 0-based column in the expanded grid; None where spans are not known."""

    text: str  # as a reader sees it
    cell: GridCell
    column: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row: the cells that start in it, and its 0-based number in its table."""

    number: int
    places: tuple[Place, ...]

    @property
    def label_end(self) -> int:
        """How many leading cells belong to labels: everything up to the last that is no value."""
        return max((at + 1 for at, place in enumerate(self.places) if place.text and not is_value(place.text)), default=0)

    @property
    def labels(self) -> tuple[str, ...]:
        """The printed labels, outermost first."""
        return tuple(place.text for place in self.places[: self.label_end] if place.text)

    @property
    def after_labels(self) -> tuple[Place, ...]:
        """The cells after the deepest label: values and padding."""
        return self.places[self.label_end :]


class PrintedCell(NamedTuple):
    """A cell of the form with the place that prints it. `unit` is what the header says, or ""."""

    cell: str
    place: Place
    at: tuple[int, int]  # (row, column) in the expanded grid, header rows counted
    unit: str


def is_value(text: str) -> bool:
    """Whether a printed text can be a value: a number, a signed change, a blank, a dash or a slash."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return bool(VALUE.fullmatch(plain) or SIGNED.fullmatch(plain) or EMPTY_MARKS.fullmatch(plain) or plain in ("无", "零"))


def rows_of(grid: Grid) -> list[tuple[Place, ...]]:
    """The rows of a grid with the expanded column of each cell where the grid has real spans."""
    if not grid.spans:
        return [tuple(Place(printed_text(cell.text), cell, None) for cell in row) for row in grid.rows]
    taken: dict[tuple[int, int], bool] = {}
    rows = []
    for number, row in enumerate(grid.rows):
        places = []
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            for down in range(cell.row_span):
                for right in range(cell.col_span):
                    taken[number + down, column + right] = True
            places.append(Place(printed_text(cell.text), cell, column))
            column += cell.col_span
        rows.append(tuple(places))
    return rows


def windows(rows: Sequence[Sequence[Place]], width: int) -> Alignment | None:
    """Where the `width` values stand among the cells after the labels, the same for all rows of a table.

    "start" where padding follows them, "end" where it leads. None where a row has too few cells, where something
    other than padding is left over, or where both readings hold and differ: then nothing may be guessed.
    """
    fits: dict[Alignment, bool] = {"start": True, "end": True}
    differ = False
    for row in rows:
        if len(row) < width:
            return None
        spare = len(row) - width
        fits["start"] &= not any(place.text for place in row[width:])
        fits["end"] &= not any(place.text for place in row[:spare])
        differ |= spare > 0 and any(place.text for place in row)
    if fits["start"] and fits["end"] and differ:
        return None
    return "start" if fits["start"] else "end" if fits["end"] else None


def cut(row: Sequence[Place], width: int, alignment: Alignment) -> Sequence[Place]:
    """The `width` values of one row."""
    return row[:width] if alignment == "start" else row[len(row) - width :]
