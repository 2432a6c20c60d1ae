"""A figure against that of the year before: asked for ("同比", "compared with last year") or a rise or fall taken for
granted ("申请怎么降了")."""

from dataclasses import replace

from assistant.answer import Language
from assistant.asking import Asking, with_changed_terms
from assistant.intent import wants
from assistant.query import Refuse
from assistant.reading import Library, Reading
from assistant.spans import ITEMS, of_decisions
from assistant.wanted import Resolved
from index.figure_store import ReportSummary

MORE_OR_LESS = ("max", "min")  # "higher than the year before"
OF_TWO_YEARS = ("difference", "share", "ratio", "trend")
FORM_WITH_CHANGE = "F2019"  # its table 2 prints what changed against the year before


def way_taken(reading: Reading) -> int:
    """1 where the question takes a rise for granted or wants it borne out, -1 where a fall, 0 where neither."""
    if reading.way:
        return reading.way
    fell, rose = wants("taken_fell", reading.text), wants("taken_rose", reading.text)
    return 0 if fell == rose else -1 if fell else 1


def with_year_before(reading: Reading, asked: Asking, resolved: Resolved, library: Library) -> tuple[Asking, Resolved]:
    """The report of the year before as well, where one report is to be held against it; said where it is not held."""
    way = way_taken(reading)
    if not (way or wants("year_before", reading.text)) or len(reading.years.years) > 1:
        return asked, resolved
    report = _only(resolved, library)
    percent = asked.operation in ("share", "ratio") and wants("relative", reading.text)
    looked_up = asked.operation in ("lookup", "difference", "trend", *MORE_OR_LESS) or percent
    if report is None or asked.prose or asked.checking or asked.parts or not asked.cells or not looked_up:
        return asked, resolved
    column = any(cell.endswith((".change", ".prior_items", ".items")) for cell in asked.cells)
    if column and of_decisions(reading):
        asked, column = with_changed_terms(asked, library), False
    decided = bool(reading.way) and any(hit.target == "decisions" for hit in reading.hits if hit.group == "measures")
    change = _change_cells(asked) if way and not decided and _prints_change(report) else ()
    if column and not change and (_prints_change(report) or ITEMS.search(reading.masked)):
        return asked, resolved  # the report prints it itself, or its form has no such column
    if earlier := held_before(report, library):
        assert resolved.scope is not None
        asked = with_changed_terms(asked, library) if column else asked
        operation = asked.operation if asked.operation in OF_TWO_YEARS else "difference"
        scope = replace(resolved.scope, reports=(earlier, report.id), years=(report.year - 1, report.year))
        return replace(asked, operation=operation, several=True), replace(resolved, scope=scope)
    if change:
        if reading.way and not ITEMS.search(reading.masked):
            resolved.assumptions.append(_of_items(report, reading.language))
        return replace(asked, cells=change, terms=replace(asked.terms, measures=("change",))), resolved
    if any(cell.endswith(".change") for cell in asked.cells) and not way:
        return asked, resolved  # refused: the form has no such column
    if (way or percent or wants("how_many", reading.text)) and not reading.way:
        refusal = Refuse(reason="year", asked=report.issuer, years=(report.year - 1,), nearest=(report.id,))
        return asked, Resolved(stop=refusal)  # by how much it moved, or why, cannot be told
    asked = with_changed_terms(asked, library) if column else asked
    resolved.assumptions.append(not_held(report, reading.language))
    return replace(asked, operation="lookup"), resolved


def _only(resolved: Resolved, library: Library) -> ReportSummary | None:
    """The one report asked of."""
    reports = resolved.scope.reports if resolved.scope else ()
    return next((s for s in library.summaries if s.id == reports[0]), None) if len(reports) == 1 else None


def held_before(report: ReportSummary, library: Library) -> str:
    """The id of the same body's report of the year before, "" where it is not there."""
    own = (i for i in library.names.issuers.values() if i.reports.get(report.year) == report.id)
    return next((i.reports.get(report.year - 1, "") for i in own), "")


def _prints_change(report: ReportSummary) -> bool:
    table = report.tables.get("t2")
    return table is not None and table.form == FORM_WITH_CHANGE


def _change_cells(asked: Asking) -> tuple[str, ...]:
    """The change columns of the rows of table 2 that are asked; () where another table is."""
    rows = [cell.rpartition(".")[0] for cell in asked.cells]
    of_items = ("t2.license", "t2.penalty", "t2.coercion", "t2.other_services", "t2.fees")
    return tuple(f"{row}.change" for row in rows) if all(row in of_items for row in rows) else ()


def _of_items(report: ReportSummary, language: Language) -> str:
    """What the column counts: a rise of items is none of decisions."""
    if language == "zh":
        return f"增/减一栏只说项目数；办了多少件，没有收录{report.year - 1}年的数可比。"
    return f"The column is on items only; no number of decisions of {report.year - 1} is there to compare with."


def not_held(report: ReportSummary, language: Language) -> str:
    year = report.year - 1
    if language == "zh":
        return f"没有收录{report.issuer}{year}年的报告，不能和上一年比较；这是{report.year}年的数。"
    return (
        f"There is no report of {report.issuer} for {year} in the collection, so the two years cannot be compared; "
        f"this is the figure of {report.year}."
    )
