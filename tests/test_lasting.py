"""An answer on figures may be given where its question came in; whatever would wait there says so before it does."""

import threading
from pathlib import Path

import pytest

from assistant.chain import Assistant
from assistant.conversations import Context
from assistant.history import History
from index.figure_store import FigureStore, open_engine
from index.waiting import Waits, about_to_wait, must_not_wait, without_waiting

STAY = (
    "宜春市卫健委2020年新收申请多少件",
    "How many licensing decisions did Yichun make in 2020?",
    "五家单位的行政处罚一共多少件",
    "武汉市卫健委2020年收到多少申请",
    "什么是结转下年度继续办理",
)
WAIT = (
    "宜春市卫健委2020年存在哪些问题",
    "What does Kongtong plan to improve?",
    "哪些报告里的数字前后矛盾",
    "宜春2020年有几次被领导叫去喝茶聊工作",
)


@pytest.mark.parametrize("question", STAY)
def test_an_answer_on_figures_never_waits(five: Assistant, question: str) -> None:
    five.ask(question)
    with without_waiting():
        answer = five.ask(question)
    assert answer.text == five.ask(question).text


@pytest.mark.parametrize("question", WAIT)
def test_what_looks_through_passages_says_so_and_is_answered_elsewhere(five: Assistant, question: str) -> None:
    with without_waiting(), pytest.raises(Waits):
        five.ask(question)
    assert five.ask(question).text


def test_a_question_that_is_begun_anew_has_settled_nothing(five: Assistant) -> None:
    conversation = five.ask("宜春市卫健委2020年新收申请多少件").conversation_id
    with without_waiting(), pytest.raises(Waits):
        five.ask("崆峒区卫健局存在哪些问题", conversation_id=conversation)
    following = five.ask("那行政许可呢", conversation_id=conversation)
    assert "宜春" in following.text
    assert following.conversation_id == conversation


def test_nothing_is_bound_afterwards() -> None:
    with pytest.raises(ValueError, match="wrong"), without_waiting():
        assert must_not_wait()
        raise ValueError("wrong")
    assert not must_not_wait()
    about_to_wait()


def test_one_thread_is_bound_and_no_other() -> None:
    seen: list[bool] = []
    with without_waiting():
        other = threading.Thread(target=lambda: seen.append(must_not_wait()))
        other.start()
        other.join()
    assert seen == [False]


def test_conversations_that_somebody_else_writes_are_waited_for_elsewhere(tmp_path: Path) -> None:
    history = History(tmp_path / "conversations.sqlite")
    held, done = threading.Event(), threading.Event()

    def other() -> None:
        with history._lock:
            held.set()
            done.wait()

    thread = threading.Thread(target=other)
    thread.start()
    held.wait()
    with without_waiting(), pytest.raises(Waits), history.together():
        pytest.fail("it must not be entered")
    done.set()
    thread.join()
    with without_waiting(), history.together():
        history.save("a", Context())
    assert history.load("a") == Context()


def test_a_database_that_is_another_program_is_waited_for_elsewhere(five_index: Path) -> None:
    engine = open_engine("", five_index)
    store = FigureStore(engine)
    with without_waiting():
        assert store.overview()[1]
    engine.dialect.name = "postgresql"
    with without_waiting(), pytest.raises(Waits):
        store.overview()
    store.close()
