"""Which figures may be put together or in one order: those that their forms count alike, in one unit."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from assistant.aggregate import IN_TEN_THOUSANDS
from assistant.evidence import FigureEvidence, Value
from assistant.query import Condition, FigureQuery
from assistant.terms import table_of
from index.form import Forms

COMPARABLE = ("made", "decisions")  # columns of table 2 that the forms of 2019 and 2021 count alike
SINGLE = ("sum", "difference", "ratio", "share", "rank", "max", "min", "average", "count", "list_where", "trend")
ORDERING = ("max", "min", "rank")
WHICH = ("count", "list_where")
Why = Literal["", "forms", "units"]


def not_compared(query: FigureQuery, values: Sequence[Value], forms: Forms) -> Why:
    """Why the values may not be put into one operation: cells of table 2 that the forms count differently, or units."""
    if query.operation not in SINGLE:
        return ""
    if query.operation in WHICH and not query.further:
        return "units" if apart_by(query.condition, values) else ""
    used = {v.report.tables["t2"].form for v in values if v.cell.startswith("t2.")}
    measures = {forms.cells[v.cell].column for v in values if v.cell.startswith("t2.") and v.cell in forms.cells}
    if len(used) > 1 and measures - {*COMPARABLE} and len({v.report.id for v in values}) > 1:
        return "forms"
    each = query.operation == "ratio" and len({v.cell.rpartition(".")[0] for v in values}) == 1  # money a project
    ordering = query.operation in ORDERING and not query.further
    return "units" if len(_units(values, money=ordering)) > 1 and not each else ""


def apart_by(condition: Condition | None, values: Sequence[Value]) -> bool:
    """Whether a condition would hold one number against numbers of several units; one of money is in 万元."""
    money = condition is not None and condition.unit != ""
    return _of_bound(condition) and len(_units(values, money=money)) > 1


def _units(values: Sequence[Value], *, money: bool) -> set[str]:
    """The units of the numbers that are not 0, which is the same in all; where it is known of `money` only that."""
    return {_of_kind(value.unit) if money else value.unit for value in values if value.best}


def _of_kind(unit: str) -> str:
    """The unit that numbers of one kind are put in order by: every unit of money is money."""
    return "万元" if unit in IN_TEN_THOUSANDS else unit


def _of_bound(condition: Condition | None) -> bool:
    """Whether a condition holds numbers against one that is not 0, which is the same in every unit."""
    if condition is None or condition.comparison == "blank":
        return False
    return condition.number != "0" or _of_bound(condition.beside)


def alike(found: FigureEvidence) -> list[tuple[str, FigureEvidence]]:
    """The evidence parted into what may stand in one order, with the form of each part; the newest form first."""
    keys = dict.fromkeys(_key(found, value) for value in found.values)
    return [(key[0], _part(found, key)) for key in sorted(keys, key=lambda key: key[0], reverse=True)]


def _key(found: FigureEvidence, value: Value) -> tuple[str, str]:
    table = value.report.tables.get(table_of(value.cell)) if found.not_compared == "forms" else None
    unit = value.unit
    if not unit and not value.best:  # a blank or a 0 that names no unit stands with the others of its cell
        unit = next((v.unit for v in found.values if v.cell == value.cell and v.unit), "")
    unit = _of_kind(unit) if found.query.operation in ORDERING else unit
    return (table.form or "" if table else "", unit)


def _part(found: FigureEvidence, key: tuple[str, str]) -> FigureEvidence:
    values, ranked, printed = (
        tuple(value for value in some if _key(found, value) == key)
        for some in (found.values, found.ranked, found.ranked_as_printed)
    )
    return replace(found, values=values, ranked=ranked, ranked_as_printed=printed, missing=())
