"""Several things in one question, parts of a whole, and lists that say how many they hold."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        pytest.param(
            "黎平2020年许可项目上年几项、增减几项、办件几件？",
            ["t2.license.prior_items", "t2.license.change", "t2.license.decisions"],
            id="columns of one row",
        ),
        pytest.param(
            "宜春2020年收到几件申请，其中自然人几件",
            ["t3.new|total", "t3.new|natural"],
            id="a row and an applicant of it",
        ),
        pytest.param(
            "Liping 2020: (i) new requests from natural persons; (ii) requests deferred to the following year, in"
            " total; (iii) suits brought directly, total",
            ["t3.new|natural", "t3.carried_out|total", "t4.direct.total"],
            id="numbered parts",
        ),
        pytest.param(
            "For Liping in 2020, give me the requests newly received, those carried in from 2019 and those carried over"
            " to 2021.",
            ["t3.new|total", "t3.carried_in|total", "t3.carried_out|total"],
            id="rows told by their years",
        ),
        pytest.param(
            "黎平2020年“予以公开”一行自然人和总计分别写的几",
            ["t3.res.granted|natural", "t3.res.granted|total"],
            id="an applicant and the total",
        ),
        pytest.param(
            "湘乡2023年申请：新来的、办完的、留到下年的",
            ["t3.new|total", "t3.res.total|total", "t3.carried_out|total"],
            id="a list of rows",
        ),
    ],
)
def test_each_thing_asked_gets_its_own_cell(question: str, cells: list[str], five: Assistant) -> None:
    answer = five.ask(question)
    assert [figure.cell for figure in answer.figures] == cells


@pytest.mark.parametrize(
    ("question", "best"),
    [
        pytest.param("芦汀2022年不予公开的申请，用得最多的是八条里哪一条", "t3.res.denied", id="grounds of refusal"),
        pytest.param(
            "Danling 2024: the single most frequent of the five grounds for not processing?", "t3.res.refuse", id="en"
        ),
        pytest.param("雁渚2023年的行政复议，按件数由多到少摆一摆", "t4.review", id="results of a block"),
        pytest.param("雁渚2023年新收申请，五类组织当中数哪一类冲在最前", "t3.new|", id="kinds of applicant"),
    ],
)
def test_the_largest_of_one_number_is_that_of_its_parts(question: str, best: str, everything: Assistant) -> None:
    answer = everything.ask(question)
    cells = [figure.cell or "" for figure in answer.figures]
    assert len(cells) > 2 and all(cell.startswith(best) and not cell.endswith("total|total") for cell in cells)


def test_a_list_that_holds_a_whole_group_is_that_group(everything: Assistant) -> None:
    question = "松漪县中医药管理局2020年信访、重复、要出版物、反复申请、要求重新出具这五样不予处理的拢共有多少件"
    (whole,) = [f for f in everything.ask(question).figures if f.cell == "t3.res.refuse|total"]
    parts = [f.number for f in everything.ask("松漪2020年不予处理的五种情形各多少件").figures]
    assert whole.number == sum(number for number in parts if number is not None)


def test_a_list_with_more_names_than_were_understood_is_asked_back(five: Assistant) -> None:
    answer = five.ask("黎平2020年国家秘密、重复申请、天外来客这三样加起来多少件")
    assert answer.kind == "clarify" and answer.figures == ()


@pytest.mark.parametrize(
    ("question", "expression"),
    [
        pytest.param("宜春2020年每办结一百件申请，予以公开的有多少件", "2 ÷ 2", id="of a hundred"),
        pytest.param("湘乡2023年许可决定除以处罚决定得多少", "312 ÷ 46", id="divided by"),
        pytest.param(
            "Xiangxiang 2023: licence decisions divided by penalty decisions", "312 ÷ 46", id="divided by, en"
        ),
    ],
)
def test_ratios_are_those_of_the_two_named(question: str, expression: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert any(f.formula and f.formula.expression.startswith(expression) for f in answer.figures), answer.text


def test_a_rate_shows_the_cells_that_its_sums_are_made_of(everything: Assistant) -> None:
    answer = everything.ask(
        "Of Yanzhu's 2023 suits already decided, pending ones excluded, what percentage were corrected?"
    )
    (rate,) = [f for f in answer.figures if f.cell == "d.litigation_correction_rate"]
    assert rate.formula is not None and rate.formula.expression.startswith("(112 + 96) / ((")


def test_carried_forward_is_the_last_row_and_carried_in_the_second(five: Assistant) -> None:
    forward = five.ask("Yichun Health Commission 2020 carried forward natural persons")
    brought_in = five.ask("How many requests did Yichun carry in from the previous year, according to its 2020 report?")
    assert [f.cell for f in forward.figures] == ["t3.carried_out|natural"]
    assert [f.cell for f in brought_in.figures] == ["t3.carried_in|total"]
