"""Sheets: values as displayed, merged cells as spans, formulas by what they last gave."""

import datetime
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from eval.samples_form import table2, table3, table4
from eval.samples_layouts import expand
from index.errors import NoTextFound, TooLarge, UnreadableReport
from index.readers.sheet_values import displayed
from index.report import Grid, Prose
from tests.word import FORMS, HEADINGS, TITLE, printed, read_bytes, tables_of


def sheet_of(form: str, *, sheets: bool = False, merged_over: int = 0) -> openpyxl.Workbook:
    """A report as a workbook: all on one sheet, or a sheet a table; titles and headings merged over some columns.

    Merged headings stand close to the tables, without a blank row that parts them.
    """
    texts, _ = printed(form, form)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([TITLE])
    _merge_last(sheet, merged_over)
    for heading, grid in zip(HEADINGS[1:4], (table2(form, texts, {}), table3(form, texts), table4(texts)), strict=True):
        if sheets:
            sheet = book.create_sheet()
        if not merged_over:
            sheet.append([])
        sheet.append([heading])
        _merge_last(sheet, merged_over)
        first = sheet.max_row + 1
        for row, line in enumerate(expand(grid), first):
            for column, slot in enumerate(line, 1):
                if slot.first_row and slot.first_col:
                    text = slot.cell.text
                    numeric = slot.cell.id and text.replace(".", "").isdigit()
                    sheet.cell(row, column, float(text) if numeric else text)
                    if slot.cell.rows > 1 or slot.cell.cols > 1:
                        sheet.merge_cells(
                            start_row=row, start_column=column, end_row=row + slot.cell.rows - 1,
                            end_column=column + slot.cell.cols - 1,
                        )  # fmt: skip
    sheet.append([HEADINGS[4]])
    _merge_last(sheet, merged_over)
    return book


def _merge_last(sheet: Worksheet, columns: int) -> None:
    if columns:
        sheet.merge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=columns)


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sheets", [False, True], ids=["on one sheet", "a sheet a table"])
def test_every_cell_of_a_workbook_is_read(form: str, sheets: bool, tmp_path: Path) -> None:
    document = read_bytes(saved(sheet_of(form, sheets=sheets)), tmp_path, "report.xlsx")
    tables = tables_of(document)
    assert {f.cell: f.number for table in tables.values() for f in table.figures} == printed(form, form)[1]
    texts = [block.text for block in document.blocks if isinstance(block, Prose)]
    assert [text for text in texts if text in (TITLE, *HEADINGS)] == [TITLE, *HEADINGS[1:5]]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("columns", [4, 10, 15], ids=["table 2", "table 3", "the widest table"])
def test_a_heading_merged_over_the_width_of_one_table_ends_the_table_before(
    form: str, columns: int, tmp_path: Path
) -> None:
    document = read_bytes(saved(sheet_of(form, merged_over=columns)), tmp_path, "report.xlsx")
    assert {f.cell: f.number for t in tables_of(document).values() for f in t.figures} == printed(form, form)[1]
    texts = [block.text for block in document.blocks if isinstance(block, Prose)]
    assert [text for text in texts if text in (TITLE, *HEADINGS)] == [TITLE, *HEADINGS[1:5]]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_hidden_is_not_read(form: str, tmp_path: Path) -> None:
    book = sheet_of(form)
    sheet = book.active
    sheet.insert_rows(1)
    sheet["A1"] = "草稿"
    sheet.row_dimensions[1].hidden = True
    sheet.column_dimensions["Z"].hidden = True
    sheet["Z9"] = 77
    book.create_sheet("旧").append(["秘密"])
    book["旧"].sheet_state = "hidden"
    # Rows put in move cells but not merges; a book of its own without them shows that hidden rows are left out.
    plain = openpyxl.Workbook()
    plain.active.append(["甲", 1, "秘"])
    plain.active.append(["乙", 2, "秘"])
    plain.active.append(["丙", 3, "秘"])
    plain.active.row_dimensions[2].hidden = True
    plain.active.column_dimensions["C"].hidden = True
    grid = read_bytes(saved(plain), tmp_path, "plain.xlsx").blocks[0]
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row] for row in grid.rows] == [["甲", "1"], ["丙", "3"]]
    document = read_bytes(saved(book), tmp_path, "report.xlsx")
    assert not any(
        "草稿" in block.text or "秘密" in block.text for block in document.blocks if isinstance(block, Prose)
    )
    assert "隐藏的工作表" in document.notes[0]


def test_a_formula_without_its_value_is_no_blank(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["甲", "=1+2"])
    book.active.append(["乙", None])
    grid = read_bytes(saved(book), tmp_path, "report.xlsx").blocks[0]
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row] for row in grid.rows[:1]] == [["甲", "=1+2"]]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        pytest.param(122.51000000000001, "General", "122.51", id="noise of binary fractions"),
        pytest.param(0.1 + 0.2, "General", "0.3", id="a sum of fractions"),
        pytest.param(25.0, "General", "25", id="a whole number"),
        pytest.param(1234567, "#,##0", "1,234,567", id="thousands"),
        pytest.param(122.5, "0.00", "122.50", id="two decimals"),
        pytest.param(122.515, "0.00", "122.52", id="rounded half up"),
        pytest.param(122.4, "0", "122", id="rounded to a whole"),
        pytest.param(0.256, "0.0%", "25.6%", id="a share"),
        pytest.param(25, '0"件"', "25件", id="a unit in the format"),
        pytest.param(25, "0_ ", "25", id="room behind"),
        pytest.param(-3, "0;[Red]-0", "-3", id="a part for negative numbers"),
        pytest.param(-3, "0;(0)", "(3)", id="negative in brackets"),
        pytest.param(-3, "0.00", "-3.00", id="a sign of its own"),
        pytest.param(0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "-", id="a dash for nothing"),
        pytest.param(7, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "7", id="the same of something"),
        pytest.param(0, "0;-0;;@", "", id="zeros not shown"),
        pytest.param(0, "#", "", id="a format without a zero"),
        pytest.param(7, "000", "007", id="leading zeros"),
        pytest.param(7, ";;;", "", id="shown to nobody"),
        pytest.param(1234567, "#,##0,", "1234567 [#,##0,]", id="in thousands: no figure"),
        pytest.param(5, "[>3]0;0.0", "5 [[>3]0;0.0]", id="under a condition: no figure"),
        pytest.param(0.5, "# ?/?", "0.5 [# ?/?]", id="as a fraction: no figure"),
        pytest.param(datetime.datetime(2021, 1, 31), "yyyy-mm-dd", "2021-01-31", id="a date is no number"),
        pytest.param(True, "General", "TRUE", id="a truth"),
        pytest.param("25", "General", "25", id="a text"),
        pytest.param(None, "General", "", id="nothing"),
    ],
)
def test_a_cell_shows(value: object, number_format: str, shown: str) -> None:
    assert displayed(value, number_format) == shown


def test_rows_of_a_csv_are_read_with_their_lines(tmp_path: Path) -> None:
    data = f'{TITLE},,\n,,\n甲,乙,丙\n"一\n二",2,3\n四,5,6\n'.encode("gb18030")
    document = read_bytes(data, tmp_path, "report.csv")
    first, grid = document.blocks
    assert isinstance(first, Prose) and isinstance(grid, Grid)
    assert (first.text, first.line) == (TITLE, 1)
    assert [[(cell.text, cell.line) for cell in row] for row in grid.rows] == [
        [("甲", 3), ("乙", 3), ("丙", 3)],
        [("一\n二", 4), ("2", 4), ("3", 4)],
        [("四", 6), ("5", 6), ("6", 6)],
    ]
    assert document.lines[5] == "四,5,6"


def test_a_merge_over_a_whole_sheet_takes_no_memory(tmp_path: Path) -> None:
    data = saved(sheet_of("F2021"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b"</mergeCells>", b'<mergeCell ref="A1:XFD1048576"/></mergeCells>')
            new.writestr(name, part)
    with pytest.raises(TooLarge, match="merged"):
        read_bytes(out.getvalue(), tmp_path, "report.xlsx")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(saved(openpyxl.Workbook()), NoTextFound, id="nothing in it"),
        pytest.param(saved(sheet_of("F2021"))[:4000], UnreadableReport, id="cut off"),
        pytest.param(b"PK", UnreadableReport, id="no workbook"),
    ],
)
def test_a_workbook_that_is_none_is_refused(data: bytes, error: type[UnreadableReport], tmp_path: Path) -> None:
    with pytest.raises(error):
        read_bytes(data, tmp_path, "report.xlsx")
