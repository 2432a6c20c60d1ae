"""GET /api/v1/figures, findings, passages and cells: over all reports, narrowed, sorted, paged; JSON, CSV or XLSX."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response
from starlette.requests import Request

from assistant.api_choices import Choices, ChoicesOut, choices_of
from assistant.api_examples import FIGURES, FINDING_CHOICES, FINDINGS, PASSAGES
from assistant.api_filters import MEDIA_TYPES, FigurePage, FindingFilter, FindingPage, ReportPage
from assistant.api_finding_choices import FindingChoicesOut, finding_choices_of
from assistant.api_list_models import CellsOut, FiguresOut, FindingRowsOut, PassagesOut, RulesOut
from assistant.api_listing import PassageSearch, figure_listing, finding_listing, passages_found
from assistant.api_models import problems
from assistant.api_ports import Doors
from assistant.edited import SHAPES
from index.form import load_forms
from index.form_types import Item
from index.rules import Rule, load_rules


def list_routes(doors: Doors) -> APIRouter:
    """Return the routes that list what was read over all reports."""
    router = APIRouter(prefix="/api/v1", tags=["data"])
    wrong = problems(422, 503)

    @router.get("/figures", responses={200: _documented(FiguresOut, FIGURES), **wrong})
    def figures(request: Request, page: Annotated[FigurePage, Query()]) -> Response:
        """Printed cells: what each says, where it stands, and where the report is published."""
        return figure_listing(page, doors).response(request, page)

    @router.get("/findings", responses={200: _documented(FindingRowsOut, FINDINGS), **wrong})
    def findings(request: Request, page: Annotated[FindingPage, Query()]) -> Response:
        """Rules that reports fail: whose figures do not add up."""
        return finding_listing(page, doors).response(request, page)

    possible = Choices(doors.store, choices_of)

    @router.get("/choices", responses={200: {"model": ChoicesOut}, **wrong})
    def choices(page: Annotated[ReportPage, Query()]) -> JSONResponse:
        """What the list of reports can be narrowed by, each with its count; the filters are those of `/reports`."""
        return JSONResponse(possible.of(page))

    narrowed = Choices(doors.store, finding_choices_of)

    @router.get(
        "/findings/choices", responses={200: _documented(FindingChoicesOut, FINDING_CHOICES, sheets=False), **wrong}
    )
    def finding_choices(page: Annotated[FindingFilter, Query()]) -> JSONResponse:
        """What the list of findings can be narrowed by, each with its count; the filters are those of `/findings`."""
        return JSONResponse(narrowed.of(page))

    @router.get("/passages", responses={200: _documented(PassagesOut, PASSAGES, sheets=False), **wrong})
    def passages(wanted: Annotated[PassageSearch, Query()]) -> JSONResponse:
        """The passages of prose nearest to a text, best first, each with its place."""
        return JSONResponse(passages_found(wanted, doors))

    @router.get("/cells", responses={200: {"model": CellsOut}})
    def cells() -> JSONResponse:
        """Every row and cell of the official forms under the id that figures and filters use."""
        return JSONResponse(_cells())

    @router.get("/rules", responses={200: {"model": RulesOut}})
    def rules() -> JSONResponse:
        """Every rule that reports are checked by, in the order of their findings."""
        return JSONResponse({"rules": [_rule(rule) for rule in load_rules()]})

    return router


def _rule(rule: Rule) -> dict[str, Any]:
    return {"rule": rule.id, "kind": rule.kind, "severity": rule.severity, "label": {"zh": rule.zh, "en": rule.en}}


def _documented(model: type, example: dict[str, Any], *, sheets: bool = True) -> dict[str, Any]:
    text = {"schema": {"type": "string"}}
    others = {MEDIA_TYPES["csv"].split(";")[0]: text, MEDIA_TYPES["xlsx"]: {"schema": {"type": "string"}}}
    return {"model": model, "content": {"application/json": {"example": example}, **(others if sheets else {})}}


def _cells() -> dict[str, Any]:
    forms = load_forms()
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
            for cell in forms.cells.values()
            if cell.forms  # a derived cell is printed nowhere
        ],
        "rows": _labels({**forms.rows, **forms.blocks}),
        "applicants": _labels(forms.applicants),
        "operations": [
            {
                "operation": shape.operation,
                "label": {"zh": shape.zh, "en": shape.en},
                "cells": list(shape.cells),
                "reports": list(shape.reports),
                "one_issuer": shape.one_issuer,
            }
            for shape in SHAPES
        ],
    }


def _labels(items: Mapping[str, Item]) -> dict[str, dict[str, str]]:
    return {item.id: {"zh": item.zh, "en": item.en} for item in items.values()}
