"""Answers that are not figures: quotes, checks, lists, definitions, questions back and refusals."""

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answer import AnswerFigure, Refusal
from assistant.citing import marks
from assistant.compose_values import Draft, state_value
from assistant.evidence import (
    CheckEvidence,
    DefinitionEvidence,
    ListEvidence,
    PassageEvidence,
    Quote,
    StopEvidence,
    Value,
)
from assistant.labels import cell_label
from assistant.query import Clarify, Refuse
from assistant.terms import DEFAULT
from index.figure_store import ReportSummary
from index.form import Forms
from index.report import Finding

MOST_OPTIONS = 6
MOST_NEAREST = 6
NEAR_ROWS = (
    "t3.new|total",
    "t3.res.total|total",
    "t3.res.granted|total",
    "t3.res.denied|total",
    "t3.carried_out|total",
)
MOST_LISTED = 60
FEE_NOTE_ZH = "2019年格式的表二只列收费项目数量，不列收费金额。"
FEE_NOTE_EN = "Table 2 of the 2019 form gives the number of fee items only, no amount."


def quoted(found: PassageEvidence, draft: Draft) -> None:
    """Quote the sentences, each with its report and citation."""
    for quote in found.quotes:
        number = draft.citer.quote(quote)
        _bind_number(found, quote, number, draft)
        words = quote.text.rstrip()
        draft.add(
            f"{quote.report.issuer}{quote.report.year}年报告写道：“{words}”{marks(number)}",
            f"The {quote.report.year} report of {quote.report.issuer} says: “{words}” {marks(number)}",
        )


def _bind_number(found: PassageEvidence, quote: Quote, citation: int, draft: Draft) -> None:
    """Show the number among the figures where the quote holds just one of the asked unit: none is guessed."""
    units = "|".join(re.escape(unit) for unit in found.query.units if unit)
    numbers = re.findall(rf"(?<![\d.])(\d[\d,]*(?:\.\d+)?)\s*({units})", quote.text) if units else []
    if len(set(numbers)) != 1:
        return
    text, unit = numbers[0]
    draft.figures.append(
        AnswerFigure(
            value=text,
            number=Decimal(text.replace(",", "")),
            unit=unit,
            state="number",
            issuer=quote.report.issuer,
            year=quote.report.year,
            cell=f"prose:{quote.line}",
            label="正文" if draft.zh else "the text",
            citations=(citation,),
        )
    )


def listed(found: ListEvidence, draft: Draft) -> None:
    """Name the reports, by year where they are many."""
    reports = found.reports
    if not reports:
        draft.add("收录中还没有报告。", "There are no reports in the collection yet.")
        return
    shown = reports[:MOST_LISTED]
    names = [f"{r.issuer}{r.year}年" if draft.zh else f"{r.issuer} {r.year}" for r in shown]
    for report in shown:
        draft.citer.line(report, 1, report.title)
    more = ("等" if draft.zh else " and more") if len(reports) > len(shown) else ""
    years = "、".join(str(y) for y in found.query.scope.years)
    where = f"（{years}年度）" if years else ""
    cited = ("；" if draft.zh else "; ").join(f"{name} {marks(number)}" for number, name in enumerate(names, 1))
    draft.add(
        f"收录中有 {len(reports)} 份报告{where}：{cited}{more}。",
        f"{len(reports)} reports{f' for {years}' if years else ''} are in the collection: {cited}{more}.",
    )


def defined(found: DefinitionEvidence, draft: Draft) -> None:
    """Say what terms mean and on what basis."""
    forms = draft.forms
    for article, rows in found.articles:
        item = forms.articles[article]
        names = "、".join(forms.rows[row].zh for row in rows)
        english = ", ".join(f"{forms.rows[row].en} ({forms.rows[row].zh})" for row in rows)
        note = "（2021年起的格式不再列这一项）" if forms.articles[article].forms == ("F2019",) else ""
        draft.add(
            f"《条例》{item.zh}在表二中对应：{names}{note}。", f"{item.en} ({item.zh}) covers in table 2: {english}."
        )
    for term, definition in found.definitions:
        name = _term(term, forms)
        basis = f"（依据：{definition.basis}）" if definition.basis else "（依据：官方报告格式及其填报说明）"
        english = f" Basis: {definition.basis}." if definition.basis else " Basis: the official form and its notes."
        text = definition.zh.rstrip("。")
        lead = f"{name}：" if name and text[:4].strip("“") not in name else ""
        draft.add(
            f"{lead}{text}{basis}。报告本身一般不解释这一用语。",
            f"{name + ': ' if name else ''}{definition.en.rstrip('.')}.{english} "
            "Reports seldom define the term themselves.",
        )


def _term(term: str, forms: Forms) -> str:
    """The term as a reader knows it, without the ordinal the form puts before it."""
    item = forms.rows.get(term) or forms.blocks.get(term)
    name = item.zh if item else forms.cells[term].zh if term in forms.cells and "｜" not in forms.cells[term].zh else ""
    return re.sub(r"^[一二三四]、|^（[一二三四五六七]）|^\d\.", "", name)


def checked(found: CheckEvidence, draft: Draft) -> tuple[Finding, ...]:
    """Say whether the reports add up; return the findings that were told."""
    told: list[Finding] = []
    several = len(found.reports) > 1
    for report in found.reports:
        findings = [f for f in found.findings.get(report.id, ()) if f.severity != "info"]
        hard = [f for f in findings if f.severity == "error"]
        told.extend(findings)
        if several and not findings:
            continue
        _verdict(report, hard, found, draft)
        for finding in findings:
            draft.add(f"{finding.message_zh.rstrip('。')}。", f"{finding.message_en.rstrip('.')}.")
    if several and not told:
        draft.add(
            f"{len(found.reports)} 份报告都没有发现不一致。",
            f"No inconsistency was found in any of the {len(found.reports)} reports.",
        )
    if found.identity and not several:
        _identity(found.identity, draft)
    if found.asked:
        _asked(found.asked, draft)
    for quote in found.quotes:
        number = draft.citer.quote(quote)
        draft.add(f"正文写道：“{quote.text}”{marks(number)}", f"The text says: “{quote.text}” {marks(number)}.")
    return tuple(told)


def _verdict(report: ReportSummary, hard: Sequence[Finding], found: CheckEvidence, draft: Draft) -> None:
    name = f"{report.issuer}{report.year}年报告" if draft.zh else f"The {report.year} report of {report.issuer}"
    empty = [f for f in hard if f.rule == "T3.EMPTY"]
    if empty and len(hard) == len(empty):
        draft.add(
            f"{name}的表格为空白，勾稽关系无从核对。", f"{name} leaves the table blank, so nothing can be reconciled."
        )
    elif hard:
        draft.add(f"{name}内数字不一致，总计与各栏对不上：", f"{name} is inconsistent; totals and parts do not agree:")
    else:
        soft = len(found.reports) == 1 and any(f.severity == "warn" for f in found.findings.get(report.id, ()))
        note = "，另有需要留意之处" if soft else ""
        draft.add(
            f"{name}内部一致：勾稽关系成立，各项合计对得上，正文与表格没有发现不符{note}。",
            f"{name} is consistent: every sum of the form that can be checked holds, and its text and tables agree"
            f"{'; some points need attention' if soft else ''}.",
        )


def _identity(values: Sequence[Value], draft: Draft) -> None:
    """State the identity printed on the form, new + carried in = handled + carried out, for columns with numbers."""
    columns = [values[at : at + 4] for at in range(0, len(values), 4)]
    for column in columns:
        if any(v.number is None or v.figure is None for v in column) or (
            not any(v.number for v in column) and column is not columns[0]
        ):
            continue
        new, carried_in, handled, carried_out = column
        cited = [draft.printed_figure(v, v.figure) for v in column if v.figure]
        name = draft.forms.applicants[draft.forms.cells[new.cell].column]
        holds = (new.number or 0) + (carried_in.number or 0) == (handled.number or 0) + (carried_out.number or 0)
        text = f"{new.number}+{carried_in.number}{'=' if holds else '≠'}{handled.number}+{carried_out.number}"
        draft.add(
            f"{name.zh}列：新收＋上年结转＝办理总计＋结转下年，印出的是 {text} {marks(*cited)}。",
            f"Column {name.en.lower()}: new + carried in = handled + carried out prints as {text} {marks(*cited)}.",
        )


def _asked(values: Sequence[Value], draft: Draft) -> None:
    separator = "；" if draft.zh else "; "
    said = separator.join(f"{draft.label(v)} {state_value(v, draft)}" for v in values)
    kinds = {v.cell.rsplit(".", 1)[-1] for v in values if v.cell.startswith("t2.")}
    draft.add(f"印出的数：{said}。", f"Printed: {said}.")
    if {"prior_items", "decisions"} <= kinds:
        draft.add(
            "“项目数量”和“增/减”数的是事项的种类，“处理决定数量”数的是案件，口径不同，规定格式没有要求它们相等，不能据此说填错。",
            "Items and their change count kinds of item, decisions count cases: different measures, which the form "
            "does not require to be equal, so this alone is no error.",
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
    names = [f"{r.issuer}{r.year}年" if draft.zh else f"{r.issuer} {r.year}" for r in found.reports]
    shown = ("、" if draft.zh else ", ").join(names[:8]) + (
        ("等" if draft.zh else " and others") if len(names) > 8 else ""
    )
    draft.add(
        f"请说明是哪一家单位、哪一年：收录中符合的有{shown}。",
        f"Which body and which year is meant? The collection holds {shown}.",
    )
    return option_texts(found.plan, found.reports, draft)


def _which_row(plan: Clarify, reports: Sequence[ReportSummary], draft: Draft) -> tuple[str, ...]:
    """Say what was not understood and offer the rows that are near."""
    words = ("、" if draft.zh else ", ").join(plan.words[:4])
    row = plan.cells[0].split("|")[0] if plan.cells else ""
    near = NEAR_ROWS if row.startswith("t3") else _same_row(plan.cells[0], reports, draft)
    options = tuple(
        (
            f"{r.issuer}{r.year}年{_row_label(cell, draft)}是多少？"
            if draft.zh
            else f"{r.issuer} {r.year}: {_row_label(cell, draft)}"
        )
        for r in reports
        for cell in near
    )
    draft.add(
        f"没有听懂“{words}”指的是表里的哪一项，为免给错数，请从下面选择，或换个说法。",
        f'It is not clear which row "{words}" means. So that no wrong figure is given: choose one below or reword.',
    )
    return options[:MOST_OPTIONS]


def _same_row(cell: str, reports: Sequence[ReportSummary], draft: Draft) -> tuple[str, ...]:
    """The printed cells of the same row of table 2 or block of table 4."""
    table = cell[:2]
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
    return f"There is no {years} report{f' of {who}' if who else ''} in the collection." + (
        f" What is there: {shown}." if shown else ""
    )


def _no_row(plan: Refuse, found: StopEvidence, shown: str, draft: Draft) -> str:
    label = ("、" if draft.zh else ", ").join(
        dict.fromkeys(_row_label(c.removesuffix(DEFAULT), draft) for c in plan.cells)
    )
    fees = any(cell.startswith("t2.fees") for cell in plan.cells)
    if draft.zh:
        return f"{shown}的报告格式中没有“{label}”这一项，报告没有给出这个数。" + (FEE_NOTE_ZH if fees else "")
    return f"The form used in {shown} has no cell for {label}; the report gives no such figure. " + (
        FEE_NOTE_EN if fees else ""
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
    if draft.zh:
        return f"{shown}的报告里没有写明所问的内容{detail}，不能给出数字。"
    return f"The report of {shown} does not state this{detail}; no figure can be given."


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
