"""What the sums of a table say about how it was read. They choose or refuse a reading; they never repair a value."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest
from typing import ParamSpec, TypeVar

from index.quick import Remembered
from index.table_rows import PrintedCell

SLIPPED_COLUMNS = 3  # sums that must fail before a row is suspected: a publisher's own slip breaks one or two
Numbers = Sequence[Decimal | None]
ZERO = Decimal(0)
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
PLAIN = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def latest(work: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """A function that is asked the same of one table several times in a row: it keeps its last answer.

    Arguments are the same where they are the same objects; what is answered must not be changed.
    """
    kept: list[tuple[tuple[object, ...], Answer]] = []

    def asked(*given: Asked.args, **named: Asked.kwargs) -> Answer:
        for before, answer in kept[-1:]:
            if all(one is other for one, other in zip(before, given, strict=True)):
                return answer
        answer = work(*given, **named)
        kept[:] = [(given, answer)]
        return answer

    return asked


def plain_number(text: str) -> Decimal | None:
    """The number a cell plainly prints; 0 for a blank, None for anything else."""
    return _plain[text]


def _read(text: str) -> Decimal | None:
    text = unicodedata.normalize("NFKC", text).strip()
    if not text:
        return Decimal(0)
    return Decimal(text.replace(",", "")) if PLAIN.fullmatch(text) else None


_plain = Remembered(_read)


@latest
def numbers_by_row(cells: Sequence[PrintedCell]) -> dict[str, list[Decimal | None]]:
    """Row of table 3 → its numbers in printed order but its total last, without the subtotal of the organisations."""
    numbers = list(map(_plain.__getitem__, [text for _, (text, _, _), _, _, _ in cells]))
    rows = _rows_of(tuple([cell.cell for cell in cells]))
    return {row: [numbers[at] for at in places] for row, places in rows}


@lru_cache(maxsize=64)  # of one form every report has the same
def _rows_of(cells: tuple[str, ...]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Each row with the places of its cells."""
    rows: dict[str, list[int]] = {}
    for at, cell in sorted(enumerate(cells), key=lambda one: one[1].endswith("|total")):
        row, _, column = cell.partition("|")
        if column != "org":
            rows.setdefault(row, []).append(at)
    return tuple((row, tuple(places)) for row, places in rows.items())


def add_up(rows: Sequence[Numbers]) -> bool:
    """Whether in every row that prints anything but 0 the last number is the sum of those before it, and one does."""
    telling = [row for row in rows if any(row)]
    return bool(telling) and all(
        None not in row and row[-1] == sum(number for number in row[:-1] if number) for row in telling
    )


def slipped(left: Sequence[Numbers], right: Sequence[Numbers]) -> int | None:
    """The row that slid by one column, or None: columns of `left` should add up to those of `right`.

    A row counts as slid where at least three columns do not add up and, with this row moved one column aside, all
    do but the one at the end that was lost. Rows are numbered through both sides.
    """
    gaps = _gaps(left, right)
    if gaps is None or sum(gap != 0 for gap in gaps) < SLIPPED_COLUMNS:
        return None
    rows = [*left, *right]
    signs = [1] * len(left) + [-1] * len(right)
    width = len(gaps)
    for number, (sign, row) in enumerate(zip(signs, rows, strict=True)):
        wanted = [(row[c] or 0) - sign * gaps[c] for c in range(width)]
        if [row[c] for c in range(width - 1)] == wanted[1:] or [row[c] for c in range(1, width)] == wanted[:-1]:
            return number
    return None


def slid_inside(left: Sequence[Numbers], right: Sequence[Numbers]) -> int | None:
    """The row part of which slid, or None: a value was lost and an empty cell came in before or behind it.

    Such a row is no sum of its parts, at least two columns do not add up, and the row that would put all of them right
    adds up itself and has the same numbers but one. Each row ends in its total; rows are numbered through both sides.
    """
    gaps = _gaps(left, right)
    if gaps is None or sum(gap != 0 for gap in gaps) < 2:
        return None
    signs = [1] * len(left) + [-1] * len(right)
    known = [[number or ZERO for number in row] for row in (*left, *right)]
    for number, (sign, row) in enumerate(zip(signs, known, strict=True)):
        wanted = [own - sign * gap for own, gap in zip(row, gaps, strict=True)]
        lost = Counter(wanted) - Counter(row)
        if sum(row[:-1]) != row[-1] and sum(wanted[:-1]) == wanted[-1] and min(wanted) >= 0 and lost.total() <= 1:
            return number
    return None


def _gaps(left: Sequence[Numbers], right: Sequence[Numbers]) -> list[Decimal] | None:
    """By how much each column of `left` is more than that of `right`; None where a number is missing."""
    gaps = []
    for ups, downs in zip_longest(zip(*left, strict=True), zip(*right, strict=True), fillvalue=()):
        gap = ZERO
        for number in ups:
            if number is None:
                return None
            gap += number
        for number in downs:
            if number is None:
                return None
            gap -= number
        gaps.append(gap)
    return gaps


def blocks_slipped(numbers: Numbers, width: int) -> bool:
    """Whether blocks of `width` numbers, each ending in its own sum, all add up only when moved by one place."""
    if None in numbers:
        return False
    known = [number or ZERO for number in numbers]

    def hold(values: Sequence[Decimal], blocks: Sequence[int]) -> int:
        found = [values[b * width : (b + 1) * width] for b in blocks]
        return sum(any(block) and sum(block[:-1]) == block[-1] for block in found)

    every = range(len(known) // width)
    if hold(known, every):
        return False
    # Moved by one, the block at the end that lost a number cannot be checked.
    left, right = [*known[1:], Decimal(0)], [Decimal(0), *known[:-1]]
    return hold(left, every[:-1]) == len(every) - 1 or hold(right, every[1:]) == len(every) - 1
