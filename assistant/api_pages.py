"""The pages: chat, reports, comparison, findings, uploads, guide, API docs; served as they lie in ui/."""

from functools import partial
from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles

from assistant.api_ports import Doors
from index.errors import NoSuchReport

PAGES = ("reports", "compare", "findings", "uploads", "guide")
UI = Path(__file__).with_name("ui")


def add_pages(app: FastAPI, doors: Doors) -> None:
    """Add the pages and their files to the application."""
    router = APIRouter(include_in_schema=False)

    @router.get("/")
    def chat() -> FileResponse:
        return _page("index.html")

    @router.get("/reports/{report_id}")
    def report(report_id: str) -> FileResponse:
        try:
            doors.store.report(report_id)
        except NoSuchReport:
            # The page itself says what is missing, in the reader's language.
            return _page("report.html", status=404)
        return _page("report.html")

    @router.get("/reports/{report_id}/check/{table}")
    def check(report_id: str, table: str) -> FileResponse:
        known = any(report.id == report_id and table in report.tables for report in doors.store.reports())
        return _page("check.html", status=200 if known else 404)

    for name in PAGES:
        router.add_api_route(f"/{name}", partial(_page, f"{name}.html", 200), methods=["GET"])

    @router.get("/docs")
    def docs() -> FileResponse:
        return _page("docs.html")

    @router.get("/favicon.ico")
    def icon() -> Response:
        return FileResponse(UI / "icon.svg", media_type="image/svg+xml")

    app.include_router(router)
    app.mount("/ui", StaticFiles(directory=UI), name="ui")
    # Only the static files of that package are used; its own pages carry inline scripts, which the CSP forbids.
    app.mount("/docs/assets", StaticFiles(directory=str(files("fastapi_offline") / "static")), name="docs-assets")


def _page(name: str, status: int = 200) -> FileResponse:
    return FileResponse(UI / name, status_code=status, media_type="text/html; charset=utf-8")
