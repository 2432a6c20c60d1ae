"""A look that says "not here" is never wrong: what a whole search finds, it lets through."""

import json

import pytest

from assistant.first_look import Gate, Sieve, Starts, may_match, needed
from assistant.intent import _intents, tells, wants
from assistant.lexicon import load_lexicon
from assistant.wording import plain
from tests.conftest import ROOT

QUESTIONS = sorted(
    {
        plain(json.loads(line)["question"])
        for name in ("dev", "hard", "kinds", "invented")
        for line in (ROOT / "eval" / "cases" / name / "questions.jsonl").read_text("utf-8").splitlines()
    }
)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        pytest.param("多少件", ("多少件",), id="all of it"),
        pytest.param("a+bcd?", ("bc",), id="the longest run that is always there"),
        pytest.param("(?:x)?abc", ("abc",), id="what may be left out is not needed"),
        pytest.param(r"\bhow (?:many|much)\b", ("how m",), id="what alternatives share is a part of the run"),
        pytest.param("最(?:高水平|低水平)的", ("高水平", "低水平"), id="alternatives say more than what is around"),
        pytest.param("共(?:多少)?|一共几", ("共", "一共几"), id="one of two"),
        pytest.param("[两俩]|一共", (), id="nothing is sure of one alternative"),
        pytest.param("(?i)abc", (), id="capitals or not"),
        pytest.param("ab(?!c)d", ("abd",), id="what is only looked at takes no room"),
        pytest.param("(?:ab){2,}", ("ab",), id="repeated at least once"),
        pytest.param("[a-z]+", (), id="no letter is sure"),
    ],
)
def test_the_words_of_a_pattern(pattern: str, words: tuple[str, ...]) -> None:
    assert set(needed(pattern)) == set(words)


def test_every_intent_is_told_as_by_its_whole_pattern() -> None:
    assert len(_intents()) > 20
    for name, whole in _intents().items():
        wrong = [q for q in QUESTIONS if wants(name, q) != bool(whole.search(q))]
        assert wrong == [], name


def test_no_wording_of_changing_shape_is_missed() -> None:
    lexicon = load_lexicon()
    opened = {q: lexicon.sieve.open(q) for q in QUESTIONS}
    for number, shape in enumerate(lexicon.patterns):
        assert [q for q in QUESTIONS if shape.looks.search(q) and not may_match(shape.words, q)] == []
        assert [q for q in QUESTIONS if may_match(shape.words, q) != (number in opened[q])] == []


def test_a_sieve_lets_through_what_may_match_in_order() -> None:
    sieve = Sieve([("多少件",), (), ("how m", "许"), ("少",)])
    assert sieve.open("多少件") == [0, 1, 3] and sieve.open("how many") == sieve.open("许") == [1, 2]
    assert sieve.open("多少") == [1, 3] and sieve.open("") == [1]


def test_a_gate_opens_where_any_part_matches() -> None:
    gate = Gate(["多少.{0,2}件", r"how many \w+"])
    assert gate.opens("一共多少申请件") and gate.opens("how many cases")
    assert not gate.opens("多少") and not gate.opens("")


def test_the_lengths_of_names_are_those_that_begin_so() -> None:
    starts = Starts(["宜春", "宜春市"], ["宜昌市夷陵区", "县"])
    assert starts.lengths("宜春市卫健委", 0) == (3, 2)
    assert starts.lengths("在县里", 1) == (1,)
    assert starts.lengths("在县里", 0) == ()


def test_the_places_of_phrases_are_all_there_are() -> None:
    starts = Starts(["宜春", "宜春市", "a"], ["春", "市卫健委"])
    for text in ("宜春市卫健委", "banana", "", "春", "没有"):
        assert starts.places(text) == [at for at in range(len(text)) if starts.lengths(text, at)]


def test_a_part_tells_what_a_question_of_the_same_words_wants() -> None:
    for intent in ("quantity", "how_many", "explain", "beyond", "lasting", "unlike", "why", "money_of_fees"):
        assert [q for q in QUESTIONS if tells(intent, q)] == [q for q in QUESTIONS if wants(intent, q)]
