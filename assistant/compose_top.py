"""Sentences on the first ones of an order: what they hold together, and of all."""

from collections.abc import Sequence
from decimal import Decimal

from assistant import order_math
from assistant.aggregate import Reading, as_printed, supported, written
from assistant.citing import marks
from assistant.compose_items import covers_of, inputs_of, title_of, totals_of
from assistant.compose_order_words import few_said, number_said, other_reading, what_said
from assistant.compose_values import Draft
from assistant.evidence import FigureEvidence, Value
from assistant.labels import report_name


def top_told(found: FigureEvidence, draft: Draft) -> None:
    """Name the first ones, add them up and hold them against all."""
    query, limit = found.query, found.query.limit or 1
    outcome = order_math.top(found.ranked, supported, limit)
    first, count = outcome.values, len(outcome.values)
    cited = inputs_of(first, draft)
    expression = f"{' + '.join(written(v.best) for v in first)} = {written(outcome.sum)}"
    draft.computed_figure(
        first[0], outcome.sum, expression, cited, covers=covers_of(found), whole=True,
        label=f"{'合计' if draft.zh else 'sum'}：{title_of(found, draft)}",
    )  # fmt: skip
    end = ("最少" if draft.zh else "lowest") if query.order == "ascending" else ("最多" if draft.zh else "highest")
    draft.add(
        f"{what_said(found, draft)}{end}的前 {count} 份报告：{few_said(first, found, draft)}；"
        f"合计 {number_said(outcome.sum, first[0], draft)}（{expression}）{marks(*cited)}。",
        f"{what_said(found, draft)}, the {end} {count} reports: {few_said(first, found, draft)}; "
        f"together {number_said(outcome.sum, first[0], draft)} ({expression}) {marks(*cited)}.",
    )
    if outcome.tied:
        draft.add(
            f"与其中最后一位并列、没有算进去的还有：{few_said(outcome.tied, found, draft)}。",
            f"Tied with the last of these and not counted: {few_said(outcome.tied, found, draft)}.",
        )
    if query.further == "top_share":
        _say_share(found, outcome, draft)
    other = other_reading(found, lambda v, read: order_math.top(v, read, limit))
    if isinstance(other, order_math.Top) and (other.sum, other.total) != (outcome.sum, outcome.total):
        _say_printed_top(found, other, draft)


def _say_share(found: FigureEvidence, outcome: order_math.Top, draft: Draft) -> None:
    """What part of all the reports that give the figure the first ones have."""
    one = outcome.values[0]
    cited = inputs_of(found.ranked, draft)
    all_of_them = f"{' + '.join(written(v.best) for v in found.ranked)} = {written(outcome.total)}"
    draft.computed_figure(
        one, outcome.total, all_of_them, cited, covers=covers_of(found), whole=True,
        label=f"{'全部合计' if draft.zh else 'sum of all'}：{title_of(found, draft)}",
    )  # fmt: skip
    total = number_said(outcome.total, one, draft)
    if outcome.share is None:
        draft.add(f"全部合计是 {total}，谈不上占比。", f"All of them together are {total}: there is no share of that.")
        return
    expression = f"{written(outcome.sum)} ÷ {written(outcome.total)} = {written(outcome.share)}%"
    of_cells = _from_cells(outcome.values, found.ranked, outcome.share, supported)
    draft.computed_figure(
        one, outcome.share, of_cells, cited, unit="%", covers=covers_of(found), whole=True,
        label=f"{'占比' if draft.zh else 'share'}：{title_of(found, draft)}",
    )  # fmt: skip
    draft.add(
        f"有数的 {len(found.ranked)} 份报告全部合计 {total}（{all_of_them}）{marks(*cited)}，"
        f"所以占 {written(outcome.share)}%（{expression}）。",
        f"All {len(found.ranked)} reports that give a number hold {total} ({all_of_them}) {marks(*cited)}, "
        f"so the share is {written(outcome.share)}% ({expression}).",
    )


def _from_cells(first: Sequence[Value], of: Sequence[Value], share: Decimal, read: Reading) -> str:
    """The formula of a share from the printed cells, so that it can be worked out again."""
    part, whole = (" + ".join(order_math.spelled_by(value, read) for value in values) for values in (first, of))
    return f"({part}) ÷ ({whole}) = {written(share)}%"


def _say_printed_top(found: FigureEvidence, other: order_math.Top, draft: Draft) -> None:
    names = ("、" if draft.zh else ", ").join(report_name(value, draft.language) for value in other.values)
    cited = tuple(dict.fromkeys((*inputs_of(found.ranked, draft), *totals_of(found.ranked, draft))))
    label = "按印出的总计格" if draft.zh else "by the printed totals"
    expression = f"{' + '.join(written(v.number) for v in other.values)} = {written(other.sum)}"
    draft.computed_figure(other.values[0], other.sum, expression, cited, label=label, whole=True)
    share = ""
    if found.query.further == "top_share" and other.share is not None:
        share = f"{written(other.sum)} ÷ {written(other.total)} = {written(other.share)}%"
        of_cells = _from_cells(other.values, found.ranked_as_printed, other.share, as_printed)
        draft.computed_figure(other.values[0], other.share, of_cells, cited, unit="%", label=label, whole=True)
    of_all_zh, of_all_en = (f"，占 {share}", f", a share of {share}") if share else ("", "")
    draft.add(
        f"若按印出的总计格，前几份是{names}，合计 {expression}{of_all_zh}。",
        f"By the printed totals the first would be {names}, together {expression}{of_all_en}.",
    )
