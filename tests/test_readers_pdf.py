"""PDF: every cell of tables that real producers draw, or a refusal; never a wrong figure."""

from pathlib import Path

import pytest
import weasyprint

from index.form import load_forms
from index.readers import read_document
from index.report import Document, Prose
from index.tables import MappedTable, map_tables
from tests.pdf_reports import Figures, figures, html_report

FORMS = load_forms()


def made_pdf(folder: Path, html: str) -> Path:
    path = folder / "report.pdf"
    weasyprint.HTML(string=html).write_pdf(path)
    return path


def read_tables(document: Document) -> dict[str, MappedTable]:
    return map_tables(document.blocks, FORMS)


def read_cells(document: Document) -> dict[str, str]:
    return {cell.cell: cell.place.text for table in read_tables(document).values() for cell in table.cells}


@pytest.mark.parametrize(
    ("form2", "form3", "style"),
    [
        pytest.param("F2019", "F2019", "", id="F2019, thin black lines"),
        pytest.param("F2021", "F2021", "td{border:3pt double #333}", id="F2021, double lines"),
        pytest.param("F2019", "F2021", "td{border:.5pt dashed #000}", id="a hybrid, dashed lines"),
        pytest.param("F2021", "F2019", "table{font-size:12pt} td{padding:6pt 2pt}", id="a hybrid over four pages"),
    ],
)
def test_every_cell_is_read_where_lines_are_drawn(tmp_path: Path, form2: str, form3: str, style: str) -> None:
    made: Figures = figures(f"{form2}{form3}", form2, form3)
    document = read_document(made_pdf(tmp_path, html_report(made, style)))
    assert read_cells(document) == made.printed


def test_prose_has_its_page_and_place_and_page_numbers_are_gone(tmp_path: Path) -> None:
    document = read_document(made_pdf(tmp_path, html_report(figures("prose"))))
    prose = [block for block in document.blocks if isinstance(block, Prose)]
    assert prose[0].text == "某省某市教育局2022年政府信息公开工作年度报告"
    assert [block.text[0] for block in prose if block.text[1:2] == "、"] == list("一二三四五六")
    assert all(block.page and block.box and 0 <= block.box[0] < block.box[2] <= 1 for block in prose)
    assert not any(block.text.startswith("—") for block in prose)
