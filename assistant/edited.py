"""A query that somebody changed word by word: checked against the form, the index and what an operation can be done on.

The chips of an answer are its query; another row, year or issuer chosen there comes back as an `EditedQuery`. Every
word of it is an id that is there, so nothing is understood anew and nothing can be misread.
"""

from dataclasses import dataclass
from typing import Literal

from assistant.conversations import MOST_ASKED, Asked, Context, kept_plan
from assistant.query import FigureQuery, Operation, Scope
from assistant.reading import Library
from assistant.terms import Terms, cells_of
from index.errors import BadQuestion
from index.figure_store import ReportSummary
from index.form import Forms

MOST_CELLS = 6
MOST_REPORTS = 200  # that can be named; `whole` takes all there are
MANY = 1_000_000
HANDLED, BESIDE_HANDLED = "t3.res.total|total", ("t3.new|total", "t3.carried_in|total")


@dataclass(frozen=True, slots=True)
class Shape:
    """How many cells of how many reports an operation is done on; `one_issuer`: over the years of one body."""

    operation: Operation
    zh: str
    en: str
    cells: tuple[int, int]
    reports: tuple[int, int]
    one_issuer: bool = False

    def fits(self, cells: int, reports: int, issuers: int) -> bool:
        """Whether the operation can be done on so many."""
        within = self.cells[0] <= cells <= self.cells[1] and self.reports[0] <= reports <= self.reports[1]
        return within and (issuers == 1 or not self.one_issuer)


# "count" and "list_where" need a number to compare with, which no chip holds.
SHAPES = (
    Shape("lookup", "查数值", "Look up", (1, MOST_CELLS), (1, MANY)),
    Shape("trend", "看变化", "Trend", (1, 1), (2, MANY), one_issuer=True),
    Shape("rank", "排名", "Rank", (1, 1), (2, MANY)),
    Shape("max", "最大", "Highest", (1, 1), (2, MANY)),
    Shape("min", "最小", "Lowest", (1, 1), (2, MANY)),
    Shape("sum", "合计", "Sum", (1, 1), (2, MANY)),
    Shape("sum", "合计", "Sum", (2, MOST_CELLS), (1, 1)),
    Shape("average", "平均", "Average", (1, 1), (2, MANY)),
    Shape("difference", "相差", "Difference", (1, 1), (2, 2)),
    Shape("difference", "相差", "Difference", (2, 2), (1, 1)),
    Shape("ratio", "之比", "Ratio", (1, 1), (2, 2)),
    Shape("ratio", "之比", "Ratio", (2, 2), (1, 1)),
    Shape("share", "占比", "Share", (2, 2), (1, 1)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedQuery:
    """Cells of reports, by their ids, and an operation. `whole`: all reports, of `years` where any are given."""

    cells: tuple[str, ...]
    reports: tuple[str, ...] = ()
    whole: bool = False
    years: tuple[int, ...] = ()
    operation: Operation = "lookup"
    order: Literal["descending", "ascending"] = "descending"


def planned(edited: EditedQuery, library: Library) -> FigureQuery:
    """The plan of an edited query.

    Raises:
        BadQuestion: it names what is not in the form or the index, or an operation that cannot be done on it.
    """
    cells = tuple(dict.fromkeys(edited.cells))
    known = {*library.forms.cells, *library.forms.metrics}
    if unknown := [cell for cell in cells if cell not in known]:
        raise BadQuestion(f"no form has the cell {unknown[0]!r}; GET /api/v1/cells lists those there are")
    reports = _reports(edited, library)
    _possible(edited.operation, cells, reports, library.forms)
    alone = edited.operation == "lookup" and cells == (HANDLED,) and len(reports) == 1
    return FigureQuery(
        cells=cells,
        scope=Scope(
            reports=tuple(report.id for report in reports),
            issuers=() if edited.whole else tuple(dict.fromkeys(report.issuer for report in reports)),
            years=edited.years if edited.whole else tuple(dict.fromkeys(report.year for report in reports)),
            whole=edited.whole,
        ),
        operation=edited.operation,
        order=edited.order,
        also=BESIDE_HANDLED if alone else (),
    )


def _reports(edited: EditedQuery, library: Library) -> list[ReportSummary]:
    if edited.whole:
        wanted = [report for report in library.summaries if not edited.years or report.year in edited.years]
        if not wanted:
            raise BadQuestion("no report of these years is in the index; GET /api/v1/reports lists those there are")
        return wanted
    held = {report.id: report for report in library.summaries}
    ids = tuple(dict.fromkeys(edited.reports))
    if unknown := [name for name in ids if name not in held]:
        raise BadQuestion(
            f"no current report has the id {unknown[0]!r}; GET /api/v1/reports?all_versions=false lists those there are"
        )
    if not ids:
        raise BadQuestion("the query names no report: give `reports`, or `whole` for all of them")
    return [held[name] for name in ids]


def _possible(operation: Operation, cells: tuple[str, ...], reports: list[ReportSummary], forms: Forms) -> None:
    issuers = len({report.issuer for report in reports})
    shapes = [shape for shape in SHAPES if shape.operation == operation]
    if not any(shape.fits(len(cells), len(reports), issuers) for shape in shapes):
        raise BadQuestion(
            f"{operation!r} cannot be done on {len(cells)} cells of {len(reports)} reports; GET /api/v1/cells says "
            "under `operations` how many each one takes"
        )
    if operation == "lookup" or len(cells) == 1:
        return
    units = {forms.cells[cell].unit if cell in forms.cells else "%" for cell in cells}
    if operation == "sum" and (len(units) > 1 or any(_within(one, other) for one in cells for other in cells)):
        raise BadQuestion("these cells cannot be added: their units differ, or one of them is part of another")


def _within(part: str, whole: str) -> bool:
    """Whether a cell is counted in another one: a total is never added to its own parts."""
    if part == whole or part[:2] != whole[:2]:
        return False
    if "|" in part and "|" in whole:
        (row, applicant), (over, column) = part.split("|"), whole.split("|")
        rows = row == over or row.startswith(f"{over}.") or (over == "t3.res.total" and row.startswith("t3.res."))
        return rows and (column in (applicant, "total") or applicant.startswith(f"{column}."))
    block, _, result = whole.rpartition(".")
    return result == "total" and part.startswith(f"{block}.")


def next_context(query: FigureQuery, text: str, library: Library, before: Context | None) -> Context:
    """What the next question may leave out, after an edited one."""
    of_report = {report: key for key, issuer in library.names.issuers.items() for report in issuer.reports.values()}
    keys = (
        () if query.scope.whole else tuple(dict.fromkeys(of_report[r] for r in query.scope.reports if r in of_report))
    )
    earlier = before or Context()
    terms = _terms(query.cells, library.forms)
    following = Context(
        issuers=keys,
        recent=tuple(dict.fromkeys((*(k for k in earlier.recent if k not in keys), *keys)))[-5:],
        years=query.scope.years,
        terms=terms,
        operation=query.operation,
        kind=query.kind,
        text=text,
        whole=query.scope.whole,
        asked=(*earlier.asked, Asked(keys, terms))[-MOST_ASKED:] if keys and terms else earlier.asked,
    )
    return kept_plan(following, query, (), before)


def _terms(cells: tuple[str, ...], forms: Forms) -> Terms | None:
    """The terms that ask for these cells; None where words cannot say exactly them."""
    if all(cell in forms.metrics for cell in cells):
        terms = Terms(metrics=cells)
    elif all("|" in cell for cell in cells):
        pairs = [cell.split("|") for cell in cells]
        applicants = tuple(dict.fromkeys(applicant for _, applicant in pairs))
        rows = tuple(dict.fromkeys(row for row, _ in pairs))
        terms = Terms(rows=rows, applicants=() if applicants == ("total",) else applicants, requests=True, noun=True)
    else:
        split = [cell.rpartition(".") for cell in cells]
        heads, tails = (
            tuple(dict.fromkeys(part)) for part in (tuple(h for h, _, _ in split), tuple(t for *_, t in split))
        )
        if cells[0].startswith("t4."):
            terms = Terms(blocks=heads, results=tails, noun=True)
        else:
            pairs_t2 = tuple((head, tail) for head, _, tail in split)
            terms = Terms(rows=heads, measures=tails, pairs=pairs_t2, firm=True, noun=True)
    return terms if cells_of(terms, forms) == cells else None
