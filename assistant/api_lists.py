"""GET /api/v1/figures, findings, passages and cells: over all reports, narrowed, sorted, paged; JSON, CSV or XLSX."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import Field
from starlette.requests import Request

from assistant import api_rows as rows
from assistant.api_examples import FIGURES, FINDINGS, PASSAGES
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
from assistant.api_list_models import CellsOut, FiguresOut, FindingRowsOut, PassagesOut
from assistant.api_models import problems
from assistant.api_ports import Doors
from assistant.export_sheets import csv_lines, write_xlsx
from index.form import load_forms
from index.report_summary import ReportSummary

Found = TypeVar("Found", rows.FoundFigure, rows.FoundFinding)
BLOCK = 64 * 1024
MOST_PASSAGES = 50
IN_MEMORY = 4_000_000  # bytes of a workbook; a larger one lies on the disk while it is sent


class PassageSearch(ReportFilter):
    """What to look for, and where."""

    q: Annotated[Word, Field(max_length=2000)] = Field(description="Words or a question, Chinese or English")
    limit: int = Field(default=10, ge=1, le=MOST_PASSAGES)
    tables: bool = Field(default=False, description="Whole tables too, not only prose")


def list_routes(doors: Doors) -> APIRouter:
    """Return the routes that list what was read over all reports."""
    router = APIRouter(prefix="/api/v1", tags=["data"])
    wrong = problems(422, 503)

    @router.get("/figures", responses={200: _documented(FiguresOut, FIGURES), **wrong})
    def figures(request: Request, page: Annotated[FigurePage, Query()]) -> Response:
        """Printed cells: what each says, where it stands, and where the report is published."""
        return _figures(request, page, doors)

    @router.get("/findings", responses={200: _documented(FindingRowsOut, FINDINGS), **wrong})
    def findings(request: Request, page: Annotated[FindingPage, Query()]) -> Response:
        """Rules that reports fail: whose figures do not add up."""
        return _findings(request, page, doors)

    @router.get("/passages", responses={200: _documented(PassagesOut, PASSAGES, sheets=False), **wrong})
    def passages(wanted: Annotated[PassageSearch, Query()]) -> JSONResponse:
        """The passages of prose nearest to a text, best first, each with its place."""
        return JSONResponse(_passages(wanted, doors))

    @router.get("/cells", responses={200: {"model": CellsOut}})
    def cells() -> JSONResponse:
        """Every row and cell of the official forms under the id that figures and filters use."""
        return JSONResponse(_cells())

    return router


def _documented(model: type, example: dict[str, Any], *, sheets: bool = True) -> dict[str, Any]:
    text = {"schema": {"type": "string"}}
    others = {MEDIA_TYPES["csv"].split(";")[0]: text, MEDIA_TYPES["xlsx"]: {"schema": {"type": "string"}}}
    return {"model": model, "content": {"application/json": {"example": example}, **(others if sheets else {})}}


def _figures(request: Request, page: FigurePage, doors: Doors) -> Response:
    forms, store = load_forms(), doors.store
    version = store.index_version
    cells = page.cells(forms)
    reports = page.chosen(store.reports())
    if page.sort.endswith("year"):
        reports.sort(key=lambda report: report.year, reverse=page.sort == "-year")
    if page.sort.endswith("number"):
        found = iter(
            rows.by_number(rows.found_figures(store, reports, cells, page.state), largest_first=page.sort[0] == "-")
        )
        if page.cursor is not None:
            found = rows.after_figure(found, *key_of(page.cursor, 2))
    else:
        left, cell = rows.reports_from(reports, page.cursor, 2)
        found = rows.found_figures(store, left, cells, page.state)
        if page.cursor is not None:
            found = rows.after_figure(found, left[0].id, cell)
    as_json = partial(rows.figure_json, forms=forms, public_url=doors.public_url)
    listing = _Listing("figures", rows.FIGURE_COLUMNS, version, len(reports))
    return listing.response(request, page, found, as_json, lambda f: cursor_of(f.report.id, f.figure.cell))


def _findings(request: Request, page: FindingPage, doors: Doors) -> Response:
    store = doors.store
    version = store.index_version
    reports = page.chosen(store.reports())
    left, place = rows.reports_from(reports, page.cursor, 2)
    found = rows.found_findings(store, left, page.rule, page.severity)
    if page.cursor is not None:
        found = (f for f in found if f.report.id != left[0].id or not place.isdecimal() or f.place > int(place))
    as_json = partial(rows.finding_json, public_url=doors.public_url)
    listing = _Listing("findings", rows.FINDING_COLUMNS, version, len(reports))
    return listing.response(request, page, found, as_json, lambda f: cursor_of(f.report.id, str(f.place)))


def _passages(wanted: PassageSearch, doors: Doors) -> dict[str, Any]:
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


def _cells() -> dict[str, Any]:
    return {
        "cells": [
            {
                "cell": cell.id,
                "table": cell.table,
                "row": cell.row,
                "label": {"zh": cell.zh, "en": cell.en},
                "unit": cell.unit,
                "row_path": list(cell.row_path),
                "column_path": list(cell.column_path),
                "forms": list(cell.forms),
            }
            for cell in load_forms().cells.values()
            if cell.forms  # a derived cell is printed nowhere
        ]
    }


class _Listing:
    """Rows on their way out, as one page of JSON or as a sheet."""

    def __init__(self, name: str, columns: Sequence[str], version: str, reports: int) -> None:
        self.name = name
        self.columns = columns
        self.version = version
        self.reports = reports

    def response(
        self,
        request: Request,
        page: RowPage,
        found: Iterator[Found],
        as_json: Callable[[Found], dict[str, Any]],
        cursor: Callable[[Found], str],
    ) -> Response:
        form = wanted_format(request, page.format)
        headers = {"Vary": "Accept"}
        limit = page.limit or (LIMIT if form == "json" else None)
        if limit is None:
            return self._sheet(form, (rows.flat(as_json(row)) for row in found), headers)
        some = list(islice(found, limit + 1))
        after = cursor(some[limit - 1]) if len(some) > limit else None
        if after is not None:
            headers |= next_link(request, after)
        written = [as_json(row) for row in some[:limit]]
        if form != "json":
            return self._sheet(form, map(rows.flat, written), headers)
        body = {"index_version": self.version, "reports": self.reports, self.name: written, "next": after}
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
