"""What stands before every route: host and origin, size of the body, security headers, HEAD.

Plain ASGI, so that mounted applications and WebSockets pass through it too.
"""

from urllib.parse import urlsplit

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api_problems import Wording, problem_response

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
MAX_BODY = 64 * 1024
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
# Swagger UI's style sheet carries its arrows as data: pictures.
DOCS_POLICY = POLICY + "; img-src 'self' data:"

BAD_HOST = Wording(
    "本服务只应答本机地址（127.0.0.1、localhost）。请用本机地址访问；"
    "要开放给其他机器，请管理员设置 NIANBAO_ALLOW_OPEN=1。",
    "This service answers to this machine's own names only (127.0.0.1, localhost). Use one of them; to open it to "
    "other machines the administrator sets NIANBAO_ALLOW_OPEN=1.",
)
BAD_ORIGIN = Wording(
    "请求来自另一个网站，已拒绝。请在本系统的页面上提问，或由服务器端调用接口。",
    "The request came from another web site and was refused. Ask on this system's own pages, or call the API "
    "from a server.",
)
TOO_LARGE = Wording(
    f"请求正文超过 {MAX_BODY // 1024} KB。请缩短问题后重发。",
    f"The body is over {MAX_BODY // 1024} KB. Shorten the question and send it again.",
)


def host_name(authority: str) -> str:
    """Return the lower-case name of a Host header without its port; "" where it is none."""
    try:
        return (urlsplit(f"//{authority}").hostname or "").rstrip(".")
    except ValueError:
        return ""


class Guard:
    """ASGI middleware that refuses foreign hosts, foreign origins and large bodies, and sets the security headers.

    `allow_open` lets any Host pass; an Origin must then still be that of the Host. HEAD is answered as GET
    without a body.
    """

    def __init__(self, app: ASGIApp, *, allow_open: bool) -> None:
        self.app = app
        self.allow_open = allow_open

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the request, then pass it on."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if scope["type"] == "websocket" and self._refusal(scope) is not None:
            await send({"type": "websocket.close", "code": 1008})
            return
        sender = _with_headers(scope, send)
        if scope.get("method") == "HEAD":
            scope = {**scope, "method": "GET"}
            sender = _without_body(sender)
        refusal = self._refusal(scope)
        if refusal is not None:
            status, code, wording = refusal
            response = problem_response(Request(scope), status, code, wording)
            await response(scope, receive, sender)
            return
        await self.app(scope, _Counted(receive), sender)

    def _refusal(self, scope: Scope) -> tuple[int, str, Wording] | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self.allow_open and host_name(host) not in LOOPBACK_NAMES:
            return 421, "bad_host", BAD_HOST
        origin = headers.get("origin")
        if origin is not None and scope.get("method") not in SAFE_METHODS and not same_origin(origin, host):
            return 403, "bad_origin", BAD_ORIGIN
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) > MAX_BODY:
            return 413, "too_large", TOO_LARGE
        return None


def same_origin(origin: str, host: str) -> bool:
    """Whether an Origin header names the same host and port as the Host header."""
    try:
        return urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:
        return False


class _Counted:
    """`receive` that stops a body which turns out larger than allowed (no or a false Content-Length)."""

    def __init__(self, receive: Receive) -> None:
        self.receive = receive
        self.size = 0

    async def __call__(self) -> Message:
        message = await self.receive()
        if message["type"] == "http.request":
            self.size += len(message.get("body", b""))
            if self.size > MAX_BODY:
                raise HTTPException(413)
        return message


def _with_headers(scope: Scope, send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            docs = scope["path"] == "/docs"
            if "content-security-policy" not in headers:  # the original of a report brings a stricter one
                headers["Content-Security-Policy"] = DOCS_POLICY if docs else POLICY
            headers["X-Content-Type-Options"] = "nosniff"
            headers["Referrer-Policy"] = "same-origin"
            headers["Cross-Origin-Resource-Policy"] = "same-origin"
            if "cache-control" not in headers:
                headers["Cache-Control"] = "no-cache"
        await send(message)

    return wrapped


def _without_body(send: Send) -> Send:
    ended = False

    async def wrapped(message: Message) -> None:
        nonlocal ended
        if message["type"] != "http.response.body":
            await send(message)
        elif not ended:
            ended = True
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    return wrapped
