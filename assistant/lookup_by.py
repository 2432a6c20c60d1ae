"""The cells a query asks of each report, and the reports that a condition on another cell leaves of those asked."""

from dataclasses import replace

from assistant.aggregate import meets, supported
from assistant.comparable import SINGLE, apart_by
from assistant.evidence import Value
from assistant.lookup_prose import Shelf
from assistant.older_form import in_form, of_list
from assistant.query import FigureQuery
from assistant.terms import DEFAULT, defaults
from assistant.values import read_values
from index.figure_store import ReportSummary


def expanded(query: FigureQuery, report: ReportSummary) -> tuple[str, ...]:
    """The asked cells, a row by itself replaced by what it means in this report's form."""
    single = query.operation in SINGLE or len(query.scope.reports) > 1
    cells = [one for cell in query.cells for one in _meant(cell, report, single=single)]
    return tuple(dict.fromkeys(cells))


def _meant(cell: str, report: ReportSummary, *, single: bool) -> tuple[str, ...]:
    if not cell.endswith(DEFAULT):
        return (cell,)
    table = report.tables.get("t2")
    return defaults(cell.removesuffix(DEFAULT), table.form if table else None, single=single)


def narrowed_by(query: FigureQuery, shelf: Shelf) -> tuple[FigureQuery, tuple[Value, ...]]:
    """The query for the reports that meet its condition on another cell, and that cell of every report asked.

    Where none meets it, what is asked becomes which of them do; the query says no more by what they were narrowed.
    """
    by = query.by
    if by is None:
        return query, ()
    reports = shelf.summaries(query.scope.reports)
    asked = [(report, in_form(_meant(by.cell, report, single=True)[0], report)) for report in reports]
    read = read_values(shelf.store, shelf.forms, reports, [*dict.fromkeys(cell for _, cell in asked)])
    values = tuple(read.value(report, cell) for report, cell in asked)
    if apart_by(by.condition, values):  # which of each unit meet it, and no more
        return FigureQuery(cells=(by.cell,), scope=query.scope, operation="list_where", condition=by.condition), ()
    mixed = 0 < sum(of_list(v.cell) for v in values) < len(values)  # the list of before 2019 counts differently
    fit = (v for v in values if meets(v, by.condition, supported) and not (mixed and of_list(v.cell)))
    met = tuple(dict.fromkeys(v.report.id for v in fit))
    if not met:
        return FigureQuery(cells=(by.cell,), scope=query.scope, operation="list_where", condition=by.condition), values
    return replace(query, scope=replace(query.scope, reports=met)), values
