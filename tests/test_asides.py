"""Clauses on who asks, how soon and what for are set aside; those that narrow a figure never are."""

import pytest

from assistant.asides import asides_in
from assistant.chain import Assistant
from assistant.lexicon import load_lexicon
from assistant.wording import plain


@pytest.mark.parametrize(
    ("question", "number"),
    [
        pytest.param("我是报社记者小王，宜春卫健委2020年行政处罚多少件", 108, id="who asks"),
        pytest.param("我是湘乡人，宜春2020年处罚多少", 108, id="a body named by who asks"),
        pytest.param("我是湘乡卫健局的小王，2023年我们局处罚多少", 46, id="the one body is named there"),
        pytest.param("我是律师，宜春2020年收到申请多少", 2, id="an applicant is who asks"),
        pytest.param("老板催了三遍了，湘乡卫健局2023年发了几件行政许可", 312, id="haste"),
        pytest.param("这是给人大代表答复用的，请务必准确：崆峒卫健局2019年行政许可处理决定数量", 434, id="purpose"),
        pytest.param("昨天饭桌上听人吹牛说黎平卫健局2020年许可上千件，真实的件数是多少？", 1342, id="hearsay"),
        pytest.param("打错了，重来：湘乡2023年处罚几件", 46, id="taken back"),
        pytest.param("宜春卫健委2020年许可处理决定数是几，谢谢各位大佬", 18, id="thanks"),
        pytest.param("As a PhD student, I'd like to know how many licences Yichun decided in 2020", 18, id="a role"),
        pytest.param("Not for publication, just for my own notes - Liping penalties 2020", 244, id="for notes"),
        pytest.param("Somebody told me it was a lot, but how many penalties did Yichun issue in 2020?", 108, id="told"),
    ],
)
def test_what_says_nothing_of_the_figure_is_set_aside(question: str, number: int, five: Assistant) -> None:
    answer = five.ask(question)
    assert [figure.number for figure in answer.figures] == [number]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("宜春2020年行政处罚，只要药店的，多少件", id="only"),
        pytest.param("涉及医院的，宜春卫健委2020年行政许可多少件", id="concerning"),
        pytest.param("我是针对餐饮业问的，宜春2020年处罚多少件", id="looks like who asks"),
        pytest.param("麻烦查下餐饮类，宜春2020年处罚多少件", id="looks polite"),
        pytest.param("As for hospitals, how many penalties did Yichun issue in 2020?", id="as for"),
        pytest.param("This is about restaurants only. How many penalties did Yichun issue in 2020?", id="about"),
        pytest.param("I'm asking about restaurants: how many penalties did Yichun issue in 2020?", id="asking about"),
        pytest.param("邮寄来的，宜春2020年收到申请多少件", id="by post"),
    ],
)
def test_a_clause_that_narrows_the_figure_is_not_passed_over(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind in ("clarify", "refuse")
    assert answer.figures == ()


@pytest.mark.parametrize(
    ("question", "applicant"),
    [
        pytest.param("作为法律服务机构提出的申请，黎平2020年多少件", "org.legal", id="as a kind of applicant"),
        pytest.param("代表企业来申请的，宜春2020年几件", "org.commercial", id="on behalf of"),
        pytest.param("企业提的，宜春2020年申请几件", "org.commercial", id="whose"),
    ],
)
def test_a_clause_that_names_the_applicant_counts(question: str, applicant: str, five: Assistant) -> None:
    assert [figure.cell for figure in five.ask(question).figures] == [f"t3.new|{applicant}"]


@pytest.mark.parametrize(
    "question",
    [
        "谢谢",
        "as a share of all requests, how many were granted?",
        "急救类许可，多少件",
        "我是想问宜春2020年处罚多少",
        "登在报纸里，公开了多少条",
    ],
)
def test_what_asks_is_no_aside(question: str) -> None:
    assert asides_in(plain(question), load_lexicon()) == []


def test_what_was_heard_stays_without_the_word_that_it_was() -> None:
    assert asides_in(plain("听说他们开过发布会，几场？"), load_lexicon()) == [(0, 2)]


@pytest.mark.parametrize(
    ("question", "told", "number"),
    [
        pytest.param("宜存卫健委2020年行政许可多少件", "“宜存卫健委”按“宜春市卫生健康委”理解", 18, id="a place"),
        pytest.param("空同区卫健局2019年处罚多少", "“空同区卫健局”按“平凉市崆峒区卫生健康局”", 20, id="with its rank"),
        pytest.param("黎平2020年行政许克多少件", "“行政许克”按“行政许可”理解", 1342, id="a row"),
        pytest.param("湘乡2023年行政复议结果维特多少", "“结果维特”按“结果维持”理解", 0, id="a result"),
        pytest.param("宜春卫健委2020年新收政府信心公开申请几件", "", 2, id="a word that says nothing"),
    ],
)
def test_a_wrong_character_is_put_right_and_told(question: str, told: str, number: int, five: Assistant) -> None:
    answer = five.ask(question)
    assert [figure.number for figure in answer.figures] == [number]
    assert told in answer.text


def test_a_result_with_an_unknown_character_is_asked_back(five: Assistant) -> None:
    assert five.ask("湘乡2023年行政复议维带的有几件").kind == "clarify"
