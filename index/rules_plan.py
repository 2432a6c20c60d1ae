"""The rules on cells made ready for the tables that a report has: their instances, and the cells each name means.

Of one form every report has the same instances, so that they are worked out once a process, not once a report.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from index.expression import Expression, Value
from index.expression_tree import Ready, ready
from index.form import Forms, load_forms
from index.report import TABLE_IDS, RuleResult
from index.rules_cells import is_money, items_of, key_of
from index.rules_file import EVERYWHERE, GIVEN, PRINTED, PROSE, Check, Rule, completed

EXACT = Decimal(0)
CENT = Decimal("0.01")  # tolerance of amounts of money, in the printed unit
SHORT = 300  # characters; Python nests brackets two hundred deep, and a rule has a hundred characters
OF_TABLES, OF_CELLS = GIVEN["table"], GIVEN["cells"]


@dataclass(frozen=True, slots=True)
class Bound:
    """An expression for one item: the keys (`key_of`) of its names, those that the instance gives under their names."""

    ready: Ready
    keys: tuple[str, ...]

    def value(self, numbers: Mapping[str, Decimal | None]) -> Value | None:
        """The value, or None where an input has no number."""
        try:
            return self.ready(numbers, self.keys)
        except ZeroDivisionError:
            return None


@dataclass(frozen=True, slots=True)
class Step:
    """One instance of a check on cells; `asks` says whether an expression has a name that the instance gives.

    `wants` are the cells that have to be printed, or there is no such instance.
    """

    id: str
    item: str
    when: Bound | None
    expr: Bound
    asks: bool
    wants: frozenset[str]
    passed: RuleResult
    unsaid: RuleResult


@dataclass(frozen=True, slots=True)
class Planned:
    """A rule with its checks and, of one on cells, their steps; `unread` is said of the tables that were not read."""

    rule: Rule
    unread: tuple[RuleResult, ...]
    checks: tuple[tuple[Check, tuple[Step, ...] | None], ...]


def planned(rules: Sequence[Rule], form_of: Mapping[str, str], forms: Forms) -> tuple[Planned, ...]:
    """The rules inside one report in the order of the file; `form_of` has the tables that were read."""
    return tuple(
        Planned(
            rule,
            tuple(RuleResult(rule.id, table, "not_assessable") for table in rule.tables if table not in form_of),
            tuple(
                (check, None if rule.subject in PROSE else _steps(rule, check, form_of, forms)) for check in rule.checks
            ),
        )
        for rule in rules
        if rule.scope == "report"
    )


def _steps(rule: Rule, check: Check, form_of: Mapping[str, str], forms: Forms) -> tuple[Step, ...]:
    steps = []
    for name, item in items_of(rule, check, form_of, forms):
        given = OF_TABLES if item in TABLE_IDS else OF_CELLS
        when = _bound(check.when, given, item, forms) if check.when else None
        expr = _bound(check.expr, given, item, forms)
        asks = bool(given & {*check.expr.names, *(check.when.names if check.when else ())})
        passed, unsaid = RuleResult(rule.id, name, "pass"), RuleResult(rule.id, name, "not_assessable")
        steps.append(Step(name, item, when, expr, asks, _wanted(check.when, item, forms), passed, unsaid))
    return tuple(steps)


def _wanted(when: Expression | None, item: str, forms: Forms) -> frozenset[str]:
    names = [name for name in when.names if name.startswith(PRINTED)] if when else []
    return frozenset(key_of(name, item, forms).removeprefix(PRINTED) for name in names)


def _bound(expression: Expression, given: frozenset[str], item: str, forms: Forms) -> Bound:
    keys = tuple(
        name if name in given or name in EVERYWHERE else key_of(name, item, forms) for name in expression.names
    )
    return Bound(_ready(expression, tolerance_of(expression, given, item)), keys)


@lru_cache(maxsize=1024)
def _ready(expression: Expression, tolerance: Decimal) -> Ready:
    if not tolerance and len(expression.text) <= SHORT:
        return ready(expression.root, expression.names)

    def of(numbers: Mapping[str, Decimal | None], keys: Sequence[str]) -> Value | None:
        values = [numbers[key] for key in keys]
        known = [value for value in values if value is not None]
        return expression.run(known, tolerance) if len(known) == len(values) else None

    return of


def tolerance_of(expression: Expression, given: Collection[str], item: str) -> Decimal:
    """By how much two equal numbers of an expression may differ."""
    return _tolerance(expression.names, frozenset(given), item)


@lru_cache(maxsize=4096)
def _tolerance(names: Sequence[str], given: frozenset[str], item: str) -> Decimal:
    forms = load_forms()
    cells = [completed(name, item, forms) for name in names if name not in given]
    return CENT if any(is_money(cell, forms) for cell in cells if cell) else EXACT
