"""Looks that say "not here" in less time than a whole search: every hit is still found, and nothing else is.

Starts   lengths of phrases by their first two characters: a look-up tries no other length
AnyOf    several patterns, one of which is looked for
Look     a compiled pattern that searches only where a match is possible
Sieve    many patterns at once: those whose words are in a text
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import add
from typing import Any

import ahocorasick

try:
    from re import _constants as _op  # type: ignore[attr-defined]  # the parser of re has no public name
    from re import _parser  # type: ignore[attr-defined]
except ImportError:  # another Python: every pattern is then searched for
    _parser = _op = None

Item = tuple[Any, Any]  # of a parsed pattern: what it is, and its value
TEXTS = 64  # kept by what is asked of one text again and again while one question is understood
SET = 24  # letters of a set that are looked for one by one
MOST = 48  # words of one run of letters that are looked for
OFTEN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789 年")  # letters of nearly every question
COMMON = 0.3  # how much such a letter tells
LITTLE = 0.65  # one or two of them stand nearly everywhere
Words = tuple[str, ...]  # one of them is in every match; () where nothing is known


class Starts:
    """The lengths of phrases by how they begin."""

    def __init__(self, *groups: Iterable[str]) -> None:
        longer: dict[str, set[int]] = {}
        single = set()
        for phrase in (phrase for group in groups for phrase in group):
            if len(phrase) > 1:
                longer.setdefault(phrase[:2], set()).add(len(phrase))
            else:
                single.add(phrase)
        self._single = frozenset(single)
        self._lengths = {start: tuple(sorted(lengths, reverse=True)) for start, lengths in longer.items()}

    def lengths(self, text: str, at: int) -> tuple[int, ...]:
        """The lengths that a phrase beginning here may have, the longest first; some may go past the end."""
        longer = self._lengths.get(text[at : at + 2], ())
        return (*longer, 1) if text[at] in self._single else longer

    def places(self, text: str) -> list[int]:
        """Where in a text a phrase may begin, in order."""
        lengths = self._lengths
        found = [at for at, start in enumerate(map(add, text, text[1:])) if start in lengths]
        if self._single.isdisjoint(text):
            return found
        return sorted({*found, *(at for at, letter in enumerate(text) if letter in self._single)})


class Look:
    """A compiled pattern that is searched for only where one of the words stands that any match must contain.

    To be used as what `re.compile` returns; most searches of a question find nothing, and a text is gone through once
    for the words of all of them.
    """

    __slots__ = ("_looks", "_number", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._looks = re.compile(pattern)
        self._number = _numbered(needed(pattern))

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As that of a pattern."""
        return self._looks.search(text, start) if self._number in _standing(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As that of a pattern."""
        return self._looks.finditer(text) if self._number in _standing(text) else iter(())

    def findall(self, text: str) -> list[Any]:
        """As that of a pattern."""
        return self._looks.findall(text) if self._number in _standing(text) else []

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As that of a pattern."""
        return self._looks.sub(new, text) if self._number in _standing(text) else text

    def split(self, text: str) -> list[str | Any]:
        """As that of a pattern."""
        return self._looks.split(text) if self._number in _standing(text) else [text]

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As that of a pattern."""
        return self._looks.match(text, start) if self._number in _standing(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As that of a pattern."""
        return self._looks.fullmatch(text) if self._number in _standing(text) else None

    def may(self, text: str) -> bool:
        """Whether a match is possible, in this text or in a part of it."""
        return self._number in _standing(text)


class AnyOf:
    """Patterns one of which is looked for, as by one Look."""

    __slots__ = ("_number", "_searches")

    def __init__(self, patterns: Iterable[str]) -> None:
        found = [(needed(pattern), re.compile(pattern).search) for pattern in patterns]
        words = [words for words, _ in found]
        self._number = _numbered(tuple(word for its in words for word in its) if all(words) else ())
        self._searches = [(_numbered(words), search) for words, search in found]

    def stand_in(self, text: str) -> bool:
        """Whether one of them matches somewhere."""
        standing = _standing(text)
        if self._number not in standing:
            return False
        for number, search in self._searches:  # noqa: SIM110 - `any` over a generator takes twice as long
            if number in standing and search(text):
                return True
        return False


class Sieve:
    """Patterns, told by the words one of which any match must contain, that may match a text.

    A text is gone through once for the words of all patterns.
    """

    def __init__(self, patterns: Iterable[Words]) -> None:
        always = []
        numbers: dict[str, list[int]] = {}  # word → the numbers of its patterns
        for number, words in enumerate(patterns):
            for word in words:
                numbers.setdefault(word, []).append(number)
            if not words:
                always.append(number)
        self._always = set(always)
        self._words = ahocorasick.Automaton()
        for word, its in numbers.items():
            self._words.add_word(word, its)
        self._words.make_automaton()

    def open(self, text: str) -> list[int]:
        """The numbers of the patterns that may match, in their order."""
        return sorted(self.found(text))

    def found(self, text: str) -> set[int]:
        """The same in any order."""
        if not self._words:
            return {*self._always}
        return self._always.union(*[numbers for _, numbers in self._words.iter(text)])


_WORDS: list[Words] = []  # of all looks, by their number; it only grows


def _numbered(words: Words) -> int:
    _WORDS.append(words)
    _standing.cache_clear()
    _sieve.cache_clear()
    return len(_WORDS) - 1


@lru_cache(maxsize=8 * TEXTS)
def _standing(text: str) -> set[int]:
    """The numbers of the looks that have a word in a text."""
    return _sieve().found(text)


@lru_cache(maxsize=1)
def _sieve() -> Sieve:
    return Sieve(_WORDS)


def may_match(words: Words, text: str) -> bool:
    """Whether a match is possible: one of the words stands in the text, or none is known."""
    for word in words:  # a plain loop: `any` over a generator takes twice as long
        if word in text:
            return True
    return not words


def needed(pattern: str) -> Words:
    """Words one of which stands in every match of a pattern; () where none is sure."""
    if _parser is None:
        return ()
    parsed = _parser.parse(pattern)
    return () if parsed.state.flags & re.IGNORECASE else _of_sequence(list(parsed))


def _of_sequence(items: Sequence[Item]) -> Words:
    """The most telling of the words that every match has: of a run of letters, or of alternatives."""
    runs: list[Words] = []
    run: Words = ("",)
    for kind, value in _flat(items):
        if kind in (_op.AT, _op.ASSERT_NOT):  # takes no room between two letters
            continue
        if kind is _op.ASSERT:  # neither does this, and it must be there
            runs.append(_of_sequence(list(value[1])))
            continue
        ends = _endings(kind, value)
        if ends and len(run) * len(ends) <= MOST:
            run = tuple(start + end for start in run for end in ends)
            continue
        runs.append(run)
        run = ends if ends and len(ends) <= MOST else ("",)
        if kind is _op.BRANCH:
            runs.append(_of_branches(value[1]))
        elif kind is _op.IN:
            runs.append(_of_letters(value))
        elif kind in (_op.MAX_REPEAT, _op.MIN_REPEAT, _op.POSSESSIVE_REPEAT) and value[0] > 0:
            runs.append(_of_sequence(list(value[2])))
    best = max((*runs, run), key=_tells)
    return best if _tells(best) > LITTLE else ()


def _endings(kind: Any, value: Any) -> Words:
    """The words that one item is, all of them; () where they are not known."""
    if kind is _op.LITERAL:
        return (chr(value),)
    if kind is _op.IN:
        return _of_letters(value)
    if kind is _op.BRANCH:
        whole = [_whole(branch) for branch in value[1]]
        return tuple(dict.fromkeys(word for words in whole for word in words)) if all(whole) else ()
    return ()


def _whole(items: Sequence[Item]) -> Words:
    """The words that a sequence is; () where they are not known, or too many, or one is empty."""
    words: Words = ("",)
    for kind, value in _flat(list(items)):
        ends = _endings(kind, value)
        if not ends or len(words) * len(ends) > MOST:
            return ()
        words = tuple(start + end for start in words for end in ends)
    return words if all(words) else ()


def _flat(items: Sequence[Item]) -> Iterable[Item]:
    """The items with groups opened; a group with flags of its own is left as one thing of which nothing is known."""
    for kind, value in items:
        if kind is _op.SUBPATTERN and not (value[1] or value[2]):
            yield from _flat(list(value[3]))
        else:
            yield kind, value


def _of_letters(items: Iterable[Item]) -> Words:
    """The letters of a short set, [年月日]; () where it is long, or of everything but some letters."""
    letters: list[str] = []
    for kind, value in items:
        if kind is _op.LITERAL:
            letters.append(chr(value))
        elif kind is _op.RANGE and value[1] - value[0] < SET:
            letters.extend(map(chr, range(value[0], value[1] + 1)))
        else:
            return ()
    return tuple(letters) if len(letters) <= SET else ()


def _of_branches(branches: Sequence[Iterable[Item]]) -> Words:
    found = [_of_sequence(list(branch)) for branch in branches]
    return tuple(dict.fromkeys(word for words in found for word in words)) if all(found) else ()


def _tells(words: Words) -> float:
    """How much words tell: the letters of the shortest of them, those that stand in nearly every question for less."""
    return min((sum(COMMON if letter in OFTEN else 1.0 for letter in word) for word in words), default=0.0)
