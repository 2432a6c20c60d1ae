"""Tables with real spans, read once for a shape: which of its cells is which of the form's.

The readers look at words and at the places of cells, never at how much a number is: another table of the same shape is
read the same, and its own numbers are put in. What a reading says of numbers, its sums, is asked of each table anew.
"""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from index.form import RESULTS, Forms, load_forms
from index.labels import printed_text
from index.quick import changed
from index.report import GridCell
from index.table2_spans import read_t2_spans
from index.table3_spans import read_t3_spans
from index.table4_spans import SLIPPED, read_t4_spans
from index.table_rows import NotExtracted, Place, PrintedCell, PrintedExtra, Reading, Row
from index.table_segments import Part, Segment
from index.table_shapes import Shape, is_number
from index.table_sums import blocks_slipped, plain_number

READ: dict[str, Callable[[Sequence[Row], Forms], Reading]] = {
    "t2": read_t2_spans, "t3": read_t3_spans, "t4": read_t4_spans,
}  # fmt: skip
MOST_PLANS = 256
Key = tuple[str, tuple[tuple[Shape, tuple[int, ...]], ...]]


class Spot(NamedTuple):
    """Where a cell of the form stands: the number of its grid and of its cell, counted over all grids of the table."""

    part: int
    number: int
    column: int | None


class Plan(NamedTuple):
    """A reading without what its cells print: all of `reading` but its cells and extras is the same in every table."""

    reading: Reading
    cells: tuple[tuple[Spot, PrintedCell], ...]
    extras: tuple[tuple[Spot, PrintedExtra], ...]


_plans: dict[Key, Plan] = {}


def read_spans(segment: Segment, forms: Forms) -> Reading:
    """Match a printed table with spans to the form.

    Raises:
        NotExtracted: as the reader of the table.
    """
    key = (segment.table, tuple([(part.view.shape, tuple(part.numbers)) for part in segment.parts]))
    plan = _plans.get(key) if forms is load_forms() else None
    if plan is not None:
        return _filled(plan, segment)
    reading = READ[segment.table](segment.rows, forms)
    if forms is load_forms() and all(part.view.shape.kept for part in segment.parts):
        plan = _plan(reading, segment.parts)
        if plan is not None:
            if len(_plans) >= MOST_PLANS:
                _plans.clear()
            _plans[key] = plan
    return reading


def _filled(plan: Plan, segment: Segment) -> Reading:
    """The reading of a table by the plan of its shape."""
    cells: list[GridCell] = []
    for part in segment.parts:
        cells += part.view.cells
    grids = [part.view.grid.number for part in segment.parts]
    new = tuple.__new__  # a third of the time of calling the classes
    read = [
        new(PrintedCell, (key, new(Place, (_printed(cells[number]), cells[number], column)), at, unit, grids[part]))
        for (part, number, column), (key, _, at, unit, _) in plan.cells
    ]
    if segment.table == "t4" and blocks_slipped([plain_number(cell.place.text) for cell in read], len(RESULTS)):
        raise NotExtracted(SLIPPED)
    extras = [
        PrintedExtra(row, column, Place(_printed(cells[spot.number]), cells[spot.number], spot.column), at,
                     grids[spot.part])
        for spot, (row, column, _, at, _) in plan.extras
    ]  # fmt: skip
    return changed(plan.reading, cells=tuple(read), extras=tuple(extras))


def _printed(cell: GridCell) -> str:
    text = cell.text
    return text if text.isalnum() else printed_text(text)


def _plan(reading: Reading, parts: Sequence[Part]) -> Plan | None:
    """How other tables of this shape are read; None where a number is read for more than a value."""
    spots: dict[int, Spot] = {}
    numbers: set[int] = set()
    first = 0
    for number, part in enumerate(parts):
        rows = part.view.grid.rows
        starts = list(accumulate(map(len, rows), initial=first))
        for at in part.numbers:
            for n, place in enumerate(part.view.rows[at].places, starts[at]):
                spots[id(place)] = Spot(number, n, place.column)
                if is_number(part.view.shape.texts[at][n - starts[at]]):
                    numbers.add(n)
        first = starts[-1]
    read: tuple[PrintedCell | PrintedExtra, ...] = (*reading.cells, *reading.extras)
    words = [text for extra in reading.extras for text in (*extra.row, *extra.column)]
    if any(id(cell.place) not in spots for cell in read) or any(map(is_number, words)):
        return None
    if not numbers <= {spots[id(cell.place)].number for cell in read}:
        return None
    bare = Place("", GridCell(""), None)
    return Plan(
        changed(reading, cells=(), extras=()),
        tuple((spots[id(cell.place)], cell._replace(place=bare, grid=None)) for cell in reading.cells),
        tuple((spots[id(extra.place)], extra._replace(place=bare, grid=None)) for extra in reading.extras),
    )
