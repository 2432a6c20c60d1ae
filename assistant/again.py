"""Short questions that go back to an answer already given: "再说一遍", "the one before", "反过来呢", "which row"."""

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from assistant.answer import Language
from assistant.conversations import Context
from assistant.query import Comparison, Condition, FigureQuery, Operation, Plan, reports_of_plan
from assistant.reading import Library
from assistant.terms import DEFAULT, defaults
from assistant.wording import plain
from index.form import Forms
from index.yaml_file import read_yaml

AGAIN_FILE = Path(__file__).with_name("again.yaml")
LONGEST = 60  # characters: a longer question asks something of its own
MOST_CELLS = 3
TABLES = {"t2": ("第二部分的表", "table 2"), "t3": ("第三部分的表", "table 3"), "t4": ("第四部分的表", "table 4")}
TURNED: dict[Operation, Operation] = {"max": "min", "min": "max"}
NOT: dict[Comparison, Comparison] = {"==": "!=", "!=": "==", ">": "<=", "<=": ">", "<": ">=", ">=": "<"}
OF_TWO = ("difference", "ratio", "share")
Way = Literal["again", "one_before", "turned_round", "where_printed"]
WAYS: tuple[Way, ...] = ("again", "one_before", "turned_round", "where_printed")


class Again(NamedTuple):
    """A plan to be looked up once more, what is to be said with it, and what the next question may leave out."""

    plan: Plan
    assumptions: tuple[str, ...]
    following: Context


def gone_back(question: str, context: Context | None, library: Library, language: Language) -> Again | None:
    """The plan that a question goes back to; None where it asks something of its own, or nothing is kept."""
    way = _way(plain(question)) if context is not None and len(question) <= LONGEST else None
    if context is None or way is None:
        return None
    of = context.earlier if way == "one_before" else context
    if of is None or of.plan is None or not {*reports_of_plan(of.plan)} <= {s.id for s in library.summaries}:
        return None
    if way != "turned_round":
        where = _where(of.plan, library, language) if way == "where_printed" else ()
        return Again(of.plan, (*of.assumed, *where), of)
    turned = _turned(of.plan)
    return Again(turned, of.assumed, replace(of, plan=turned, operation=turned.operation)) if turned else None


def _way(text: str) -> Way | None:
    return next((way for way in WAYS if _shapes()[way].fullmatch(text)), None)


@lru_cache(maxsize=1)
def _shapes() -> dict[str, re.Pattern[str]]:
    raw = read_yaml(AGAIN_FILE)
    light = raw["light"]
    return {
        way: re.compile(
            "|".join(f"{light[lang]}(?:{'|'.join(raw[way][lang])}){light[lang]}" for lang in ("zh", "en")),
        )
        for way in WAYS
    }


def _turned(plan: Plan) -> FigureQuery | None:
    """The same query with its order turned round; None where it has none."""
    if not isinstance(plan, FigureQuery):
        return None
    if plan.operation in TURNED:
        return replace(plan, operation=TURNED[plan.operation])
    if plan.operation == "rank":
        return replace(plan, order="ascending" if plan.order == "descending" else "descending")
    if plan.operation in OF_TWO and len(plan.scope.reports) == 2 and len(plan.cells) == 1 and not plan.scope.whole:
        return replace(plan, scope=replace(plan.scope, reports=plan.scope.reports[::-1]))
    if plan.operation in OF_TWO and len(plan.cells) == 2 and len(plan.scope.reports) == 1:
        return replace(plan, cells=plan.cells[::-1])
    condition = plan.condition
    if condition is None or condition.beside is not None or condition.comparison not in NOT:
        return None
    return replace(plan, condition=_negated(condition))


def _negated(condition: Condition) -> Condition:
    return replace(condition, comparison=NOT[condition.comparison])


def _where(plan: Plan, library: Library, language: Language) -> tuple[str, ...]:
    """Which table, row and column hold the cells of a query."""
    if not isinstance(plan, FigureQuery):
        return ()
    forms = {s.id: s.tables["t2"].form for s in library.summaries if "t2" in s.tables}
    form = forms.get(plan.scope.reports[0]) if plan.scope.reports else None
    cells: list[str] = []
    for cell in plan.cells:
        cells += defaults(cell.removesuffix(DEFAULT), form, single=False) if cell.endswith(DEFAULT) else (cell,)
    said = [place for cell in cells[:MOST_CELLS] if (place := _place(cell, library.forms, zh=language == "zh"))]
    if not said:
        return ()
    return (f"位置：{'；'.join(said)}。",) if language == "zh" else (f"Where: {'; '.join(said)}.",)


def _place(cell: str, forms: Forms, *, zh: bool) -> str:
    table = TABLES.get(cell[:2])
    if table is None or cell not in forms.cells:
        return ""
    row, column = _labels(cell, forms, zh=zh)
    if zh:
        return f"{table[0]}，“{row}”一行，“{column}”一栏"
    return f"{table[1]}, row “{row}”, column “{column}”"


def _labels(cell: str, forms: Forms, *, zh: bool) -> tuple[str, str]:
    """The row and the column of a cell of tables 2 to 4."""
    row, bar, applicant = cell.partition("|")
    if bar:
        one, other = forms.rows[row], forms.applicants[applicant]
        return (one.zh, other.zh) if zh else (one.en, other.en)
    head, _, tail = cell.rpartition(".")
    if cell.startswith("t4."):
        block, result = forms.blocks[head], forms.results[{"other": "other_result"}.get(tail, tail)]
        return (block.zh, result.zh) if zh else (block.en, result.en)
    measure = forms.measures[tail if tail in forms.measures else f"{head.removeprefix('t2.')}.{tail}"]
    return (forms.rows[head].zh, measure.zh) if zh else (forms.rows[head].en, measure.en)
