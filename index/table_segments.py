"""Rows of grids dealt out to the statutory tables, by the words that open a table.

A publisher may print one table as several grids (a page break, a block each) or several tables as one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntFlag
from functools import lru_cache

from index.form import load_forms
from index.labels import CLOSE, normal, score
from index.report import LEGACY_ID, Block, Grid, GridCell
from index.table3_match import is_head
from index.table_list import HEADED, OPENING, is_first
from index.table_rows import Place, Row, is_value, rows_of
from index.table_shapes import Shape, Spanned

T4_RESULTS = ("结果维持", "结果纠正", "尚未审结")
T4_BLOCK_WORDS = ("行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉")


class Sign(IntFlag):
    """What one printed text says of the table it stands in."""

    NOTHING = 0
    CORNER = 1  # of table 3
    NEW = 2  # the first row of table 3
    HEAD = 4  # an applicant over a column of table 3
    CLOSING = 8  # the last row of table 3
    UPHELD = 16
    CORRECTED = 32
    PENDING = 64
    BLOCK = 128  # of table 4
    T2 = 256
    LIST = 512  # of the forms before 2019
    INDICATOR, UNIT = 1024, 2048  # the two heads that open that list together


RESULTS = dict(zip(T4_RESULTS, (Sign.UPHELD, Sign.CORRECTED, Sign.PENDING), strict=True))
T3 = int(Sign.CORNER | Sign.NEW)
T4_RESULT = int(Sign.UPHELD | Sign.CORRECTED | Sign.PENDING)
T4_PAIR = int(Sign.UPHELD | Sign.CORRECTED)
LIST_PAIR = int(Sign.INDICATOR | Sign.UNIT)
HEAD, BLOCK, T2, LIST, CLOSING = (int(s) for s in (Sign.HEAD, Sign.BLOCK, Sign.T2, Sign.LIST, Sign.CLOSING))


@dataclass(slots=True)
class Part:
    """The rows of one grid with spans that belong to a table, by their numbers in it."""

    view: Spanned
    numbers: list[int]


@dataclass(slots=True)
class Segment:
    """Rows that belong to one printed table. Those without spans are numbered from 0 here."""

    table: str
    spans: bool = False
    scanned: bool = False
    closed: bool = False  # the last row of table 3 has been seen
    words: set[str] = field(default_factory=set)  # the blocks of table 4 that it names
    parts: list[Part] = field(default_factory=list)  # with spans
    flat: list[Row] = field(default_factory=list)  # without

    @property
    def rows(self) -> list[Row]:
        """Its rows in reading order; of grids with spans they are made when they are asked for."""
        return [part.view.rows[at] for part in self.parts for at in part.numbers] if self.spans else self.flat

    @property
    def length(self) -> int:
        """How many rows it has."""
        return sum([len(part.numbers) for part in self.parts]) if self.spans else len(self.flat)

    @property
    def cells(self) -> list[GridCell]:
        """The cells of its rows."""
        if not self.spans:
            return [cell for row in self.flat for _, cell, _ in row.places]
        return [cell for part in self.parts for at in part.numbers for cell in part.view.grid.rows[at]]

    @property
    def grid(self) -> int | None:
        """The number of the grid where it begins, as `Grid.number`."""
        found = [part.view.grid.number for part in self.parts] if self.spans else [row.grid for row in self.flat]
        return next((number for number in found if number is not None), None)

    def add(self, at: int, printed: "Printed") -> None:
        """Take one more row of a grid."""
        view = printed.view
        if view is not None:
            if not self.parts or self.parts[-1].view is not view:
                self.parts.append(Part(view, []))
            self.parts[-1].numbers.append(at)
        else:
            places, number = printed.places[at], printed.grid.number
            self.flat.append(Row(len(self.flat), places, (), number, printed.piece, False, at))
        self.spans |= printed.grid.spans
        self.scanned |= printed.grid.scanned
        if self.table == "t3":
            self.closed = self.closed or printed.closes(at, self.flat)
        elif self.table == "t4":
            self.words |= _block_words(printed.texts[at])


class Printed:
    """A grid of a report: what each of its rows prints, and what that says."""

    def __init__(self, grid: Grid, piece: int) -> None:
        self.grid = grid
        self.piece = piece
        self.view = Spanned(grid, piece) if grid.spans else None
        if self.view:
            self.places: list[tuple[Place, ...]] = []
            self.texts: Sequence[Sequence[str]] = self.view.shape.texts
            self.signs: Sequence[Sequence[int]] = _signs_of(self.view.shape)
        else:
            self.places = rows_of(grid)
            self.texts = [[text for text, _, _ in row] for row in self.places]
            self.signs = [_signs(row) for row in self.texts]

    def closes(self, at: int, flat: Sequence[Row]) -> bool:
        """Whether a row is the last of table 3; without spans it is the last of `flat`."""
        if self.view:
            return any(sign & CLOSING for sign in self.signs[at])
        labels = flat[-1].labels
        return bool(labels) and bool(_said(labels[-1]) & CLOSING)


def segments_of(blocks: Iterable[Block]) -> list[Segment]:
    """The printed tables of a report in reading order, each with its rows."""
    segments: list[Segment] = []
    for piece, block in enumerate(block for block in blocks if isinstance(block, Grid)):
        printed = Printed(block, piece)
        t4 = any(sign & T4_RESULT for row in printed.signs for sign in row)
        foreign: bool | None = None  # asked only of a grid that begins inside a table
        for at, (texts, signs) in enumerate(zip(printed.texts, printed.signs, strict=True)):
            opened = _opened(signs, t4)
            if foreign is None and not opened:
                foreign = bool(segments) and not _may_go_on(segments[-1], printed.texts)
            if foreign and not opened:
                continue
            foreign = False
            if opened and not (segments and _goes_on(segments[-1], opened, texts, block)):
                segments.append(Segment(opened))
            if segments and (opened or block.spans == segments[-1].spans):
                segments[-1].add(at, printed)
    return segments


def opens(text: str) -> str | None:
    """The table that a text alone opens, or None."""
    if not text or text.isdigit():
        return None
    return _opened([sign] if (sign := _said(text)) else [], t4=True)


def _signs_of(shape: Shape) -> Sequence[Sequence[int]]:
    if shape.signs is None:
        shape.signs = tuple([tuple(_signs(row)) for row in shape.texts])
    return shape.signs


def _signs(texts: Iterable[str]) -> list[int]:
    """What the texts say that say anything; a number never does, and most cells are one."""
    return [sign for text in texts if text and not text.isdigit() and (sign := _said(text))]


@lru_cache(maxsize=16384)
def _said(text: str) -> int:
    rows, plain = load_forms().rows, normal(text)
    found = RESULTS.get(plain, Sign.NOTHING)
    for sign, told in (
        (Sign.CORNER, "勾稽关系" in plain or plain == "申请人情况"),
        (Sign.NEW, score(plain, rows["t3.new"].labels) >= CLOSE),
        (Sign.HEAD, is_head(plain)),
        (Sign.CLOSING, score(text, rows["t3.carried_out"].labels) >= CLOSE),
        (Sign.BLOCK, plain in T4_BLOCK_WORDS),
        (Sign.T2, "第二十条第" in plain or plain == "信息内容"),
        (Sign.LIST, plain in OPENING or is_first(plain)),
        (Sign.INDICATOR, plain == HEADED[0]),
        (Sign.UNIT, plain == HEADED[1]),
    ):
        found |= sign if told else Sign.NOTHING
    return int(found)


def _opened(signs: Sequence[int], t4: bool) -> str | None:
    """The table that a row's signs open, or None for a row inside one. `t4`: its grid has results of cases."""
    if not signs:
        return None
    every = 0
    for sign in signs:
        every |= sign
    if every & T3 or (every & HEAD and sum(sign & HEAD for sign in signs) > HEAD):
        return "t3"
    if t4 and (every & BLOCK or every & T4_PAIR == T4_PAIR):
        return "t4"
    if every & T2:
        return "t2"
    return LEGACY_ID if every & LIST or every & LIST_PAIR == LIST_PAIR else None


def _block_words(texts: Iterable[str]) -> set[str]:
    return {plain for text in texts if text and (plain := normal(text)) in T4_BLOCK_WORDS}


def _goes_on(segment: Segment, opened: str, texts: Sequence[str], grid: Grid) -> bool:
    """Whether an opening row belongs to the table before it: its next block, its first row, its repeated header."""
    if segment.table != opened or segment.spans != grid.spans:
        return False
    if opened == "t4":
        return not _block_words(texts) & segment.words
    return opened in ("t2", LEGACY_ID) or not segment.closed


def _may_go_on(segment: Segment, rows: Sequence[Sequence[str]]) -> bool:
    """Whether a grid may be the rest of the table before it: that one lacks rows, or these are rows of its kind."""
    if segment.table == "t3":
        return not segment.closed
    if segment.table == "t4":
        return not any(sum(is_value(place.text) for place in row.places if place.text) >= 5 for row in segment.rows)
    return any(_fits(text, segment.table) for row in rows for text in row if text)


@lru_cache(maxsize=16384)
def _fits(text: str, table: str) -> bool:
    """Whether a text is the label of a row of table 2, or of the list before 2019."""
    return score(text, _labels(table)) >= CLOSE


@lru_cache(maxsize=4)
def _labels(table: str) -> tuple[str, ...]:
    forms = load_forms()
    items = forms.legacy.values() if table == LEGACY_ID else (i for i in forms.rows.values() if i.table == "t2")
    return tuple(label for item in items for label in item.labels)
