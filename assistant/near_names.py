"""Names of places of the collection that are misspelt: by sound in Chinese, by letters in English.

Each is an index made once for a collection: a question costs the same with five issuers and with thousands.
"""

import re
import threading
from collections.abc import Iterable
from itertools import product
from math import prod
from typing import NamedTuple

from rapidfuzz import fuzz, process

from assistant.first_look import Look
from assistant.place_words import FUZZY_NAME, LONGEST_PLACE

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
RANKS = "省市县区州旗"
SHORTEST = 3  # characters of a name with its rank
MOST_READINGS = 8
SHORTEST_CUT, LONGEST_CUT = 2, 4  # characters of one without it
MIXED_UP = Look(r"^([zcs])h|(?<=[aei]n)g$")  # said and typed one for the other: zh z, ing in
NO_NAME = {
    *("哪家", "各家", "这家", "那家", "几家", "其他", "其它", "各地"),
    *("我们", "你们", "他们", "咱们", "本市", "本县", "本地", "当地"),
}


class Heard(NamedTuple):
    """Where a name stands by its sound, and the names it may be."""

    start: int
    end: int
    names: tuple[str, ...]


class Near(NamedTuple):
    """A spelling and how near it is, 0 to 1."""

    spelling: str
    score: float


class Sounds:
    """The names of places by their pinyin, made when first needed. Sounds that people mix up are one: cun, chun."""

    def __init__(self, names: Iterable[str]) -> None:
        known = tuple(name for name in names if len(name) >= SHORTEST_CUT)
        full = [name for name in known if len(name) >= SHORTEST and name[-1] in RANKS]
        self._names = (tuple(full), tuple(name for name in known if name not in full))
        self._sounds: tuple[dict[str, tuple[str, ...]], ...] | None = None
        self._lock = threading.Lock()

    def find(self, text: str) -> Heard | None:
        """The first piece of a text, up to a word for a rank, that sounds like a name."""
        if not self._names[0]:
            return None
        for run in CHINESE.finditer(text):
            ends = [at + 1 for at in range(run.start(), run.end()) if text[at] in RANKS]
            for start in range(run.start(), run.end()):
                for end in (end for end in ends if SHORTEST <= end - start <= LONGEST_PLACE):
                    if names := self._heard(text[start:end], cut=False):
                        return Heard(start, end, names)
        return None

    def ending_at(self, text: str, end: int) -> Heard | None:
        """A name without its rank that ends here by its sound: 宜存 for 宜春 before 卫健委."""
        for length in range(LONGEST_CUT, SHORTEST_CUT - 1, -1):
            window = text[end - length : end] if length <= end else ""
            if CHINESE.fullmatch(window) and window not in NO_NAME and (names := self._heard(window, cut=True)):
                return Heard(end - length, end, names)
        return None

    def _heard(self, window: str, *, cut: bool) -> tuple[str, ...]:
        if not window.strip(RANKS):
            return ()  # 县市区 is no name
        with self._lock:
            if self._sounds is None:
                self._sounds = tuple(map(_by_sound, self._names))
        return self._sounds[cut].get(_sound(window), ())


def _by_sound(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        for sound in {_sound(name), *_readings(name)}:
            found[sound] = (*found.get(sound, ()), name)
    return found


def _readings(name: str) -> Iterable[str]:
    """The sounds of a name whose characters have several: 崆峒 is kong tong and kong dong."""
    from pypinyin import Style, pinyin

    syllables = pinyin(name, style=Style.NORMAL, heteronym=True)
    combined = product(*syllables) if prod(map(len, syllables)) <= MOST_READINGS else ()
    return (_merged(reading) for reading in combined)


def _sound(name: str) -> str:
    from pypinyin import lazy_pinyin  # 0.2 s to load, for questions that name nobody

    return _merged(lazy_pinyin(name))


def _merged(syllables: Iterable[str]) -> str:
    return " ".join(MIXED_UP.sub(r"\1", syllable) for syllable in syllables)


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
