"""A part of a whole that is claimed, "was it half", is answered by yes or no with the share and both numbers."""

from decimal import Decimal

import pytest

from assistant.chain import Assistant
from assistant.part_claimed import claimed


@pytest.mark.parametrize(
    ("question", "share", "way"),
    [
        pytest.param("直接起诉的占到一半了吗", "0.5", 0, id="half"),
        pytest.param("申请超过八成是自然人提的吗", "0.8", 1, id="eight tenths"),
        pytest.param("自然人申请是不是不到三分之一", None, -1, id="less than a third"),
        pytest.param("信访类占了多数，对吧", "0.5", 1, id="most"),
        pytest.param("有没有百分之30是企业提的", "0.3", 0, id="per cent"),
        pytest.param("did at least half of the reviews end with a correction", "0.5", 0, id="at least half"),
        pytest.param("were most of its requests from individuals", "0.5", 1, id="most of"),
        pytest.param("is it true that less than 20% of requests were refused", "0.2", -1, id="less than per cent"),
        pytest.param("do three quarters of the requests come from companies", "0.75", 0, id="three quarters"),
    ],
)
def test_a_part_that_is_claimed_is_known(question: str, share: str | None, way: int) -> None:
    found = claimed(question)
    assert found is not None
    assert found.way == way
    assert share is None or found.share == Decimal(share)


@pytest.mark.parametrize(
    "question",
    [
        "自然人申请占百分之几",
        "哪家超过一半",
        "一半的申请是多少件",
        "who made the most penalties",
        "what share of the requests came from individuals",
        "how many of the requests were granted",
        "which is the most recent report",
    ],
)
def test_who_asks_how_much_claims_nothing(question: str) -> None:
    assert claimed(question) is None


@pytest.mark.parametrize(
    ("question", "said", "numbers"),
    [
        pytest.param(
            "样例禾汀2019年的行政诉讼，直接起诉的占到一半了吗？", "没有：", ("657", "1337", "49.14%"), id="no"
        ),
        pytest.param("白石2021年复议里被纠正的过半了吗", "是的：", ("303", "605", "50.08%"), id="yes"),
        pytest.param(
            "芦汀2022年的申请超过八成是自然人提的吗", "没有：", ("9644", "52967", "18.21%"), id="the other way"
        ),
        pytest.param("宜春2020年有一半的申请是自然人提的吗", "是的：", ("1 ÷ 2", "50%"), id="exactly half"),
        pytest.param("宜春2020年申请过半是自然人提的吗", "没有：", ("50%",), id="half is not more than half"),
        pytest.param("Were most of Luting's 2022 requests from individuals?", "No:", ("9644", "52967"), id="en no"),
        pytest.param(
            "Did less than a fifth of Luting's 2022 requests come from individuals?", "Yes:", ("18.21%",), id="en yes"
        ),
        pytest.param(
            "Did at least half of the reviews against Baishi in 2021 end with a correction?",
            "Yes:",
            ("303", "605"),
            id="en result",
        ),
    ],
)
def test_it_is_borne_out_or_not(everything: Assistant, question: str, said: str, numbers: tuple[str, ...]) -> None:
    answer = everything.ask(question)
    assert answer.kind == "figure" and answer.citations
    assert said in answer.text
    assert [number for number in numbers if number not in answer.text] == []


def test_a_share_of_all_suits_is_no_share_of_all_bodies(everything: Assistant) -> None:
    own = everything.ask("禾汀2019年未经复议直接起诉的诉讼占全部行政诉讼的比例")
    assert "657 ÷ (657 + 680)" in own.text
    others = everything.ask("禾汀2019年直接起诉占全部单位直接起诉的比例")
    assert "657 ÷ (657 + 865)" in others.text
