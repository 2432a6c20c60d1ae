"""Grids of a report → the statutory tables, each read whole or not at all.

Grids with real spans are read by position: labels beside, headers over a value. Flattened ones are read by the order
of their cells. A reading in doubt stands only where its sums hold.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from index.form import Forms
from index.quick import quick
from index.report import LEGACY_ID, TABLE_IDS, Block, GridCell, Prose
from index.sections import section_of
from index.table2 import read_t2
from index.table3 import read_t3
from index.table4 import read_t4
from index.table_list import read_list
from index.table_plans import read_spans
from index.table_proof import SURE, failed_sums, prove
from index.table_rows import NotExtracted, PrintedCell, PrintedExtra, Reading, Row, has_digit, is_value
from index.table_score import share_of_rows
from index.table_segments import Segment, opens, segments_of

Printed = TypeVar("Printed", PrintedCell, PrintedExtra)
Read = Callable[[Sequence[Row], Forms], Reading]
READ: dict[str, Read] = {"t2": read_t2, "t3": read_t3, "t4": read_t4}  # without spans
NAMES = {"t2": "表二（主动公开情况）", "t3": "表三（申请情况）", "t4": "表四（复议诉讼情况）"}
OLDER_FORM = "报告用的是2018年及以前的旧格式（一张清单式统计表）"
SECTIONS = {"t2": "s2", "t3": "s3", "t4": "s4"}
MOST_ROWS = 500  # the longest table of the forms has 30 rows; matching takes time for each
LONGEST_LABEL = 60  # a longer paragraph is prose, whatever words it opens with
SHOWN_ROWS, SHOWN_TEXT = 120, 120  # of a candidate: enough to compare with the original
DOUBTED, CONTRADICTED = 0.9, 0.97  # factors of the confidence
NEVER_SURE = 0.9  # the highest score of a table that is not extracted


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class MappedTable:
    """A statutory table with its cells in printed order, or why there is none. Lines are 1-based, None if unknown."""

    id: str
    status: str  # ok, not_extracted, absent
    form: str | None = None
    reason: str = ""
    confidence: float = 0.0
    cells: tuple[PrintedCell, ...] = ()
    line: int | None = None
    last_line: int | None = None
    page: int | None = None
    grid: int | None = None  # number of the table in the file where it begins, as `Grid.number`
    extras: tuple[PrintedExtra, ...] = ()
    candidate: tuple[tuple[str, ...], ...] = ()
    proposed: Reading | None = None  # not extracted: a reading of every cell that its sums do not prove


def map_tables(blocks: Iterable[Block], forms: Forms) -> dict[str, MappedTable]:
    """Match every statutory table among the blocks of one report to the form.

    Always returns all of TABLE_IDS, and LEGACY_ID where the report prints the list of the forms before 2019. A table
    that is printed twice with different cells is not extracted.
    """
    blocks = list(blocks)
    segments = segments_of(blocks)
    found = {table: _map([s for s in segments if s.table == table], table, forms) for table in TABLE_IDS}
    legacy = [s for s in segments if s.table == LEGACY_ID]
    if legacy and not any(s.table in TABLE_IDS for s in segments):
        older = {t: MappedTable(id=t, status="absent", reason=f"{OLDER_FORM}，没有{NAMES[t]}") for t in TABLE_IDS}
        return older | {LEGACY_ID: _map_list(legacy, forms)}
    absent = {table for table in TABLE_IDS if found[table].status == "absent"}
    for table in _untabled(blocks) & absent if absent else ():
        reason = f"报告有这一部分，但没有可辨认的{NAMES[table]}：可能是图片、文字叙述，或格线已丢失"
        found[table] = MappedTable(id=table, status="not_extracted", reason=reason)
    if found["t4"].status == "ok":
        found["t4"] = replace(found["t4"], form=found["t3"].form or found["t2"].form)
    return found | ({LEGACY_ID: _map_list(legacy, forms)} if legacy else {})


def _untabled(blocks: Iterable[Block]) -> set[str]:
    """The tables whose section is there, or whose labels stand in the text as paragraphs."""
    found = set()
    for block in blocks:
        if isinstance(block, Prose) and len(block.text) <= LONGEST_LABEL:
            if opened := opens(block.text):
                found.add(opened)
            if section := section_of(block, "s0"):
                found |= {table for table, home in SECTIONS.items() if home == section}
    return found


def _map(segments: list[Segment], table: str, forms: Forms) -> MappedTable:
    if not segments:
        return MappedTable(id=table, status="absent", reason=f"报告中没有{NAMES[table]}")
    readings: list[tuple[Segment, Reading]] = []
    failures: list[tuple[Segment, NotExtracted]] = []
    for segment in segments:
        try:
            readings.append((segment, _read(segment, forms)))
        except NotExtracted as error:
            failures.append((segment, error))
    if not readings:
        closest = max(failures, key=lambda failure: share_of_rows(table, failure[0].rows, forms))
        refused = _refused(table, closest[0], str(closest[1]), forms)
        alone = not any(has_numbers(other) for other, _ in failures if other is not closest[0])
        return _proposing(refused, closest[1].reading) if alone else refused
    segment, reading = readings[0]
    broken = [failed for failed, _ in failures if has_numbers(failed)]
    if broken or any(_printed(other) != _printed(reading) for _, other in readings[1:]):
        return _refused(table, segment, f"{NAMES[table]}在同一文件中出现多次且内容不同", forms)
    return _accepted(table, segment, reading, forms)


def _read(segment: Segment, forms: Forms) -> Reading:
    if segment.length > MOST_ROWS:
        raise NotExtracted(f"行数（{segment.length}）远多于规定格式")
    if segment.spans:
        reading = read_spans(segment, forms)
    else:
        reading = READ[segment.table](segment.rows, forms)
        if segment.grid is not None:
            reading = _placed(reading, segment.rows)
    try:
        prove(segment.table, reading, segment.scanned, forms)
    except NotExtracted as error:
        error.reading = reading
        raise
    return reading


def _proposing(refused: MappedTable, reading: Reading | None) -> MappedTable:
    """A refused table with the reading that was not proved, where there is one and every cell can be a value.

    Words in a cell mean that rows or columns have run into each other: that is no reading to be accepted.
    """
    if reading is None or not all(is_value(cell.place.text) for cell in reading.cells):
        return refused
    return replace(refused, proposed=reading)


def _placed(reading: Reading, rows: Sequence[Row]) -> Reading:
    """The reading of flattened rows with the place of each cell in its own grid, so that the file can show it."""
    at = {id(place.cell): (row.grid, (row.line, n)) for row in rows for n, place in enumerate(row.places)}

    def placed(cell: Printed) -> Printed:
        grid, spot = at[id(cell.place.cell)]
        return cell._replace(at=spot, grid=grid)

    return replace(reading, cells=tuple(map(placed, reading.cells)), extras=tuple(map(placed, reading.extras)))


def _accepted(table: str, segment: Segment, reading: Reading, forms: Forms) -> MappedTable:
    # What is less certain than SURE stands only where the sums prove it.
    certainty = max(SURE, min([cell.certainty for _, (_, cell, _), _, _, _ in reading.cells], default=1.0))
    confidence = reading.confidence * certainty * (DOUBTED if reading.doubt else 1.0)
    confidence *= CONTRADICTED if failed_sums(table, reading.cells, forms) else 1.0
    line, last_line = _lines(segment.cells)
    return MappedTable(
        id=table, status="ok", form=reading.form or None, confidence=round(confidence, 3), cells=reading.cells,
        line=line, last_line=last_line, page=_page(segment.cells), grid=segment.grid, extras=reading.extras,
    )  # fmt: skip


def _refused(table: str, segment: Segment, reason: str, forms: Forms) -> MappedTable:
    line, last_line = _lines(segment.cells)
    confidence = round(NEVER_SURE * share_of_rows(table, segment.rows, forms), 3)
    return MappedTable(
        id=table, status="not_extracted", reason=reason, confidence=confidence, line=line, last_line=last_line,
        page=_page(segment.cells), grid=segment.grid, candidate=_candidate(segment.rows),
    )  # fmt: skip


def _map_list(segments: list[Segment], forms: Forms) -> MappedTable:
    rows = [row for segment in segments for row in segment.rows]
    try:
        return _accepted(LEGACY_ID, segments[0], read_list(rows, any(s.scanned for s in segments), forms), forms)
    except NotExtracted as error:
        return _refused(LEGACY_ID, segments[0], str(error), forms)


def _candidate(rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(place.text[:SHOWN_TEXT] for place in row.places) for row in rows[:SHOWN_ROWS])


def has_numbers(segment: Segment) -> bool:
    """Whether a printed table has numbers beside its labels."""
    places = (place for row in segment.rows for place in (row.places if row.slots else row.after_labels))
    return any(has_digit(place.text) for place in places)


def _printed(reading: Reading) -> list[tuple[str, str]]:
    return [(cell.cell, cell.place.text) for cell in reading.cells]


def _lines(cells: Iterable[GridCell]) -> tuple[int | None, int | None]:
    lines = [line for cell in cells if (line := cell.line) is not None]
    return (min(lines), max(lines)) if lines else (None, None)


def _page(cells: Iterable[GridCell]) -> int | None:
    return next((page for cell in cells if (page := cell.page) is not None), None)
