"""Sentences on which reports meet a condition, and how many; and on the place of one report among all."""

from assistant.citing import marks
from assistant.compose_items import said_item, said_items, title_of
from assistant.compose_values import Draft, state_value
from assistant.evidence import FigureEvidence
from assistant.labels import report_name
from assistant.query import Condition

MOST_ZEROS = 12  # reports with 0 that are named where those with more are asked for


def meeting_condition(found: FigureEvidence, draft: Draft) -> None:
    """Name the reports that meet the condition, and those whose blank cell cannot tell."""
    matching, total = found.ranked, len(found.values)
    counted = found.query.operation == "count"
    condition = _condition_words(found, draft)
    if not matching:
        draft.add(
            f"{total} 份报告中没有一份的{title_of(found, draft)}{condition}。",
            f"None of the {total} reports has {title_of(found, draft)} {condition}.",
        )
    else:
        lead_zh = f"{total} 份报告中有 {len(matching)} 份" if counted else "有"
        lead_en = f"{len(matching)} of {total} reports" if counted else "These"
        draft.add(
            f"{title_of(found, draft)}{condition}的，{lead_zh}：{said_items(matching, draft)}。",
            f"{lead_en} have {title_of(found, draft)} {condition}: {said_items(matching, draft)}.",
        )
    printed = [v for v in found.ranked_as_printed if v not in matching]
    for value in printed:
        draft.add(
            f"按印出的总计格还会算上{said_item(value, draft, label=False)}。",
            f"By the printed total this would also count {said_item(value, draft, label=False)}.",
        )
    _zeros(found, draft)
    blank = [value for value in found.values if value.best is None and value not in matching]
    if blank:
        draft.add(
            f"空白、无法判断的：{said_items(blank, draft)}。",
            f"Blank, so it cannot be told: {said_items(blank, draft)}.",
        )


def _zeros(found: FigureEvidence, draft: Draft) -> None:
    """Where any number at all is looked for, the reports that print 0, apart from the blank ones."""
    condition = found.query.condition
    if condition is None or condition.beside or condition.number != "0" or condition.comparison not in (">", "!="):
        return
    zeros = [value for value in found.values if value.best == 0]
    cited = []
    for value in zeros[:MOST_ZEROS]:
        state_value(value, draft)
        numbers = [draft.citer.figure(value.report, figure) for figure in value.inputs]
        cited.append(f"{report_name(value, draft.language)} {marks(*numbers)}")
    more = len(zeros) - len(cited)
    if cited:
        names = ("、" if draft.zh else ", ").join(cited)
        rest_zh, rest_en = (f"，另有 {more} 份报告", f", and {more} more reports") if more else ("", "")
        draft.add(
            f"为 0 的有 {len(zeros)} 份报告：{names}{rest_zh}。",
            f"With 0, {len(zeros)} report{'s' if len(zeros) > 1 else ''}: {names}{rest_en}.",
        )


def narrowed_by(found: FigureEvidence, draft: Draft) -> None:
    """Say which reports a condition lets take part, and how many of how many."""
    kept = len({value.report.id for value in found.values if value.best is not None})
    of, condition = len(found.query.scope.reports), _condition_words(found, draft)
    draft.add(
        f"只算{title_of(found, draft)}{condition}的 {kept} 份报告（共 {of} 份）。",
        f"Only the {kept} of {of} reports with {title_of(found, draft)} {condition} take part.",
    )


def _condition_words(found: FigureEvidence, draft: Draft) -> str:
    condition = found.query.condition
    assert condition is not None
    first = _words_of(condition, draft)
    if condition.beside is None:
        return first
    return (
        f"{first.strip()}且{_words_of(condition.beside, draft)}"
        if draft.zh
        else (f"{first} and {_words_of(condition.beside, draft)}")
    )


def _words_of(condition: Condition, draft: Draft) -> str:
    if condition.comparison == "blank":
        return "为空白" if draft.zh else "left blank"
    words_zh = {"==": "等于", "!=": "不等于", ">": "大于", ">=": "不少于", "<": "小于", "<=": "不多于"}
    words_en = {
        "==": "equal to",
        "!=": "not equal to",
        ">": "over",
        ">=": "of at least",
        "<": "under",
        "<=": "of at most",
    }
    if condition.comparison in (">", "!=") and condition.number == "0":
        return "大于零" if draft.zh else "above zero"
    if condition.comparison == "==" and condition.number == "0":
        return "印为零" if draft.zh else "printed as zero"
    number = condition.said or condition.number
    if condition.unit:  # the question's words: the report prints its amounts in another unit
        return (
            f"{words_zh[condition.comparison]}“{number}”"
            if draft.zh
            else f"{words_en[condition.comparison]} “{number}”"
        )
    return f"{words_zh[condition.comparison]} {number} " if draft.zh else f"{words_en[condition.comparison]} {number}"


def own_place(found: FigureEvidence, draft: Draft) -> None:
    """Say at which place of the ranking the report asked for stands; equal values share it."""
    own = next((value for value in found.ranked if value.report.id == found.query.own), None)
    if own is None:
        bare = [value for value in found.values if value.report.id == found.query.own]
        if bare:
            draft.add(f"{said_items(bare, draft)}，没有可排的数。", f"{said_items(bare, draft)}: no number to rank.")
        return
    place = 1 + [value.best for value in found.ranked].index(own.best)
    count = len(found.ranked)
    tied = [value for value in found.ranked if value.best == own.best]
    tie = ("并列" if draft.zh else "tied ") if len(tied) > 1 else ""
    name = report_name(own, draft.language)
    draft.add(
        f"{name}的{title_of(found, draft)}在收录的{count}份有此数的报告中{tie}排第{place}。",
        f"{name} is {tie}number {place} of {count} reports that give {title_of(found, draft)}.",
    )


def own_of_list(found: FigureEvidence, draft: Draft) -> None:
    """Say that a report of the form before 2019 has no place among the others, where its place is asked."""
    if found.query.own and found.query.operation == "lookup":
        draft.add(
            "这份报告用的是2018年及以前的旧格式，口径与2019年起的报告不同，不与它们排名或比较，所以没有名次。",
            "Its report uses the list form used up to 2018, which counts differently: it is not ranked or compared "
            "with the reports since 2019, so it has no place among them.",
        )
