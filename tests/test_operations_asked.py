"""Operations told by small words: what a ratio counts from, how many places of a ranking, zeros left out, once more."""

import re

import pytest

from assistant.answer import Answer
from assistant.chain import Assistant


def asked_in_turn(turns: list[str], assistant: Assistant) -> Answer:
    """The answer to the last of these questions of one conversation."""
    answer = assistant.ask(turns[0])
    for question in turns[1:]:
        answer = assistant.ask(question, conversation_id=answer.conversation_id)
    return answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("How many licences per penalty did Liping issue in 2020?", "1342 ÷ 244", id="per"),
        pytest.param("For each penalty decision, how many licences at Liping in 2020?", "1342 ÷ 244", id="first"),
        pytest.param("How many licences for each penalty decision at Liping in 2020?", "1342 ÷ 244", id="last"),
        pytest.param("How many penalties per hundred licences at Liping in 2020?", "244 ÷ 1342", id="per hundred"),
        pytest.param("黎平2020年平均每件处罚有几件许可", "1342 ÷ 244", id="每件 first"),
        pytest.param("黎平2020年许可件数摊到每件处罚上是多少", "1342 ÷ 244", id="每件 last"),
        pytest.param("黎平2020年每件许可摊到几件处罚", "244 ÷ 1342", id="the other way about"),
        pytest.param(
            "For each licence item Kongtong had the year before, how many licence decisions did it take in 2019?",
            "434 ÷ 114",
            id="two columns of a row",
        ),
    ],
)
def test_a_ratio_counts_from_what_each_stands_before(question: str, told: str, five: Assistant) -> None:
    assert told in five.ask(question).text


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        pytest.param("2020年处罚最多的两家", ["244", "108"], id="two"),
        pytest.param("处罚最少的三家是哪些", ["0", "20", "46"], id="the lowest three"),
        pytest.param("2020年哪两家许可最多", ["1342", "18"], id="which two"),
        pytest.param("Which two issuers made the most penalties in 2020?", ["244", "108"], id="in English"),
        pytest.param("bottom two by penalties", ["0", "20"], id="bottom"),
    ],
)
def test_as_many_places_are_told_as_are_asked(question: str, printed: list[str], five: Assistant) -> None:
    assert [figure.value for figure in five.ask(question).figures] == printed


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("处罚最少的是哪家，零的不算", id="behind"),
        pytest.param("不算0，处罚最少的是哪家", id="before"),
        pytest.param("which body made the fewest penalties, not counting zeros", id="in English"),
    ],
)
def test_a_ranking_without_zeros_names_whom_it_leaves_out(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.figures[0].value == "20"
    told = re.search(r"按问题要求不计为0的：(.*)。|Left out, as asked, for being 0: (.*)\.", answer.text)
    assert told is not None and "湖南省中医药管理局" in told.group()


@pytest.mark.parametrize(
    ("turns", "figure"),
    [
        pytest.param(["五份报告里处罚最多的是哪家", "第二呢"], "108", id="the next place"),
        pytest.param(["五份报告里处罚最多的是哪家", "第二多的呢", "第三呢"], "46", id="and the next"),
        pytest.param(["五份报告里处罚最多的是哪家", "许可呢"], "1342", id="another row"),
        pytest.param(["2020年许可最多的是哪家", "2019年呢"], "434", id="another year"),
        pytest.param(["Which body made the most licences?", "and penalties?"], "244", id="in English"),
    ],
)
def test_what_was_asked_of_all_is_asked_of_all_again(turns: list[str], figure: str, five: Assistant) -> None:
    answer = asked_in_turn(turns, five)
    assert answer.figures[0].value == figure


def test_figures_of_two_forms_are_not_compared_where_it_is_asked_whether_they_can_be(five: Assistant) -> None:
    text = five.ask("湘乡2023年现行有效的规范性文件，跟湖南省中医药管理局2020年对外公开总数量，能直接比大小吗？").text
    assert "不能相加或比较" in text


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        pytest.param("湖南中医药管理局以后要去参加省里哪个机构办的交流会？", "passage", id="a question word"),
        pytest.param("就想晓得宜春市卫健委2020年罚了多少起", "figure", id="a verb before"),
    ],
)
def test_words_around_a_rank_are_no_body(question: str, kind: str, five: Assistant) -> None:
    assert five.ask(question).kind == kind


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        pytest.param(["处罚最多的单位收到了多少申请"], ["244", "黎平县卫生健康局2020年本年新收", "0 件"], id="behind"),
        pytest.param(["许可数第二多的单位处罚多少"], ["434", "崆峒区卫生健康局2019年行政处罚", "20 件"], id="a place"),
        pytest.param(
            ["How many penalties did the bureau that issued the most licences make in 2020?"],
            ["1342", "黎平县卫生健康局 2020, administrative penalties", "244"],
            id="in English",
        ),
        pytest.param(["处罚最多的单位", "它收到多少申请"], ["244", "黎平县卫生健康局2020年本年新收"], id="it"),
    ],
)
def test_the_body_that_leads_is_asked_for_another_figure(turns: list[str], told: list[str], five: Assistant) -> None:
    answer = asked_in_turn(turns, five)
    assert [words for words in told if words not in answer.text] == []


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("许可和处罚都超过100件的单位有哪些", id="one bound for both"),
    ],
)
def test_bodies_that_must_meet_one_bound_on_two_rows_are_asked_back(question: str, five: Assistant) -> None:
    assert five.ask(question).kind == "clarify"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("宜春的许可在全部里排第几", "5份有此数的报告中排第4", id="a place"),
        pytest.param("Where does Xiangxiang rank by licences?", "number 3 of 5 reports", id="in English"),
        pytest.param("湘乡处罚是不是最少的", "排第3", id="the lowest or not"),
    ],
)
def test_the_place_of_one_body_among_all_is_told(question: str, told: str, five: Assistant) -> None:
    assert told in five.ask(question).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param(
            "What proportion of licences plus penalties were penalties at Liping in 2020?",
            "244 ÷ (244 + 1342)",
            id="named last",
        ),
        pytest.param("黎平2020年许可加处罚，百分之多少是处罚", "244 ÷ (244 + 1342)", id="in Chinese"),
        pytest.param(
            "What proportion of licences plus penalties were not penalties at Liping in 2020?",
            "1342 ÷ (1342 + 244)",
            id="not that one",
        ),
        pytest.param("黎平2020许可处罚合计中许可的比例", "1342 ÷ (1342 + 244)", id="side by side"),
        pytest.param("黎平2020年的许可数占五家总数的几成", "1342 + 18 + 434", id="of all five, whatever their year"),
    ],
)
def test_a_share_of_a_sum_is_that_of_the_part_named_again(question: str, told: str, five: Assistant) -> None:
    assert told in five.ask(question).text


def test_a_part_that_is_not_in_the_sum_is_asked_back(five: Assistant) -> None:
    assert five.ask("宜春2020年处罚占许可加强制的百分之几").kind == "clarify"


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("黎平县卫生监督所2020年处罚多少", id="a station"),
        pytest.param("宜春市卫生健康委综合监督执法局2020年处罚多少", id="a bureau under it"),
        pytest.param("宜春市卫健委政策法规科2020年收到多少申请", id="a section"),
        pytest.param("黎平县卫健局的二级单位收到多少申请", id="units below"),
    ],
)
def test_a_part_of_a_body_is_not_the_body(question: str, five: Assistant) -> None:
    assert five.ask(question).kind == "refuse"


def test_fewer_bodies_than_a_question_speaks_of_are_told(five: Assistant) -> None:
    assert "这里只按这3份回答" in five.ask("2020年四家合计许可多少").text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("How many of Hunan's 25 requests were refused?", False, id="right"),
        pytest.param("湖南25件申请里有几件不予公开", False, id="in Chinese"),
        pytest.param("Of the 3 requests Yichun received in 2020, how many were from companies?", True, id="wrong"),
    ],
)
def test_the_number_of_requests_that_a_row_is_asked_of_is_held_against_them(
    question: str, told: bool, five: Assistant
) -> None:
    assert ("does not bear out" in five.ask(question).text) is told


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("各单位处罚平均，零的不算", id="in Chinese"),
        pytest.param("Average number of penalties across the bodies that made any", id="in English"),
    ],
)
def test_an_average_without_zeros_counts_none(question: str, five: Assistant) -> None:
    assert "÷ 4" in five.ask(question).text


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        pytest.param("宜春2020年许可这一列多少件", ["18"], id="a column"),
        pytest.param("宜春2020年许可总计列多少", ["18"], id="the total column"),
        pytest.param("In which position of the table are Yichun's penalties?", ["108"], id="a place in the table"),
        pytest.param("Yichun 2020: how many requests were still open at the end of that year?", ["0"], id="year end"),
    ],
)
def test_words_for_places_of_a_table_or_a_year_rank_nobody(question: str, figures: list[str], five: Assistant) -> None:
    assert [figure.value for figure in five.ask(question).figures] == figures


def test_a_body_without_a_number_has_no_place(five: Assistant) -> None:
    assert "没有可排的数" in five.ask("崆峒复议总数排第几").text
