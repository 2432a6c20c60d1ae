"""POST /api/v1/ask without what FastAPI does around a route: half of the time that is spent beside the answer itself.

It takes what is right at first sight: JSON that the model of the route accepts. Everything else goes on to the
documented route, with its body, which says what is wrong with it.
"""

from typing import Any

from pydantic import ValidationError
from starlette.datastructures import URLPath
from starlette.routing import BaseRoute, Match, NoMatchFound
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api_ask_models import AskBody
from assistant.api_ports import Doors

PATH = "/api/v1/ask"
SEEN = "nianbao.seen"  # in a scope: this route has passed it on
SHORT = 200  # letters of a question that is understood in a few milliseconds
JSON = b"application/json"
JSON_TYPES = (JSON, b"application/json; charset=utf-8", b"application/json;charset=utf-8")


class QuickAsk(BaseRoute):
    """A route to stand before that of `api_ask`, whose answers it gives."""

    path_format = PATH

    def __init__(self, doors: Doors, otherwise: ASGIApp) -> None:
        """`otherwise` is the router that holds this route and the documented one."""
        self._doors = doors
        self._otherwise = otherwise

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether it is a question in JSON that comes here for the first time."""
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "POST" or SEEN in scope:
            return Match.NONE, {}
        kinds = [value for name, value in scope["headers"] if name == b"content-type"]
        return (Match.FULL if len(kinds) == 1 and kinds[0].lower() in JSON_TYPES else Match.NONE), {}

    def url_path_for(self, name: str, /, **path_params: Any) -> URLPath:
        """Its address is that of the documented route, which has the name."""
        raise NoMatchFound(name, path_params)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on. Raises what answering raises; the application makes problems of it."""
        message = await receive()
        body = _asked(message)
        if body is None:
            scope[SEEN] = True
            await self._otherwise(scope, _Again(message, receive), send)
            return
        told = await self._doors.lanes.run(
            lambda: self._doors.told(
                body.question, conversation_id=body.conversation_id, language=body.language, query=body.edited()
            ),
            here=len(body.question) <= SHORT,
        )
        whole = told.text.encode()
        headers = [(b"content-length", b"%d" % len(whole)), (b"content-type", JSON)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": whole, "more_body": False})


def _asked(message: Message) -> AskBody | None:
    """The question in the first piece of a request, where that is the whole of it and right."""
    if message["type"] != "http.request" or message.get("more_body"):
        return None
    try:
        return AskBody.model_validate_json(message.get("body", b""))
    except ValidationError:
        return None


class _Again:
    """`receive` that gives a message again that was taken, then those behind it."""

    def __init__(self, first: Message, receive: Receive) -> None:
        self._first: Message | None = first
        self._receive = receive

    async def __call__(self) -> Any:
        first, self._first = self._first, None
        return first if first is not None else await self._receive()
