"""Pieces of the sentences on an order: what is ordered, its values that share a place, what the printed totals give."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from assistant.aggregate import Reading, as_printed, written
from assistant.compose_items import said_items, title_of
from assistant.compose_values import Draft
from assistant.evidence import FigureEvidence, Value
from assistant.labels import report_name
from assistant.units import with_unit

MOST_TIED = 8  # that share one place and are named


def title_said(found: FigureEvidence, draft: Draft) -> str:
    """The name of the asked cell, as a sentence starts with it."""
    title = title_of(found, draft)
    return title[:1].upper() + title[1:]


def what_said(found: FigureEvidence, draft: Draft) -> str:
    """The cell that is ordered, or the report whose cells are."""
    alone = len({value.report.id for value in found.values}) == 1
    return report_name(found.values[0], draft.language) if alone else title_said(found, draft)


def number_said(number: Decimal, value: Value, draft: Draft) -> str:
    """A number worked out of values, with their unit."""
    return with_unit(written(number), value.unit, draft.language)


def few_said(values: Sequence[Value], found: FigureEvidence, draft: Draft) -> str:
    """Values that share a place: the first ones named, the others counted; the cells of one report with their names."""
    several = len({value.report.id for value in found.values}) == 1
    said = said_items(values[:MOST_TIED], draft, several=several)
    if len(values) <= MOST_TIED:
        return said
    return f"{said}等 {len(values)} 份报告" if draft.zh else f"{said} and others, {len(values)} reports in all"


def other_reading(found: FigureEvidence, told: Callable[[Sequence[Value], Reading], object]) -> object | None:
    """What the printed totals would give, where that is another outcome."""
    printed = found.ranked_as_printed
    if not printed or [v.number for v in found.ranked] == [v.best for v in found.ranked]:
        return None
    return told(printed, as_printed)
