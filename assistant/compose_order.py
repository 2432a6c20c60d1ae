"""Sentences on what an order of bodies is further put to: its ends and their gap, its first ones' share, a level."""

from collections.abc import Sequence

from assistant import order_math
from assistant.aggregate import supported, written
from assistant.citing import marks
from assistant.compose_items import covers_of, inputs_of, said_items, say_gaps, say_zeros, title_of, totals_of
from assistant.compose_level import level_told
from assistant.compose_majority import majority_told
from assistant.compose_order_words import few_said, number_said, other_reading, title_said, what_said
from assistant.compose_top import top_told
from assistant.compose_values import Draft
from assistant.evidence import FigureEvidence, Value
from assistant.labels import report_name

FEWEST = 2
NTH_ZH = "一二三四五六七八九十"
NTH_EN = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
OF_PLACES = ("gap", "times", "ends")
OF_TOP = ("top_sum", "top_share")
OF_SUMS = (*OF_TOP, "majority")


def order_told(found: FigureEvidence, draft: Draft) -> None:
    """Answer for the values that have a number; blanks and missing ones are named."""
    ordered, kind = found.ranked, found.query.further
    units = {value.unit for value in ordered if value.unit or value.best}  # a bare 0 is 0 in any unit
    if len(ordered) < FEWEST or len(units) > 1 or (kind in OF_SUMS and units == {"%"}):
        _listed_only(found, units, draft)
    elif kind in OF_PLACES:
        _apart(found, draft)
    elif kind in OF_TOP:
        top_told(found, draft)
    elif kind == "majority":
        majority_told(found, draft)
    else:
        level_told(found, draft)
    _several_years(ordered, draft)
    say_zeros(found, draft)
    say_gaps(found, draft)


def _listed_only(found: FigureEvidence, units: set[str], draft: Draft) -> None:
    """The values alone, and why nothing is worked out of them."""
    order = found.ranked or found.values
    several = len({value.cell for value in order}) > 1
    items = said_items(order, draft, several=several)
    draft.add(f"{title_of(found, draft)}：{items}。", f"{title_said(found, draft)}: {items}.")
    if len(found.ranked) < FEWEST:
        draft.add(
            "有数可比的不足两个，算不出所问的结果。", "Fewer than two numbers are there: nothing can be worked out."
        )
    elif len(units) > 1:
        draft.add("各报告所用的单位不同，没有合在一起计算。", "The reports use different units: nothing is worked out.")
    else:
        draft.add("这是比率，不能相加，故只列出。", "These are rates, which cannot be added up: listed only.")


def _apart(found: FigureEvidence, draft: Draft) -> None:
    query = found.query
    outcome = order_math.apart(found.ranked, supported, query.between, query.further)
    high, low = _places(found, draft)
    if outcome.high == outcome.low:
        draft.add(
            f"{what_said(found, draft)}：{few_said(outcome.high, found, draft)}，没有高下之分。",
            f"{what_said(found, draft)}: {few_said(outcome.high, found, draft)}: none is above another.",
        )
    else:
        named = few_said(outcome.high, found, draft), few_said(outcome.low, found, draft)
        draft.add(
            f"{what_said(found, draft)}{high}的是{named[0]}；{low}的是{named[1]}。",
            f"{what_said(found, draft)}, {high}: {named[0]}; {low}: {named[1]}.",
        )
    if query.further != "ends":
        _say_apart(found, outcome, draft)
    other = other_reading(found, lambda v, read: order_math.apart(v, read, query.between, query.further))
    if isinstance(other, order_math.Apart) and _differs(outcome, other):
        _say_printed_apart(found, other, draft)


def _places(found: FigureEvidence, draft: Draft) -> tuple[str, str]:
    """What the two places are called."""
    rate = found.ranked[0].unit == "%"
    ends_zh, ends_en = ("最高", "最低") if rate else ("最多", "最少"), ("highest", "lowest")
    first, last = sorted(p if p > 0 else len(found.ranked) for p in found.query.between)

    def name(place: int) -> str:
        if place == 1 or place >= len(found.ranked):
            at = 0 if place == 1 else 1
            return ends_zh[at] if draft.zh else ends_en[at]
        return f"第{NTH_ZH[place - 1]}{ends_zh[0][1]}" if draft.zh else f"{NTH_EN[place - 1]} highest"

    return name(first), name(last)


def _say_apart(found: FigureEvidence, outcome: order_math.Apart, draft: Draft) -> None:
    pair = (outcome.high[0], outcome.low[0])
    if outcome.number is None:
        draft.add("最少的是 0，不能作除数，没有倍数可言。", "The lowest is 0, which nothing can be divided by.")
        return
    inputs = inputs_of(pair, draft)
    times = found.query.further == "times"
    unit = "" if times else "个百分点" if pair[0].unit == "%" else pair[0].unit
    word = ("倍数" if times else "相差") if draft.zh else ("ratio" if times else "difference")
    whole = len({value.report.id for value in pair}) > 1
    draft.computed_figure(
        pair[0], outcome.number, outcome.expression, inputs, unit=unit, covers=covers_of(found),
        label=f"{word}：{draft.label(pair[0])}", whole=whole,
    )  # fmt: skip
    result = written(outcome.number)
    if times:
        draft.add(
            f"前者是后者的 {result} 倍（{outcome.expression}）{marks(*inputs)}。",
            f"The first is {result} times the second ({outcome.expression}) {marks(*inputs)}.",
        )
        return
    points = pair[0].unit == "%"
    said_zh = f"{result} 个百分点" if points else number_said(outcome.number, pair[0], draft)
    said_en = f"{result} percentage points" if points else number_said(outcome.number, pair[0], draft)
    draft.add(
        f"相差 {said_zh}（{outcome.expression}）{marks(*inputs)}。",
        f"They are {said_en} apart ({outcome.expression}) {marks(*inputs)}.",
    )


def _differs(one: order_math.Apart, other: order_math.Apart) -> bool:
    named = [{(v.report.id, v.cell) for v in side} for side in (one.high, one.low)]
    others = [{(v.report.id, v.cell) for v in side} for side in (other.high, other.low)]
    return one.number != other.number or named != others


def _say_printed_apart(found: FigureEvidence, other: order_math.Apart, draft: Draft) -> None:
    pair = (other.high[0], other.low[0])
    names = [report_name(value, draft.language) for value in pair]
    high, low = _places(found, draft)
    gap_zh = gap_en = ""
    if other.number is not None and found.query.further != "ends":
        cited = tuple(dict.fromkeys((*inputs_of(pair, draft), *totals_of(pair, draft))))
        label = "按印出的总计格" if draft.zh else "by the printed totals"
        times = found.query.further == "times"
        draft.computed_figure(
            pair[0], other.number, other.expression, cited, unit="" if times else None, label=label, whole=True
        )
        gap_zh = f"，{'倍数为' if times else '相差'} {other.expression}"
        gap_en = f": {other.expression}"
    draft.add(
        f"若按印出的总计格，{high}的是{names[0]}，{low}的是{names[1]}{gap_zh}。",
        f"By the printed totals, {high} would be {names[0]} and {low} {names[1]}{gap_en}.",
    )


def _several_years(values: Sequence[Value], draft: Draft) -> None:
    """Say that a body with reports of several years takes part with each of them."""
    issuers = {value.report.issuer for value in values}
    reports = {value.report.id for value in values}
    if len(issuers) > 1 and len(reports) > len(issuers):
        years = sorted({value.report.year for value in values})
        draft.add(
            f"以上按报告算：同一单位不同年份（{years[0]}—{years[-1]}年）的报告各算一份。",
            f"Counted by report: the reports of one body for several years ({years[0]} to {years[-1]}) count one each.",
        )
