"""What is asked of an order of bodies beyond the order: both ends and their gap, the first ones' share, a level."""

import pytest

from assistant.answer import Answer
from assistant.chain import Assistant
from assistant.order_asked import order_asked


def computed(answer: Answer) -> list[str]:
    """The computed figures of an answer that are of no single report, in order."""
    return [figure.value for figure in answer.figures if figure.formula is not None and not figure.issuer]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("处罚最多和最少的差几件", ["黎平县", "244", "湖南省中医药管理局", "244 − 0 = 244"], id="和"),
        pytest.param("许可最多的比最少的多多少件", ["黎平县", "1342 − 0 = 1342"], id="比"),
        pytest.param("2020年处罚最低的和最高的相差多少", ["244 − 0 = 244"], id="lowest first"),
        pytest.param("许可第一名和第二名差多少", ["第二多的是平凉市崆峒区", "1342 − 434 = 908"], id="two places"),
        pytest.param(
            "What is the gap between the highest and lowest number of penalties?",
            ["highest: 黎平县", "lowest: 湖南省中医药管理局", "244 apart (244 − 0 = 244)"],
            id="gap",
        ),
        pytest.param(
            "how far apart are the bodies with the most and the fewest licences?", ["1342 − 0 = 1342"], id="far apart"
        ),
        pytest.param("How many more licences did the top body make than the lowest?", ["1342 − 0"], id="more"),
        pytest.param("不算0，处罚最多的和最少的差几件", ["244 − 20 = 224", "不计为0"], id="without zeros"),
    ],
)
def test_the_gap_between_both_ends_names_both_bodies(question: str, told: list[str], five: Assistant) -> None:
    answer = five.ask(question)
    assert [words for words in told if words not in answer.text] == []
    assert len(computed(answer)) == 1


def test_the_gap_is_worked_out_both_ways_where_a_total_contradicts_its_parts(five: Assistant) -> None:
    answer = five.ask("收到申请最多的比最少的多多少件")
    assert "25 − 0 = 25" in answer.text and "若按印出的总计格" in answer.text and "2 − 0 = 2" in answer.text
    assert "崆峒区卫生健康局 2019为空白" in answer.text


def test_no_factor_is_given_of_nothing(five: Assistant) -> None:
    answer = five.ask("处罚最多的是最少的几倍")
    assert "不能作除数" in answer.text and computed(answer) == []


def test_both_ends_alone_are_named_without_a_gap(five: Assistant) -> None:
    answer = five.ask("which body had the most penalties and which had the least")
    assert [figure.value for figure in answer.figures] == ["244", "0"]


@pytest.mark.parametrize(
    ("question", "results"),
    [
        pytest.param("处罚前两名合计占多少", ["352", "418", "84.21"], id="前两名"),
        pytest.param("处罚最多的三家占全部处罚的比例", ["398", "418", "95.22"], id="最多的三家"),
        pytest.param("what share of all penalties do the top three hold together?", ["398", "418", "95.22"], id="top"),
        pytest.param("处罚前两名合计多少件", ["352"], id="their sum alone"),
        pytest.param("处罚最少的两家合计占多少", ["20", "418", "4.78"], id="the lowest"),
    ],
)
def test_the_first_ones_are_added_up_and_held_against_all(question: str, results: list[str], five: Assistant) -> None:
    assert computed(five.ask(question)) == results


def test_a_tie_at_the_last_place_that_counts_is_said(five: Assistant) -> None:
    assert "并列、没有算进去的还有：黎平县" in five.ask("收到申请前三名一共占多少").text


@pytest.mark.parametrize(
    ("question", "level", "named"),
    [
        pytest.param("处罚超过平均数的单位有哪些", "83.6", ["黎平县", "宜春市"], id="超过"),
        pytest.param("哪几家的处罚比平均水平低", "83.6", ["湘乡市", "崆峒区", "湖南省"], id="低"),
        pytest.param("不低于平均处罚数的有几家", "83.6", ["黎平县", "宜春市"], id="不低于"),
        pytest.param("哪些单位的处罚不超过平均值", "83.6", ["湘乡市", "崆峒区", "湖南省"], id="不超过"),
        pytest.param("Which bodies are above the average in penalties?", "83.6", ["黎平县", "宜春市"], id="above"),
        pytest.param("which bureaus made fewer penalties than the average", "83.6", ["湘乡市", "崆峒区"], id="fewer"),
        pytest.param("处罚高于中位数的有哪些", "46", ["黎平县", "宜春市", "恰好等于中位数的：湘乡市"], id="median"),
    ],
)
def test_who_lies_above_or_below_a_level_is_listed(
    question: str, level: str, named: list[str], five: Assistant
) -> None:
    answer = five.ask(question)
    assert computed(answer) == [level]
    assert [name for name in named if name not in answer.text] == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("处罚的中位数是多少", "46", id="odd"),
        pytest.param("收到申请的中位数", "1", id="even"),
        pytest.param("median number of licences", "312", id="English"),
    ],
)
def test_the_middle_of_all_is_the_median(question: str, expected: str, five: Assistant) -> None:
    assert computed(five.ask(question))[0] == expected


@pytest.mark.parametrize(
    ("question", "side"),
    [
        pytest.param("宜春的处罚高于平均吗", "高于平均数 24.4 件（108 − 83.6 = 24.4）", id="above"),
        pytest.param("湘乡的处罚比平均数低多少", "低于平均数 37.6 件（83.6 − 46 = 37.6）", id="below"),
        pytest.param("Is Liping above average in licences?", "above the average by 920.8", id="English"),
    ],
)
def test_one_body_is_held_against_the_average_of_all(question: str, side: str, five: Assistant) -> None:
    assert side in five.ask(question).text


@pytest.mark.parametrize(
    ("turns", "result"),
    [
        pytest.param(["五家处罚排名", "前两名合计占多少"], "84.21", id="of the ranking before"),
        pytest.param(["五家处罚排名", "前两名合计占多少", "许可呢"], "84.33", id="another row"),
        pytest.param(["处罚平均多少", "中位数呢"], "46", id="the middle instead"),
        pytest.param(["处罚最多和最少的差几件", "许可呢"], "1342", id="the gap of another row"),
    ],
)
def test_an_order_is_gone_on_with(turns: list[str], result: str, five: Assistant) -> None:
    answer = five.ask(turns[0])
    for turn in turns[1:]:
        answer = five.ask(turn, conversation_id=answer.conversation_id)
    assert computed(answer)[-1] == result


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        pytest.param("前两名合计占多少", "clarify", id="no row is named"),
        pytest.param("哪些单位的疫苗申请高于平均", "clarify", id="a word that narrows"),
        pytest.param("处罚和许可的中位数是多少", "clarify", id="two rows of many bodies"),
        pytest.param("申请人平均等待时间的中位数", "refuse", id="what no cell tells"),
        pytest.param("前三季度收到申请合计占全年多少", "refuse", id="quarters are no places"),
        pytest.param("前两项合计占多少", "refuse", id="rows are no places"),
    ],
)
def test_what_is_no_order_of_one_row_is_not_worked_out(question: str, kind: str, five: Assistant) -> None:
    assert five.ask(question).kind == kind


def test_rates_are_not_added_up(five: Assistant) -> None:
    answer = five.ask("办结率前两名合计占多少")
    assert "不能相加" in answer.text and computed(answer) == []


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("处罚从最多到最少排一下", id="the whole order"),
        pytest.param("第一条和第二条差多少", id="articles"),
        pytest.param("许可最多的单位处罚多少", id="one end"),
        pytest.param("平均每件处罚有几件许可", id="an average per something"),
        pytest.param("at least one request and at most ten", id="bounds"),
        pytest.param("处罚最多的三家", id="places alone"),
    ],
)
def test_words_that_ask_for_less_than_that_are_left_alone(question: str) -> None:
    assert order_asked(question) is None
