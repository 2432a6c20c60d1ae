"""Answers that are not figures: quotes, checks, lists and definitions."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.aggregate import written
from assistant.answer import AnswerFigure, Covers, Formula
from assistant.citing import marks
from assistant.compose_agree import agreement
from assistant.compose_tables import tables_told
from assistant.compose_values import Draft, state_value
from assistant.evidence import (
    CheckEvidence,
    DefinitionEvidence,
    ListEvidence,
    PassageEvidence,
    Quote,
    Value,
)
from assistant.units import with_unit
from index.figure_store import ReportSummary
from index.form import Forms
from index.report import Finding

OPERATIONS = {"ratio": ("之比", "ratio"), "share": ("之比", "share"), "difference": ("相差", "difference")}
MOST_LISTED = 60


def quoted(found: PassageEvidence, draft: Draft) -> None:
    """Quote the sentences, each with its report and citation."""
    for quote in found.quotes:
        number = draft.citer.quote(quote)
        _bind_numbers(quote, number, draft)
        words = quote.text.rstrip()
        draft.add(
            f"{quote.report.issuer}{quote.report.year}年报告写道：“{words}”{marks(number)}",
            f"The {quote.report.year} report of {quote.report.issuer} says: “{words}” {marks(number)}",
        )
    _worked(found, draft)
    _silent(found, draft)


def _worked(found: PassageEvidence, draft: Draft) -> None:
    """What two numbers of the quotes give together."""
    worked = found.worked
    if worked is None:
        return
    cited = tuple(dict.fromkeys(draft.citer.quote(quote) for quote in found.quotes))
    report, (first, second) = found.quotes[0].report, found.query.pair
    zh, en = OPERATIONS[found.query.operation]
    draft.figures.append(
        AnswerFigure(
            value=written(worked.number),
            number=Decimal(written(worked.number)),
            unit=worked.unit,
            state="computed",
            issuer=report.issuer,
            year=report.year,
            cell="prose",
            label=zh if draft.zh else en,
            citations=cited,
            formula=Formula(expression=worked.expression, inputs=cited, covers=Covers(used=2, of=2)),
        )
    )
    result = with_unit(written(worked.number), worked.unit, draft.language)
    more = (f"，“{worked.higher}”较多", f', "{worked.higher}" being the higher')[0 if draft.zh else 1]
    higher = more if worked.higher else ""
    draft.add(
        f"“{first}”与“{second}”{zh} {result}{higher}（{worked.expression}）{marks(*cited)}。",
        f'The {en} of "{first}" and "{second}": {result} ({worked.expression}) {marks(*cited)}.',
    )


def _silent(found: PassageEvidence, draft: Draft) -> None:
    """Name what the report does not state, and the reports that were asked and say nothing of it."""
    for part in found.unsaid:
        draft.add(f"报告里没有写明：{part}。", f"The report does not state this part: {part}.")
    if found.left:
        count, following = len(found.left), found.left[0]
        draft.add(
            f"以上只列了收录中靠前的报告，另有 {count} 份报告没有列出（从{following.issuer}{following.year}年起）；"
            "请点名单位、地区或年份接着问。",
            f"Only the first reports of the collection are quoted; {count} more reports, from {following.issuer} "
            f"{following.year} on, are left out: name bodies, a region or a year to go on.",
        )
    if not found.silent:
        return
    names = [f"{r.issuer}{r.year}年" if draft.zh else f"{r.issuer} {r.year}" for r in found.silent]
    draft.add(f"{'、'.join(names)}的报告没有写到。", f"The report of {', '.join(names)} does not speak of it.")


def _bind_numbers(quote: Quote, citation: int, draft: Draft) -> None:
    """Show the numbers of a quote that answer among the figures."""
    for text, unit in quote.numbers:
        draft.figures.append(
            AnswerFigure(
                value=text,
                number=Decimal(text.replace(",", "")),
                unit=unit,
                state="number",
                issuer=quote.report.issuer,
                year=quote.report.year,
                cell=f"prose:{quote.passage.id.partition(':')[2] if quote.line is None else quote.line}",
                label="正文" if draft.zh else "the text",
                citations=(citation,),
            )
        )


def listed(found: ListEvidence, draft: Draft) -> None:
    """Name the reports, by year where they are many; or by what a table of theirs holds."""
    if found.tables:
        tables_told(found, draft)
        return
    reports = found.reports
    if not reports:
        draft.add("收录中还没有报告。", "There are no reports in the collection yet.")
        return
    shown = reports[:MOST_LISTED]
    names = [f"{r.issuer}{r.year}年" if draft.zh else f"{r.issuer} {r.year}" for r in shown]
    for report in shown:
        draft.citer.title(report)
    more = ("等" if draft.zh else " and more") if len(reports) > len(shown) else ""
    years = "、".join(str(y) for y in found.query.scope.years)
    where = f"（{years}年度）" if years else ""
    cited = ("；" if draft.zh else "; ").join(f"{name} {marks(number)}" for number, name in enumerate(names, 1))
    draft.add(
        f"收录中有 {len(reports)} 份报告{where}：{cited}{more}。",
        f"{len(reports)} report{'s' if len(reports) != 1 else ''}{f' for {years}' if years else ''} "
        f"{'are' if len(reports) != 1 else 'is'} in the collection: {cited}{more}.",
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
        place = _place(term, forms)
        draft.add(
            f"{lead}{text}{basis}。{place.zh}报告本身一般不解释这一用语。",
            f"{_english(term, name, forms)}{definition.en.rstrip('.')}.{english} {place.en}"
            "Reports seldom define the term themselves.",
        )


def _english(term: str, name: str, forms: Forms) -> str:
    """How an English definition begins: the English name with the printed one behind it."""
    item = forms.rows.get(term) or forms.blocks.get(term)
    return f"{item.en} ({name}): " if item and name else f"{name}: " if name else ""


class _Place(NamedTuple):
    """Where on the form a term stands, in whole sentences; "" for a term that is no row."""

    zh: str
    en: str


def _place(term: str, forms: Forms) -> _Place:
    """The heading a row stands under, and the rows under it."""
    row = forms.rows.get(term)
    if row is None or row.table != "t3":
        return _Place("", "")
    zh = en = ""
    if row.parent and (parent := forms.rows.get(row.parent)):
        zh = f"在表三里它列在“{parent.zh}”下。"
        en = f"On the form it stands under “{parent.zh}” ({parent.en.lower()}). "
    if under := [child for child in forms.rows.values() if child.parent == term]:
        zh += f"下面列有：{'；'.join(child.zh for child in under)}。"
        en += f"Under it are: {'; '.join(f'{child.zh} ({child.en})' for child in under)}. "
    return _Place(zh, en)


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
    agreement(found, draft)
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
