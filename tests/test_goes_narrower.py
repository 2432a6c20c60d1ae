"""Follow-ups that only narrow the figure before: no passage and no figure of another cell answers them."""

import pytest

from assistant.answer import Answer
from assistant.chain import Assistant


def last(five: Assistant, *questions: str) -> Answer:
    """The answer to the last question of a conversation."""
    conversation = None
    for question in questions:
        answer = five.ask(question, conversation_id=conversation)
        conversation = answer.conversation_id
    return answer


REQUESTS = "宜春2020年收到多少申请"
REQUESTS_EN = "How many requests did Yichun receive in 2020?"
PENALTIES = "宜春2020年行政处罚多少"
SUITS = "宜春2020年行政诉讼多少件"
PERMITS_EN = "How many permits did Yichun issue in 2020?"


@pytest.mark.parametrize(
    "questions",
    [
        pytest.param((REQUESTS, "其中网上提交的呢"), id="online"),
        pytest.param((REQUESTS, "第三季度呢"), id="a quarter"),
        pytest.param((REQUESTS, "首次申请的呢"), id="first requests"),
        pytest.param((REQUESTS, "除了企业呢"), id="without companies"),
        pytest.param((REQUESTS_EN, "by post?"), id="by post"),
        pytest.param((REQUESTS_EN, "from journalists?"), id="from journalists"),
        pytest.param((REQUESTS_EN, "per capita?"), id="per head"),
        pytest.param((PENALTIES, "对企业的呢"), id="penalties on companies"),
        pytest.param((PENALTIES, "撤销的呢"), id="penalties taken back"),
        pytest.param((SUITS, "企业告的呢"), id="suits by companies"),
        pytest.param((SUITS, "企业的呢"), id="suits of companies"),
        pytest.param((SUITS, "已经判了的呢"), id="suits decided"),
        pytest.param((SUITS, "因为处罚的呢"), id="suits over penalties"),
        pytest.param((PERMITS_EN, "how many on companies?"), id="on companies"),
        pytest.param((PERMITS_EN, "the average one?"), id="the average one"),
        pytest.param((PERMITS_EN, "how many applications for them?"), id="applications for them"),
    ],
)
def test_what_only_narrows_the_figure_before_is_refused_or_asked_back(
    questions: tuple[str, ...], five: Assistant
) -> None:
    answer = last(five, *questions)
    assert answer.kind in ("clarify", "refuse") and not answer.figures, answer.text


@pytest.mark.parametrize(
    ("questions", "value"),
    [
        pytest.param((REQUESTS, "第三季度呢", "企业的呢"), "1", id="the row outlasts what was refused"),
        pytest.param((REQUESTS_EN, "by post?", "from companies?"), "1", id="so it does in English"),
        pytest.param((PENALTIES, "黎平的呢"), "244", id="another body"),
        pytest.param((PENALTIES, "上年的呢"), "59", id="another column"),
        pytest.param((SUITS, "败诉的呢"), "0", id="a result"),
        pytest.param(("五份报告里行政处罚决定最多的是哪家？", "第二多的呢？"), "108", id="the next place"),
    ],
)
def test_a_follow_up_that_names_a_cell_gets_its_figure(questions: tuple[str, ...], value: str, five: Assistant) -> None:
    answer = last(five, *questions)
    assert any(figure.value == value for figure in answer.figures), answer.text


def test_a_follow_up_on_the_text_is_still_answered_from_it(five: Assistant) -> None:
    assert last(five, PENALTIES, "主要问题呢").kind == "passage"
