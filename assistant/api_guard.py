"""What stands before every route: host and origin, size of the body, security headers, HEAD.

Plain ASGI, so that mounted applications and WebSockets pass through it too.
"""

import math
from urllib.parse import urlsplit

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api_problems import SURPRISE, Wording, problem_response
from assistant.api_rate import Buckets

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
OWN_FILES = "/ui/"
UPLOADS = "/api/v1/uploads"
COUNTED = ("/api/", "/v1/", "/mcp")
TOO_FAST = Wording(
    "请求过于频繁，请按 Retry-After 稍候再试；管理员可调整 NIANBAO_RATE。",
    "Too many requests. Wait as Retry-After says; the administrator may change NIANBAO_RATE.",
)
ASKING = ("/api/v1/ask", "/v1/chat/completions", "/mcp")
READ_ONLY = Wording(
    "本服务对其他机器开放而尚无登录，只能提问和查阅，不能上传、修改或删除。请在本机（不设 NIANBAO_ALLOW_OPEN）进行。",
    "This service is open to other machines and has no access control yet, so it answers and shows but changes "
    "nothing. Do this on the machine itself, without NIANBAO_ALLOW_OPEN.",
)
TOO_LARGE = Wording(
    f"请求正文超过 {MAX_BODY // 1024} KB。请缩短问题后重发。",
    f"The body is over {MAX_BODY // 1024} KB. Shorten the question and send it again.",
)


def too_large_upload(limit: int) -> Wording:
    """What is said of files of more than `limit` bytes together."""
    megabytes = limit // 1_000_000
    return Wording(
        f"上传的总量超过上限 {megabytes} MB，没有保存。请分几次上传，或请管理员调大 NIANBAO_MAX_UPLOAD_MB。",
        f"The upload is over the limit of {megabytes} MB and nothing of it was kept. Send the files in parts, or the "
        "administrator raises NIANBAO_MAX_UPLOAD_MB.",
    )


def host_name(authority: str) -> str:
    """Return the lower-case name of a Host header without its port; "" where it is none."""
    try:
        return (urlsplit(f"//{authority}").hostname or "").rstrip(".")
    except ValueError:
        return ""


class Guard:
    """ASGI middleware that refuses foreign hosts, foreign origins and large bodies, and sets the security headers.

    `allow_open` lets any Host pass; an Origin must then still be that of the Host, and nothing can be changed. HEAD is
    answered as GET without a body.
    """

    def __init__(self, app: ASGIApp, *, allow_open: bool, upload_bytes: int = MAX_BODY, rate: int = 0) -> None:
        self.app = app
        self.allow_open = allow_open
        self.upload_bytes = upload_bytes
        self.buckets = Buckets(rate)

    def largest(self, scope: Scope) -> int:
        """The most bytes that the body of a request may have."""
        return self.upload_bytes if scope["path"] == UPLOADS else MAX_BODY

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
        seconds = self._wait(scope)
        if seconds:
            headers = {"Retry-After": str(math.ceil(seconds))}
            response = problem_response(Request(scope), 429, "too_many_requests", TOO_FAST, headers)
            await response(scope, receive, sender)
            return
        begun = _Begun(sender)
        try:
            await self.app(scope, _Counted(receive, self.largest(scope)), begun)
        except Exception:
            # Answered here, where the headers are set; raised on, so that it is logged.
            if not begun.is_begun and scope["type"] == "http":
                await problem_response(Request(scope), 500, "internal", SURPRISE)(scope, receive, sender)
            raise

    def _wait(self, scope: Scope) -> float:
        """Seconds until this client may ask again; pages and their files are not counted."""
        if not scope["path"].startswith(COUNTED):
            return 0.0
        client = scope.get("client")
        return self.buckets.wait(client[0] if client else "")

    def _refusal(self, scope: Scope) -> tuple[int, str, Wording] | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        # The page that says so needs its style sheets; they are the same for everybody.
        foreign = not self.allow_open and host_name(host) not in LOOPBACK_NAMES
        if foreign and not (scope["path"].startswith(OWN_FILES) and scope.get("method") == "GET"):
            return 421, "bad_host", BAD_HOST
        origin = headers.get("origin")
        if origin is not None and checks_origin(scope) and not same_origin(origin, host):
            return 403, "bad_origin", BAD_ORIGIN
        if self.allow_open and changes(scope):
            return 403, "read_only", READ_ONLY
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) > self.largest(scope):
            return (
                413,
                "too_large",
                TOO_LARGE if self.largest(scope) == MAX_BODY else too_large_upload(self.upload_bytes),
            )
        return None


def checks_origin(scope: Scope) -> bool:
    """Whether a request of another web site is refused: all but plain reading, and everything to MCP."""
    return scope.get("method") not in SAFE_METHODS or scope["path"].startswith("/mcp")


def changes(scope: Scope) -> bool:
    """Whether a request is to change something that others see; asking a question changes nothing."""
    return scope.get("method") not in SAFE_METHODS and not scope["path"].startswith(ASKING)


def same_origin(origin: str, host: str) -> bool:
    """Whether an Origin header names the same host and port as the Host header."""
    try:
        return urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:
        return False


class _Begun:
    """`send` that knows whether a response has begun."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.is_begun = False

    async def __call__(self, message: Message) -> None:
        self.is_begun = True
        await self.send(message)


class _Counted:
    """`receive` that stops a body which turns out larger than allowed (no or a false Content-Length)."""

    def __init__(self, receive: Receive, most: int) -> None:
        self.receive = receive
        self.most = most
        self.size = 0

    async def __call__(self) -> Message:
        message = await self.receive()
        if message["type"] == "http.request":
            self.size += len(message.get("body", b""))
            if self.size > self.most:
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
            if "cross-origin-resource-policy" not in headers:  # the widget's script is for other sites
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
