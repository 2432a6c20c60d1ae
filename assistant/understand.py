"""A question and its conversation → a plan, by rules and data: no language model.

plain text ─▶ hits (lexicon) + mentions (names) + years ─▶ kind of question ─▶ terms, scope ─▶ Plan
"""

import re
from dataclasses import replace
from typing import Literal

from assistant.answer import Language
from assistant.conversations import Context
from assistant.intent import condition_of, limit_of, operation_of, units_of, wants, words_of_intent
from assistant.leftover import leftover
from assistant.meaning import asks_meaning, definitions_asked
from assistant.query import (
    CheckQuery,
    Clarify,
    DefinitionQuery,
    FigureQuery,
    ListQuery,
    Operation,
    PassageQuery,
    Plan,
    Refuse,
    Scope,
    Understood,
)
from assistant.reading import Library, Reading, completed, goes_on, premises, read_question
from assistant.scope import Resolved, resolve_scope
from assistant.search import prose_words
from assistant.spans import change_within, newest_only, part_of_all, part_of_both, wanted_reports
from assistant.terms import DEFAULT, Terms, cells_of
from assistant.wording import language_of
from index.errors import BadQuestion

LONGEST_QUESTION = 2_000
WEAK_NARRATIVE = "问题"
PROSE_ONLY = "正文"
MOST_RECENT = 5
BARE = 12  # letters of unknown words that a row named by its noun may stand beside
PUBLISHED = "met the press"  # the group of what reports say they published
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
    reading = read_question(question, library, context, language or language_of(question))
    resolved: Resolved | None = None
    plan: Plan | None = _without_scope(reading, library)
    if plan is None:
        plan, resolved = _with_scope(reading, library)
    assumptions = tuple(resolved.assumptions) if resolved else ()
    understood = Understood(
        text=question, language=reading.language, plan=plan, assumptions=assumptions, premises=premises(reading)
    )
    return understood, _next_context(reading, plan, library)


# ---- questions that need no report


def _without_scope(reading: Reading, library: Library) -> Plan | None:
    asks_form = reading.terms.any or reading.terms.narrative
    if wants("injection", reading.text) and not (reading.mentions or reading.terms.rows or reading.terms.blocks):
        return Refuse(reason="out_of_scope")
    if wants("task", reading.text) and not wants("quantity", reading.text):
        return Refuse(reason="out_of_scope")
    if asks_meaning(reading) and (terms := definitions_asked(reading, library)):
        return DefinitionQuery(terms=terms)
    if wants("list", reading.text) and not (asks_form and wants("quantity", reading.text)) and not reading.terms.rows:
        region = len(reading.mentions) == 1 and not reading.mentions[0].bare_office
        wanted = replace(wanted_reports(reading, whole=True), region=region)
        resolved = resolve_scope(wanted, library.names, library.summaries)
        return resolved.stop or ListQuery(scope=resolved.scope or Scope(reports=()))
    return None


# ---- questions on reports


def _with_scope(reading: Reading, library: Library) -> tuple[Plan, Resolved]:
    checking = _is_check(reading)
    terms = reading.terms if checking else completed(reading)
    cells = cells_of(terms, library.forms)
    prose = not checking and _is_prose(reading, terms, cells)
    both = goes_on(reading) and wants("both", reading.text)
    several = len(reading.mentions) > 1 or len(reading.years.years) > 1 or reading.whole or both
    operation = operation_of(reading.hits, reading.text, several=several)
    whole = reading.whole or (not reading.mentions and operation in ("rank", "count", "list_where") and not prose)
    if (
        not reading.mentions
        and operation in ("max", "min", "sum", "average")
        and len(cells) == 1
        and not goes_on(reading)
    ):
        whole = True
    wanted = wanted_reports(reading, whole=whole, prose=prose or checking)
    resolved = resolve_scope(wanted, library.names, library.summaries)
    if operation in ("share", "ratio") and len(cells) == 1 and resolved.scope is not None:
        if len(reading.mentions) == 1 and reading.whole:
            operation, resolved = "share", part_of_all(wanted, resolved, library)
        elif resolved.scope is not None and len(resolved.scope.reports) == 2 and wants("together", reading.text):
            operation, resolved = "share", part_of_both(reading, resolved, library)
    if resolved.stop is not None and not change_within(reading, terms, resolved, library):
        return _with_cells(resolved.stop, cells, operation, prose), resolved
    if resolved.stop is not None:
        resolved = newest_only(reading, library, resolved)
    if terms.measures == ("change",) and resolved.scope and len(resolved.scope.reports) > 1 and several:
        terms = replace(terms, measures=())  # two years are there: the change is between their own figures
        cells = cells_of(terms, library.forms)
        operation = "difference" if operation == "lookup" else operation
    scope = resolved.scope or Scope(reports=())
    if wants("person", reading.text) and not checking:
        return Refuse(reason="not_reported", nearest=scope.reports), resolved
    if checking:
        tables = tuple(table for table, words in TABLES if words.search(reading.text))
        prose_too = reading.about if any(n == PROSE_ONLY for n in reading.terms.narrative) else ""
        return CheckQuery(
            scope=scope, tables=tables, cells=cells_of(reading.terms, library.forms), text=prose_too
        ), resolved
    if prose:
        return _passages(reading, scope), resolved
    unsure = _unsure(reading, terms, cells)
    if unsure:
        return Clarify(about="row", reports=scope.reports[:1], cells=cells, words=unsure), resolved
    query = _figures(reading, terms, cells, operation, scope, library)
    # A share of something that is no cell: the one cell that was understood would be the wrong figure.
    if query.operation in ("share", "ratio") and len(query.cells) == len(scope.reports) == 1 and not terms.metrics:
        words = tuple(hit.text for hit in reading.hits if hit.group == "operations")
        return Clarify(about="row", reports=scope.reports, cells=query.cells, words=words), resolved
    return query, resolved


def _unsure(reading: Reading, terms: Terms, cells: tuple[str, ...]) -> tuple[str, ...]:
    """The words not understood: beside a cell only taken by default they may ask for another; or a row left out."""
    left_out = words_of_intent("excluded", reading.text)
    rows = [hit.text for hit in reading.hits if hit.group in ("rows", "results", "blocks")]
    if excluding := tuple(words for words in left_out if any(row in words for row in rows)):
        return excluding
    by_default = not terms.rows and not terms.metrics and not terms.blocks
    bare_block = bool(terms.blocks) and not terms.results and not terms.rows
    bare_row = any(cell.endswith(DEFAULT) for cell in cells)
    words = leftover(_asked_part(reading.about), reading.hits) if reading.terms.any or reading.terms.requests else ()
    return words if by_default or ((bare_block or bare_row) and len("".join(words)) > BARE) else ()


def _with_cells(stop: Plan, cells: tuple[str, ...], operation: Operation, prose: bool) -> Plan:
    return replace(stop, cells=cells) if isinstance(stop, Clarify | Refuse) and not prose else stop


def _is_check(reading: Reading) -> bool:
    if not wants("check", reading.text):
        return False
    contact = any(n == "电话" for n in reading.terms.narrative)
    return not contact


def _is_prose(reading: Reading, terms: Terms, cells: tuple[str, ...]) -> bool:
    asks_number = bool(wants("quantity", reading.text))
    narrative = [n for n in terms.narrative if n != WEAK_NARRATIVE or not cells or not asks_number]
    if PROSE_ONLY in narrative or not cells or wants("beyond", reading.text) or wants("unlike", reading.text):
        return True
    own_words = reading.terms.firm or reading.terms.applicants or reading.terms.blocks
    if not own_words and PUBLISHED in narrative and "条" in units_of(reading.text):
        return True
    if not own_words and reading.language == "en" and prose_words(reading.about, [h.text for h in reading.hits]):
        return True
    own = reading.terms.any or reading.terms.requests
    if narrative and not reading.terms.rows and not reading.terms.blocks:
        return True
    if narrative and (wants("explain", reading.text) or not own) and not asks_number:
        return True
    return bool(narrative) and not reading.terms.noun


def _asked_part(text: str) -> str:
    """Of a question with a story around it, the sentences that ask."""
    parts = [part for part in re.split(r"[。！!?？;；]|\.\s", text) if part.strip()]
    asking = [part for part in parts if wants("quantity", part)] or [part for part in parts if wants("explain", part)]
    return "，".join(asking) if len(parts) > 1 and asking else text


def _passages(reading: Reading, scope: Scope) -> PassageQuery:
    text = _asked_part(reading.text if scope.whole else reading.about)
    if (
        reading.context
        and reading.context.kind == "passage"
        and not reading.mentions
        and len(reading.terms.narrative) == 0
    ):
        text = f"{reading.context.text} {text}"
    units = units_of(reading.text)
    must = words_of_intent("beyond", reading.text) if reading.terms.any or reading.terms.requests else ()
    return PassageQuery(text=text, scope=scope, units=units, must=must)


def _figures(
    reading: Reading, terms: Terms, cells: tuple[str, ...], operation: Operation, scope: Scope, library: Library
) -> FigureQuery:
    also: tuple[str, ...] = ()
    if operation == "lookup" and cells == ("t3.res.total|total",) and len(scope.reports) == 1:
        also = ("t3.new|total", "t3.carried_in|total")
    if operation in ("ratio", "average") and "t2.procurement" in terms.rows and len(scope.reports) == 1:
        operation, cells = "ratio", ("t2.procurement.amount", "t2.procurement.projects")
    if operation == "share" and len(cells) == 1 and "|" in cells[0]:
        row, applicant = cells[0].split("|")
        whole = f"{row}|total" if applicant != "total" else "t3.res.total|total" if row.startswith("t3.res.") else ""
        cells = (cells[0], whole) if whole and whole != cells[0] else cells
    if (
        operation == "ratio"
        and len(cells) == 2
        and re.search(r"for every|for each|每.{0,12}对应|\bper\b", reading.text)
    ):
        cells = (cells[1], cells[0])
    t2 = [row for row in terms.rows if row.startswith("t2.")]
    if wants("growth", reading.text) and t2 and len(scope.reports) == 1:
        operation, cells = "share", (f"{t2[0]}.change", f"{t2[0]}.prior_items")
    if operation == "sum" and len(cells) == 2 and {c.rsplit(".", 1)[-1] for c in cells} == {"prior_items", "change"}:
        operation, cells = "lookup", (cells[0].rsplit(".", 1)[0] + ".items",)
    condition = condition_of(reading.text) if operation in ("count", "list_where") else None
    order: Literal["descending", "ascending"] = "ascending" if wants("ascending", reading.text) else "descending"
    return FigureQuery(
        cells=cells,
        scope=scope,
        operation=operation,
        condition=condition,
        order=order,
        also=also,
        limit=limit_of(reading.text) if operation == "rank" else None,
    )


def _next_context(reading: Reading, plan: Plan, library: Library) -> Context:
    before = reading.context or Context()
    issuers = tuple(dict.fromkeys(k for m in reading.mentions for k in m.issuers)) or (
        () if reading.whole else before.issuers
    )
    recent = tuple(dict.fromkeys((*(k for k in before.recent if k not in issuers), *issuers)))[-MOST_RECENT:]
    scope = getattr(plan, "scope", None)
    years = reading.years.years or (scope.years if scope and scope.years else before.years)
    terms = completed(reading)
    if not terms.any and not terms.requests and plan.kind == "passage":
        terms = Terms()
    return Context(
        issuers=issuers,
        recent=recent,
        years=tuple(years),
        terms=terms if terms.any or terms.requests or plan.kind == "passage" else before.terms,
        operation=getattr(plan, "operation", "lookup"),
        kind=plan.kind,
        text=reading.text,
        whole=bool(scope and scope.whole),
    )
