"""The numbers of a sentence and the one that answers; what is only planned; questions that ask for several things."""

import pytest

from assistant.concepts import concepts_of
from assistant.numbers_said import answering, is_planned, numbers_in, planned_pieces
from assistant.prose_parts import parts_of
from assistant.sought import COUNT, asks_own_staff, counted_before, role_asked
from assistant.topics import planned_year, topics_of

OPENED = "全年主动公开政府信息1047条,其中疫情防控类信息389条,占37.2%。"
WORKS = "公众号发布原创科普作品96件，以汉、藏双语发布的有35件。"
CHANNELS = "全年公开政府信息4.26万条，其中门户网站412条，微信公众号216条；"


@pytest.mark.parametrize(
    ("question", "sentence", "numbers"),
    [
        pytest.param("疫情类信息公开了多少条", OPENED, [("389", "条")], id="a part by its name"),
        pytest.param("疫情类信息公开了多少条,占比", OPENED, [("389", "条"), ("37.2", "%")], id="with its share"),
        pytest.param("公众号发了多少条", CHANNELS, [("216", "条")], id="one of three channels"),
        pytest.param("公开政府信息多少条", CHANNELS, [("4.26", "万条")], id="the total, in ten thousands"),
        pytest.param("双语作品多少件", WORKS, [("35", "件")], id="what is counted stands in the clause before"),
        pytest.param("培训几次", "甲组培训3次，乙组培训4次。", [], id="two are as near: none is guessed"),
        pytest.param("几台", "增设两台自助机", [], id="characters are no digits"),
    ],
)
def test_the_number_with_the_asked_words_beside_it_answers(
    question: str, sentence: str, numbers: list[tuple[str, str]]
) -> None:
    words = {concept: concept.weight for concept in concepts_of(question)}
    found = answering(sentence, COUNT + "|万条", words, rate="占比" in question)

    assert [(number.text, number.unit) for number in found] == numbers


def test_what_follows_of_which_is_a_part() -> None:
    assert [number.part for number in numbers_in(OPENED, "条")] == [False, True]


@pytest.mark.parametrize(
    ("sentence", "planned"),
    [
        ("2025年将聘请翻译2名", True),
        ("力争双语作品达到60件", True),
        ("改进措施：聘请法律顾问2名；", True),
        ("2025年拟增配兼职人员3人", True),
        ("计划举办开放日活动2次。", True),
        ("将政务公开纳入考核，分值占比4%", False),
        ("改进情况：已建立周巡查机制，按时更新率提高到100%。", False),
        ("《三年计划》印发后培训2次", False),
        ("发布日期：2025年1月17日", False),
    ],
)
def test_a_plan_is_told_from_what_was_done(sentence: str, planned: bool) -> None:
    assert is_planned(sentence, 2024) is planned


def test_a_plan_goes_on_to_its_full_stop() -> None:
    told = planned_pieces("2025年将抓三件事：建栏12个；培训2次。全年公开3条。", 2024)

    assert list(told.values()) == [True, True, False]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("公众号发了多少条,培训了多少人次?", ("公众号发了多少条", "培训了多少人次")),
        ("新闻发布会和培训各几次", ("新闻发布会几次", "培训几次")),
        ("how many visits were made and who chairs the team", ("how many visits were made", "who chairs the team")),
        ("疫情信息公开了多少条,占比多少", ()),
        ("有什么问题,打算怎么改", ()),
        ("公众号粉丝多少", ()),
    ],
)
def test_a_question_for_two_things_is_parted(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("2025年有什么打算", 2025),
        ("对2021年有什么计划", 2021),
        ("what did it plan for 2020", 2020),
        ("what will it do in 2020 according to its 2019 report", 2020),
        ("2020年的下一步打算", None),
        ("2020年改进措施", None),
        ("what does it plan in its 2020 report", None),
    ],
)
def test_the_year_of_plans_is_told_from_that_of_a_report(question: str, year: int | None) -> None:
    assert planned_year(question) == year


@pytest.mark.parametrize(
    "question",
    [
        "哪里做得孬",
        "拉胯在哪",
        "短板在哪",
        "where does it fall short",
        "what does it own up to",
        "what does it admit it does badly",
        "its weak spots",
        "what does it find wanting",
    ],
)
def test_what_a_body_finds_wrong_in_itself_is_its_problems(question: str) -> None:
    assert [topic.name for topic in topics_of(question)] == ["problems"]


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("how many staff does it employ", True),
        ("有多少名工作人员", True),
        ("how many staff work on disclosure", False),
        ("专职人员几名", False),
    ],
)
def test_all_the_staff_of_a_body_are_told_from_some(question: str, whole: bool) -> None:
    assert asks_own_staff(question) is whole


def test_what_is_counted_may_stand_before_how_many() -> None:
    assert [concept.said for concept in counted_before("新闻发布会开了几场")] == ["新闻发布会"]


def test_the_post_whose_holder_is_asked_must_be_named() -> None:
    assert [concept.said for concept in role_asked("新闻发言人是谁")] == ["发言人"]
