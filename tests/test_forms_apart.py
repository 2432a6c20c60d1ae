"""Cells that the 2019 and the 2021 form count differently are put in order form by form, never against each other."""

import re

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "older"),
    [
        ("哪家收费最多", "2019年格式的报告之间："),
        ("按行政事业性收费从低到高排列", "2019年格式的报告之间："),
        ("who charges the most fees", "Among reports of the 2019 form:"),
    ],
)
def test_money_and_items_are_never_in_one_order(question: str, older: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "list"
    newer, rest = answer.text.split(older)
    assert "湘乡" in newer and not re.search(
        "宜春|黎平|湖南|最|est", newer
    )  # one report of its form is first of nothing
    assert re.search("宜春", rest) and "湘乡" not in rest
    assert ("口径不同" in rest) or ("count differently" in rest)


def test_each_form_has_an_order_of_its_own_where_several_reports_use_it(everything: Assistant) -> None:
    answer = everything.ask("哪家收费最多")
    assert [int(year) for year in re.findall("(20..)年格式的报告之间", answer.text)] == [2021, 2019]


def test_of_two_bodies_with_a_form_each_both_are_told_and_neither_is_first(five: Assistant) -> None:
    answer = five.ask("宜春和湘乡哪家收费更多")
    assert [figure.value for figure in answer.figures] == ["0", "2"]
    assert "最多" not in answer.text and "口径不同" in answer.text


def test_cells_that_both_forms_count_alike_stay_in_one_order(five: Assistant) -> None:
    answer = five.ask("哪家行政处罚处理决定最多")
    assert "格式的报告之间" not in answer.text and answer.text.startswith("行政处罚")


@pytest.mark.parametrize(
    ("history", "question"),
    [
        ("黎平2020年行政处罚多少", "谁来负责"),
        ("黎平2020年行政处罚多少", "由谁负责这项工作"),
        ("How many permits did Liping issue in 2020?", "who is in charge of it?"),
        ("How many permits did Liping issue in 2020?", "Who heads the work?"),
    ],
)
def test_who_is_in_charge_is_told_of_the_body_spoken_of(history: str, question: str, five: Assistant) -> None:
    before = five.ask(history)
    answer = five.ask(question, conversation_id=before.conversation_id)
    assert answer.kind == "passage" and not answer.figures
    assert {citation.issuer for citation in answer.citations} == {"黎平县卫生健康局"}


def test_who_has_most_after_a_figure_is_still_asked_of_all(five: Assistant) -> None:
    before = five.ask("黎平2020年行政处罚多少")
    answer = five.ask("谁最多", conversation_id=before.conversation_id)
    assert answer.kind == "list" and len({figure.issuer for figure in answer.figures}) > 1
