"""Sentences on the average or the middle of an order, and on who lies above and below it."""

from decimal import Decimal

from assistant import order_math
from assistant.aggregate import supported, written
from assistant.citing import marks
from assistant.compose_items import covers_of, inputs_of, said_item, said_items, title_of, totals_of
from assistant.compose_order_words import few_said, number_said, other_reading, what_said
from assistant.compose_values import Draft
from assistant.evidence import FigureEvidence
from assistant.labels import report_name


def level_told(found: FigureEvidence, draft: Draft) -> None:
    """Say the level, and who stands where."""
    kind = found.query.further
    outcome = order_math.level(found.ranked, supported, kind)
    one, cited = found.ranked[0], inputs_of(found.ranked, draft)
    median = "median" in kind
    word = ("中位数" if median else "平均数") if draft.zh else ("median" if median else "average")
    formula, inputs = outcome.expression, cited
    if outcome.halfway:
        formula, inputs = outcome.halfway, inputs_of(outcome.middle, draft)
    draft.computed_figure(
        one, outcome.number, formula, inputs, covers=covers_of(found), whole=True,
        label=f"{word}：{title_of(found, draft)}",
    )  # fmt: skip
    count = len(found.ranked)
    draft.add(
        f"{what_said(found, draft)}的{word}是 {number_said(outcome.number, one, draft)}"
        f"（{count} 份报告，{_shown(outcome, draft)}）{marks(*cited)}。",
        f"{what_said(found, draft)}: the {word} is {number_said(outcome.number, one, draft)} "
        f"({count} reports, {_shown(outcome, draft)}) {marks(*cited)}.",
    )
    if kind == "median":
        items = few_said(outcome.middle, found, draft)
        draft.add(f"居中的是{items}。", f"In the middle: {items}.")
    elif found.query.own:
        _own_side(found, outcome, word, draft)
    else:
        _sides(found, outcome, word, draft)
    other = other_reading(found, lambda v, read: order_math.level(v, read, kind))
    if isinstance(other, order_math.Level) and other.number != outcome.number:
        _say_printed_level(found, other, word, draft)


def _shown(outcome: order_math.Level, draft: Draft) -> str:
    """The formula as a sentence has it: between which of how many reports a middle lies."""
    reports = "份报告" if draft.zh else "reports"
    return outcome.expression.replace("÷ 2 =", f"÷ 2 {reports} =") if outcome.halfway else outcome.expression


def _sides(found: FigureEvidence, outcome: order_math.Level, word: str, draft: Draft) -> None:
    """Who lies above or below the level, as asked; those just at it are named apart."""
    above = found.query.further.startswith("above")
    chosen = outcome.above if above else outcome.below
    side_zh, side_en = ("高于" if above else "低于"), ("above" if above else "below")
    if chosen:
        items = said_items(chosen, draft)
        draft.add(
            f"{side_zh}{word}的有 {len(chosen)} 份报告：{items}。",
            f"{len(chosen)} {'report lies' if len(chosen) == 1 else 'reports lie'} {side_en} the {word}: {items}.",
        )
    else:
        draft.add(f"没有哪份{side_zh}{word}。", f"None lies {side_en} the {word}.")
    if outcome.equal:
        items = few_said(outcome.equal, found, draft)
        draft.add(f"恰好等于{word}的：{items}。", f"Just at the {word}: {items}.")


def _own_side(found: FigureEvidence, outcome: order_math.Level, word: str, draft: Draft) -> None:
    """On which side of the level the body asked for lies, and by how much."""
    own = next((value for value in found.ranked if value.report.id == found.query.own), None)
    if own is None:
        bare = [value for value in found.values if value.report.id == found.query.own]
        items = said_items(bare, draft)
        if bare:
            draft.add(f"{items}，没有可比的数。", f"{items}: no number to compare.")
        return
    distance = abs((own.best or Decimal(0)) - outcome.number)
    said = said_item(own, draft, label=False)
    if not distance:
        draft.add(f"{said}，恰好等于{word}。", f"{said}: just at the {word}.")
        return
    above = own in outcome.above
    high, low = (own.best or Decimal(0), outcome.number)[:: 1 if above else -1]
    expression = f"{written(high)} − {written(low)} = {written(distance)}"
    cited = inputs_of(found.ranked, draft)
    draft.computed_figure(
        own, distance, expression, cited, label=f"{'与' if draft.zh else 'from the '}{word}{'相差' if draft.zh else ''}"
    )
    apart = f"{written(distance)} 个百分点" if own.unit == "%" and draft.zh else number_said(distance, own, draft)
    draft.add(
        f"{said}，{'高于' if above else '低于'}{word} {apart}（{expression}）。",
        f"{said}, {'above' if above else 'below'} the {word} by {apart} ({expression}).",
    )


def _say_printed_level(found: FigureEvidence, other: order_math.Level, word: str, draft: Draft) -> None:
    cited = tuple(dict.fromkeys((*inputs_of(found.ranked, draft), *totals_of(found.ranked, draft))))
    label = "按印出的总计格" if draft.zh else "by the printed totals"
    draft.computed_figure(found.ranked[0], other.number, other.expression, cited, label=label, whole=True)
    number = number_said(other.number, found.ranked[0], draft)
    names_zh = names_en = ""
    if found.query.further != "median":
        above = found.query.further.startswith("above")
        named = [report_name(value, draft.language) for value in (other.above if above else other.below)]
        names_zh = f"，{'高于' if above else '低于'}它的是{'、'.join(named) or '（没有）'}"
        names_en = f"; {'above' if above else 'below'} it: {', '.join(named) or 'none'}"
    draft.add(
        f"若按印出的总计格，{word}为 {number}（{_shown(other, draft)}）{names_zh}。",
        f"By the printed totals the {word} would be {number} ({_shown(other, draft)}){names_en}.",
    )
