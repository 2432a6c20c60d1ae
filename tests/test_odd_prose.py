"""Odd questions on prose, found by hand: each kind that once got a misleading passage, in Chinese and English."""

import pytest

from assistant.chain import Assistant
from assistant.sought import has_number, kind_of


@pytest.mark.parametrize(
    ("question", "words"),
    [
        pytest.param("青穗市的网站地址是多少", "http://example.org/qingsui/", id="the address of a website"),
        pytest.param("What is Qingsui's website address?", "http://example.org/qingsui/", id="the same in English"),
        pytest.param("宜春受理申请的流程是怎样的", "从接收、登记到办理", id="a procedure, not how many"),
        pytest.param("How does Xiangxiang hold units accountable?", "追究责任", id="accountability in English"),
        pytest.param(
            "Who reviews articles before they are published in Hunan TCM?", "稿件由网站主管部门把关", id="who"
        ),
        pytest.param("When did Luting start publishing flood reminders?", "汛期", id="when, beside words of a row"),
        pytest.param("哪几家提到了法律顾问", "法律顾问", id="which of them speaks of something"),
        pytest.param("望溪第三方评估是谁做的，结果怎么样", "高校团队", id="a part that needs the part before"),
        pytest.param("云岫药品价格多久更新", "每天更新", id="how often, without a number"),
        pytest.param(
            "Did Danling charge any processing fee?", "免收信息处理费", id="a fee that is no administrative fee"
        ),
        pytest.param("柳坞的审计发现了什么，改了吗", "错漏已改正", id="put right by an audit, not by a court"),
        pytest.param("禾汀的献血者优待办法征求意见了吗", "公开征求意见", id="办法 is no office"),
        pytest.param("湘乡门户网站由哪个部门管理", "市政府有关部门统一管理", id="which department is no name"),
    ],
)
def test_what_is_asked_is_what_is_quoted(question: str, words: str, everything: Assistant) -> None:
    answer = everything.ask(question)
    assert answer.kind == "passage" and words in answer.text
    assert answer.figures == ()


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("远帆开放日是哪天", id="a date that is not told"),
        pytest.param("宜春有几个网站", id="websites, not what is on them"),
        pytest.param("How many websites does Yichun run?", id="the same in English"),
        pytest.param("黎平固定内容公开多久", id="a year is no duration"),
        pytest.param("哪家单位办培训最多", id="the most of numbers in prose"),
        pytest.param("Which body has the most staff in charge of disclosure?", id="the same in English"),
    ],
)
def test_a_passage_without_the_thing_asked_is_no_answer(question: str, everything: Assistant) -> None:
    answer = everything.ask(question)
    assert answer.kind == "refuse" and answer.figures == ()


@pytest.mark.parametrize(
    ("first", "then", "words"),
    [
        pytest.param("黎平打算怎么解决这些问题", "崆峒呢", "建好信息公开网站", id="plans of another body"),
        pytest.param("What is Baishi's phone number", "what about Heting?", "0199-5550117", id="the phone of another"),
        pytest.param("宜春新闻发布会讲了什么", "开了几场", "9场新闻发布会", id="a number of what was told"),
    ],
)
def test_a_follow_up_on_prose_asks_the_same_of_another_body(
    first: str, then: str, words: str, everything: Assistant
) -> None:
    before = everything.ask(first)
    answer = everything.ask(then, conversation_id=before.conversation_id)
    assert answer.kind == "passage" and words in answer.text


def test_a_second_facts_result_is_that_of_the_first(everything: Assistant) -> None:
    answer = everything.ask("望溪第三方评估是谁做的，结果怎么样")
    assert len(answer.citations) == 1  # not the results of licences, put online


def test_a_year_named_is_no_number_of_years() -> None:
    assert not has_number("回顾2020年，有进步", "年|天")
    assert has_number("有效期3年", "年|天")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("网址是多少", "url"),
        ("开放日是哪天", "date"),
        ("哪天更新", "when"),
        ("地址在哪", "place"),
        ("存在哪些问题", ""),
    ],
)
def test_the_kind_of_thing_looked_for_is_told(question: str, kind: str) -> None:
    found = kind_of(question)
    assert (found.name if found else "") == kind


def test_of_two_bodies_named_each_number_is_quoted_and_none_is_called_the_larger(everything: Assistant) -> None:
    answer = everything.ask("丹岭和雁渚谁培训多")
    assert "86场" in answer.text and "66场" in answer.text
    assert answer.kind == "passage" and len(answer.citations) == 2


def test_a_sentence_is_quoted_once_though_two_parts_rest_on_it(everything: Assistant) -> None:
    answer = everything.ask("镜湾对多少家民营医疗机构开展检查，结果通报了吗")
    assert answer.text.count("结果已通报") == 1


def test_problems_of_one_and_plans_of_another_are_both_there(everything: Assistant) -> None:
    answer = everything.ask("崆峒的问题和湘乡的打算分别是什么")
    assert "人员少" in answer.text and "加强网络安全建设" in answer.text
