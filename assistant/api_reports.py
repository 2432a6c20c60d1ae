"""GET /api/v1/reports and below: reports, their sections, tables, findings and text."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse

from assistant.answer import json_number
from assistant.api_filters import ReportPage, cursor_of, next_link, qualities
from assistant.api_models import ReportOut, ReportsOut, SuggestionsOut, TextOut, problems
from assistant.api_ports import Doors
from assistant.api_problems import Problem, Wording
from assistant.api_rows import reports_from
from assistant.api_suggestions import suggest
from assistant.api_table_models import FindingsOut, PlaceOut, TableRowsOut, TablesOut
from assistant.decided import ACCEPTED
from assistant.decisions import Decision
from assistant.reasons import in_english
from assistant.standing import Standing, reading_of, standings
from index.figure_store import ReportSummary, TableSummary
from index.form import load_forms
from index.report import TABLE_IDS, ExtraCell, Figure, Finding, Passage, Report, Table, TableCell
from index.table_layout import layout

TABLE_TITLES = {
    "t2": "二、主动公开政府信息情况",
    "t3": "三、收到和处理政府信息公开申请情况",
    "t4": "四、政府信息公开行政复议、行政诉讼情况",
    "l14": "政府信息公开情况统计表",
}
TABLE_OF_SECTION = {"s2": "t2", "s3": "t3", "s4": "t4"}


def report_routes(doors: Doors) -> APIRouter:
    """Return the routes that show what was read."""
    router = APIRouter(prefix="/api/v1", tags=["reports"])
    suggestions: dict[str, list[dict[str, str]]] = {}

    @router.get("/reports", responses={200: {"model": ReportsOut}, **problems(422, 503)})
    def reports(request: Request, page: Annotated[ReportPage, Query()]) -> JSONResponse:
        """List the reports in the index: all of them, or those that every given filter lets through."""
        found = page.chosen(doors.store.reports())
        if page.cursor is not None:
            found = reports_from(found, page.cursor, 1)[0][1:]
        some = found[: page.limit]
        after = cursor_of(some[-1].id) if len(some) < len(found) else None
        body = {"index_version": doors.store.index_version, "reports": [_summary(s) for s in some], "next": after}
        return JSONResponse(body, headers=next_link(request, after) if after else None)

    @router.get("/suggestions", responses={200: {"model": SuggestionsOut}, **problems(503)})
    def suggested() -> JSONResponse:
        """Name up to three questions, in both languages, that the loaded reports answer with a figure."""
        version = doors.store.index_version
        if version not in suggestions:
            suggestions.clear()
            suggestions[version] = suggest(doors.store)
        return JSONResponse({"index_version": version, "suggestions": suggestions[version]})

    _add_report_routes(router, doors)
    return router


def _add_report_routes(router: APIRouter, doors: Doors) -> None:
    missing = problems(404, 422, 503)

    @router.get("/reports/{report_id}", responses={200: {"model": ReportOut}, **missing})
    def report(report_id: str) -> JSONResponse:
        """One report: whose, of when, its sections with their prose, and how each table was read."""
        return JSONResponse(_report(doors.store.report(report_id), doors.store.index_version))

    @router.get("/reports/{report_id}/tables", responses={200: {"model": TablesOut}, **missing})
    def tables(report_id: str) -> JSONResponse:
        """How each of the three statutory tables was read."""
        found = doors.store.report(report_id)
        listed = [_table(found.tables[table]) for table in TABLE_IDS if table in found.tables]
        return JSONResponse({"report": found.id, "tables": listed})

    @router.get("/reports/{report_id}/tables/{table}", responses={200: {"model": TableRowsOut}, **missing})
    def table_rows(report_id: str, table: str = Path(description="t2, t3 or t4")) -> JSONResponse:
        """One table as printed: every cell with its state, and the failed rules that touch it."""
        found = doors.store.report(report_id)
        if table not in found.tables:
            raise Problem(
                404,
                "no_such_table",
                Wording(
                    "没有这张表。年报的表是 t2、t3、t4。",
                    "There is no such table. A report's tables are t2, t3 and t4.",
                ),
            )
        standing = standings(found, doors.decisions.all(), doors.limits).get(table, Standing())
        return JSONResponse(_table_rows(found, found.tables[table], standing))

    @router.get("/reports/{report_id}/findings", responses={200: {"model": FindingsOut}, **missing})
    def findings(report_id: str) -> JSONResponse:
        """The rules that the report fails, with the cells and numbers they compare."""
        found = doors.store.report(report_id)
        return JSONResponse({"report": found.id, "findings": [_finding(finding) for finding in found.findings]})

    @router.get("/reports/{report_id}/text", responses={200: {"model": TextOut}, **missing})
    def text(report_id: str) -> JSONResponse:
        """The text of the file, line by line; the numbers are those of citations."""
        found = doors.store.report(report_id)
        lines = [{"n": number, "text": line} for number, line in enumerate(found.lines, start=1)]
        return JSONResponse({"report": found.id, "file": found.file, "lines": lines})


def _summary(summary: ReportSummary) -> dict[str, Any]:
    return _head(summary, summary.tables, summary.findings)


def _report(report: Report, index_version: str) -> dict[str, Any]:
    counted = sum(finding.severity != "info" for finding in report.findings)
    return {
        **_head(report, report.tables, counted),
        "index_version": index_version,
        "reasons": list(report.reasons),
        "notes": list(report.notes),
        "pages": report.pages,
        "sections": _sections(report),
    }


def _head(report: Report | ReportSummary, tables: Mapping[str, Table | TableSummary], findings: int) -> dict[str, Any]:
    return {
        "id": report.id,
        "file": report.file,
        "title": report.title,
        "issuer": report.issuer,
        "year": report.year,
        "region": report.region,
        "sample": report.sample,
        "url": report.url,
        "tables": {
            name: {"status": t.status, "form": t.form, "reason": t.reason, "reason_en": in_english(t.reason)}
            for name, t in tables.items()
        },
        "findings": findings,
        "published": report.published,
        "confidence": report.confidence,
        "superseded_by": report.superseded_by,
        "quality": sorted(qualities(tables.values(), findings, report.recognised)),
        "href": f"/reports/{quote(report.id)}",
    }


def _sections(report: Report) -> list[dict[str, Any]]:
    """Return the sections in order; one without prose is still there when its table is."""
    by_section: dict[str, list[Passage]] = {}
    for passage in report.passages:
        by_section.setdefault(passage.section, []).append(passage)
    for section, table in TABLE_OF_SECTION.items():
        if table in report.tables:
            by_section.setdefault(section, [])
    sections = []
    for section in sorted(by_section):
        passages = by_section[section]
        table = TABLE_OF_SECTION.get(section, "")
        titles = [passage.heading[0] for passage in passages if passage.heading]
        sections.append(
            {
                "id": section,
                "title": titles[0] if titles else TABLE_TITLES.get(table, ""),
                "paragraphs": [_paragraph(passage) for passage in passages if passage.table is None],
                "tables": [table] if table in report.tables else [],
            }
        )
    return sections


def _paragraph(passage: Passage) -> dict[str, Any]:
    return {
        "heading": list(passage.heading),
        "text": passage.text,
        "line": passage.line,
        "last_line": passage.last_line,
        "page": passage.page,
        "block": passage.block,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "id": table.id,
        "title": TABLE_TITLES.get(table.id, table.id),
        "status": table.status,
        "form": table.form,
        "reason": table.reason,
        "reason_en": in_english(table.reason),
        "confidence": table.confidence,
        "line": table.line,
        "last_line": table.last_line,
        "page": table.page,
    }


def decision_json(decision: Decision) -> dict[str, Any]:
    """A decision as the API gives it."""
    names = (
        "id",
        "report",
        "file",
        "table",
        "reading",
        "kind",
        "cell",
        "value",
        "name",
        "note",
        "created",
        "file_hash",
    )
    return {name: getattr(decision, name) for name in names}


def _table_rows(report: Report, table: Table, standing: Standing) -> dict[str, Any]:
    figures = {figure.cell: figure for figure in table.figures}
    findings = [finding for finding in report.findings if figures.keys() & set(finding.cells)]
    rules: dict[str, list[str]] = {}
    for finding in (f for f in findings if f.rule != ACCEPTED):  # that is about every cell: a mark in each says nothing
        for cell in finding.cells:
            if finding.rule not in rules.setdefault(cell, []):
                rules[cell].append(finding.rule)
    return {
        **_table(table),
        "report": report.id,
        "rows": [[_cell(cell, figures, rules) for cell in row] for row in table.rows],
        "findings": [_finding(finding) for finding in findings],
        "extras": [_extra(extra) for extra in table.extras],
        "candidate": [list(row) for row in table.candidate],
        "proposed": _proposed(table),
        "places": {figure.cell: _place(figure) for figure in (table.proposed or table).figures},
        "reading": reading_of(table),
        "decision": decision_json(standing.verdict) if standing.verdict else None,
        "corrections": [decision_json(decision) for decision in standing.corrections.values()],
    }


def _place(figure: Figure) -> dict[str, Any]:
    source = figure.source
    return {name: getattr(source, name) for name in PlaceOut.model_fields}


def _proposed(table: Table) -> list[list[dict[str, Any]]]:
    """The rows of a reading that nothing proves, as the form prints them."""
    if table.proposed is None:
        return []
    figures = {figure.cell: figure for figure in table.proposed.figures}
    rows = layout(table.id, table.proposed.figures, table.proposed.form, load_forms())
    return [[_cell(cell, figures, {}) for cell in row] for row in rows]


def _extra(extra: ExtraCell) -> dict[str, Any]:
    return {
        "row": list(extra.row),
        "column": list(extra.column),
        "printed": extra.printed,
        "line": extra.source.line,
        "page": extra.source.page,
    }


def _cell(cell: TableCell, figures: dict[str, Figure], rules: dict[str, list[str]]) -> dict[str, Any]:
    figure = figures.get(cell.cell or "")
    return {
        "text": figure.printed if figure else cell.text,
        "cell": cell.cell,
        "header": cell.header,
        "row_span": cell.row_span,
        "col_span": cell.col_span,
        "line": cell.line,
        "state": figure.state if figure else None,
        "number": json_number(figure.number) if figure else None,
        "unit": figure.unit if figure else None,
        "findings": rules.get(cell.cell or "", []),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "kind": finding.kind,
        "severity": finding.severity,
        "message_zh": finding.message_zh,
        "message_en": finding.message_en,
        "cells": list(finding.cells),
        "sources": [
            {"file": source.file, "line": source.line, "page": source.page, "cell": source.cell}
            for source in finding.sources
        ],
        "numbers": {name: json_number(number) for name, number in finding.numbers.items()},
    }
