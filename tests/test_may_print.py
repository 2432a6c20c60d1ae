"""A rise or fall that is to be printed is held against its column in the report, or no earlier year is there."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        pytest.param("可以写宜春2020年许可数量上升了吗", "-1", id="may it be written"),
        pytest.param("写宜春行政许可项目增多行不行", "-1", id="is it all right"),
        pytest.param("说宜春2020年强制项目变多了，这么写妥吗", "0", id="to write it so"),
        pytest.param("稿子里能不能说黎平的许可涨了", "0", id="in a draft"),
        pytest.param("可以写崆峒处罚项目增加了吗", "减11", id="it fell"),
        pytest.param("宜春许可增加了吗", "-1", id="did it"),
        pytest.param("May we print that Yichun's licence items rose in 2020?", "-1", id="may we print"),
        pytest.param("may I state that Yichun's fee items went up", "0", id="may I state"),
        pytest.param("can the newsletter say that Liping's licensing items grew", "0", id="newsletter"),
        pytest.param("Yichun's licence items rose in 2020, right?", "-1", id="right"),
    ],
)
def test_a_rise_that_the_column_denies_is_corrected(question: str, printed: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert [figure.value for figure in answer.figures] == [printed]
    assert (
        "与问题里说的" in answer.text
        or "than the question says" in answer.text
        or "as the question says" in answer.text
    )


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        pytest.param("可以写崆峒许可项目增加了吗", "增320", id="rose"),
        pytest.param("Can I write that Kongtong's penalty items fell?", "减11", id="fell"),
    ],
)
def test_a_move_that_the_column_prints_is_not_corrected(question: str, printed: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert [figure.value for figure in answer.figures] == [printed]
    assert "与问题里说的" not in answer.text
    assert "question says" not in answer.text


@pytest.mark.parametrize(
    ("question", "printed", "year"),
    [
        pytest.param("我能写“湘乡2023年申请量增加”吗", "0", 2022, id="requests"),
        pytest.param("通稿里写“宜春信息公开申请数比上年增加”，可以吗", "2", 2019, id="in quotes"),
        pytest.param("可不可以写宜春2020年行政许可处理决定数量上升", "18", 2019, id="decisions"),
        pytest.param("能不能报道湘乡许可数字上涨", "312", 2022, id="a form without the column"),
        pytest.param(
            "Would it be right to report that the number of requests in Liping grew in 2020?", "0", 2019, id="en"
        ),
        pytest.param(
            "Could our newsletter report that Yichun received more requests than the year before?", "2", 2019, id="more"
        ),
    ],
)
def test_without_an_earlier_year_no_rise_is_borne_out(question: str, printed: str, year: int, five: Assistant) -> None:
    answer = five.ask(question)
    assert [figure.value for figure in answer.figures] == [printed]
    assert f"{year}年的报告，不能和上一年比较" in answer.text or f"for {year} in the collection, so" in answer.text


def test_a_column_on_items_says_nothing_of_decisions(five: Assistant) -> None:
    assert "办了多少件，没有收录2019年的数可比" in five.ask("推文想写“黎平处罚数字上升”，可以吗").text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("可以写哪家许可上升了", id="which"),
        pytest.param("可以写宜春的许可比黎平增加了吗", id="two bodies"),
        pytest.param("宜春许可是上升了还是下降了", id="either way"),
        pytest.param("能不能说说宜春许可增加了多少", id="by how much"),
        pytest.param("可以写宜春许可没有减少吗", id="denied"),
    ],
)
def test_what_asks_for_something_else_is_no_claim(question: str, five: Assistant) -> None:
    assert "与问题里说的" not in five.ask(question).text
