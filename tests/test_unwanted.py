"""What a question says it does not want is never what is answered."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        pytest.param("宜春卫健委20年行政许可到底办出去多少件？别给我事项数", ["t2.license.decisions"], id="别给我"),
        pytest.param("宜春2020年行政处罚多少件，不要项目数", ["t2.penalty.decisions"], id="不要"),
        pytest.param("宜春2020年行政处罚是多少？项目数就不用给了", ["t2.penalty.decisions"], id="behind"),
        pytest.param("崆峒2019年许可处理决定多少，别拿上年项目数糊弄我", ["t2.license.decisions"], id="别拿"),
        pytest.param("黎平2020年行政许可，不是项目数，也不是增减", ["t2.license.decisions"], id="neither"),
        pytest.param("湘乡2023年行政处罚不要项目数只要件数", ["t2.penalty.decisions"], id="turned in the clause"),
        pytest.param("湘乡2023年处罚多少？别报许可的", ["t2.penalty.decisions"], id="another row"),
        pytest.param("宜春2020年复议几件？不要诉讼的", ["t4.review.total"], id="another block"),
        pytest.param("宜春2020年新收申请，自然人的不要，企业的多少", ["t3.new|org.commercial"], id="an applicant"),
        pytest.param("湘乡2023年新收申请自然人多少，总计就别报了", ["t3.new|natural"], id="the total"),
        pytest.param("湘乡2023年规范性文件几件？现行有效的不要", ["t2.normative.made"], id="one of two columns"),
        pytest.param(
            "How many licences did Yichun decide in 2020? I don't want the item count",
            ["t2.license.decisions"],
            id="I don't want",
        ),
        pytest.param("Yichun 2020 penalties please, not last year's items", ["t2.penalty.decisions"], id="not"),
        pytest.param("Yichun penalties 2020? Items not needed.", ["t2.penalty.decisions"], id="not needed"),
        pytest.param("Liping penalties 2020; never mind the change column", ["t2.penalty.decisions"], id="never mind"),
        pytest.param("Skip the items: how many penalties at Liping in 2020?", ["t2.penalty.decisions"], id="skip"),
        pytest.param(
            "What was Liping's penalties figure for 2020, as opposed to the number of items?",
            ["t2.penalty.decisions"],
            id="as opposed to",
        ),
        pytest.param(
            "How many requests did Yichun receive in 2020? Don't give me the ones granted", ["t3.new|total"], id="a row"
        ),
    ],
)
def test_what_is_not_wanted_is_not_answered(question: str, cells: list[str], five: Assistant) -> None:
    assert [figure.cell for figure in five.ask(question).figures] == cells


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("宜春2020年许可是多少？我不要处理决定数", id="the only column left unclear"),
        pytest.param("宜春2020年收到申请多少？不要总计", id="no total"),
        pytest.param("How many new requests did Yichun get in 2020? I don't want the total", id="no total, English"),
        pytest.param("宜春2020年收到申请，不要重复的，有多少", id="a part left out"),
        pytest.param("宜春2020年收到多少申请，不含予以公开的", id="a part not held"),
    ],
)
def test_where_nothing_else_is_sure_it_is_asked_back(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert (answer.kind, answer.figures) == ("clarify", ())


@pytest.mark.parametrize(
    ("question", "number"),
    [
        pytest.param("宜春2020年行政处罚不是108件吧", 108, id="a number denied"),
        pytest.param("宜春2020年新收申请不是自然人的有几件", 1, id="organisations"),
    ],
)
def test_other_denials_stay_what_they_are(question: str, number: int, five: Assistant) -> None:
    assert number in [figure.number for figure in five.ask(question).figures]


def test_a_correction_takes_back_the_column(five: Assistant) -> None:
    first = five.ask("黎平2020年行政许可上一年项目数量是多少？")
    answer = five.ask("你搞错了，我要的不是项目数，是决定的件数", conversation_id=first.conversation_id)
    assert [figure.cell for figure in answer.figures] == ["t2.license.decisions"]
