"""Bodies set aside, whatever the reason told with them, before the rest is asked for: the sum is that of the rest."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("宜春那家数据有争议先不算，其余几家许可一共多少", "434 + 0 + 312 + 1342 = 2088", id="a reason"),
        pytest.param("湘乡因为是市不算，其他几家处罚加起来多少", "108 + 20 + 0 + 244 = 372", id="because"),
        pytest.param(
            "黎平那份报告我不放心，先剔除，剩下的处罚总数是多少", "108 + 20 + 0 + 46 = 174", id="a clause between"
        ),
        pytest.param("因为湘乡是县级市，把它排除，其他加总许可是多少", "18 + 434 + 0 + 1342 = 1794", id="a pronoun"),
        pytest.param("宜春不算（数据存疑），剩下的许可总和", "434 + 0 + 312 + 1342 = 2088", id="in brackets"),
        pytest.param("崆峒是2019年的，先不算，其他几家许可一共多少件", "18 + 0 + 312 + 1342 = 1672", id="its year"),
        pytest.param("湘乡2023年的先不算，2020年其余几家许可合计", "18 + 0 + 1342 = 1360", id="the year of the rest"),
        pytest.param("先把湘乡、崆峒摘出去，2020年剩下的处罚一共多少", "108 + 0 + 244 = 352", id="two, of one year"),
        pytest.param("先把宜春和湘乡撇到一边，其他的2020年许可加一块儿多少", "0 + 1342 = 1342", id="pushed aside"),
        pytest.param(
            "先不提崆峒，那份是老表，单算2020年的三家，处罚相加是多少", "108 + 0 + 244 = 352", id="left unsaid"
        ),
        pytest.param(
            "崆峒和湘乡先不提，年份不一样，只看2020年的三家，许可合起来多少",
            "18 + 0 + 1342 = 1360",
            id="unsaid, behind",
        ),
        pytest.param("姑且不论崆峒，光看2020年那三家，处罚合计多少", "108 + 0 + 244 = 352", id="for now"),
        pytest.param("崆峒就不说了，2020年的三家处罚合计多少", "108 + 0 + 244 = 352", id="no more of it"),
        pytest.param("湘乡先搁一搁，2020年那几家处罚加一加", "108 + 0 + 244 = 352", id="put off"),
        pytest.param(
            "湘乡是2023年的，先不提，2020年的三家许可合计", "18 + 0 + 1342 = 1360", id="its year before the verb"
        ),
        pytest.param(
            "湘乡按下不表（那是2023年的），2020年的各家，把许可加一加", "18 + 0 + 1342 = 1360", id="set phrase"
        ),
        pytest.param(
            "2020年的三家（不提湘乡，那是2023年的）许可合计多少", "18 + 0 + 1342 = 1360", id="behind the bodies"
        ),
        pytest.param("宜春，湘乡，先不看这两家，其余几家许可合计", "434 + 0 + 1342 = 1776", id="a list by commas"),
        pytest.param("湘乡许可312件，去掉湘乡，其他加起来", "18 + 434 + 0 + 1342 = 1794", id="named twice"),
        pytest.param(
            "not counting Xiangxiang since it is a city, how many licences did the others issue in total",
            "18 + 434 + 0 + 1342 = 1794",
            id="since it is",
        ),
        pytest.param(
            "Ignoring Kongtong, whose report is from 2019, what do the licences of the others come to?",
            "18 + 0 + 312 + 1342 = 1672",
            id="whose report",
        ),
        pytest.param(
            "Yichun's data are disputed so leave it out; what do the others total in licences?",
            "434 + 0 + 312 + 1342 = 2088",
            id="leave it out",
        ),
        pytest.param(
            "Leave Yichun and Kongtong aside: what is the 2020 total of licences for the rest?",
            "0 + 1342 = 1342",
            id="aside",
        ),
        pytest.param(
            "Leaving Kongtong aside, since its report is for 2019, what do the 2020 bodies' penalties add up to?",
            "108 + 0 + 244 = 352",
            id="the bodies of one year",
        ),
        pytest.param(
            "Never mind Kongtong, that is 2019; for the 2020 bodies, what do penalties add up to?",
            "108 + 0 + 244 = 352",
            id="never mind",
        ),
        pytest.param(
            "Passing over Xiangxiang, whose year differs, what do the 2020 bureaus' licences add up to?",
            "18 + 0 + 1342 = 1360",
            id="passing over",
        ),
        pytest.param(
            "Xiangxiang can wait, it is for 2023. What is the sum of licences for the three reports of 2020?",
            "18 + 0 + 1342 = 1360",
            id="can wait",
        ),
        pytest.param(
            "For the 2020 bodies, leaving Kongtong aside since its report is for 2019, what do penalties add up to?",
            "108 + 0 + 244 = 352",
            id="behind the bodies, in English",
        ),
        pytest.param(
            "Excluding Yichun and Xiangxiang, total 2020 penalties of the remaining bodies?",
            "0 + 244 = 244",
            id="excluding",
        ),
    ],
)
def test_what_is_set_aside_is_in_no_sum(question: str, told: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "comparison"
    assert told in answer.text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("宜春的许可不算少，其他几家一共多少", id="not few"),
        pytest.param("宜春先不算，湘乡和其他几家许可一共多少", id="one aside, one not"),
        pytest.param("黎平处罚不算已撤销的，剩下的处罚多少", id="penalties aside"),
        pytest.param(
            "Of Yichun's requests, not counting those withdrawn, how many were the rest?", id="requests aside"
        ),
    ],
)
def test_nothing_is_added_up_where_no_body_is_set_aside_for_sure(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind in ("clarify", "refuse")
    assert answer.figures == ()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("不论宜春还是黎平，2020年处罚合计多少", "108 + 244 = 352", id="whichever of the two"),
        pytest.param("2020年宜春和黎平处罚合计多少，湘乡就不说了", "108 + 244 = 352", id="a third one is not asked"),
    ],
)
def test_the_bodies_asked_are_not_set_aside(question: str, told: str, five: Assistant) -> None:
    assert told in five.ask(question).text


def test_a_number_of_bodies_that_does_not_fit_is_said(five: Assistant) -> None:
    answer = five.ask("崆峒先不提，那是2019年的，只看2020年的两家，处罚合计多少")
    assert "108 + 0 + 244 = 352" in answer.text
    assert "2家" in answer.text and "3份" in answer.text
