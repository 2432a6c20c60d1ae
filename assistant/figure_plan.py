"""What is understood of a question on figures → one FigureQuery: cells, operation, order, place, condition."""

from dataclasses import replace
from typing import Literal

from assistant.among import OF_NARROWED, among
from assistant.any_asked import any_asked, whether_asked, without_whether
from assistant.arithmetic import base_named, of_applicant, part_of_named
from assistant.breakdown import breakdown
from assistant.conditions import condition_of
from assistant.first_look import Look
from assistant.intent import limit_of, lowest_first, place_of, wants
from assistant.nested import RANKED, nested
from assistant.older_form import list_form
from assistant.order_asked import LEVELS, OrderAsked
from assistant.query import Condition, FigureQuery, Operation, Scope
from assistant.reading import Library, Reading
from assistant.terms import Terms
from index.form import Forms

HANDLED = "t3.res.total|total"
GROUPS = {"t3.res.denied", "t3.res.unable", "t3.res.refuse", "t3.res.other"}  # sums of rows of their own
MOST_PLACES = 10
BLANK_OR_ZERO = Look(
    r"空(?:白|着|的)?(?:还是|或|or)\s*(?:是|填)?(?:0|零)|(?:0|零)\s*(?:还是|或|or)\s*(?:是)?(?:空|没填|blank)"
    r"|\b(?:blank|empty),? or (?:a |an )?(?:zero|0|nil)\b|\b(?:zero|0|nil) or (?:a )?(?:blank|empty)\b"
    r"|(?:没填|未填)还是(?:填)?(?:0|零)"
)
SHARE_WORDS = Look(r"比例|比重|\bproportion\b")


def figure_query(
    reading: Reading,
    terms: Terms,
    cells: tuple[str, ...],
    operation: Operation,
    scope: Scope,
    library: Library,
    further: OrderAsked | None = None,
) -> FigureQuery:
    """The query for these cells of these reports."""
    if further is not None:
        return _of_order(reading, cells, scope, library, further)
    text = reading.text
    single = operation == "rank" and len(scope.reports) == len(cells) == 1
    own = scope.reports[0] if single and wants("own_place", text) else ""
    if own and _of_list(own, library):
        return FigureQuery(cells=cells, scope=scope, own=own)
    if not own and (parts := breakdown(text, terms, library.forms, _form(scope, library), operation)):
        cells = parts
    then: tuple[str, ...] = ()
    if operation in RANKED and len(scope.reports) > 1 and (both := nested(reading, library)):
        cells, then = both
    also: tuple[str, ...] = ()
    if operation == "lookup" and cells == (HANDLED,) and len(scope.reports) == 1:
        also = ("t3.new|total", "t3.carried_in|total")
    if operation == "ratio" and len(cells) == 1 and wants("reversed_ratio", text):
        scope = replace(scope, reports=scope.reports[::-1])
    operation, cells = _of_one_report(reading, terms, cells, operation, scope, library)
    relative = operation in ("share", "ratio", "difference") and len(cells) == 1 and wants("relative", text)
    if relative := relative and len(scope.reports) == 2:
        operation, scope = "share", _base_last(scope, library)
    elif operation == "share" and len(cells) == 1 and len(scope.reports) > 2 and wants("relative", text):
        operation = "trend"  # a change over several years is no share of their sum
    if operation == "sum":
        cells = without_parts(cells, library.forms)
    if operation == "share" and len(cells) == 2 and holds(cells[0], cells[1], library.forms):
        cells = (cells[1], cells[0])  # "of the requests closed, what share was granted"
    shared = operation == "share" or (operation == "ratio" and SHARE_WORDS.search(text))
    part = part_of_named(reading.masked, reading.hits) if shared and len(cells) > 1 else ""
    if part:
        operation = "share"
        cells = (*(cell for cell in cells if _is(cell, part)), *(cell for cell in cells if not _is(cell, part)))
    if own:
        scope = Scope(reports=tuple(s.id for s in library.summaries), whole=True)
    order: Literal["descending", "ascending"] = "ascending" if lowest_first(text) else "descending"
    return FigureQuery(
        cells=cells,
        scope=scope,
        operation=operation,
        condition=_condition(reading, operation),
        among=_among(reading, operation),
        order=order,
        also=also,
        then=then,
        own=own,
        limit=limit_of(text) if operation == "rank" else None,
        place=_place(text) if operation == "rank" else None,
        either=_either(reading, cells),
        relative=relative,
        of_sum=operation == "share" and len(cells) > 1 and bool(part),
    )


def _of_order(
    reading: Reading, cells: tuple[str, ...], scope: Scope, library: Library, order: OrderAsked
) -> FigureQuery:
    """What an order is further put to; of one body on which side of a level it lies among all of the years asked."""
    own = (
        scope.reports[0] if order.kind in (*LEVELS, "majority") and len(scope.reports) == 1 and reading.mentions else ""
    )
    if own and _of_list(own, library):
        return FigureQuery(cells=cells, scope=scope, own=own)
    if own:
        asked = reading.years.years
        reports = tuple(s.id for s in library.summaries if not asked or s.year in asked)
        scope = Scope(reports=reports, years=asked, whole=True)
    lowest = order.limit is not None and lowest_first(reading.text)
    return FigureQuery(
        cells=cells,
        scope=scope,
        operation=order.operation,
        condition=_condition(reading, "rank"),
        among=_among(reading, "rank"),
        order="ascending" if lowest else "descending",
        limit=order.limit,
        own=own,
        further=order.kind,
        between=order.between,
    )


def _of_list(report: str, library: Library) -> bool:
    """Whether a report is of the form before 2019: it has no place among those since."""
    return any(summary.id == report and list_form(summary) for summary in library.summaries)


def _base_last(scope: Scope, library: Library) -> Scope:
    """Two reports, last the one that per cents are counted from: the year before, or the body named last."""
    first, second = (next(s for s in library.summaries if s.id == report) for report in scope.reports)
    reports = scope.reports[::-1] if first.issuer == second.issuer and first.year < second.year else scope.reports
    return replace(scope, reports=reports, whole=False)


def _is(cell: str, target: str) -> bool:
    """Whether a cell is one of a named row, block, applicant or result."""
    return cell.startswith((f"{target}.", f"{target}|")) or cell.endswith((f"|{target}", f".{target}"))


def no_share(query: FigureQuery, operations: set[str]) -> bool:
    """Whether two cells make no share: one beside another of the same whole, or a sum that was meant as one of them."""
    if len(query.cells) != 2 or query.of_sum:
        return False
    first, second = query.cells
    beside = _sibling(first, second, "t3.res.", "|") or _sibling(first, second, "t4.", ".")
    whole = second.partition("|")[0] == HANDLED.partition("|")[0] and first.partition("|")[0] in GROUPS
    return beside or ("sum" in operations and first.split(".")[0] == "t3" and not whole)


def _sibling(first: str, second: str, table: str, bar: str) -> bool:
    """Whether two cells are parts of one whole, neither of them the whole itself."""
    if not (first.startswith(table) and second.startswith(table)):
        return False
    (one, _, own), (other, _, its) = first.rpartition(bar), second.rpartition(bar)
    if table == "t3.res.":
        return own == its and HANDLED.partition("|")[0] not in (one, other) and not _above(one, other)
    return one == other and "total" not in (own, its)


def _above(one: str, other: str) -> bool:
    return one.startswith(other + ".") or other.startswith(one + ".")


def without_parts(cells: tuple[str, ...], forms: Forms) -> tuple[str, ...]:
    """The cells of a sum without those that another of them holds: a total is not added to its own parts."""
    return tuple(c for c in cells if not any(c != whole and holds(whole, c, forms) for whole in cells))


def holds(whole: str, part: str, forms: Forms) -> bool:
    """Whether one cell of table 3 or 4, or a derived one, counts what another counts too."""
    known = forms.cells.get(whole)
    if known is not None and known.parts:
        return any(part == p or holds(p, part, forms) for p in known.parts)
    row, bar, applicant = whole.partition("|")
    part_row, _, part_applicant = part.partition("|")
    if bar and part_row == row:
        return applicant == "total" and part_applicant != "total"
    if bar and part_applicant == applicant and row == HANDLED.partition("|")[0]:
        return part_row.startswith("t3.res.")
    block, _, result = whole.rpartition(".")
    return whole.startswith("t4.") and result == "total" and part.rpartition(".")[0] == block


def _either(reading: Reading, cells: tuple[str, ...]) -> bool:
    """Whether one word stands for all the rows asked: "the carry-over row" is one of two."""
    if BLANK_OR_ZERO.search(reading.text):
        return False  # told of each of them
    rows = [hit for hit in reading.hits if hit.target in ("t3.carried_in", "t3.carried_out")]
    return len(cells) > 1 and len(rows) == len(cells) and len({(hit.start, hit.end) for hit in rows}) == 1


def _place(text: str) -> int | None:
    """The place of a ranking that is asked for; beyond ten the whole order is given."""
    place = place_of(text)
    return place if place is not None and place <= MOST_PLACES else None


def _form(scope: Scope, library: Library) -> str:
    report = next((s for s in library.summaries if scope.reports and s.id == scope.reports[0]), None)
    table = report.tables.get("t2") if report else None
    return (table.form if table else None) or "F2019"


def _condition(reading: Reading, operation: Operation) -> Condition | None:
    if _among(reading, operation) and (narrowing := among(reading.text)):
        return narrowing.condition
    if operation in ("rank", "max", "min", "average") and wants("no_zeros", reading.text):
        return Condition(comparison="!=")
    if operation not in ("count", "list_where"):
        return None
    any_at_all = any_asked(reading.text) is not None or bool(whether_asked(reading.text))
    condition = condition_of(without_whether(reading.text) if any_at_all else reading.text)
    if condition is None and (any_at_all or wants("received_any", reading.text)):
        return Condition(comparison=">")
    if condition and condition.comparison in ("<", "<=") and not condition.beside and wants("no_zeros", reading.text):
        return replace(condition, beside=Condition(comparison=">"))  # "under 50, and not the zero ones"
    if condition and (condition.comparison, condition.number) == ("==", "0") and wants("no_zeros", reading.text):
        return Condition(comparison="!=")
    return condition


def _among(reading: Reading, operation: Operation) -> bool:
    """Whether a condition says which bodies something is worked out of."""
    return operation in OF_NARROWED and not reading.mentions and among(reading.text) is not None


def _whole_of(cell: str, reading: Reading, library: Library) -> str:
    """The whole that a cell is naturally a part of: its row, the group named with it, what was handled, its block."""
    row, bar, applicant = cell.partition("|")
    if bar and applicant != "total" and row.startswith("t3.res.") and of_applicant(reading.masked, reading.hits):
        return f"t3.res.total|{applicant}"
    if bar and applicant != "total":
        return f"{row}|total"
    known = library.forms.rows.get(row)
    parent = known.parent if known else None
    if bar and parent and any(hit.group == "rows" and hit.target == parent for hit in reading.hits):
        return f"{parent}|total" if parent != "t3.res" else HANDLED
    if bar:
        return HANDLED if row.startswith("t3.res.") and cell != HANDLED else ""
    if cell in ("t4.direct.total", "t4.post.total"):
        return "t4.lit.total"
    block, _, result = cell.rpartition(".")
    return f"{block}.total" if block.startswith("t4.") and result != "total" else ""


def _of_one_report(
    reading: Reading, terms: Terms, cells: tuple[str, ...], operation: Operation, scope: Scope, library: Library
) -> tuple[Operation, tuple[str, ...]]:
    """Operations whose second operand the question leaves out, such as the whole of a share."""
    single = len(scope.reports) == 1
    if operation in ("ratio", "average") and "t2.procurement" in terms.rows and single:
        return "ratio", ("t2.procurement.amount", "t2.procurement.projects")
    if operation == "ratio" and len(cells) == 1 and "比例" in reading.text:
        operation = "share"  # of one number there is no ratio but to its whole
    if operation == "share" and len(cells) == 1 and single and (whole := _whole_of(cells[0], reading, library)):
        cells = (cells[0], whole)
    per = operation == "ratio" or (operation == "share" and wants("per_hundred", reading.text))
    if per and len(cells) == 2:
        base, named_first = base_named(reading.masked, reading.hits)
        both = all(_is(cell, base) for cell in cells)  # two columns of one row
        first = named_first if both else _is(cells[0], base)
        cells = cells[::-1] if (first if base else wants("reversed_ratio", reading.text)) else cells
    t2 = [row for row in terms.rows if row.startswith("t2.")]
    if wants("growth", reading.text) and t2 and single:
        return "share", (f"{t2[0]}.change", f"{t2[0]}.prior_items")
    if operation == "sum" and len(cells) == 2 and {c.rsplit(".", 1)[-1] for c in cells} == {"prior_items", "change"}:
        return "lookup", (cells[0].rsplit(".", 1)[0] + ".items",)
    return operation, cells
