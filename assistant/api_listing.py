"""Lists over all reports, narrowed, sorted and paged: a page of JSON, or a sheet. Every door lists with these."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Annotated, Any, Generic, TypeVar

from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import Field
from starlette.requests import Request

from assistant import api_rows as rows
from assistant.api_filters import (
    LIMIT,
    MEDIA_TYPES,
    FigurePage,
    FindingPage,
    Format,
    ReportFilter,
    RowPage,
    Word,
    cursor_of,
    key_of,
    next_link,
    wanted_format,
)
from assistant.api_ports import Doors
from assistant.export_sheets import csv_lines, write_xlsx
from index.form import load_forms
from index.report_summary import ReportSummary
from index.rules import load_rules

Found = TypeVar("Found")
BLOCK = 64 * 1024
SEVERITIES = ("error", "warn", "info")  # the worst first
MOST_PASSAGES = 50
IN_MEMORY = 4_000_000  # bytes of a workbook; a larger one lies on the disk while it is sent


class PassageSearch(ReportFilter):
    """What to look for, and where."""

    q: Annotated[Word, Field(max_length=2000)] = Field(description="Words or a question, Chinese or English")
    limit: int = Field(default=10, ge=1, le=MOST_PASSAGES)
    tables: bool = Field(default=False, description="Whole tables too, not only prose")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Generic[Found]):
    """Rows on their way out. `cursor` of a row is where the page after it begins."""

    name: str
    columns: Sequence[str]
    version: str
    reports: int
    found: Iterator[Found]
    as_json: Callable[[Found], dict[str, Any]]
    cursor: Callable[[Found], str]

    def page(self, limit: int) -> dict[str, Any]:
        """The next rows, at most so many, and the cursor of the page after."""
        some = list(islice(self.found, limit + 1))
        return {
            "index_version": self.version,
            "reports": self.reports,
            self.name: [self.as_json(row) for row in some[:limit]],
            "next": self.cursor(some[limit - 1]) if len(some) > limit else None,
        }

    def response(self, request: Request, page: RowPage) -> Response:
        """The page that was asked for, in the format that was asked for."""
        form = wanted_format(request, page.format)
        headers = {"Vary": "Accept"}
        if form != "json" and page.limit is None:
            return self._sheet(form, (rows.flat(self.as_json(row)) for row in self.found), headers)
        body = self.page(page.limit or LIMIT)
        if body["next"] is not None:
            headers |= next_link(request, body["next"])
        if form != "json":
            return self._sheet(form, map(rows.flat, body[self.name]), headers)
        return JSONResponse(body, headers=headers)

    def _sheet(self, form: Format, flat: Iterable[dict[str, Any]], headers: dict[str, str]) -> Response:
        headers["Content-Disposition"] = f'attachment; filename="{self.name}.{form}"'
        if form == "csv":
            # Excel takes UTF-8 only behind a byte order mark.
            lines = (line.encode() for line in _after_mark(csv_lines(flat, self.columns)))
            return StreamingResponse(_blocks(lines), headers=headers, media_type=MEDIA_TYPES["csv"])
        file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed once it is sent
        write_xlsx(flat, file, self.columns, self.name)
        file.seek(0)
        return StreamingResponse(_whole(file), headers=headers, media_type=MEDIA_TYPES["xlsx"])


def figure_listing(page: FigurePage, doors: Doors) -> Listing[rows.FoundFigure]:
    """The figures that a page asks for.

    Raises:
        Problem: a name or a cursor is not known, or there are too many to be sorted.
    """
    forms, store = load_forms(), doors.store
    version = store.index_version
    cells, decided = page.cells(forms), doors.decisions.version > 0
    reports = page.chosen(store.reports())
    if page.sort.endswith("year"):
        reports.sort(key=lambda report: report.year, reverse=page.sort == "-year")
    if page.sort.endswith("number"):
        found = iter(
            rows.by_number(
                rows.found_figures(store, reports, cells, page.state, decided=decided),
                largest_first=page.sort[0] == "-",
            )
        )
        if page.cursor is not None:
            found = rows.after_figure(found, *key_of(page.cursor, 2))
    else:
        left, cell = rows.reports_from(reports, page.cursor, 2)
        found = rows.found_figures(store, left, cells, page.state, decided=decided)
        if page.cursor is not None:
            found = rows.after_figure(found, left[0].id, cell)
    as_json = partial(rows.figure_json, forms=forms, public_url=doors.public_url)
    return Listing(
        name="figures", columns=rows.FIGURE_COLUMNS, version=version, reports=len(reports), found=found,
        as_json=as_json, cursor=lambda f: cursor_of(f.report.id, f.figure.cell),
    )  # fmt: skip


def finding_listing(page: FindingPage, doors: Doors) -> Listing[rows.FoundFinding]:
    """The findings that a page asks for.

    Raises:
        Problem: the cursor is not known, or what it points at is gone.
    """
    store = doors.store
    version = store.index_version
    reports = page.chosen(store.reports())
    if page.sort.endswith("year"):
        reports.sort(key=lambda report: report.year, reverse=page.sort == "-year")
    placed = rows.placed_findings(reports, store.finding_heads(), page.head_tests().values())
    if page.sort == "severity":
        placed.sort(key=lambda finding: SEVERITIES.index(finding.head.severity))
    elif page.sort == "rule":
        order = {rule.id: at for at, rule in enumerate(load_rules())}
        placed.sort(key=lambda finding: order.get(finding.head.rule, len(order)))
    if page.cursor is not None:
        placed = rows.after_finding(placed, *key_of(page.cursor, 2))
    return Listing(
        name="findings", columns=rows.FINDING_COLUMNS, version=version, reports=len(reports),
        found=rows.found_findings(store, placed), as_json=partial(rows.finding_json, public_url=doors.public_url),
        cursor=lambda f: cursor_of(f.report.id, str(f.place)),
    )  # fmt: skip


def passages_found(wanted: PassageSearch, doors: Doors) -> dict[str, Any]:
    """The passages nearest to a text, best first.

    Raises:
        ModelUnavailable: the embedding model is not there.
    """
    everything = doors.store.reports()
    reports = wanted.chosen(everything)
    current = sum(report.superseded_by is None for report in everything)
    whole = len(reports) == current and not wanted.all_versions
    by_id: dict[str, ReportSummary] = {report.id: report for report in reports}
    found: Sequence[Any] = ()
    if reports:
        found = doors.assistant.search.search(
            wanted.q, None if whole else list(by_id), wanted.limit, tables=wanted.tables
        )
    return {
        "index_version": doors.store.index_version,
        "reports": len(reports),
        "passages": [
            rows.passage_json(ranked.passage, ranked.score, by_id[ranked.passage.report], doors.public_url)
            for ranked in found
            if ranked.passage.report in by_id  # a report that came in between is not in the list
        ],
    }


def _after_mark(lines: Iterator[str]) -> Iterator[str]:
    yield "\ufeff"
    yield from lines


def _blocks(lines: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces worth sending."""
    held = bytearray()
    for line in lines:
        held += line
        if len(held) >= BLOCK:
            yield bytes(held)
            held.clear()
    yield bytes(held)


def _whole(file: Any) -> Iterator[bytes]:
    with file:
        while block := file.read(BLOCK):
            yield block
