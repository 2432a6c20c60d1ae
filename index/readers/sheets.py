"""Sheets: .xlsx with its merged cells, .csv; values as they are displayed."""

import csv
import re
import warnings
import zipfile
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml.etree import _Element
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from index.errors import NoTextFound, TooLarge, UnreadableReport
from index.labels import printed_text
from index.readers.sheet_values import displayed
from index.readers.text import text_lines
from index.readers.xml import LARGEST_PART, parse_xml
from index.readers.zips import ENCRYPTED, check_zip, open_zip
from index.report import Block, Document, Grid, GridCell, Prose
from index.settings import Limits

MOST_CELLS = 50_000  # printed ones; the tables of a report have some four hundred
MOST_PLACES = 2_000_000  # of a sheet, printed or not
HEADING = re.compile(r"^\s*[一二三四五六七八九]\s*[、．.]\s*\S")
SECTION = re.compile(
    r"主动公开政府信息情况|政府信息公开申请情况|行政诉讼情况|存在.{0,6}问题|需要报告"
)  # no label of a row
LONG = 40  # characters: a text over the whole width of a sheet is then a paragraph
FAULTS = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError,
    NotImplementedError, RuntimeError, ArithmeticError, SyntaxError,
)  # fmt: skip
DAMAGED = "it is damaged or no workbook; open it in Excel or WPS and save it again"
MANY = f"it has more than {MOST_CELLS:,} cells; a report has some hundred"

Row = tuple[GridCell, ...]


def read_csv(path: Path, limits: Limits) -> Document:
    """The rows of a .csv file, each cell with its line. Merged cells are not marked in such a file.

    Raises:
        NoTextFound, TooLarge, UnreadableReport: as `read_text`, or a row never ends.
    """
    lines = text_lines(path)
    try:
        delimiter = csv.Sniffer().sniff("\n".join(lines[:50]), delimiters=",;\t").delimiter
    except csv.Error:
        delimiter = ","
    rows: list[Row] = []
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter)
    start = 1
    try:
        for row in reader:
            rows.append(tuple(GridCell(printed_text(text), start) for text in row))
            start = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableReport(path, "its rows cannot be told apart; save it as .xlsx") from error
    if sum(map(len, rows)) > MOST_CELLS:
        raise TooLarge(path, MANY)
    found = _Found(spans=False)
    found.add(rows)
    return Document(blocks=tuple(found.blocks), lines=tuple(lines))


def read_xlsx(path: Path, limits: Limits) -> Document:
    """The visible sheets of a workbook in order; hidden sheets, rows and columns are left out.

    Raises:
        NoTextFound: nothing is printed in it.
        TooLarge: it is over a limit.
        UnreadableReport: it is no workbook, or is damaged.
    """
    check_zip(path, limits)
    formulas = _check_parts(path)
    book = _workbook(path, data_only=True)
    written = _workbook(path, data_only=False) if formulas else book
    found = _Found(spans=True)
    hidden = 0
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            hidden += 1
            continue
        found.add(list(_rows(path, sheet, written[sheet.title])))
        if found.cells > MOST_CELLS:
            raise TooLarge(path, MANY)
    if not found.blocks:
        raise NoTextFound(path, "no visible sheet holds anything")
    title = printed_text(book.properties.title or "")
    notes = (f"{hidden} 个隐藏的工作表未读取",) if hidden else ()
    return Document(blocks=tuple(found.blocks), names=(title,) if title else (), notes=notes)


def _check_parts(path: Path) -> bool:
    """Whether any sheet has formulas, once every part of XML is seen to be harmless.

    Raises:
        TooLarge, UnreadableReport: a part is not.
    """
    formulas = False
    with open_zip(path) as archive:
        for member in archive.infolist():
            if not member.filename.endswith((".xml", ".rels")):
                continue
            if member.flag_bits & ENCRYPTED:
                raise UnreadableReport(path, "it is encrypted; save it without a password")
            try:
                with archive.open(member) as stream:
                    data = stream.read(LARGEST_PART + 1)
            except FAULTS as error:
                raise UnreadableReport(path, DAMAGED) from error
            _check_merges(parse_xml(data, path), path)
            formulas |= b"<f>" in data or b"<f " in data or b"<f/" in data
    return formulas


def _check_merges(root: _Element, path: Path) -> None:
    """See that merged cells do not cover more than a sheet may hold: openpyxl makes a cell of each place.

    Raises:
        TooLarge: they do.
    """
    places = 0
    for element in root.iter("{*}mergeCell"):
        try:
            left, top, right, bottom = range_boundaries(element.get("ref") or "A1")
        except (ValueError, TypeError) as error:
            raise UnreadableReport(path, DAMAGED) from error
        places += ((right or 1) - (left or 1) + 1) * ((bottom or 1) - (top or 1) + 1)
    if places > MOST_PLACES:
        raise TooLarge(path, "its merged cells cover more than any report has; save the tables by themselves")


def _workbook(path: Path, data_only: bool) -> Any:
    try:
        with path.open("rb") as file, warnings.catch_warnings():  # of a path it would take the suffix at its word
            warnings.simplefilter("ignore")  # what openpyxl does not keep does not matter to a reader
            return load_workbook(file, data_only=data_only, keep_links=False, keep_vba=False)
    except MemoryError as error:
        raise TooLarge(path, MANY) from error
    except FAULTS as error:
        raise UnreadableReport(path, DAMAGED) from error


def _rows(path: Path, sheet: Worksheet, written: Worksheet) -> Iterator[Row]:
    """The printed rows of a sheet, each cell with its spans over what is visible."""
    if sheet.max_row * sheet.max_column > MOST_PLACES:
        raise TooLarge(path, f"sheet “{sheet.title}” is {sheet.max_row:,} rows long; a report has some hundred")
    rows = [row for row in range(1, sheet.max_row + 1) if not sheet.row_dimensions[row].hidden]
    columns = _visible_columns(sheet)
    covered = _merged(sheet, rows, columns)
    for row in rows:
        cells = []
        for column in columns:
            at_row, at_column, down_by, right_by = covered.get((row, column), (row, column, 1, 1))
            if down_by:
                text = _text(sheet.cell(at_row, at_column), written.cell(at_row, at_column))
                cells.append(GridCell(text, row_span=down_by, col_span=right_by))
        yield tuple(cells)


def _visible_columns(sheet: Worksheet) -> list[int]:
    hidden: set[int] = set()
    for column in sheet.column_dimensions.values():
        if column.hidden:
            hidden.update(range(column.min or 1, min(column.max or 1, sheet.max_column) + 1))
    return [column for column in range(1, sheet.max_column + 1) if column not in hidden]


def _merged(
    sheet: Worksheet, rows: Sequence[int], columns: Sequence[int]
) -> dict[tuple[int, int], tuple[int, int, int, int]]:
    """Place → row and column of the cell that covers it, and its spans, 0 where it starts elsewhere."""
    covered = {}
    for area in sheet.merged_cells.ranges:
        down = rows[bisect_left(rows, area.min_row) : bisect_right(rows, area.max_row)]
        right = columns[bisect_left(columns, area.min_col) : bisect_right(columns, area.max_col)]
        for row in down:
            for column in right:
                first = (row, column) == (down[0], right[0])
                spans = (len(down), len(right)) if first else (0, 0)
                covered[row, column] = (area.min_row, area.min_col, *spans)
    return covered


def _text(cell: Any, written: Any) -> str:
    """What a cell displays. A formula whose value was never stored shows as the formula, not as a blank."""
    if cell.value is None and written.data_type == "f":
        return str(getattr(written.value, "text", written.value))
    return printed_text(displayed(cell.value, cell.number_format))


@dataclass(slots=True)
class _Found:
    """The blocks of sheets as they are found, with their numbers."""

    spans: bool
    blocks: list[Block] = field(default_factory=list)
    tables: int = 0
    paragraphs: int = 0
    cells: int = 0

    def add(self, rows: Sequence[Row]) -> None:
        """Add the rows of one sheet: tables parted by blank rows, and what stands over and between them as prose."""
        table: list[Row] = []
        widths: set[int] = set()  # columns that the paragraphs so far are merged over
        for row in rows:
            texts = [cell for cell in row if cell.text]
            if not texts or self._is_prose(row, texts, table, widths):
                self._close(table)
                table = []
                widths.update(cell.col_span for cell in texts if cell.col_span > 1)
                for cell in texts:
                    self._prose(cell)
            else:
                table.append(row)
        self._close(table)

    def _is_prose(self, row: Row, texts: Sequence[GridCell], table: Sequence[Row], widths: set[int]) -> bool:
        """Whether a row is a heading or paragraph: alone in its row, over the table or over its whole width.

        A sheet is as wide as its widest table; a heading is often merged over the width of the table beside it or of
        the paragraphs, and a label of a row never is.
        """
        if len(texts) > 1 or row[0] is not texts[0] or row[0].row_span > 1:
            return False
        if not table:
            return True
        span = row[0].col_span
        over_all = len(row) == 1 or (span > 1 and (span in widths or span >= max(map(_printed_width, table))))
        heading = bool(HEADING.match(texts[0].text))
        return (over_all and (heading or len(texts[0].text) > LONG)) or (
            heading and bool(SECTION.search(texts[0].text))
        )

    def _prose(self, cell: GridCell) -> None:
        for line in filter(None, map(printed_text, cell.text.split("\n"))):
            self.blocks.append(Prose(line, line=cell.line, block=None if cell.line else self.paragraphs))
            self.paragraphs += 1

    def _close(self, table: Sequence[Row]) -> None:
        if table:
            self.cells += sum(map(len, table))
            number = self.tables if self.spans else None
            self.blocks.append(Grid(tuple(table), spans=self.spans, number=number))
            self.tables += 1


def _printed_width(row: Row) -> int:
    """Columns up to the last one that a row prints in, without what is merged over it from above."""
    width = end = 0
    for cell in row:
        end += cell.col_span
        width = end if cell.text else width
    return width
