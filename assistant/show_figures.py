"""Every cell as the command line writes it: JSON lines, CSV, a workbook."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from assistant import export_sheets
from assistant.answer import json_number
from index.figure_store import FigureStore
from index.report import LEGACY_ID, TABLE_IDS, Report, Table

# `box` is left, top, right, bottom as shares of the page; `grid` the table's number in the file; `row` and `column`
# are 0-based in the expanded grid, header rows counted; `superseded` tells that a newer version of the report is there.
COLUMNS = (
    "file", "issuer", "year", "form", "table", "cell", "printed", "number", "unit", "state", "line", "page",
    "box", "grid", "row", "column", "url", "sample", "superseded",
)  # fmt: skip


def figure_row(report: Report, table: Table, number: int) -> dict[str, Any]:
    """One cell as `figures` writes it, keys in the order of COLUMNS."""
    figure = table.figures[number]
    source = figure.source
    row, column = source.cell or (None, None)
    values = (
        report.file, report.issuer, report.year, table.form, table.id, figure.cell, figure.printed,
        json_number(figure.number), figure.unit, figure.state, source.line, source.page,
        list(source.box) if source.box else None, source.grid, row, column, report.url, report.sample,
        report.superseded_by is not None,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def figure_rows(store: FigureStore) -> Iterator[dict[str, Any]]:
    """Every cell that may be quoted of every report, by issuer and year, in printed order; older versions too."""
    for summary in store.reports():
        report = store.report(summary.id)
        for table in (report.tables[key] for key in (*TABLE_IDS, LEGACY_ID) if key in report.tables):
            for number in range(len(table.figures) if table.status == "ok" else 0):
                yield figure_row(report, table, number)


def jsonl(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One JSON object a line."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def csv_lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """CSV with a header; a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return export_sheets.csv_lines(rows, COLUMNS)


def write_xlsx(rows: Iterable[dict[str, Any]], target: Any) -> None:
    """A workbook, a sheet for each million cells; numbers as numbers, everything else as text."""
    export_sheets.write_xlsx(rows, target, COLUMNS, "figures")
