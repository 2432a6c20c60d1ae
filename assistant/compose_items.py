"""A value said inside a sentence on several: its report, its label where they differ, its figure; what is left out."""

from collections.abc import Sequence
from decimal import Decimal

from assistant.answer import Covers
from assistant.citing import marks
from assistant.compose_values import Draft, state_value
from assistant.evidence import Computed, FigureEvidence, Value
from assistant.labels import report_name
from assistant.terms import table_of


def said_item(value: Value, draft: Draft, *, label: bool) -> str:
    said = state_value(value, draft)
    name = report_name(value, draft.language)
    if label:
        name = f"{name}{draft.label(value)}" if draft.zh else f"{name}, {draft.label(value)}"
    return f"{name}：{said}" if draft.zh else f"{name}: {said}"


def said_items(values: Sequence[Value], draft: Draft, *, several: bool | None = None) -> str:
    """The values side by side, each with its label where there are `several` (None: where these differ)."""
    several = len({value.cell for value in values}) > 1 if several is None else several
    return ("；" if draft.zh else "; ").join(said_item(value, draft, label=several) for value in values)


def title_of(found: FigureEvidence, draft: Draft) -> str:
    return draft.label(found.values[0])


def lacked(found: FigureEvidence, draft: Draft) -> None:
    """Name the asked cells that a report lacks beside those that were answered: a silent part reads like an answer."""
    by_report: dict[str, list[Value]] = {}
    for value in found.lacking:
        by_report.setdefault(value.report.id, []).append(value)
    for values in by_report.values():
        name = report_name(values[0], draft.language)
        labels = ("、" if draft.zh else ", ").join(dict.fromkeys(draft.label(value) for value in values))
        table = values[0].report.tables.get(table_of(values[0].cell))
        if table is not None and table.status == "not_extracted":
            draft.add(
                f"{name}的“{labels}”所在的表没有能完整读出，所以不给数字。",
                f"The table of {name} that holds {labels} could not be read whole, so no figure is given.",
            )
            continue
        draft.add(
            f"{name}的报告格式中没有“{labels}”这一项，报告没有给出这个数。",
            f"The form used in {name} has no cell for {labels}; the report gives no such figure.",
        )


def said_relative(
    computed: Computed, result: str, shown: str, inputs: tuple[int, ...], items: str, draft: Draft
) -> None:
    """By how many per cent one report is above or below the other."""
    one, base = computed.used
    above = (one.best or Decimal(0)) >= (base.best or Decimal(0))
    name, other = report_name(one, draft.language), report_name(base, draft.language)
    draft.add(
        f"{name}{draft.label(one)}比{other}{'多' if above else '少'} {result}（{shown}）{marks(*inputs)}。"
        f"其中：{items}。",
        f"{draft.label(one).capitalize()}: {name} is {result} {'above' if above else 'below'} {other} ({shown}) "
        f"{marks(*inputs)}. In detail: {items}.",
    )


def outcome_title(found: FigureEvidence, computed: Computed, draft: Draft) -> str:
    """What the outcome is of: of a share its part and its whole, each by name."""
    labels = list(dict.fromkeys(draft.label(v) for v in computed.used))
    if len({v.cell for v in computed.used}) == 1:
        return title_of(found, draft)
    if found.query.operation != "share" or len({v.report.id for v in computed.used}) > 1:
        return ("、" if draft.zh else " and ").join(labels)
    part, whole = labels[0], labels if found.query.of_sum else labels[1:]
    if draft.zh:
        return f"{part}在{'、'.join(whole)}{'之和' if len(whole) > 1 else ''}中"
    return f"{part} in {'the sum of ' if len(whole) > 1 else ''}{' and '.join(whole)}"


def covers_of(found: FigureEvidence) -> Covers:
    """What an operation rests on, and the reports it leaves out."""
    blank = tuple(f"{v.report.issuer} {v.report.year}" for v in found.values if v.best is None)
    used = len([v for v in found.values if v.best is not None])
    return Covers(used=used, of=used + len(blank) + len(found.missing), blank=blank, missing=found.missing)


def inputs_of(values: Sequence[Value], draft: Draft) -> tuple[int, ...]:
    """State every operand among the figures; return the citations that a formula over them rests on."""
    numbers: list[int] = []
    for value in values:
        state_value(value, draft)
        figures = value.conflict.parts if value.conflict else value.inputs
        numbers.extend(draft.citer.figure(value.report, figure) for figure in figures)
    return tuple(dict.fromkeys(numbers))


def totals_of(values: Sequence[Value], draft: Draft) -> tuple[int, ...]:
    """The citations of the printed totals."""
    return tuple(draft.citer.figure(value.report, value.figure) for value in values if value.figure)


def say_gaps(found: FigureEvidence, draft: Draft) -> None:
    """Name the reports, or the cells of one, whose blank is not counted."""
    covers = covers_of(found)
    if not covers.blank or covers.of < 2:
        return
    empty = [value for value in found.values if value.best is None]
    for value in empty:
        state_value(value, draft)
    if len({value.report.id for value in found.values}) == 1:
        labels = ("、" if draft.zh else ", ").join(dict.fromkeys(draft.label(value) for value in empty))
        draft.add(
            f"{covers.of} 格中用到 {covers.used} 格；{labels}为空白（未填报），未计入。",
            f"{covers.used} of {covers.of} cells are used; {labels} is blank and is not counted.",
        )
        return
    names = ("、" if draft.zh else ", ").join(covers.blank)
    draft.add(
        f"{covers.of} 份报告中用到 {covers.used} 份；{names}为空白（未填报），未计入。",
        f"{covers.used} of {covers.of} reports are used; {names} left the cell blank and is not counted.",
    )


def say_zeros(found: FigureEvidence, draft: Draft) -> None:
    """The reports that a ranking without zeros leaves out."""
    zeros = [v for v in found.values if found.query.condition is not None and v.best == 0]
    if zeros:
        items = said_items(zeros, draft)
        draft.add(f"按问题要求不计为0的：{items}。", f"Left out, as asked, for being 0: {items}.")
