"""Evidence → the answer: sentences from templates in Chinese or English, figures, citations, findings, suggestions."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer, AnswerFinding, Kind, Refusal
from assistant.citing import Citer, marks
from assistant.compose_items import lacked
from assistant.compose_many import many
from assistant.compose_other import checked, defined, listed, quoted
from assistant.compose_premise import corrected, held_against
from assistant.compose_stop import asked_back, refused
from assistant.compose_values import Draft, single, state_value
from assistant.compose_where import narrowed_by_row, own_of_list, whether_told
from assistant.decided import DECISION
from assistant.evidence import (
    CheckEvidence,
    DefinitionEvidence,
    Elsewhere,
    Evidence,
    FigureEvidence,
    ListEvidence,
    PassageEvidence,
    StopEvidence,
    Value,
    reports_of,
)
from assistant.labels import cell_label
from assistant.query import Clarify, query_json
from assistant.remarks import remarks
from assistant.terms import table_of
from assistant.wording import plain
from index.form import Forms
from index.report import Figure, Finding, Source

SUGGESTED = (
    "t3.new|total",
    "t3.res.total|total",
    "t2.penalty.decisions",
    "t2.license.decisions",
    "t3.res.granted|total",
    "t4.review.total",
)
SUGGESTED_OF_LIST = ("l14.req.received", "l14.ans.granted", "l14.proactive.total", "l14.req.online", "l14.trained")
OF_ONE_NUMBER = ("gap", "times", "top_sum", "top_share", "median", "majority")  # what an order is put to for one number
STOPS = ("refuse", "clarify")  # kinds of answers that answer nothing
MOST_SUGGESTIONS = 3
MOST_DECISIONS = 3  # decisions of people that are said in the answer itself
MOST_ACROSS = 2  # findings across years that are said in the answer itself


@dataclass(slots=True)
class _Outcome:
    """What the composing of one kind of evidence leaves beside the sentences."""

    kind: Kind
    findings: tuple[tuple[str, Finding], ...] = ()  # (report id, finding)
    refusal: Refusal | None = None
    options: tuple[str, ...] = ()


def compose(evidence: Evidence, forms: Forms, conversation: str) -> Answer:
    """Write the answer. Every number in it is a cited cell, a formula over cited cells, or stands in a cited quote."""
    understood = evidence.understood
    parts = (evidence, *evidence.also)
    words = {place: said for part in parts for place, said in getattr(part.found, "words", {}).items()}
    draft = Draft(language=understood.language, forms=forms, citer=Citer(forms), words=words)
    outcomes = [_write_part(part, draft, several=len(parts) > 1) for part in parts]
    outcome = min(outcomes, key=lambda one: (one.kind in STOPS, one.kind == "passage"))  # a figure before words
    pairs = zip(outcomes, parts, strict=True)
    findings = tuple(dict.fromkeys(told for one, part in pairs for told in _findings(one, part, draft)))
    joiner = "" if draft.zh else " "
    text = joiner.join(draft.sentences)
    assumed = understood.assumptions if outcome.kind not in STOPS else ()
    told = tuple(dict.fromkeys(said for part in parts for said in remarks(part, zh=draft.zh)))
    if assumed or told:
        text += ("\n" if text else "") + joiner.join((*assumed, *told))
    return Answer(
        id=uuid.uuid4().hex,
        conversation_id=conversation,
        index_version=evidence.index_version,
        language=understood.language,
        kind=outcome.kind,
        text=text,
        figures=tuple(draft.figures),
        assumptions=(*understood.assumptions, *told),
        not_understood=understood.not_understood or getattr(understood.plan, "words", ()),
        citations=tuple(draft.citer.citations),
        findings=findings,
        refusal=outcome.refusal,
        options=outcome.options,
        suggestions=_suggestions(evidence, draft),
        query=query_json(understood),
    )


def _write_part(evidence: Evidence, draft: Draft, *, several: bool) -> _Outcome:
    """Write one part of a question; of several, one that is not answered is named."""
    before = len(draft.sentences)
    outcome = _write(evidence, draft)
    if several and outcome.kind in STOPS:
        asked = evidence.understood.text.strip(" ,，;；。?？")
        draft.sentences[before] = f"“{asked}”{'：' if draft.zh else ': '}{draft.sentences[before]}"
    return outcome


def _write(evidence: Evidence, draft: Draft) -> _Outcome:
    found = evidence.found
    if isinstance(found, FigureEvidence):
        return _figures(found, evidence, draft)
    if isinstance(found, PassageEvidence):
        quoted(found, draft)
        return _Outcome("passage")
    if isinstance(found, CheckEvidence):
        told = checked(found, draft)
        _decided(found, draft)
        by_report = [(r.id, f) for r in found.reports for f in found.findings.get(r.id, ()) if f in told]
        return _Outcome("check", tuple(by_report))
    if isinstance(found, ListEvidence):
        listed(found, draft)
        return _Outcome("list")
    if isinstance(found, DefinitionEvidence):
        defined(found, draft)
        return _Outcome("definition")
    return _stop(found, draft)


def _stop(found: StopEvidence, draft: Draft) -> _Outcome:
    if isinstance(found.plan, Clarify):
        return _Outcome("clarify", options=asked_back(found, draft))
    return _Outcome("refuse", refusal=refused(found, draft))


def _figures(found: FigureEvidence, evidence: Evidence, draft: Draft) -> _Outcome:
    values = found.values
    whether_told(plain(evidence.understood.text), found, draft)
    narrowed_by_row(found, draft)
    alone = len(values) == 1 and not found.query.further
    if alone and found.query.operation not in ("count", "list_where"):
        single(values[0], draft)
        own_of_list(found, draft)
        _beside(found.also, draft)
    else:
        many(found, draft)
    lacked(found, draft)
    held_against(evidence, found, draft)
    corrected(evidence, found, draft)
    _across_years(found, draft)
    _decided(found, draft)
    blank = all(value.number is None for value in values)
    reports = dict.fromkeys(value.report.id for value in values)  # in the order asked: the answer is always the same
    kind: Kind = (
        "blank"
        if blank
        else "figure"
        if len(reports) == 1
        else "comparison"
        if found.computed or len(values) == 2 or found.query.further in OF_ONE_NUMBER or found.query.own
        else "list"
    )
    return _Outcome(kind, tuple((r, f) for r in reports for f in found.findings.get(r, ())))


def _across_years(found: FigureEvidence, draft: Draft) -> None:
    """Say where a stated cell does not follow from the report of the year before."""
    reports = {value.report.id: value.report for value in found.values}
    failed = [(r, f) for r, told in found.findings.items() for f in told if f.rule.startswith("XY.")]
    for report, finding in [pair for pair in failed if pair[1].severity == "error"][:MOST_ACROSS]:
        cited = marks(*draft.citer.finding(reports[report], finding, found.shown, found.words, found.elsewhere))
        draft.add(f"注意：{finding.message_zh}{cited}。", f"Note: {finding.message_en} {cited}.")


def _decided(found: FigureEvidence | CheckEvidence, draft: Draft) -> None:
    """Say what people decided about a stated cell: a table accepted without proof, a correction beside the figure."""
    told = dict.fromkeys(
        (f.message_zh, f.message_en) for said in found.findings.values() for f in said if f.kind == DECISION
    )
    for zh, en in list(told)[:MOST_DECISIONS]:
        draft.add(f"注意：{zh}。", f"Note: {en}.")
    if len(told) > MOST_DECISIONS:
        more = len(told) - MOST_DECISIONS
        draft.add(f"另有 {more} 条人工核对说明，见发现。", f"{more} more such notes are among the findings.")


def _beside(also: Sequence[Value], draft: Draft) -> None:
    """What is stated beside "handled": how many were received and carried in."""
    if not also:
        return
    said = [f"{draft.label(value)} {state_value(value, draft)}" for value in also]
    draft.add(f"其中{'，'.join(said)}。", f"Of these: {'; '.join(said)}.")


def _findings(outcome: _Outcome, evidence: Evidence, draft: Draft) -> tuple[AnswerFinding, ...]:
    reports = {r.id: r for r in reports_of(evidence.found)}
    figures: dict[tuple[str, str], Figure] = getattr(evidence.found, "shown", {})
    words: dict[tuple[str, Source], str] = getattr(evidence.found, "words", {})
    elsewhere: dict[Source, Elsewhere] = getattr(evidence.found, "elsewhere", {})
    return tuple(
        AnswerFinding(
            rule=finding.rule,
            severity=finding.severity,
            message=finding.message_zh if draft.zh else finding.message_en,
            citations=draft.citer.finding(reports[report], finding, figures, words, elsewhere),
        )
        for report, finding in outcome.findings
        if report in reports
    )


def _values(evidence: Evidence) -> tuple[Value, ...]:
    found = evidence.found
    if isinstance(found, FigureEvidence):
        return found.values
    return (*found.identity, *found.asked) if isinstance(found, CheckEvidence) else ()


def _suggestions(evidence: Evidence, draft: Draft) -> tuple[str, ...]:
    """Next questions that have an answer: other cells of the report the answer is about."""
    reports = reports_of(evidence.found)
    if not reports or isinstance(evidence.found, StopEvidence):
        return ()
    report = reports[0]
    asked = {value.cell for value in _values(evidence)}
    chosen = [
        cell
        for cell in (*SUGGESTED, *SUGGESTED_OF_LIST)
        if cell not in asked and (table := report.tables.get(table_of(cell))) and table.status == "ok"
    ]
    texts = []
    for cell in chosen[:MOST_SUGGESTIONS]:
        label = cell_label(cell, draft.language, draft.forms)
        name = f"{report.issuer}{report.year}年" if draft.zh else f"{report.issuer} {report.year}"
        texts.append(f"{name}{label}是多少？" if draft.zh else f"{name}: {label}?")
    return tuple(texts)
