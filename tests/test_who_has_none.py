"""Bodies that have none of something, those over or under a bound in their order, and what an applicant asked for."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "names"),
    [
        pytest.param(
            "2020年的报告里，有哪家是一件信息公开申请都没收到的？别把填错的算进来", ["黎平"], id="a misprint aside"
        ),
        pytest.param("2020年哪家没收到申请，填错的不算", ["黎平"], id="misprints do not count"),
        pytest.param("2020年有几家一条申请都没收到", ["黎平"], id="how many"),
        pytest.param("2020年哪家一份行政处罚决定都没作出", ["湖南省中医药管理局"], id="decisions"),
    ],
)
def test_who_has_none(question: str, names: list[str], five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "list"
    assert "印为零" in answer.text
    assert all(name in answer.text for name in names)
    assert "宜春" not in answer.text


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        pytest.param("许可处理决定超过300件的都有谁", [1342, 434, 312], id="over"),
        pytest.param("处罚不到50件的是哪几家", [46, 20, 0], id="under"),
        pytest.param("Which bodies made more than 300 licence decisions?", [1342, 434, 312], id="over, English"),
    ],
)
def test_bodies_beyond_a_bound_stand_in_order(question: str, numbers: list[int], five: Assistant) -> None:
    assert [figure.number for figure in five.ask(question).figures] == numbers


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        pytest.param("个人向宜春卫健委申请公开信息的2020年有几件", ["t3.new|natural"], id="asked to disclose"),
        pytest.param(
            "公益组织在湘乡2023年被当成信访举报投诉不予处理的有多少",
            ["t3.res.refuse.petition|org.social"],
            id="taken for",
        ),
        pytest.param(
            "企业在湘乡2023年被当作信访处理的有几件", ["t3.res.refuse.petition|org.commercial"], id="treated as"
        ),
        pytest.param(
            "既然湘乡2023年罚的比批的多，那两个数各是多少", ["t2.penalty.decisions", "t2.license.decisions"], id="both"
        ),
    ],
)
def test_what_is_named_in_passing_is_understood(question: str, cells: list[str], five: Assistant) -> None:
    assert [figure.cell for figure in five.ask(question).figures] == cells


@pytest.mark.parametrize(
    "question",
    [
        "哪些没有收到申请",
        "谁没有收到申请",
        "哪些单位没有收到申请",
        "who received no requests",
        "which received no requests",
    ],
)
def test_a_short_question_for_those_that_have_none_names_them(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "list"
    zeros = {figure.issuer for figure in answer.figures if figure.value == "0"}
    assert zeros >= {"湘乡市卫生健康局", "黎平县卫生健康局"}
    assert "宜春市卫生健康委" not in {figure.issuer for figure in answer.figures}


def test_of_one_body_what_has_not_been_done_is_its_cell(five: Assistant) -> None:
    answer = five.ask("宜春有哪些没有办结的申请")
    assert [figure.cell for figure in answer.figures] == ["t3.carried_out|total"]


def test_petitions_received_are_still_told_apart(five: Assistant) -> None:
    assert five.ask("宜春2020年被投诉了几次").figures == ()
