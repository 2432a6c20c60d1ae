"""Tables with spans that are refused rather than guessed, what the form does not have, scans, and why."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from index.figures import read_table
from index.form import load_forms
from index.readers.text import blocks_of
from index.report import Block, Grid
from index.tables import MappedTable, map_tables
from tests.mutation_run import run
from tests.report_text import figures_in, sample_figures, sample_text, tables_in
from tests.span_sheets import (
    Cell,
    Sheet,
    expanded,
    figures,
    folded,
    grids,
    known_cells,
    pages,
    read,
    with_column,
    with_row,
)

F2019, F2021 = "invented-heting-2019", "invented-baishi-2021"


def row_of(sheet: Sheet, word: str) -> list[Cell]:
    return next(row for row in sheet.rows if any(word in cell.text for cell in row))


def value_of(sheet: Sheet, cell: str) -> Cell:
    return next(own for row in sheet.rows for own in row if own.origin == cell)


def merge(sheet: Sheet, cell: str) -> None:
    """A value spans the column after its own too."""
    row = next(row for row in sheet.rows if any(own.origin == cell for own in row))
    at = next(n for n, own in enumerate(row) if own.origin == cell)
    row[at : at + 2] = [replace(row[at], col_span=2)]


def down(sheet: Sheet) -> None:
    """A value spans the row below too."""
    at = next(n for n, row in enumerate(sheet.rows) if any(own.origin == "t3.new|natural" for own in row))
    value_of(sheet, "t3.new|natural").row_span = 2
    del sheet.rows[at + 1][1]


def two_lines(sheet: Sheet) -> None:
    value_of(sheet, "t3.new|natural").text = "12\n13"


def no_word(word: str) -> Callable[[Sheet], None]:
    def change(sheet: Sheet) -> None:
        next(cell for row in sheet.rows for cell in row if cell.text == word).text = ""

    return change


def other_group(sheet: Sheet) -> None:
    """The labels of two groups have changed places: their rows stand under another group."""
    one, two = (next(c for c in row_of(sheet, word) if word in c.text) for word in ("（四）无法提供", "（五）不予处理"))
    one.text, two.text = two.text, one.text


def words_for_a_value(sheet: Sheet) -> None:
    value_of(sheet, "t3.new|natural").text = "4.保护第三方合法权益"


REFUSED = {
    "a label in the place of a value": (words_for_a_value, "不是数值"),
    "a value merged over two applicants": (lambda s: merge(s, "t3.new|org.commercial"), "合并"),
    "a value merged over two rows": (down, "合并"),
    "two values in one cell": (two_lines, "多行数值"),
    "a column without its header": (no_word("科研机构"), "科研机构"),
    "a row without its label": (no_word("2.重复申请"), "重复申请"),
    "rows under another group": (other_group, "之下"),
}


@pytest.mark.parametrize(("change", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_a_table_that_prints_less_than_the_form_is_refused_by_reason(
    change: Callable[[Sheet], None], reason: str
) -> None:
    sheets = pages(F2021).sheets
    change(sheets[1])
    table = read(sheets)["t3"]
    assert table.status == "not_extracted"
    assert reason in table.reason
    assert 0 < table.confidence <= 0.9
    assert any("一、本年新收政府信息公开申请数量" in row for row in table.candidate)
    assert not table.cells


def test_a_blank_merged_over_all_applicants_is_a_blank_of_none() -> None:
    sheets = pages(F2021).sheets
    row = row_of(sheets[1], "2.重复申请")
    row[1:] = [Cell("", col_span=7)]
    assert read(sheets)["t3"].status == "not_extracted"


def test_two_tables_of_the_same_kind_with_other_figures_are_refused() -> None:
    sheets = [*pages(F2021).sheets, pages("invented-linqiao-2022").sheets[1]]
    assert "出现多次" in read(sheets)["t3"].reason


def test_an_added_row_and_column_are_kept_apart_from_the_form() -> None:
    t2, t3, t4 = pages(F2021).sheets
    row = [Cell("其中：涉外申请"), *(Cell(str(n)) for n in range(7))]
    wider = with_column(with_row(t3, 4, row), 10, "备注", 3, ["见附件", *[""] * 40])
    grids_ = grids([t2, wider, t4])[0]
    table = read_table(map_tables(grids_, load_forms())["t3"], "a.html", load_forms())
    assert {f.cell: f.printed for f in table.figures} == {
        cell: text for cell, text in known_cells(F2021).items() if cell.startswith("t3")
    }
    kept = {(extra.row[-1], extra.column[-1], extra.printed) for extra in table.extras if extra.printed}
    assert ("一、本年新收政府信息公开申请数量", "备注", "见附件") in kept
    assert ("其中：涉外申请", "科研机构", "2") in kept
    assert all(extra.source.cell and extra.source.grid == 1 for extra in table.extras)


def test_an_added_row_of_a_text_is_kept_apart_too() -> None:
    text = sample_text(F2019)
    mark = next(line for line in text.split("\n") if line.startswith("二、上年结转"))
    more = text.replace(mark, "其中：涉外申请 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |\n" + mark)
    assert figures_in(more) == sample_figures(F2019)
    assert [extra.printed for extra in tables_in(more)["t3"].extras] == list("1234567")


def test_a_figure_says_its_grid_page_and_place() -> None:
    table = read(pages(F2021).sheets)["t3"]
    found = {cell.cell: cell for cell in table.cells}
    assert (found["t3.new|natural"].at, found["t3.new|natural"].grid) == ((3, 3), 1)
    assert (table.grid, table.page) == (1, 1)


def test_a_flattened_table_of_a_page_says_its_grid_and_place_too() -> None:
    blocks: list[Block] = []
    for block in blocks_of(sample_text(F2019).split("\n")):
        blocks.append(replace(block, number=len(blocks)) if isinstance(block, Grid) else block)
    for cell in map_tables(blocks, load_forms())["t3"].cells:
        grid = next(b for b in blocks if isinstance(b, Grid) and b.number == cell.grid)
        assert grid.rows[cell.at[0]][cell.at[1]] is cell.place.cell


def scanned(change: Callable[[Grid], Grid]) -> dict[str, MappedTable]:
    built = grids(pages(F2021).sheets, scanned=True, certainty=0.98)[0]
    blocks: list[Block] = [change(grid) for grid in built]
    return map_tables(blocks, load_forms())


def with_cell(grid: Grid, printed: str, /, **fields: object) -> Grid:
    rows = tuple(
        tuple(replace(cell, **fields) if cell.text == printed else cell for cell in row)  # type: ignore[arg-type]
        for row in grid.rows
    )
    return replace(grid, rows=rows)


def unsure(grid: Grid, *cells: str, **fields: object) -> Grid:
    for cell in cells:
        grid = with_cell(grid, known_cells(F2021)[cell], certainty=0.6, **fields)
    return grid


def test_an_unsure_number_stands_where_only_it_fits_a_row_and_a_column() -> None:
    found = scanned(lambda g: unsure(g, "t3.new|natural", "t3.carried_in|org.legal"))["t3"]
    assert found.status == "ok"
    assert found.confidence == pytest.approx(0.9, abs=0.05)
    assert scanned(lambda g: unsure(g, "t4.review.upheld"))["t4"].status == "not_extracted", "it has no columns"


def test_a_scan_whose_sums_hold_is_read() -> None:
    found = scanned(lambda grid: grid)
    assert {key: table.status for key, table in found.items()} == dict.fromkeys(("t2", "t3", "t4"), "ok")
    assert max(table.confidence for table in found.values()) < 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param(
            lambda g: with_cell(g, known_cells(F2021)["t3.new|natural"], text="7"), "应为", id="a misread digit"
        ),
        pytest.param(lambda g: unsure(g, "t3.new|natural", "t3.new|org.legal"), "把握", id="two unsure in a row"),
        pytest.param(lambda g: unsure(g, "t3.new|natural", "t3.carried_in|natural"), "把握", id="two in a column"),
        pytest.param(lambda g: unsure(g, "t3.new|natural", text="7"), "把握", id="unsure, and the sums do not hold"),
        pytest.param(lambda g: unsure(g, "t3.new|natural", text=""), "识别为空白", id="an unsure blank"),
        pytest.param(lambda g: unsure(g, "t3.new|natural", text="0"), "把握", id="an unsure zero"),
    ],
)
def test_a_scan_in_doubt_is_refused_by_reason(change: Callable[[Grid], Grid], reason: str) -> None:
    table = scanned(change)["t3"]
    assert table.status == "not_extracted"
    assert reason in table.reason


def test_a_figure_that_no_sum_confirms_needs_more_certainty() -> None:
    made = known_cells(F2021)["t2.normative.made"]
    assert scanned(lambda g: with_cell(g, made, certainty=0.95))["t2"].status == "not_extracted"
    assert scanned(lambda g: with_cell(g, known_cells(F2021)["t3.new|natural"], certainty=0.95))["t3"].status == "ok"


def test_wrong_sums_of_the_publisher_are_read_as_printed() -> None:
    assert figures(pages("hunan-tcm-2020").sheets)["t3.new|total"] == "0"


def test_columns_in_another_order_need_sums_that_hold() -> None:
    t2, t3, t4 = pages(F2021).sheets
    places = [[row[at] for at in (0, 1, 2, 9, 3, 4, 5, 6, 7, 8)] for row in expanded(t3)]
    moved = folded("t3", places)
    assert read([t2, moved, t4])["t3"].status == "ok"
    value_of(moved, "t3.new|total").text = "1"
    assert read([t2, moved, t4])["t3"].status == "not_extracted"


def test_damaged_tables_give_right_figures_or_none() -> None:
    found, wrong = run(320)
    assert wrong == []
    assert min(found["right"], found["not extracted"]) > 20


def test_a_header_without_its_corner_is_not_passed_over() -> None:
    """Its words would be left out and the form's order taken for granted."""
    sheets = pages(F2021).sheets
    del sheets[1].rows[0]
    next(cell for cell in sheets[1].rows[1] if cell.text == "其他").text = "科研机构"
    assert read(sheets)["t3"].status == "not_extracted"
