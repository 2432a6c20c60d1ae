"""The addresses of the pages: chat, reports, comparison, findings, uploads, guide, API docs."""

from importlib.resources import files

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles

from assistant.api_ports import Doors
from assistant.ui_files import STYLES, UI, UiFiles, page
from index.errors import NoSuchReport

ALONE = ("reports", "compare", "findings", "uploads", "guide")  # pages that are about no one report


def add_pages(app: FastAPI, doors: Doors) -> None:
    """Add the pages and their files to the application."""
    router = APIRouter(include_in_schema=False)
    pages = {name: page(name) for name in STYLES if name != "fault"}

    def is_there(report_id: str) -> bool:
        if any(report.id == report_id for report in doors.store.reports()):
            return True
        try:  # by its file or its name
            return bool(doors.store.report(report_id))
        except NoSuchReport:
            return False

    @router.get("/")
    def chat(request: Request) -> Response:
        return pages["chat"].response(request.headers)

    @router.get("/reports/{report_id}")
    def report(report_id: str, request: Request) -> Response:
        # Where it is missing the page itself says so, in the reader's language.
        return pages["report"].response(request.headers, 200 if is_there(report_id) else 404)

    @router.get("/reports/{report_id}/check/{table}")
    def check(report_id: str, table: str, request: Request) -> Response:
        known = any(report.id == report_id and table in report.tables for report in doors.store.reports())
        return pages["check"].response(request.headers, 200 if known else 404)

    def alone(request: Request) -> Response:
        return pages[request.url.path.strip("/")].response(request.headers)

    for name in ALONE:
        router.add_api_route(f"/{name}", alone, methods=["GET"])

    @router.get("/docs")
    def docs() -> FileResponse:
        return FileResponse(UI / "docs.html", media_type="text/html; charset=utf-8")

    @router.get("/favicon.ico")
    def icon() -> Response:
        return FileResponse(UI / "icon.svg", media_type="image/svg+xml")

    app.include_router(router)
    app.mount("/ui", UiFiles(), name="ui")
    # Only the static files of that package are used; its own pages carry inline scripts, which the CSP forbids.
    app.mount("/docs/assets", StaticFiles(directory=str(files("fastapi_offline") / "static")), name="docs-assets")
