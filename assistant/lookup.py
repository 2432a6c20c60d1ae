"""A plan → the evidence for it: figures by cell, computed outcomes, quotes, findings. Nothing is worded here."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.aggregate import as_printed, compute, meeting, narrowed, ranked, supported
from assistant.comparable import SINGLE, apart_by, not_compared
from assistant.evidence import (
    CheckEvidence,
    DefinitionEvidence,
    Evidence,
    FigureEvidence,
    Found,
    ListEvidence,
    Quote,
    StopEvidence,
    Value,
)
from assistant.lookup_by import expanded, narrowed_by
from assistant.lookup_pairs import look_up_pair
from assistant.lookup_prose import Shelf, look_up_passages, names_of
from assistant.lookup_tables import tables_held
from assistant.nested import of_the_first
from assistant.older_form import in_form, list_form, of_list
from assistant.premise import refuted
from assistant.query import (
    CheckQuery,
    Clarify,
    DefinitionQuery,
    FigureQuery,
    ListQuery,
    PassageQuery,
    Refuse,
    Scope,
    Understood,
)
from assistant.quotes import choose_quotes
from assistant.terms import DEFAULT, table_of
from assistant.told_findings import shown_elsewhere, shown_figures, shown_words, touching_findings
from assistant.values import Reports, read_values
from index.figure_store import FigureStore, ReportSummary
from index.form import Forms
from index.report import LEGACY_ID

IDENTITY = ("t3.new", "t3.carried_in", "t3.res.total", "t3.carried_out")
NOT_COMPARED = ("",)  # figures of two forms that are listed only
MOST_NAMED = 6  # cells that a question names one by one
# Measures that count another thing in the other form (DOMAIN: only these two may be compared across 2020→2021).


def look_up(understood: Understood, shelf: Shelf) -> Evidence:
    """Find the evidence for a plan."""
    plan = understood.plan
    found: Found
    if isinstance(plan, FigureQuery):
        found = _figures(plan, shelf, understood)
    elif isinstance(plan, PassageQuery):
        found = look_up_pair(plan, shelf) if plan.pair else look_up_passages(plan, shelf)
    elif isinstance(plan, CheckQuery):
        found = _check(plan, shelf)
    elif isinstance(plan, ListQuery):
        listed = shelf.summaries(plan.scope.reports)
        tables = tables_held(listed, plan.table, shelf) if plan.table else ()
        found = ListEvidence(query=plan, reports=listed, tables=tables)
    elif isinstance(plan, DefinitionQuery):
        found = _definitions(plan, shelf)
    elif isinstance(plan, Clarify):
        found = StopEvidence(plan=plan, reports=shelf.summaries(plan.reports))
    else:
        found = StopEvidence(plan=plan, reports=shelf.summaries(plan.nearest))
    version, reports = shelf.overview
    replaced = frozenset(report.superseded_by for report in reports if report.superseded_by)
    further = of_the_first(found, understood) if isinstance(found, FigureEvidence) else None
    also = tuple(look_up(part, shelf) for part in (*understood.also, *([further] if further else ())))
    return Evidence(understood=understood, found=found, index_version=version, replaced=replaced, also=also)


def _figures(query: FigureQuery, shelf: Shelf, understood: Understood) -> Found:
    query, by = narrowed_by(query, shelf)
    reports = shelf.summaries(query.scope.reports)
    asked = [(report, in_form(cell, report)) for report in reports for cell in expanded(query, report)]
    read = read_values(shelf.store, shelf.forms, reports, [*dict.fromkeys(cell for _, cell in asked), *query.also])
    values = tuple(_value(read, report, cell) for report, cell in asked)
    whole = len(reports) > 1
    there = tuple(v for v in values if v.state not in ("absent", "not_extracted"))
    if stop := _nothing(query, values, there, reports, shelf, understood):
        return stop
    if query.either and len({(v.state, v.best) for v in there if v.report == there[0].report}) > 1:
        asked_back = Clarify(about="row", reports=query.scope.reports[:1], cells=query.cells, offered=True)
        return StopEvidence(plan=asked_back, reports=reports[:1])
    query, there, older = _apart(query, there)
    kept = {id(value) for value in there}  # comparing each with each takes seconds where there are thousands
    missing = tuple(dict.fromkeys(f"{v.report.issuer} {v.report.year}" for v in values if id(v) not in kept))
    query, there = narrowed(_of_one_unit(query, there), there)
    also = tuple(_value(read, reports[0], cell) for cell in query.also) if not whole else ()
    why = "older" if older == NOT_COMPARED else not_compared(query, there, shelf.forms)
    computed = None if why or query.further else compute(query, there)
    touching = touching_findings(there, read.findings, several=whole)
    found = FigureEvidence(
        query=query,
        values=there,
        also=tuple(v for v in also if v.number is not None),
        computed=computed,
        findings=touching,
        shown=shown_figures(touching, shelf.store),
        words=shown_words(touching, shelf.store),
        elsewhere=shown_elsewhere(touching, shelf.store, shelf.forms),
        not_compared=why,
        missing=missing,
        refuted=refuted(query, understood.claimed, there, shelf.store),
        lacking=_lacking(query, values, there),
        older=older if older != NOT_COMPARED else (),
        by=by,
    )
    return _with_order(found)


def _apart(query: FigureQuery, there: tuple[Value, ...]) -> tuple[FigureQuery, tuple[Value, ...], tuple[str, ...]]:
    """Figures of the list of before 2019 are put into no operation with others: left out of all, or listed beside.

    Returns the query and values to go on with, and the reports left out, or NOT_COMPARED where the named are listed.
    """
    listed = [value for value in there if of_list(value.cell)]
    if query.operation not in SINGLE or len(listed) in (0, len(there)):
        return query, there, ()
    if query.scope.whole:
        names = tuple(dict.fromkeys(f"{v.report.issuer} {v.report.year}" for v in listed))
        return query, tuple(v for v in there if not of_list(v.cell)), names
    return replace(query, operation="lookup", condition=None, further=""), there, NOT_COMPARED


def _of_one_unit(query: FigureQuery, values: tuple[Value, ...]) -> FigureQuery:
    """The query; where its bound would choose among numbers of several units, which of each unit meet it."""
    if not (query.among and apart_by(query.condition, values)):
        return query
    return replace(query, operation="list_where", among=False, further="")


def _lacking(query: FigureQuery, values: Sequence[Value], there: Sequence[Value]) -> tuple[Value, ...]:
    """Cells asked by name that a report lacks beside others that it has; of a whole group each form has its own."""
    named = [cell for cell in query.cells if not cell.endswith(DEFAULT)]
    if query.operation != "lookup" or len(named) > MOST_NAMED:
        return ()
    answered = {value.report.id for value in there}
    return tuple(v for v in values if v not in there and v.cell in named and v.report.id in answered)


def _with_order(found: FigureEvidence) -> FigureEvidence:
    query = found.query
    limit = query.condition if query.operation == "list_where" else None
    bound = limit is not None and limit.comparison[0] in "<>" and limit.number != "0"
    order = ranked if query.further or bound or query.operation in ("rank", "max", "min") else meeting
    if order is meeting and query.condition is None:
        return found
    return replace(
        found,
        ranked=order(found.values, query, supported),
        ranked_as_printed=order(found.values, query, as_printed),
    )


def _value(read: Reports, report: ReportSummary, cell: str) -> Value:
    """The value, or state "absent" with the table's own state where the table was not read."""
    return read.value(report, cell)


def _nothing(
    query: FigureQuery,
    values: Sequence[Value],
    there: Sequence[Value],
    reports: Sequence[ReportSummary],
    shelf: Shelf,
    understood: Understood,
) -> StopEvidence | None:
    """A refusal where no asked cell is there, or where one of few asked cells is missing."""
    undefined = [value for value in there if value.state == "text" and value.figure is None]
    if undefined and len(undefined) == len(there):
        ids = tuple(report.id for report in reports)
        cells = tuple(dict.fromkeys(value.cell for value in undefined))
        detail = "无法计算：没有可作分母的件数" if understood.language == "zh" else "there is nothing to divide by"
        refusal = Refuse(reason="not_reported", nearest=ids, cells=cells)
        return StopEvidence(plan=refusal, reports=tuple(reports), detail=detail)
    if there and (len(reports) > 1 or len(there) == len(values) or query.operation == "lookup"):
        return None
    absent = [value for value in values if value.state == "absent"]
    unread = [v for v in absent if (t := v.report.tables.get(table_of(v.cell))) and t.status == "not_extracted"]
    gone = [v for v in absent if (t := v.report.tables.get(table_of(v.cell))) and t.status == "absent"]
    cells = tuple(dict.fromkeys(value.cell for value in values))
    ids = tuple(report.id for report in reports)
    if absent and all(list_form(value.report) for value in absent):
        unread = [v for v in absent if v.report.tables[LEGACY_ID].status == "not_extracted"]
        if not unread:
            return StopEvidence(plan=Refuse(reason="row", nearest=ids, cells=cells), reports=tuple(reports))
        reason = unread[0].report.tables[LEGACY_ID].reason
        return StopEvidence(
            plan=Refuse(reason="not_extracted", nearest=ids, cells=cells), reports=tuple(reports), detail=reason
        )
    if unread:
        reason = unread[0].report.tables[table_of(unread[0].cell)].reason
        return StopEvidence(
            plan=Refuse(reason="not_extracted", nearest=ids, cells=cells), reports=tuple(reports), detail=reason
        )
    if gone:
        reason = gone[0].report.tables[table_of(gone[0].cell)].reason
        return StopEvidence(
            plan=Refuse(reason="not_reported", nearest=ids, cells=cells), reports=tuple(reports), detail=reason
        )
    return StopEvidence(plan=Refuse(reason="row", nearest=ids, cells=cells), reports=tuple(reports))


def _check(query: CheckQuery, shelf: Shelf) -> Found:
    reports = shelf.summaries(query.scope.reports)
    findings = shelf.store.findings([report.id for report in reports])
    if query.tables or query.cells:
        findings = {key: tuple(f for f in found if _touches(f.rule, f.cells, query)) for key, found in findings.items()}
    identity: tuple[Value, ...] = ()
    asked: tuple[Value, ...] = ()
    if len(reports) == 1:
        cells = [f"{row}|{column}" for column in ("total", "natural", "org.commercial") for row in IDENTITY]
        wanted = [c for cell in query.cells for c in _check_cells(cell, shelf.forms)]
        read = read_values(shelf.store, shelf.forms, reports, [*cells, *wanted])
        identity = (
            tuple(read.value(reports[0], cell) for cell in cells) if not query.tables or "t3" in query.tables else ()
        )
        asked = tuple(v for cell in wanted if (v := read.value(reports[0], cell)).state != "absent")
    return CheckEvidence(
        query=query,
        reports=reports,
        findings=findings,
        shown=shown_figures(findings, shelf.store),
        words=shown_words(findings, shelf.store),
        elsewhere=shown_elsewhere(findings, shelf.store, shelf.forms),
        quotes=_prose_of(query, reports, shelf),
        identity=identity,
        asked=asked,
    )


def _prose_of(query: CheckQuery, reports: Sequence[ReportSummary], shelf: Shelf) -> tuple[Quote, ...]:
    """The sentence of the prose that a check speaks of, where it speaks of the prose of one report."""
    if not query.text or len(reports) != 1:
        return ()
    found = shelf.retrieve(query.text, query.scope.reports)
    return choose_quotes(query.text, (), found, {reports[0].id: reports[0]}, names_of(reports[0])).quotes[:1]


def _check_cells(cell: str, forms: Forms) -> list[str]:
    """For a row of table 2 all of its cells: whether it adds up is asked of the row, not of one cell."""
    if cell.startswith("t2."):
        row = (
            cell.removesuffix(DEFAULT)
            if cell.endswith(DEFAULT)
            else forms.cells[cell].row
            if cell in forms.cells
            else cell
        )
        return [c for c in forms.printed["F2019", "t2"] if forms.cells[c].row == row] or [cell]
    return [cell]


def _touches(rule: str, cells: Sequence[str], query: CheckQuery) -> bool:
    if query.tables and not any(
        rule.startswith(table.upper()) or any(c.startswith(table) for c in cells) for table in query.tables
    ):
        return False
    rows = {
        cell.split("|")[0].rsplit(".", 1)[0] if cell.startswith("t2") else cell.split("|")[0] for cell in query.cells
    }
    return (
        not query.cells
        or bool(query.tables)
        or any(cell.startswith(row) for cell in cells for row in rows)
        or rule in ("T3.EMPTY",)
    )


def _definitions(query: DefinitionQuery, shelf: Shelf) -> Found:
    forms = shelf.forms
    definitions, articles = [], []
    for term in query.terms:
        if term in forms.articles:
            rows = tuple(row.id for row in forms.rows.values() if row.parent == term and row.id != "t2.other_docs")
            articles.append((term, rows))
        elif term in forms.definitions:
            definitions.append((term, forms.definitions[term]))
    return DefinitionEvidence(query=query, definitions=tuple(definitions), articles=tuple(articles), labels=())


def whole_scope(store: FigureStore) -> Scope:
    """All reports there are, each in its newest version."""
    return Scope(reports=tuple(summary.id for summary in store.current_reports()), whole=True)
