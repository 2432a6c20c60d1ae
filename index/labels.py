"""Printed labels made comparable: one normal form for every way a publisher may write the same words."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]")
ORDINAL = re.compile(
    r"^(?:[(（][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+[、.．,，]|\d{1,2}[、.．,，](?!\d))"
)
NOT_WORDS = re.compile(r"[\s\W_]+")
OUTER = " \t\r\n\u3000\u00a0\ufeff\u200b\u200c\u200d"
SAME = 100.0
CLOSE = 78.0  # below this two labels of the form are already alike (科研机构 / 法律服务机构 score 60)


def printed_text(text: str) -> str:
    """A cell as a reader sees it: no bookmarks, no outer blanks of any width."""
    if text.isalnum():  # most are: a number or a word, without anything to take away
        return text
    return (BOOKMARK.sub("", text) if "[" in text else text).strip(OUTER)


def _without_bookmarks(text: str) -> str:
    return BOOKMARK.sub("", text) if "[" in text else text


def has_one(text: str, words: Sequence[str]) -> bool:
    """Whether any of some words is in a text."""
    for word in words:  # noqa: SIM110 - any() takes twice as long
        if word in text:
            return True
    return False


@lru_cache(maxsize=65536)
def normal(text: str) -> str:
    """A label without its ordinal, blanks, punctuation, brackets and width; lower case."""
    text = unicodedata.normalize("NFKC", _without_bookmarks(text)).strip()
    text = re.sub(r"\s+", "", text)
    return NOT_WORDS.sub("", ORDINAL.sub("", text)).lower()


class Match(NamedTuple):
    """The best of several labels for a text: its key and a score of 0 to 100."""

    key: str
    score: float


@lru_cache(maxsize=65536)
def likeness(text: str, label: str) -> float:
    """How alike two normal labels are, 0 to 100; a label cut short or with an explanation after it still counts."""
    if text == label:
        return SAME
    if not text or not label:
        return 0.0
    whole = fuzz.ratio(text, label)
    if min(len(text), len(label)) >= 4 and (text.startswith(label) or label.startswith(text)):
        return max(whole, 90.0)
    return whole


def score(text: str, labels: Iterable[str]) -> float:
    """The best likeness of a printed text to any of several labels, 0 to 100."""
    if text.isdigit():  # no label is a number, and most cells are
        return 0.0
    return _score(text, labels if isinstance(labels, tuple) else tuple(labels))


@lru_cache(maxsize=65536)
def _score(text: str, labels: tuple[str, ...]) -> float:
    plain = normal(text)
    return max((likeness(plain, normal(label)) for label in labels), default=0.0)


class Wordings:
    """Keys, each with the ways in which it may be printed, and which of them a printed text means.

    The same labels stand in report after report: what a text means is worked out once, for so many texts.
    """

    MOST = 16384

    def __init__(self, labels: Mapping[str, tuple[str, ...]]) -> None:
        self._labels = tuple(labels.items())
        self._plain = {normal(label): key for key, own in reversed(self._labels) for label in own if normal(label)}
        self._known: dict[str, Match | None] = {}

    def best(self, text: str) -> Match | None:
        """The key whose wordings fit a printed text best, or None where none is close enough."""
        if not text or text.isdigit():
            return None
        if text in self._known:
            return self._known[text]
        if len(self._known) >= self.MOST:
            self._known.clear()
        found = self._known[text] = self._closest(text)
        return found

    def _closest(self, text: str) -> Match | None:
        if key := self._plain.get(normal(text)):
            return Match(key, SAME)
        top, high = None, 0.0
        for key, wordings in self._labels:
            if (found := score(text, wordings)) > high:
                top, high = key, found
        return Match(top, high) if top and high >= CLOSE else None
