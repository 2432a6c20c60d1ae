"""The page /embed, which other sites may show in a frame where the setting names them, and the script that does it."""

import re

from fastapi import APIRouter
from fastapi.responses import FileResponse

from assistant.ui_files import UI
from index.errors import BadSetting

ORIGIN = re.compile(r"https?://(?:\*\.)?[\w-]+(?:\.[\w-]+)*(?::\d{1,5})?", re.ASCII)
POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors {}"


def frame_ancestors(origins: str) -> str:
    """The sites of the setting as a policy names them; 'none' where there is none.

    Raises:
        BadSetting: one of them is no origin.
    """
    named = origins.split()
    for origin in named:
        if not ORIGIN.fullmatch(origin):
            raise BadSetting(
                f"NIANBAO_EMBED_ORIGINS={origins!r}: {origin!r} is no origin; write them as "
                "https://portal.example.gov.cn, without a path, parted by blanks"
            )
    return " ".join(named) or "'none'"


def embed_routes(origins: str) -> APIRouter:
    """Return the routes of the frame and its script.

    Raises:
        BadSetting: as `frame_ancestors`.
    """
    policy = POLICY.format(frame_ancestors(origins))
    # A browser lets another site load a script only where it is marked so.
    shared = {"Cross-Origin-Resource-Policy": "cross-origin"} if origins.split() else {}
    router = APIRouter(include_in_schema=False)

    @router.get("/embed")
    def embed() -> FileResponse:
        headers = {"Content-Security-Policy": policy}
        return FileResponse(UI / "embed.html", media_type="text/html; charset=utf-8", headers=headers)

    @router.get("/ui/widget.js")
    def widget() -> FileResponse:
        return FileResponse(UI / "widget.js", media_type="text/javascript; charset=utf-8", headers=shared)

    return router
