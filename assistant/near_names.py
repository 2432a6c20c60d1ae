"""Names of places of the collection that are misspelt: by sound in Chinese, by letters in English.

Each is an index made once for a collection: a question costs the same with five issuers and with thousands.
"""

import re
import threading
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import fuzz, process

from assistant.place_words import FUZZY_NAME, LONGEST_PLACE

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
RANKS = "省市县区州旗"
SHORTEST = 3  # characters of a name with its rank


class Heard(NamedTuple):
    """Where a name stands by its sound, and which name it is."""

    start: int
    end: int
    name: str


class Near(NamedTuple):
    """A spelling and how near it is, 0 to 1."""

    spelling: str
    score: float


class Sounds:
    """The full names of places by their pinyin, made when first needed."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(name for name in names if len(name) >= SHORTEST and name[-1] in RANKS)
        self._sounds: dict[tuple[str, ...], str] | None = None
        self._lock = threading.Lock()

    def find(self, text: str) -> Heard | None:
        """The first piece of a text, up to a word for a rank, that sounds like a name."""
        if not self._names:
            return None
        for run in CHINESE.finditer(text):
            ends = [at + 1 for at in range(run.start(), run.end()) if text[at] in RANKS]
            for start in range(run.start(), run.end()):
                for end in (end for end in ends if SHORTEST <= end - start <= LONGEST_PLACE):
                    if name := self._heard(text[start:end]):
                        return Heard(start, end, name)
        return None

    def _heard(self, window: str) -> str | None:
        from pypinyin import lazy_pinyin  # 0.2 s to load, for questions that name nobody

        with self._lock:
            if self._sounds is None:
                self._sounds = {tuple(lazy_pinyin(name)): name for name in reversed(self._names)}
        return self._sounds.get(tuple(lazy_pinyin(window)))


class Spellings:
    """The spellings of places by their first letter."""

    def __init__(self, spellings: Iterable[str]) -> None:
        self._by_letter: dict[str, list[str]] = {}
        for spelling in spellings:
            self._by_letter.setdefault(spelling[0], []).append(spelling)

    def nearest(self, word: str) -> Near | None:
        """The spelling nearest to a misspelt word that begins with the same letter; None where none is near."""
        choices = self._by_letter.get(word[0], ())
        found = process.extractOne(word, choices, scorer=fuzz.ratio, score_cutoff=FUZZY_NAME)
        return Near(found[0], found[1] / 100) if found else None
