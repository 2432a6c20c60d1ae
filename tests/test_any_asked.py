"""Whether, which and how many bodies have something at all: those with more than none, zeros and blanks apart."""

import pytest

from assistant.any_asked import any_asked
from assistant.chain import Assistant


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("did anyone get sued", id="anyone"),
        pytest.param("Was any body taken to court?", id="any body"),
        pytest.param("how many bodies were sued", id="how many"),
        pytest.param("有几家单位被起诉", id="几家"),
        pytest.param("有没有单位被起诉过", id="有没有"),
        pytest.param("谁被起诉过", id="谁"),
        pytest.param("有没有哪家被人告了", id="有没有哪家"),
    ],
)
def test_nobody_was_sued_and_the_blank_one_cannot_tell(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "list"
    assert "没有哪份的行政诉讼·总计大于零" in answer.text or "None of the 5 reports has litigation" in answer.text
    told = answer.text.partition("为 0 的有 4 份报告" if answer.language == "zh" else "With 0, 4 reports")[2]
    zeros, blank = told.split("。" if answer.language == "zh" else ". ")[:2]
    assert "宜春市" in zeros and "崆峒区" not in zeros and "崆峒区" in blank


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        pytest.param("哪些单位有许可", ["18", "434", "312", "1342", "0"], id="哪些"),
        pytest.param("有几家单位办过许可", ["18", "434", "312", "1342", "0"], id="几家"),
        pytest.param("Has any bureau issued licences?", ["18", "434", "312", "1342", "0"], id="any bureau"),
    ],
)
def test_bodies_with_some_are_listed_before_those_with_none(question: str, figures: list[str], five: Assistant) -> None:
    answer = five.ask(question)
    assert [figure.value for figure in answer.figures] == figures
    assert "湖南省中医药管理局" in answer.text.partition("为 0" if answer.language == "zh" else "With 0")[2]


def test_a_body_whose_parts_contradict_its_total_of_nothing_received_some(five: Assistant) -> None:
    text = five.ask("有没有单位收到申请").text.partition("为 0")[0]
    assert "宜春市" in text and "湖南省中医药管理局" in text and "黎平县" not in text


def test_a_denial_behind_the_question_word_is_still_a_denial(five: Assistant) -> None:
    text = five.ask("有没有单位没收到申请").text
    assert "印为零" in text and "黎平县" in text and "宜春市" not in text


def test_bodies_of_a_region_alone_are_looked_at(five: Assistant) -> None:
    text = five.ask("江西有没有单位被起诉").text
    assert "1 份报告中没有哪份" in text and "黎平县" not in text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("有没有人起诉", id="people who sue"),
        pytest.param("did anyone sue", id="people who sue, in English"),
        pytest.param("was anyone fined", id="people who are fined"),
        pytest.param("有几家被处罚", id="restaurants, perhaps"),
    ],
)
def test_people_and_firms_are_no_bodies(question: str, five: Assistant) -> None:
    assert five.ask(question).kind == "clarify"


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("哪家单位收到申请最多", id="the most"),
        pytest.param("哪些单位收到申请超过10件", id="a bound"),
        pytest.param("哪些单位收到申请，各多少件", id="the figures of each"),
        pytest.param("which bodies received more than ten requests", id="a bound in English"),
        pytest.param("宜春有多少件行政复议", id="an amount"),
    ],
)
def test_amounts_orders_and_bounds_are_asked_as_such(question: str) -> None:
    assert any_asked(question) is None
