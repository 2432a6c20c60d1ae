"""Whether the prose and the table of one report give the same number for what a check asks about."""

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.citing import marks
from assistant.compose_values import Draft
from assistant.evidence import CheckEvidence, Value
from assistant.units import with_unit
from index.report import Finding

# Numbers of things counted, not of years, days or ordinals.
STATED = re.compile(r"(?<![\d.〔第])(\d[\d,]*(?:\.\d+)?)\s*(?:余)?(?=件|条|项|份|个|起|宗|万元|人)")


def agreement(found: CheckEvidence, draft: Draft) -> None:
    """Hold the sentence that was quoted against the asked cells: findings first, then equal numbers."""
    if len(found.reports) != 1 or not found.quotes:
        return
    quote = found.quotes[0]
    number = draft.citer.quote(quote)
    stated = {Decimal(text.replace(",", "")) for text in STATED.findall(quote.text)}
    for value in (v for v in found.asked if v.figure is not None and v.figure.number is not None):
        assert value.figure is not None and value.figure.number is not None
        cell = draft.printed_figure(value, value.figure)
        label, printed = draft.label(value), with_unit(value.figure.printed, value.unit, draft.language)
        if _contradicted(value, found.findings.get(value.report.id, ())):
            draft.add(
                f"在“{label}”上，正文与表格不一致：表中印的是 {printed} {marks(cell)}。",
                f"On {label} the text and the table do not agree: the table prints {printed} {marks(cell)}.",
            )
        elif value.figure.number in stated:
            draft.add(
                f"在“{label}”上，正文与表格一致：都是 {printed} {marks(number, cell)}。",
                f"On {label} the text and the table agree: both give {printed} {marks(number, cell)}.",
            )
        elif stated:
            draft.add(
                f"正文这句话里没有与表中“{label}” {printed} {marks(cell)} 相同的数，不能据此说两者一致。",
                f"The quoted sentence holds no number equal to the table's {printed} {marks(cell)} for {label}, so it "
                "cannot be said that they agree.",
            )


def _contradicted(value: Value, findings: Sequence[Finding]) -> bool:
    """Whether a rule found that the prose states another number for the cell."""
    return any(f.rule.startswith("N.") and value.cell in f.cells for f in findings)
