"""Questions on prose taken apart: what they speak of, the kind of thing they look for, the topics of section five."""

import pytest

from assistant.concepts import base, concepts_of, translated
from assistant.sought import COUNT, TIME, counts, has_number, kind_of, measures_of
from assistant.topics import topics_of


@pytest.mark.parametrize(
    ("question", "word"),
    [
        pytest.param("legal advisers retained to vet the letters", "法律顾问", id="a phrase before its words"),
        pytest.param("how often is the price column refreshed", "更新", id="a verb with its ending"),
        pytest.param("who paid the bureau an inspecton visit", "视察", id="a misspelt word"),
        pytest.param("is the reading point open at weekends", "周末", id="a plural"),
        pytest.param("谁挂帅", "组长", id="an everyday Chinese word"),
    ],
)
def test_a_question_is_put_into_the_words_of_reports(question: str, word: str) -> None:
    assert word in translated(question)


def test_a_word_that_no_report_has_still_counts() -> None:
    unknown = [concept for concept in concepts_of("how many zeppelins were inspected") if not concept.words]

    assert [concept.said for concept in unknown] == ["zeppelins"]


def test_words_of_every_question_say_nothing() -> None:
    assert concepts_of("could you please tell me how many there were in the report") == ()


def test_names_say_where_to_look_and_not_what_for() -> None:
    assert not any("白石" in concept.said for concept in concepts_of("白石县的自助查询机", ["白石县", "白石"]))


@pytest.mark.parametrize("word", ["renew", "renews", "renewed", "renewing"])
def test_the_forms_of_a_verb_have_one_base(word: str) -> None:
    assert base(word) == "renew"


@pytest.mark.parametrize(
    ("sentence", "measures", "there"),
    [
        pytest.param("期限定为十个工作日", TIME, True, id="days in characters"),
        pytest.param("一百多位市民参观档案室", COUNT, True, id="about a hundred people"),
        pytest.param("发布比计划晚一周左右", COUNT, False, id="a week is no count"),
        pytest.param("二是公众号的留言回复偏慢", COUNT, False, id="the number of an item"),
        pytest.param("第三方评估报告已统一公开", COUNT, False, id="numerals inside words"),
        pytest.param("聘请两名法律顾问", COUNT, True, id="two in its other character"),
    ],
)
def test_a_number_answers_only_with_its_kind_of_measure(sentence: str, measures: str, there: bool) -> None:
    assert has_number(sentence, measures) is there


@pytest.mark.parametrize(
    ("question", "measures"),
    [
        ("自助机增设了几台", COUNT),
        ("几天内公布", TIME),
        ("how many days does it take", TIME),
        ("how many terminals were added", COUNT),
    ],
)
def test_the_measure_asked_for_is_told_by_the_question(question: str, measures: str) -> None:
    assert measures_of(question, ()) == measures


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("那份文件全名叫什么", "title"),
        ("what is the title of the draft", "title"),
        ("栏目星期几更新", "weekday"),
        ("有疑问拨什么号", "phone"),
        ("答复书由谁来审", "who"),
        ("how often are the figures published", "often"),
    ],
)
def test_the_kind_of_thing_looked_for_is_told_by_the_question(question: str, kind: str) -> None:
    found = kind_of(question)

    assert found is not None and found.name == kind


@pytest.mark.parametrize(
    ("question", "asked"),
    [("花了多少经费", True), ("what number of cities", True), ("电话号码", False), ("do the figures agree", False)],
)
def test_a_question_for_a_number_is_told_from_others(question: str, asked: bool) -> None:
    assert counts(question) is asked


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        pytest.param("报告承认了哪些毛病", ("problems",), id="problems in an everyday word"),
        pytest.param("怎么补短板", ("plans",), id="plans named by what they mend"),
        pytest.param("联络员老换人,局里想了什么招", ("plans",), id="what is done about a problem"),
        pytest.param("有什么问题,打算怎么改", ("problems", "plans"), id="both, joined"),
        pytest.param("which problems and which next steps", ("problems", "plans"), id="both, in English"),
        pytest.param("电话是多少", (), id="neither"),
    ],
)
def test_the_topic_of_section_five_is_told_by_the_question(question: str, topics: tuple[str, ...]) -> None:
    assert tuple(topic.name for topic in topics_of(question)) == topics
