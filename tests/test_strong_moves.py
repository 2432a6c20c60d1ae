"""Strong verbs for a rise or fall of items mean the column of the change; a claim made with one is held against it."""

import pytest

from assistant.chain import Assistant
from assistant.strong_moves import plain_moves

DENIED = ("不对", "相反", "不符", "not right", "other way round", "does not bear out")


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        pytest.param("崆峒卫健局2019年许可事项锐减50项，稿子可以这么登吗？", "增320", id="plunged, in a draft"),
        pytest.param("崆峒2019年处罚事项猛增90项，属实吗？", "减11", id="surged, is it true"),
        pytest.param("崆峒2019年行政处罚项目飙升300项，对吗？", "减11", id="soared, is it right"),
        pytest.param("网上说崆峒2019年“许可项目激增70项”，能这么写吗？", "增320", id="surged by another number"),
        pytest.param("有人说宜春2020年许可项目暴跌了30项，是真的吗", "-1", id="slumped by another number"),
        pytest.param("崆峒2019年许可项目断崖式下跌，能这么报道吗", "增320", id="a cliff"),
        pytest.param("崆峒2019年处罚项目骤增了20项，对不对", "减11", id="suddenly"),
        pytest.param("崆峒2019年许可项目砍掉了80项，能这么写吗", "增320", id="cut away"),
        pytest.param("Licence items at Kongtong plummeted by 90 in 2019, correct?", "增320", id="plummeted"),
        pytest.param("Did licence items at Kongtong soar by 90 in 2019?", "增320", id="soar by another number"),
        pytest.param("Can we print that penalty items at Kongtong skyrocketed in 2019?", "减11", id="skyrocketed"),
        pytest.param("A surge of 90 penalty items at Kongtong in 2019 - true?", "减11", id="a surge of"),
    ],
)
def test_a_strong_claim_is_held_against_the_column(question: str, printed: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert [figure.value for figure in answer.figures] == [printed]
    assert any(words in answer.text for words in DENIED)


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        pytest.param("崆峒2019年许可项目猛增多少？", "增320", id="by how much"),
        pytest.param("崆峒2019年处罚项目骤降了几项", "减11", id="by how many"),
        pytest.param("崆峒2019年处罚项目暴跌多少项", "减11", id="slumped"),
        pytest.param("崆峒2019年许可事项是猛增还是锐减", "增320", id="either"),
        pytest.param("崆峒2019年处罚项目砍了多少", "减11", id="cut"),
        pytest.param("崆峒2019年许可项目激增320项，对吗", "增320", id="a claim that is right"),
        pytest.param("By how many did licence items at Kongtong skyrocket in 2019?", "增320", id="skyrocket"),
        pytest.param("How far did penalty items at Kongtong nosedive in 2019?", "减11", id="nosedive"),
    ],
)
def test_a_strong_verb_asks_for_the_column(question: str, printed: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert [figure.value for figure in answer.figures] == [printed]
    assert not any(words in answer.text for words in DENIED)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("宜春2020年许可决定猛增300件", id="decisions"),
        pytest.param("宜春2020年申请量暴跌", id="requests"),
        pytest.param("宜春2020年许可项目猛增到30项", id="up to"),
        pytest.param("宜春许可项目砍掉之前有几项", id="before the cut"),
        pytest.param("did requests at yichun soar in 2020", id="requests in English"),
    ],
)
def test_what_the_column_does_not_count_keeps_its_verb(text: str) -> None:
    assert plain_moves(text) == text
