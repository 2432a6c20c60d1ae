"""Grids of a report → the three statutory tables, each read whole or not at all.

A publisher may print one table as several grids (a page break, a block each) or several tables as one: rows are
therefore dealt out by the words that open a table, not by grid.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.form import Forms
from index.labels import CLOSE, normal, score
from index.report import TABLE_IDS, Block, Grid, GridCell, Prose
from index.sections import section_of
from index.table2 import read_t2
from index.table3 import read_t3
from index.table4 import read_t4
from index.table_rows import NotExtracted, Place, PrintedCell, Reading, Row, rows_of

READ = {"t2": read_t2, "t3": read_t3, "t4": read_t4}
NAMES = {"t2": "表二（主动公开情况）", "t3": "表三（申请情况）", "t4": "表四（复议诉讼情况）"}
SECTIONS = {"t2": "s2", "t3": "s3", "t4": "s4"}
MOST_ROWS = 500  # the longest table of the forms has 30 rows; matching takes time for each
LONGEST_LABEL = 60  # a longer paragraph is prose, whatever words it opens with


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
    grid: int | None = None  # number of the table in the file, as `Grid.number`


@dataclass(slots=True)
class _Segment:
    """Rows that belong to one printed table, numbered from 0."""

    table: str
    rows: list[Row] = field(default_factory=list)
    closed: bool = False  # the last row of table 3 has been seen

    def add(self, places: tuple[Place, ...], forms: Forms) -> None:
        row = Row(len(self.rows), places)
        self.rows.append(row)
        if self.table == "t3" and row.labels:
            self.closed |= score(row.labels[-1], forms.rows["t3.carried_out"].labels) >= CLOSE


def map_tables(blocks: Iterable[Block], forms: Forms) -> dict[str, MappedTable]:
    """Match every statutory table among the blocks of one report to the form.

    Always returns all of TABLE_IDS. A table that is printed twice with different cells is not extracted.
    """
    blocks = list(blocks)
    segments = _segments(blocks, forms)
    found = {table: _map([s for s in segments if s.table == table], table, forms) for table in TABLE_IDS}
    for table in _untabled(blocks, forms) & {t for t in TABLE_IDS if found[t].status == "absent"}:
        reason = f"报告有这一部分，但没有可辨认的{NAMES[table]}：可能是图片、文字叙述，或格线已丢失"
        found[table] = MappedTable(id=table, status="not_extracted", reason=reason)
    named = found["t3"].form or found["t2"].form
    t4 = found["t4"]
    if t4.status == "ok":
        found["t4"] = MappedTable(
            id="t4", status="ok", form=named, confidence=t4.confidence, cells=t4.cells, line=t4.line,
            last_line=t4.last_line,
        )  # fmt: skip
    return found


def _untabled(blocks: Iterable[Block], forms: Forms) -> set[str]:
    """The tables whose section is there, or whose labels stand in the text as paragraphs."""
    found = set()
    for block in blocks:
        if isinstance(block, Prose) and len(block.text) <= LONGEST_LABEL:
            opened = _opens([Place(block.text, GridCell(block.text), None)], forms)
            if opened:
                found.add(opened)
            if section := section_of(block, forms.section_titles, "s0"):
                found |= {table for table, home in SECTIONS.items() if home == section}
    return found


def _segments(blocks: Iterable[Block], forms: Forms) -> list[_Segment]:
    segments: list[_Segment] = []
    for block in blocks:
        if not isinstance(block, Grid):
            continue
        for places in rows_of(block):
            opened = _opens(places, forms)
            if opened and not (segments and _goes_on(segments[-1], opened)):
                segments.append(_Segment(opened))
            if segments:
                segments[-1].add(places, forms)
    return segments


def _opens(places: Sequence[Place], forms: Forms) -> str | None:
    """The table that a row's words open, or None for a row inside one."""
    texts = [normal(place.text) for place in places if place.text]
    if any("勾稽关系" in text or text == "申请人情况" for text in texts):
        return "t3"
    if any(score(text, forms.rows["t3.new"].labels) >= CLOSE for text in texts):
        return "t3"
    if {"行政复议", "行政诉讼"} <= {*texts}:
        return "t4"
    if any("第二十条第" in text for text in texts) or "信息内容" in texts:
        return "t2"
    return None


def _goes_on(segment: _Segment, opened: str) -> bool:
    """Whether an opening row belongs to the table before it: its next block, its first row, its repeated header."""
    return segment.table == opened and (opened == "t2" or (opened == "t3" and not segment.closed))


def _map(segments: list[_Segment], table: str, forms: Forms) -> MappedTable:
    if not segments:
        return MappedTable(id=table, status="absent", reason=f"报告中没有{NAMES[table]}")
    readings: list[tuple[_Segment, Reading]] = []
    reasons: list[str] = []
    for segment in segments:
        try:
            if len(segment.rows) > MOST_ROWS:
                raise NotExtracted(f"行数（{len(segment.rows)}）远多于规定格式")
            readings.append((segment, READ[table](segment.rows, forms)))
        except NotExtracted as error:
            reasons.append(str(error))
    line, last_line = _lines(segments)
    if not readings:
        return MappedTable(id=table, status="not_extracted", reason=reasons[0], line=line, last_line=last_line)
    segment, reading = readings[0]
    broken = [s for s in segments if all(s is not good for good, _ in readings) and _has_numbers(s)]
    if broken or any(_printed(other) != _printed(reading) for _, other in readings[1:]):
        reason = f"{NAMES[table]}在同一文件中出现多次且内容不同"
        return MappedTable(id=table, status="not_extracted", reason=reason, line=line, last_line=last_line)
    line, last_line = _lines([segment])
    return MappedTable(
        id=table, status="ok", form=reading.form or None, confidence=reading.confidence, cells=reading.cells,
        line=line, last_line=last_line,
    )  # fmt: skip


def _has_numbers(segment: _Segment) -> bool:
    return any(any(c.isdigit() for c in place.text) for row in segment.rows for place in row.after_labels)


def _printed(reading: Reading) -> list[tuple[str, str]]:
    return [(cell.cell, cell.place.text) for cell in reading.cells]


def _lines(segments: Sequence[_Segment]) -> tuple[int | None, int | None]:
    lines = [p.cell.line for s in segments for row in s.rows for p in row.places if p.cell.line is not None]
    return (min(lines), max(lines)) if lines else (None, None)
