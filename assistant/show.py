"""Reports, tables and figures as the command line prints them."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import RenderableType
from rich.panel import Panel
from rich.table import Table as Grid

from assistant.answer import json_number
from index.figure_store import FigureStore, ReportSummary
from index.report import TABLE_IDS, Report, Table

COLUMNS = ("file", "issuer", "year", "form", "table", "cell", "printed", "number", "unit", "state", "line", "page")


def report_json(summary: ReportSummary) -> dict[str, Any]:
    """One report as `reports --json` writes it."""
    return {
        "id": summary.id,
        "file": summary.file,
        "title": summary.title,
        "issuer": summary.issuer,
        "year": summary.year,
        "region": summary.region,
        "sample": summary.sample,
        "url": summary.url,
        "tables": {
            key: {"status": table.status, "form": table.form, "reason": table.reason}
            for key, table in sorted(summary.tables.items())
        },
        "findings": summary.findings,
    }


def reports_grid(summaries: Iterable[ReportSummary]) -> Grid:
    """The reports as a table."""
    grid = Grid("file", "issuer", "year", "region", *TABLE_IDS, "findings")
    for s in summaries:
        tables = [f"{t.status} {t.form or ''}".strip() if (t := s.tables.get(key)) else "" for key in TABLE_IDS]
        grid.add_row(s.file, s.issuer, str(s.year), s.region, *tables, str(s.findings))
    return grid


def table_json(report: Report, table: Table) -> dict[str, Any]:
    """One table as `show --json` writes it: its rows as printed and its figures."""
    return {
        "report": report.id,
        "file": report.file,
        "issuer": report.issuer,
        "year": report.year,
        "table": table.id,
        "status": table.status,
        "form": table.form,
        "reason": table.reason,
        "confidence": table.confidence,
        "rows": [
            [
                {
                    "text": c.text,
                    "cell": c.cell,
                    "header": c.header,
                    "row_span": c.row_span,
                    "col_span": c.col_span,
                    "line": c.line,
                }
                for c in row
            ]
            for row in table.rows
        ],
        "figures": [figure_row(report, table, number) for number in range(len(table.figures))],
    }


def table_grid(report: Report, table: Table) -> RenderableType:
    """A table as printed, spans expanded; blanks are shown as such."""
    if table.status != "ok":
        return Panel(f"{table.id}: {table.status}: {table.reason}")
    width = max(sum(cell.col_span for cell in row) for row in table.rows)
    grid = Grid(show_header=False, title=f"{report.issuer} {report.year} {table.id} ({table.form})", show_lines=True)
    for _ in range(width):
        grid.add_column(overflow="fold")
    below: dict[tuple[int, int], bool] = {}
    for number, row in enumerate(table.rows):
        texts: list[str] = []
        for cell in row:
            while (number, len(texts)) in below:
                texts.append("")
            start = len(texts)
            shown = cell.text or ("" if cell.header else "空白")
            texts.extend([shown] + [""] * (cell.col_span - 1))
            below |= {
                (number + down, start + right): True
                for down in range(1, cell.row_span)
                for right in range(cell.col_span)
            }
        grid.add_row(*texts[:width])
    return grid


def figure_row(report: Report | ReportSummary, table: Table, number: int) -> dict[str, Any]:
    """One cell as `figures` writes it, keys in the order of COLUMNS."""
    figure = table.figures[number]
    return dict(
        zip(
            COLUMNS,
            (
                report.file,
                report.issuer,
                report.year,
                table.form,
                table.id,
                figure.cell,
                figure.printed,
                json_number(figure.number),
                figure.unit,
                figure.state,
                figure.source.line,
                figure.source.page,
            ),
            strict=True,
        )
    )


def figure_rows(store: FigureStore) -> Iterator[dict[str, Any]]:
    """Every cell of every report, by issuer and year, in printed order."""
    for summary in store.reports():
        report = store.report(summary.id)
        for table in (report.tables[key] for key in TABLE_IDS):
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
    return (
        f"'{value}"
        if isinstance(value, str) and value[:1] in "=+-@\t\r" and not value.lstrip("+-").replace(".", "").isdecimal()
        else value
    )


def write_xlsx(rows: Iterable[dict[str, Any]], target: Any) -> None:
    """A workbook with one sheet; numbers as numbers, everything else as text."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("figures")
    sheet.append(list(COLUMNS))
    for row in rows:
        sheet.append([_harmless(row[key]) for key in COLUMNS])
    book.save(target)
