"""A condition that says which bodies take part: it is applied, told, and never passed over in silence."""

from decimal import Decimal

import pytest

from assistant.among import among
from assistant.chain import Assistant
from eval.formulas import follows


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("处罚多于30件的单位平均多少件", ["3 份报告（共 5 份）", "132.67"], id="average"),
        pytest.param("Average penalties among bodies with fewer than 100?", ["3 of 5", "22 "], id="in English"),
        pytest.param("处罚超过30件的几家单位一共多少件", ["3 份报告（共 5 份）", "398"], id="sum"),
        pytest.param("Total penalties of the bodies with more than 30 penalties", ["3 of 5", "398"], id="total"),
        pytest.param("许可超过100件的单位里，哪家最少", ["最少的是湘乡", "312"], id="lowest of them"),
        pytest.param("Among bodies with more than 10 permits, which has the fewest?", ["宜春", "18"], id="fewest"),
        pytest.param("在处罚不少于20件的单位中，最多和最少差多少", ["244 − 20 = 224"], id="gap"),
        pytest.param("至少一件许可的单位里，许可最多和最少差多少", ["1342 − 18 = 1324"], id="at least one"),
        pytest.param("有过处罚的单位平均处罚多少件", ["4 份报告（共 5 份）", "104.5"], id="any at all"),
        pytest.param("许可在10到400件之间的单位，中位数是多少", ["2 份报告（共 5 份）", "165"], id="two bounds"),
        pytest.param("2020年处罚超过30件的单位合计多少件", ["2 份报告（共 3 份）", "352"], id="of one year"),
        pytest.param("处罚超过1000件的单位平均多少件", ["没有哪份"], id="none of them"),
    ],
)
def test_only_bodies_that_meet_it_are_worked_with(question: str, told: list[str], five: Assistant) -> None:
    answer = five.ask(question)
    assert all(words in answer.text for words in told), answer.text
    assert "没有这一项" not in answer.text and "has no such cell" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "处罚超过30件的单位有哪些",
        "有独立法人资格的单位平均收到多少申请",
        "有报告的单位处罚平均多少",
        "没有收到申请的单位有几家",
    ],
)
def test_other_words_narrow_nothing(question: str) -> None:
    found = among(question)
    assert found is None or "有哪些" in question


def test_the_share_of_the_first_ones_is_worked_out_from_cells(five: Assistant) -> None:
    (share,) = [figure for figure in five.ask("处罚最多的两家合计占全部的多少").figures if figure.unit == "%"]
    assert share.formula is not None and share.number is not None
    assert share.formula.expression.startswith("(244 + 108) ÷ (244 + 108 + 46 + 20 + 0) =")
    assert follows(share.number, "%", share.formula.expression, [*map(Decimal, (244, 108, 46, 20, 0))])


@pytest.mark.parametrize(
    "question",
    [
        "湘乡收到的申请，重复的不算，剩下的几件",
        "宜春收到的申请，予以公开的不算，剩下几件",
        "宜春新收申请里去掉商业企业的还有几件",
        "Yichun 2020 requests not counting those granted, how many are left?",
    ],
)
def test_a_row_set_aside_before_the_rest_is_asked_is_asked_back(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "clarify" and not answer.figures, answer.text


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("除许可外，宜春2020年处罚多少", "108"),
        ("不算黎平，剩下几家处罚合计", "174"),
        ("宜春2020年处罚、许可之外还有几件强制", "0"),
    ],
)
def test_a_row_asked_beside_others_or_bodies_set_aside_are_no_rest_of_a_row(
    question: str, number: str, five: Assistant
) -> None:
    answer = five.ask(question)
    assert any(figure.value == number for figure in answer.figures), answer.text
