"""A part of what a cell counts is never answered by the whole; words that say nothing of the figure are no part."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("宜春2020年涉及药品的行政处罚有多少件", id="a matter"),
        pytest.param("黎平2020年对医院作出的行政处罚多少件", id="whom it was made against"),
        pytest.param("宜春2020年公共场所卫生许可多少件", id="two nouns before the row"),
        pytest.param("湘乡2023年医师的行政许可多少", id="a profession"),
        pytest.param("宜春2020年餐饮业许可多少件", id="a trade"),
        pytest.param("黎平2020年简易程序处罚多少件", id="a procedure"),
        pytest.param("黎平2020行政处罚中罚款1万元以上的多少件", id="an amount"),
        pytest.param("黎平2020年吊销许可多少件", id="the opposite of the row"),
        pytest.param("宜春2020年网上收到的申请几件", id="the way it came"),
        pytest.param("黎平2020年处罚和许可一共涉及多少家医院", id="bodies, not cases"),
        pytest.param("宜春2020延期答复的申请几件", id="replies that were late"),
        pytest.param("湖南2020年来自外省的申请有多少件", id="where it came from"),
        pytest.param("How many licences did Yichun issue to restaurants in 2020?", id="to whom"),
        pytest.param("Liping 2020: penalties against private clinics", id="against whom"),
        pytest.param("How many hygiene licences did Yichun issue in 2020?", id="an adjective"),
        pytest.param("Hunan TCM 2020 requests from journalists", id="from whom"),
        pytest.param("How many of Yichun's 2020 requests came from journalists?", id="from whom, by meaning"),
        pytest.param("How many requests about vaccines did Liping get?", id="about what"),
        pytest.param("How many restaurants were fined in Xiangxiang in 2023?", id="who was fined"),
        pytest.param("How many requests did Yichun's hospitals receive in 2020?", id="bodies below it"),
        pytest.param("宜春市卫健委2020年每个月平均收到多少件申请", id="a month"),
        pytest.param("宜春2020年第一季度收到多少件信息公开申请", id="a quarter"),
        pytest.param("宜春2020年日均许可多少件", id="a day"),
        pytest.param("How many licences per day did Kongtong issue in 2019?", id="a day, in English"),
        pytest.param("How many requests were answered within 20 working days in Yichun in 2020?", id="in time"),
        pytest.param("宜春2020年答复及时率", id="a rate of replies in time"),
        pytest.param("湘乡卫健局2023年处罚罚没款合计", id="money of penalties"),
        pytest.param("黎平2020年处罚里罚款的有几件", id="one kind of penalty"),
        pytest.param("宜春2020年给企业办了多少许可", id="licences by applicant"),
        pytest.param("宜春卫健委2020年被投诉举报多少次", id="complaints, no requests"),
        pytest.param("How many complaints did Xiangxiang receive in 2023?", id="complaints, in English"),
        pytest.param("崆峒2019年行政许可事项取消了几项", id="items abolished"),
        pytest.param("宜春2020年转办给其他部门的申请几件", id="passed on to others"),
        pytest.param("黎平2020年法院一审案件几件", id="an instance"),
        pytest.param("What were the two requests in Yichun about?", id="what they were about"),
        pytest.param("Number of website visitors of Yichun health commission 2020", id="a thing no report counts"),
    ],
)
def test_a_part_is_not_answered_by_the_whole(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind in ("clarify", "refuse")
    assert answer.figures == ()


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("作为纳税人，我想知道黎平2020年行政处罚多少件", id="who asks"),
        pytest.param("我在写一篇关于医院的报道，黎平2020年行政处罚多少件", id="another clause"),
        pytest.param("据说黎平2020年处罚不少，行政处罚到底多少件", id="hearsay"),
        pytest.param("How meny penaltys did the Liping helth bureau issue in 2020?", id="misspelt"),
        pytest.param("How many more penalties than Yichun did Liping issue in 2020?", id="a comparison"),
    ],
)
def test_what_says_nothing_of_the_figure_changes_nothing(question: str, five: Assistant) -> None:
    assert any(figure.value in ("244", "136") for figure in five.ask(question).figures)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("我是律师，想查黎平2020年行政处罚多少件", id="a profession"),
        pytest.param("作为一家企业，我想知道黎平2020年行政处罚多少件", id="a company"),
        pytest.param("I'm a lawyer; how many penalties did Liping issue in 2020?", id="in English"),
    ],
)
def test_who_asks_is_no_applicant(question: str, five: Assistant) -> None:
    assert [figure.value for figure in five.ask(question).figures] == ["244"]


def test_two_kinds_of_applicants_are_not_everybody(five: Assistant) -> None:
    cells = {figure.cell for figure in five.ask("宜春2020年自然人和企业申请各几件").figures}
    assert cells == {"t3.new|natural", "t3.new|org.commercial"}


def test_an_applicant_asked_for_is_one(five: Assistant) -> None:
    assert [f.cell for f in five.ask("宜春2020年收到的申请，是企业提的有几件").figures] == ["t3.new|org.commercial"]
