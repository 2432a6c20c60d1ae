"""The question before asked again of another row, body or both: year, result, applicant and operation stay."""

import pytest

from assistant.chain import Assistant
from tests.test_operations_asked import asked_in_turn

YICHUN, LIPING, KONGTONG = "宜春市卫生健康委", "黎平县卫生健康局", "平凉市崆峒区卫生健康局"


@pytest.mark.parametrize(
    ("turns", "cell", "issuer"),
    [
        pytest.param(
            ["宜春2020年行政复议结果维持几件", "同样的问题，换成行政诉讼、换成黎平"],
            "t4.lit.upheld",
            LIPING,
            id="result",
        ),
        pytest.param(
            ["宜春2020年行政复议总数", "换成诉讼，换成崆峒"], "t4.lit.total", KONGTONG, id="another row and body"
        ),
        pytest.param(["宜春2020年许可多少", "一样的问题，改成处罚、改成黎平"], "t2.penalty", LIPING, id="改成"),
        pytest.param(["宜春2020年许可多少", "把宜春换成黎平", "把许可换成处罚"], "t2.penalty", LIPING, id="twice"),
        pytest.param(["宜春2020年处罚项目增减", "同样的问题，换成许可"], "t2.license.change", YICHUN, id="column"),
        pytest.param(
            ["宜春2020年自然人申请几件", "同样的问题，换成予以公开、换成黎平"],
            "t3.res.granted|natural",
            LIPING,
            id="applicant",
        ),
        pytest.param(
            ["How many penalties did Yichun make in 2020?", "Same thing for licences at Liping"],
            "t2.license",
            LIPING,
            id="same thing for",
        ),
        pytest.param(
            ["Yichun 2020 reviews upheld?", "the same but for court cases at Liping"],
            "t4.lit.upheld",
            LIPING,
            id="the same but",
        ),
        pytest.param(["Yichun licences 2020", "ditto for penalties"], "t2.penalty", YICHUN, id="ditto"),
        pytest.param(["Yichun licences 2020", "swap Yichun with Liping"], "t2.license", LIPING, id="swap"),
    ],
)
def test_what_is_not_changed_stays(turns: list[str], cell: str, issuer: str, five: Assistant) -> None:
    answer = asked_in_turn(turns, five)
    assert answer.query["scope"]["issuers"] == (issuer,)
    assert [asked.removesuffix(".*") for asked in answer.query["cells"]] == [cell]


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        pytest.param(["宜春和黎平2020年许可差多少", "同样的问题，换成处罚"], "244 − 108 = 136", id="a difference"),
        pytest.param(["宜春和黎平2020年许可差多少", "同样的问题，换成湘乡和崆峒"], "434 − 312 = 122", id="of others"),
        pytest.param(["宜春和黎平2020年许可一共多少", "同样的，换成处罚"], "108 + 244 = 352", id="a sum"),
    ],
)
def test_the_operation_stays(turns: list[str], told: str, five: Assistant) -> None:
    assert told in asked_in_turn(turns, five).text


def test_a_definition_is_asked_again_as_one(five: Assistant) -> None:
    assert asked_in_turn(["行政复议是什么意思", "同样的问题，换成行政诉讼"], five).kind == "definition"


def test_requests_for_the_same_are_no_question_asked_again(five: Assistant) -> None:
    answer = asked_in_turn(["宜春2020年收到几件申请", "同样的东西又提的有几件"], five)
    assert answer.query["cells"] == ("t3.res.refuse.duplicate|total",)
