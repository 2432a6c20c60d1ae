"""A value said inside a sentence on several: its report, its label where they differ, its figure."""

from collections.abc import Sequence

from assistant.compose_values import Draft, state_value
from assistant.evidence import FigureEvidence, Value
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
