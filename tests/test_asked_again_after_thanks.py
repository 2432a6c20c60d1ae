"""A follow-up after words that only say the answer was received: a repeat is a repeat, never a definition."""

import pytest

from assistant.chain import Assistant
from assistant.same_again import without_acknowledgement

FIRST = "licences yichun 2020?"


@pytest.mark.parametrize(
    ("following", "cell", "value"),
    [
        ("Fine, next. The exact same thing, penalties, Xiangxiang?", "t2.penalty.decisions", "46"),
        ("Lovely. Run the same thing on penalties at Xiangxiang.", "t2.penalty.decisions", "46"),
        ("Brilliant. Do that thing again on penalties at Xiangxiang.", "t2.penalty.decisions", "46"),
        ("Fine. Same story for penalties at Xiangxiang?", "t2.penalty.decisions", "46"),
        ("Got it. Same thing for penalties?", "t2.penalty.decisions", "108"),
        ("Perfect, ta. The same again for Xiangxiang.", "t2.license.decisions", "312"),
        ("OK, understood. Now the same exercise for penalties at Kongtong.", "t2.penalty.decisions", "20"),
        ("Super. Same drill, penalties, Xiangxiang.", "t2.penalty.decisions", "46"),
        ("Thanks a lot. Could you do the identical thing for penalties?", "t2.penalty.decisions", "108"),
        ("好的，明白了。湘乡的处罚同样查一下", "t2.penalty.decisions", "46"),
        ("收到，谢谢。同样的问题，处罚，湘乡", "t2.penalty.decisions", "46"),
    ],
)
def test_the_question_before_is_asked_once_more(following: str, cell: str, value: str, five: Assistant) -> None:
    first = five.ask(FIRST)
    answer = five.ask(following, conversation_id=first.conversation_id)
    assert [(figure.cell, figure.value) for figure in answer.figures] == [(cell, value)], answer.text


@pytest.mark.parametrize(
    ("following", "defined"),
    [
        ("Fine. What does coercion mean?", ("t2.coercion",)),
        ("Thanks. What is a normative document?", ("t2.normative",)),
    ],
)
def test_a_definition_is_one_when_it_is_asked_for(following: str, defined: tuple[str, ...], five: Assistant) -> None:
    first = five.ask(FIRST)
    answer = five.ask(following, conversation_id=first.conversation_id)
    assert answer.kind == "definition"
    assert answer.query is not None and answer.query["terms"] == defined


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("great - same for heting", "same for heting"),
        ("fine, wangxi?", "fine, wangxi?"),
        ("good.", "good."),
        ("ok, 2023?", "ok, 2023?"),
    ],
)
def test_only_words_that_say_nothing_are_left_out(typed: str, left: str) -> None:
    assert without_acknowledgement(typed).strip() == left
