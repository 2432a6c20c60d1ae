"""Conversations under /api/v1: list, search, rename, delete, export; one answer; what people thought of it."""

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from assistant.api_filters import BAD_CURSOR, cursor_of, key_of, next_link
from assistant.api_history_models import (
    ConversationOut,
    ConversationsOut,
    FeedbackBody,
    FeedbackOut,
    HeadingOut,
    TitleBody,
    TurnOut,
)
from assistant.api_models import problems
from assistant.api_ports import Doors
from assistant.api_problems import Problem, Wording
from assistant.export_files import TYPES, Asked, FileFormat, export
from assistant.history import Heading, History, Turn

Id = Annotated[str, Path(max_length=100)]
NOT_LISTED = Wording(
    "本服务对其他机器开放且没有登录，因此不列出各人的对话。知道编号的对话仍可打开。",
    "This service is open to other machines and knows nobody by name, so it lists no conversations. One whose id "
    "you know still opens.",
)
FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {kind: {"schema": {"type": "string"}} for kind in TYPES.values()}}
}


def conversation_routes(doors: Doors) -> APIRouter:
    """Return the routes about what was asked before."""
    router = APIRouter(prefix="/api/v1", tags=["conversations"])
    history = doors.history
    missing = problems(404, 422, 503)

    @router.get("/conversations", responses={200: {"model": ConversationsOut}, **problems(403, 422, 503)})
    def conversations(
        request: Request,
        q: Annotated[str, Query(max_length=200, description="Words of a title, question or answer")] = "",
        limit: Annotated[int, Query(ge=1, le=500)] = 50,
        cursor: Annotated[str | None, Query(max_length=400)] = None,
    ) -> JSONResponse:
        """The conversations used last, first."""
        if doors.read_only:
            raise Problem(403, "not_listed", NOT_LISTED)
        found = history.conversations(q.strip(), limit=limit + 1, before=_before(cursor))
        after = cursor_of(str(found[limit - 1].serial)) if len(found) > limit else None
        body = {"conversations": [_heading(heading) for heading in found[:limit]], "next": after}
        return JSONResponse(body, headers=next_link(request, after) if after else None)

    @router.get("/conversations/{id}", responses={200: {"model": ConversationOut}, **missing})
    def conversation(id: Id) -> JSONResponse:
        """One conversation with its questions and answers."""
        heading, turns = history.conversation(id)
        return JSONResponse({**_heading(heading), "turns": [_turn(turn) for turn in turns]})

    @router.patch("/conversations/{id}", responses={200: {"model": HeadingOut}, **missing, **problems(403)})
    def rename(id: Id, body: TitleBody) -> JSONResponse:
        """Give a conversation another title."""
        history.rename(id, body.title)
        return JSONResponse(_heading(history.conversation(id)[0]))

    @router.delete("/conversations/{id}", status_code=204, responses={**missing, **problems(403)})
    def delete(id: Id) -> Response:
        """Forget a conversation and its answers."""
        history.delete(id)
        return Response(status_code=204)

    _add_answers(router, history)
    return router


def _add_answers(router: APIRouter, history: History) -> None:
    missing = problems(404, 422, 503)
    form = Annotated[FileFormat, Query()]

    @router.get("/conversations/{id}/export", response_class=Response, responses={**FILE, **missing})
    def export_conversation(id: Id, format: form = "docx") -> Response:
        """A whole conversation as a file to keep."""
        heading, turns = history.conversation(id)
        return _file(format, heading.title, turns, f"conversation-{id[:8]}")

    @router.get("/answers/{id}", responses={200: {"model": TurnOut}, **missing})
    def answer(id: Id) -> JSONResponse:
        """One answer with its question."""
        return JSONResponse(_turn(history.answer(id)))

    @router.get("/answers/{id}/export", response_class=Response, responses={**FILE, **missing})
    def export_answer(id: Id, format: form = "docx") -> Response:
        """One answer as a file to keep."""
        turn = history.answer(id)
        return _file(format, turn.question[:80], [turn], f"answer-{id[:8]}")

    @router.post("/feedback", responses={200: {"model": FeedbackOut}, **missing, **problems(403)})
    def feedback(body: FeedbackBody) -> JSONResponse:
        """Say whether an answer was good, and why; a later opinion replaces the one before."""
        history.judge(body.answer_id, good=body.good, reason=body.reason)
        return JSONResponse(body.model_dump())


def _before(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    (serial,) = key_of(cursor, 1)
    if not serial.isdecimal() or len(serial) > 18:
        raise Problem(422, "bad_cursor", BAD_CURSOR)
    return int(serial)


def _file(form: FileFormat, title: str, turns: list[Turn], name: str) -> Response:
    content = export(form, title, [Asked(turn.question, turn.answer, turn.asked) for turn in turns])
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}.{form}"}
    return Response(content, media_type=TYPES[form], headers=headers)


def _heading(heading: Heading) -> dict[str, Any]:
    return {
        "id": heading.id,
        "title": heading.title,
        "created": heading.created,
        "updated": heading.updated,
        "questions": heading.questions,
        "href": f"/api/v1/conversations/{quote(heading.id)}",
    }


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "question": turn.question,
        "asked": turn.asked,
        "answer": turn.answer,
        "good": turn.good,
        "reason": turn.reason,
    }
