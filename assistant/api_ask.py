"""POST /api/v1/ask and /api/v1/ask/stream: a question in, the answer of the contract out."""

import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextvars import copy_context
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from sse_starlette import EventSourceResponse, ServerSentEvent

from assistant.answer import Answer, to_json
from assistant.api_ask_models import AskBody
from assistant.api_examples import ANSWER, STREAM
from assistant.api_lanes import Lanes
from assistant.api_models import AnswerOut, problems
from assistant.api_ports import Doors
from assistant.api_problems import SURPRISE, problem_json, status_of, wants_chinese, wording_of
from index.errors import NianbaoError

log = logging.getLogger("nianbao.api")

ANSWER_DOC: dict[str, Any] = {"model": AnswerOut, "content": {"application/json": {"example": ANSWER}}}
STREAM_DOC = (
    "Server-sent events: `step` {name, text} as each stage begins, `delta` {text} as the text grows, and last "
    "`answer` with the answer object; `error` with a problem document if something fails on the way."
)


def ask_routes(doors: Doors) -> APIRouter:
    """Return the routes that answer questions."""
    router = APIRouter(prefix="/api/v1", tags=["ask"])

    @router.post("/ask", response_class=JSONResponse, responses={200: ANSWER_DOC, **problems(400, 403, 413, 422, 503)})
    async def ask(body: AskBody) -> Response:
        """Answer a question: figures with the cell each was printed in, or why there is none."""
        told = await doors.lanes.run(
            lambda: doors.told(
                body.question, conversation_id=body.conversation_id, language=body.language, query=body.edited()
            )
        )
        return Response(told.text, media_type="application/json")

    @router.post(
        "/ask/stream",
        response_class=EventSourceResponse,
        description=STREAM_DOC,
        responses={200: {"content": {"text/event-stream": {"example": STREAM}}}, **problems(400, 403, 413, 422, 503)},
    )
    async def ask_stream(body: AskBody, request: Request) -> EventSourceResponse:
        events = doors.assistant.stream(
            body.question, conversation_id=body.conversation_id, language=body.language, query=body.edited()
        )
        steps = _Steps(events, doors.lanes)
        # The first event is fetched before the status is sent: an index that is missing is a 503, not a broken stream.
        first = await steps.next()
        chinese = wants_chinese(request.headers.get("accept-language"))
        return EventSourceResponse(_events(first, steps, doors, body.question, chinese=chinese))

    return router


class _Steps:
    """A blocking iterator read from worker threads in one and the same context, where LangChain keeps its state."""

    def __init__(self, events: Iterator[Any], lanes: Lanes) -> None:
        self.events = events
        self.lanes = lanes
        self.context = copy_context()

    async def next(self) -> Any:
        """Return the next event; None at the end."""
        return await self.lanes.run(lambda: self.context.run(next, self.events, None))

    def close(self) -> None:
        """Stop the work behind a stream that nobody reads any more."""
        close = getattr(self.events, "close", None)
        if close is not None:
            self.context.run(close)


async def _events(
    first: Any, steps: _Steps, doors: Doors, question: str, *, chinese: bool
) -> AsyncIterator[ServerSentEvent]:
    event = first
    try:
        while event is not None:
            if isinstance(event, Answer):  # kept before it is sent: its export and chart have an address at once
                await doors.lanes.run(partial(doors.keep, question, event))
            yield _event(event, doors.public_url)
            event = await steps.next()
    except NianbaoError as error:
        status, code = status_of(error)
        yield _sse("error", problem_json(status, code, wording_of(error).said(chinese=chinese), chinese=chinese))
    except Exception as error:
        log.error("unexpected error while streaming", exc_info=error)
        yield _sse("error", problem_json(500, "internal", SURPRISE.said(chinese=chinese), chinese=chinese))
    finally:
        steps.close()


def _event(event: Any, public_url: str) -> ServerSentEvent:
    if isinstance(event, Answer):
        return _sse("answer", to_json(event, public_url=public_url))
    name = getattr(event, "name", None)
    if name is not None:
        return _sse("step", {"name": name, "text": event.text})
    return _sse("delta", {"text": event.text})


def _sse(event: str, value: dict[str, Any]) -> ServerSentEvent:
    # JSON keeps every line break escaped, so one event is one data line.
    return ServerSentEvent(event=event, data=json.dumps(value, ensure_ascii=False))
