"""Rows as CSV and as a workbook that no spreadsheet runs: the command line, the API and exports all write with this."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from assistant.first_look import Look

FORMULA = Look(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # in a workbook
SHEET_ROWS = 1_000_000  # a workbook takes 1,048,576
CELL_TEXT = 32_767  # characters that a cell of a workbook takes
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Row = Mapping[str, Any]


def harmless(value: Any) -> Any:
    """A value that no spreadsheet runs: a printed "-1" stays, as it is a number, "-1+1" does not."""
    if isinstance(value, list | tuple):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and FORMULA.match(value) and not NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def csv_lines(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[str]:
    """CSV with a header; a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    yield ",".join(columns) + "\r\n"
    for row in rows:
        buffer = io.StringIO()
        csv.writer(buffer).writerow([harmless(row[key]) for key in columns])
        yield buffer.getvalue()


def write_xlsx(rows: Iterable[Row], target: Any, columns: Sequence[str], title: str) -> None:
    """A workbook, a sheet for each million rows; numbers as numbers, everything else as text."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = None
    for at, row in enumerate(rows):
        if at % SHEET_ROWS == 0:
            sheet = _sheet(book, title, at // SHEET_ROWS, columns)
        sheet.append([written(row[key]) for key in columns])  # type: ignore[union-attr]
    if sheet is None:
        _sheet(book, title, 0, columns)
    book.save(target)


def written(value: Any) -> Any:
    """A value as a cell of a workbook takes it."""
    safe = harmless(value)
    return UNWRITABLE.sub("", safe)[:CELL_TEXT] if isinstance(safe, str) else safe


def _sheet(book: Any, title: str, number: int, columns: Sequence[str]) -> Any:
    sheet = book.create_sheet(f"{title} {number + 1}" if number else title)
    sheet.append(list(columns))
    return sheet
