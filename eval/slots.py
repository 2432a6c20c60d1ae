"""Whether a question was understood slot by slot: issuer, year, row, column, applicant, operation of the query.

Scored where a case names the asked cell and report; an answer without a query of figures has understood none of them.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from eval import shown
from eval.cases import Case
from eval.score import Score
from eval.shown import AnswerJson
from eval.truth import Truth
from index.form import load_forms

SLOTS = ("issuer", "year", "row", "column", "applicant", "operation")
# What a category says of the operation, where a case does not name it.
_OPERATIONS = {
    "cell": ("lookup",),
    "zero_cell": ("lookup",),
    "blank_cell": ("lookup",),
    "rank": ("rank", "max", "min"),
    "ratio": ("ratio", "share", "lookup"),  # a rate of the form is looked up
}


def score_slots(case: Case, answer: AnswerJson, truth: Truth) -> Mapping[str, Score]:
    """Slot → verdict; empty where the case says nothing of what was asked. A value is None where it says nothing of
    that slot."""
    if case.answer.type not in ("number", "blank") or not (case.cell and case.report):
        return {}
    query = answer.get("query") or {}
    named = [truth.reports[file] for file in case.report if file in truth.reports]
    found = _reports(query, answer, truth)
    cells = [str(cell) for cell in query.get("cells") or ()]
    return {
        "issuer": _same({report.issuer for report in named}, {issuer for issuer, _ in found}),
        "year": _same({str(report.year) for report in named}, {str(year) for _, year in found}),
        "row": _same(*_each(_row, case.cell, cells)),
        "column": _same_column(*_each(_column, case.cell, cells)),
        "applicant": _same(*_each(_applicant, case.cell, cells)),
        "operation": _operation(case, str(query.get("operation") or query.get("kind") or "")),
    }


def _reports(query: Mapping[str, Any], answer: AnswerJson, truth: Truth) -> set[tuple[str, int]]:
    """Issuer and year of each report in the query's scope; of the figures where the ids are unknown here."""
    ids = [str(report) for report in (query.get("scope") or {}).get("reports") or ()]
    known = [truth.report_with_id(report) for report in ids]
    if known and all(known):
        return {(report.issuer, report.year) for report in known if report}
    return {(str(f.get("issuer")), int(f["year"])) for f in shown.figures(answer) if f.get("year")}


def _each(part: Callable[[str], str], wanted: Iterable[str], found: Iterable[str]) -> tuple[set[str], set[str]]:
    """One part of all printed cells that were asked for, and of those of the query; without cells that lack it."""
    return {part(cell) for cell in _printed(wanted)} - {""}, {part(cell) for cell in _printed(found)} - {""}


def _printed(cells: Iterable[str]) -> Iterable[str]:
    """The cells, those that are summed from others as what they sum: 不予公开 is its eight reasons."""
    forms = load_forms()
    for cell in cells:
        known = forms.cells.get(cell)
        if known is not None and known.parts and not known.forms:
            yield from _printed(known.parts)
        else:
            yield cell


def _row(cell: str) -> str:
    """t3.res.granted, t2.license, t4.direct."""
    return cell.split("|")[0] if cell.startswith("t3") else cell.rpartition(".")[0]


def _column(cell: str) -> str:
    """decisions of table 2, upheld of table 4; "" in table 3, whose columns are applicants."""
    return "" if cell.startswith("t3") else cell.rpartition(".")[2]


def _applicant(cell: str) -> str:
    return cell.partition("|")[2]


def _same_column(wanted: set[str], found: set[str]) -> Score:
    """ "*" is every column of a row: the question named none."""
    return Score(True, "all columns of the row") if wanted and found == {"*"} else _same(wanted, found)


def _same(wanted: set[str], found: set[str]) -> Score:
    if not wanted:
        return Score(None, "the case says nothing of it")
    return Score(wanted == found, f"{', '.join(sorted(found)) or 'nothing'} instead of {', '.join(sorted(wanted))}")


def _operation(case: Case, found: str) -> Score:
    wanted = (case.operation,) if case.operation else _OPERATIONS.get(case.category, ())
    if not wanted:
        return Score(None, "the case says nothing of it")
    return Score(found in wanted, f"{found or 'nothing'} instead of {' or '.join(wanted)}")
