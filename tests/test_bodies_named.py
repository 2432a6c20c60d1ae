"""Which bodies and years a question names, in the ways people put them together."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "reports"),
    [
        pytest.param("青穗禾汀19年处罚相加", 2, id="two names without anything between"),
        pytest.param(
            "白石、远帆（2021），临桥、芦汀（2022），望溪（2023），五家行政事业性收费金额之和",
            5,
            id="a year behind each group",
        ),
        pytest.param("松漪云岫镜湾2020年许可相加", 3, id="a county and a city"),
        pytest.param("2021年度白石、远帆两家办结的申请，加在一块儿有多少", 2, id="两家 behind the names"),
        pytest.param(
            "湖南省和松漪县这两个中医药管理局，2020年新制作的规范性文件凑一块是多少件",
            2,
            id="one kind of body for both",
        ),
    ],
)
def test_all_bodies_of_a_list_are_added_up(question: str, reports: int, everything: Assistant) -> None:
    answer = everything.ask(question)
    (total,) = [f for f in answer.figures if f.formula and not f.issuer]
    assert total.formula is not None and total.formula.covers.used == reports


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        pytest.param("宜春2020和黎平2021的处罚加起来多少件", "黎平县卫生健康局2021年", id="zh"),
        pytest.param(
            "What do Yichun's 2020 and Liping's 2021 penalties add up to in total?",
            "黎平县卫生健康局 for 2021",
            id="en",
        ),
    ],
)
def test_a_sum_is_refused_where_a_named_body_has_no_report_of_its_year(
    question: str, asked: str, five: Assistant
) -> None:
    answer = five.ask(question)
    assert answer.kind == "refuse" and asked in answer.text and answer.figures == ()


def test_side_by_side_the_body_without_a_report_is_told(five: Assistant) -> None:
    answer = five.ask("宜春2020和黎平2021的处罚各多少件")
    assert [f.issuer for f in answer.figures] == ["宜春市卫生健康委"]
    assert "没有收录黎平县卫生健康局2021年的报告" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(
            "Penalty decisions of the Market Supervision Bureau of Kongtong District, 2019?",
            id="office before the place",
        ),
        pytest.param("How many licences did the Education Bureau of Yichun issue in 2020?", id="another kind"),
    ],
)
def test_another_office_of_the_same_place_is_refused(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert (answer.kind, answer.figures) == ("refuse", ())


@pytest.mark.parametrize(
    ("question", "issuer"),
    [
        pytest.param("省中医药局20年予以公开 所有申请人合计", "湖南省中医药管理局", id="its rank"),
        pytest.param(
            "丹岭疾控拒绝公开时用过“三安全一稳定”的有多少件",
            "样例省丹岭县疾病预防控制局",
            id="its kind without a rank word",
        ),
        pytest.param(
            "Requests refused by Hunan's traditional-medicine authority as internal affairs",
            "湖南省中医药管理局",
            id="en",
        ),
    ],
)
def test_a_body_is_known_by_rank_or_kind(question: str, issuer: str, everything: Assistant) -> None:
    assert {f.issuer for f in everything.ask(question).figures} == {issuer}


def test_the_one_from_a_province_with_several_is_asked_back(five: Assistant) -> None:
    answer = five.ask("湖南的那份年报里行政许可决定是几件")
    assert answer.kind == "clarify" and "湘乡" in answer.text and "湖南省中医药管理局" in answer.text


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        pytest.param("黎平2020年留到2021年继续办的申请几件", "t3.carried_out|total", id="into a year without a report"),
        pytest.param(
            "Of the requests Liping left pending and handed to 2021, how many were from natural persons?",
            "t3.carried_out|natural",
            id="en",
        ),
        pytest.param(
            "黎平县卫健局2020年从2019年接过来没办完的申请总计几件", "t3.carried_in|total", id="from the year before"
        ),
    ],
)
def test_requests_carried_over_the_turn_of_a_year(question: str, cell: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert [(f.cell, f.year) for f in answer.figures] == [(cell, 2020)]


def test_a_story_before_the_question_names_no_row(five: Assistant) -> None:
    story = "I write for a trade magazine and have waited for weeks without a straight answer, so here is my question: "
    answer = five.ask(story + "how many requests for information did ordinary individuals submit to Yichun in 2020?")
    assert [f.cell for f in answer.figures] == ["t3.new|natural"]


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        pytest.param(
            "黎平卫健局2020年许可这块，别给我那个办件数，我要的是事项个数",
            "t2.license.prior_items",
            id="not that column",
        ),
        pytest.param(
            "崆峒卫健局说2019年处罚事项砍了11项，那没砍之前（上一年）是多少项",
            "t2.penalty.prior_items",
            id="before the change",
        ),
        pytest.param("崆峒卫健局2019年许可事项扩了不少吧，比头一年扩了几项", "t2.license.change", id="how far it grew"),
        pytest.param("湘乡卫健23年废了多少规范性文件", "t2.normative.repealed", id="repealed"),
    ],
)
def test_the_column_meant_is_taken(question: str, cell: str, five: Assistant) -> None:
    assert cell in [f.cell for f in five.ask(question).figures]
    assert not {f.cell for f in five.ask(question).figures} & {"t2.license.decisions", "t2.normative.made"}
