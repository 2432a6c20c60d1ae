"""What a question asks for, before its reports are known: cells or prose, and what is to be done with them."""

import re
from dataclasses import dataclass, replace

from assistant.among import OF_NARROWED, among
from assistant.any_asked import any_asked, whether_asked, without_whether
from assistant.breakdown import breakdown, parts_of_whole
from assistant.conditions import condition_of, without_bounds
from assistant.conversations import Context
from assistant.counts_said import said_parts
from assistant.first_look import Look
from assistant.intent import how_many_asked, operation_of, wants
from assistant.left_out import speaks_of_others
from assistant.leftover import without_stories
from assistant.meant import VERBS
from assistant.nested import EXTREMES, RANKED, nested, speaks_of_it
from assistant.order_asked import LEVELS, OrderAsked, order_asked
from assistant.prose_plan import ASIDE, asked_part, counted_noun, is_prose, named, only_told, spoken_of
from assistant.query import FigureQuery, Operation
from assistant.reading import Library, Reading, completed, goes_on, two_bodies
from assistant.refine import Refined, refine
from assistant.same_again import OF_SEVERAL, operation_before
from assistant.several_asked import cells_of_parts
from assistant.spans import joins
from assistant.terms import Terms, cells_of
from index.quick import quick

LATIN = re.compile(r"[a-z-]+")
BACKLOG = {"t3.carried_in|total", "t3.carried_out|total"}
OVER_REPORTS = ("rank", "count", "list_where")
TOTAL_OF = Look(r"\b(?:total|sum)(?: number| count)? of\b|\btotals?:? (?:for|:)|总[数计和量](?:是|有|为)?多少")
PASSIVE = Look(r"被|遭|\b(?:fined|penali[sz]ed|licen[sc]ed|punished|inspected)\b")
KINDS = ("kinds_of_ground", "kinds_of_applicant", "kinds_of_outcome")
THINGS = {"哪些"}  # which things, or which bodies
OF_ALL_AGAIN = ("rank", "max", "min", "sum", "average")
OF_ONE_CELL = ("max", "min", "sum", "average")


@quick
@dataclass(frozen=True, slots=True)
class Asking:
    """`cells` are those of the terms, or `parts` where each part of something is asked; `several` reports are meant."""

    terms: Terms
    cells: tuple[str, ...]
    parts: tuple[str, ...]
    refined: Refined
    operation: Operation
    prose: bool
    checking: bool
    several: bool
    whole: bool
    order: OrderAsked | None = None  # what the order of all is further put to


def asking(reading: Reading, library: Library) -> Asking:
    """Work out what is asked from the words, the question before and, where these do not decide, the meaning."""
    unnamed = not (reading.terms.rows or reading.terms.blocks)
    told = bool(reading.mentions) and unnamed and wants("told", reading.text)
    checking = wants("check", reading.text) and not told and "电话" not in reading.terms.narrative
    terms = reading.terms if checking else completed(reading)
    cells = cells_of(terms, library.forms)
    prose = not checking and is_prose(reading, terms, cells)
    of_order = not checking and _of_order(reading, terms, cells)
    prose = prose and not of_order
    sure = checking or (of_order and terms.requests)
    refined = Refined(terms) if sure else _refined(reading, terms, library, prose=prose)
    if refined.terms is not terms:
        terms, prose = refined.terms, False
        cells = cells_of(terms, library.forms)
    parts = () if checking else _parts(reading, terms, library)
    prose = (prose or refined.nothing) and not parts
    cells = parts or _one_by_one(reading, library) or _whole_group(reading, terms, cells, library)
    several = _several(reading)
    order = None if checking or prose else _order(reading, cells)
    operation = "rank" if order else _operation(reading, several=several)
    again = operation == "lookup" and not prose and _over_all_again(reading)
    if again and reading.context is not None:
        order = _order_before(reading.context)
        operation = "rank" if order else reading.context.operation
    if operation == "lookup" and reading.again and not prose and not reading.whole:
        operation = operation_before(reading.context, len(reading.mentions)) or operation
        several = several or operation in OF_SEVERAL
    several = several or (among(reading.text) is not None and not reading.mentions)
    if operation == "sum" and len(cells) == 1 and not (several or again):
        operation = "lookup"  # one cell of one report is its own sum
    if operation == "lookup" and not several and _added_rows(reading, cells):
        operation = "sum"
    counted = _any_of(reading, terms, cells) if operation == "lookup" and not (prose or again) else None
    operation = counted or operation
    if operation == "lookup" and wants("rises", reading.text) and (several or {*cells} == BACKLOG):
        operation = "difference" if several or len(cells) == len(BACKLOG) else operation
    if operation == "lookup" and several and wants("comparable", reading.text):
        operation = "difference"  # it is computed, or told why not
    own_place = not prose and _own_place(reading, cells)
    operation = "rank" if own_place else operation
    if operation in ("count", "list_where") and _one_body(reading):
        operation = "lookup"  # of one body there is nothing to count: 几份 counts what it asks for
    of_all = not reading.mentions and operation in OVER_REPORTS and not prose
    of_all = of_all and not (order and two_bodies(reading))
    of_all = of_all or (operation in OF_NARROWED and not reading.mentions and among(reading.text) is not None)
    of_one = own_place or named(reading) or (prose and (only_told(reading) or _what_of_one(reading)))
    whole = (reading.whole and not of_one) or again or of_all
    if not reading.mentions and operation in OF_ONE_CELL and len(cells) == 1 and not goes_on(reading):
        whole = True
    if not reading.mentions and operation in RANKED and not order and nested(reading, library):
        whole = True
    return Asking(terms, cells, parts, refined, operation, prose, checking, several, whole, order)


def _operation(reading: Reading, *, several: bool) -> Operation:
    """The operation; where bodies are narrowed by a condition, that asked of those it leaves."""
    operation = operation_of(reading.hits, reading.text, several=several)
    narrowing = among(reading.text)
    if narrowing is None or reading.mentions or operation not in ("list_where", "count", "lookup"):
        return operation
    outside = [hit for hit in reading.hits if not narrowing.start <= hit.start < narrowing.end]
    asked = operation_of(outside, narrowing.rest, several=True)
    return asked if asked in OF_NARROWED else operation


def _of_order(reading: Reading, terms: Terms, cells: tuple[str, ...]) -> bool:
    """Whether what is asked of an order is asked of a cell, not of what only the prose tells."""
    if order_asked(reading.text) is None or not cells or terms.narrative:
        return False
    return not any(wants(intent, reading.text) for intent in ASIDE)


def _any_of(reading: Reading, terms: Terms, cells: tuple[str, ...]) -> Operation | None:
    """Whether bodies are asked for that have something of a row at all: more than none, which is left unsaid."""
    named = terms.noun or terms.requests or any(row not in VERBS for row in terms.rows)
    one = len(cells) == 1 and named and not terms.metrics
    if cells and cells[0].startswith("t2.") and PASSIVE.search(reading.text):
        return None  # who was fined or licensed is no body that reports
    if not one or _one_body(reading):
        return None
    bounded = whether_asked(reading.text) and condition_of(without_whether(reading.text)) is not None
    return any_asked(reading.text) or ("list_where" if bounded or whether_asked(reading.text) == "every" else None)


def _order(reading: Reading, cells: tuple[str, ...]) -> OrderAsked | None:
    """What is asked of the order of several bodies; of one body on which side of a level it lies, or of its parts."""
    order = order_asked(reading.text)
    if order is None or not cells or (order.kind == "ends" and (len(cells) > 1 or "rank" in reading.operations)):
        return None
    if order.limit and len(reading.mentions) >= order.limit:
        return None  # the first ones are named: "the two smallest, X and Y"
    own = order.kind in LEVELS or (order.kind == "majority" and speaks_of_others(reading.text))
    return order if not _one_body(reading) or own or len(cells) > 1 else None


def _order_before(context: Context) -> OrderAsked | None:
    """What the question before asked of an order of all."""
    plan = context.plan
    if not isinstance(plan, FigureQuery) or not plan.further or plan.own:
        return None
    return OrderAsked(plan.further, plan.between, plan.limit)


def _what_of_one(reading: Reading) -> bool:
    """Whether "which" asks for things of the body spoken of, 存在哪些问题, not for bodies."""
    scopes = {hit.text for hit in reading.hits if hit.group == "scopes"}
    return spoken_of(reading) and bool(scopes) and scopes <= THINGS and not wants("mentioned", reading.text)


def _own_place(reading: Reading, cells: tuple[str, ...]) -> bool:
    """Whether it is asked where one body stands among all: "宜春的许可排第几"."""
    named = len(reading.mentions) == 1 and len(reading.mentions[0].issuers) == 1
    parts = any(wants(kinds, reading.text) for kinds in KINDS)  # the place of a ground among the grounds of one body
    return named and len(cells) == 1 and not parts and wants("own_place", reading.text)


def _over_all_again(reading: Reading) -> bool:
    """Whether what was asked of all reports is asked again, of another row or year: "and penalties?"."""
    before = reading.context
    ordered = before is not None and _order_before(before) is not None
    again = before is not None and (before.operation in OF_ALL_AGAIN or ordered)
    same = before is not None and before.whole and before.kind == "figure" and again
    it = speaks_of_it(reading) and before is not None and before.operation not in EXTREMES
    return same and not it and not reading.mentions and (reading.terms.any or bool(reading.years.years))


def with_changed_terms(asked: Asking, library: Library) -> Asking:
    """Where the reports of two years are there, the change is between their own figures, not a column of one."""
    terms = replace(asked.terms, measures=())
    operation: Operation = "difference" if asked.operation == "lookup" else asked.operation
    return replace(asked, terms=terms, cells=cells_of(terms, library.forms), operation=operation)


def _added_rows(reading: Reading, cells: tuple[str, ...]) -> bool:
    """Whether one number is asked of two rows of table 2 together: "许可和处罚一共办了多少件"."""
    rows = {cell for cell in cells if cell.startswith("t2.") and cell.endswith((".*", ".decisions"))}
    once = how_many_asked(reading.text) == 1 and wants("together", reading.text)
    added = (once or bool(TOTAL_OF.search(reading.text))) and not wants("apart", reading.text)
    return len(rows) == len(cells) > 1 and added


def _one_by_one(reading: Reading, library: Library) -> tuple[str, ...]:
    """The cells that a question asks for one after the other, where nothing is to be done with them together."""
    if reading.operations or reading.terms.narrative:
        return ()
    dated = bool(reading.years.years) or reading.context is not None
    return cells_of_parts(reading.masked, reading.hits, library.forms, dated=dated)


def _whole_group(reading: Reading, terms: Terms, cells: tuple[str, ...], library: Library) -> tuple[str, ...]:
    """The group that a list of its rows stands for, where the list says it holds them all: "… these five grounds"."""
    parents = {library.forms.rows[row].parent if row in library.forms.rows else None for row in terms.rows}
    parent = parents.pop() if len(parents) == 1 else None
    named = {hit.target for hit in reading.hits if hit.group == "rows"}
    children = [row for row in library.forms.rows.values() if row.parent == parent]
    if parent not in named or len(terms.rows) < 2 or said_parts(reading.text) != len(children):
        return cells
    return tuple(dict.fromkeys(f"{parent}|{cell.partition('|')[2]}" for cell in cells))


def _one_body(reading: Reading) -> bool:
    """Whether one body is asked about, not those of a region."""
    known = len(reading.mentions) == 1 and bool(reading.mentions[0].issuers) and not reading.mentions[0].bare_office
    return known and len(reading.years.years) < 2 and not wants("within", reading.text)


def _several(reading: Reading) -> bool:
    both = goes_on(reading) and wants("both", reading.text)
    named = len(reading.mentions) > 1 or len(reading.years.years) > 1 or reading.whole
    return named or both or joins(reading) or bool(two_bodies(reading))


def _parts(reading: Reading, terms: Terms, library: Library) -> tuple[str, ...]:
    """The cells of each part, where one report is asked for the parts of something."""
    aside = wants("beyond", reading.text) or wants("own_place", reading.text)
    if reading.whole or len(reading.mentions) != 1 or aside:
        return ()
    operation = operation_of(reading.hits, reading.text, several=False)
    parts = breakdown(reading.text, terms, library.forms, "F2019", operation)
    return parts or (() if _several(reading) else parts_of_whole(terms, library.forms, operation))


def _refined(reading: Reading, terms: Terms, library: Library, *, prose: bool) -> Refined:
    """The guess by meaning, where the question may be on a cell at all."""
    text = without_stories(asked_part(reading.about), reading.hits)
    people = wants("unlike", text) and not wants("of_cases", text)
    elsewhere = wants("beyond", text) or wants("lasting", text) or people
    own = terms.noun or terms.requests or terms.applicants or terms.measures or terms.metrics
    if not own and (noun := counted_noun(reading)) and not LATIN.fullmatch(noun[0]):
        return Refined(terms)  # what is counted is a thing that reports speak of: villages, terminals
    if own and (wants("taken_fell", text) or wants("taken_rose", text)):
        return Refined(terms)  # "go down", 少了 say how the row moved, not which row
    if elsewhere or (prose and (terms.narrative or not wants("quantity", text))):
        return Refined(terms)
    asked = asked_part(reading.about)
    return refine(reading, terms, without_bounds(asked) if among(reading.text) else asked, library)
