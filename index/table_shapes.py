"""Grids with real spans by their shape: the spans of their cells and their words, whatever numbers they print.

A publisher prints the same table year after year, and most publishers the official one: what its words say and which
cell of the form stands where is worked out once for a shape and holds for every grid of it. Nothing of a report is
kept but the words of its tables, so much of each and so many of them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index.labels import printed_text
from index.report import Grid, GridCell
from index.table_grid import expanded_rows
from index.table_rows import Row

Key = tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...], tuple[int, ...]]
# A number that no word of any form is like: whichever stands in a cell, every reader takes the cell for the same.
NUMBER = re.compile(r"(?:增加?|减少?|\+)?[0-9]+(?:\.[0-9]+)?(?:万?元)?")
DIGITS = re.compile(r"[0-9]+")
MOST_SHAPES = 256
MOST_CELLS = 1500  # of a shape that is kept; the tables of the forms have some three hundred
MOST_TEXTS, LONGEST_TEXT = 32768, 100


class _Texts(dict[str, str]):
    """Text of a cell → how it is printed, with 0 for the digits of a number."""

    def __missing__(self, text: str) -> str:
        printed = text if text.isalnum() else printed_text(text)
        if NUMBER.fullmatch(printed):
            printed = DIGITS.sub("0", printed)
        if len(text) <= LONGEST_TEXT:
            if len(self) >= MOST_TEXTS:
                self.clear()
            self[text] = printed
        return printed


_texts = _Texts()


@dataclass(slots=True, eq=False)
class Shape:
    """What grids of one shape have in common. `signs` is filled by whoever deals rows out to tables."""

    texts: tuple[tuple[str, ...], ...]  # of each row, with 0 for the digits of numbers
    kept: bool  # another grid of this shape will find it
    signs: tuple[tuple[int, ...], ...] | None = None


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
