"""What lists can be narrowed by, the page of a list, and the format it is written in."""

import base64
import binascii
import json
from collections.abc import Callable, Collection, Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.requests import Request

from assistant.api_problems import Problem, Wording
from assistant.export_sheets import CSV_TYPE, XLSX_TYPE
from index.form import Forms
from index.report import Severity, State, Table
from index.report_summary import FindingHead, ReportSummary, TableSummary

Format = Literal["json", "csv", "xlsx"]
Quality = Literal["ok", "findings", "not_extracted", "scan"]
Kind = Literal["hard", "soft", "completeness", "info", "parse", "decision"]
SERIOUS: tuple[Severity, ...] = ("error", "warn")
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Year = Annotated[int, Field(ge=1900, le=2999)]
MOST_VALUES = 200  # of one filter
LIMIT = 100
MOST_ROWS = 10_000  # of one page
MEDIA_TYPES: dict[Format, str] = {"json": "application/json", "csv": CSV_TYPE, "xlsx": XLSX_TYPE}


class ReportFilter(BaseModel):
    """Which reports. A word that no filter has is refused: a slip must not return everything."""

    model_config = ConfigDict(extra="forbid")

    issuer: list[Word] = Field(default=[], max_length=MOST_VALUES, description="Words the issuer's name holds")
    region: list[Word] = Field(
        default=[], max_length=MOST_VALUES, description="A place: what lies in it is there too (江西省, 宜春市)"
    )
    year: list[Year] = Field(default=[], max_length=MOST_VALUES, description="Years the reports are about")
    from_year: Year | None = Field(default=None, description="First year")
    to_year: Year | None = Field(default=None, description="Last year")
    form: list[Literal["F2019", "F2021", "F2014"]] = Field(default=[], description="Official form of one of its tables")
    report: list[Word] = Field(default=[], max_length=MOST_VALUES, description="Ids of reports")
    quality: Quality | None = Field(
        default=None,
        description="`ok`: every table read and no rule failed; `findings`: a rule failed; `not_extracted`: a table "
        "could not be read; `scan`: some of it was recognised from images",
    )
    all_versions: bool = Field(default=False, description="Older versions of a report too, not only the newest")

    def chosen(self, reports: Iterable[ReportSummary]) -> list[ReportSummary]:
        """Those that every given filter lets through, in their order."""
        tests = self.tests()
        return [report for report in reports if all(test(report) for test in tests.values())]

    def tests(self) -> dict[str, Callable[[ReportSummary], bool]]:
        """Filter → whether it lets a report through, for those that are given."""
        regions, quality = tuple(self.region), self.quality
        from_year, to_year = self.from_year or 0, self.to_year or 9999
        given: dict[str, tuple[object, Callable[[ReportSummary], bool]]] = {
            "versions": (not self.all_versions, lambda report: report.superseded_by is None),
            "report": (self.report, lambda report: report.id in self.report),
            "issuer": (self.issuer, lambda report: any(word in report.issuer for word in self.issuer)),
            "region": (regions, lambda report: any(_lies_in(report.region, place) for place in regions)),
            "year": (self.year, lambda report: report.year in self.year),
            "years": (self.from_year or self.to_year, lambda report: from_year <= report.year <= to_year),
            "form": (self.form, lambda report: any(table.form in self.form for table in report.tables.values())),
            "quality": (quality, lambda report: quality in qualities_of(report)),
        }
        return {name: test for name, (is_given, test) in given.items() if is_given}


class WordedFilter(ReportFilter):
    """Which reports, by words too."""

    q: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] = Field(
        default="", description="Words, all of which stand in the issuer, region, year or title"
    )

    def tests(self) -> dict[str, Callable[[ReportSummary], bool]]:
        """As those of ReportFilter, and the words."""
        words = self.q.lower().split()
        held = {"q": lambda r: all(map(f"{r.issuer} {r.region} {r.year} {r.title}".lower().__contains__, words))}
        return {**super().tests(), **(held if words else {})}


class ReportPage(WordedFilter):
    """Which reports of the list, and which page of it."""

    all_versions: bool = Field(default=True, description="Older versions of a report too")
    limit: int | None = Field(default=None, ge=1, le=MOST_ROWS, description="Most reports of one page; all if left out")
    cursor: str | None = Field(default=None, max_length=400, description="`next` of the page before")


class RowPage(WordedFilter):
    """One page of rows, and how it is written."""

    limit: int | None = Field(
        default=None,
        ge=1,
        le=MOST_ROWS,
        description=f"Most rows of one page: {LIMIT} in JSON if left out; CSV and XLSX then hold every row",
    )
    cursor: str | None = Field(default=None, max_length=400, description="`next` of the page before")
    format: Format | None = Field(default=None, description="Goes before the Accept header")


class FigurePage(RowPage):
    """Which figures."""

    table: list[Literal["t2", "t3", "t4", "l14"]] = Field(default=[], description="Statutory tables")
    row: list[Word] = Field(default=[], max_length=MOST_VALUES, description="Rows of the form (t3.new), see /cells")
    cell: list[Word] = Field(default=[], max_length=MOST_VALUES, description="Cells of the form (t3.new|total)")
    state: list[State] = Field(default=[], description="number, blank, dash, slash or text")
    sort: Literal["issuer", "year", "-year", "number", "-number"] = Field(
        default="issuer", description="By issuer and year, by year, or by number; `-` for the largest first"
    )

    def cells(self, forms: Forms) -> list[str] | None:
        """The cells that table, row and cell name together; None where none of them is given.

        Raises:
            Problem: no form has a row or cell of that name.
        """
        if not (self.table or self.row or self.cell):
            return None
        rows = {cell.row for cell in forms.cells.values()}
        unknown = [*(set(self.row) - rows), *(set(self.cell) - forms.cells.keys())]
        if unknown:
            raise Problem(422, "unknown_cell", _unknown(sorted(unknown)[0]))
        return [
            cell.id
            for cell in forms.cells.values()
            if (not self.table or cell.table in self.table)
            and (not self.row or cell.row in self.row)
            and (not self.cell or cell.id in self.cell)
        ]


class FindingFilter(WordedFilter):
    """Which findings of which reports."""

    rule: list[Word] = Field(default=[], max_length=MOST_VALUES, description="Ids of rules (T3.ROW), see /rules")
    kind: list[Kind] = Field(default=[], description="Kinds of rules, see /rules; decision: what people decided")
    severity: list[Severity] = Field(default=[], description="error, warn or info; error and warn if left out")

    def head_tests(self) -> dict[str, Callable[[FindingHead], bool]]:
        """Filter → whether it lets a finding through, for those that are given; severity always is."""
        rules, kinds, severities = {*self.rule}, {*self.kind}, {*(self.severity or SERIOUS)}
        given: dict[str, tuple[object, Callable[[FindingHead], bool]]] = {
            "rule": (rules, lambda head: head.rule in rules),
            "kind": (kinds, lambda head: head.kind in kinds),
            "severity": (severities, lambda head: head.severity in severities),
        }
        return {name: test for name, (is_given, test) in given.items() if is_given}


class FindingPage(RowPage, FindingFilter):
    """Which findings, and which page of them."""

    sort: Literal["issuer", "year", "-year", "severity", "rule"] = Field(
        default="issuer", description="By issuer and year, by year (`-`: the last first), by severity, errors first, "
        "or by rule in the order of /rules"
    )  # fmt: skip


def qualities(tables: Collection[TableSummary | Table], findings: int, recognised: bool = False) -> set[Quality]:
    """What is true of how a report was read; `findings` counts the rules it fails."""
    found: set[Quality] = set()
    if findings:
        found.add("findings")
    if any(table.status == "not_extracted" for table in tables):
        found.add("not_extracted")
    if not found and tables and all(table.status == "ok" for table in tables):
        found.add("ok")
    if recognised:
        found.add("scan")
    return found


def qualities_of(report: ReportSummary) -> set[Quality]:
    """The same of a summary."""
    return qualities(report.tables.values(), report.findings, report.recognised)


def _lies_in(region: str, place: str) -> bool:
    """Whether a region is a place or lies in it; the place is a name of any level, or a path."""
    return f"/{place}/" in f"/{region}/" if "/" not in place else f"{region}/".startswith(f"{place}/")


def wanted_format(request: Request, named: Format | None) -> Format:
    """The format that a request names, else the first one of its Accept header that there is; else JSON."""
    if named is not None:
        return named
    for part in request.headers.get("accept", "").split(","):
        kind = part.split(";")[0].strip().lower()
        for name, media_type in MEDIA_TYPES.items():
            if kind == media_type.split(";")[0]:
                return name
    return "json"


def cursor_of(*key: str) -> str:
    """The cursor that goes on after the row with this key."""
    return base64.urlsafe_b64encode(json.dumps(key, ensure_ascii=False).encode()).decode().rstrip("=")


def key_of(cursor: str, parts: int) -> tuple[str, ...]:
    """The key of a cursor, of so many parts.

    Raises:
        Problem: it is none of ours.
    """
    try:
        key = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error) as error:
        raise Problem(422, "bad_cursor", BAD_CURSOR) from error
    if not isinstance(key, list) or len(key) != parts or not all(isinstance(part, str) for part in key):
        raise Problem(422, "bad_cursor", BAD_CURSOR)
    return tuple(key)


def next_link(request: Request, cursor: str) -> dict[str, str]:
    """The Link header to the page after this one."""
    return {"Link": f'<{request.url.include_query_params(cursor=cursor)}>; rel="next"'}


BAD_CURSOR = Wording(
    "cursor 无效，或其所指的报告已不在。请去掉 cursor 从头取。",
    "The cursor is none of this list, or what it points at is gone. Leave it out to begin again.",
)


def _unknown(name: str) -> Wording:
    return Wording(
        f"表格中没有名为“{name}”的行或格；全部编号见 /api/v1/cells。",
        f"No form has a row or cell called {name!r}; GET /api/v1/cells lists those there are.",
    )
