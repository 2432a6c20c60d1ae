"""One character of a row, column or applicant taken for another that looks like it is put right, and said."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "number", "read"),
    [
        pytest.param("宜春2020年行政诉论总计几件", 0, "“行政诉论”按“行政诉讼”理解", id="of litigation"),
        pytest.param("宜春2020年行政处刽多少件", 108, "“行政处刽”按“行政处罚”理解", id="of penalties"),
        pytest.param("湘乡2023年行政强利多少件", 0, "“行政强利”按“行政强制”理解", id="of coercion"),
        pytest.param("宜春2020年新牧申请多少", 2, "“新牧申请”按“新收申请”理解", id="of new requests"),
        pytest.param("宜春2020年商业企亚新收申请多少", 1, "“商业企亚”按“商业企业”理解", id="of an applicant"),
        pytest.param(
            "宜春2020年社会公盖组织新收多少", 0, "“社会公盖组织”按“社会公益组织”理解", id="applicant, not all"
        ),
        pytest.param("宜春2020年科研机沟新收申请几件", 0, "“科研机沟”按“科研机构”理解", id="of another applicant"),
        pytest.param("宜春2020年白然人予以公开几件", 1, "“白然人”按“自然人”理解", id="of natural persons"),
        pytest.param("宜春2020年部分公廾多少件", 0, "“部分公廾”按“部分公开”理解", id="of a result"),
        pytest.param("宜春2020年其它处埋几件", 0, "“其它处埋”按“其它处理”理解", id="of other handling"),
        pytest.param("宜春2020年行政处罗", 108, "“行政处罗”按“行政处罚”理解", id="a few words only"),
        pytest.param("宜春2020年复仪总计几件", 0, "“复仪”按“复议”理解", id="of two characters"),
    ],
)
def test_a_character_that_looks_alike_is_put_right(question: str, number: int, read: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert {figure.number for figure in answer.figures} == {number}
    assert read in answer.text


def test_a_result_of_review_and_suit_is_given_of_both(five: Assistant) -> None:
    answer = five.ask("宜春2020年结果纠止几件")
    assert {figure.number for figure in answer.figures} == {0}
    assert "“结果纠止”按“结果纠正”理解" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("宜春2020年行政处分多少件", id="disciplinary action"),
        pytest.param("宜春2020年行政指导多少件", id="guidance"),
        pytest.param("宜春2020年行政诉求多少件", id="demands"),
        pytest.param("宜春2020年行政裁决多少件", id="rulings"),
        pytest.param("宜春2020年行政强拆多少件", id="demolition"),
        pytest.param("宜春2020年行政奖励多少件", id="awards"),
        pytest.param("我年轻时看账惯了，宜春2020年行政奖励多少", id="used to it"),
    ],
)
def test_another_word_is_no_slip(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.figures == ()
    assert "理解" not in answer.text
