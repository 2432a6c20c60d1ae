"""A value said inside a sentence on several: its report, its label where they differ, its figure."""

from collections.abc import Sequence

from assistant.compose_values import Draft, state_value
from assistant.evidence import FigureEvidence, Value
from assistant.labels import report_name


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
