"""The files of ui/, read once when the server starts: style sheets and modules as they lie, the pages in one shell.

    shell.html + a page's styles + the modules its script imports + its body ─▶ the page

Small texts are kept packed as well, so that a browser that takes gzip is sent a third of the bytes.
"""

import gzip
import hashlib
import html
import mimetypes
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from string import Template

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

UI = Path(__file__).with_name("ui")
IMPORT = re.compile(r'^(?:import|export)\b[^;"]*"\./([\w-]+\.js)"', re.MULTILINE)
MEDIA = {  # of the texts, which are packed
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
MAIN = '<main id="main" class="page" tabindex="-1"></main>'  # filled by the page's script
# Page → its style sheets beside base.css, in their order.
STYLES = {
    "chat": ("chat", "source"),
    "reports": ("reports", "pages"),
    "report": ("source", "reports", "pages"),
    "check": ("source", "reports", "pages"),
    "compare": ("reports", "pages"),
    "findings": ("reports", "pages"),
    "uploads": ("reports", "pages"),
    "guide": ("reports", "pages", "guide"),
    "fault": ("reports", "pages"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """A file held in memory; `packed` is the same in gzip, None where that is no shorter."""

    media: str
    plain: bytes
    packed: bytes | None
    tag: str

    def response(self, headers: Headers, status: int = 200) -> Response:
        """The file, packed where the request takes that."""
        told = {"Vary": "Accept-Encoding", "ETag": f'"{self.tag}"'}
        if self.packed is None or "gzip" not in headers.get("accept-encoding", ""):
            return Response(self.plain, status, told, self.media)
        told |= {"Content-Encoding": "gzip", "ETag": f'"{self.tag}-gz"'}
        return Response(self.packed, status, told, self.media)


def held(name: str, content: bytes) -> Held:
    """A file as it is sent."""
    suffix = Path(name).suffix
    media = MEDIA.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    packed = gzip.compress(content, 9, mtime=0) if suffix in MEDIA else None
    shorter = packed if packed is not None and len(packed) < len(content) else None
    return Held(media, content, shorter, hashlib.sha256(content).hexdigest()[:32])


class UiFiles:
    """ASGI application: every file of ui/ but the pages, which have addresses of their own."""

    def __init__(self) -> None:
        files = [path for path in UI.rglob("*") if path.is_file() and path.suffix != ".html"]
        self._files = {path.relative_to(UI).as_posix(): held(path.name, path.read_bytes()) for path in files}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file, or 404."""
        name = scope["path"].removeprefix(scope.get("root_path", "")).lstrip("/")
        found = self._files.get(name) if scope.get("method") == "GET" else None
        if found is None:
            raise HTTPException(404 if scope.get("method") == "GET" else 405)
        await found.response(Headers(scope=scope))(scope, receive, send)


def page(name: str) -> Held:
    """A page of STYLES in the shell; its body is `name`.html where there is one."""
    own = UI / f"{name}.html"
    return held("page.html", _in_shell(name, own.read_text("utf-8").strip() if own.is_file() else MAIN).encode())


def fault_page(
    title: tuple[str, str], detail: tuple[str, str], *, status: int, chinese: bool = True, again: bool = False
) -> str:
    """The page that tells a reader what went wrong and what to do, each text in Chinese and English.

    The language is that of the request until the page's script puts the one chosen on the pages in its place; `again`
    tells whether the same address may answer in a moment.
    """
    ways = [("", _in_both("重试", "Try again"))] if again else []
    ways += [("/", _in_both("提问", "Ask")), ("/reports", _in_both("全部报告", "All reports"))]
    links = [f'<a class="{"go" if i else "primary go"}" href="{way}">{word}</a>' for i, (way, word) in enumerate(ways)]
    now = f"{datetime.now():%Y-%m-%d %H:%M:%S}"
    when = f'<p class="dim">{_in_both(f"时间：{now}", f"Time: {now}")}</p>' if again else ""
    shell = _in_shell(
        "fault",
        f'<main id="main" class="page fault" tabindex="-1">\n<p class="code">{status}</p>\n'
        f'<h1>{_in_both(*title)}</h1>\n<p role="alert">{_in_both(*detail)}</p>\n'
        f'<p class="bar">{" ".join(links)}</p>\n{when}\n</main>',
    )
    return shell if chinese else shell.replace('<html lang="zh-CN">', '<html lang="en">', 1)


def _in_both(zh: str, en: str) -> str:
    chinese, english = html.escape(zh), html.escape(en)
    return f'<span class="only-zh" lang="zh-CN">{chinese}</span><span class="only-en" lang="en">{english}</span>'


def _in_shell(name: str, body: str) -> str:
    return Template((UI / "shell.html").read_text("utf-8")).substitute(
        page=name,
        frame="wide" if name == "chat" else "plain",
        styles=_lines(f'<link rel="stylesheet" href="/ui/{style}.css">' for style in ("base", *STYLES[name])),
        modules=_lines(f'<link rel="modulepreload" href="/ui/{module}">' for module in imported(f"{name}.js")),
        body=body,
    )


def imported(script: str) -> list[str]:
    """The modules that a script imports, and those that they import, in the order in which they are met."""
    found: dict[str, None] = {}
    waiting = [script]
    while waiting:
        modules = IMPORT.findall((UI / waiting.pop(0)).read_text("utf-8"))
        waiting += [module for module in modules if module not in found]
        found |= dict.fromkeys(modules)
    return [module for module in found if module != script]


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines)
