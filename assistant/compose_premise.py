"""Sentences on what a question takes for granted: another unit, another number, another direction, a reason."""

from collections.abc import Sequence

from assistant.citing import marks
from assistant.compose_values import Draft, signed
from assistant.evidence import Evidence, FigureEvidence, Refuted, Value
from assistant.intent import tells
from assistant.labels import amount, cell_label
from assistant.wording import plain


def corrected(evidence: Evidence, found: FigureEvidence, draft: Draft) -> None:
    """Say what the question takes for granted and the report does not bear out."""
    if _unit(evidence.understood.premises, found.values, draft):
        return
    for wrong in found.refuted[:1]:
        _number(wrong, draft)
    if found.query.operation == "lookup" and tells("why", plain(evidence.understood.text)):
        draft.add("表格只有数字，没有写原因。", "The tables hold figures only and give no reason.")


def _unit(premises: Sequence[str], values: Sequence[Value], draft: Draft) -> bool:
    """Correct an amount of money that the question claims in another unit than the report prints."""
    money = [value for value in values if value.figure and value.unit.endswith("元") and value.number is not None]
    for claimed in premises:
        unit = next((unit for unit in ("万元", "元") if claimed.endswith(unit)), "")
        wrong = [value for value in money if unit and unit != value.unit]
        if wrong:
            printed = amount(wrong[0], draft.language)
            draft.add(
                f"单位是{wrong[0].unit}：报告印的是 {printed}，不是 {claimed}。",
                f"The unit is {wrong[0].unit}: the report prints {printed}, not {claimed}.",
            )
            return True
    return False


def _number(wrong: Refuted, draft: Draft) -> None:
    """Correct a number, or the direction of a change, and say what the claimed number is where the report has it."""
    claim, value = wrong.claim, wrong.value
    if value.cell.endswith(".change") and claim.way and value.number and (value.number > 0) != (claim.way > 0):
        shown = signed(value, draft)
        draft.add(
            f"与问题里说的相反：报告印的是 {shown}。",
            f"It is the other way round than the question says: the report prints {shown}.",
        )
        return
    draft.add(f"问题里的“{claim.said}”与报告不符。", f'The report does not bear out "{claim.said}".')
    if wrong.elsewhere is not None:
        figure, report = wrong.elsewhere, value.report
        number = draft.printed_figure(value, figure)
        label = cell_label(figure.cell, draft.language, draft.forms, report.tables[figure.cell[:2]].form)
        draft.add(
            f"{figure.printed} 是{label}{marks(number)}。", f"{figure.printed} is that of {label} {marks(number)}."
        )
