"""What the text is said to say, held against the table: the cell first, the claim against it, then the sentence."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param(
            "宜春正文说收到申请2件，表里是多少",
            ["2 件 [1]", "与问题所说的“2件”一致", "受理依申请公开2件"],
            id="the same",
        ),
        pytest.param(
            "黎平正文说收到5件申请，表格里是多少", ["0 件 [1]", "与问题所说的“5件”不同", "“正文”"], id="another"
        ),
        pytest.param(
            "湖南正文说收到25件，表里是多少",
            ["总计格印 0", "各栏之和才是", "受理依申请公开25件"],
            id="in doubt",
        ),
        pytest.param("湖南正文说收到25件，表里自然人一栏是多少", ["（自然人）：25 件", "一致"], id="a column"),
        pytest.param("崆峒正文说收到3件申请，表里多少", ["空白", "不能与“3件”相比"], id="blank"),
        pytest.param("湘乡正文说没有收到申请，表里填的是几", ["0 件", "与问题所说的“没有”一致"], id="none"),
        pytest.param("正文里说黎平许可1342件，表里也是吗", ["1342 件", "一致"], id="a row of table 2"),
        pytest.param("湖南正文写收到多少件申请，表里又是多少", ["总计格印 0", "受理依申请公开25件"], id="both asked"),
        pytest.param(
            "The text of the Hunan report says 25 requests, what does the table say?",
            ["the total cell prints 0", "its columns add up to it", "受理依申请公开25件"],
            id="in doubt, en",
        ),
        pytest.param(
            "The narrative of Liping says it received 5 requests. How many does the table show?",
            [": 0 [1]", 'does not print the "5"'],
            id="another, en",
        ),
        pytest.param(
            "In Xiangxiang's narrative no requests were received. What's in the table?",
            [": 0 [1]", '"no"'],
            id="none, en",
        ),
    ],
)
def test_the_claim_is_held_against_the_cell(question: str, told: list[str], five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind in ("figure", "blank")
    assert [words for words in told if words not in answer.text] == [], answer.text


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("湖南正文里写收到多少件申请", id="the text alone"),
        pytest.param("湖南的正文和表格对收到的申请数说法一致吗", id="do they agree"),
        pytest.param("湖南正文说办了25件、收了30件，表里是多少", id="two numbers"),
    ],
)
def test_other_questions_on_the_text_are_left_alone(question: str, five: Assistant) -> None:
    assert five.understand(question).held is None
