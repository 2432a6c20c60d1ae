"""Which known cells still stand under their own headers in a Markdown text: in the row of their label, in their column.

A cell counts where a table of the text has a row that holds its printed value, the label of its row further left in
that row, and the header of its column higher up in that column. That is what anyone who reads the table needs.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.samples_form import T4_BLOCKS, T4_RESULTS, applicants, labels_of_applicants, measure, request_rows
from eval.samples_form import row_label as row_of_table2
from eval.samples_legacy import labels_by_id
from eval.truth import KnownCell

BLOCK_HEADERS = dict(zip(T4_BLOCKS, ("行政复议", "未经复议直接起诉", "复议后起诉"), strict=True))
PARTS = ("upheld", "corrected", "other", "pending", "total")
Table = list[list[str]]


@dataclass(frozen=True, slots=True)
class Headers:
    """What must stand by a value: the label left of it ("" where its table has none) and the headers above it."""

    row: str
    columns: tuple[str, ...]


def kept(cells: Sequence[KnownCell], form2: str, form3: str, markdown: str) -> int:
    """How many of the cells of one report still stand under their own headers."""
    tables = list(markdown_tables(markdown))
    return sum(_stands(cell, headers_of(cell.cell, form2, form3), tables) for cell in cells)


def headers_of(cell: str, form2: str, form3: str) -> Headers:
    """The labels of a cell of the form, as printed."""
    if cell.startswith("l14."):
        return Headers(labels_by_id()[cell], ("统计数",))
    if cell.startswith("t3."):
        row, _, applicant = cell.partition("|")
        label = next(found.path[-1][1] for found in request_rows(form3) if found.id == row)
        return Headers(label, (labels_of_applicants()[applicants().index(applicant)],))
    block, _, part = cell.rpartition(".")
    if cell.startswith("t4."):
        return Headers("", (BLOCK_HEADERS[block], T4_RESULTS[PARTS.index(part)]))
    return Headers(row_of_table2(block, form2), (measure(cell, form2),))


def markdown_tables(markdown: str) -> Iterator[Table]:
    """The tables of a Markdown text as rows of cells, rules of dashes left out."""
    rows: Table = []
    for line in [*markdown.split("\n"), ""]:
        if line.strip().startswith("|"):
            texts = [_plain(text) for text in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
            if not all(re.fullmatch(r":?-+:?", text) for text in texts):
                rows.append(texts)
        elif rows:
            yield rows
            rows = []


def _stands(cell: KnownCell, headers: Headers, tables: Sequence[Table]) -> bool:
    printed, label = _plain(cell.printed), _plain(headers.row)
    above = [_plain(header) for header in headers.columns]
    for table in tables:
        for at, row in enumerate(table):
            for column, text in enumerate(row):
                if text != printed or not (not label or any(label in left for left in row[:column])):
                    continue
                higher = [line[column] for line in table[:at] if column < len(line)]
                if all(any(header in text for text in higher) for header in above):
                    return True
    return False


def _plain(text: str) -> str:
    return re.sub(r"\s|\*\*|\\|<br ?/?>", "", unicodedata.normalize("NFKC", text))
