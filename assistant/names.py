"""Issuers and places named in a question, resolved against the reports that are there and a national gazetteer.

A place that is not in the collection is found too, to be refused, not replaced by a neighbour."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from assistant.first_look import Starts
from assistant.issuers import Issuer, Kin, collect_issuers, wider_paths
from assistant.mentions import Found, Mention, chains, left_out_together, with_exclusion
from assistant.near_names import Sounds, Spellings
from assistant.offices import (
    ENGLISH_BODY,
    FAMILIES,
    EnglishOffice,
    Office,
    bare_kind,
    english_office,
    known_office,
    office_before,
    office_behind,
    office_of,
)
from assistant.place_words import (
    ENGLISH_WORDS,
    EVERYDAY,
    LONGEST_PLACE,
    NATIONAL,
    RANKS,
    TCM,
    TCM_BODY,
    WORD,
)
from index.figure_store import ReportSummary
from index.gazetteer import Gazetteer, Place, short_name

PROVINCE = 1
OFFICE_WORDS = 7  # a body's name and "of" before its place
RANK_BEFORE = re.compile(r"(?<![省市县区各])[省市县区]$|\b(?:county|district|city|municipal|provincial) $")


@dataclass(frozen=True, slots=True)
class Names:
    """The issuers of one index, ready to be found in questions."""

    issuers: dict[str, Issuer]
    gazetteer: Gazetteer
    own: dict[str, tuple[Place, ...]] = field(default_factory=dict)  # names of the collection's places, full and short
    spelled: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    at: dict[str, tuple[Issuer, ...]] = field(default_factory=dict)  # path of a place → its issuers
    kin: Kin = field(default_factory=lambda: Kin({}))
    sounds: Sounds = field(default_factory=lambda: Sounds(()))
    spellings: Spellings = field(default_factory=lambda: Spellings(()))
    starts: Starts = field(default_factory=Starts)  # of every name of a place that a question may hold

    def find(self, text: str, original: str) -> list[Mention]:
        """Every body named, in order. `text` is the plain question with issuers in one spelling (`issuer_key_kept`),
        `original` the question as typed: capitals tell an English name from a word.
        """
        found = [*self._chinese(text), *self._english(text, original)]
        found.sort(key=lambda f: f.start)
        resolved = self._without_background([self._resolve(f) for f in chains(found, text)])
        mentions = left_out_together([with_exclusion(m, text) for m in resolved], text)
        if not mentions:
            return self._misspelt(text) or self._offices(text)
        return sorted([*mentions, *self._office_beside(mentions, text)], key=lambda mention: mention.start)

    def years_of(self, text: str, original: str) -> set[int]:
        """The years there are of the bodies that a text names."""
        named = [key for mention in self.find(text, original) for key in mention.issuers]
        return {year for key in named for year in self.issuers[key].reports}

    def _office_beside(self, mentions: list[Mention], text: str) -> list[Mention]:
        """A body that only its kind names, beside others, where just one of the collection is of that kind."""
        for mention in mentions:
            text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
        return [m for m in self._offices(text) if len(m.issuers) == 1 and m.issuers[0] not in mentions[0].issuers]

    def _chinese(self, text: str) -> Iterable[Found]:
        at = 0
        while at < len(text):
            name = self._place_at(text, at)
            if not name:
                at += 1
                continue
            places = tuple(dict.fromkeys((*self.own.get(name, ()), *self.gazetteer.named(name))))
            end = at + len(name)
            # 袁州区卫健委 behind 宜春市 is a place of its own with its office, not an office of 宜春市.
            office = office_behind(text, end)
            if office and any(self._place_at(text, inside) for inside in range(end, office.end())):
                office = None
            kind = office_of(office.group(1)) if office else None
            end = office.end() if office else end
            if office is None:
                kind, end = self._bare_kind(text, end, places)
            yield Found(at, end, places, text[at:end], office=kind, own=name in self.own)
            at = end

    def _bare_kind(self, text: str, start: int, places: Sequence[Place]) -> tuple[Office | None, int]:
        """The kind behind a place without its rank word, where a body of that kind is there: 丹岭疾控."""
        family, end = bare_kind(text, start)
        there = any(i.office.family == family for p in places for i in self.at.get(p.path, ()))
        return (Office(family, ""), end) if there else (None, start)

    def _place_at(self, text: str, at: int) -> str:
        """The longest name of a place that starts here, "" for none."""
        longest = min(LONGEST_PLACE, len(text) - at)
        for length in self.starts.lengths(text, at):
            if 1 < length <= longest and self._is_place(text, at, length):
                return text[at : at + length]
        return ""

    def _is_place(self, text: str, at: int, length: int) -> bool:
        name, after = text[at : at + length], text[at + length : at + length + 8]
        if name in self.gazetteer.by_name:
            return length > 2 or name not in EVERYDAY
        if name in self.own:
            return not (name in EVERYDAY and not known_office(after))
        short = self.gazetteer.by_short.get(name)
        if not short or name in EVERYDAY:
            return False
        if short[0].level < 3 or known_office(after):
            return True
        return (
            bool(re.match(r"(?:县|市|区)?(?:\d{4}|的|呢|20\d\d年)", after))
            and len(name) > 1
            and (at == 0 or text[at - 1] in "那换成和与、,， ?")
        )

    def _english(self, text: str, original: str) -> Iterable[Found]:
        words = list(WORD.finditer(text))
        for number, word in enumerate(words):
            places, sure = self._spelled(word.group(), original)
            if not places:
                continue
            following = words[number + 1].group() if number + 1 < len(words) else ""
            if rank := RANKS.get(following):
                places = tuple(p for p in places if p.name.endswith(rank)) or places
            office = self._english_office(text, word.end(), original)
            start, end = word.start(), word.end() + (office.length if office else 0)
            named = Office(*office[:2]) if office else None
            if named is None and (before := self._office_before(text[:start], original)):
                named, start = Office(*before[:2]), start - before.length
            yield Found(start, end, places, text[start:end].strip(), sure, named, english=True)

    def _english_office(self, text: str, start: int, original: str) -> EnglishOffice | None:
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
            return self.spelled[near.spelling], near.score
        return (), 0.0

    def _resolve(self, found: Found) -> Mention:
        here = list({i.key: i for p in found.candidates for i in self.at.get(p.path, ())}.values())
        fitting = [i for i in here if found.office is None or found.office.family == i.office.family]
        mention = Mention(
            found.text,
            found.start,
            found.end,
            tuple(i.key for i in fitting),
            sure=found.sure,
            paths=tuple(p.path for p in found.candidates),
            office=found.office is not None,
        )
        if fitting:
            others = [p for p in found.candidates if not any(i.place and i.place.path == p.path for i in here)]
            levels = {i.place.level for i in fitting if i.place}
            names = [p.path for p in others if found.english and p.level in levels and not p.until]
            return replace(mention, namesakes=tuple(names))
        return replace(mention, unknown=found.text, near=tuple(self._near(found, here)))

    def _without_background(self, mentions: list[Mention]) -> list[Mention]:
        """Leave out a wider place that only says where a named body is: "in Gansu … Kongtong's health bureau"."""
        known = [self.issuers[key].place for m in mentions for key in m.issuers]
        inside = [place.path for place in known if place]
        return [
            m
            for m in mentions
            if m.office or m.issuers or not any(path.startswith(own + "/") for path in inside for own in m.paths)
        ]

    def _misspelt(self, text: str) -> list[Mention]:
        """A place of the collection written with other characters of the same sound: 梨平县 for 黎平县."""
        found = self.sounds.find(text)
        if found is None:
            return []
        office = office_behind(text, found.end)
        end = office.end() if office else found.end
        kind = office_of(office.group(1)) if office else None
        places = self.own[found.name]
        return [self._resolve(Found(found.start, end, places, text[found.start : end], 0.9, kind))]

    def _near(self, found: Found, here: Sequence[Issuer]) -> list[str]:
        """The issuers there, then those of wider, narrower and like-sounding places, in the order of the collection."""
        paths = {p.path for p in found.candidates}
        above = (wider for p in paths for wider in wider_paths(p))
        related = [
            *(key for path in paths for key in self.kin.below.get(path, ())),
            *(i.key for path in above for i in self.at.get(path, ())),
            *(key for p in found.candidates for key in self.kin.spelled.get(p.pinyin, ())),
        ]
        others = sorted({*related}, key=self.kin.order.__getitem__)
        return list(dict.fromkeys((*(i.key for i in here), *others)))

    def _is_of_rank(self, key: str, rank: re.Match[str]) -> bool:
        """Whether a body's place has the rank named before its office: 省中医药局, "the county health bureau"."""
        place, word = self.issuers[key].place, RANKS.get(rank.group().strip(), rank.group().strip())
        return place is not None and (place.level == PROVINCE if word == "省" else place.name.endswith(word))

    def _own_office(self, text: str) -> re.Match[str] | None:
        """The first kind of body named that the collection has, or one of health, which it is asked for most."""
        found = known_office(text, anywhere=True)
        while found and office_of(found.group()).family not in {*self.kin.family, *FAMILIES}:
            found = known_office(text, found.end(), anywhere=True)
        return found

    def _offices(self, text: str) -> list[Mention]:
        """A kind of body named without a place: "卫健局", "the health bureau"."""
        if far := NATIONAL.search(text):
            return [Mention(far.group(), far.start(), far.end(), (), unknown=far.group(), office=True)]
        found = self._own_office(text)
        if found:
            office = office_of(found.group())
            start, end, words = found.start(), found.end(), found.group()
        elif tcm := TCM.search(text):
            office, start, end, words = office_of(TCM_BODY), tcm.start(), tcm.end(), tcm.group()
        elif (body := ENGLISH_BODY.search(text)) and (named := _named_before(text[: body.end()])):
            office, start, end, words = named, body.start(), body.end(), body.group()
        else:
            return []
        fitting = self.kin.family.get(office.family, ())
        if rank := RANK_BEFORE.search(text[:start]):
            ranked = tuple(key for key in fitting if self._is_of_rank(key, rank))
            if ranked and len(ranked) < len(fitting):
                return [Mention(rank.group() + words, rank.start(), end, ranked, bare_office=True, sure=0.9)]
        if not fitting:
            return [Mention(words, start, end, (), unknown=words, bare_office=True)]
        return [Mention(words, start, end, fitting, bare_office=True)]


def _capital(word: str, original: str) -> bool:
    """Whether a word is typed with a capital letter anywhere."""
    return bool(re.search(rf"\b{word[0].upper()}{re.escape(word[1:])}", original))


def _named_before(text: str) -> Office | None:
    """The office in "… the health bureau": its kind stands before the word for a body."""
    found = english_office(" " + text.rpartition("the ")[2])
    return Office(*found[:2]) if found else None


def load_names(summaries: Sequence[ReportSummary], gazetteer: Gazetteer) -> Names:
    """The names of an index, ready to be found in questions."""
    issuers = collect_issuers(summaries, gazetteer)
    own: dict[str, dict[Place, None]] = {}
    spelled: dict[str, dict[Place, None]] = {}
    at: dict[str, list[Issuer]] = {}
    for issuer in issuers.values():
        if issuer.place:
            for name in (issuer.place.name, short_name(issuer.place.name)):
                own.setdefault(name, {})[issuer.place] = None
            spelled.setdefault(issuer.spelling, {})[issuer.place] = None
            at.setdefault(issuer.place.path, []).append(issuer)

    def frozen(found: dict[str, dict[Place, None]]) -> dict[str, tuple[Place, ...]]:
        return {name: tuple(places) for name, places in found.items() if name}

    placed = {path: tuple(there) for path, there in at.items()}
    named, written = frozen(own), frozen(spelled)
    starts = Starts(named, gazetteer.by_name, gazetteer.by_short)
    return Names(issuers, gazetteer, named, written, placed, Kin(issuers), Sounds(named), Spellings(written), starts)
