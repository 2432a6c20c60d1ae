"""The text of sample reports in other dresses, and what the readers make of it."""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from index.figures import read_table
from index.form import load_forms
from index.readers.text import blocks_of
from index.report import Table
from index.tables import map_tables
from tests.conftest import SAMPLE_REPORTS

FILE = "report.txt"


def sample_text(stem: str) -> str:
    """A sample report as its file has it."""
    return (SAMPLE_REPORTS / f"{stem}.txt").read_text(encoding="utf-8")


def tables_in(text: str) -> dict[str, Table]:
    """The three tables of a text."""
    forms = load_forms()
    mapped = map_tables(blocks_of(text.split("\n")), forms)
    return {name: read_table(table, FILE, forms) for name, table in mapped.items()}


@lru_cache(maxsize=32)
def sample_figures(stem: str) -> dict[str, Decimal | None]:
    """Cell → number of a sample, as read from its own file."""
    return {figure.cell: figure.number for table in tables_in(sample_text(stem)).values() for figure in table.figures}


def figures_in(text: str) -> dict[str, Decimal | None]:
    """Cell → number of every table that is read."""
    return {figure.cell: figure.number for table in tables_in(text).values() for figure in table.figures}


def statuses(text: str) -> dict[str, str]:
    """Table → how it was read."""
    return {name: table.status for name, table in tables_in(text).items()}


def printed_cells(known: dict[str, Any]) -> dict[str, tuple[str, Decimal | None, int | None]]:
    """Cell → (state, number, line) of a file of known figures."""
    return {
        cell["cell"]: (cell["state"], None if cell["value"] is None else Decimal(str(cell["value"])), cell["line"])
        for cell in known["cells"]
    }
