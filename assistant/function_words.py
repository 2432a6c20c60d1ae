"""Mistyped English function words put right: "hwo many requsts", "wich boides are abvoe the avergae"."""

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import OSA

from index.yaml_file import read_yaml

WORDS_FILE = Path(__file__).with_name("function_words.yaml")
LATIN = re.compile(r"(?<![a-z'’-])[a-z]+(?![a-z'’-])")
OF_ROWS = {"requests", "penalties", "permits", "licences", "licenses", "lawsuits", "reviews", "fees"}
SHORTEST = 5  # letters of a word that may be one of the long ones


class _Words(NamedTuple):
    mistyped: dict[str, str]
    long: tuple[str, ...]
    right: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    raw = read_yaml(WORDS_FILE)
    mistyped = {wrong: word for word, wrongs in raw["mistyped"].items() for wrong in wrongs}
    right = {word for known in raw["mistyped"] for word in known.split()}
    return _Words(mistyped, tuple(raw["long"]), frozenset([*raw["long"], *raw["words"], *right]))


def spelled_right(text: str, known: Callable[[str], bool]) -> str:
    """A plain question with its mistyped function words put right; `known`: words that mean something as they are."""
    if not LATIN.search(text):
        return text
    return LATIN.sub(lambda found: _right(found.group(), known), text)


def spelling_mended(text: str, known: Callable[[str], bool]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The same question, and the words in it that name rows and were mistyped, with what each is read as."""
    right = spelled_right(text, known)
    if right == text:
        return text, ()
    pairs = ((found.group(), _right(found.group(), known)) for found in LATIN.finditer(text))
    return right, tuple(dict.fromkeys((typed, meant) for typed, meant in pairs if typed != meant and meant in OF_ROWS))


def _right(word: str, known: Callable[[str], bool]) -> str:
    words = _words()
    if {word, f"{word}s", word.removesuffix("s")} & words.right:
        return word
    if word in words.mistyped:
        return word if known(word) else words.mistyped[word]
    if len(word) < SHORTEST or not (near := _near(word)) or known(word):
        return word
    return near


@lru_cache(maxsize=4096)
def _near(word: str) -> str:
    """The one long function word that a word is a letter away from, beginning alike; "" for none or several."""
    near = [right for right in _words().long if right[0] == word[0] and OSA.distance(word, right, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else ""
