"""PDF: every cell of tables that real producers draw, or a refusal; never a wrong figure."""

import ctypes
import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
import weasyprint

from index.errors import NoTextFound, TooLarge, UnreadableReport
from index.form import load_forms
from index.readers import read_document
from index.report import Document, Grid, GridCell, Prose
from index.settings import Limits
from index.tables import MappedTable, map_tables
from tests.pdf_reports import Figures, figures, html_report

FORMS = load_forms()
MADE = figures("one report for all")


def pdf_bytes(html: str) -> bytes:
    """A PDF as WeasyPrint prints it, its objects in plain text."""
    written: bytes = weasyprint.HTML(string=html).write_pdf(uncompressed_pdf=True)
    return written


@pytest.fixture(scope="module")
def printed() -> bytes:
    """A report of two pages with table 3 over two of them."""
    return pdf_bytes(html_report(MADE))


def kept(folder: Path, data: bytes) -> Path:
    path = folder / "report.pdf"
    path.write_bytes(data)
    return path


def read_tables(document: Document) -> dict[str, MappedTable]:
    return map_tables(document.blocks, FORMS)


def read_cells(document: Document) -> dict[str, str]:
    return {cell.cell: cell.place.text for table in read_tables(document).values() for cell in table.cells}


def cell_of(document: Document, text: str) -> GridCell:
    cells = [c for block in document.blocks if isinstance(block, Grid) for row in block.rows for c in row]
    return next(cell for cell in cells if cell.text == text)


def edited(data: bytes, folder: Path, edit: Callable[[pdfium.PdfDocument], None]) -> Path:
    """The report after an edit through pdfium."""
    pdf = pdfium.PdfDocument(data)
    edit(pdf)
    path = folder / "edited.pdf"
    pdf.save(path)
    pdf.close()
    return path


@pytest.mark.parametrize(
    ("form2", "form3", "style"),
    [
        pytest.param("F2019", "F2019", "", id="F2019, thin black lines"),
        pytest.param("F2021", "F2021", "td{border:3pt double #333}", id="F2021, double lines"),
        pytest.param("F2019", "F2021", "td{border:.5pt dashed #000}", id="a hybrid, dashed lines"),
        pytest.param("F2021", "F2019", "tr{break-inside:auto} td{padding:8pt 2pt}", id="rows parted by pages"),
    ],
)
def test_every_cell_is_read_where_lines_are_drawn(tmp_path: Path, form2: str, form3: str, style: str) -> None:
    made: Figures = figures(f"{form2}{form3}", form2, form3)
    document = read_document(kept(tmp_path, pdf_bytes(html_report(made, style))))
    assert read_cells(document) == made.printed


def test_every_figure_has_its_page_and_its_place_on_it(tmp_path: Path, printed: bytes) -> None:
    path = kept(tmp_path, printed)
    document = read_document(path)
    assert document.pages == 2
    assert document.names == ("某省某市教育局2022年年报",)
    for table in read_tables(document).values():
        for cell in table.cells:
            assert cell.place.cell.page and cell.place.cell.box
            assert printed_at(path, cell.place.cell) == cell.place.text


def printed_at(path: Path, cell: GridCell) -> str:
    """What pdfium itself finds in the box of a cell."""
    assert cell.page and cell.box
    pdf = pdfium.PdfDocument(path)
    page = pdf[cell.page - 1]
    wide, high = page.get_size()
    left, top, right, bottom = cell.box
    text: str = page.get_textpage().get_text_bounded(left * wide, (1 - bottom) * high, right * wide, (1 - top) * high)
    pdf.close()
    return re.sub(r"\s", "", text)


def test_prose_has_its_page_and_page_numbers_are_gone(tmp_path: Path, printed: bytes) -> None:
    prose = [block for block in read_document(kept(tmp_path, printed)).blocks if isinstance(block, Prose)]
    assert prose[0].text == "某省某市教育局2022年政府信息公开工作年度报告"
    assert [block.text[0] for block in prose if block.text[1:2] == "、"] == list("一二三四五六")
    assert any(block.text.endswith("电话：0199-5550199）。") for block in prose), "lines of a paragraph are joined"
    assert all(block.page and block.box and 0 <= block.box[0] < block.box[2] <= 1 for block in prose)
    assert not any(block.text.startswith("—") for block in prose)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_reads_as_it_is_seen(tmp_path: Path, printed: bytes, turn: int) -> None:
    def turned(pdf: pdfium.PdfDocument) -> None:
        for page in pdf:
            wide, high = page.get_mediabox()[2:]
            # The content is turned back, so that the page looks the same with /Rotate set.
            angle = {90: (0, 1, -1, 0, high, 0), 180: (-1, 0, 0, -1, wide, high), 270: (0, -1, 1, 0, 0, wide)}[turn]
            raw.FPDFPage_TransFormWithClip(page, raw.FS_MATRIX(*angle), None)
            if turn != 180:
                page.set_mediabox(0, 0, high, wide)
            page.set_rotation(turn)

    path = edited(printed, tmp_path, turned)
    assert read_cells(read_document(path)) == MADE.printed


def test_a_crop_box_moves_every_place(tmp_path: Path, printed: bytes) -> None:
    def cropped(pdf: pdfium.PdfDocument) -> None:
        for page in pdf:
            page.set_cropbox(30, 20, 570, 830)

    path = edited(printed, tmp_path, cropped)
    document = read_document(path)
    assert read_cells(document) == MADE.printed
    whole = cell_of(read_document(kept(tmp_path, printed)), MADE.printed["t2.rules.made"])
    moved = cell_of(document, MADE.printed["t2.rules.made"])
    assert whole.box and moved.box
    assert moved.box[0] * 540 + 30 == pytest.approx(whole.box[0] * 595.28, abs=0.5)


def rectangle(pdf: pdfium.PdfDocument, cell: GridCell, shade: int, share: float) -> None:
    """Draw a filled rectangle over a share of a cell, from its middle."""
    assert cell.page and cell.box
    page = pdf[cell.page - 1]
    wide, high = page.get_size()
    left, top, right, bottom = cell.box
    x, y, w, h = (left + right) / 2, (top + bottom) / 2, (right - left) * share, (bottom - top) * share
    shape = raw.FPDFPageObj_CreateNewRect((x - w / 2) * wide, (1 - y - h / 2) * high, w * wide, h * high)
    raw.FPDFPageObj_SetFillColor(shape, shade, shade, shade, 255)
    raw.FPDFPath_SetDrawMode(shape, raw.FPDF_FILLMODE_ALTERNATE, False)
    raw.FPDFPage_InsertObject(page, shape)
    page.gen_content()


def test_a_number_under_a_white_rectangle_is_not_read(tmp_path: Path, printed: bytes) -> None:
    cell = cell_of(read_document(kept(tmp_path, printed)), MADE.printed["t3.new|natural"])
    path = edited(printed, tmp_path, lambda pdf: rectangle(pdf, cell, 255, 0.8))
    assert read_cells(read_document(path)).get("t3.new|natural", "") == ""


def test_what_is_drawn_in_a_blank_cell_makes_it_no_blank(tmp_path: Path) -> None:
    made = figures("drawn", states={"t2.rules.made": ""})
    data = pdf_bytes(html_report(made))
    document = read_document(kept(tmp_path, data))
    assert read_cells(document) == made.printed, "a blank cell is blank as long as nothing is in it"
    cells = {cell.cell: cell.place.cell for cell in read_tables(document)["t2"].cells}
    path = edited(data, tmp_path, lambda pdf: rectangle(pdf, cells["t2.rules.made"], 0, 0.4))
    assert read_tables(read_document(path))["t2"].status == "not_extracted"


def hidden_text(pdf: pdfium.PdfDocument, cell: GridCell, mode: int, shade: int) -> None:
    """Write 77 into a cell so that nobody sees it."""
    assert cell.page and cell.box
    page = pdf[cell.page - 1]
    wide, high = page.get_size()
    font = raw.FPDFText_LoadStandardFont(pdf, b"Helvetica")
    written = raw.FPDFPageObj_CreateTextObj(pdf, font, 8)
    text = ctypes.create_string_buffer("77".encode("utf-16-le") + b"\0\0")
    raw.FPDFText_SetText(written, ctypes.cast(text, ctypes.POINTER(ctypes.c_ushort)))
    raw.FPDFTextObj_SetTextRenderMode(written, mode)
    raw.FPDFPageObj_SetFillColor(written, shade, shade, shade, 255)
    raw.FPDFPageObj_Transform(written, 1, 0, 0, 1, cell.box[0] * wide + 3, (1 - cell.box[3]) * high + 4)
    raw.FPDFPage_InsertObject(page, written)
    page.gen_content()


@pytest.mark.parametrize(
    ("mode", "shade"),
    [
        pytest.param(raw.FPDF_TEXTRENDERMODE_INVISIBLE, 0, id="drawn in no colour"),
        pytest.param(raw.FPDF_TEXTRENDERMODE_FILL, 255, id="white on white"),
    ],
)
def test_text_that_nobody_sees_is_not_read(tmp_path: Path, mode: int, shade: int) -> None:
    made = figures("hidden", states={"t2.rules.made": ""})
    data = pdf_bytes(html_report(made))
    cells = {cell.cell: cell.place.cell for cell in read_tables(read_document(kept(tmp_path, data)))["t2"].cells}
    path = edited(data, tmp_path, lambda pdf: hidden_text(pdf, cells["t2.rules.made"], mode, shade))
    assert read_cells(read_document(path)) == made.printed


def test_glyphs_whose_characters_the_file_does_not_tell_are_no_figures(tmp_path: Path, printed: bytes) -> None:
    path = kept(tmp_path, printed.replace(b"/ToUnicode", b"/NoUnicode"))
    try:
        cells = read_cells(read_document(path))
    except NoTextFound:
        return
    assert {key: text for key, text in cells.items() if text != MADE.printed[key]} == {}


@pytest.mark.parametrize(
    "style",
    [
        pytest.param("td{border:none}", id="no lines"),
        pytest.param("td{border:none;border-bottom:1pt solid}", id="only level lines"),
    ],
)
def test_a_table_without_cells_is_not_guessed(tmp_path: Path, style: str) -> None:
    document = read_document(kept(tmp_path, pdf_bytes(html_report(MADE, style))))
    assert {table.status for table in read_tables(document).values() if table.id in ("t2", "t3", "t4")} <= {
        "not_extracted", "absent",
    }  # fmt: skip


MEDIA_BOX = re.compile(rb"/MediaBox ?\[[^]]*\]")
PROTECTED = (
    b"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b">"
)


def test_a_password_is_named(tmp_path: Path, printed: bytes) -> None:
    locked = printed.replace(b"trailer\n<<", b"trailer\n<<" + PROTECTED + b" >> /ID [<41> <41>] ", 1)
    with pytest.raises(UnreadableReport, match="password"):
        read_document(kept(tmp_path, locked))


def test_more_pages_than_the_limit_are_refused(tmp_path: Path, printed: bytes) -> None:
    with pytest.raises(TooLarge, match="NIANBAO_MAX_PAGES"):
        read_document(kept(tmp_path, printed), Limits(pages=1))


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: data[: len(data) // 3], id="cut short"),
        pytest.param(lambda data: b"%PDF-1.7\n" + b"\x00\xff" * 500, id="garbage behind the first line"),
        pytest.param(lambda data: data.replace(b"/Count 2", b"/Count 99999"), id="pages that are declared only"),
        pytest.param(lambda data: data.replace(b"/Kids", b"/Kidz"), id="no page tree"),
        pytest.param(lambda data: data.replace(b"endobj", b"endobk"), id="objects without an end"),
        pytest.param(lambda data: MEDIA_BOX.sub(b"/MediaBox [0 0 9e9 9e9]", data), id="a huge page"),
        pytest.param(lambda data: MEDIA_BOX.sub(b"/MediaBox [0 0 0 0]", data), id="a page of no size"),
    ],
)
def test_a_damaged_file_is_refused_or_read_right(
    tmp_path: Path, printed: bytes, damage: Callable[[bytes], bytes]
) -> None:
    try:
        cells = read_cells(read_document(kept(tmp_path, damage(printed))))
    except UnreadableReport:
        return
    assert {key: text for key, text in cells.items() if text != MADE.printed[key]} == {}
