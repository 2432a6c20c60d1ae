"""What an answer was narrowed to stays what is asked about, and the next one says so; bodies named anew replace it."""

import pytest

from assistant.chain import Assistant
from assistant.conversations import Context, Kept, context_json, context_of
from tests.test_of_before import last

TOP = "处罚最多的三家是哪几家"
TOP_EN = "Which three offices imposed the most penalties?"
OUT = "除了黎平，其他单位处罚一共多少"
OUT_EN = "Without Liping, how many penalties in total?"


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        pytest.param((TOP, "平均呢"), "(244 + 108 + 46) ÷ 3 份报告", id="average of the first ones"),
        pytest.param((TOP, "它们一共多少"), "244 + 108 + 46 = 398", id="their sum"),
        pytest.param((TOP, "平均呢", "一共呢"), "244 + 108 + 46 = 398", id="over two turns"),
        pytest.param((TOP, "它们的许可呢"), "湘乡市卫生健康局2023年：312 件", id="another row of theirs"),
        pytest.param((TOP, "它们一共收到多少申请"), "0 + 2 + 0 = 2", id="one number of another row"),
        pytest.param((TOP, "这三家里谁的许可最少"), "最少的是宜春市卫生健康委2020年：18 件", id="the lowest of these"),
        pytest.param((TOP, "其他的呢"), "崆峒区卫生健康局2019年行政处罚 处理决定数量：20 件", id="the others"),
        pytest.param(("处罚最多的三家一共多少", "平均呢"), "= 132.67", id="behind their sum"),
        pytest.param((OUT, "平均呢"), "(108 + 20 + 0 + 46) ÷ 4 份报告 = 43.5", id="a body left out"),
        pytest.param(
            (OUT, "那许可呢", "哪家最多"), "最多的是平凉市崆峒区卫生健康局2019年：434 件", id="still left out"
        ),
        pytest.param((OUT, "其余几家的许可呢"), "18 + 434 + 0 + 312 = 764", id="the rest are those left"),
        pytest.param(("处罚超过30件的单位平均多少", "许可呢"), "(18 + 312 + 1342) ÷ 3 份报告", id="a condition"),
        pytest.param(("处罚超过30件的单位平均多少", "中位数呢"), "46, 108, 244 → 108", id="their median"),
        pytest.param(("处罚超过30件的有哪些", "许可呢"), "黎平县卫生健康局2020年：1342 件", id="a list"),
        pytest.param(("处罚高于平均的有哪些", "一共呢"), "244 + 108 = 352", id="above a level"),
        pytest.param((TOP, "占全部的多少"), "398 ÷ 418 = 95.22%", id="their share of all"),
        pytest.param((TOP, "其中超过100件的有哪些", "平均呢"), "(244 + 108) ÷ 2 份报告", id="narrowed once more"),
        pytest.param((TOP, "第二名是谁", "平均呢"), "÷ 3 份报告 = 132.67", id="a place among them"),
        pytest.param(("收到超过1件的单位平均收到多少", "那处罚呢"), "(108 + 0) ÷ 2 份报告", id="received over"),
        pytest.param((TOP, "什么是行政处罚", "平均呢"), "÷ 3 份报告 = 132.67", id="behind a definition"),
        pytest.param((TOP_EN, "who has the fewest of them"), "lowest: 湘乡市卫生健康局 2023: 46", id="who of them, en"),
        pytest.param((TOP_EN, "Their total?"), "244 + 108 + 46 = 398", id="their total, en"),
        pytest.param((TOP_EN, "and their average?"), "÷ 3 reports = 132.67", id="average, en"),
        pytest.param((OUT_EN, "and the median?"), "(20 + 46) ÷ 2 reports = 33", id="median, en"),
        pytest.param(
            ("Average penalties among bodies with more than 30?", "and licences?"),
            "(18 + 312 + 1342) ÷ 3 reports",
            id="a condition, en",
        ),
    ],
)
def test_the_bodies_of_the_question_before_are_kept(turns: tuple[str, ...], told: str, five: Assistant) -> None:
    answer = last(five, *turns)
    assert told in answer.text, answer.text
    assert "范围沿用上一问" in answer.text or "as before" in answer.text


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        pytest.param((TOP, "平均呢", "所有单位呢"), "÷ 5 份报告 = 83.6", id="all bodies"),
        pytest.param((TOP_EN, "Their total?", "all of them?"), "= 418", id="all of them"),
        pytest.param(("处罚超过30件的单位平均多少", "所有单位呢"), "÷ 5 份报告 = 83.6", id="without the condition"),
        pytest.param((TOP, "许可最多的是哪家单位"), "崆峒", id="which of all bodies"),
        pytest.param((TOP, "崆峒呢"), "20 件", id="a body named"),
        pytest.param(("2020年处罚最多的两家是哪两家", "2019年呢"), "崆峒", id="a year they have no report of"),
        pytest.param((OUT, "有几家单位收到过申请"), "5 份报告中有", id="bodies counted anew"),
    ],
)
def test_bodies_named_anew_replace_them(turns: tuple[str, ...], told: str, five: Assistant) -> None:
    answer = last(five, *turns)
    assert told in answer.text, answer.text
    assert "范围沿用上一问" not in answer.text and "as before" not in answer.text


@pytest.mark.parametrize(
    "turns",
    [
        pytest.param(("处罚超过1000件的单位平均多少", "许可呢"), id="another row"),
        pytest.param(("处罚超过1000件的单位平均多少", "一共呢"), id="another operation"),
        pytest.param(("许可超过9000件的单位处罚多少", "平均呢"), id="of another row"),
    ],
)
def test_where_no_body_was_left_it_is_asked_whom_is_meant(turns: tuple[str, ...], five: Assistant) -> None:
    assert last(five, *turns).kind == "clarify"


def test_a_bound_on_bodies_is_none_to_the_average(five: Assistant) -> None:
    assert "高于平均数" not in five.ask("收到超过10件的单位平均收到多少件").text


def test_they_outlive_the_process() -> None:
    kept = Kept(("r1", "r2"), "除甲以外的 2 份报告", "the bodies other than 甲", of=("r1", "r2", "r3"), rest=True)
    context = Context(kind="figure", whole=True, kept=kept, excluded=("c",))
    assert context_of(context_json(context)) == context
