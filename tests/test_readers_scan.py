"""Scans: cells read from a picture with what they are worth; doubt is refused. OCR is slow: few and small."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
import weasyprint
from numpy.typing import NDArray
from PIL import Image

from index.errors import NoTextFound, TooLarge, UnreadableReport
from index.form import load_forms
from index.readers import read_document
from index.readers.lattice import Rule, lattices
from index.readers.scan_file import MOST_PIXELS, NOTE, read_scan
from index.readers.scan_ink import Strip
from index.readers.scan_lines import straightened
from index.readers.scan_numbers import DOUBTFUL, Numeral, accounts_for, number_of
from index.readers.scan_ocr import Reading
from index.report import Box, Document, Grid, Prose
from index.settings import Limits
from index.tables import map_tables
from tests.pdf_reports import figures, html_report, html_table

EVAL = Path(__file__).parents[1] / "eval"
SAMPLE = EVAL / "reports" / "formats" / "roushan-2019-scan.tif"
KNOWN = EVAL / "known_figures" / "formats" / "roushan-2019.json"
FORMS = load_forms()
STATES = {"t4.review.pending": "", "t4.post.other": "-"}
MADE = figures("scanned", states=STATES)
DISPUTES = {cell: text for cell, text in MADE.printed.items() if cell.startswith("t4.")}
SMALL = "@page{size:A5 landscape;margin:1cm;@bottom-center{content:none}} h1{font-size:12pt} p,h2{display:none}"


def pixels(style: str = "", tables: tuple[str, ...] = (), dots: int = 200) -> NDArray[np.uint8]:
    """A page as a scanner sees it: table 4 under a title."""
    html = html_report(MADE, SMALL + style, tables or ("", "", html_table(MADE.grids[2])))
    pdf = pdfium.PdfDocument(weasyprint.HTML(string=html).write_pdf())
    page: NDArray[np.uint8] = pdf[0].render(scale=dots / 72, grayscale=True).to_numpy().copy()
    pdf.close()
    return page


def spoiled(page: NDArray[np.uint8], turn: float) -> Image.Image:
    """A page laid askew on a grey glass, with noise."""
    image = Image.fromarray(page).rotate(turn, Image.Resampling.BICUBIC, fillcolor=255)
    noise = np.random.default_rng(7).normal(0, 10, page.shape)
    return Image.fromarray(np.clip(np.asarray(image) * 0.85 + 20 + noise, 0, 255).astype(np.uint8))


def kept(folder: Path, image: Image.Image, name: str = "scan.png", **options: object) -> Path:
    path = folder / name
    image.save(path, **options)
    return path


def disputes(document: Document) -> dict[str, str]:
    return {cell.cell: cell.place.text for cell in map_tables(document.blocks, FORMS)["t4"].cells}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """What is read of a picture askew and noisy, in two pages of a TIFF."""
    page = spoiled(pixels(), 2.0)
    blank = Image.new("L", page.size, 230)
    folder = tmp_path_factory.mktemp("scan")
    return read_document(kept(folder, page, "scan.tif", save_all=True, append_images=[blank]))


def test_every_cell_of_a_scan_askew_is_read_with_its_place(read: Document) -> None:
    assert disputes(read) == DISPUTES
    grid = next(block for block in read.blocks if isinstance(block, Grid))
    assert grid.scanned and grid.spans
    assert all(cell.page == 1 and cell.box and 0 <= cell.box[0] < cell.box[2] <= 1 for row in grid.rows for cell in row)
    assert read.pages == 2
    assert read.notes == (NOTE,)


def test_the_title_of_a_scan_is_prose(read: Document) -> None:
    prose = [block for block in read.blocks if isinstance(block, Prose)]
    assert prose[0].text == "某省某市教育局2022年政府信息公开工作年度报告"
    assert prose[0].page == 1 and prose[0].box


def test_a_number_struck_out_is_not_read(tmp_path: Path, read: Document) -> None:
    grid = next(block for block in read.blocks if isinstance(block, Grid))
    box = next(cell.box for row in grid.rows for cell in row if cell.text == DISPUTES["t4.review.upheld"])
    page = np.array(spoiled(pixels(), 2.0))
    high, wide = page.shape
    assert box
    x, y = (box[0] + box[2]) / 2 * wide, (box[1] + box[3]) / 2 * high
    page[int(y) - 9 : int(y) + 9 : 4, int(x) - 25 : int(x) + 25] = 20
    found = map_tables(read_document(kept(tmp_path, Image.fromarray(page))).blocks, FORMS)["t4"]
    assert found.status == "not_extracted"


@pytest.mark.parametrize(
    ("one", "other", "strip", "text", "sure"),
    [
        pytest.param("117", "117", Strip(0, 0, 60, 30, 3), "117", True, id="twice the same"),
        pytest.param("117", "177", Strip(0, 0, 60, 30, 3), "117", False, id="not the same"),
        pytest.param("11", "11", Strip(0, 0, 60, 30, 3), "11", False, id="room for a third digit"),
        pytest.param("231", "231", Strip(0, 0, 70, 30, 4, dashes=1), "231", False, id="a sign that was not read"),
        pytest.param("-231", "-231", Strip(0, 0, 70, 30, 4, dashes=1), "-231", True, id="a sign that was read"),
        pytest.param("4041", "4041", Strip(0, 0, 85, 30, 4, points=1), "4041", False, id="a point that was not read"),
        pytest.param("O", "0", Strip(0, 0, 20, 30, 1), "0", True, id="a letter for a zero"),
        pytest.param("一", "", Strip(0, 0, 12, 3, 1), "-", True, id="a dash that its shape confirms"),
        pytest.param("一", "", Strip(0, 0, 12, 12, 1), "-", False, id="a dash that is as high as wide"),
        pytest.param("", "", Strip(0, 0, 20, 30, 1), "", False, id="ink that is no text"),
    ],
)
def test_a_number_is_certain_only_where_all_ink_is_accounted_for(
    one: str, other: str, strip: Strip, text: str, sure: bool
) -> None:
    found, certainty = number_of(Numeral(Reading(one, 0.99), Reading(other, 0.99)), strip, 20.0)
    assert found == text
    assert (certainty > DOUBTFUL) == sure


def test_touching_digits_are_counted_by_their_width() -> None:
    assert accounts_for("840", Strip(0, 0, 57, 30, 1), 20.0)
    assert not accounts_for("840", Strip(0, 0, 77, 30, 1), 20.0)
    assert not accounts_for("840", Strip(0, 0, 57, 30, 1), 0.0), "nothing tells how wide a digit is"


@pytest.mark.parametrize("turn", [-4.5, -1.0, 0.0, 3.2])
def test_the_lines_of_a_page_askew_give_its_cells(turn: float) -> None:
    image = np.asarray(spoiled(pixels(dots=150), turn))
    (table,) = straightened(image).tables
    assert (len(table.xs) - 1, len(table.ys) - 1, len(table.slots)) == (15, 4, 34)


def test_text_without_lines_makes_no_table() -> None:
    assert straightened(pixels("td{border:none}")).tables == []


@pytest.mark.parametrize(
    ("across", "cells"),
    [
        pytest.param([(0, 0, 90), (30, 0, 90), (60, 0, 90)], 6, id="every line is there"),
        pytest.param([(0, 0, 90), (30, 0, 60), (60, 0, 90)], 5, id="a cell over two rows"),
        pytest.param([(0, 0, 90), (30, 0, 75), (60, 0, 90)], 5, id="a line that ends inside a cell encloses nothing"),
        pytest.param([(0, 0, 90), (29, 0, 90), (31, 0, 90), (60, 0, 90)], 6, id="a double line"),
        pytest.param([(0, 0, 90), (30, 0, 90)], 6, id="an open side"),
    ],
)
def test_lines_become_cells(across: list[tuple[float, float, float]], cells: int) -> None:
    down = [Rule(x, 0, 60) for x in (0, 30, 60, 90)]
    (table,) = lattices([Rule(*line) for line in across], down, snap=3, gap=4)
    assert len(table.slots) == cells


def test_lines_that_enclose_no_rectangles_are_no_table() -> None:
    across = [Rule(0, 0, 90), Rule(30, 0, 60), Rule(60, 30, 90), Rule(90, 0, 90)]
    down = [Rule(0, 0, 90), Rule(30, 30, 90), Rule(60, 0, 60), Rule(90, 0, 90)]
    found = lattices(across, down, snap=3, gap=4)
    assert sum(len(table.slots) for table in found) in (0, 5), "the pinwheel has five cells, or none"


@pytest.mark.parametrize(
    ("write", "error", "words"),
    [
        pytest.param(lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" * 9), UnreadableReport, "image", id="garbage"),
        pytest.param(lambda path: Image.new("L", (90, 90)).save(path), NoTextFound, "pixels", id="an icon"),
        pytest.param(lambda path: Image.new("1", (10_050, 10_050)).save(path), TooLarge, "pixels", id="a bomb"),
        pytest.param(lambda path: Image.new("L", (600, 800), 255).save(path), NoTextFound, "print", id="white paper"),
    ],
)
def test_a_picture_that_holds_no_page_is_refused_by_reason(
    tmp_path: Path, write: Callable[[Path], object], error: type[UnreadableReport], words: str
) -> None:
    assert MOST_PIXELS < 10_050**2
    path = tmp_path / "scan.png"
    write(path)
    with pytest.raises(error, match=words):
        read_document(path, Limits(seconds=120))


@pytest.fixture(scope="module")
def sample() -> Document:
    """A whole sample report, scanned in black and white on two pages."""
    return read_scan(SAMPLE, replace(Limits(), seconds=600))


def test_every_cell_of_a_scanned_report_is_right_and_has_its_place(sample: Document) -> None:
    known = {cell["cell"]: cell for cell in json.loads(KNOWN.read_text(encoding="utf-8"))["cells"]}
    tables = map_tables(sample.blocks, FORMS)
    assert {key: tables[key].status for key in ("t2", "t3", "t4")} == dict.fromkeys(("t2", "t3", "t4"), "ok")
    cells = {cell.cell: cell.place for table in tables.values() for cell in table.cells}
    assert {cell: place.text for cell, place in cells.items()} == {
        cell: told["printed"] for cell, told in known.items()
    }
    assert all(cells[cell].cell.page == told["page"] for cell, told in known.items() if "page" in told)
    boxes = [place.cell.box for place in cells.values()]
    assert all(box and 0 < box[0] < box[2] < 1 and 0 < box[1] < box[3] < 1 for box in boxes)
    assert len({(place.cell.page, place.cell.box) for place in cells.values()}) == len(known)
    assert all(0.9 <= tables[key].confidence < 1 for key in ("t2", "t3", "t4"))


def test_a_sample_whose_digit_is_read_wrong_is_refused(sample: Document) -> None:
    """What the recogniser might do on a worse page: every number of table 3 in turn, one digit another."""
    grid = next(
        b for b in sample.blocks if isinstance(b, Grid) and any("勾稽" in c.text for row in b.rows for c in row)
    )
    wrong = [(row, at) for row, cells in enumerate(grid.rows) for at, cell in enumerate(cells) if cell.text.isdecimal()]
    assert len(wrong) > 150
    for row, at in wrong[::5]:
        cell = grid.rows[row][at]
        misread = replace(cell, text=("7" if cell.text[0] != "7" else "1") + cell.text[1:])
        cells = (*grid.rows[row][:at], misread, *grid.rows[row][at + 1 :])
        changed = replace(grid, rows=(*grid.rows[:row], cells, *grid.rows[row + 1 :]))
        blocks = [changed if block is grid else block for block in sample.blocks]
        assert map_tables(blocks, FORMS)["t3"].status == "not_extracted", f"{cell.text} read as {misread.text}"


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        pytest.param(lambda page, box: blotted(page, box, 0.6, 40), "把握", id="a grey blot over a number"),
        pytest.param(lambda page, box: blotted(page, box, 0.5, 255), "把握", id="half of a number is gone"),
    ],
)
def test_a_damaged_number_is_refused(
    tmp_path: Path, read: Document, damage: Callable[[NDArray[np.uint8], Box], NDArray[np.uint8]], reason: str
) -> None:
    grid = next(block for block in read.blocks if isinstance(block, Grid))
    box = next(cell.box for row in grid.rows for cell in row if cell.text == DISPUTES["t4.direct.total"])
    assert box
    page = damage(np.array(spoiled(pixels(), 2.0)), box)
    found = map_tables(read_document(kept(tmp_path, Image.fromarray(page))).blocks, FORMS)["t4"]
    assert found.status == "not_extracted"
    assert reason in found.reason or "应为" in found.reason


def blotted(page: NDArray[np.uint8], box: Box, share: float, shade: int) -> NDArray[np.uint8]:
    """A page with a cell's middle painted over: `share` of its height, from the middle of the number to its right."""
    high, wide = page.shape
    x, y = (box[0] + box[2]) / 2 * wide, (box[1] + box[3]) / 2 * high
    half = max(2, int(share * 24 / 2))
    page[int(y) - half : int(y) + half, int(x) : int(x) + 22] = shade
    return page
