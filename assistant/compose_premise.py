"""Sentences on what a question takes for granted: another unit, another number, another direction, a reason."""

from collections.abc import Sequence

from assistant.citing import marks
from assistant.claims import SO_ASKED
from assistant.compose_values import Draft, signed
from assistant.evidence import Evidence, FigureEvidence, Refuted, Value
from assistant.intent import wants
from assistant.labels import amount, cell_label
from assistant.part_claimed import of_part
from assistant.times_claimed import borne_out
from assistant.wording import plain

MOST_REFUTED = 2
FEW = 3  # figures side by side from which on it is said that all are 0
GROUNDS = ("t3.res.denied.", "t3.res.unable.", "t3.res.refuse.")


def corrected(evidence: Evidence, found: FigureEvidence, draft: Draft) -> None:
    """Say what the question takes for granted and the report does not bear out."""
    if _unit(evidence.understood.premises, found.values, draft):
        return
    if found.refuted and SO_ASKED.search(plain(evidence.understood.text)):
        draft.add("不对。", "That is not right.")
    for wrong in found.refuted[: MOST_REFUTED if _each_own(found) else 1]:
        _number(wrong, draft)
    if manifold := borne_out(plain(evidence.understood.text), found):
        draft.add(*manifold)
    if part := of_part(plain(evidence.understood.text), found):
        draft.add(*part)
    _none_of_them(found, draft)
    moved = evidence.understood.moved if not found.refuted else 0
    if moved:
        _direction(moved, found, draft)
    if (found.query.operation == "lookup" or moved) and wants("why", plain(evidence.understood.text)):
        draft.add("表格只有数字，没有写原因。", "The tables hold figures only and give no reason.")


def held_against(evidence: Evidence, found: FigureEvidence, draft: Draft) -> None:
    """Hold the number that the text is said to give against the cell the table prints."""
    claim = evidence.understood.held
    if claim is None or len(found.values) != 1:
        return
    value = found.values[0]
    if value.number is None:
        draft.add(
            f"表里没有填数，不能与“{claim.said}”相比。", f'The table gives no number to hold "{claim.said}" against.'
        )
    elif value.number == claim.number:
        draft.add(f"与问题所说的“{claim.said}”一致。", f'That is the "{claim.said}" of the question.')
    elif value.conflict is not None and value.best == claim.number:
        draft.add(
            f"总计格印的不是问题所说的“{claim.said}”，各栏之和才是。",
            f'The total cell does not print the "{claim.said}" of the question; its columns add up to it.',
        )
    else:
        draft.add(
            f"表里印的与问题所说的“{claim.said}”不同。", f'The table does not print the "{claim.said}" of the question.'
        )


def _none_of_them(found: FigureEvidence, draft: Draft) -> None:
    """Say that nothing falls under any of the grounds, or kinds of applicant, of one report where all of them are 0."""
    values = found.values
    one = len({value.report.id for value in values}) == 1 and found.query.operation == "lookup"
    if not one or len(values) < FEW or any(value.number != 0 or value.conflict for value in values):
        return
    rows, applicants = zip(*(value.cell.partition("|")[::2] for value in values), strict=True)
    grounds = len({*applicants}) == 1 and all(row.startswith(GROUNDS) for row in rows)
    if grounds:
        draft.add(
            "以上各项都是 0，没有申请按这些情形处理。",
            "All of these are 0: none of the requests was handled on any of these grounds.",
        )
    elif len({*rows}) == 1 and all(applicants):
        draft.add("以上各类申请人都是 0。", "All of these kinds of applicant are at 0.")


def _each_own(found: FigureEvidence) -> bool:
    """Whether every claim is of a row of its own."""
    return len({wrong.claim.rows for wrong in found.refuted}) == len(found.refuted)


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


def _direction(taken: int, found: FigureEvidence, draft: Draft) -> None:
    """Say which way a figure moved where the question takes the other for granted."""
    if len(found.values) == 1 and (value := found.values[0]).cell.endswith(".change"):
        if value.number is not None and (value.number > 0) - (value.number < 0) != taken:
            _contrary(value.number > 0, taken, same=value.number == 0, draft=draft)
        return
    one_cell = len(found.values) == 2 and len({value.cell for value in found.values}) == 1
    if not one_cell or len({value.report.issuer for value in found.values}) != 1:
        return
    earlier, later = sorted(found.values, key=lambda value: value.report.year)
    if earlier.best is not None and later.best is not None:
        moved = (later.best > earlier.best) - (later.best < earlier.best)
        if moved != taken:
            _contrary(moved > 0, taken, same=moved == 0, draft=draft)


def _contrary(rose: bool, taken: int, *, same: bool, draft: Draft) -> None:
    said_zh, said_en = ("增加", "rise") if taken > 0 else ("减少", "fall")
    if same:
        draft.add(
            f"与问题里说的不同：与上一年相同，没有{said_zh}。",
            "Not as the question says: it is the same as the year before, it neither rose nor fell.",
        )
        return
    was_zh, was_en = ("增加", "rose") if rose else ("减少", "fell")
    draft.add(
        f"与问题里说的相反：比上一年是{was_zh}了，不是{said_zh}。",
        f"It is the other way round than the question says: it {was_en} on the year before, it did not {said_en}.",
    )


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
