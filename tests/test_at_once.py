"""Last year, this year and the change asked in one question: all of them are given."""

import pytest

from assistant.at_once import at_once
from assistant.chain import Assistant


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("崆峒许可上年多少、今年多少、增加了多少", id="three parts"),
        pytest.param("崆峒的许可去年多少，现在多少，变化多少", id="other words"),
        pytest.param("崆峒许可上年、今年、增减各多少", id="a list"),
        pytest.param("Kongtong permits last year, this year and the change", id="English"),
        pytest.param(
            "how many permits did Kongtong have last year, how many this year, how much did they rise", id="long"
        ),
    ],
)
def test_all_columns_that_tell_it_are_given(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    cells = {figure.cell: figure.value for figure in answer.figures}
    told = [cells[f"t2.license.{column}"] for column in ("prior_items", "items", "change", "decisions")]
    assert told == ["114", "434", "增320", "434"]
    assert "没有听懂" not in answer.text


def test_it_goes_on_from_the_row_spoken_of(five: Assistant) -> None:
    first = five.ask("黎平2020年处罚多少")
    answer = five.ask("上年多少、今年多少、增加了多少", conversation_id=first.conversation_id)
    assert {figure.value for figure in answer.figures} == {"155", "增3", "158", "244"}


def test_a_year_before_that_is_not_held_is_said(five: Assistant) -> None:
    text = five.ask("湘乡处罚去年多少今年多少").text
    assert "46 件" in text and "没有收录湘乡市卫生健康局2022年的报告" in text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("崆峒上年多少、今年多少、增加了多少", id="no row"),
        pytest.param("崆峒餐馆许可上年多少、今年多少、增加了多少", id="a part of a row"),
    ],
)
def test_without_a_row_of_its_own_it_is_asked_back(question: str, five: Assistant) -> None:
    assert five.ask(question).kind == "clarify"


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("今年许可比去年增加多少", id="a comparison"),
        pytest.param("上年结转多少，今年新收多少", id="rows of table 3"),
        pytest.param("宜春许可上年项目多少", id="one column"),
        pytest.param("上一年项目数量是多少？本年处理决定数量又是多少？", id="columns by name"),
    ],
)
def test_comparisons_and_rows_are_no_such_question(question: str) -> None:
    assert not at_once(question)
