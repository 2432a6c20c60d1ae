"""Answers that give no figure: questions back with their options, and refusals with what is there instead."""

from collections.abc import Sequence

from assistant.answer import Refusal
from assistant.citing import marks
from assistant.compose_values import Draft
from assistant.evidence import StopEvidence
from assistant.labels import cell_label
from assistant.older_form import in_form, list_form, of_list
from assistant.query import Clarify, Refuse
from assistant.terms import DEFAULT, table_of
from index.figure_store import ReportSummary

MOST_OPTIONS = 6
MOST_NEAREST = 6
FEE_NOTE_ZH = "2019年格式的表二只列收费项目数量，不列收费金额。"
FEE_NOTE_EN = "Table 2 of the 2019 form gives the number of fee items only, no amount."
OLDER_NOTE_ZH = "只有2018年及以前的旧格式才有这一项。"
OLDER_NOTE_EN = "Only the list form used up to 2018 has it."
MOST_ZH = "所问的数字只在各报告的正文里，写法和口径不一，不能据此排出最多或最少。请点名要看的单位。"
MOST_EN = (
    "The reports state such numbers in their text only, each in its own way: no most or fewest can be told from them. "
    "Name the bodies to be looked at."
)
NEAR_ROWS = (
    "t3.new|total",
    "t3.res.total|total",
    "t3.res.granted|total",
    "t3.res.denied|total",
    "t3.carried_out|total",
)


def option_texts(
    plan: Clarify | Refuse, reports: Sequence[ReportSummary], draft: Draft, reported: str = ""
) -> tuple[str, ...]:
    """Questions that would each be clear, one a report."""
    cells = [c.removesuffix(DEFAULT) for c in plan.cells]
    options = []
    for report in reports[:MOST_OPTIONS]:
        name = f"{report.issuer}{report.year}年" if draft.zh else f"{report.issuer} {report.year}"
        label = _row_label(cells[0], draft) if cells else ""
        options.append(
            f"{name}{label}{'是多少？' if label else ''}" if draft.zh else f"{name}{': ' + label if label else ''}"
        )
    return tuple(options)


def _row_label(cell: str, draft: Draft) -> str:
    if cell in draft.forms.rows:
        item = draft.forms.rows[cell]
        return item.zh if draft.zh else item.en.lower()
    return cell_label(cell, draft.language, draft.forms)


def asked_back(found: StopEvidence, draft: Draft) -> tuple[str, ...]:
    """Ask which body and year is meant; return the options."""
    if isinstance(found.plan, Clarify) and found.plan.about == "row":
        return _which_row(found.plan, found.reports, draft)
    if isinstance(found.plan, Clarify) and found.plan.about == "rest":
        return _whose_rest(found.plan, found.reports, draft)
    names = [f"{r.issuer}{r.year}年" if draft.zh else f"{r.issuer} {r.year}" for r in found.reports]
    shown = ("、" if draft.zh else ", ").join(names[:8]) + (
        ("等" if draft.zh else " and others") if len(names) > 8 else ""
    )
    draft.add(
        f"请说明是哪一家单位、哪一年：收录中符合的有{shown}。",
        f"Which body and which year is meant? The collection holds {shown}.",
    )
    return option_texts(found.plan, found.reports, draft)


def _whose_rest(plan: Clarify, reports: Sequence[ReportSummary], draft: Draft) -> tuple[str, ...]:
    """Ask which bodies the rest is without: none has been left out so far."""
    issuers = list(dict.fromkeys(report.issuer for report in reports))
    words = "".join(plan.words[:1])
    label = _row_label(plan.cells[0].removesuffix(DEFAULT), draft) if plan.cells else ""
    draft.add(
        f"前面没有把哪家单位排除在外，不知道“{words}”指除了谁以外的几家，所以没有计算。请说明除哪几家以外，或问所有单位。",
        f'No body has been left out so far, so it is not clear whom "{words}" is without; nothing was worked out. '
        "Name the bodies to leave out, or ask for all of them.",
    )
    return tuple(
        f"除{issuer}外，其余单位{label}合计是多少？" if draft.zh else f"The sum of {label} without {issuer}"
        for issuer in issuers[:MOST_OPTIONS]
    )


def _which_row(plan: Clarify, reports: Sequence[ReportSummary], draft: Draft) -> tuple[str, ...]:
    """Say what was not understood and offer the rows that are near."""
    words = ("、" if draft.zh else ", ").join(plan.words[:4])
    row = plan.cells[0].split("|")[0] if plan.cells else ""
    near: tuple[str, ...] = NEAR_ROWS
    if row and not row.startswith("t3"):
        near = () if row.startswith("d.") else _same_row(plan.cells[0], reports, draft)
    near = plan.cells if plan.offered else near
    options = tuple(
        (
            f"{r.issuer}{r.year}年{_row_label(cell, draft)}是多少？"
            if draft.zh
            else f"{r.issuer} {r.year}: {_row_label(cell, draft)}"
        )
        for r in reports
        for cell in dict.fromkeys(in_form(one, r) for one in near)
        if of_list(cell) or not list_form(r)
    )
    if not words:
        draft.add("请说明指的是哪一项，为免给错数，请从下面选择。", "Which of these rows is meant? Choose one below.")
        return options
    draft.add(
        f"没有听懂“{words}”指的是表里的哪一项，为免给错数，请从下面选择，或换个说法。",
        f'It is not clear which row "{words}" means. So that no wrong figure is given: choose one below or reword.',
    )
    return options[:MOST_OPTIONS]


def _same_row(cell: str, reports: Sequence[ReportSummary], draft: Draft) -> tuple[str, ...]:
    """The printed cells of the same row of table 2 or block of table 4."""
    table = table_of(cell)
    form = next((r.tables[table].form for r in reports if table in r.tables), None) or "F2019"
    bare = cell.removesuffix(DEFAULT)
    row = bare.rsplit(".", 1)[0] if bare == cell and cell.count(".") > 1 else bare
    if row == "t4.lit":
        return tuple(f"t4.lit.{result}" for result in draft.forms.results)
    return tuple(c for c in draft.forms.printed[form, table] if draft.forms.cells[c].row == row)


def refused(found: StopEvidence, draft: Draft) -> Refusal:
    """Say why there is no answer, and what is there instead; never its figure."""
    plan = found.plan
    assert isinstance(plan, Refuse)
    held = [f"{r.issuer}{r.year}年" if draft.zh else f"{r.issuer} {r.year}" for r in found.reports]
    shown = ("、" if draft.zh else ", ").join(held[:MOST_NEAREST])
    say = {
        "issuer": _no_issuer,
        "year": _no_year,
        "row": _no_row,
        "not_extracted": _not_extracted,
        "not_reported": _not_reported,
        "out_of_scope": _out_of_scope,
        "ambiguous": _out_of_scope,
    }[plan.reason]
    message = say(plan, found, shown, draft)
    draft.sentences.append(message)
    for quote in found.quotes[:1]:
        number = draft.citer.quote(quote)
        draft.add(
            f"相关的原文只有：“{quote.text}”{marks(number)}", f"The nearest words are: “{quote.text}” {marks(number)}"
        )
    return Refusal(reason=plan.reason, message=message, nearest=tuple(held[:MOST_NEAREST]))


def _no_issuer(plan: Refuse, found: StopEvidence, shown: str, draft: Draft) -> str:
    more = len(found.reports) > MOST_NEAREST
    if draft.zh:
        there = f"收录的有{shown}{'等' if more else ''}。" if shown else ""
        return f"没有收录“{plan.asked}”的报告，不能用别家的数字代替。{there}"
    there = f" What is there: {shown}{' and others' if more else ''}." if shown else ""
    return (
        f'There is no report of "{plan.asked}" in the collection, and another body\'s figures do not stand in for it.'
        + there
    )


def _no_year(plan: Refuse, found: StopEvidence, shown: str, draft: Draft) -> str:
    years = ("、" if draft.zh else ", ").join(str(year) for year in plan.years)
    who = plan.asked if not plan.asked.replace("、", "").isdecimal() else ""
    if draft.zh:
        return f"没有收录{who}{years}年的报告。" + (f"收录的是{shown}。" if shown else "")
    return f"There is no report{f' of {who}' if who else ''} for {years} in the collection." + (
        f" What is there: {shown}." if shown else ""
    )


def _no_row(plan: Refuse, found: StopEvidence, shown: str, draft: Draft) -> str:
    label = ("、" if draft.zh else ", ").join(
        dict.fromkeys(_row_label(c.removesuffix(DEFAULT), draft) for c in plan.cells)
    )
    fees = any(cell.startswith("t2.fees") for cell in plan.cells) and not any(map(list_form, found.reports))
    older = any(map(of_list, plan.cells)) and not any(map(list_form, found.reports))
    if draft.zh:
        note = FEE_NOTE_ZH if fees else OLDER_NOTE_ZH if older else ""
        return f"{shown}的报告格式中没有“{label}”这一项，报告没有给出这个数。{note}"
    return f"The form used in {shown} has no cell for {label}; the report gives no such figure. " + (
        FEE_NOTE_EN if fees else OLDER_NOTE_EN if older else ""
    )


def _not_extracted(plan: Refuse, found: StopEvidence, shown: str, draft: Draft) -> str:
    if draft.zh:
        return f"{shown}的这张表没有能完整读出，所以不给数字。原因：{found.detail}。请查看原文。"
    return (
        f"This table of {shown} could not be read whole, so no figure is given. Reason: {found.detail}. "
        "Please see the original."
    )


def _not_reported(plan: Refuse, found: StopEvidence, shown: str, draft: Draft) -> str:
    detail = f"（{found.detail}）" if found.detail and draft.zh else f" ({found.detail})" if found.detail else ""
    if found.wanted == "most":
        return MOST_ZH if draft.zh else MOST_EN
    if found.wanted == "pair":
        names = "、".join(f"“{said}”" for said in plan.asked.split("、"))
        if draft.zh:
            return f"{shown}的报告正文里没有一句明确写出{names}的数，两个数都要有原文才能计算，不能给出数字。"
        return (
            f"No one sentence in the text of the report of {shown} states a number for {names}: both must be there to "
            "be put together, so no figure can be given."
        )
    if draft.zh:
        ending = {"": "，不能给出数字。", "text": "。", "names": "：表格只有数量，正文没有逐一写出名称。"}[found.wanted]
        return f"{shown}的报告里没有写明所问的内容{detail}{ending}"
    endings = {"": "; no figure can be given.", "text": ".", "names": ": the tables only count, the text names none."}
    return f"The report of {shown} does not state this{detail}{endings[found.wanted]}"


def _out_of_scope(plan: Refuse, found: StopEvidence, shown: str, draft: Draft) -> str:
    if draft.zh:
        return (
            "这个问题不在收录的政府信息公开年度报告范围之内，不能回答。"
            "可以问某单位某年的申请、许可、处罚等数字，或报告正文写了什么。"
        )
    return (
        "This is outside the annual reports in the collection, so it cannot be answered. "
        "Ask for a body's figures of a year, or what its report says."
    )
