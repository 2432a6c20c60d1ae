"""Looks that say "not here" in less time than a whole search: every hit is still found, and nothing else is.

Starts   lengths of phrases by their first two characters: a look-up tries no other length
Gate     a pattern with the words one of which any match of it must contain
Sieve    many patterns at once: those whose words are in a text
"""

import re
from collections.abc import Iterable, Sequence
from operator import add
from typing import Any

try:
    from re import _constants as _op  # type: ignore[attr-defined]  # the parser of re has no public name
    from re import _parser  # type: ignore[attr-defined]
except ImportError:  # another Python: every pattern is then searched for
    _parser = _op = None

Item = tuple[Any, Any]  # of a parsed pattern: what it is, and its value
TEXTS = 64  # kept by what is asked of one text again and again while one question is understood
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


class Gate:
    """A pattern in parts, any of which may match; each is searched for only where its words are."""

    def __init__(self, parts: Iterable[str]) -> None:
        self._parts = tuple((needed(part), re.compile(part)) for part in parts)

    def opens(self, text: str) -> bool:
        """Whether the pattern is found anywhere in a text."""
        for words, pattern in self._parts:  # plain loops: asked thirty times a question
            for word in words:
                if word in text:
                    break
            else:
                if words:
                    continue
            if pattern.search(text):
                return True
        return False


class Sieve:
    """Patterns, told by the words one of which any match must contain, that may match a text.

    A text is looked through once for the first two letters of all words, instead of once for each word.
    """

    def __init__(self, patterns: Iterable[Words]) -> None:
        self._always = []
        numbers: dict[str, list[int]] = {}  # word → the numbers of its patterns
        for number, words in enumerate(patterns):
            for word in words:
                numbers.setdefault(word, []).append(number)
            if not words:
                self._always.append(number)
        self._words: dict[str, list[tuple[str, list[int]]]] = {}  # the same by how a word begins
        for word, its in numbers.items():
            self._words.setdefault(word[:2], []).append((word, its))
        self._starts = frozenset(self._words)

    def open(self, text: str) -> list[int]:
        """The numbers of the patterns that may match, in their order."""
        found = {*self._always}
        for start in self._starts & {*text, *map(add, text, text[1:])}:
            for word, numbers in self._words[start]:
                if word in text:
                    found.update(numbers)
        return sorted(found)


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
    """The longest run of letters that every match has, or the runs of the alternatives in it."""
    runs: list[Words] = []
    run = ""
    for kind, value in _flat(items):
        if kind is _op.LITERAL:
            run += chr(value)
            continue
        if kind in (_op.AT, _op.ASSERT_NOT):  # takes no room between two letters
            continue
        runs.append((run,))
        run = ""
        if kind is _op.BRANCH:
            runs.append(_of_branches(value[1]))
        elif kind in (_op.MAX_REPEAT, _op.MIN_REPEAT) and value[0] > 0:
            runs.append(_of_sequence(list(value[2])))
    return max((*runs, (run,)), key=_tells, default=()) if any(map(_tells, (*runs, (run,)))) else ()


def _flat(items: Sequence[Item]) -> Iterable[Item]:
    """The items with groups opened; a group with flags of its own is left as one thing of which nothing is known."""
    for kind, value in items:
        if kind is _op.SUBPATTERN and not (value[1] or value[2]):
            yield from _flat(list(value[3]))
        else:
            yield kind, value


def _of_branches(branches: Sequence[Iterable[Item]]) -> Words:
    found = [_of_sequence(list(branch)) for branch in branches]
    return tuple(dict.fromkeys(word for words in found for word in words)) if all(found) else ()


def _tells(words: Words) -> int:
    """How much words tell: the letters of the shortest of them."""
    return min((len(word) for word in words), default=0)
