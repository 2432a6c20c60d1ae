"""The short way to an answer gives what the documented way gives, and leaves to that one what it does not take."""

import asyncio
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from assistant.api_ports import Doors
from assistant.api_quick_ask import PATH, QuickAsk
from assistant.history import History
from index.errors import IndexMissing
from index.settings import Limits
from tests.doors import client_of
from tests.fake_assistant import FakeAssistant

JSON = "application/json"
LONG = "application/vnd.question+json"  # JSON to the documented route; the short one does not know it


class Documented:
    """Stands for the documented route: keeps what it is sent."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message["body"], message.get("more_body", False)
        self.bodies.append(body)


def asked(pieces: list[bytes], kind: str | None = JSON, method: str = "POST", path: str = PATH) -> tuple[Any, ...]:
    """Send a request to the short route; whether it matched, what the documented one got, and what was sent back."""
    documented = Documented()
    sent: list[Message] = []
    assistant = FakeAssistant()
    route = QuickAsk(Doors(assistant=assistant, public_url="", limits=Limits(), history=History(None)), documented)
    headers = [(b"content-type", kind.encode())] if kind else []
    scope: Scope = {"type": "http", "method": method, "path": path, "headers": headers}
    left = [{"type": "http.request", "body": p, "more_body": n < len(pieces)} for n, p in enumerate(pieces, start=1)]

    async def receive() -> Message:
        return left.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    matched = route.matches(scope)[0].name
    if matched == "FULL":
        asyncio.run(route.handle(scope, receive, send))
        assert not documented.bodies or route.matches(scope)[0].name == "NONE"  # it is passed on once
    return matched, documented.bodies, sent


def test_a_right_question_is_answered_here() -> None:
    matched, passed, sent = asked(['{"question": "宜春"}'.encode()])
    assert (matched, passed) == ("FULL", [])
    assert sent[0]["status"] == 200 and dict(sent[0]["headers"])[b"content-type"] == b"application/json"
    assert int(dict(sent[0]["headers"])[b"content-length"]) == len(sent[1]["body"])


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param([b'{"question": '], id="not JSON"),
        pytest.param([b'{"question": ""}'], id="no question"),
        pytest.param([b'{"question": "a", "other": 1}'], id="a field that nobody knows"),
        pytest.param([b""], id="nothing"),
        pytest.param([b'{"question":', b' "a"}'], id="in two pieces"),
        pytest.param(['{"question": "宜春"}'.encode("utf-16")], id="another encoding"),
    ],
)
def test_what_is_not_right_at_first_sight_goes_on_whole(pieces: list[bytes]) -> None:
    matched, passed, sent = asked(pieces)
    assert (matched, passed, sent) == ("FULL", [b"".join(pieces)], [])


@pytest.mark.parametrize(
    ("kind", "method", "path"),
    [
        pytest.param(None, "POST", PATH, id="no kind of content"),
        pytest.param("text/plain", "POST", PATH, id="not JSON"),
        pytest.param("application/json; charset=gbk", "POST", PATH, id="another encoding"),
        pytest.param(JSON, "GET", PATH, id="no question"),
        pytest.param(JSON, "POST", PATH + "/stream", id="another address"),
    ],
)
def test_what_is_no_question_in_json_does_not_come_here(kind: str | None, method: str, path: str) -> None:
    assert asked([b'{"question": "a"}'], kind, method, path)[0] == "NONE"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('{"question": "宜春"}', id="answered"),
        pytest.param('{"question": " 宜春 ", "language": "en", "conversation_id": "c7"}', id="in a conversation"),
        pytest.param('{"question": "坏", "query": {"cells": ["t3.new|total"], "years": ["2020"]}}', id="with a query"),
        pytest.param('{"question": "   "}', id="blank"),
        pytest.param('{"question": "a", "language": "fr"}', id="a language that is not there"),
        pytest.param('{"question": "a", "query": {"cells": []}}', id="a query without cells"),
        pytest.param('{"question": "\\ud800"}', id="half a character"),
        pytest.param('{"question": NaN}', id="no number"),
        pytest.param("[]", id="a list"),
        pytest.param("{", id="broken"),
    ],
)
def test_both_ways_say_the_same(body: str) -> None:
    def said(kind: str) -> tuple[int, Any, FakeAssistant]:
        assistant = FakeAssistant()
        with client_of(assistant) as client:
            response = client.post(PATH, content=body.encode(), headers={"Content-Type": kind})
        return response.status_code, response.json(), assistant

    short, long = said(JSON), said(LONG)
    assert short[:2] == long[:2] and short[2].asked == long[2].asked


def test_what_answering_raises_becomes_a_problem_here_too() -> None:
    with client_of(FakeAssistant(failure=IndexMissing("nothing has been built"))) as client:
        response = client.post(PATH, json={"question": "宜春"})
        assert (response.status_code, response.json()["code"]) == (503, "index_missing")
        assert client.post(PATH, json={"question": "太长" * 40_000}).status_code == 413
