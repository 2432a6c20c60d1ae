"""What is understood of a question on figures → one FigureQuery: cells, operation, order, place, condition."""

import re
from dataclasses import replace
from typing import Literal

from assistant.breakdown import breakdown
from assistant.intent import condition_of, from_the_end, limit_of, place_of, wants
from assistant.query import Condition, FigureQuery, Operation, Scope
from assistant.reading import Library, Reading
from assistant.terms import Terms

HANDLED = "t3.res.total|total"
MOST_PLACES = 10
PER = re.compile(r"for every|for each|每.{0,12}对应|\bper\b")


def figure_query(
    reading: Reading, terms: Terms, cells: tuple[str, ...], operation: Operation, scope: Scope, library: Library
) -> FigureQuery:
    """The query for these cells of these reports."""
    text = reading.text
    if parts := breakdown(text, terms, library.forms, _form(scope, library), operation):
        cells = parts
    also: tuple[str, ...] = ()
    if operation == "lookup" and cells == (HANDLED,) and len(scope.reports) == 1:
        also = ("t3.new|total", "t3.carried_in|total")
    if operation == "ratio" and len(cells) == 1 and wants("reversed_ratio", text):
        scope = replace(scope, reports=scope.reports[::-1])
    operation, cells = _of_one_report(reading, terms, cells, operation, scope)
    order: Literal["descending", "ascending"] = (
        "ascending" if wants("ascending", text) or (place_of(text) and from_the_end(text)) else "descending"
    )
    return FigureQuery(
        cells=cells,
        scope=scope,
        operation=operation,
        condition=_condition(reading, operation),
        order=order,
        also=also,
        limit=limit_of(text) if operation == "rank" else None,
        place=_place(text) if operation == "rank" else None,
        either=_either(reading, cells),
        of_sum=operation == "share" and len(cells) > 1 and wants("part_of_sum", text),
    )


def _either(reading: Reading, cells: tuple[str, ...]) -> bool:
    """Whether one word stands for all the rows asked: "the carry-over row" is one of two."""
    rows = [hit for hit in reading.hits if hit.target in ("t3.carried_in", "t3.carried_out")]
    return len(cells) > 1 and len(rows) == len(cells) and len({(hit.start, hit.end) for hit in rows}) == 1


def _place(text: str) -> int | None:
    """The place of a ranking that is asked for; beyond ten the whole order is given."""
    place = place_of(text)
    return place if place is not None and place <= MOST_PLACES else None


def _form(scope: Scope, library: Library) -> str:
    report = next((s for s in library.summaries if scope.reports and s.id == scope.reports[0]), None)
    table = report.tables.get("t2") if report else None
    return (table.form if table else None) or "F2019"


def _condition(reading: Reading, operation: Operation) -> Condition | None:
    if operation not in ("count", "list_where"):
        return None
    condition = condition_of(reading.text)
    if condition is None and wants("received_any", reading.text):
        return Condition(comparison=">")
    return condition


def _of_one_report(
    reading: Reading, terms: Terms, cells: tuple[str, ...], operation: Operation, scope: Scope
) -> tuple[Operation, tuple[str, ...]]:
    """Operations whose second operand the question leaves out, such as the whole of a share."""
    single = len(scope.reports) == 1
    if operation in ("ratio", "average") and "t2.procurement" in terms.rows and single:
        return "ratio", ("t2.procurement.amount", "t2.procurement.projects")
    if operation == "share" and len(cells) == 1 and "|" in cells[0]:
        row, applicant = cells[0].split("|")
        whole = f"{row}|total" if applicant != "total" else HANDLED if row.startswith("t3.res.") else ""
        cells = (cells[0], whole) if whole and whole != cells[0] else cells
    if operation == "ratio" and len(cells) == 2 and (PER.search(reading.text) or wants("reversed_ratio", reading.text)):
        cells = (cells[1], cells[0])
    t2 = [row for row in terms.rows if row.startswith("t2.")]
    if wants("growth", reading.text) and t2 and single:
        return "share", (f"{t2[0]}.change", f"{t2[0]}.prior_items")
    if operation == "sum" and len(cells) == 2 and {c.rsplit(".", 1)[-1] for c in cells} == {"prior_items", "change"}:
        return "lookup", (cells[0].rsplit(".", 1)[0] + ".items",)
    return operation, cells
