"""The path as LangChain sees it, and what it must not do: load weights for a figure, or speak to anyone."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.chain import Assistant, Question
from assistant.stages import Delta, Step

HEADLINE = "how many requests did Yichun handle in 2020"


def test_the_chain_answers_like_the_assistant(five: Assistant) -> None:
    assert five.chain.invoke(Question(text=HEADLINE)).text == five.ask(HEADLINE).text


def test_a_batch_answers_each_question(five: Assistant) -> None:
    answers = five.chain.batch([Question(text="宜春2020年收到多少申请"), Question(text="黎平2020年行政处罚多少件")])

    assert [answer.figures[0].value for answer in answers] == ["2", "244"]


def test_each_step_is_an_event(five: Assistant) -> None:
    async def names() -> list[str]:
        events = five.chain.astream_events(Question(text=HEADLINE), version="v2")
        return [event["name"] async for event in events if event["event"] == "on_chain_end"]

    assert [n for n in asyncio.run(names()) if n != "nianbao"] == ["understand", "look_up", "compose", "word"]


def test_the_stream_ends_with_the_answer_and_its_pieces_are_its_text(five: Assistant) -> None:
    events = list(five.stream(HEADLINE))

    assert [event.name for event in events if isinstance(event, Step)] == ["understand", "look_up", "compose"]
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert "".join(event.text for event in events if isinstance(event, Delta)) == answer.text


def test_the_retriever_returns_the_whole_table_first(five: Assistant) -> None:
    first = five.retriever.invoke(HEADLINE)[0]

    assert (first.metadata["file"], first.metadata["table"], first.metadata["year"]) == ("yichun-2020.txt", "t3", 2020)
    assert first.page_content.count("\n") + 1 == 23
    assert "三、本年度办理结果｜（七）总计：自然人 1" in first.page_content


def test_the_retriever_finds_prose_of_the_right_report(five: Assistant) -> None:
    documents = five.retriever.invoke("宜春市卫健委2020年召开了几场新闻发布会")

    assert documents[0].metadata["issuer"] == "宜春市卫生健康委"
    assert any("新闻发布会" in document.page_content for document in documents[:3])


ALONE = """
import socket, sys
def forbidden(*_, **__):
    raise AssertionError("a socket was opened")
socket.socket.connect = forbidden
socket.create_connection = forbidden
from pathlib import Path
from assistant.chain import Question, open_assistant
from index.settings import Settings
assistant = open_assistant(Settings(data=Path(sys.argv[1])))
answer = assistant.ask("how many requests did Yichun handle in 2020")
assert answer.figures[0].value == "2", answer
heavy = ("torch", "chromadb", "sentence_transformers", "langchain_core", "onnxruntime")
loaded = [name for name in heavy if name in sys.modules]
assert not loaded, loaded
assert assistant.chain.invoke(Question(text="宜春2020年收到多少申请")).figures[0].value == "2"
assert assistant.retriever.invoke("宜春2020年收到多少申请")[0].metadata["table"] == "t3"
print("answered alone")
"""


def test_a_figure_loads_no_weights_and_nothing_is_sent_even_where_tracing_is_asked_for(five_index: Path) -> None:
    environment = {
        "PATH": "/usr/bin:/bin",
        "LANGSMITH_TRACING": "true",
        "LANGSMITH_API_KEY": "key",
        "LANGSMITH_ENDPOINT": "http://127.0.0.1:9",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGCHAIN_TRACING": "true",
        "HF_HUB_OFFLINE": "0",
        "HF_TOKEN": "token",
    }
    root = Path(__file__).resolve().parents[1]
    command = [sys.executable, "-c", ALONE, str(five_index)]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stderr
    assert "answered alone" in done.stdout
    assert "tracing" not in done.stderr.lower()


def test_an_answer_is_given_while_another_thread_asks(five: Assistant) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as threads:
        values = list(threads.map(lambda _: five.ask("黎平2020年行政处罚多少件").figures[0].value, range(40)))
    assert values == ["244"] * 40


@pytest.mark.parametrize("conversation", [None, "unknown", "x" * 500], ids=["none", "unknown", "nonsense"])
def test_an_unknown_conversation_starts_a_new_one(conversation: str | None, five: Assistant) -> None:
    answer = five.ask("黎平2020年行政处罚多少件", conversation_id=conversation)

    assert answer.conversation_id != conversation
    assert five.ask("那许可呢", conversation_id=answer.conversation_id).figures[0].value == "1342"
