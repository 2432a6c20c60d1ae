"""How a body deals with something it names is told where it names it; how it deals with its faults, from its plans."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    "question", ["宜春卫健委怎么应对网上谣言？", "宜春卫健委如何应对谣言", "what does Yichun do about rumors"]
)
def test_the_thing_named_is_looked_for(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "passage" and "谣言" in answer.text.partition("写道")[2] + answer.text.partition("says")[2]


@pytest.mark.parametrize("question", ["宜春怎么应对这些不足", "宜春打算如何应对人手不足的问题", "宜春怎么应对"])
def test_faults_are_met_by_plans(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "passage" and "今后" in answer.text
