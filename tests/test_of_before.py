"""Questions about the figure of the one before, claims to be confirmed, and years of which some are not held."""

import pytest

from assistant.answer import Answer
from assistant.chain import Assistant
from assistant.conversations import Asked, Context, context_json, context_of
from assistant.terms import Terms


def last(five: Assistant, *questions: str) -> Answer:
    """The answer to the last question of a conversation."""
    conversation = None
    for question in questions:
        answer = five.ask(question, conversation_id=conversation)
        conversation = answer.conversation_id
    return answer


@pytest.mark.parametrize(
    ("questions", "told"),
    [
        pytest.param(("宜春2020年许可办了多少件", "那占处罚的百分之几"), "18 ÷ 108 = 16.67%", id="of another row"),
        pytest.param(
            ("How many permits did Yichun decide in 2020?", "Now put that as a percentage of its penalties."),
            "18 ÷ 108 = 16.67%",
            id="of another row, en",
        ),
        pytest.param(("宜春2020年许可办了多少件", "这个数相当于黎平的百分之几"), "18 ÷ 1342", id="of another body"),
        pytest.param(
            ("Liping penalty decisions, 2020?", "Yichun?", "Xiangxiang in 2023?", "Total of the three?"),
            "244 + 108 + 46 = 398",
            id="of three years and bodies",
        ),
        pytest.param(("黎平2020年处罚决定多少", "崆峒2019年呢", "两家总数是多少"), "244 + 20 = 264", id="of two"),
        pytest.param(
            ("黎平2020年处罚决定多少", "宜春呢", "湖南省中医药管理局呢", "这三个里头谁最高，高多少（跟第二名比）"),
            "244 − 108 = 136",
            id="over the second",
        ),
        pytest.param(
            ("Which body made the most penalty decisions, and by what margin over the second?",),
            "244 − 108 = 136",
            id="over the second, en",
        ),
        pytest.param(("至少办过一件许可的单位里，最多和最少差多少",), "1342 − 18 = 1324", id="without zeros"),
    ],
)
def test_figures_of_the_conversation_are_put_together(questions: tuple[str, ...], told: str, five: Assistant) -> None:
    assert told in last(five, *questions).text


@pytest.mark.parametrize("asked", ["另一件是谁提的", "What sort of applicant filed the other one?"])
def test_who_filed_the_rest_is_told_of_the_same_row(asked: str, five: Assistant) -> None:
    answer = last(five, "宜春2020年收到多少件申请", "自然人提的几件", asked)
    assert {(f.issuer, f.cell.partition("|")[0]) for f in answer.figures} == {("宜春市卫生健康委", "t3.new")}
    assert [f.cell for f in answer.figures if f.number] == ["t3.new|org.commercial"]


def test_who_filed_the_rest_is_asked_back_where_no_applicant_was_spoken_of(five: Assistant) -> None:
    assert last(five, "宜春2020年许可多少件", "who filed the rest").kind == "clarify"


@pytest.mark.parametrize("asked", ["那占香蕉的百分之几", "and as a share of all bananas?"])
def test_a_share_of_what_no_cell_counts_is_not_given(asked: str, five: Assistant) -> None:
    assert last(five, "宜春2020年许可办了多少件", asked).kind in ("clarify", "refuse")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("湘乡市2023年是处罚312、许可46，对不对", ["不对", "“312”", "“46”"], id="swapped"),
        pytest.param("Xiangxiang 2023: 312 penalties and 46 permits, right?", ["not right", '"312"'], id="swapped, en"),
        pytest.param("据说崆峒区2019年行政处罚项目比上一年翻倍了，属实否", ["31 项", "减11", "不属实"], id="doubled"),
        pytest.param("Did Kongtong's penalty items double in 2019?", ["31", "-11", "not so"], id="doubled, en"),
        pytest.param("崆峒2019年许可那行有什么可疑的吗", ["口径不同", "434"], id="odd"),
        pytest.param("Is there anything odd about Kongtong's 2019 licence row?", ["434"], id="odd, en"),
        pytest.param("崆峒区2019年和2020年处罚决定各多少件", ["20 件", "没有收录"], id="one year held"),
        pytest.param("What were Kongtong's permit decisions in 2019 and in 2020?", ["434", "no report"], id="held, en"),
        pytest.param("2019年拖到2020年才办的申请，黎平有多少", ["上年结转", "0 件"], id="carried"),
        pytest.param("How many requests from 2019 were carried over into 2020 at Liping?", ["0"], id="carried, en"),
        pytest.param("湖南中医药guanliju2020年规范性文件新公开几件", ["0 件"], id="a kind of body in pinyin"),
        pytest.param("On what ground did Yichun reject one of its requests in 2020?", ["none of the"], id="no ground"),
    ],
)
def test_what_is_claimed_is_held_against_the_report(question: str, told: list[str], five: Assistant) -> None:
    text = five.ask(question).text
    assert [words for words in told if words not in text] == []


@pytest.mark.parametrize(
    "question",
    [
        "湘乡2023年46件处罚、312件许可，对吗",
        "Liping 2020 made 1342 licence decisions and 244 penalty decisions, right?",
    ],
)
def test_right_amounts_are_not_denied(question: str, five: Assistant) -> None:
    text = five.ask(question).text
    assert "不对" not in text and "not right" not in text


@pytest.mark.parametrize("question", ["崆峒2019年和2020年处罚决定一共多少", "崆峒2019年和2020年处罚决定相差多少"])
def test_years_that_are_not_held_are_no_part_of_a_sum(question: str, five: Assistant) -> None:
    assert five.ask(question).kind == "refuse"


def test_what_was_asked_before_is_kept_beyond_the_process() -> None:
    context = Context(asked=(Asked(("a",), Terms(rows=("t2.license",)), ("r",)),))
    assert context_of(context_json(context)) == context
