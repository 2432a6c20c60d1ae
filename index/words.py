"""A text as the words of the lexical index: Chinese by rjieba, Latin words and numbers as they are."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)?|[\u4e00-\u9fff]+")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
COMMON = set("的了和与及在是为等对将也并就都其有个之所以被把我们你他本各该这那些什么哪怎多少如何是否几吗呢啊请问")


@lru_cache(maxsize=1)
def _cutter() -> Any:
    import rjieba  # its dictionary takes 0.2 s to load and a figure question never searches prose

    return rjieba


def in_known_words(text: str) -> frozenset[int]:
    """The places of the characters that stand in a word of two or more which the dictionary knows: of 半年 both."""
    known, at = set[int](), 0
    for word in _cutter().cut(text, False):
        if len(word) > 1:
            known.update(range(at, at + len(word)))
        at += len(word)
    return frozenset(known)


def words_of(text: str) -> list[str]:
    """The words of a text in order: lower case, half width, single common characters left out.

    A Chinese word of three or more characters also gives its pairs of characters, so that 通报批评 and 批评 meet.
    """
    words: list[str] = []
    for run in WORD.findall(unicodedata.normalize("NFKC", text).lower()):
        if not CHINESE.match(run):
            words.append(run)
            continue
        for word in _cutter().cut(run):
            if len(word) == 1 and word in COMMON:
                continue
            words.append(word)
            if len(word) > 2:
                words.extend(word[at : at + 2] for at in range(len(word) - 1))
    return words
