"""GET /api/v1/compare: two or more reports beside each other, cell by cell; JSON, CSV or XLSX."""

import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from assistant.answer import json_number, place_href
from assistant.api_examples import COMPARISON
from assistant.api_filters import MEDIA_TYPES, Format, Word, wanted_format
from assistant.api_list_models import LabelOut
from assistant.api_models import problems
from assistant.api_ports import Doors
from assistant.api_problems import Problem, Wording
from assistant.api_rows import remark_json
from assistant.compared import Compared, Line, compare, not_comparable
from assistant.decided import remarks_of
from assistant.export_sheets import csv_lines, harmless, write_xlsx
from index.errors import NoSuchReport
from index.form import Forms, load_forms
from index.report import Finding, State
from index.report_summary import ReportSummary

UNQUOTED = re.compile(r'[,;"\s]')  # what would end a name in the first line of CSV
MOST = 8  # reports beside each other
WORDS = {"blank": "空白", "absent": "（表式无此格）", "not_extracted": "（此表未能读取）", "no_table": "（报告无此表）"}
WHY_NOT = Literal["blank", "text", "absent", "not_extracted", "no_table", "forms", "unit"]


class ComparePage(BaseModel):
    """Which reports, and what of them."""

    model_config = ConfigDict(extra="forbid")

    report: list[Word] = Field(min_length=2, max_length=MOST, description="Ids; the first is what others differ from")
    table: list[Literal["t2", "t3", "t4", "l14"]] = Field(default=[], description="Statutory tables; all if left out")
    differing: bool = Field(default=False, description="Only cells in which the reports do not all say the same")
    format: Format | None = Field(default=None, description="Goes before the Accept header")


class ComparedReportOut(BaseModel):
    id: str
    issuer: str
    year: int
    title: str
    region: str
    forms: dict[str, str | None] = Field(description="Table → form of its own labels")
    status: dict[str, str] = Field(description="Table → ok, not_extracted or absent")
    href: str


class DifferenceOut(BaseModel):
    number: float | int = Field(description="This report less the first, in the unit of both")
    text: str = Field(description="With its sign: +3, −2, 0")
    supported: str | None = Field(
        description="Where a printed total contradicts its parts: the difference that the parts give"
    )


class ComparedOut(BaseModel):
    state: State = Field(description="`computed`: a sum of printed cells; `absent`: see `why_not`")
    printed: str
    number: float | int | None
    unit: str
    href: str
    contradicted: bool = Field(description="A hard rule says that the printed total is not the sum of its parts")
    difference: DifferenceOut | None = Field(description="To the first report; null for that one and where none is")
    why_not: WHY_NOT | None = Field(description="Why there is no difference, or no value")
    remark: LabelOut | None = Field(description="What people decided: a table accepted without proof, a corrected cell")
    reason: str = Field(description="Why its table was not read, in Chinese")


class ComparedRowOut(BaseModel):
    table: str
    cell: str
    row: list[str]
    column: list[str]
    label: LabelOut
    differs: bool
    values: list[ComparedOut] = Field(description="One for each report, in the order asked")


class NoteOut(BaseModel):
    zh: str
    en: str


class ComparisonOut(BaseModel):
    index_version: str
    reports: list[ComparedReportOut]
    rows: list[ComparedRowOut]
    notes: list[NoteOut] = Field(description="What cannot be compared, and why")


def compare_routes(doors: Doors) -> APIRouter:
    """Return the route that compares reports."""
    router = APIRouter(prefix="/api/v1", tags=["data"])
    text = {"schema": {"type": "string"}}
    content = {"application/json": {"example": COMPARISON}, MEDIA_TYPES["csv"].split(";")[0]: text}
    documented: dict[str, Any] = {"model": ComparisonOut, "content": content | {MEDIA_TYPES["xlsx"]: text}}

    @router.get("/compare", responses={200: documented, **problems(404, 422, 503)})
    def comparison(request: Request, page: Annotated[ComparePage, Query()]) -> Response:
        """Two to eight reports cell by cell: what each prints, and the difference to the first where there is one."""
        reports = _reports(page.report, doors)
        ids = [report.id for report in reports]
        forms = load_forms()
        findings = doors.store.findings(ids)
        remarks = [remarks_of(findings.get(report, ())) for report in ids]
        lines = compare(reports, doors.store.figures(ids), findings, forms, page.table)
        chosen = [line for line in lines if line.differs or not page.differing]
        form = wanted_format(request, page.format)
        if form != "json":
            return _sheet(form, reports, chosen, forms)
        body = {
            "index_version": doors.store.index_version,
            "reports": [_report(report) for report in reports],
            "rows": [_row(line, reports, forms, remarks) for line in chosen],
            "notes": [{"zh": zh, "en": en} for zh, en in not_comparable(reports)],
        }
        return JSONResponse(body, headers={"Vary": "Accept"})

    return router


def _reports(ids: Sequence[str], doors: Doors) -> list[ReportSummary]:
    if len(set(ids)) < len(ids):
        raise Problem(422, "same_report", SAME)
    known = {report.id: report for report in doors.store.reports()}
    for report in ids:
        if report not in known:
            raise NoSuchReport(f"no report has the id {report!r}; GET /api/v1/reports lists those there are")
    return [known[report] for report in ids]


def _report(report: ReportSummary) -> dict[str, Any]:
    return {
        "id": report.id,
        "issuer": report.issuer,
        "year": report.year,
        "title": report.title,
        "region": report.region,
        "forms": {name: table.form for name, table in report.tables.items()},
        "status": {name: table.status for name, table in report.tables.items()},
        "href": f"/reports/{quote(report.id)}",
    }


def _row(
    line: Line, reports: Sequence[ReportSummary], forms: Forms, remarks: Sequence[dict[str, Finding]]
) -> dict[str, Any]:
    cell = forms.cells[line.cell]
    row, column = cell.paths(reports[0].tables[line.table].form if line.table in reports[0].tables else None)
    return {
        "table": line.table,
        "cell": line.cell,
        "row": list(row),
        "column": list(column),
        "label": {"zh": cell.zh, "en": cell.en},
        "differs": line.differs,
        "values": [_value(c, told.get(line.cell)) for c, told in zip(line.values, remarks, strict=True)],
    }


def _value(compared: Compared, remark: Finding | None) -> dict[str, Any]:
    value = compared.value
    shown = value.inputs[0].cell if value.inputs else value.cell
    difference = None
    if compared.difference is not None:
        supported = None if compared.supported is None else signed(compared.supported)
        number = json_number(compared.difference)
        difference = {"number": number, "text": signed(compared.difference), "supported": supported}
    return {
        "state": value.state,
        "printed": value.figure.printed if value.figure else _plain(value.number),
        "number": json_number(value.number),
        "unit": value.unit,
        "href": place_href(value.report.id, shown),
        "contradicted": value.supported is not None,
        "difference": difference,
        "why_not": compared.why_not or None,
        "remark": remark_json(remark),
        "reason": compared.unread,
    }


def signed(number: Decimal) -> str:
    """A difference with its sign; the minus is that of typography."""
    return _plain(number) if not number else f"+{_plain(number)}" if number > 0 else f"−{_plain(-number)}"


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def _sheet(form: Format, reports: Sequence[ReportSummary], lines: Sequence[Line], forms: Forms) -> Response:
    names = _names(reports)
    columns = ["table", "cell", "label", "unit", *names]
    columns += [f"{name} − {names[0]}" for name in names[1:]]
    flat = _flat(lines, names, forms)
    headers = {"Content-Disposition": f'attachment; filename="comparison.{form}"', "Vary": "Accept"}
    if form == "csv":
        content = ("\ufeff" + "".join(csv_lines(flat, columns))).encode()
        return Response(content, headers=headers, media_type=MEDIA_TYPES["csv"])
    book = io.BytesIO()
    write_xlsx(flat, book, columns, "comparison")
    return Response(book.getvalue(), headers=headers, media_type=MEDIA_TYPES["xlsx"])


def _names(reports: Sequence[ReportSummary]) -> list[str]:
    """Names of the columns: an issuer is what a title says, and may hold anything."""
    names = [str(harmless(f"{' '.join(UNQUOTED.sub(' ', r.issuer).split())} {r.year}")) for r in reports]
    return [f"{name} ({r.id})" if names.count(name) > 1 else name for name, r in zip(names, reports, strict=True)]


def _flat(lines: Sequence[Line], names: Sequence[str], forms: Forms) -> Iterator[dict[str, Any]]:
    for line in lines:
        cell = forms.cells[line.cell]
        row: dict[str, Any] = {"table": line.table, "cell": line.cell, "label": cell.zh, "unit": cell.unit}
        for name, compared in zip(names, line.values, strict=True):
            value = compared.value
            printed = value.figure.printed if value.figure else ""
            words = WORDS.get(compared.why_not if value.state == "absent" else value.state) or printed
            row[name] = words if value.number is None else json_number(value.number)
            row[f"{name} − {names[0]}"] = json_number(compared.difference)
        yield row


SAME = Wording("同一份报告给了两次。请选不同的报告。", "The same report is given twice. Choose different ones.")
