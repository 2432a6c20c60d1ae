"""Sentences on several values and on operations over them. The outcome leads; what it covers is said."""

from collections.abc import Sequence
from decimal import Decimal

from assistant.aggregate import spelled, written
from assistant.citing import marks
from assistant.comparable import ORDERING, WHICH, alike
from assistant.compose_items import (
    covers_of,
    inputs_of,
    outcome_title,
    said_items,
    said_relative,
    say_gaps,
    say_zeros,
    title_of,
    totals_of,
)
from assistant.compose_order import order_told
from assistant.compose_values import Draft, single
from assistant.compose_where import meeting_condition, narrowed_by, own_place
from assistant.evidence import Computed, FigureEvidence, Value
from assistant.labels import report_name
from assistant.units import with_unit

PLACES_ZH = "一二三四五六七八九十"
PLACES_EN = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
OPERATION_ZH = {"sum": "合计", "average": "平均", "difference": "相差", "ratio": "之比", "share": "占比"}
OPERATION_EN = {
    "sum": "the sum is",
    "average": "the average is",
    "difference": "the difference is",
    "ratio": "the ratio is",
    "share": "the share is",
}


def many(found: FigureEvidence, draft: Draft) -> None:
    """Write the answer for all but the look-up of one value."""
    query = found.query
    if query.among:
        narrowed_by(found, draft)
    if query.further and not found.not_compared:
        order_told(found, draft)
    elif query.operation in WHICH and query.condition is not None:
        for _, part in _parts(found):
            meeting_condition(part, draft)
    elif query.operation in ORDERING:
        _ordered(found, draft)
    elif found.computed is not None:
        _computed(found, found.computed, draft)
    else:
        _side_by_side(found, draft)
    if found.not_compared == "older":
        draft.add(
            "这些数有的来自2018年及以前的旧格式，有的来自2019年起的格式，口径不同，不能相加、比较或排序，故只分别列出。",
            "Some of these figures come from the list form used up to 2018, others from the forms since 2019, which "
            "count differently: listed, not compared.",
        )
    elif found.not_compared == "units":
        draft.add(
            "这些数的单位不同，不能相加、比较或排在一起，故分别列出。",
            "These figures are in different units, which cannot be added, compared or put in one order: told apart.",
        )
    elif found.not_compared:
        draft.add(
            "这些数来自2019年与2021年两种格式，口径不同，不能相加或比较，故只分别列出。",
            "These figures come from the 2019 and the 2021 form, which count differently: listed, not compared.",
        )
    if found.older:
        names = ("、" if draft.zh else ", ").join(found.older)
        draft.add(
            f"{names}的报告用的是2018年及以前的旧格式，口径不同，没有计入。",
            f"The report of {names} uses the list form used up to 2018, which counts differently: left out.",
        )
    lacking = {f"{value.report.issuer} {value.report.year}" for value in found.lacking}
    missing = [name for name in found.missing if name not in lacking and name not in found.older]
    if missing and len(found.query.scope.reports) > 1:
        names = ("、" if draft.zh else ", ").join(missing)
        draft.add(f"其中{names}的表中没有这一项。", f"The form or table of {names} has no such cell.")


def _ordered(found: FigureEvidence, draft: Draft) -> None:
    """Write the first, the last or the order of all; what may not stand in one order, each part by itself."""
    say = _ranking if found.query.operation == "rank" else _extreme
    for form, part in _parts(found):
        if len(part.values) == 1 and len(found.values) > 1:
            _side_by_side(part, draft)
            continue
        if form:
            year = form.removeprefix("F")
            draft.add(f"{year}年格式的报告之间：", f"Among reports of the {year} form:")
        say(part, draft)


def _parts(found: FigureEvidence) -> list[tuple[str, FigureEvidence]]:
    """What is put in order; of one body's own place, the part that it is in."""
    if found.not_compared not in ("forms", "units"):
        return [("", found)]
    own = found.query.own
    return [(form, p) for form, p in alike(found) if not own or any(v.report.id == own for v in p.values)]


def _side_by_side(found: FigureEvidence, draft: Draft) -> None:
    cells = {value.cell for value in found.values}
    reports = {value.report.id for value in found.values}
    if len(reports) == 1 or len(found.values) <= 2:
        for value in found.values:
            single(value, draft)
        return
    if len(cells) == 1:
        draft.add(
            f"{title_of(found, draft)}：{said_items(found.values, draft)}。",
            f"{title_of(found, draft).capitalize()}: {said_items(found.values, draft)}.",
        )
        return
    draft.add(f"{said_items(found.values, draft)}。", f"{said_items(found.values, draft)}.")


def _computed(found: FigureEvidence, computed: Computed, draft: Draft) -> None:
    query, number = found.query, computed.number if computed.number is not None else Decimal(0)
    inputs = inputs_of(computed.used, draft)
    items = said_items(computed.used, draft)
    result = with_unit(written(number), computed.unit, draft.language)
    draft.computed_figure(
        computed.used[0],
        number,
        computed.expression,
        inputs,
        unit=computed.unit,
        covers=covers_of(found),
        cell=computed.used[0].cell,
        label=f"{OPERATION_ZH[query.operation] if draft.zh else query.operation}：{title_of(found, draft)}",
        whole=len({v.report.id for v in computed.used}) > 1,
    )
    title = outcome_title(found, computed, draft)
    direction = _direction(found, computed, draft)
    count = len(computed.used)
    shown = (
        computed.expression.replace(f"÷ {count} =", f"÷ {count} {'份报告' if draft.zh else 'reports'} =")
        if query.operation == "average" and len({value.report.id for value in computed.used}) == count
        else computed.expression
    )
    if query.relative:
        said_relative(computed, result, shown, inputs, items, draft)
        say_gaps(found, draft)
        return
    draft.add(
        f"{title}{OPERATION_ZH[query.operation]} {result}{direction}（{shown}）{marks(*inputs)}。其中：{items}。",
        f"{title[:1].upper()}{title[1:]}: {OPERATION_EN[query.operation]} {result}{direction} ({shown}) "
        f"{marks(*inputs)}. In detail: {items}.",
    )
    if computed.as_printed is not None and computed.as_printed != number:
        expression = _printed_expression(found, computed)
        draft.computed_figure(
            computed.used[0],
            computed.as_printed,
            expression,
            tuple(dict.fromkeys((*inputs, *totals_of(computed.used, draft)))),
            unit=computed.unit,
            cell=computed.used[0].cell,
            label="按印出的总计格" if draft.zh else "by the printed totals",
            whole=True,
        )
        printed = with_unit(written(computed.as_printed), computed.unit, draft.language)
        draft.add(f"若按印出的总计格计算则为 {printed}。", f"By the printed totals it would be {printed}.")
    say_gaps(found, draft)


def _printed_expression(found: FigureEvidence, computed: Computed) -> str:
    sign = {"sum": " + ", "average": " + ", "difference": " − ", "ratio": " ÷ ", "share": " ÷ "}[found.query.operation]
    numbers = [value.number or Decimal(0) for value in computed.used]
    if found.query.operation == "difference":
        numbers.sort(reverse=True)
    text = sign.join(written(number) for number in numbers)
    text = f"({text}) ÷ {len(numbers)}" if found.query.operation == "average" and len(numbers) > 1 else text
    return f"{text} = {written(computed.as_printed)}{'%' if found.query.operation == 'share' else ''}"


def _direction(found: FigureEvidence, computed: Computed, draft: Draft) -> str:
    if found.query.operation != "difference" or not computed.number:
        return ""
    higher = max(computed.used, key=lambda v: v.best or Decimal(0))
    name = report_name(higher, draft.language) if len({v.report.id for v in computed.used}) > 1 else draft.label(higher)
    return f"，{name}较高" if draft.zh else f"; {name} is higher"


def _ranking(found: FigureEvidence, draft: Draft) -> None:
    order = found.ranked[: found.query.limit] if found.query.limit else found.ranked
    if not order:
        _side_by_side(found, draft)
        return
    if (place := found.query.place) is not None and place <= len(found.ranked):
        _placed(found, place, draft)
        order = found.ranked
    if found.query.own:
        own_place(found, draft)
    way = (
        ("从高到低" if found.query.order == "descending" else "从低到高")
        if draft.zh
        else ("highest first" if found.query.order == "descending" else "lowest first")
    )
    draft.add(
        f"{title_of(found, draft)}{way}：{said_items(order, draft)}。",
        f"{title_of(found, draft).capitalize()}, {way}: {said_items(order, draft)}.",
    )
    _other_order(found, order, draft)
    say_zeros(found, draft)
    say_gaps(found, draft)


def _placed(found: FigureEvidence, place: int, draft: Draft) -> None:
    """Say who stands at one place of the ranking; equal values share it."""
    at = found.ranked[place - 1].best
    same = [value for value in found.ranked if value.best == at]
    way = found.query.order == "descending"
    tie = ("并列" if draft.zh else ", tied") if len(same) > 1 else ""
    nth = (PLACES_ZH if draft.zh else PLACES_EN)[min(place, len(PLACES_ZH)) - 1]
    draft.add(
        f"{title_of(found, draft)}第{nth}{'高' if way else '低'}的是{tie}{said_items(same, draft)}。",
        f"{title_of(found, draft).capitalize()}, {nth} {'highest' if way else 'lowest'}{tie}: "
        f"{said_items(same, draft)}.",
    )


def _other_order(found: FigureEvidence, order: Sequence[Value], draft: Draft) -> None:
    printed = found.ranked_as_printed[: len(order)]
    if [(v.report.id, v.cell) for v in printed] == [(v.report.id, v.cell) for v in order]:
        return
    names = (" > " if found.query.order == "descending" and found.query.operation != "min" else " < ").join(
        report_name(v, draft.language) if len({x.report.id for x in printed}) > 1 else draft.label(v) for v in printed
    )
    draft.add(f"若按印出的总计格，次序为：{names}。", f"By the printed totals the order would be: {names}.")


def _extreme(found: FigureEvidence, draft: Draft) -> None:
    if not found.ranked:
        _side_by_side(found, draft)
        return
    first = found.ranked[0].best
    top = [value for value in found.ranked if value.best == first]
    rest = [value for value in found.ranked if value.best != first]
    word = (
        ("最多" if found.query.operation == "max" else "最少")
        if draft.zh
        else ("highest" if found.query.operation == "max" else "lowest")
    )
    one_report = len({value.report.id for value in found.values}) == 1
    several = len({value.cell for value in found.values}) > 1
    title = report_name(found.values[0], draft.language) if one_report else title_of(found, draft)
    tie = ("并列" if draft.zh else "tied ") if len(top) > 1 else ""
    draft.add(
        f"{title}{tie}{word}的是{said_items(top, draft, several=several)}。",
        f"{title[:1].upper()}{title[1:]}, {tie}{word}: {said_items(top, draft, several=several)}.",
    )
    if rest:
        others = said_items(rest[:9], draft, several=several)
        draft.add(f"其余：{others}。", f"The others: {others}.")
    if len(found.ranked) == 2 and rest and len(found.values) == 2:
        _apart(found.ranked, draft)
    _other_order(found, found.ranked, draft)
    say_zeros(found, draft)
    say_gaps(found, draft)


def _apart(pair: Sequence[Value], draft: Draft) -> None:
    """How far apart two values are."""
    high, low = sorted((value.best or Decimal(0) for value in pair), reverse=True)
    first, second = sorted(pair, key=lambda value: value.best or Decimal(0), reverse=True)
    expression = f"{spelled(first)} − {spelled(second)} = {written(high - low)}"
    inputs = inputs_of(pair, draft)
    whole = len({value.report.id for value in pair}) > 1
    label = f"{'相差' if draft.zh else 'difference'}：{draft.label(pair[0])}"
    draft.computed_figure(pair[0], high - low, expression, inputs, label=label, whole=whole)
    result = with_unit(written(high - low), pair[0].unit, draft.language)
    draft.add(
        f"相差 {result}（{expression}）{marks(*inputs)}。", f"They are {result} apart ({expression}) {marks(*inputs)}."
    )
