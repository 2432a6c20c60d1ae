"""Units behind figures: English answers, charts and tables of counts carry none, money is said in English words."""

import pytest

from assistant.answer import Language
from assistant.chain import Assistant
from assistant.units import with_unit


@pytest.mark.parametrize(
    ("text", "unit", "language", "said"),
    [
        pytest.param("18", "件", "zh", "18 件", id="a count in Chinese"),
        pytest.param("18", "件", "en", "18", id="a count in English"),
        pytest.param("22件", "件", "en", "22", id="a printed unit in English"),
        pytest.param("22件", "件", "zh", "22件", id="a printed unit in Chinese"),
        pytest.param("1998", "人次", "en", "1998", id="people in English"),
        pytest.param("41", "万元", "en", "41 ×10,000 yuan (万元)", id="money in English"),
        pytest.param("122.51万元", "万元", "en", "122.51万元", id="money as printed"),
        pytest.param("50", "%", "en", "50%", id="per cent"),
    ],
)
def test_a_unit_is_said_in_the_language(text: str, unit: str, language: Language, said: str) -> None:
    assert with_unit(text, unit, language) == said


@pytest.mark.parametrize(
    ("question", "title"),
    [
        pytest.param("处罚排名", "件", id="Chinese"),
        pytest.param("rank the bodies by penalties", None, id="English"),
    ],
)
def test_the_axis_of_a_chart_says_the_unit_in_the_language(question: str, title: str | None, five: Assistant) -> None:
    chart = five.ask(question).chart
    assert chart is not None
    assert [axis["title"] for axis in chart["encoding"].values() if axis["field"] == "number"] == [title]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("rank the bodies by penalties", id="a ranking"),
        pytest.param("the gap between the most and the fewest licences", id="a gap"),
        pytest.param("How many penalties did Liping make in 2020?", id="one figure"),
    ],
)
def test_english_answers_of_counts_carry_no_chinese_unit(question: str, five: Assistant) -> None:
    assert not [word for word in ("件", "项", "条") if word in five.ask(question).text]
