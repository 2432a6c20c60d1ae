"""Rows of a printed table before they are matched to the form, and which of a row's cells are its values."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from index.labels import printed_text
from index.quick import quick
from index.report import Grid, GridCell

Found = TypeVar("Found")
Alignment = Literal["start", "end", "either"]
VALUE = re.compile(r"[+\-±−－＋]?\d[\d,，]*(?:\.\d+)?%?(?:万元|亿元|元|件|项|条|个)?(?:[(（].*[)）])?")
SIGNED = re.compile(r"(?:新增|增加|减少|增|减)[:：]?\d+[项件个]?")
WORDS = ("无", "零")
LABEL_COLUMNS = 3  # of table 3: a result of a group has a label in each, any other row a label over several
EMPTY_MARKS = re.compile(r"[-—–─―－_/／\\~～]*")


class kept(Generic[Found]):
    """A property worked out once: functools.cached_property without its lock, for rows are made by the hundred."""

    def __init__(self, work: Callable[[Any], Found]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    def __get__(self, row: Any, kind: type) -> Found:
        found = row.__dict__[self._name] = self._work(row)
        return found


class Place(NamedTuple):
    """A cell that starts in a row, with its 0-based column in the expanded grid; None where spans are not known."""

    text: str  # as a reader sees it
    cell: GridCell
    column: int | None


@quick
@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """A cell as it covers a place of the expanded grid: the row it starts in, and one past its last column."""

    place: Place
    row: int
    end: int


@quick
@dataclass(frozen=True, eq=False)
class Row:
    """One printed row: the cells that start in it, and its 0-based number in its table.

    With real spans its number is that in its grid, and `slots` has what stands in every column, None where nothing
    does; `piece` counts the grids of the report; `torn` says that cells overlap in it.
    """

    number: int
    places: tuple[Place, ...]
    slots: tuple[Slot | None, ...] = ()
    grid: int | None = None  # number of the grid in the file
    piece: int = 0
    torn: bool = False
    line: int = 0  # without spans: its 0-based number in its grid

    @kept
    def label_end(self) -> int:
        """How many leading cells belong to labels: everything up to the last that is no value."""
        end = len(self.places)
        for text, _, _ in reversed(self.places):
            if text and not text.isdecimal() and not is_value(text):
                return end
            end -= 1
        return 0

    @kept
    def labels(self) -> tuple[str, ...]:
        """The printed labels, outermost first."""
        return tuple([place.text for place in self.places[: self.label_end] if place.text])

    @kept
    def after_labels(self) -> tuple[Place, ...]:
        """The cells after the deepest label: values and padding."""
        return self.places[self.label_end :]


class PrintedCell(NamedTuple):
    """A cell of the form with the place that prints it. `unit` is what the header says, or ""."""

    cell: str
    place: Place
    at: tuple[int, int]  # (row, column) in the expanded grid, header rows counted
    unit: str = ""
    grid: int | None = None  # number of the grid in the file


def printed_cell(cell: str, place: Place, at: tuple[int, int], unit: str = "", grid: int | None = None) -> PrintedCell:
    """A `PrintedCell`, made in half the time of calling the class: a report is two hundred of them."""
    return tuple.__new__(PrintedCell, (cell, place, at, unit, grid))


class PrintedExtra(NamedTuple):
    """A cell that the form does not have, with the words beside and over it, outermost first."""

    row: tuple[str, ...]
    column: tuple[str, ...]
    place: Place
    at: tuple[int, int]
    grid: int | None = None


@quick
@dataclass(frozen=True, slots=True)
class Reading:
    """One table as read: its form, its cells in printed order and how sure the labels were (0 to 1).

    `doubt` says in Chinese why the places of the values are not beyond doubt; then the sums have to prove them.
    `order` says that columns stand in another order than the form's; then no sum may contradict it.
    """

    form: str  # "" where the labels are those of both forms
    cells: tuple[PrintedCell, ...]
    confidence: float
    extras: tuple[PrintedExtra, ...] = ()
    doubt: str = ""
    order: str = ""


class NotExtracted(Exception):
    """A table that cannot be read whole, with the reason in Chinese.

    `reading` is there where every cell was found and only the proof failed.
    """

    reading: Reading | None = None


@lru_cache(maxsize=65536)
def is_value(text: str) -> bool:
    """Whether a printed text can be a value: a number, a signed change, a blank, a dash or a slash."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return plain in WORDS or any(shape.fullmatch(plain) for shape in (VALUE, SIGNED, EMPTY_MARKS))


def has_digit(text: str) -> bool:
    """Whether there is a digit in a text."""
    return any(map(str.isdigit, text))


def rows_of(grid: Grid) -> list[tuple[Place, ...]]:
    """The rows of a grid without spans."""
    new = tuple.__new__  # a third of the time of calling Place
    return [
        tuple([new(Place, (t if (t := cell.text).isalnum() else printed_text(t), cell, None)) for cell in row])
        for row in grid.rows
    ]


def alignment(rows: Sequence[Row], width: int) -> Alignment | None:
    """Where the `width` values of these rows stand among the cells after their labels.

    "start" where padding follows them, "end" where it leads, "either" where both hold and differ: then the header or
    the sums have to tell. None where a row has too few cells or anything but padding is left over.
    """
    fits = {"start": True, "end": True}
    differ = False
    for row in rows:
        cells = row.after_labels
        spare = len(cells) - width
        if spare < 0:
            return None
        fits["start"] &= not any(place.text for place in cells[width:])
        fits["end"] &= not any(place.text for place in cells[:spare])
        differ |= spare > 0 and any(place.text for place in cells)
    if fits["start"] and fits["end"]:
        return "either" if differ else "start"
    return "start" if fits["start"] else "end" if fits["end"] else None


def padded_alike(rows: Sequence[tuple[Row, int]], width: int) -> bool:
    """Whether the padding of all rows follows one plan, each given with the number of its labels on the form.

    The plans: every row has as much padding; or the rows are all as wide, for the grid is complete; or padding stands
    for exactly the labels that a row span hides; or for exactly the columns that the deepest label spans. A lost or
    doubled cell fits none of them. The last row may have lost its padding: converters drop what is empty at the end
    of a table.
    """
    if not rows:
        return True
    last = rows[-1][0]
    cells = last.after_labels
    bare = len(cells) == width and (bool(cells[-1].text) or not any(place.text for place in cells))
    checked = rows[:-1] if bare and len(rows) > 1 else rows
    return (
        len({len(row.after_labels) for row, _ in rows}) == 1
        or len({len(row.places) for row, _ in checked}) == 1
        or all(len(row.after_labels) - width == depth - len(row.labels) for row, depth in checked)
        or all(len(row.after_labels) - width == LABEL_COLUMNS - depth for row, depth in checked)
    )


def prints_all(row: Row, width: int) -> bool:
    """Whether a row prints just as many values as it has columns, right behind its label, and is blank behind them."""
    return [at for at, place in enumerate(row.after_labels) if place.text] == list(range(width))


def cut(row: Row, width: int, side: Alignment) -> Sequence[Place]:
    """The `width` values of one row."""
    cells = row.after_labels
    return cells[len(cells) - width :] if side == "end" else cells[:width]
