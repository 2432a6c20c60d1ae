"""The prose of a report held against its table for one row: the sentence, the cell, and whether they agree."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("宜春正文里的申请数和表格一致吗", "正文与表格一致：都是 2 件", id="一致"),
        pytest.param("正文里说宜春受理5件，和表里一样吗", "正文与表格一致：都是 2 件", id="一样, and another number"),
        pytest.param("湘乡正文说的处罚数和表格一样吗", "正文与表格一致：都是 46 件", id="another row"),
        pytest.param(
            "湖南省中医药管理局正文写的收到申请和表里一样吗", "正文与表格不一致：表中印的是 0 件", id="a contradiction"
        ),
        pytest.param(
            "Does the prose match the table on requests received at the Hunan administration?",
            "the text and the table do not agree: the table prints 0",
            id="a contradiction, in English",
        ),
    ],
)
def test_the_sentence_and_the_cell_are_held_against_each_other(question: str, told: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "check" and told in answer.text
    assert any(citation.quote for citation in answer.citations)
    assert any(citation.cell for citation in answer.citations)


def test_a_sentence_without_a_number_is_quoted_and_nothing_is_claimed(five: Assistant) -> None:
    text = five.ask("黎平正文里收到申请的数和表格对得上吗").text
    assert "我局无申请公开事项" in text and "正文与表格一致" not in text
