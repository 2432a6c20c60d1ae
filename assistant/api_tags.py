"""ETag and If-None-Match on every GET: a reader that has the same bytes already gets 304 and no body."""

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 4_000_000  # bytes of a body that is held to be hashed; a larger one is sent as it comes, without a tag
STREAMS = ("text/event-stream",)


class Tagged:
    """ASGI middleware. A tag that the route itself has set is kept and compared too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; hold back the response to a GET until its tag is known."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        held = _Held(Headers(scope=scope).get("if-none-match", ""), send)
        await self.app(scope, receive, held.send)


class _Held:
    def __init__(self, known: str, send: Send) -> None:
        self._known = known
        self._send = send
        self._start: Message | None = None
        self._body = bytearray()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _can_be_tagged(message):
            self._start = message
        elif self._start is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            await self._take(self._start, message)

    async def _take(self, start: Message, message: Message) -> None:
        self._body += message.get("body", b"")
        more = message.get("more_body", False)
        if more and len(self._body) <= LARGEST:
            return
        self._start = None
        headers = MutableHeaders(scope=start)
        if not more and "etag" not in headers:
            headers["ETag"] = f'"{hashlib.sha256(self._body).hexdigest()[:32]}"'
        if "etag" in headers and _matches(self._known, headers["etag"]):
            start["status"] = 304
            for name in ("content-length", "content-type", "content-disposition"):
                del headers[name]
            await self._send(start)
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})
            self._send = _nothing  # the rest of a body that is not wanted
            return
        await self._send(start)
        await self._send({"type": "http.response.body", "body": bytes(self._body), "more_body": more})


def _can_be_tagged(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return start["status"] == 200 and not headers.get("content-type", "").startswith(STREAMS)


def _matches(known: str, tag: str) -> bool:
    tags = [part.strip().removeprefix("W/") for part in known.split(",")]
    return "*" in tags or tag.removeprefix("W/") in tags


async def _nothing(_: Message) -> None:
    return None
