"""A look that says "not here" is never wrong: what a whole search finds, it lets through."""

import importlib
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.first_look import Look, Sieve, Starts, may_match, needed
from assistant.intent import _intents, wants
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
        pytest.param("a+bcde?", ("bcd",), id="the longest run that is always there"),
        pytest.param("(?:x)?abc", ("abc",), id="what may be left out is not needed"),
        pytest.param(r"\bhow (?:many|much)\b", ("how many", "how much"), id="alternatives go on with the run"),
        pytest.param("最(?:高水平|低水平)的", ("最高水平的", "最低水平的"), id="with what is around them"),
        pytest.param("共(?:多少)?|一共几", ("共", "一共几"), id="one of two"),
        pytest.param(r"\d|一共", (), id="nothing is sure of one alternative"),
        pytest.param("[两俩]|一共", ("两", "俩", "一共"), id="one of a few letters"),
        pytest.param("(?i)abc", (), id="capitals or not"),
        pytest.param("ab(?!c)d", ("abd",), id="what is only looked at takes no room"),
        pytest.param("[一二]个|it|in", (), id="one or two letters that stand nearly everywhere"),
        pytest.param("(?:abc){2,}", ("abc",), id="repeated at least once"),
        pytest.param("[a-z]+", (), id="no letter is sure"),
        pytest.param(
            "[一二]季度?|qa[1-3]", ("一季", "二季", "qa1", "qa2", "qa3"), id="a few letters go on with the run"
        ),
        pytest.param("最(?:多|)的", ("最",), id="an alternative that may be empty ends the run"),
        pytest.param("(?=.*(?:甲|乙方))[^丙]", ("甲", "乙方"), id="what must follow"),
        pytest.param("(?<=甲乙)\\d", ("甲乙",), id="what must stand before"),
        pytest.param("(?>甲|乙)丙", ("丙",), id="nothing is known of a group that gives nothing back"),
        pytest.param("20年|一", ("20年", "一"), id="letters of every question with others"),
        pytest.param("年?个年", ("个年",), id="the run that tells most"),
        pytest.param("in(?: the)? 甲", (" 甲",), id="one Chinese letter tells more than two of the alphabet"),
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


PATTERNS = [
    r"多少.{0,2}件|how many \w+",
    r"第([一二三]|\d+)名",
    r"[省市]本级|(?:全)?部",
    r"(?<!不)超过\s*(\d+)",
    r"\b(?:no|none)\b",
    r"",
    r"[^,，]+?(?=[,，]|$)",
]
TEXTS = [
    "一共多少申请件",
    "how many cases",
    "第二名",
    "第12名",
    "市本级",
    "部",
    "全部",
    "不超过5",
    "超过 5",
    "none, no",
    "",
    ",，",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_look_finds_what_the_pattern_finds(pattern: str) -> None:
    look, plain = Look(pattern), re.compile(pattern)
    for text in TEXTS:
        for one, other in ((look.search(text), plain.search(text)), (look.fullmatch(text), plain.fullmatch(text))):
            assert (one and one.span()) == (other and other.span())
        assert [m.span() for m in look.finditer(text)] == [m.span() for m in plain.finditer(text)]
        assert look.findall(text) == plain.findall(text)
        assert look.sub("_", text) == plain.sub("_", text)
        assert look.split(text) == plain.split(text)
        for start in range(len(text)):
            assert (look.search(text, start) is None) == (plain.search(text, start) is None)
            assert (look.match(text, start) is None) == (plain.match(text, start) is None)


def test_the_lengths_of_names_are_those_that_begin_so() -> None:
    starts = Starts(["宜春", "宜春市"], ["宜昌市夷陵区", "县"])
    assert starts.lengths("宜春市卫健委", 0) == (3, 2)
    assert starts.lengths("在县里", 1) == (1,)
    assert starts.lengths("在县里", 0) == ()


def test_the_places_of_phrases_are_all_there_are() -> None:
    starts = Starts(["宜春", "宜春市", "a"], ["春", "市卫健委"])
    for text in ("宜春市卫健委", "banana", "", "春", "没有"):
        assert starts.places(text) == [at for at in range(len(text)) if starts.lengths(text, at)]


def looks_in(value: Any) -> Iterator[Look]:
    if isinstance(value, Look):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from looks_in(one)


def test_every_look_of_the_assistant_finds_what_its_pattern_finds() -> None:
    modules = [importlib.import_module(f"assistant.{file.stem}") for file in (ROOT / "assistant").glob("*.py")]
    looks = {id(look): look for module in modules for value in vars(module).values() for look in looks_in(value)}
    assert len(looks) > 100
    for look in looks.values():
        pattern = re.compile(look.pattern)
        assert [q for q in QUESTIONS if look.search(q)] == [q for q in QUESTIONS if pattern.search(q)], look.pattern
