"""Whole answers on prose and on meanings, over the sample reports."""

import pytest

from assistant.chain import Assistant
from eval.numbers import find_numerals
from index.form import load_forms


@pytest.mark.parametrize(
    ("question", "words"),
    [
        pytest.param("白石县卫健局的自助查询机增设了几台", "两台", id="a number in characters"),
        pytest.param("远帆民政局开放日来了多少市民", "一百多位", id="about how many"),
        pytest.param("芦汀和哪个部门交换公开清单", "水利部门", id="with which department"),
        pytest.param("Who paid the processing fee in Yuanfan?", "两名申请人", id="who"),
        pytest.param("松漪老中医的经验方公开前要谁同意", "本人同意", id="whose consent"),
        pytest.param("On what weekday is Songyi's herb price column updated?", "每周五", id="a weekday"),
        pytest.param("云岫多久公布一次基金收支明细", "按季度", id="how often"),
        pytest.param("丹岭答复意见书发出前由谁来审", "法律顾问", id="who reviews"),
        pytest.param("镜湾的联络员老换人，局里想了什么招", "备案", id="what is done about a problem"),
        pytest.param("禾汀卫健委的公开工作留下哪些毛病", "重复条目", id="problems"),
        pytest.param("What are the plans of Danling for 2025?", "老带新", id="plans for the next year"),
        pytest.param("柳坞2020年征求意见的重点文件全名叫什么", "《柳坞县农村改厕技术指南》", id="a title"),
        pytest.param("湘乡市卫健局：该公开不公开、该回复不回复，有啥后果", "追究责任", id="a consequence"),
    ],
)
def test_a_question_on_prose_is_answered_by_the_sentence_that_says_it(
    question: str, words: str, everything: Assistant
) -> None:
    answer = everything.ask(question)

    assert answer.kind == "passage"
    assert words in answer.text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("望溪区2023年疫苗接种了多少人", id="vaccinations"),
        pytest.param("How many hospital beds are there in Wangxi?", id="beds"),
        pytest.param("镜湾区卫健局2020年为信息公开花了多少经费", id="money"),
        pytest.param("What information-processing fee did Yichun charge in 2020?", id="a fee not spoken of"),
        pytest.param("丹岭水质监测有多少个点", id="a count beside a number of weeks"),
        pytest.param("崆峒卫健局2019年办过几期培训班", id="training not spoken of"),
        pytest.param("How many people were vaccinated in Danling in 2024?", id="people of another kind"),
        pytest.param("湘乡2023年因工作失误问责了几人", id="a number not given with its verb"),
    ],
)
def test_what_a_report_does_not_say_is_refused_without_another_number(question: str, everything: Assistant) -> None:
    answer = everything.ask(question)

    assert answer.kind == "refuse"
    assert not answer.figures
    assert not [n for n in find_numerals(answer.text) if n.counted]


@pytest.mark.parametrize(
    ("question", "told", "unsaid"),
    [
        pytest.param("禾汀2019年信息公开专兼职人员有多少人，公众号粉丝多少", "70人", "粉丝", id="one is not stated"),
        pytest.param("远帆民政局2021年收了多少信息处理费，开放日来了多少市民", "一百多位", "", id="both are stated"),
    ],
)
def test_two_facts_of_one_report_are_answered_each(
    question: str, told: str, unsaid: str, everything: Assistant
) -> None:
    answer = everything.ask(question)

    assert answer.kind == "passage" and told in answer.text
    assert ("没有写明" in answer.text) is bool(unsaid) and unsaid in answer.text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("崆峒2019年政策解读多少条", id="a total of another thing"),
        pytest.param("崆峒2019年政务微博发布多少条", id="a channel that is not counted"),
        pytest.param("湘乡卫健局2023年主动公开信息多少条", id="a part where the total is asked"),
        pytest.param("崆峒卫健局2019年新闻发布会几场", id="events of another kind"),
    ],
)
def test_a_number_of_another_thing_is_no_answer(question: str, everything: Assistant) -> None:
    answer = everything.ask(question)

    assert answer.kind == "refuse" and not answer.figures


def test_problems_and_plans_are_both_quoted_where_both_are_asked(everything: Assistant) -> None:
    answer = everything.ask("青穗有什么问题，打算怎么改")

    assert "格式不一" in answer.text and "信息模板" in answer.text


def test_the_prose_of_two_reports_is_quoted_from_each(everything: Assistant) -> None:
    answer = everything.ask("青穗和白石的主要问题分别是什么")

    assert "格式不一" in answer.text and "偏远村庄" in answer.text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        pytest.param("复议栏里的“结果纠正”，说明行政机关赢了还是输了", "输了", id="a result"),
        pytest.param("尚未审结 啥意思", "没有审理终结", id="another result"),
        pytest.param("“四类过程性信息”都有哪四类", "磋商信函", id="the kinds of a ground"),
        pytest.param("《条例》第二十条第（六）项管的是哪两行", "行政强制", id="the rows of an article"),
        pytest.param("国办公开办函〔2021〕30号是什么文件", "工作年度报告格式", id="a document by its number"),
        pytest.param("“（六）其他处理”拆成哪三小行", "逾期不补正", id="the rows under a heading"),
        pytest.param("“不予公开”跟“不予处理”是不是一个意思", "八种", id="two terms beside each other"),
        pytest.param("List the grounds printed under disclosure denied.", "State secrets", id="the eight grounds"),
        pytest.param("Under which heading do duplicate requests get counted?", "不予处理", id="the heading of a row"),
        pytest.param("What does pending mean in table four?", "undecided", id="a result in English"),
        pytest.param("社会公益组织包括哪些申请人", "基金会", id="a column"),
        pytest.param("信息处理费和行政事业性收费是一回事吗", "不是行政事业性收费", id="a fee that is no row"),
    ],
)
def test_a_term_of_the_form_is_explained(question: str, words: str, five: Assistant) -> None:
    answer = five.ask(question)

    assert answer.kind == "definition"
    assert words in answer.text


@pytest.mark.parametrize("question", ["宜春2020年不予公开的有哪几种理由", "宜春2020年重复申请有几件"])
def test_a_question_for_figures_is_no_question_on_meaning(question: str, five: Assistant) -> None:
    assert five.ask(question).kind == "figure"


def test_definitions_print_no_number_that_could_be_taken_for_a_figure() -> None:
    definitions = load_forms().definitions.values()
    counted = [(d.id, n.text) for d in definitions for t in (d.zh, d.en) for n in find_numerals(t) if n.counted]

    assert counted == []


def test_a_section_is_told_by_its_number_and_a_missing_one_is_refused(five: Assistant) -> None:
    told = five.ask("宜春2020年报告第六部分写了什么")
    missing = five.ask("崆峒卫健局2019年报第六部分“其他需要报告的事项”写的什么")
    assert told.kind == "passage" and "“无" in told.text
    assert missing.kind == "refuse" and missing.citations == ()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        pytest.param("哪些报告提到了第三方评估", "第三方评估", id="words of a row among them"),
        pytest.param("Which report mentions a quiz?", "知识竞赛", id="en"),
    ],
)
def test_which_report_speaks_of_something_is_answered_from_the_prose(
    question: str, words: str, everything: Assistant
) -> None:
    answer = everything.ask(question)
    assert answer.kind == "passage" and words in answer.text
