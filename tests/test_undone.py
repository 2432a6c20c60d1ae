"""Decisions refused, taken back or spared, and other kinds of them, are not what the tables count: asked back."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    "question",
    [
        "宜春2020年不予行政处罚多少件",
        "湘乡2023年不予许可几件",
        "宜春2020年免予处罚几件",
        "宜春2020年减轻处罚几件",
        "宜春2020年解除强制多少件",
        "宜春2020年驳回许可申请多少件",
        "宜春2020年未处罚的几件",
        "宜春2020年刑事处罚多少件",
        "宜春2020年刑事诉讼几件",
        "宜春2020年民事诉讼几件",
        "How many licences did Yichun refuse in 2020",
        "How many penalties did Yichun waive in 2020",
        "how many parking penalties at Yichun 2020",
        "How many criminal penalties did Yichun issue in 2020?",
    ],
)
def test_what_no_table_counts_is_asked_back(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind in ("clarify", "refuse") and not answer.figures, answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("没有处罚的单位有哪些", "0"),
        ("宜春2020年许可和不予公开各几件", "18"),
        ("Yichun requests denied in 2020 and permits issued", "18"),
        ("宜春2020年有没有处罚", "108"),
        ("how many totla penalties at Yichun in 2020", "108"),
    ],
)
def test_the_same_words_beside_something_else_stand_in_no_way(question: str, value: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert any(figure.value == value for figure in answer.figures), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "legal challenges to penalties, Yichun 2020",
        "How many lawsuits about licences did Xiangxiang face in 2023?",
        "How many reviews got what they asked for at Xiangxiang in 2023?",
        "How many penalties did Yichun get wrong in 2020?",
        "Requests from public bodies, Yichun 2020",
        "Requests from individual businesses, Yichun 2020",
        "For a hotel: penalties by Yichun 2020",
    ],
)
def test_what_no_cell_tells_apart_is_asked_back(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind in ("clarify", "refuse") and not answer.figures, answer.text
