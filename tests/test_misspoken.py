"""What somebody takes back within a question is not asked; what is only set aside or refused by the body is kept."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "there", "gone"),
    [
        pytest.param("宜春2020年处罚，不对，许可决定有几件", "18 件", "108", id="a row"),
        pytest.param("湘乡2020年，哦不，2023年新收多少件", "2023年", "没有收录", id="a year"),
        pytest.param("请问宜春市卫健委，说错了，黎平县卫健局2020年许可多少", "1342", "宜春", id="a body"),
        pytest.param("黎平的，不，湘乡的，处罚决定多少件", "46 件", "黎平", id="bodies with 的"),
        pytest.param(
            "丹岭疾控中心？不，是丹岭县疾控局2024年报，科研机构提的重复申请有多少？", "595", "疾控中心", id="an unknown"
        ),
        pytest.param("自然人，不对，商业企业在芦汀2022年提了几件", "商业企业", "自然人", id="an applicant"),
        pytest.param("Penalties, no, licences at Yichun in 2020?", "18", "108", id="en row"),
        pytest.param("Yichun, sorry, Liping, how many licences in 2020", "1342", "宜春", id="en body"),
        pytest.param("2019 — no, 2020 — requests at Yichun?", "2020", "2019", id="en year"),
        pytest.param("I mean Baishi, no wait, Luting, how many penalties in 2022", "5167", "白石", id="no wait"),
    ],
)
def test_only_what_it_is_corrected_to_is_answered(everything: Assistant, question: str, there: str, gone: str) -> None:
    text = everything.ask(question).text
    assert there in text
    assert gone not in text


@pytest.mark.parametrize(
    ("question", "there"),
    [
        pytest.param(
            "宜春，不是湘乡，2020年收了多少件申请", "宜春市卫生健康委2020年本年新收", id="B is set aside, not A"
        ),
        pytest.param("宜春2020年，不予公开的有几件", "不予公开：0 件", id="a row that begins with 不"),
        pytest.param("宜春2020年处罚，许可决定各有几件", "18 件", id="two rows"),
    ],
)
def test_nothing_is_taken_back_by_another_no(everything: Assistant, question: str, there: str) -> None:
    assert there in everything.ask(question).text
