"""Figures that forms count differently, or in other units, are never put together or in one order."""

import re
from itertools import groupby

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


def test_the_place_of_one_body_is_that_among_reports_of_its_form(everything: Assistant) -> None:
    answer = everything.ask("宜春的行政事业性收费排第几")
    assert "有此数的报告中排第7" in answer.text
    assert {figure.unit for figure in answer.figures} == {"项"}


@pytest.mark.parametrize(
    "question", ["收费超过1000的有哪些", "收费超过1000的单位，许可一共多少", "收费超过1000的单位平均收费"]
)
def test_a_bound_without_a_unit_is_held_against_each_unit_by_itself(question: str, everything: Assistant) -> None:
    answer = everything.ask(question)
    units = [figure.unit for figure in answer.figures]
    assert [unit for unit, _ in groupby(units)] == ["项", "万元"]
    assert "单位不同" in answer.text and not any(figure.formula for figure in answer.figures)


@pytest.mark.parametrize(
    "question",
    ["宜春的收费和许可一共多少", "白石的收费和许可哪个多", "白石收费是许可的几倍", "宜春许可项目数和处理决定数差多少"],
)
def test_numbers_of_two_units_are_told_and_not_computed(question: str, everything: Assistant) -> None:
    answer = everything.ask(question)
    assert len({figure.unit for figure in answer.figures}) == 2
    assert not any(figure.formula for figure in answer.figures)
    assert "单位不同" in answer.text and "最多" not in answer.text


def test_what_is_asked_of_the_first_is_told_of_the_first_of_each_form(everything: Assistant) -> None:
    answer = everything.ask("收费最多的单位收到多少申请")
    asked = {figure.issuer for figure in answer.figures if figure.cell == "t3.new|total"}
    assert asked == {"样例省白石县卫生健康局", "样例省松漪县中医药管理局"}


def test_money_a_project_is_computed(everything: Assistant) -> None:
    answer = everything.ask("宜春2020年平均每个采购项目花多少钱")
    assert any(figure.formula and figure.value == "11.14" for figure in answer.figures)


@pytest.mark.parametrize(
    "question",
    [
        "编制超过100人的单位，许可平均多少",
        "bodies that employ more than 100, average permits",
        "average permits of bodies with staff over 100",
        "bodies that charged more than 1000, how many permits in total?",
    ],
)
def test_a_bound_on_what_no_row_counts_is_no_bound_on_the_row_asked(question: str, everything: Assistant) -> None:
    assert everything.ask(question).figures == ()
