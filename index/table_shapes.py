"""Grids with real spans by their shape: the spans of their cells and their words, whatever numbers they print.

A publisher prints the same table year after year, and most publishers the official one: what its words say and which
cell of the form stands where is worked out once for a shape and holds for every grid of it. Nothing of a report is
kept but the words of its tables, so much of each and so many of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from index.labels import printed_text
from index.quick import Remembered
from index.report import Grid, GridCell
from index.table_grid import expanded_rows
from index.table_rows import Row

Key = tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...], tuple[int, ...]]
# A number that no word looked for in every cell is like: whichever stands there, every reader takes it for the same.
NUMBER = re.compile(r"(?:增加?|减少?|\+)?[0-9]+(?:\.[0-9]+)?(?:万?元)?")
DIGITS = re.compile(r"[0-9]+")
MOST_SHAPES = 256
MOST_CELLS = 1500  # of a shape that is kept; the tables of the forms have some three hundred
LONGEST_TEXT = 100


def _without_number(text: str) -> str:
    """How a text is printed, with 0 for the digits of a number."""
    printed = text if text.isalnum() else printed_text(text)
    return DIGITS.sub("0", printed) if NUMBER.fullmatch(printed) else printed


_texts = Remembered(_without_number)


class Told(NamedTuple):
    """What the words of a grid say: the rows that open a table, each with which, and those that may be its last."""

    openings: tuple[tuple[int, str], ...]
    closing: tuple[int, ...]


@dataclass(slots=True, eq=False)
class Shape:
    """What grids of one shape have in common. `told` is filled by whoever deals rows out to tables."""

    texts: tuple[tuple[str, ...], ...]  # of each row, with 0 for the digits of numbers
    kept: bool  # another grid of this shape will find it
    told: Told | None = None


_shapes: dict[Key, Shape] = {}


def shape_of(grid: Grid) -> Shape:
    """The shape of a grid with spans."""
    cells = [cell for row in grid.rows for cell in row]
    texts = tuple(map(_texts.__getitem__, [cell.text for cell in cells]))
    down, right = tuple([cell.row_span for cell in cells]), tuple([cell.col_span for cell in cells])
    key = (texts, down, right, tuple(map(len, grid.rows)))
    shape = _shapes.get(key)
    if shape is None:
        shape = Shape(_parted(texts, key[3]), len(cells) <= MOST_CELLS and all(len(t) <= LONGEST_TEXT for t in texts))
        if shape.kept:
            if len(_shapes) >= MOST_SHAPES:
                _shapes.clear()
            _shapes[key] = shape
    return shape


def _parted(texts: Sequence[str], widths: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    """Texts as rows of so many each."""
    rows, at = [], 0
    for wide in widths:
        rows.append(tuple(texts[at : at + wide]))
        at += wide
    return tuple(rows)


def is_number(text: str) -> bool:
    """Whether a text of a shape stands for any number."""
    return NUMBER.fullmatch(text) is not None


class Spanned:
    """A grid with spans as the `piece`-th grid of a report; its rows are expanded when they are first asked for."""

    def __init__(self, grid: Grid, piece: int) -> None:
        self.grid = grid
        self.piece = piece
        self.shape = shape_of(grid)

    @cached_property
    def rows(self) -> list[Row]:
        """Its rows, each with what stands in every column."""
        return expanded_rows(self.grid, self.piece)

    @property
    def cells(self) -> list[GridCell]:
        """Its cells in reading order."""
        return [cell for row in self.grid.rows for cell in row]
