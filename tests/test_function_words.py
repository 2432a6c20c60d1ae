"""Mistyped English function words: read as what they are, names and other words left alone."""

import pytest

from assistant.chain import Assistant
from assistant.function_words import spelled_right


def nothing_known(word: str) -> bool:
    """No word means anything but the function words."""
    return False


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        pytest.param("wat is the nubmer of requsts recieved by Yichun", "2", id="nearly every word"),
        pytest.param("hwo many penalites did Yichun issue", "108", id="hwo"),
        pytest.param("howmany permits did liping isssue in 2020", "1342", id="one word"),
        pytest.param("wich body had the msot penalties", "244", id="wich, msot"),
        pytest.param("rnak the bodies by penalites", "244", id="rnak"),
        pytest.param("waht is the avergae nubmer of permits", "18", id="avergae"),
    ],
)
def test_mistyped_questions_are_answered(question: str, figure: str, five: Assistant) -> None:
    assert five.ask(question).figures[0].value == figure


@pytest.mark.parametrize(
    ("question", "figure", "said"),
    [
        pytest.param("how mnay requets did yichun recieve in 2020", "2", "“requets” is read as “requests”", id="three"),
        pytest.param("yichun admnistrative penaltys 2020", "108", "“admnistrative penaltys” is read as", id="a phrase"),
        pytest.param("totl requsts handeld by yichun 2020", "2", "“requsts” is read as “requests”", id="handled"),
        pytest.param("compulsary measures lipng 2020", "0", "“compulsary measures” is read as", id="a name as well"),
        pytest.param("how many requsts wer caried ovr to nxt year in yichun", "0", "“requsts”", id="carried over"),
        pytest.param("diffrence betwen yichun and liping penaltes", "108", "“penaltes”", id="a difference"),
    ],
)
def test_what_a_mistyped_row_is_read_as_is_said(question: str, figure: str, said: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.figures[0].value == figure and said in answer.text, answer.text


def test_the_difference_between_two_bodies_is_no_term(five: Assistant) -> None:
    assert "244 − 108 = 136" in five.ask("difference between yichun and liping penalties").text


def test_a_mistyped_level_is_a_level(five: Assistant) -> None:
    assert "2 reports lie above the average" in five.ask("which boides are abvoe the avergae in permits").text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("what do members of the media say", id="words a letter away"),
        pytest.param("permits issued by liping, kongtong and yichun", id="places"),
        pytest.param("newest officer combined with regions", id="other words"),
        pytest.param("宜春2020年处罚多少", id="Chinese"),
        pytest.param("it's the body's report", id="apostrophes"),
    ],
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert spelled_right(text, nothing_known) == text


def test_a_word_that_something_knows_is_not_put_right() -> None:
    assert spelled_right("permits of abvoe", {"abvoe"}.__contains__) == "permits of abvoe"
    assert spelled_right("permits of abvoe", nothing_known) == "permits of above"
