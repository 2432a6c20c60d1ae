"""Sentences on which reports meet a condition, and how many; and on the place of one report among all."""

from assistant.any_asked import whether_asked
from assistant.citing import marks
from assistant.compose_items import said_item, said_items, title_of
from assistant.compose_values import Draft, state_value
from assistant.condition_words import condition_words
from assistant.evidence import FigureEvidence
from assistant.labels import report_name
from assistant.older_form import of_list

NOT_THERE = ("absent", "not_extracted")
MOST_ZEROS = 12  # reports with 0 that are named where those with more are asked for


def meeting_condition(found: FigureEvidence, draft: Draft) -> None:
    """Name the reports that meet the condition, and those whose blank cell cannot tell."""
    matching, total = found.ranked, len(found.values)
    counted = found.query.operation == "count"
    condition = condition_words(found.query.condition, draft.language)
    if not matching:
        draft.add(
            f"{total} 份报告中没有哪份的{title_of(found, draft)}{condition}。",
            f"None of the {total} reports has {title_of(found, draft)} {condition}.",
        )
    else:
        lead_zh = f"{total} 份报告中有 {len(matching)} 份的" if counted else ""
        lead_en = f"{len(matching)} of {total} reports" if counted else "These"
        draft.add(
            f"{lead_zh}{title_of(found, draft)}{condition}{'' if counted else '的，有'}："
            f"{said_items(matching, draft)}。",
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
    of, condition = len(found.query.scope.reports), condition_words(found.query.condition, draft.language)
    draft.add(
        f"只算{title_of(found, draft)}{condition}的 {kept} 份报告（共 {of} 份）。",
        f"Only the {kept} of {of} reports with {title_of(found, draft)} {condition} take part.",
    )


def whether_told(text: str, found: FigureEvidence, draft: Draft) -> None:
    """Yes or no first, where a question asks whether some body, or every body, meets a condition."""
    asked = whether_asked(text)
    query = found.query
    if not asked or query.operation not in ("count", "list_where") or query.condition is None or query.further:
        return
    unsure = any(value.best is None for value in found.values) and query.condition.comparison != "blank"
    met = len(found.ranked)
    told = found.values if not unsure else [value for value in found.values if value.best is not None]
    if asked == "some" and met:
        draft.add("有。", "Yes.")
    elif asked == "some":
        draft.add(*(("没有，但有空白的无法判断。", "None that can be told.") if unsure else ("没有。", "No.")))
    elif met < len(told):
        draft.add("不是。", "No, not all.")
    else:
        draft.add(*(("填了数的都是。", "All that give a number do.") if unsure else ("是，都是。", "Yes, all do.")))


def narrowed_by_row(found: FigureEvidence, draft: Draft) -> None:
    """Say which reports a condition on another row lets take part, and which cannot be told."""
    by, asked = found.query.by, found.by
    if not asked:
        return
    if by is None:
        draft.add(
            "没有单位满足问题里的前提条件，所以没有可算的。",
            "No report meets the condition of the question, so there is nothing to tell of those that do.",
        )
        return
    kept = {*found.query.scope.reports}
    met = [value for value in asked if value.report.id in kept]
    label, words = draft.label(met[0]), condition_words(by.condition, draft.language)
    draft.add(
        f"{label}{words}的有 {len(met)} 份报告（共 {len(asked)} 份），只算这些：{said_items(met, draft)}。",
        f"{len(met)} of {len(asked)} reports have {label} {words}, and only these take part: {said_items(met, draft)}.",
    )
    older = [value for value in asked if value not in met and of_list(value.cell)]
    if older and not of_list(met[0].cell):
        names = ("、" if draft.zh else ", ").join(report_name(value, draft.language) for value in older)
        draft.add(
            f"{names}的报告用的是2018年及以前的旧格式，口径不同，没有计入。",
            f"The report of {names} uses the list form used up to 2018, which counts differently: left out.",
        )
    blank = [v for v in asked if v.best is None and v not in met and v not in older and v.state not in NOT_THERE]
    if blank:
        draft.add(
            f"空白、无法判断、没有算进去的：{said_items(blank, draft)}。",
            f"Blank, so it cannot be told, and not counted: {said_items(blank, draft)}.",
        )
    gone = [value for value in asked if value.state in NOT_THERE and value not in older]
    if gone:
        names = ("、" if draft.zh else ", ").join(report_name(value, draft.language) for value in gone)
        draft.add(f"{names}的表中没有“{label}”这一项。", f"The form or table of {names} has no cell for {label}.")


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
