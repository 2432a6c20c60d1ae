"""A question and its conversation → a plan, by rules and data: no language model.

plain text ─▶ hits (lexicon) + mentions (names) + years ─▶ kind of question ─▶ terms, scope ─▶ Plan
"""

import re
from dataclasses import replace

from assistant.again import gone_back
from assistant.answer import Language
from assistant.asked_back import as_wished, asked_back
from assistant.asking import Asking, asking
from assistant.at_once import at_once
from assistant.claims import claims
from assistant.conversations import MOST_ASKED, Asked, Context, kept_plan
from assistant.crossed import of_cases
from assistant.figure_plan import figure_query, no_share
from assistant.first_look import Look
from assistant.goes_narrower import narrows_before
from assistant.intent import units_of, wants
from assistant.leftover import leftover
from assistant.list_members import lost_members
from assistant.meaning import asks_meaning, definitions_asked
from assistant.meant import VERBS
from assistant.nested import two_conditions
from assistant.not_held import of_the_years
from assistant.older_asked import older_plan, older_terms
from assistant.order_asked import order_asked
from assistant.prose_plan import PROSE_ONLY, asked_part, passage_query
from assistant.query import (
    CheckQuery,
    Clarify,
    DefinitionQuery,
    ListQuery,
    PassageQuery,
    Plan,
    Refuse,
    Scope,
    Understood,
)
from assistant.reading import Library, Reading, completed, premises, read_question
from assistant.refine import corrected_words, mended_words, said
from assistant.reports_asked import Placed, place
from assistant.scope import resolve_scope
from assistant.slots import slots_of
from assistant.spans import wanted_reports
from assistant.terms import Terms, cells_of, other_unclear
from assistant.unsure import lost_said, rest_of_nobody
from assistant.wanted import Resolved
from assistant.wording import language_of
from assistant.year_before import way_taken
from index.errors import BadQuestion

LONGEST_QUESTION = 2_000
OTHERS = ("t3.res.other|total", "t3.new|org.other", "t4.review.other", "t4.lit.other")  # what 其他 alone may mean
OTHER_HANDLING = ("t3.res.other.rest|total", "t3.res.other|org.other")
MOST_RECENT = 5
OF_ALL_NAMED = ("sum", "average", "difference", "ratio", "share", "rank", "max", "min")
NET = Look(r"净(?:增|减|变)|\bnet (?:change|growth|increase|decrease)\b")
PROSE_TOO = re.compile(r"\b(?:text|prose|narrative)\b|文字(?:部分|里|中|叙述|说明)|叙述")
TABLES = (
    ("t3", re.compile(r"表三|表3|申请情况|table (?:3|three)|requests? table")),
    ("t4", re.compile(r"表四|表4|复议诉讼|table (?:4|four)")),
    ("t2", re.compile(r"表二|表2|table (?:2|two)")),
)


def understand(
    question: str, library: Library, context: Context | None = None, language: Language | None = None
) -> tuple[Understood, Context]:
    """Return the plan for a question, and the context that the next question may lean on.

    Raises:
        BadQuestion: the question is empty or longer than LONGEST_QUESTION characters.
    """
    if not question.strip():
        raise BadQuestion("the question is empty: ask for a figure, such as “宜春2020年收到多少件申请”")
    if len(question) > LONGEST_QUESTION:
        raise BadQuestion(f"the question has {len(question):,} characters; at most {LONGEST_QUESTION:,} can be read")
    language = language or language_of(question)
    if again := gone_back(question, context, library, language):
        told = Understood(text=question, language=language, plan=again.plan, assumptions=again.assumptions)
        return told, again.following
    understood, following = _understood(question, library, context, language)
    return understood, kept_plan(following, understood.plan, understood.assumptions, context)


def _understood(
    question: str, library: Library, context: Context | None, language: Language
) -> tuple[Understood, Context]:
    reading = read_question(question, library, context, language)
    if plan := _without_scope(reading, library):
        understood = Understood(text=question, language=reading.language, plan=plan, premises=premises(reading))
        return understood, _next_context(reading, plan, completed(reading), library)
    plan, placed = _with_scope(reading, library)
    asked, resolved = placed.asked, placed.resolved
    operation = getattr(plan, "operation", asked.operation)
    figures = plan.kind in ("figure", "clarify", "check") and not asked.prose
    understood = Understood(
        text=question,
        language=reading.language,
        plan=plan,
        assumptions=tuple(resolved.assumptions),
        premises=premises(reading),
        claimed=claims(reading),
        moved=way_taken(reading),
        slots=slots_of(reading, asked.terms, asked.refined, operation, resolved.scope, library.names)
        if figures
        else (),
    )
    return understood, _next_context(reading, plan, older_terms(plan) or asked.terms, library)


# ---- questions that need no report


def _without_scope(reading: Reading, library: Library) -> Plan | None:
    asks_form = reading.terms.any or reading.terms.narrative
    if wants("injection", reading.text) and not (reading.mentions or reading.terms.rows or reading.terms.blocks):
        return Refuse(reason="out_of_scope")
    if (wants("task", reading.text) and not wants("quantity", reading.text)) or _advice(reading):
        return Refuse(reason="out_of_scope")
    meant_before = reading.again and reading.context is not None and reading.context.kind == "definition"
    if (meant_before or asks_meaning(reading)) and (terms := definitions_asked(reading, library)):
        return DefinitionQuery(terms=terms)
    mentioned = wants("mentioned", reading.text) and not wants("quantity", reading.text)
    counts = asks_form and wants("quantity", reading.text)
    listed = wants("list", reading.text) and not (wants("check", reading.text) or order_asked(reading.text))
    if listed and not (mentioned or counts or _names_rows(reading)):
        region = len(reading.mentions) == 1 and not reading.mentions[0].bare_office
        wanted = replace(wanted_reports(reading, whole=True), region=region)
        resolved = resolve_scope(wanted, library.names, library.summaries)
        return resolved.stop or ListQuery(scope=resolved.scope or Scope(reports=()))
    return None


def _advice(reading: Reading) -> bool:
    """Whether advice is asked for on one's own health or life: no body, no year and no word of the reports' matter."""
    named = reading.mentions or reading.years.years or reading.whole or reading.terms.requests or reading.terms.blocks
    spoken_of = reading.context is not None and bool(reading.context.issuers or reading.context.kind)
    if named or spoken_of or not {*reading.terms.rows} <= VERBS:
        return False
    return wants("advice", reading.text) and not wants("of_disclosure", reading.text)


def _names_rows(reading: Reading) -> bool:
    """Whether rows are named, by more than a verb such as 回答 without its object."""
    return any(row not in VERBS or reading.terms.requests for row in reading.terms.rows)


# ---- questions on reports


def _with_scope(reading: Reading, library: Library) -> tuple[Plan, Placed]:
    placed = place(reading, asking(reading, library), library)
    asked, resolved = placed.asked, placed.resolved
    if resolved.stop is not None:
        named = isinstance(resolved.stop, Clarify | Refuse) and not asked.prose
        return (replace(resolved.stop, cells=asked.cells) if named else resolved.stop), placed
    named = not any(mention.bare_office for mention in reading.mentions)
    if resolved.unheld and asked.operation in OF_ALL_NAMED and named and not asked.prose:
        nearest = resolved.scope.reports if resolved.scope else ()
        years = tuple(dict.fromkeys(year for _, asked_of in resolved.unheld for year in asked_of))
        names = "、".join(name for name, _ in resolved.unheld)
        return Refuse(reason="year", asked=names, years=years, nearest=nearest), placed
    resolved.assumptions.extend(of_the_years(resolved, reading.language) if named else ())
    return _planned(reading, asked, resolved, library), placed


def _planned(reading: Reading, asked: Asking, resolved: Resolved, library: Library) -> Plan:
    scope = resolved.scope or Scope(reports=())
    if asked.checking:
        return _check(reading, scope, library)
    if rest := rest_of_nobody(reading, asked, scope):
        return Clarify(about="rest", reports=scope.reports, cells=asked.cells, words=(rest,))
    if wants("person", reading.text):
        return Refuse(reason="not_reported", nearest=scope.reports)
    if (older := older_plan(reading, asked, scope, library)) is not None:
        return older
    if narrower := narrows_before(reading, asked.operation, scope):
        return narrower
    told = asked.prose and wants("told", reading.text)
    aside = asked.terms.narrative or told or wants("beyond", reading.text)
    others = any(hit.group == "others" for hit in reading.hits) and not aside
    open_row = order_asked(reading.text) or at_once(reading.text)
    if open_row and not (asked.cells or aside or leftover(asked_part(reading.about), reading.hits)):
        return Clarify(about="row", reports=scope.reports[:1], words=(reading.text.strip("？?。 "),))
    counted = units_of(reading.text)[:1] == ("条",)
    if asked.prose and (counted or not others):
        return passage_query(reading, scope)
    if others and not (asked.terms.any or asked.terms.requests):
        return Clarify(about="row", reports=scope.reports[:1], cells=OTHERS, words=("其他",), offered=True)
    if other_unclear(reading.hits, asked.terms, reading.text) and (cells := _other_cells(scope, library)):
        return Clarify(about="row", reports=scope.reports[:1], cells=cells, words=("其他",), offered=True)
    if (unclear := asked_back(reading, asked, scope, library)) is not None:
        return unclear
    asked = as_wished(reading, asked, scope, library)
    refined = asked.refined
    resolved.assumptions.extend(mended_words(reading.mended, reading.language))
    resolved.assumptions.extend(corrected_words(reading.hits, asked.terms, reading.language, library.forms))
    resolved.assumptions.extend(lost_said(reading))
    if refined.taken:
        resolved.assumptions.append(said(refined, reading.language, library.forms))
    return _figures(reading, asked, scope, library)


def _other_cells(scope: Scope, library: Library) -> tuple[str, ...]:
    """What 其他 behind 其他处理 may be; () where the form of the report has no row of that name."""
    report = next((s for s in library.summaries if scope.reports and s.id == scope.reports[0]), None)
    form = report.tables["t3"].form if report and "t3" in report.tables else None
    return OTHER_HANDLING if library.forms.is_printed(OTHER_HANDLING[0], form or "") else ()


def _figures(reading: Reading, asked: Asking, scope: Scope, library: Library) -> Plan:
    query = figure_query(reading, asked.terms, asked.cells, asked.operation, scope, library, asked.order)
    if query.operation != "lookup" and (lost := lost_members(reading.masked, reading.hits)):
        return Clarify(about="row", reports=scope.reports[:1], cells=query.cells, words=lost)
    operations = tuple(hit.text for hit in reading.hits if hit.group == "operations")
    sum_without_part = len(query.cells) > 1 and not query.of_sum and wants("part_of_sum", reading.text)
    if query.operation == "share" and (sum_without_part or no_share(query, reading.operations)):
        return Clarify(about="row", reports=scope.reports[:1], cells=query.cells, words=operations)
    several = query.cells if len(query.cells) > 1 else two_conditions(reading, library)
    of_order = query.further and len(scope.reports) > 1
    if (of_order or query.operation in ("count", "list_where")) and (rows := several):
        asked_once = (reading.text.strip("？?。 "),)
        return Clarify(about="row", reports=scope.reports[:1], cells=rows, words=asked_once, offered=True)
    # A share of something that is no cell: the one cell that was understood would be the wrong figure.
    alone = len(query.cells) == len(scope.reports) == 1 and not asked.terms.metrics
    one = len(reading.mentions) < 2 and not (scope.whole or asked.parts or wants("one_body", reading.text))
    bare = query.operation in ("average", "max", "min") and not reading.terms.any
    inside = one and (bare or bool(of_cases(reading.masked, reading.hits)))
    net = (
        query.operation == "difference" and bool(NET.search(reading.masked)) and not query.cells[0].endswith(".change")
    )
    if not (query.operation in ("share", "ratio") or inside or net) or query.further or not alone:
        return query
    if asked.terms.narrative:
        return passage_query(reading, scope)
    return Clarify(about="row", reports=scope.reports, cells=query.cells, words=operations)


def _check(reading: Reading, scope: Scope, library: Library) -> CheckQuery:
    tables = tuple(table for table, words in TABLES if words.search(reading.text))
    named = PROSE_ONLY in reading.terms.narrative or PROSE_TOO.search(reading.text)
    prose_too = reading.about if named else ""
    return CheckQuery(scope=scope, tables=tables, cells=cells_of(reading.terms, library.forms), text=prose_too)


def _next_context(reading: Reading, plan: Plan, terms: Terms, library: Library) -> Context:
    before = reading.context or Context()
    scope = getattr(plan, "scope", None)
    same = {library.names.issuers[key].name for key in before.issuers if key in library.names.issuers}
    of_before = scope is not None and not scope.whole and bool(scope.issuers) and same == {*scope.issuers}
    issuers = tuple(dict.fromkeys(k for m in reading.mentions for k in m.issuers)) or (
        () if reading.whole and not of_before else before.issuers
    )
    recent = tuple(dict.fromkeys((*(k for k in before.recent if k not in issuers), *issuers)))[-MOST_RECENT:]
    years = reading.years.years or (scope.years if scope and scope.years else before.years)
    if not terms.any and not terms.requests and plan.kind == "passage":
        terms = Terms()
    told = Asked(issuers, terms, scope.reports if scope else ())
    asked = (*before.asked, told) if plan.kind == "figure" and issuers else before.asked
    return Context(
        issuers=issuers,
        recent=recent,
        years=tuple(years),
        terms=terms if terms.any or terms.requests or plan.kind == "passage" else before.terms,
        operation=getattr(plan, "operation", "lookup"),
        kind=plan.kind,
        text=plan.text if isinstance(plan, PassageQuery) else reading.text,
        whole=bool(scope and scope.whole),
        asked=asked[-MOST_ASKED:],
        excluded=tuple(library.names.issuers[key].name for key in reading.excluded),
    )
