"""Every cell as the command line writes it: JSON lines, CSV, a workbook."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from assistant.answer import json_number
from index.figure_store import FigureStore
from index.report import LEGACY_ID, TABLE_IDS, Report, Table

# `box` is left, top, right, bottom as shares of the page; `grid` the table's number in the file; `row` and `column`
# are 0-based in the expanded grid, header rows counted; `superseded` tells that a newer version of the report is there.
COLUMNS = (
    "file", "issuer", "year", "form", "table", "cell", "printed", "number", "unit", "state", "line", "page",
    "box", "grid", "row", "column", "url", "sample", "superseded",
)  # fmt: skip
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # in a workbook
SHEET_ROWS = 1_000_000  # a workbook takes 1,048,576


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
    """Every cell of every report, by issuer and year, in printed order; older versions too."""
    for summary in store.reports():
        report = store.report(summary.id)
        for table in (report.tables[key] for key in (*TABLE_IDS, LEGACY_ID) if key in report.tables):
            for number in range(len(table.figures)):
                yield figure_row(report, table, number)


def jsonl(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One JSON object a line."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def csv_lines(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """CSV with a header; a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    yield ",".join(COLUMNS) + "\r\n"
    for row in rows:
        buffer = io.StringIO()
        csv.writer(buffer).writerow([_harmless(row[key]) for key in COLUMNS])
        yield buffer.getvalue()


def _harmless(value: Any) -> Any:
    """A value that no spreadsheet runs: a printed "-1" stays, as it is a number, "-1+1" does not."""
    if isinstance(value, list):
        return json.dumps(value)
    if isinstance(value, str) and FORMULA.match(value) and not NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def write_xlsx(rows: Iterable[dict[str, Any]], target: Any) -> None:
    """A workbook, a sheet for each million cells; numbers as numbers, everything else as text."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = None
    for at, row in enumerate(rows):
        if at % SHEET_ROWS == 0:
            sheet = _sheet(book, at // SHEET_ROWS)
        values = (_harmless(row[key]) for key in COLUMNS)
        sheet.append([UNWRITABLE.sub("", value) if isinstance(value, str) else value for value in values])  # type: ignore[union-attr]
    if sheet is None:
        _sheet(book, 0)
    book.save(target)


def _sheet(book: Any, number: int) -> Any:
    sheet = book.create_sheet(f"figures {number + 1}" if number else "figures")
    sheet.append(list(COLUMNS))
    return sheet
