"""GET /api/v1/reports/{id}/original and below: the file a report was read from, as lines, pages or a harmless page."""

from functools import lru_cache
from html import escape
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from assistant.api_models import OriginalOut, problems
from assistant.api_ports import Doors
from assistant.api_problems import Problem, Wording
from index.original import opened_original, original_html, original_kind, original_page
from index.report import Report

PAGES_KEPT = 64  # pictures of about 200 KB
# No script runs in an original, nothing is loaded from elsewhere, and only our own pages may frame it.
POLICY = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "sandbox allow-same-origin"
)
HEAD = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>'
    '<link rel="stylesheet" href="/ui/original.css"></head><body>{body}</body></html>'
)


def original_routes(doors: Doors) -> APIRouter:
    """Return the routes that show originals."""
    router = APIRouter(prefix="/api/v1/reports/{report_id}/original", tags=["reports"])
    missing = problems(404, 410, 422, 503)

    @lru_cache(maxsize=PAGES_KEPT)
    def picture(report_id: str, content: str, page: int) -> bytes:
        return original_page(doors.store.report(report_id), page, doors.limits)

    @router.get("", responses={200: {"model": OriginalOut}, **missing})
    def original(report_id: str) -> JSONResponse:
        """How the original can be shown: its lines, its pages as pictures, or as a page without scripts."""
        return JSONResponse(_original(doors.store.report(report_id)))

    @router.get("/pages/{page}", response_class=Response, responses={200: {"content": {"image/png": {}}}, **missing})
    def page_picture(request: Request, report_id: str, page: int = Path(ge=1, le=100_000)) -> Response:
        """One page of the original as a picture; a citation's `box` lies on it."""
        report = doors.store.report(report_id)
        if page > max(report.pages, 1) or original_kind(report.file) != "pages":
            raise Problem(404, "no_such_page", _no_page(report))
        tag = f'"{report.content_hash[:16]}-{page}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"ETag": tag})
        content = picture(report.id, report.content_hash, page)
        return Response(content, media_type="image/png", headers={"ETag": tag})

    @router.get("/html", response_class=HTMLResponse, responses=missing)
    def page(report_id: str) -> HTMLResponse:
        """The original as a page without scripts, pictures or links to elsewhere; places are its fragments."""
        report = doors.store.report(report_id)
        if original_kind(report.file) != "html":
            raise Problem(404, "no_such_page", _no_page(report))
        body = HEAD.format(title=escape(report.title), body=original_html(report, doors.limits))
        return HTMLResponse(body, headers={"Content-Security-Policy": POLICY})

    @router.get("/file", response_class=Response, responses=missing)
    def file(report_id: str) -> Response:
        """The file itself, to be kept; it is never shown inside this site."""
        report = doors.store.report(report_id)
        name = PurePosixPath(report.file.partition("#")[0]).name
        with opened_original(report, doors.limits) as found:
            content = found.read_bytes()
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
        return Response(content, media_type="application/octet-stream", headers=headers)

    return router


def _original(report: Report) -> dict[str, Any]:
    return {
        "report": report.id,
        "file": report.file,
        "kind": original_kind(report.file),
        "pages": report.pages,
        "url": report.url,
        "published": report.published,
        "notes": list(report.notes),
    }


def _no_page(report: Report) -> Wording:
    kind = original_kind(report.file)
    if kind != "pages":
        return Wording(
            f"这份原件没有分页图像，请按“{kind}”方式打开。",
            f"This original has no page pictures; it is of the kind {kind!r}.",
        )
    count = max(report.pages, 1)
    return Wording(f"这份原件共 {count} 页，没有这一页。", f"This original has {count} pages; there is no such page.")
