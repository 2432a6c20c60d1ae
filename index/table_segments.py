"""Rows of grids dealt out to the statutory tables, by the words that open a table.

A publisher may print one table as several grids (a page break, a block each) or several tables as one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.form import Forms
from index.labels import CLOSE, normal, score
from index.report import LEGACY_ID, Block, Grid
from index.table3_match import is_head
from index.table_grid import expanded_rows
from index.table_list import opens_list
from index.table_rows import Row, is_value, rows_of

T4_RESULTS = ("结果维持", "结果纠正", "尚未审结")
T4_BLOCK_WORDS = ("行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉")


@dataclass(slots=True)
class Segment:
    """Rows that belong to one printed table. Those without spans are numbered from 0 here."""

    table: str
    rows: list[Row] = field(default_factory=list)
    spans: bool = False
    scanned: bool = False
    closed: bool = False  # the last row of table 3 has been seen
    words: set[str] = field(default_factory=set)  # the blocks of table 4 that it names

    def add(self, row: Row, grid: Grid, forms: Forms) -> None:
        """Take one more row."""
        if not grid.spans:
            row = Row(len(self.rows), row.places, grid=grid.number, piece=row.piece, line=row.number)
        self.rows.append(row)
        self.spans |= grid.spans
        self.scanned |= grid.scanned
        if self.table == "t3":
            self.closed |= _closes(row, forms)
        elif self.table == "t4":
            self.words |= {normal(place.text) for place in row.places} & {*T4_BLOCK_WORDS}


def segments_of(blocks: Iterable[Block], forms: Forms) -> list[Segment]:
    """The printed tables of a report in reading order, each with its rows."""
    segments: list[Segment] = []
    for piece, block in enumerate(block for block in blocks if isinstance(block, Grid)):
        rows = expanded_rows(block, piece) if block.spans else [
            Row(at, places, piece=piece) for at, places in enumerate(rows_of(block))
        ]  # fmt: skip
        t4 = any(normal(place.text) in T4_RESULTS for row in rows for place in row.places if place.text)
        foreign = bool(segments) and not _may_go_on(segments[-1], rows, forms)
        for row in rows:
            opened = opens([place.text for place in row.places if place.text], forms, t4)
            if foreign and not opened:
                continue
            foreign = False
            if opened and not (segments and _goes_on(segments[-1], opened, row, block)):
                segments.append(Segment(opened))
            if segments and (opened or block.spans == segments[-1].spans):
                segments[-1].add(row, block, forms)
    return segments


def opens(printed: Sequence[str], forms: Forms, t4: bool = True) -> str | None:
    """The table that a row's words open, or None for a row inside one. `t4`: its grid has results of cases."""
    texts = [normal(text) for text in printed]
    if any("勾稽关系" in text or text == "申请人情况" for text in texts):
        return "t3"
    if any(score(text, forms.rows["t3.new"].labels) >= CLOSE for text in texts) or sum(map(is_head, texts)) > 1:
        return "t3"
    if t4 and (any(text in T4_BLOCK_WORDS for text in texts) or {*T4_RESULTS[:2]} <= {*texts}):
        return "t4"
    if any("第二十条第" in text for text in texts) or "信息内容" in texts:
        return "t2"
    return LEGACY_ID if opens_list(printed, forms) else None


def _goes_on(segment: Segment, opened: str, row: Row, grid: Grid) -> bool:
    """Whether an opening row belongs to the table before it: its next block, its first row, its repeated header."""
    if segment.table != opened or segment.spans != grid.spans:
        return False
    if opened == "t4":
        words = {normal(place.text) for place in row.places} & {*T4_BLOCK_WORDS}
        return not words & segment.words
    return opened in ("t2", LEGACY_ID) or not segment.closed


def _may_go_on(segment: Segment, rows: Sequence[Row], forms: Forms) -> bool:
    """Whether a grid may be the rest of the table before it: that one lacks rows, or these are rows of its kind."""
    texts = [place.text for row in rows for place in row.places if place.text]
    if segment.table == "t3":
        return not segment.closed
    if segment.table == "t4":
        return not any(sum(is_value(place.text) for place in row.places if place.text) >= 5 for row in segment.rows)
    if segment.table == LEGACY_ID:
        labels = [label for item in forms.legacy.values() for label in item.labels]
    else:
        labels = [label for item in forms.rows.values() if item.table == "t2" for label in item.labels]
    return any(score(text, labels) >= CLOSE for text in texts)


def _closes(row: Row, forms: Forms) -> bool:
    labels = forms.rows["t3.carried_out"].labels
    if row.slots:
        return any(score(place.text, labels) >= CLOSE for place in row.places if place.text)
    return bool(row.labels) and score(row.labels[-1], labels) >= CLOSE
