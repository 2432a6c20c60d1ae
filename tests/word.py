"""Word files of invented reports in which every cell is another number, and what is read from them."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.table import _Cell

from eval.samples_form import Grid, applicants, request_rows, table2, table2_cells, table3, table4, table4_cells
from eval.samples_layouts import expand
from eval.samples_numbers import SIGNED_ROWS, draw
from index.figures import read_table
from index.form import load_forms
from index.readers import read_document
from index.report import Document, Table
from index.tables import map_tables

FORMS = ("F2019", "F2021")
ISSUER = "样例省白石县卫生健康局"
TITLE = f"{ISSUER}2021年政府信息公开工作年度报告"
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
NOT_SINCE = ("t2.rules.published", "t3.res.other|natural")  # cells of F2019 only
PROSE = "本单位依法依规做好政府信息公开工作。"


@dataclass(slots=True)
class WordReport:
    """A Word file in the making, and what its cells print: id of the form → number."""

    file: WordFile
    numbers: dict[str, Decimal]
    tables: dict[str, WordTable] = field(default_factory=dict)
    places: dict[str, Any] = field(default_factory=dict)  # cell of the form → python-docx's cell

    def saved(self) -> bytes:
        out = io.BytesIO()
        self.file.save(out)
        return out.getvalue()


Shape = Callable[[WordReport], None]


@cache
def printed(form2: str, form3: str) -> tuple[dict[str, str], dict[str, Decimal]]:
    """What each cell prints, and its number; every number another."""
    numbers = draw(f"word-{form2}-{form3}", form2=form2, form3=form3).cells
    requests = (f"{row.id}|{column}" for row in request_rows(form3) for column in applicants())
    wanted = [*table2_cells(form2), *requests, *table4_cells()]
    texts = {}
    for cell in wanted:
        number = numbers[cell]
        signed = cell.endswith(".change") and cell.rpartition(".")[0] in SIGNED_ROWS
        texts[cell] = f"{'增' if number > 0 else '减'}{abs(number)}" if signed else str(number)
    return texts, {cell: numbers[cell] for cell in wanted}


@cache
def _plain(form2: str, form3: str) -> bytes:
    """A whole report as python-docx writes it; merging cells takes it seconds."""
    texts, numbers = printed(form2, form3)
    report = WordReport(docx.Document(), numbers)
    report.file.add_paragraph(TITLE)
    grids = {"t2": table2(form2, texts, {}), "t3": table3(form3, texts), "t4": table4(texts)}
    for heading, table in zip(HEADINGS, (None, "t2", "t3", "t4", None, None), strict=True):
        report.file.add_paragraph(heading)
        if table is None:
            report.file.add_paragraph(PROSE)
        else:
            add_table(report, grids[table])
    return report.saved()


def word_report(form: str, shape: Shape | None = None, *, form3: str = "") -> WordReport:
    """A whole report; `shape` changes it before it is saved. `form3` is the form of table 3 where it is another."""
    texts, numbers = printed(form, form3 or form)
    report = WordReport(docx.Document(io.BytesIO(_plain(form, form3 or form))), numbers)
    report.tables = dict(zip(("t2", "t3", "t4"), report.file.tables, strict=True))
    found = {tc: _Cell(tc, table) for table in report.tables.values() for tc in table._tbl.iter(qn("w:tc"))}
    by_text = {cell.text: cell for cell in found.values()}
    report.places = {cell: by_text[text] for cell, text in texts.items()}
    if shape:
        shape(report)
    return report


def known_word_report(known: Mapping[str, Any]) -> WordReport:
    """A report with the cells of a file of known figures, as they are printed there."""
    texts = {cell["cell"]: cell["printed"] for cell in known["cells"]}
    numbers = {c["cell"]: Decimal(str(c["value"])) for c in known["cells"] if c["value"] is not None}
    form2, form3 = ("F2019" if cell in texts else "F2021" for cell in NOT_SINCE)
    report = word_report(form2, form3=form3)
    for cell, place in report.places.items():
        place.text = texts[cell]
    report.numbers = numbers
    return report


def add_table(report: WordReport, grid: Grid) -> WordTable:
    """Add a table with its spans as Word keeps them."""
    slots = expand(grid)
    table = report.file.add_table(rows=len(slots), cols=len(slots[0]))
    for row, line in enumerate(slots):
        for column, slot in enumerate(line):
            if slot.first_row and slot.first_col:
                cell = table.cell(row, column)
                if slot.cell.rows > 1 or slot.cell.cols > 1:
                    cell = cell.merge(table.cell(row + slot.cell.rows - 1, column + slot.cell.cols - 1))
                cell.text = slot.cell.text
    return table


def read_bytes(data: bytes, folder: Path, name: str = "report.docx") -> Document:
    """What the reader makes of a file of that name."""
    path = folder / name
    path.write_bytes(data)
    return read_document(path)


def tables_of(document: Document) -> dict[str, Table]:
    """The three tables of a document."""
    forms = load_forms()
    return {name: read_table(table, "f", forms) for name, table in map_tables(document.blocks, forms).items()}


def wrong_cells(tables: dict[str, Table], numbers: dict[str, Decimal]) -> list[str]:
    """The figures that print another number than the file has in that cell."""
    figures = [figure for table in tables.values() for figure in table.figures]
    return [f"{f.cell}: {f.printed}" for f in figures if f.number != numbers.get(f.cell)]
