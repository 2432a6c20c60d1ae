"""/v1/chat/completions and /v1/models as OpenAI's: any chat program gets cited answers, streamed or not.

The earlier questions of `messages` are asked again to know what a follow-up leaves out: nothing is kept between two
requests, so two people with the same first question never share a conversation. The text carries the places of its
citations; the whole answer object rides along as `nianbao`.
"""

import json
import time
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Answer, to_json
from assistant.api_ask_models import MAX_QUESTION
from assistant.api_examples import COMPLETION
from assistant.api_models import problems
from assistant.api_ports import Doors
from assistant.api_problems import Problem, Wording
from assistant.export_text import as_text

MODEL = "nianbao"
BEFORE = 4  # questions before the last that are asked again
MOST_MESSAGES = 500
NO_QUESTION = Wording(
    f"messages 中最后一条用户消息须为文字，1 至 {MAX_QUESTION} 字。",
    f"The last user message must be text of 1 to {MAX_QUESTION:,} characters.",
)


class Message(BaseModel):
    """One message. System messages change nothing: figures are looked up, not generated."""

    model_config = ConfigDict(extra="allow")

    role: Annotated[str, Field(max_length=40)]
    content: str | list[dict[str, Any]] | None = None

    @property
    def text(self) -> str:
        """Its text; pictures and sound have none."""
        if isinstance(self.content, str):
            return self.content.strip()
        parts = (part.get("text") for part in self.content or () if part.get("type") == "text")
        return "\n".join(part for part in parts if isinstance(part, str)).strip()


class CompletionBody(BaseModel):
    """What OpenAI's clients send; of the many other parameters none changes a figure, so they are let through."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [{"model": MODEL, "messages": [{"role": "user", "content": "宜春2020年办理了多少件申请"}]}]
        },
    )

    model: Annotated[str, Field(max_length=200)] = MODEL
    messages: list[Message] = Field(min_length=1, max_length=MOST_MESSAGES)
    stream: bool | None = False
    language: Literal["zh", "en"] | None = Field(default=None, description="Language of the answer")


class ChoiceMessageOut(BaseModel):
    role: Literal["assistant"]
    content: str


class ChoiceOut(BaseModel):
    index: int
    message: ChoiceMessageOut
    finish_reason: str
    logprobs: None


class CompletionOut(BaseModel):
    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[ChoiceOut]
    usage: dict[str, int]
    nianbao: dict[str, Any] = Field(description="The answer object of /api/v1/ask")


class ModelOut(BaseModel):
    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class ModelsOut(BaseModel):
    object: Literal["list"]
    data: list[ModelOut]


def openai_routes(doors: Doors) -> APIRouter:
    """Return the routes that OpenAI's clients use."""
    router = APIRouter(prefix="/v1", tags=["openai"])
    documented: dict[int | str, dict[str, Any]] = {
        200: {
            "model": CompletionOut,
            "content": {
                "application/json": {"example": COMPLETION},
                "text/event-stream": {"schema": {"type": "string"}},
            },
        }
    }

    @router.post("/chat/completions", responses={**documented, **problems(400, 403, 413, 422, 503)})
    async def completions(body: CompletionBody, request: Request) -> Response:
        """Answer the last user message; `stream` sends it in pieces."""
        answer = await doors.lanes.run(lambda: _answered(doors, body))
        whole = to_json(answer, public_url=doors.public_url)
        if body.stream:
            return StreamingResponse(_chunks(whole, body.model), media_type="text/event-stream")
        return JSONResponse(_completion(whole, body.model))

    @router.get("/models", responses={200: {"model": ModelsOut}})
    def models() -> JSONResponse:
        """The one model there is."""
        return JSONResponse({"object": "list", "data": [_model()]})

    @router.get("/models/{model}", responses={200: {"model": ModelOut}, **problems(404, 422)})
    def model(model: str) -> JSONResponse:
        """The same by its name."""
        if model != MODEL:
            raise Problem(404, "no_such_model", Wording(f"只有模型 {MODEL}。", f"The only model is {MODEL}."))
        return JSONResponse(_model())

    return router


def _answered(doors: Doors, body: CompletionBody) -> Answer:
    questions = [message.text for message in body.messages if message.role == "user"]
    if body.messages[-1].role != "user" or not questions or not 0 < len(questions[-1]) <= MAX_QUESTION:
        raise Problem(422, "no_question", NO_QUESTION)
    conversation: str | None = None
    for question in questions[-1 - BEFORE : -1]:
        if 0 < len(question) <= MAX_QUESTION:
            before = doors.assistant.ask(question, conversation_id=conversation, language=body.language)
            conversation = before.conversation_id
    return doors.ask(questions[-1], conversation_id=conversation, language=body.language)


def _completion(answer: dict[str, Any], model: str) -> dict[str, Any]:
    text = as_text(answer)
    return {
        "id": f"chatcmpl-{answer['id']}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": model,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": text},
                "finish_reason": "stop",
                "logprobs": None,
            }
        ],
        "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
        "nianbao": answer,
    }


async def _chunks(answer: dict[str, Any], model: str) -> AsyncIterator[str]:
    base = {
        "id": f"chatcmpl-{answer['id']}",
        "object": "chat.completion.chunk",
        "created": int(time.time()),
        "model": model,
    }

    def chunk(delta: dict[str, Any], finish: str | None = None, **extra: Any) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return f"data: {json.dumps({**base, 'choices': [choice], **extra}, ensure_ascii=False)}\n\n"

    yield chunk({"role": "assistant", "content": ""})
    for line in as_text(answer).splitlines(keepends=True):
        yield chunk({"content": line})
    yield chunk({}, "stop", nianbao=answer)
    yield "data: [DONE]\n\n"


def _model() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": 0, "owned_by": "nianbao"}
