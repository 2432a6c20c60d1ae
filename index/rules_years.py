"""The rules of scope "years": what must hold between two consecutive reports of one issuer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from index.expression import Expression, Value
from index.form import load_forms
from index.report import TABLE_IDS, Figure, Finding, Report, RuleResult, Source
from index.rules_cells import Cells, Instance, table_instances
from index.rules_file import LAST, Check, Rule, completed, load_rules
from index.rules_finding import sentence

YEARS_PREFIX = "XY."


@dataclass(frozen=True, slots=True)
class Pair:
    """The cells of a report and of the one of the year before."""

    this: Cells
    last: Cells

    def lookup(self, name: str, instance: Instance) -> Decimal | None:
        """The number of a name: of the year before behind "last.", of this year else."""
        if name in instance.given:
            return instance.given[name]
        if name.startswith(LAST):
            return self.last.lookup(name.removeprefix(LAST), replace(instance, given={}))
        return self.this.lookup(name, instance)

    def evaluate(self, expression: Expression, instance: Instance) -> Value | None:
        """The value of an expression; None where an input has no number."""
        return expression.evaluate(lambda name: self.lookup(name, instance))

    def figures(self, name: str, instance: Instance) -> tuple[Figure, ...]:
        """The printed figures behind a name; () for a name that is no cell."""
        if name in instance.given:
            return ()
        cells = self.last if name.startswith(LAST) else self.this
        cell = completed(name.removeprefix(LAST), instance.item, cells.forms)
        return tuple(figure for leaf in cells.printed(cell) if (figure := cells.figure(leaf))) if cell else ()


def check_years(this: Report, last: Report, rules: Sequence[Rule] | None = None) -> tuple[RuleResult, ...]:
    """How the rules across years go for a report and the one of the same issuer for the year before.

    Rules in the order of the file, instances in form order. A table that one of the two lacks gives one result, not
    assessable, for each rule on it; so does an input that is no number. Tables of other forms than a rule is for, or of
    two forms where it compares whole tables, give none. A note fails with a finding of severity "info". Findings belong
    to `this`, and so do their cells; their sources are its cells first, then those of `last`, each under the file that
    prints it.

    Raises:
        ValueError: `last` is not of the year before.
    """
    if last.year != this.year - 1:
        raise ValueError(f"{last.file} of {last.year} is not of the year before {this.file} of {this.year}")
    pair = Pair(Cells(this, load_forms()), Cells(last, load_forms()))
    results: list[RuleResult | None] = []
    for rule in load_rules() if rules is None else rules:
        if rule.scope != "years":
            continue
        unread = [t for t in rule.tables if not (pair.this.form(t) and pair.last.form(t))]
        results.extend(RuleResult(rule.id, table, "not_assessable") for table in unread)
        for check in rule.checks:
            results.extend(_result(rule, check, instance, pair) for instance in _instances(rule, check, pair))
    return tuple(result for result in results if result is not None)


def _instances(rule: Rule, check: Check, pair: Pair) -> Iterator[Instance]:
    years = {"this_year": Decimal(pair.this.report.year), "last_year": Decimal(pair.last.report.year)}
    for instance in table_instances(rule, check, pair.this):
        whole = set(rule.for_each) & set(TABLE_IDS)
        table = instance.id.split("|")[-1] if whole else rule.tables[0] if rule.subject else instance.item[:2]
        forms = (pair.last.form(table), pair.this.form(table))
        if None in forms or (check.between and forms != check.between):
            continue
        compared = _compared(table, pair) if whole else {}
        yield replace(instance, given=instance.given | years | compared)


def _compared(table: str, pair: Pair) -> dict[str, Decimal | None]:
    """What two whole tables have in common; no counts where their forms differ.

    `nonzero` are the cells that are not 0 in either year, `identical` those of them with the same number in both.
    """
    forms = [cells.form(table) or "" for cells in (pair.last, pair.this)]
    given: dict[str, Decimal | None] = {"last.form": Decimal(forms[0].removeprefix("F"))}
    if forms[0] != forms[1]:
        return given | {"nonzero": None, "identical": None}
    last, this = (
        {figure.cell: figure.number for figure in cells.report.tables[table].figures if figure.number}
        for cells in (pair.last, pair.this)
    )
    same = sum(1 for cell, number in this.items() if last.get(cell) == number)
    return given | {"nonzero": Decimal(len(this.keys() | last.keys())), "identical": Decimal(same)}


def _result(rule: Rule, check: Check, instance: Instance, pair: Pair) -> RuleResult | None:
    if check.when and pair.evaluate(check.when, instance) is not True:
        return None
    holds = pair.evaluate(check.expr, instance)
    if holds is None:
        return RuleResult(rule.id, instance.id, "not_assessable")
    if holds:
        return RuleResult(rule.id, instance.id, "pass")
    return RuleResult(rule.id, instance.id, "fail", _finding(rule, check, instance, pair))


def _finding(rule: Rule, check: Check, instance: Instance, pair: Pair) -> Finding:
    own, before = _shown(check, instance, pair)
    renamed = {each.names[0] for each in rule.numbers.values() if each.text == each.names[0]}
    used = [name for name in check.expr.names if name not in renamed]
    numbers = {name: n for name in used if (n := pair.lookup(name, instance)) is not None}
    for name, formula in rule.numbers.items():
        value = pair.evaluate(formula, instance)
        if isinstance(value, Decimal):
            numbers[name] = value
    # What a message names without being of the expression: the two years, and counts of whole tables.
    said = numbers | {name: number for name, number in instance.given.items() if number is not None}
    return Finding(
        rule=rule.id,
        kind=rule.kind,
        severity=rule.severity,
        message_zh=sentence(rule.message_zh, said, {name: each.zh for name, each in instance.words.items()}),
        message_en=sentence(rule.message_en, said, {name: each.en for name, each in instance.words.items()}),
        cells=tuple(dict.fromkeys(figure.cell for figure in own)),
        sources=_sources(own, before),
        numbers=numbers,
    )


def _shown(check: Check, instance: Instance, pair: Pair) -> tuple[list[Figure], list[Figure]]:
    """The printed figures a finding rests on, of this year and of the year before."""
    names = check.expr.names
    if "identical" in names or "form" in names:
        table = instance.id.split("|")[-1]
        wanted = {figure.cell for figure in pair.this.report.tables[table].figures if figure.number}
        found = [
            [figure for figure in cells.report.tables[table].figures if figure.cell in wanted or "form" in names]
            for cells in (pair.this, pair.last)
        ]
        return found[0], found[1]
    own = [figure for name in names if not name.startswith(LAST) for figure in pair.figures(name, instance)]
    before = [figure for name in names if name.startswith(LAST) for figure in pair.figures(name, instance)]
    return own, before


def _sources(own: Iterable[Figure], before: Iterable[Figure]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(figure.source for figure in (*own, *before)))
