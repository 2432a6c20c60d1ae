"""What the next question may go on with: the reports that an answer was narrowed to, and what they are called."""

from collections.abc import Sequence
from dataclasses import replace

from assistant import order_math
from assistant.aggregate import supported
from assistant.condition_words import condition_words
from assistant.conversations import MOST_KEPT, Context, Kept
from assistant.evidence import Evidence, FigureEvidence, Value
from assistant.labels import cell_label
from assistant.order_asked import LEVELS
from assistant.query import Condition
from assistant.terms import DEFAULT, table_of
from index.form import Forms

MOST_NARROWED = 5_000  # reports


def kept_after(following: Context, evidence: Evidence, forms: Forms) -> Context:
    """The context with the reports this answer was narrowed to; those of the one before stay where nothing else is."""
    found = evidence.found
    if not isinstance(found, FigureEvidence):
        return following
    narrowed = _first_ones(found, forms) or _meeting(found, forms) or _without(found, following, forms)
    if narrowed is None:
        return following
    if before := following.kept:  # narrowed once more
        zh, en = f"{before.zh}中，{narrowed.zh}", f"{narrowed.en}, out of {before.en}"
        narrowed = replace(narrowed, zh=zh, en=en)
    return replace(following, kept=narrowed)


def _first_ones(found: FigureEvidence, forms: Forms) -> Kept | None:
    """The first of an order, or those on one side of a level."""
    query, ordered = found.query, found.ranked
    if not ordered or len(query.cells) != 1 or query.own:
        return None
    if query.further in LEVELS:
        outcome = order_math.level(ordered, supported, query.further)
        above = query.further.startswith("above")
        side, level = ("高于" if above else "低于"), ("中位数" if "median" in query.further else "平均数")
        side_en, level_en = ("above" if above else "below"), ("median" if "median" in query.further else "average")
        label, label_en = _labels(query.cells[0], found, forms)
        names = f"{label}{side}{level}的", f"the bodies with {label_en} {side_en} the {level_en}"
        return _kept(outcome.above if above else outcome.below, found, *names)
    if not query.limit or query.limit >= len(ordered) or query.operation not in ("rank", "sum", "share"):
        return None
    first = ordered[: query.limit]
    lowest = query.order == "ascending"
    label, label_en = _labels(query.cells[0], found, forms)
    names = (
        f"{label}{'最少' if lowest else '最多'}的",
        f"the bodies with the {'lowest' if lowest else 'highest'} {label_en}",
    )
    return _kept(first, found, *names)


def _meeting(found: FigureEvidence, forms: Forms) -> Kept | None:
    """Those that a condition lets take part, or that were listed for meeting it."""
    query = found.query
    condition = query.by.condition if query.by else query.condition
    if query.own or condition is None:
        return None
    if query.by is not None:
        cell, met = query.by.cell, found.values
    elif len(query.cells) == 1 and (query.among or (query.operation in ("count", "list_where") and not query.further)):
        cell = query.cells[0]
        met = tuple(v for v in found.values if v.best is not None) if query.among else found.ranked
    else:
        return None
    (label, label_en), also, also_en = _labels(cell, found, forms), "", ""
    if query.by is not None and query.condition is not None and found.ranked:
        met, labels = found.ranked, _labels(query.cells[0], replace(found, by=()), forms)
        second, second_en = _bounded(*labels, query.condition)
        also, also_en = f"、{second}", f" and {second_en}"
    zh, en = _bounded(label, label_en, condition)
    return _kept(met, found, f"{zh}{also}的", f"the bodies with {en}{also_en}")


def _bounded(label: str, label_en: str, condition: Condition) -> tuple[str, str]:
    """A cell with the condition put on it, in both languages; none and any are said without a numeral."""
    if condition.number == "0" and condition.beside is None and condition.comparison in ("==", ">", "!="):
        none = condition.comparison == "=="
        return f"{'没有' if none else '有'}{label}", f"{'no' if none else 'any'} {label_en}"
    return f"{label}{condition_words(condition, 'zh')}", f"{label_en} {condition_words(condition, 'en')}"


def _without(found: FigureEvidence, following: Context, forms: Forms) -> Kept | None:
    """Those left where bodies were set aside."""
    if not following.excluded or not found.query.scope.whole or following.kept:
        return None
    zh, en = "、".join(following.excluded), ", ".join(following.excluded)
    kept = _kept(found.values, found, f"除{zh}以外的", f"the bodies other than {en}")
    return replace(kept, rest=True) if kept else None


def _kept(values: Sequence[Value], found: FigureEvidence, zh: str, en: str) -> Kept | None:
    """Those reports, none where no report met a condition; nothing is kept of far too many."""
    reports = tuple(dict.fromkeys(value.report.id for value in values))
    if len(reports) > MOST_NARROWED:
        return None
    of = found.query.scope.reports
    count = len(reports)
    said = f" ({count} report{'s' if count > 1 else ''})"
    return Kept(reports, f"{zh} {count} 份报告", f"{en}{said}", of=of if len(of) <= MOST_KEPT else ())


def _labels(cell: str, found: FigureEvidence, forms: Forms) -> tuple[str, str]:
    """What a cell is called in the form of the first report, in both languages."""
    values = found.by or found.values
    table = values[0].report.tables.get(table_of(values[0].cell))
    cell = values[0].cell if cell.endswith(DEFAULT) else cell
    form = table.form if table else None
    return cell_label(cell, "zh", forms, form), cell_label(cell, "en", forms, form)
