"""A bare handler: for each question exactly the SQL that its answer runs, its rows as JSON. Nothing is understood.

    python -m eval.bare PORT DATA QUESTIONS.json

The statements are recorded at start, from the assistant itself. `/read` runs those that read; `/bare` also keeps the
question and the recorded answer in a conversation, as every answer is kept.
"""

import json
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Response
from pydantic import BaseModel
from sqlalchemy import Engine, event

from assistant.answer import to_json
from assistant.api_ask_models import Text
from assistant.api_ports import json_text
from assistant.chain import open_assistant
from assistant.conversations import Context, Conversations
from assistant.history import History, open_history
from index.figure_store import open_engine
from index.settings import Settings


class Question(BaseModel):
    """What is asked."""

    question: Text


@dataclass(frozen=True, slots=True)
class Run:
    """What the answer to one question runs and keeps."""

    statements: tuple[tuple[Any, Any], ...]  # (statement, parameters)
    text: str
    whole: str
    context: Context


class _Settled:
    """Stands where contexts are kept, to see the one that a question leaves."""

    def __init__(self) -> None:
        self.last = Context()

    def load(self, conversation: str) -> Context | None:
        return None

    def save(self, conversation: str, context: Context) -> None:
        self.last = context


def recorded(data: Path, questions: list[str]) -> dict[str, Run]:
    """Question → what its answer runs, second time asked: what is read once and held is not a part of it."""
    settled = _Settled()
    assistant = open_assistant(_settings(data), conversations=Conversations(keeper=settled))
    heard: list[tuple[Any, Any]] = []

    def hear(_: Any, statement: Any, several: Any, parameters: Any, options: Any) -> None:
        heard.append((statement, several or parameters))

    runs = {}
    for question in questions:
        assistant.ask(question)
        event.listen(Engine, "before_execute", hear)
        try:
            answer = assistant.ask(question)
        finally:
            event.remove(Engine, "before_execute", hear)
        runs[question] = Run(tuple(heard), answer.text, json_text(to_json(answer)), settled.last)
        heard.clear()
    assistant.store.close()
    return runs


def create_bare(engine: Engine, runs: dict[str, Run], history: History) -> FastAPI:
    """The application."""
    app = FastAPI(openapi_url=None)

    def rows(run: Run) -> str:
        read = []
        for statement, parameters in run.statements:
            with engine.connect() as connection:  # the store takes one for each look as well
                read.append([[*row] for row in connection.execute(statement, parameters)])
        return json_text(read)

    @app.get("/readyz")
    def ready() -> dict[str, bool]:
        return {"ready": True}

    @app.post("/read")
    def read(body: Question) -> Response:
        return Response(rows(runs[body.question]), media_type="application/json")

    @app.post("/bare")
    def bare(body: Question) -> Response:
        run = runs[body.question]
        told = rows(run)
        ids = {"id": uuid.uuid4().hex, "conversation_id": uuid.uuid4().hex, "text": run.text}
        with history.together():
            history.save(ids["conversation_id"], run.context)
            history.record(body.question, ids, run.whole)
        return Response(told, media_type="application/json")

    return app


def _settings(data: Path) -> Settings:
    return Settings(data=data, database="", chroma="")


def main() -> None:
    """Serve until ended."""
    port, data, questions = int(sys.argv[1]), Path(sys.argv[2]), json.loads(Path(sys.argv[3]).read_text("utf-8"))
    engine = open_engine("", data)
    app = create_bare(engine, recorded(data, questions), open_history(data / "bare"))
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
