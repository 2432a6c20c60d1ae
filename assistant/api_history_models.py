"""Conversations, their answers and feedback, as they come in and go out."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.api_models import AnswerOut

Id = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class HeadingOut(BaseModel):
    id: str
    title: str
    created: str = Field(description="ISO, UTC")
    updated: str
    questions: int
    href: str


class ConversationsOut(BaseModel):
    conversations: list[HeadingOut] = Field(description="Those used last, first")
    next: str | None = Field(description="`cursor` of the next page; null on the last")


class TurnOut(BaseModel):
    question: str
    asked: str
    answer: AnswerOut
    good: bool | None = Field(description="Feedback, where there is any")
    reason: str


class ConversationOut(HeadingOut):
    turns: list[TurnOut]


class TitleBody(BaseModel):
    """A new title."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"title": "2020年申请办理"}]})

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class FeedbackBody(BaseModel):
    """What somebody thought of an answer."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"answer_id": "a-7f3c", "good": False, "reason": "年份不对"}]},
    )

    answer_id: Id
    good: bool
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)] = ""


class FeedbackOut(BaseModel):
    answer_id: str
    good: bool
    reason: str
