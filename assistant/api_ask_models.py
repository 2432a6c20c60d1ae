"""What can be asked over HTTP: a question in words, or one whose query is given piece by piece."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.edited import MOST_CELLS, MOST_REPORTS, EditedQuery
from assistant.query import Operation

MAX_QUESTION = 2000

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION)]
Id = Annotated[str, StringConstraints(min_length=1, max_length=100)]
QUESTION: dict[str, Any] = {"question": "宜春市卫生健康委2020年办理了多少件政府信息公开申请？", "language": "zh"}
EDITED: dict[str, Any] = {
    "question": "宜春市卫生健康委2020年 予以公开（自然人）",
    "language": "zh",
    "query": {"cells": ["t3.res.granted|natural"], "reports": ["4f1d9009c6d8"], "operation": "lookup"},
}


class QueryIn(BaseModel):
    """The query of an answer with something in it changed; every word is an id that is there, or it is refused."""

    model_config = ConfigDict(extra="forbid")

    cells: list[Id] = Field(
        min_length=1, max_length=MOST_CELLS, description="Ids of cells, from `/api/v1/cells` or the query of an answer"
    )
    reports: list[Id] = Field(default=[], max_length=MOST_REPORTS, description="Ids of reports, in the order asked")
    whole: bool = Field(default=False, description="All reports instead of named ones")
    years: list[Annotated[int, Field(ge=1900, le=2999)]] = Field(
        default=[], max_length=100, description="With `whole`: only reports of these years"
    )
    operation: Operation = Field(
        default="lookup", description="`operations` of `/api/v1/cells` says how many cells and reports each one takes"
    )
    order: Literal["descending", "ascending"] = "descending"


class AskBody(BaseModel):
    """A question."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [QUESTION, EDITED]})

    question: Text = Field(description="The question, Chinese or English, at most 2,000 characters.")
    conversation_id: Annotated[str, StringConstraints(max_length=100)] | None = Field(
        default=None, description="From the answer before, to go on with it; an unknown one starts a conversation."
    )
    language: Literal["zh", "en"] | None = Field(
        default=None, description="Language of the answer; that of the question where it is left out."
    )
    query: QueryIn | None = Field(
        default=None,
        description="What is asked for, where it is known exactly: it decides, and `question` is only its name in the "
        "conversation. The chips of the chat page ask with it.",
    )

    def edited(self) -> EditedQuery | None:
        """The query as the assistant takes it; None where the question itself is to be understood."""
        if self.query is None:
            return None
        return EditedQuery(
            cells=tuple(self.query.cells),
            reports=tuple(self.query.reports),
            whole=self.query.whole,
            years=tuple(self.query.years),
            operation=self.query.operation,
            order=self.query.order,
        )
