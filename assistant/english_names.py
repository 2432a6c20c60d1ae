"""Bodies named in English, by their spelling: "Kongtong District, Pingliang", "Suzhou Industrial Park"."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assistant.first_look import Look
from assistant.mentions import Found
from assistant.near_names import Spellings
from assistant.office_initials import initials_behind
from assistant.offices import EnglishOffice, Office, english_office, names_of_kind, near_kinds, office_before
from assistant.place_words import BELOW_COUNTY, ENGLISH_WORDS, RANKS, WORD
from assistant.towns import LEVEL
from index.gazetteer import Gazetteer, Place

# Two syllables of pinyin or more.
PINYIN = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)(?:[aeo]|ai|ei|ao|ou|an|en|ang|eng|ong|i|ia|ie|iao|iu|ian|in|iang|ing|iong"
    r"|u|ua|uo|uai|ui|uan|un|uang|ue|v|ve)){2,5}"
)
OFFICE_WORDS = 7  # a body's name and "of" before its place
SURE_TYPED_SMALL = 0.9  # how near a word that could be pinyin is to the name it misspells, without a capital letter
BELOW = tuple((re.compile(rf" (?:{words})\b"), ends) for words, ends in BELOW_COUNTY.items())
BODY_OF_TOWN = Look(
    r"(?:['’]s)? (?:people['’]s government|government(?: office)?|(?:sub-?district )?office"
    r"|(?:administrati(?:ve|on)|management) committee|administration)\b"
)


@dataclass(frozen=True, slots=True)
class EnglishNames:
    """The spellings of one collection's places beside those of the gazetteer."""

    gazetteer: Gazetteer
    spelled: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    spellings: Spellings = field(default_factory=lambda: Spellings(()))
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)  # path of a place → the kinds of its bodies

    def find(self, text: str, original: str) -> Iterable[Found]:
        """The places named, each with its office; `original` is the question as typed: capitals tell names."""
        words = list(WORD.finditer(text))
        for number, word in enumerate(words):
            places, sure = self._spelled(word.group(), original)
            if not places:
                continue
            if below := self._below(text, word, places, sure):
                yield below
                continue
            places = tuple(place for place in places if place.level < LEVEL)
            if not places:
                continue
            following = words[number + 1].group() if number + 1 < len(words) else ""
            if rank := RANKS.get(following):
                places = tuple(p for p in places if p.name.endswith(rank)) or places
            office = self._initials(text[word.end() :], original, places) or self._office(text, word.end(), original)
            start, end = word.start(), word.end() + (office.length if office else 0)
            named = Office(*office[:2]) if office else None
            if named is None and (before := self._office_before(text[:start], original)):
                named, start = Office(*before[:2]), start - before.length
            yield Found(start, end, places, text[start:end].strip(), sure, named, english=True)

    def _initials(self, behind: str, original: str, places: tuple[Place, ...]) -> EnglishOffice | None:
        """The office behind a place that has bodies here, where only its initials are given: "Luting CHB"."""
        there = {kind for place in places for kind in self.kinds.get(place.path, ())}
        found = initials_behind(behind, original, there) if there else None
        return EnglishOffice(found.kinds[0], "", found.length) if found else None

    def unknown(self, text: str, original: str) -> Found | None:
        """A body of a place that nothing knows: a capital word spelled like pinyin before a known kind of body."""
        for word in WORD.finditer(text):
            if not (PINYIN.fullmatch(word.group()) and _capital(word.group(), original)):
                continue
            office = english_office(text[word.end() :])
            if office and (names_of_kind(office.family) or near_kinds(office.family)):
                end = word.end() + office.length
                return Found(word.start(), end, (), text[word.start() : end], 1.0, Office(*office[:2]), english=True)
        return None

    def _below(self, text: str, word: re.Match[str], places: tuple[Place, ...], sure: float) -> Found | None:
        """A town or zone, whose word for what it is stands behind its name; without candidates where it is unknown."""
        for pattern, ends in BELOW:
            if found := pattern.match(text, word.end()):
                body = BODY_OF_TOWN.match(text, found.end())
                end = body.end() if body else found.end()
                own = tuple(p for p in places if p.level == LEVEL and p.name.endswith(ends))
                office = english_office(text[found.end() :]) if not body else None
                kind = Office("政府", "") if body or office is None else Office(*office[:2])
                end += office.length if office else 0
                return Found(word.start(), end, own, text[word.start() : end].strip(), sure, kind, english=True)
        return None

    def _office(self, text: str, start: int, original: str) -> EnglishOffice | None:
        """The office behind an English place, unless another place stands between them."""
        office = english_office(text[start:])
        between = text[start : start + (office.length if office else 0)]
        return None if any(self._spelled(w.group(), original)[0] for w in WORD.finditer(between)) else office

    def _office_before(self, text: str, original: str) -> EnglishOffice | None:
        """The office before an English place, "Education Bureau of", unless it is that of a place before it."""
        words = list(WORD.finditer(text))[-OFFICE_WORDS:]
        return None if any(self._spelled(w.group(), original)[0] for w in words) else office_before(text)

    def _spelled(self, word: str, original: str) -> tuple[tuple[Place, ...], float]:
        """The places a Latin word may spell: those of the collection, then those of the gazetteer, then near misses."""
        known = self.spelled.get(word, ())
        listed = self.gazetteer.by_pinyin.get(word, ())
        if known:
            return tuple(dict.fromkeys((*known, *listed))), 1.0
        if listed and word not in ENGLISH_WORDS and (len(word) >= 6 or _capital(word, original)):
            return listed, 1.0
        if len(word) >= 5 and not listed and (near := self.spellings.nearest(word)):
            # "hanging" and "xingzheng" are words of their own, which look like a name where there are thousands
            own = near.score < SURE_TYPED_SMALL and PINYIN.fullmatch(word) and not _capital(word, original)
            return ((), 0.0) if own else (self.spelled[near.spelling], near.score)
        return (), 0.0


def _capital(word: str, original: str) -> bool:
    """Whether a word is typed with a capital letter anywhere."""
    return bool(re.search(rf"\b{word[0].upper()}{re.escape(word[1:])}", original))
