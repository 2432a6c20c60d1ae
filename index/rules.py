"""The rules of rules.yaml, applied to one report.

rules.yaml ─rules_file─▶ Rule ─┬─ rules_plan      rows, columns, cells, whole tables ─┐
                               ├─ rules_prose     statements, enumerations            ├─▶ Instance ─▶ RuleResult
                               └─ rules_document  sections, topics, organisations    ─┘         └─ rules_finding
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from index.expression import Expression, Value
from index.form import load_forms
from index.report import LEGACY_ID, Finding, Report, RuleResult
from index.rules_cells import Cells, Instance, given_for, table_instance
from index.rules_document import organisation_instances, section_instance, topic_instance
from index.rules_file import Check, Rule, load_rules
from index.rules_finding import make_finding
from index.rules_plan import Planned, Step, planned, tolerance_of
from index.rules_prose import Text, enumerations, sentences, statements

__all__ = ["Rule", "check_report", "findings", "load_rules"]


def check_report(report: Report, rules: Sequence[Rule] | None = None) -> tuple[RuleResult, ...]:
    """How every instance of every rule inside one report goes, rules in the order of the file, instances in form order.

    A table that was not read gives one result, not assessable, for each rule on it. A rule whose subject a report does
    not have (no such statement in the prose, no printed group value, a table of another form) gives none. A note (kind
    info or parse) fails like a rule, with a finding of severity "info".
    """
    cells = Cells(report, load_forms())
    text = sentences(report)
    results: list[RuleResult] = []
    for plan in _usual(cells.read) if rules is None else planned(rules, dict(cells.read), cells.forms):
        results.extend(plan.unread)
        for check, steps in plan.checks:
            if steps is None:
                results.extend(_check(plan.rule, check, cells, text))
            else:
                results.extend(_stepped(plan.rule, check, steps, cells))
    return tuple(results)


@lru_cache(maxsize=64)
def _usual(read: tuple[tuple[str, str], ...]) -> tuple[Planned, ...]:
    """The rules of rules.yaml for reports with these tables and forms."""
    return planned(load_rules(), dict(read), load_forms())


def findings(results: Sequence[RuleResult]) -> tuple[Finding, ...]:
    """The findings among the results of `check_report`, in their order; notes are left out."""
    return tuple(r.finding for r in results if r.finding is not None and r.finding.severity != "info")


def _stepped(rule: Rule, check: Check, steps: Iterable[Step], cells: Cells) -> list[RuleResult]:
    """How the instances of a check on cells go."""
    numbers, results = cells.numbers, list[RuleResult]()
    for step in steps:
        if step.wants and not cells.prints(step.wants):
            continue
        if step.asks:
            numbers.update(given_for(step.item, check, cells))
        if step.when and step.when.value(numbers) is not True:
            continue
        expr = step.expr
        try:  # as `Bound.value`, without a call for each of some three hundred
            holds = expr.ready(numbers, expr.keys)
        except ZeroDivisionError:
            holds = None
        if holds is None:
            results.append(step.unsaid)
        elif holds:
            results.append(step.passed)
        else:
            instance = table_instance(step.id, step.item, check, cells)
            results.append(RuleResult(rule.id, step.id, "fail", make_finding(rule, check, instance, cells)))
    return results


def _check(rule: Rule, check: Check, cells: Cells, text: Text) -> list[RuleResult]:
    results = []
    for instance in _instances(rule, check, cells, text):
        if check.when and _evaluate(check.when, instance, cells) is not True:
            continue
        holds = _evaluate(check.expr, instance, cells)
        if holds is None:
            results.append(RuleResult(rule.id, instance.id, "not_assessable"))
        elif holds:
            results.append(RuleResult(rule.id, instance.id, "pass"))
        else:
            results.append(RuleResult(rule.id, instance.id, "fail", make_finding(rule, check, instance, cells)))
    return _settled(results) if results and rule.kind == "soft" and rule.subject == "prose" else results


def _settled(results: list[RuleResult]) -> list[RuleResult]:
    """Where one statement agrees with the table, another number beside it counts something else."""
    if all(result.status != "pass" for result in results):
        return results
    return [RuleResult(r.rule, r.instance, "not_assessable") if r.status == "fail" else r for r in results]


def _instances(rule: Rule, check: Check, cells: Cells, text: Text) -> Iterator[Instance]:
    report, subject = cells.report, rule.subject
    if subject == "prose":
        return statements(check, text, report.year)
    if subject == "enumerations":
        return enumerations(check, text)
    if subject == "organisations":
        return organisation_instances(check, text, report)
    if subject == "sections":
        return iter([] if LEGACY_ID in report.tables else [section_instance(report, cells.forms)])
    topics = topic_instance(rule, report)
    return iter([topics] if topics else [])


def _evaluate(expression: Expression, instance: Instance, cells: Cells) -> Value | None:
    tolerance = tolerance_of(expression, instance.given, instance.item)
    return expression.evaluate(lambda name: cells.lookup(name, instance), tolerance=tolerance)
