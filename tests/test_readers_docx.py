"""Word files: every cell in its place however the tables are written, and nothing read that is not printed."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from index.report import Grid, Prose
from tests.conftest import SAMPLE_REPORTS
from tests.word import FORMS, HEADINGS, TITLE, WordReport, read_bytes, tables_of, word_report, wrong_cells
from tests.word import known_word_report as known_report
from tests.word_shapes import SHAPES

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = W.replace("schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml")
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
KNOWN = SAMPLE_REPORTS.parent / "known_figures"
CHANGED = 'w:id="1" w:author="a"'


def packed(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(body: str, *, spaces: str = W, **parts: str) -> bytes:
    """A Word file of nothing but a body."""
    document = f"<w:document {spaces} {MC}><w:body>{body}</w:body></w:document>"
    others = {f"word/{name}.xml": part for name, part in parts.items()}
    return packed({"word/document.xml": document, **others})


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def table(*rows: list[str]) -> str:
    """A table of cells given as what stands in their paragraph."""
    lines = ("".join(f"<w:tc><w:p>{cell}</w:p></w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def cell_texts(data: bytes, folder: Path) -> list[list[str]]:
    grids = [block for block in read_bytes(data, folder).blocks if isinstance(block, Grid)]
    return [[cell.text for cell in row] for grid in grids for row in grid.rows]


def prose(data: bytes, folder: Path) -> list[str]:
    return [block.text for block in read_bytes(data, folder).blocks if isinstance(block, Prose)]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_every_cell_is_read_however_the_table_is_written(
    shape: Callable[[WordReport], None], form: str, tmp_path: Path
) -> None:
    report = word_report(form, shape)
    document = read_bytes(report.saved(), tmp_path)
    tables = tables_of(document)
    assert {name: (table.status, table.reason) for name, table in tables.items()} == dict.fromkeys(tables, ("ok", ""))
    assert {f.cell: f.number for table in tables.values() for f in table.figures} == report.numbers
    texts = [block.text for block in document.blocks if isinstance(block, Prose)]
    assert [text for text in texts if text in (TITLE, *HEADINGS)] == [TITLE, *HEADINGS]


@pytest.mark.parametrize(
    "stem", [path.stem for path in sorted((SAMPLE_REPORTS.parent / "known_figures").glob("*.json"))]
)
def test_the_known_figures_of_the_samples_are_read_out_of_word(stem: str, tmp_path: Path) -> None:
    known = json.loads((SAMPLE_REPORTS.parent / "known_figures" / f"{stem}.json").read_text(encoding="utf-8"))
    report = known_report(known)
    tables = tables_of(read_bytes(report.saved(), tmp_path))
    got = {f.cell: (f.state, f.number) for table in tables.values() for f in table.figures}
    assert wrong_cells(tables, report.numbers) == []
    assert len(got) == len(known["cells"])
    assert {cell["cell"]: cell["state"] for cell in known["cells"]} == {cell: state for cell, (state, _) in got.items()}


def test_places_of_figures_count_the_grid_with_its_spans(tmp_path: Path) -> None:
    tables = tables_of(read_bytes(word_report("F2021").saved(), tmp_path))
    places = {f.cell: f.source.cell for f in tables["t3"].figures}
    assert (places["t3.new|natural"], places["t3.res.total|total"]) == ((3, 3), (26, 9))


@pytest.mark.parametrize(
    ("inside", "printed"),
    [
        pytest.param(run("12"), "12", id="plain"),
        pytest.param(run("1") + run("2"), "12", id="two runs"),
        pytest.param(run("12") + run("3", "<w:vanish/>"), "12", id="hidden digits"),
        pytest.param(run("12") + run("3", '<w:vanish w:val="0"/>'), "123", id="hiding switched off"),
        pytest.param(run("12") + run("2", '<w:vertAlign w:val="superscript"/>'), "12[2]", id="a raised digit"),
        pytest.param(run("15", "<w:strike/>") + run("16"), "~~15~~16", id="a struck number"),
        pytest.param(run("15", '<w:strike w:val="false"/>'), "15", id="a strike switched off"),
        pytest.param(f"<w:ins {CHANGED}>{run('16')}</w:ins>", "16", id="inserted"),
        pytest.param(f"<w:del {CHANGED}><w:r><w:delText>1</w:delText></w:r></w:del>{run('6')}", "6", id="deleted"),
        pytest.param(f"<w:moveFrom {CHANGED}>{run('1')}</w:moveFrom>{run('6')}", "6", id="moved away"),
        pytest.param("<w:r><w:t>1</w:t><w:br/><w:t>2</w:t></w:r>", "1\n2", id="a line break parts numbers"),
        pytest.param("<w:r><w:t>1</w:t><w:tab/><w:t>2</w:t></w:r>", "1\t2", id="a tab parts numbers"),
        pytest.param("<w:r><w:noBreakHyphen/><w:t>2</w:t></w:r>", "-2", id="a hyphen that does not break"),
        pytest.param('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "\uf0fe", id="a symbol is no blank"),
        pytest.param(f"<w:sdt><w:sdtContent>{run('7')}</w:sdtContent></w:sdt>", "7", id="a content control"),
        pytest.param(
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处')}</w:sdtContent></w:sdt>", "",
            id="a content control that was never filled",
        ),
        pytest.param(f'<w:fldSimple w:instr="PAGE 9">{run("7")}</w:fldSimple>', "7", id="a simple field"),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="4"/>'
            '<w:listEntry w:val="5"/></w:ddList></w:ffData></w:fldChar><w:fldChar w:fldCharType="end"/></w:r>', "5",
            id="a choice from a list",
        ),
        pytest.param(
            f'<mc:AlternateContent><mc:Choice>{run("8")}</mc:Choice><mc:Fallback>{run("8")}</mc:Fallback>'
            "</mc:AlternateContent>", "8", id="alternatives once",
        ),
        pytest.param(
            f"<w:r><w:ruby><w:rt>{run('9')}</w:rt><w:rubyBase>{run('8')}</w:rubyBase></w:ruby></w:r>", "8",
            id="no reading over the text",
        ),
    ],
)  # fmt: skip
def test_a_cell_prints(inside: str, printed: str, tmp_path: Path) -> None:
    assert cell_texts(word(table([run("甲"), inside], [run("乙"), run("1")])), tmp_path)[0] == ["甲", printed]


def test_a_number_in_front_of_a_value_is_never_part_of_it(tmp_path: Path) -> None:
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        "</w:numbering>"
    )
    listed = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    data = word(table([run("甲"), listed + run("25")], [listed + run("乙"), run("1")]), numbering=numbering)
    assert cell_texts(data, tmp_path) == [["甲", "[1.]25"], ["2. 乙", "1"]]


@pytest.mark.parametrize(
    ("form", "text", "labels"),
    [
        pytest.param("chineseCounting", "%1、", ["一、甲", "二、甲", "三、甲"], id="as chapters are counted"),
        pytest.param("japaneseCounting", "（%1）", ["（一）甲", "（二）甲", "（三）甲"], id="as WPS names them"),
        pytest.param("decimal", "%1.", ["1. 甲", "2. 甲", "3. 甲"], id="digits with a stop"),
        pytest.param("upperRoman", "%1)", ["I)甲", "II)甲", "III)甲"], id="Roman"),
        pytest.param("bullet", "●", ["甲", "甲", "甲"], id="bullets are no text"),
    ],
)
def test_numbers_of_lists_stand_before_paragraphs(form: str, text: str, labels: list[str], tmp_path: Path) -> None:
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        "</w:numbering>"
    )
    item = f'<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>{run("甲")}</w:p>'
    assert prose(word(item * 3, numbering=numbering), tmp_path) == labels


def test_numbers_of_lists_come_from_styles_and_start_anew_below_a_higher_level(tmp_path: Path) -> None:
    level = '<w:lvl w:ilvl="{}"><w:numFmt w:val="{}"/><w:pStyle w:val="h{}"/><w:lvlText w:val="{}"/></w:lvl>'
    levels = level.format(0, "chineseCounting", 1, "%1、") + level.format(1, "decimal", 2, "%1.%2 ")
    levels = levels.replace('w:val="%1.%2 "/>', 'w:val="%1.%2 "/><w:isLgl/>')
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    style = (
        '<w:style w:type="paragraph" w:styleId="h{}"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    styles = f"<w:styles {W}>{style.format(1)}{style.format(2)}</w:styles>"
    body = "".join(f'<w:p><w:pPr><w:pStyle w:val="h{at}"/></w:pPr>{run("甲")}</w:p>' for at in (1, 2, 2, 1, 2))
    read = prose(word(body, numbering=numbering, styles=styles), tmp_path)
    assert read == ["一、甲", "1.1 甲", "1.2 甲", "二、甲", "2.1 甲"]


def test_a_strict_file_reads_as_any_other(tmp_path: Path) -> None:
    body = table([run("甲"), run("1")], [run("乙"), run("2")])
    assert (
        cell_texts(word(body, spaces=STRICT), tmp_path)
        == cell_texts(word(body), tmp_path)
        == [["甲", "1"], ["乙", "2"]]
    )


def test_a_table_of_contents_is_no_prose(tmp_path: Path) -> None:
    entries = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> TOC \\o </w:instrText>'
        f'<w:fldChar w:fldCharType="separate"/></w:r>{run("一、总体情况")}</w:p><w:p>{run("二、主动公开")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert prose(word(f"{entries}<w:p>{run('一、总体情况')}</w:p>"), tmp_path) == ["一、总体情况"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path: Path) -> None:
    joined = f"<w:pPr><w:rPr><w:del {CHANGED}/></w:rPr></w:pPr>"
    assert prose(word(f"<w:p>{joined}{run('共收到')}</w:p><w:p>{run('25件')}</w:p>"), tmp_path) == ["共收到25件"]


def test_text_hidden_by_its_style_is_not_read(tmp_path: Path) -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    by_run = run("密", '<w:rStyle w:val="a"/>')
    hidden = f'<w:p><w:pPr><w:pStyle w:val="b"/></w:pPr>{run("秘")}</w:p><w:p>{by_run}{run("公")}</w:p>'
    assert prose(word(hidden, styles=styles), tmp_path) == ["公"]


def test_a_merged_cell_of_another_width_below_is_a_cell_of_its_own(tmp_path: Path) -> None:
    def tc(text: str, properties: str) -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"

    two = '<w:gridSpan w:val="2"/>'
    rows = (
        tc("甲", two + '<w:vMerge w:val="restart"/>') + tc("1", ""),
        tc("", two + "<w:vMerge/>") + tc("2", ""),
        tc("乙", "<w:vMerge/>") + tc("3", "") + tc("4", ""),
    )
    body = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    grid = read_bytes(word(body), tmp_path).blocks[0]
    assert isinstance(grid, Grid)
    spans = [[(cell.text, cell.row_span, cell.col_span) for cell in row] for row in grid.rows]
    assert spans == [[("甲", 2, 2), ("1", 1, 1)], [("2", 1, 1)], [("乙", 1, 1), ("3", 1, 1), ("4", 1, 1)]]


def test_what_is_left_unread_is_said(tmp_path: Path) -> None:
    footnotes = f'<w:footnotes {W}><w:footnote w:id="2"><w:p>{run("注")}</w:p></w:footnote></w:footnotes>'
    body = f"<w:p>{run('甲')}<w:r><w:drawing/></w:r><w:r><w:object/></w:r></w:p><w:altChunk/>"
    notes = read_bytes(word(body, footnotes=footnotes), tmp_path).notes
    assert [next(word for word in ("嵌入的", "图片", "嵌入对象", "脚注") if word in note) for note in notes] == [
        "嵌入的", "图片", "嵌入对象", "脚注",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "names"),
    [
        pytest.param(TITLE, (TITLE,), id="a report's title"),
        pytest.param("政府信息公开年度报告模板", (), id="that of a template"),
        pytest.param("Microsoft Word - 文档1", (), id="that of a program"),
        pytest.param("", (), id="none"),
    ],
)
def test_the_name_of_a_file_is_its_title(title: str, names: tuple[str, ...], tmp_path: Path) -> None:
    file = docx.Document()
    file.add_paragraph("甲")
    file.core_properties.title = title
    out = io.BytesIO()
    file.save(out)
    assert read_bytes(out.getvalue(), tmp_path).names == names
