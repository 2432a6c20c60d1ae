"""Advice on one's own health or daily life is out of scope, whatever word of it some report happens to print."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    "question",
    [
        "Should I boil tap water for the baby?",
        "My granny fell, should I call an ambulance?",
        "Is it okay for a kid to watch television all day?",
        "What can I take for seasickness on the lake?",
        "Do I need a mask on the train?",
        "老年人怎么补钙？",
        "老人失眠吃什么好？",
        "家里老人不肯吃药怎么办",
        "孕妇能不能坐飞机？",
    ],
)
def test_advice_is_out_of_scope(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "refuse"
    assert answer.query is not None and answer.query["reason"] == "out_of_scope"


@pytest.mark.parametrize(
    "question",
    [
        "How do I contact Yichun's health commission?",
        "我能不能查宜春卫健委的电话？",
        "哪些报告提到了微信公众号？",
        "Can I ask how many penalties Xiangxiang issued in 2023?",
    ],
)
def test_questions_on_reports_are_no_advice(question: str, five: Assistant) -> None:
    assert five.ask(question).kind in ("passage", "figure")
