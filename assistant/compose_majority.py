"""Sentences on one body held against all the others together: whether it has more than they, and its share of all."""

from assistant import order_math
from assistant.aggregate import Reading, as_printed, supported, written
from assistant.citing import marks
from assistant.compose_items import covers_of, inputs_of, said_item, said_items, title_of, totals_of
from assistant.compose_order_words import number_said, title_said
from assistant.compose_values import Draft
from assistant.evidence import FigureEvidence
from assistant.labels import report_name
from assistant.order_math import Majority


def majority_told(found: FigureEvidence, draft: Draft) -> None:
    """Yes or no first, then the one, the others and its share; what the printed totals give, where they differ."""
    own = found.query.own
    one = next((value for value in found.ranked if not own or value.report.id == own), None)
    if one is None:
        bare = [value for value in found.values if value.report.id == own]
        items = said_items(bare, draft)
        draft.add(f"{items}，没有可比的数。", f"{items}: no number to compare.")
        return
    outcome = order_math.majority(found.ranked, supported, one)
    if outcome.share is None:
        draft.add(
            f"{title_of(found, draft)}全部是 0，谈不上哪一家占多数。",
            f"{title_said(found, draft)}: all of them are 0, so none outweighs the others.",
        )
        return
    _told(outcome, found, draft)
    _by_printed(outcome, found, draft)


def _told(outcome: Majority, found: FigureEvidence, draft: Draft) -> None:
    one, cited, covers = outcome.one, inputs_of(found.ranked, draft), covers_of(found)
    more = outcome.number > outcome.rest
    rest_of, share_of = _rest_of(outcome, supported), _share_of(outcome, supported)
    title = title_of(found, draft)
    draft.computed_figure(
        one, outcome.rest, rest_of, cited, covers=covers, whole=True,
        label=f"{'其余合计' if draft.zh else 'sum of the others'}：{title}",
    )  # fmt: skip
    draft.computed_figure(
        one, outcome.share or outcome.number, share_of, cited, unit="%", covers=covers, whole=True,
        label=f"{'占比' if draft.zh else 'share'}：{title}",
    )  # fmt: skip
    count, rest = len(outcome.others), number_said(outcome.rest, one, draft)
    said = said_item(one, draft, label=False)
    if found.query.own:
        yes, no, most = ("是的。", "不是。", "") if draft.zh else ("Yes.", "No.", "")
    else:
        yes, no, most = ("有。", "没有。", "最多的是") if draft.zh else ("Yes.", "None has.", "highest: ")
    draft.add(
        f"{yes if more else no}{title}{most or '：'}{said}，"
        f"{'多于' if more else '不多于'}其余 {count} 份报告合计的 {rest}（{rest_of}）{marks(*cited)}，"
        f"占全部的 {written(outcome.share)}%（{share_of}）。",
        f"{yes if more else no} {title_said(found, draft)}, {most}{said}, {'more' if more else 'not more'} than the "
        f"other {count} reports together, {rest} ({rest_of}) {marks(*cited)}; its share of all is "
        f"{written(outcome.share)}% ({share_of}).",
    )


def _rest_of(outcome: Majority, read: Reading) -> str:
    return f"{' + '.join(order_math.spelled_by(v, read) for v in outcome.others)} = {written(outcome.rest)}"


def _share_of(outcome: Majority, read: Reading) -> str:
    terms = [order_math.spelled_by(value, read) for value in (outcome.one, *outcome.others)]
    return f"{terms[0]} ÷ ({' + '.join(terms)}) = {written(outcome.share)}%"


def _by_printed(outcome: Majority, found: FigureEvidence, draft: Draft) -> None:
    """What the printed totals give, where they differ from what the rows support."""
    printed = found.ranked_as_printed
    if not printed or [v.number for v in found.ranked] == [v.best for v in found.ranked]:
        return
    one = outcome.one if found.query.own else printed[0]
    other = order_math.majority(printed, as_printed, one)
    if other.share is None or (other.number, other.rest) == (outcome.number, outcome.rest):
        return
    cited = tuple(dict.fromkeys((*inputs_of(found.ranked, draft), *totals_of(found.ranked, draft))))
    label, share_of = ("按印出的总计格" if draft.zh else "by the printed totals"), _share_of(other, as_printed)
    draft.computed_figure(one, other.share, share_of, cited, unit="%", label=label, whole=True)
    name = report_name(one, draft.language)
    draft.add(
        f"若按印出的总计格，{name}占全部的 {written(other.share)}%（{share_of}）。",
        f"By the printed totals, {name} would have {written(other.share)}% of all ({share_of}).",
    )
