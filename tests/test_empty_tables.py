"""Which reports have nothing in a whole table: zeros, blanks and numbers are told apart, one of each group cited."""

import pytest

from assistant.chain import Assistant
from tests.test_of_before import last


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param(
            "哪些单位表三全是0", ["印零的有 2 份报告：湘乡", "黎平", "没有填报的有 1 份报告：平凉市崆峒区"], id="all 0"
        ),
        pytest.param("哪些报告的申请表全部填0", ["每一格都印零的有 2 份报告"], id="by its name"),
        pytest.param("哪一份报告的申请表全部空着没有填？", ["5 份报告中，表三（申请）整张空白"], id="all blank"),
        pytest.param("有没有哪家的表三一个数都没填", ["整张空白、没有填报的有 1 份报告：平凉市崆峒区"], id="no number"),
        pytest.param("哪些单位的表四全是0", ["每一格都印零的有 4 份报告", "平凉市崆峒区"], id="table 4"),
        pytest.param(
            "2020年哪些单位表三全是0",
            ["3 份报告中", "印零的有 1 份报告：黎平", "印有别的数的有 2 份报告"],
            id="one year",
        ),
        pytest.param("哪几家的表二整张空白", ["没有哪份的表二"], id="none"),
        pytest.param(
            "which offices report nothing at all in the table of requests",
            ["2 of 5 reports print zero in every cell", "wholly blank: 平凉市崆峒区", "2 reports hold other numbers"],
            id="in English",
        ),
        pytest.param("who left table three blank", ["wholly blank: 平凉市崆峒区"], id="blank, en"),
        pytest.param("has anyone zeros in every cell of table 4?", ["4 of 5 reports print zero"], id="every cell, en"),
    ],
)
def test_zeros_blanks_and_numbers_are_told_apart(question: str, told: list[str], five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "list"
    assert [words for words in told if words not in answer.text] == [], answer.text
    assert answer.figures == () and len(answer.citations) == answer.text.count("[")


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
    assert "每一格都印零" not in five.ask(question).text and "in every cell" not in five.ask(question).text


def test_the_answer_is_given_again(five: Assistant) -> None:
    assert "印零的有 2 份报告：湘乡" in last(five, "哪些单位表三全是0", "再说一遍").text
