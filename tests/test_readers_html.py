"""Saved web pages: every shape of page gives each figure its own cell, or none; what is not the report stays out."""

import json
from pathlib import Path

import pytest

from eval.samples_form import table2, table3, table4
from index.figures import read_table
from index.form import load_forms
from index.gazetteer import load_gazetteer
from index.identity import identify
from index.readers.html import read_html
from index.report import Document, Figure, Grid, Prose, Table
from index.settings import Limits
from index.table_grid import expanded_rows
from index.tables import map_tables
from tests.conftest import ROOT
from tests.html_pages import PROSE, SECTIONS, TITLE, body, figures, page, tables_of
from tests.html_shapes import SHAPES

KNOWN = ROOT / "eval" / "known_figures"
REAL = ("hunan-tcm-2020", "kongtong-2019", "liping-2020", "xiangxiang-2023", "yichun-2020")


def read(folder: Path, data: bytes | str, limits: Limits | None = None) -> Document:
    path = folder / "report.html"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_html(path, limits or Limits())


def tables(document: Document) -> dict[str, Table]:
    forms = load_forms()
    return {
        name: read_table(mapped, "report.html", forms) for name, mapped in map_tables(document.blocks, forms).items()
    }


def printed(found: dict[str, Table]) -> dict[str, str]:
    return {figure.cell: figure.printed for table in found.values() for figure in table.figures}


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Prose)]


def grids(document: Document) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in block.rows] for block in document.blocks if isinstance(block, Grid)]


# ---- every shape


@pytest.mark.parametrize("form", ["F2019", "F2021"])
@pytest.mark.parametrize("name", SHAPES)
def test_each_cell_of_each_shape_is_read_under_its_own_header(tmp_path: Path, name: str, form: str) -> None:
    wanted = figures(form)
    document = read(tmp_path, SHAPES[name](tables_of(form, wanted)))
    found = tables(document)
    assert {key: table.reason for key, table in found.items() if table.status != "ok"} == {}
    assert printed(found) == wanted
    assert [text for text in prose(document) if text in SECTIONS] == list(SECTIONS)
    assert all(any(text in line for line in prose(document)) for text in PROSE.values())


@pytest.mark.parametrize("name", SHAPES)
def test_the_report_of_each_shape_is_known_by_its_title(tmp_path: Path, name: str) -> None:
    document = read(tmp_path, SHAPES[name](tables_of("F2021", figures("F2021"))))
    identity = identify(document, tmp_path / "a.html", load_gazetteer())
    assert (identity.issuer, identity.year) == ("某某市教育局", 2021)
    assert not any("栏目" in text or "备案号" in text or "分享到" in text for text in prose(document))
    assert not any(str(year) in text for text in prose(document) for year in range(2015, 2021))


@pytest.mark.parametrize(
    "name", ["TRS", "Word export", "nested layout tables", "no end tags", "GBK declared as gb2312"]
)
@pytest.mark.parametrize("stem", REAL)
def test_the_published_figures_of_real_reports_are_read_out_of_pages(tmp_path: Path, stem: str, name: str) -> None:
    known = json.loads((KNOWN / f"{stem}.json").read_text(encoding="utf-8"))
    form2, form3 = known["form"], known.get("forms", {}).get("t3", known["form"])
    wanted = {cell["cell"]: cell["printed"] for cell in known["cells"]}
    laid = table2(form2, wanted, {}), table3(form3, wanted), table4(wanted)
    found = tables(read(tmp_path, SHAPES[name](laid)))
    assert {key: table.reason for key, table in found.items() if table.status != "ok"} == {}
    assert {cell: text.strip() for cell, text in printed(found).items()} == {
        cell: text.replace("[bookmark: _GoBack]", "").strip() for cell, text in wanted.items()
    }


def test_a_figure_carries_the_table_and_the_place_that_print_it(tmp_path: Path) -> None:
    wanted = figures("F2021")
    document = read(tmp_path, SHAPES["table 3 over two tables"](tables_of("F2021", wanted)))
    rows = {b.number: expanded_rows(b, 0) for b in document.blocks if isinstance(b, Grid)}
    found: list[Figure] = [figure for table in tables(document).values() for figure in table.figures]
    assert len({figure.source.grid for figure in found}) == 4
    for figure in found:
        assert figure.source.cell is not None and figure.source.grid is not None
        row, column = figure.source.cell
        slot = rows[figure.source.grid][row].slots[column]
        assert slot is not None and slot.place.text == figure.printed == wanted[figure.cell]
        assert (figure.source.line, figure.source.page) == (None, None)


def test_tables_and_paragraphs_are_numbered_from_zero(tmp_path: Path) -> None:
    document = read(tmp_path, SHAPES["TRS"](tables_of("F2021", figures("F2021"))))
    assert [b.number for b in document.blocks if isinstance(b, Grid)] == [0, 1, 2]
    texts = [b for b in document.blocks if isinstance(b, Prose)]
    assert [block.block for block in texts] == list(range(len(texts)))
    assert texts[0].text == TITLE


# ---- cells


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        pytest.param("<span>2</span><span>4</span>", "24", id="a number in two spans"),
        pytest.param("<font>2<b>4</b></font>", "24", id="a number in two fonts"),
        pytest.param("<p>2</p><p>4</p>", "2\n↵\n4", id="two paragraphs are two numbers"),
        pytest.param("2<br>4", "2\n↵\n4", id="two lines are two numbers"),
        pytest.param("<div>2</div>4", "2\n↵\n4", id="a block and a rest are two numbers"),
        pytest.param("<p>24</p><p>&nbsp;</p>", "24", id="an empty paragraph behind"),
        pytest.param("&nbsp;24&#160;\u3000", "24", id="blanks of all kinds"),
        pytest.param("本年新<br>制作数量", "本年新\n制作数量", id="a label on two lines"),
        pytest.param("本年新\r\n  制作数量", "本年新制作数量", id="a label broken in the source"),
        pytest.param("2\n4", "2 4", id="a line end of the source is a blank"),
        pytest.param("24<span style='DISPLAY: none'>9</span>", "24", id="hidden by style"),
        pytest.param("24<i style='color:red;visibility:hidden'>9</i>", "24", id="invisible by style"),
        pytest.param(
            "24<b hidden>9</b><!-- 9 --><script>9</script><style>9</style>", "24", id="hidden, comment, script"
        ),
        pytest.param("24<template>9</template><noscript>9</noscript>", "24", id="template and noscript"),
        pytest.param("<del>3</del>5", "〔删去：3〕5", id="a number struck out does not join the next"),
        pytest.param("<span style='text-decoration:line-through'>3</span>5", "〔删去：3〕5", id="struck out by style"),
        pytest.param("25<sup>1</sup>", "25^1", id="a footnote does not join its number"),
        pytest.param("<img src=5.png>", "［图片］", id="a picture is not a blank"),
        pytest.param("<img src=s.gif width=1 height=1>", "", id="a spacer is a blank"),
        pytest.param("2\x004", "2\ufffd4", id="a NUL does not join two numbers"),
        pytest.param("<ruby>规<rt>gui</rt></ruby>章", "规章", id="readings over characters"),
        pytest.param("<o:p>24</o:p>", "24", id="an element of Word"),
        pytest.param("<select><option>1<option>2</select>", "", id="a list to choose from"),
    ],
)
def test_a_cell_prints_what_a_browser_shows(tmp_path: Path, cell: str, text: str) -> None:
    document = read(tmp_path, f"<table><tr><td>规章</td><td>{cell}</td></tr><tr><td>规范</td><td>7</td></tr></table>")
    assert grids(document) == [[["规章", text], ["规范", "7"]]]


@pytest.mark.parametrize(
    ("rows", "spans"),
    [
        pytest.param("<td rowspan=0>甲<td>1<tr><td>2<tr><td>3", [(3, 1), (1, 1), (1, 1), (1, 1)], id="0 is to the end"),
        pytest.param("<td rowspan=''>甲<td colspan=''>1", [(1, 1), (1, 1)], id="empty is one"),
        pytest.param("<td rowspan=-2>甲<td colspan=x>1", [(1, 1), (1, 1)], id="words and minus are one"),
        pytest.param("<td rowspan='2 '>甲<td>1<tr><td>2", [(2, 1), (1, 1), (1, 1)], id="blanks"),
        pytest.param("<td rowspan=99999>甲<td>1<tr><td>2", [(2, 1), (1, 1), (1, 1)], id="rows past the end"),
        pytest.param("<td>甲<td>1<tr><td colspan=9999999>2", [(1, 1), (1, 1), (1, 2)], id="columns without end"),
        pytest.param("<td rowspan=9>甲<td>1<tbody><tr><td>乙<td>2", [(1, 1)] * 4, id="a group ends a row span"),
    ],
)
def test_spans_are_kept_and_bounded(tmp_path: Path, rows: str, spans: list[tuple[int, int]]) -> None:
    document = read(tmp_path, f"<table><tr>{rows}</table>")
    found = [(c.row_span, c.col_span) for b in document.blocks if isinstance(b, Grid) for row in b.rows for c in row]
    assert found == spans


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        pytest.param(
            "<table><tr><td>a</td><td>b</td></tr></table><tr><td>c</td><td>d</td></tr></table>",
            [[["a", "b"], ["c", "d"]]],
            id="a table that ends too early",
        ),
        pytest.param("<div><tr><td>a<td>1<tr><td>b<td>2</div>", [[["a", "1"], ["b", "2"]]], id="rows without a table"),
        pytest.param("<table><tr><table><tr><td>a<td>b</table></tr></table>", [[["a", "b"]]], id="a table in a row"),
        pytest.param(
            "<table><tfoot><tr><td>f<td>2<tbody><tr><td>b<td>1<thead><tr><td>h<td>0</table>",
            [[["h", "0"], ["b", "1"], ["f", "2"]]],
            id="head first and foot last",
        ),
        pytest.param("<table><tr><td>a<td>b</td></td></div><td>c</table>", [[["a", "b", "c"]]], id="ends too many"),
        pytest.param(
            "<table><tr style='display:none'><td>x<td>9<tr><td>a<td>1</table>", [[["a", "1"]]], id="a hidden row"
        ),
        pytest.param(
            "<TABLE><CAPTION>表一</CAPTION><TR><TD>a</TD><TD>1</TD></TR></TABLE>", [[["a", "1"]]], id="upper case"
        ),
        pytest.param(
            "<table><tr><td>a<td><table><tr><td>7</table></table>", [[["a", "7"]]], id="a table of one cell in a cell"
        ),
    ],
)
def test_broken_tables_are_read_as_they_were_meant(tmp_path: Path, html: str, wanted: list[list[list[str]]]) -> None:
    assert grids(read(tmp_path, html)) == wanted


@pytest.mark.parametrize("between", ["25", " 25\n", "25件"])
def test_a_number_between_two_cells_is_no_blank_cell(tmp_path: Path, between: str) -> None:
    document = read(tmp_path, f"<table><tr><td>规章<td></td>{between}<td>7</table>")
    assert grids(document) == [[["规章", f"〔格外：{between.strip()}〕", "7"]]]


def test_blanks_between_two_cells_are_nothing(tmp_path: Path) -> None:
    assert grids(read(tmp_path, "<table><tr><td>规章</td>&nbsp;<td>7</td>&#160;</tr></table>")) == [[["规章", "7"]]]


def test_a_caption_stands_before_its_table(tmp_path: Path) -> None:
    document = read(tmp_path, "<table><caption>收到申请情况</caption><tr><td>a<td>1</table>")
    assert [type(block) for block in document.blocks] == [Prose, Grid]


def test_a_table_that_lays_out_text_is_prose(tmp_path: Path) -> None:
    text = "我局高度重视政府信息公开工作。" * 20
    document = read(tmp_path, f"<table><tr><td>菜单</td><td><p>{text}</p><p>二、主动公开</p></td></tr></table>")
    assert grids(document) == []
    assert prose(document) == [text, "二、主动公开"]


def test_cells_that_run_over_the_columns_of_others_are_never_read_into_them(tmp_path: Path) -> None:
    wanted = figures("F2021")
    html = page(body(tables_of("F2021", wanted)))
    row = '<td rowspan="3">（四）无法提供</td>'
    assert row in html
    found = tables(read(tmp_path, html.replace(row, '<td rowspan="7">（四）无法提供</td>')))
    assert all(wanted[cell] == text for cell, text in printed(found).items())
    assert found["t3"].status == "not_extracted"
