"""One body against all the others together: yes or no first, with both numbers and the share of all."""

import pytest

from assistant.chain import Assistant
from assistant.order_asked import order_asked
from tests.test_of_before import last


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("哪家一家就占了一半以上的处罚", ["有。", "174 件（108 + 46 + 20 + 0 = 174）", "58.37%"], id="one"),
        pytest.param("有没有哪家的许可比其他所有单位加起来还多", ["有。", "黎平", "63.72%"], id="the others"),
        pytest.param("2020年有没有哪家一家占了处罚的一半以上", ["有。", "其余 2 份报告", "69.32%"], id="of one year"),
        pytest.param(
            "谁收到的申请比其他家合起来还多", ["有。", "湖南省", "若按印出的总计格，宜春", "崆峒"], id="in doubt"
        ),
        pytest.param("诉讼有没有哪家占一半以上", ["全部是 0"], id="nothing but zeros"),
        pytest.param("黎平的处罚比其他单位加起来还多吗", ["是的。", "244 件", "174 件"], id="a body named"),
        pytest.param("哪些单位的办结率超过一半", ["不能相加"], id="rates"),
        pytest.param("who fined more than all the others combined", ["Yes.", "174", "58.37%"], id="one, en"),
        pytest.param("which office accounts for over half of all penalties", ["Yes.", "58.37%"], id="half, en"),
        pytest.param(
            "Did Yichun issue more licences than all the others combined?", ["No.", "18 [", "2088"], id="not so, en"
        ),
    ],
)
def test_one_is_held_against_all_the_others(question: str, told: list[str], five: Assistant) -> None:
    answer = five.ask(question)
    assert [words for words in told if words not in answer.text] == [], answer.text


def test_it_is_asked_of_the_bodies_kept(five: Assistant) -> None:
    answer = last(five, "处罚最多的三家", "其中有没有一家占了一半以上")
    assert "244 ÷ (244 + 108 + 46) = 61.31%" in answer.text


@pytest.mark.parametrize(
    "text", ["宜春的申请里自然人占一半以上吗", "办结率超过50%吗", "more than half of its requests were granted"]
)
def test_a_half_of_something_else_is_none_of_all_bodies(text: str) -> None:
    assert order_asked(text) is None
