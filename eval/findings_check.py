"""Findings of the checker against those a person expects, and the instances of the four sum rules."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from eval.tally import Tally
from eval.truth import KnownFigures
from index.report import Finding, RuleResult

SUM_RULES = ("T3.ROW", "T3.RESULT", "T3.BALANCE", "T4.SUM")
_STATUSES = ("pass", "fail", "not_assessable")
_NOT_NUMBERS = ("rule", "row", "column", "severity", "lines", "cells", "missing")
_NOTES = ("info", "parse")  # kinds of rule whose failures are notes, not findings


@dataclass(frozen=True, slots=True)
class ExpectedFinding:
    """One entry of findings.yaml, for one report file."""

    file: str
    rule: str
    row: str
    column: str
    lines: frozenset[int]
    numbers: Mapping[str, Decimal]

    def __str__(self) -> str:
        lines = ", ".join(map(str, sorted(self.lines)))
        cell = f"{self.row}|{self.column}" if self.column else self.row
        return f"{self.file} {self.rule}{' ' + cell if cell else ''} (lines {lines})"


def expected_findings(known: KnownFigures) -> tuple[ExpectedFinding, ...]:
    """The entries of findings.yaml. A key names a report file, or what its name begins with ("000")."""
    expected = []
    for key, entries in known.findings.items():
        file = next((name for name in known.files if name == str(key) or name.startswith(str(key))), None)
        if file is None or not isinstance(entries, list):
            continue
        expected += [_expected(file, entry) for entry in entries]
    return tuple(expected)


def _expected(file: str, entry: Mapping[str, Any]) -> ExpectedFinding:
    numbers = {key: Decimal(str(value)) for key, value in entry.items() if _is_number(key, value)}
    lines = frozenset(int(line) for line in entry.get("lines") or ())
    row, column = str(entry.get("row") or ""), str(entry.get("column") or "")
    return ExpectedFinding(file, str(entry["rule"]), row, column, lines, numbers)


def _is_number(key: str, value: object) -> bool:
    return key not in _NOT_NUMBERS and isinstance(value, int | float)


def check_findings(found: Iterable[tuple[str, Finding]], known: KnownFigures) -> tuple[Tally, ...]:
    """Compare the findings of the known files with the expected ones; each expected one is met once.

    findings found        of the expected ones: rule, row and lines agree, and no compared number differs
    hard findings false   a hard rule that fails where nobody expects it
    other findings false  the same for soft rules and rules of completeness
    """
    left = [(file, finding) for file, finding in found if file in known.files and finding.kind not in _NOTES]
    expected = expected_findings(known)
    missed = []
    for wanted in expected:
        match = next((pair for pair in left if _meets(wanted, *pair)), None)
        if match is None:
            missed.append(f"{wanted}: {_nearest(wanted, left)}")
        else:
            left.remove(match)
    hard = tuple(_describe(file, finding) for file, finding in left if finding.kind == "hard")
    other = tuple(_describe(file, finding) for file, finding in left if finding.kind != "hard")
    return (
        Tally("findings found", len(expected) - len(missed), len(expected), "more", tuple(missed)),
        Tally("hard findings false", len(hard), None, "fewer", hard),
        Tally("other findings false", len(other), None, "fewer", other),
    )


def _meets(wanted: ExpectedFinding, file: str, finding: Finding) -> bool:
    if file != wanted.file or finding.rule != wanted.rule:
        return False
    if wanted.row and not any(_in_row(cell, wanted.row) for cell in finding.cells):
        return False
    if wanted.column and f"{wanted.row}|{wanted.column}" not in finding.cells:
        return False
    numbers_agree = all(finding.numbers.get(name, number) == number for name, number in wanted.numbers.items())
    # What is missing from a document has no line: such a finding may come without sources.
    placeless = wanted.rule.startswith("M.") and not finding.sources
    return numbers_agree and (placeless or wanted.lines <= _lines(finding))


def _in_row(cell: str, row: str) -> bool:
    return cell == row or cell.startswith((f"{row}|", f"{row}."))


def _lines(finding: Finding) -> set[int]:
    return {source.line for source in finding.sources if source.line is not None}


def _nearest(wanted: ExpectedFinding, left: Sequence[tuple[str, Finding]]) -> str:
    same = [finding for file, finding in left if file == wanted.file and finding.rule == wanted.rule]
    if not same:
        return "not reported"
    shown = "; ".join(f"lines {sorted(_lines(finding))} {dict(finding.numbers)}" for finding in same[:3])
    return f"reported otherwise: {shown}"


def _describe(file: str, finding: Finding) -> str:
    return f"{file} {finding.rule} ({finding.kind}): {finding.message_en}"


def check_sum_rules(results: Iterable[tuple[str, RuleResult]], known: KnownFigures) -> tuple[Tally, ...]:
    """Count the instances of the four sum rules over the known files, by status.

    Where findings.yaml says how many there must be, "as expected" counts the numbers that agree.
    """
    statuses = [result.status for file, result in results if file in known.files and result.rule in SUM_RULES]
    counts = {"total": len(statuses), **{name: sum(status == name for status in statuses) for name in _STATUSES}}
    tallies = [Tally(f"sum rules: {name.replace('_', ' ')}", number) for name, number in counts.items()]
    wanted = known.findings.get("sum_rule_instances")
    if not isinstance(wanted, dict):
        return tuple(tallies)
    off = tuple(
        f"{name}: {counts.get(name)} instead of {number}"
        for name, number in wanted.items()
        if counts.get(name) != number
    )
    return (*tallies, Tally("sum rules: counts as expected", len(wanted) - len(off), len(wanted), "more", off))
