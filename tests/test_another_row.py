"""Bodies narrowed by one row and asked about another: both are shown, blanks are named, the unclear is asked back."""

import pytest

from assistant.chain import Assistant
from assistant.query import FigureQuery, Narrowing, Understood, plan_of, query_json
from tests.test_of_before import last


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param(
            "许可超过100件的单位，处罚平均多少件", ["3 份报告（共 5 份）", "÷ 3 份报告 = 103.33"], id="average"
        ),
        pytest.param("有处罚的单位平均许可多少", ["大于零的有 4 份报告", "= 526.5"], id="any at all"),
        pytest.param("处罚超过100件的单位收到多少申请", ["大于 100 的有 2 份", "2 件", "0 件"], id="each of them"),
        pytest.param("2020年处罚超过30件的单位，许可一共多少", ["（共 3 份）", "18 + 1342 = 1360"], id="of one year"),
        pytest.param("没收到申请的单位，处罚一共多少", ["46 + 244 = 290", "无法判断", "崆峒"], id="none, blanks named"),
        pytest.param("处罚不到50件的单位里谁的许可最多", ["最多的是平凉市崆峒区", "434"], id="highest of them"),
        pytest.param("收到过申请的单位里，有几家被诉讼", ["2 份报告中没有哪份的行政诉讼"], id="counted"),
        pytest.param("处罚超过100件但没收到申请的单位有哪些", ["大于 100 的有 2 份", "印为零的，有：黎平"], id="both"),
        pytest.param(
            "哪家单位处罚超过100又没有收到申请", ["大于 100 的有 2 份", "印为零的，有：黎平"], id="both, first"
        ),
        pytest.param("处罚超过1000件的单位平均收到多少申请", ["没有单位满足问题里的前提条件"], id="none meets it"),
        pytest.param(
            "采购超过100万的单位处罚多少", ["“100万元”", "108 件", "湘乡市卫生健康局2023年的表中没有"], id="money"
        ),
        pytest.param("Average requests of bodies with more than 100 permits", ["3 of 5", "2 of 3"], id="average, en"),
        pytest.param("among bodies with over 100 permits, who fined the most?", ["3 of 5", "244"], id="highest, en"),
        pytest.param("Total penalties of bodies that received no requests", ["46 + 244 = 290", "Blank"], id="none, en"),
        pytest.param("Median licences among offices with over 30 penalties", ["median is 312"], id="median, en"),
        pytest.param(
            "which bodies fined over 100 but received no requests", ["2 of 5", "printed as zero: 黎平"], id="both, en"
        ),
        pytest.param(
            "which of the bodies that refused any request got lawsuits",
            ["No report meets the condition"],
            id="none, en",
        ),
    ],
)
def test_the_condition_and_the_bodies_it_leaves_are_shown(question: str, told: list[str], five: Assistant) -> None:
    answer = five.ask(question)
    assert [words for words in told if words not in answer.text] == [], answer.text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("处罚超过100件的单位有什么问题", id="the text of some bodies only"),
        pytest.param("许可超过100件的单位疫苗申请平均多少", id="a word that narrows"),
    ],
)
def test_what_is_not_clear_is_asked_back(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind in ("clarify", "refuse") and not answer.figures, answer.text


@pytest.mark.parametrize(
    ("question", "first"),
    [
        pytest.param("有没有哪家一件申请都没收到", "有。", id="some"),
        pytest.param("有没有哪家处罚超过200件", "有。", id="a bound"),
        pytest.param("有没有单位处罚超过300件", "没有。", id="none"),
        pytest.param("有单位被起诉吗", "没有，但有空白的无法判断。", id="none but for blanks"),
        pytest.param("是不是所有单位都收到了申请", "不是。", id="not all"),
        pytest.param("Is there any office with more than 300 penalties?", "No.", id="none, en"),
        pytest.param("is there any office that received no requests", "Yes.", id="some, en"),
        pytest.param("Did every office impose penalties?", "No, not all.", id="not all, en"),
        pytest.param("五家单位里被诉讼的有几家", "5 份报告中没有哪份", id="a count"),
        pytest.param("处罚超过100件的有几家", "5 份报告中有 2 份", id="a count of some"),
    ],
)
def test_yes_no_or_the_count_comes_first(question: str, first: str, five: Assistant) -> None:
    assert five.ask(question).text.startswith(first)


def test_a_narrowed_query_is_read_back_from_its_json(five: Assistant) -> None:
    plan = five.understand("许可超过100件的单位，处罚平均多少件").plan
    assert isinstance(plan, FigureQuery) and isinstance(plan.by, Narrowing)
    assert plan_of(query_json(Understood(text="", language="zh", plan=plan))) == plan


def test_the_next_question_goes_on_with_the_bodies_left(five: Assistant) -> None:
    answer = last(five, "没收到申请的单位，处罚一共多少", "平均呢")
    assert "(46 + 244) ÷ 2 份报告 = 145" in answer.text
