"""How long a reply takes stands in no table: it is refused, never taken for a number of cases."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("宜春答复平均用了几天", id="几天"),
        pytest.param("平均每件申请花几天，宜春2020", id="each request"),
        pytest.param("平均答复时限 宜春 2020", id="terse"),
        pytest.param("黎平许可平均办理时限", id="licences"),
        pytest.param("宜春回复速度平均多快", id="how fast"),
        pytest.param("宜春申请的平均办结天数", id="天数"),
        pytest.param("Yichun average days per request", id="days per request"),
        pytest.param("What is the mean number of days to answer a request at Yichun?", id="mean number"),
        pytest.param("Average days to close a request, Liping 2020?", id="to close"),
        pytest.param("days to reply on average at Kongtong", id="on average"),
        pytest.param("What was Yichun's average turnaround in 2020", id="turnaround"),
        pytest.param("How many business weeks did Yichun need on a typical request in 2020?", id="business weeks"),
        pytest.param("What was the median wait, in business days, for FOI-type applications at Yichun?", id="wait"),
        pytest.param("Slowest reply, in business hours, on FOIA-style requests at Xiangxiang?", id="slowest"),
        pytest.param("Fastest reply in working days at Liping 2020", id="fastest"),
        pytest.param("Reply lag in business days, Xiangxiang 2023", id="lag"),
    ],
)
def test_no_report_tells_how_long_a_reply_takes(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "refuse"
    assert answer.figures == ()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("三家2020年处罚平均多少件", "117.33", id="an average of bodies"),
        pytest.param("average penalties per body in 2020", "117.33", id="in English"),
        pytest.param("崆峒承诺时限压到多少", "50%", id="a time limit that the text tells"),
        pytest.param("How many business requests did Yichun get in 2020?", "commercial enterprises: 1", id="companies"),
        pytest.param("How many FOIA-style requests did Xiangxiang get in 2023?", ": 0", id="a foreign law's name"),
    ],
)
def test_other_averages_and_limits_are_told(question: str, told: str, five: Assistant) -> None:
    assert told in five.ask(question).text
