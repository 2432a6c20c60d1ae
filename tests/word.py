"""Word files of invented reports in which every cell is another number, and what is read from them."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import docx
from docx.document import Document as WordFile
from docx.table import Table as WordTable

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
def printed(form: str) -> tuple[dict[str, str], dict[str, Decimal]]:
    """What each cell of a form prints, and its number; every number another."""
    numbers = draw(f"word-{form}", form2=form, form3=form).cells
    wanted = [*table2_cells(form), *(f"{r.id}|{c}" for r in request_rows(form) for c in applicants()), *table4_cells()]
    texts = {}
    for cell in wanted:
        number = numbers[cell]
        signed = cell.endswith(".change") and cell.rpartition(".")[0] in SIGNED_ROWS
        texts[cell] = f"{'增' if number > 0 else '减'}{abs(number)}" if signed else str(number)
    return texts, {cell: numbers[cell] for cell in wanted}


def word_report(form: str, shape: Shape | None = None) -> WordReport:
    """A whole report; `shape` changes it before it is saved."""
    texts, numbers = printed(form)
    report = WordReport(docx.Document(), numbers)
    report.file.add_paragraph(TITLE)
    grids = {"t2": table2(form, texts, {}), "t3": table3(form, texts), "t4": table4(texts)}
    for heading, table in zip(HEADINGS, (None, "t2", "t3", "t4", None, None), strict=True):
        report.file.add_paragraph(heading)
        if table is None:
            report.file.add_paragraph(PROSE)
        else:
            report.tables[table] = add_table(report, grids[table])
    if shape:
        shape(report)
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
                if slot.cell.id:
                    report.places[slot.cell.id] = cell
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
