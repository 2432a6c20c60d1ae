"""Which reports have nothing in a whole table: zeros, blanks and numbers are told apart, one of each group cited."""

import pytest

from assistant.chain import Assistant
from tests.test_of_before import last


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param(
            "哪些单位表三全是0", ["印 0 的有 2 份：湘乡", "黎平", "没有填报的有 1 份：平凉市崆峒区"], id="all 0"
        ),
        pytest.param("哪些报告的申请表全部填0", ["每一格都印 0 的有 2 份"], id="by its name"),
        pytest.param("有没有哪家的表三一个数都没填", ["整张空白、没有填报的有 1 份：平凉市崆峒区"], id="no number"),
        pytest.param("哪些单位的表四全是0", ["每一格都印 0 的有 4 份", "平凉市崆峒区"], id="table 4"),
        pytest.param(
            "2020年哪些单位表三全是0", ["3 份报告中", "印 0 的有 1 份：黎平", "（自然人）：25 件"], id="one year"
        ),
        pytest.param("哪几家的表二整张空白", ["没有一份的表二"], id="none"),
        pytest.param(
            "which offices report nothing at all in the table of requests",
            ["2 of 5 reports print 0 in every cell", "wholly blank: 平凉市崆峒区", "2 hold a number other than 0"],
            id="in English",
        ),
        pytest.param("who left table three blank", ["wholly blank: 平凉市崆峒区"], id="blank, en"),
        pytest.param("has anyone zeros in every cell of table 4?", ["4 of 5 reports print 0"], id="every cell, en"),
    ],
)
def test_zeros_blanks_and_numbers_are_told_apart(question: str, told: list[str], five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "list"
    assert [words for words in told if words not in answer.text] == [], answer.text
    assert all(figure.citations for figure in answer.figures)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("宜春表三全是0吗", id="of one body"),
        pytest.param("哪些单位表三有空白格", id="single cells"),
        pytest.param("表三里哪些单位的新收申请是0", id="one row"),
        pytest.param("which bodies have blank cells in table 3", id="single cells, en"),
    ],
)
def test_other_questions_on_tables_are_left_alone(question: str, five: Assistant) -> None:
    assert "每一格都印 0" not in five.ask(question).text and "in every cell" not in five.ask(question).text


def test_the_answer_is_given_again(five: Assistant) -> None:
    assert "印 0 的有 2 份：湘乡" in last(five, "哪些单位表三全是0", "再说一遍").text
