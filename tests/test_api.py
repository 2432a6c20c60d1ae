"""Asking over HTTP: answers, streams, and clear problem documents for everything that is wrong."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

import pytest
from fastapi.testclient import TestClient

from assistant.answer import to_json
from assistant.api_examples import ANSWER
from assistant.api_models import AnswerOut
from assistant.api_problems import STATUSES, status_of, wants_chinese
from assistant.ui_files import fault_page
from index import errors
from tests.doors import PROBLEM, DoorSettings, client_of, events_of
from tests.fake_assistant import FakeAssistant, figure_zh
from tests.fake_store import FakeStore


@pytest.fixture
def assistant() -> FakeAssistant:
    """The fake behind `client`."""
    return FakeAssistant()


@pytest.fixture
def client(assistant: FakeAssistant) -> Iterator[TestClient]:
    """A client of an application over the fake."""
    with client_of(assistant) as client:
        yield client


def test_ask_returns_the_answer_of_the_contract(client: TestClient, assistant: FakeAssistant) -> None:
    response = client.post("/api/v1/ask", json={"question": "宜春市2020年办理多少件"})
    assert response.status_code == 200
    assert response.json() == to_json(figure_zh(assistant.store))
    assert response.json()["citations"][0]["href"] == "/reports/003#t3.res.total%7Ctotal"


def test_the_answer_and_the_example_fit_the_schema(client: TestClient) -> None:
    AnswerOut.model_validate(ANSWER)
    assert set(ANSWER) == set(AnswerOut.model_fields)
    for question in ("宜春", "湖南", "崆峒", "武汉", "新闻发布会", "其他"):
        answer = client.post("/api/v1/ask", json={"question": question}).json()
        assert set(answer) == set(AnswerOut.model_fields)
        AnswerOut.model_validate(answer)


def test_conversation_and_language_are_passed_on(client: TestClient, assistant: FakeAssistant) -> None:
    body = {"question": "  宜春 ", "conversation_id": "c7", "language": "en"}
    assert client.post("/api/v1/ask", json=body).json()["conversation_id"] == "c7"
    assert assistant.asked == [{"question": "宜春", "conversation_id": "c7", "language": "en"}]


def test_public_url_makes_links_absolute(assistant: FakeAssistant) -> None:
    with client_of(assistant, DoorSettings(public_url="https://example.gov.cn/nb/")) as client:
        answer = client.post("/api/v1/ask", json={"question": "宜春"}).json()
    assert answer["citations"][0]["href"] == "https://example.gov.cn/nb/reports/003#t3.res.total%7Ctotal"


def test_stream_gives_steps_then_text_then_the_answer(client: TestClient, assistant: FakeAssistant) -> None:
    response = client.post("/api/v1/ask/stream", json={"question": "宜春"})
    assert response.headers["content-type"].startswith("text/event-stream")
    events = events_of(response.text)
    assert [name for name, _ in events] == ["step", "step", "delta", "delta", "answer"]
    assert events[0][1] == {"name": "understand", "text": "正在理解问题…"}
    answer = figure_zh(assistant.store)
    assert "".join(str(value["text"]) for name, value in events if name == "delta") == answer.text
    assert events[-1][1] == to_json(answer)


def test_a_stream_that_fails_on_the_way_ends_with_a_problem() -> None:
    with client_of(FakeAssistant(failure=errors.ModelUnavailable("模型未安装：请运行 make install。"))) as client:
        events = events_of(client.post("/api/v1/ask/stream", json={"question": "宜春"}).text)
    assert events[-1][0] == "error"
    assert events[-1][1]["status"] == 503
    assert events[-1][1]["detail"] == "模型未安装：请运行 make install。"


def test_a_surprise_in_a_stream_tells_no_secrets(caplog: pytest.LogCaptureFixture) -> None:
    with client_of(FakeAssistant(failure=RuntimeError("secret path"))) as client:
        text = client.post("/api/v1/ask/stream", json={"question": "宜春"}).text
    assert events_of(text)[-1][1]["code"] == "internal"
    assert "secret" not in text
    assert "secret path" in caplog.text


@pytest.mark.parametrize("path", ["/api/v1/ask", "/api/v1/ask/stream"])
@pytest.mark.parametrize(
    ("body", "content_type", "statuses"),
    [
        pytest.param(b'{"question": "a"', "application/json", {422}, id="JSON that breaks off"),
        pytest.param(b"", "application/json", {422}, id="nothing"),
        pytest.param(b"[]", "application/json", {422}, id="a list"),
        pytest.param(b"{}", "application/json", {422}, id="no question"),
        pytest.param(b'{"question": ""}', "application/json", {422}, id="an empty question"),
        pytest.param(b'{"question": " \\t "}', "application/json", {422}, id="a question of blanks"),
        pytest.param(b'{"question": 5}', "application/json", {422}, id="a number for a question"),
        pytest.param(b'{"question": NaN}', "application/json", {422}, id="not a number"),
        pytest.param(b'{"question": "a", "language": "fr"}', "application/json", {422}, id="a language we lack"),
        pytest.param(b'{"question": "a", "extra": 1}', "application/json", {422}, id="a member nobody knows"),
        pytest.param(b'{"question": "\\ud800"}', "application/json", {422}, id="half a surrogate pair"),
        pytest.param('{"question": "宜春"}'.encode("gb18030"), "application/json", {400, 422}, id="GB 18030 bytes"),
        pytest.param(b'{"question": "a"}', "text/plain", {415, 422}, id="JSON called plain text"),
        pytest.param(b"[" * 60_000, "application/json", {400, 422}, id="very deep JSON"),
        pytest.param(json.dumps({"question": "a" * 2001}).encode(), "application/json", {422}, id="2,001 characters"),
        pytest.param(json.dumps({"question": "a" * 70_000}).encode(), "application/json", {413}, id="over 64 KB"),
    ],
)
def test_a_wrong_body_is_a_clear_problem(
    client: TestClient, path: str, body: bytes, content_type: str, statuses: set[int]
) -> None:
    response = client.post(path, content=body, headers={"content-type": content_type})
    assert response.status_code in statuses
    assert response.headers["content-type"] == PROBLEM
    problem = response.json()
    assert problem["status"] == response.status_code
    assert len(problem["detail"]) > 20
    assert "Traceback" not in response.text


def test_a_body_without_a_length_is_limited_too(client: TestClient) -> None:
    chunks = (b"x" * 10_000 for _ in range(8))
    response = client.post("/api/v1/ask", content=chunks, headers={"content-type": "application/json"})
    assert response.status_code == 413
    assert response.headers["content-type"] == PROBLEM


def test_a_question_of_2000_characters_is_asked(client: TestClient) -> None:
    assert client.post("/api/v1/ask", json={"question": "问" * 2000}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/reports/nobody",
        "/api/v1/reports/nobody/tables",
        "/api/v1/reports/nobody/tables/t3",
        "/api/v1/reports/nobody/findings",
        "/api/v1/reports/nobody/text",
        "/api/v1/reports/003/tables/t9",
        "/api/v1/reports/%00",
        "/api/v1/reports/%ff%fe",
        "/api/v1/reports/..%2f..%2fetc",
        "/api/v1/nothing",
        "/ui/../api.py",
        "/ui/nothing.js",
    ],
)
def test_what_is_not_there_is_a_problem_404(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"] == PROBLEM
    assert response.json()["detail"]


BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def test_a_reader_who_follows_a_dead_link_gets_a_page(client: TestClient) -> None:
    response = client.get("/reportz/<script>alert(1)</script>", headers=BROWSER)
    assert (response.status_code, response.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "这个地址没有内容" in response.text and "Nothing is at this address" in response.text
    assert 'href="/reports"' in response.text and "alert(1)" not in response.text
    assert "default-src 'self'" in response.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/v1/nothing", "/ui/nothing.js", "/docs/assets/nothing.css"])
def test_a_program_gets_a_problem_whatever_it_accepts(path: str, client: TestClient) -> None:
    response = client.get(path, headers=BROWSER)
    assert (response.status_code, response.headers["content-type"]) == (404, PROBLEM)


@dataclass
class Broken(FakeStore):
    """A store that fails as nobody foresaw."""

    def reports(self) -> NoReturn:
        """Fail."""
        raise RuntimeError("secret words of the machine")


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-CN,zh;q=0.9", '<html lang="zh-CN">'), ("en-GB,en;q=0.9", '<html lang="en">')],
    ids=["Chinese", "English"],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_reader_gets_a_page_of_an_unexpected_error(method: str, language: str, words: str) -> None:
    broken = client_of(FakeAssistant(store=Broken()))
    response = broken.request(method, "/reports/x?a=1", headers={**BROWSER, "accept-language": language})
    assert (response.status_code, response.headers["content-type"]) == (500, "text/html; charset=utf-8")
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "secret" not in response.text
    if method == "HEAD":
        assert not response.content
        return
    assert words in response.text
    assert "重试" in response.text and "Try again" in response.text and 'href=""' in response.text
    assert re.search(r"时间：\d{4}-\d\d-\d\d \d\d:\d\d", response.text)


def test_a_program_gets_a_problem_of_an_unexpected_error() -> None:
    response = client_of(FakeAssistant(store=Broken())).get("/api/v1/reports", headers=BROWSER)
    assert (response.status_code, response.headers["content-type"]) == (500, PROBLEM)
    assert response.json()["code"] == "internal"
    assert "default-src 'self'" in response.headers["content-security-policy"]


def test_a_browser_that_goes_to_an_address_of_the_api_is_told_its_error_on_a_page(client: TestClient) -> None:
    at = "/api/v1/reports/nobody/original"
    shown = client.get(at, headers={**BROWSER, "sec-fetch-dest": "document"})
    fetched = client.get(at, headers={**BROWSER, "sec-fetch-dest": "empty"})
    assert [shown.status_code, fetched.status_code] == [404, 404]
    assert shown.headers["content-type"].startswith("text/html")
    assert fetched.headers["content-type"] == PROBLEM


def test_the_page_under_a_wrong_name_has_its_style_and_nothing_else_is_served() -> None:
    elsewhere = client_of(FakeAssistant(), host="evil.example")
    assert "NIANBAO_ALLOW_OPEN" in elsewhere.get("/", headers=BROWSER).text
    assert elsewhere.get("/ui/base.css").status_code == 200
    assert [elsewhere.get(path).status_code for path in ("/", "/api/v1/reports", "/docs")] == [421, 421, 421]
    assert elsewhere.post("/ui/base.css").status_code == 421


def test_the_words_of_a_fault_are_text_on_its_page() -> None:
    told = fault_page(("<b>坏</b>", "<b>bad</b>"), ("a & b", '"quoted" <i>'), status=404)
    assert "&lt;b&gt;bad&lt;/b&gt;" in told and "&quot;quoted&quot; &lt;i&gt;" in told and "<b>" not in told


def test_details_follow_the_language_of_the_reader(client: TestClient) -> None:
    assert "报告列表" in client.get("/x", headers={"accept-language": "zh-CN,zh;q=0.9"}).json()["detail"]
    assert "reports are listed" in client.get("/x", headers={"accept-language": "en-GB"}).json()["detail"]
    assert not wants_chinese(None)
    assert not wants_chinese("fr, en;q=0.5, zh;q=0.2")


def every_error() -> list[type[errors.NianbaoError]]:
    """Each class of the error tree."""
    found = [errors.NianbaoError]
    for kind in found:
        found.extend(kind.__subclasses__())
    return [kind for kind in found if kind.__module__ == "index.errors"]


@pytest.mark.parametrize("kind", every_error())
def test_every_error_of_the_project_has_a_status(kind: type[errors.NianbaoError]) -> None:
    covered = any(base in STATUSES for base in kind.__mro__)
    assert covered or kind is errors.NianbaoError


def test_an_error_of_the_project_becomes_its_status() -> None:
    assert status_of(errors.IndexMissing("x")) == (503, "index_missing")
    with client_of(FakeAssistant(failure=errors.IndexMissing("先运行 nianbao build"))) as client:
        response = client.post("/api/v1/ask", json={"question": "宜春"})
    assert (response.status_code, response.json()["detail"]) == (503, "先运行 nianbao build")


def test_a_surprise_is_a_500_without_its_message() -> None:
    with client_of(FakeAssistant(failure=RuntimeError("secret path"))) as client:
        response = client.post("/api/v1/ask", json={"question": "宜春"})
    assert response.status_code == 500
    assert response.headers["content-type"] == PROBLEM
    assert "secret" not in response.text
