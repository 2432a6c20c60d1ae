"""Blank or zero, asked in a few letters: of a body cut to a letter and its kind, and of both rows called carry-over."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "kind", "issuer", "cells"),
    [
        pytest.param(
            "宜卫健 结转 是空白还是0",
            "figure",
            "宜春市卫生健康委",
            ["t3.carried_in|total", "t3.carried_out|total"],
            id="0",
        ),
        pytest.param("崆卫健 新收 空的还是0", "blank", "平凉市崆峒区卫生健康局", ["t3.new|total"], id="blank"),
        pytest.param(
            "黎卫健 强制 空白还是0", "figure", "黎平县卫生健康局", ["t2.coercion.decisions"], id="a row of table 2"
        ),
        pytest.param("黎卫健2020许可多少", "figure", "黎平县卫生健康局", ["t2.license.decisions"], id="a year behind"),
    ],
)
def test_a_body_cut_to_a_letter_is_said(
    question: str, kind: str, issuer: str, cells: list[str], five: Assistant
) -> None:
    answer = five.ask(question)
    assert answer.kind == kind
    assert f"”按“{issuer}”理解" in answer.text
    assert [figure.cell for figure in answer.figures] == cells


@pytest.mark.parametrize("question", ["湘卫健 申请 空白还是0", "云卫健 许可多少", "新卫健 许可多少"])
def test_a_letter_of_a_province_or_of_no_body_is_asked_back(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "clarify"
    assert answer.figures == ()


def test_both_rows_of_carry_over_are_told_where_blank_or_zero_is_asked(everything: Assistant) -> None:
    assert everything.ask("临桥县卫健局2022年结转多少").kind == "clarify"
    answer = everything.ask("临桥县卫健局2022年结转是空白还是0")
    assert [figure.cell for figure in answer.figures] == ["t3.carried_in|total", "t3.carried_out|total"]


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        pytest.param("复议后起诉 尚未审结 黎平 2020", "t4.post.pending", id="blanks"),
        pytest.param("复议/结果维持/湘乡 2023", "t4.review.upheld", id="slashes"),
        pytest.param("黎平2020 结果纠正（未经复议直接起诉）", "t4.direct.corrected", id="the suit in brackets"),
        pytest.param("direct suit/corrected Xiangxiang 2023", "t4.direct.corrected", id="in English"),
    ],
)
def test_a_terse_row_of_table_4_is_taken_whole(question: str, cell: str, five: Assistant) -> None:
    assert [figure.cell for figure in five.ask(question).figures] == [cell]
