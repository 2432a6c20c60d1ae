"""Conversations are kept: found again, renamed, deleted, judged, exported, and gone on with after a restart."""

import csv
import io
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from assistant.answer import Answer, to_json
from assistant.chain import open_assistant
from assistant.conversations import Context, Conversations, context_json, context_of
from assistant.history import History, HistoryUnavailable, NoSuchConversation
from assistant.terms import Terms
from index.settings import Settings
from tests.conftest import CharacterEmbedder
from tests.doors import PROBLEM, DoorSettings, client_of
from tests.fake_assistant import KNOWN, FakeAssistant, FakeStore, figure_zh


@pytest.fixture
def client() -> Iterator[TestClient]:
    """A client of an application over the fake."""
    with client_of(FakeAssistant()) as client:
        yield client


def ask(client: TestClient, question: str, conversation: str | None = None) -> dict[str, Any]:
    body = {"question": question, "conversation_id": conversation}
    answer: dict[str, Any] = client.post("/api/v1/ask", json=body).json()
    return answer


def test_what_was_asked_is_found_again(client: TestClient) -> None:
    ask(client, "宜春2020年办理多少件", "c1")
    ask(client, "湖南2020年新收多少件", "c2")
    answer = ask(client, "崆峒呢", "c1")

    listed = client.get("/api/v1/conversations").json()["conversations"]
    assert [(c["id"], c["title"], c["questions"]) for c in listed] == [
        ("c1", "宜春2020年办理多少件", 2),
        ("c2", "湖南2020年新收多少件", 1),
    ]
    turns = client.get("/api/v1/conversations/c1").json()["turns"]
    assert [turn["question"] for turn in turns] == ["宜春2020年办理多少件", "崆峒呢"]
    assert turns[1]["answer"] == answer
    assert client.get(f"/api/v1/answers/{answer['id']}").json()["question"] == "崆峒呢"


def test_a_streamed_answer_is_kept_too(client: TestClient) -> None:
    client.post("/api/v1/ask/stream", json={"question": "宜春", "conversation_id": "c9"})
    assert client.get("/api/v1/conversations/c9").json()["turns"][0]["answer"]["figures"][0]["number"] == 2


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("办理多少", ["c1"], id="words of a question"),
        pytest.param("与之矛盾", ["c2"], id="words of an answer"),
        pytest.param("%", [], id="a wildcard is a character"),
        pytest.param("_", [], id="so is this one"),
        pytest.param("", ["c2", "c1"], id="nothing finds all"),
    ],
)
def test_conversations_are_searched(words: str, found: list[str], client: TestClient) -> None:
    ask(client, "宜春2020年办理多少件", "c1")
    ask(client, "湖南2020年新收多少件", "c2")
    listed = client.get("/api/v1/conversations", params={"q": words}).json()["conversations"]
    assert [conversation["id"] for conversation in listed] == found


def test_conversations_are_paged(client: TestClient) -> None:
    for number in range(5):
        ask(client, "宜春", f"c{number}")
    ids, url = [], "/api/v1/conversations?limit=2"
    while url:
        response = client.get(url)
        ids += [conversation["id"] for conversation in response.json()["conversations"]]
        url = response.links.get("next", {}).get("url")
    assert ids == ["c4", "c3", "c2", "c1", "c0"]
    assert client.get("/api/v1/conversations?cursor=WyJhIl0").json()["code"] == "bad_cursor"


def test_a_conversation_is_renamed_and_deleted(client: TestClient) -> None:
    answer = ask(client, "宜春", "c1")
    assert client.patch("/api/v1/conversations/c1", json={"title": " 2020年办理 "}).json()["title"] == "2020年办理"
    assert client.delete("/api/v1/conversations/c1").status_code == 204
    for response in (
        client.get("/api/v1/conversations/c1"),
        client.patch("/api/v1/conversations/c1", json={"title": "x"}),
        client.delete("/api/v1/conversations/c1"),
        client.get(f"/api/v1/answers/{answer['id']}"),
        client.get("/api/v1/conversations/c1/export"),
        client.post("/api/v1/feedback", json={"answer_id": answer["id"], "good": True}),
    ):
        assert (response.status_code, response.headers["content-type"]) == (404, PROBLEM)


def test_feedback_is_kept_and_the_last_opinion_counts(client: TestClient) -> None:
    answer = ask(client, "宜春", "c1")
    client.post("/api/v1/feedback", json={"answer_id": answer["id"], "good": True})
    client.post("/api/v1/feedback", json={"answer_id": answer["id"], "good": False, "reason": "年份不对"})
    turn = client.get(f"/api/v1/answers/{answer['id']}").json()
    assert (turn["good"], turn["reason"]) == (False, "年份不对")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("DELETE", "/api/v1/conversations/c1", None),
        ("PATCH", "/api/v1/conversations/c1", {"title": "x"}),
        ("POST", "/api/v1/feedback", {"answer_id": "a1", "good": True}),
        ("GET", "/api/v1/conversations", None),
    ],
)
def test_an_open_server_changes_and_lists_nothing(method: str, path: str, body: dict[str, Any] | None) -> None:
    with client_of(FakeAssistant(), DoorSettings(allow_open=True), host="nianbao.example") as client:
        assert ask(client, "宜春", "c1")["kind"] == "figure"
        response = client.request(method, path, json=body)
        assert (response.status_code, response.headers["content-type"]) == (403, PROBLEM)
        assert client.get("/api/v1/conversations/c1").json()["title"] == "宜春"


# ---- files to keep


def worded(store: FakeStore) -> Answer:
    return replace(KNOWN["新闻发布会"](store), generated_by="qwen3", id="a-model")


@pytest.fixture
def told(client: TestClient) -> TestClient:
    """A conversation of a figure, a contradiction, a blank and a refusal."""
    for question in ("宜春2020年办理多少件", "湖南新收", "崆峒新收", "武汉"):
        ask(client, question, "c1")
    return client


def test_an_answer_is_read_back_from_word(client: TestClient) -> None:
    answer = ask(client, "宜春2020年办理多少件", "c1")
    response = client.get(f"/api/v1/answers/{answer['id']}/export?format=docx")
    document = Document(io.BytesIO(response.content))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)

    assert answer["text"] in words and "宜春2020年办理多少件" in words
    assert "[1] 宜春市卫生健康委 2020 › 三、收到和处理政府信息公开申请情况" in words
    assert "请勿引用" in words
    assert [cell.text for cell in document.tables[0].rows[1].cells][3::2] == ["2", "数值"]
    assert words.count("宜春2020年办理多少件") == 1 and re.search(r", 第\d+行\)", words)
    assert document.core_properties.comments == ""


@pytest.mark.parametrize("form", ["docx", "xlsx", "csv"])
def test_what_a_model_worded_says_so_in_text_and_metadata(form: str) -> None:
    history = History(None)
    history.record("=新闻发布会", to_json(worded(FakeStore())))
    turn = history.answer("a-model")
    from assistant.export_files import Asked, export

    content = export(form, "=x", [Asked(turn.question, turn.answer, turn.asked)])  # type: ignore[arg-type]
    if form == "csv":
        row = next(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        assert row["generated_by"] == "qwen3" and "AI 生成，请核对原文" in row["notice"]
        assert row["question"] == "'=新闻发布会"
        return
    if form == "docx":
        document = Document(io.BytesIO(content))
        words, told_of = "\n".join(p.text for p in document.paragraphs), document.core_properties.comments
    else:
        book = load_workbook(io.BytesIO(content))
        words = "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
        told_of = str(book.properties.description)
        assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "AI 生成，请核对原文" in words
    assert "AI 生成，请核对原文" in told_of and "qwen3" in told_of


def test_a_conversation_is_read_back_from_a_workbook(told: TestClient) -> None:
    response = told.get("/api/v1/conversations/c1/export?format=xlsx")
    book = load_workbook(io.BytesIO(response.content))
    figures = list(book["数字"].iter_rows(values_only=True))
    head = figures[0]
    rows = [dict(zip(head, row, strict=True)) for row in figures[1:]]

    assert [(row["issuer"], row["number"], row["state"]) for row in rows[:1]] == [("宜春市卫生健康委", 2, "number")]
    assert (rows[2]["number"], rows[2]["state"], rows[2]["formula"] is not None) == (25, "computed", True)
    assert (rows[3]["number"], rows[3]["state"]) == (None, "blank")
    assert rows[4]["label"] == "没有收录武汉市的报告。"
    assert any("T3.ROW" in str(row[0]) for row in book["问答"].iter_rows(values_only=True))


def test_a_conversation_is_read_back_from_csv(told: TestClient) -> None:
    text = told.get("/api/v1/conversations/c1/export?format=csv").content.decode("utf-8-sig")
    assert [row["printed"] for row in csv.DictReader(io.StringIO(text))] == ["2", "0", "25", "", ""]


# ---- the file


def test_a_conversation_goes_on_after_a_restart(sample_index: Path, tmp_path: Path) -> None:
    def restarted() -> Any:
        keeper = Conversations(keeper=History(tmp_path / "conversations.sqlite"))
        return open_assistant(Settings(data=sample_index), embedder=CharacterEmbedder(), conversations=keeper)

    first = restarted().ask("宜春市卫健委2020年新收多少件申请")
    after = restarted().ask("那办理总计呢", conversation_id=first.conversation_id)

    assert after.conversation_id == first.conversation_id
    assert [(figure.issuer, figure.cell) for figure in after.figures[:1]] == [
        ("宜春市卫生健康委", "t3.res.total|total")
    ]


@pytest.mark.parametrize(
    "context",
    [
        Context(),
        Context(issuers=("a",), recent=("b", "a"), years=(2020,), kind="figure", text="x", whole=True),
        Context(terms=Terms(rows=("t3.new",), pairs=(("t2.license", "decisions"),), firm=True), operation="rank"),
    ],
)
def test_what_was_settled_is_the_same_after_it_was_kept(context: Context, tmp_path: Path) -> None:
    History(tmp_path / "h.sqlite").save("c", context)
    assert History(tmp_path / "h.sqlite").load("c") == context
    assert context_of({**context_json(context), "newer": 1}) == context


def test_the_conversations_unused_longest_make_room() -> None:
    history = History(None, most=3)
    answer = to_json(figure_zh(FakeStore()))
    for number in (1, 2, 3, 1, 4):
        history.record("q", {**answer, "id": f"a{number}", "conversation_id": f"c{number}"})
    assert [heading.id for heading in history.conversations()] == ["c4", "c1", "c3"]
    with pytest.raises(NoSuchConversation):
        history.answer("a2")


def test_the_size_of_the_file_is_bounded(tmp_path: Path) -> None:
    history = History(tmp_path / "h.sqlite", most_bytes=1_000_000)
    answer = to_json(figure_zh(FakeStore()))
    for number in range(40):
        padded = {**answer, "id": f"a{number}", "conversation_id": f"c{number}", "text": "年" * 50_000}
        history.record("q", padded)
    history.close()
    assert 0 < len(history.conversations()) < 10
    assert (tmp_path / "h.sqlite").stat().st_size < 3_000_000


def test_an_answer_still_comes_where_nothing_can_be_kept(tmp_path: Path) -> None:
    broken = tmp_path / "conversations.sqlite"
    broken.write_bytes(b"no database at all, " * 100)
    with pytest.raises(HistoryUnavailable, match="answers still come"):
        History(broken).conversations()
    with client_of(FakeAssistant(), history=History(broken)) as client:
        assert ask(client, "宜春")["kind"] == "figure"
        assert client.get("/api/v1/conversations").status_code == 503


def test_many_threads_keep_at_once(tmp_path: Path) -> None:
    history = History(tmp_path / "h.sqlite")
    answer = to_json(figure_zh(FakeStore()))

    def write(start: int) -> None:
        for number in range(start, start + 10):
            history.record("q", {**answer, "id": f"a{number}", "conversation_id": "c"})

    threads = [threading.Thread(target=write, args=(start,)) for start in range(0, 80, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert history.conversations()[0].questions == 80
