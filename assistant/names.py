"""Issuers and places named in a question, resolved against the reports that are there and a national gazetteer.

A place that is not in the collection is found too, to be refused, not replaced by a neighbour."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from assistant.english_names import EnglishNames
from assistant.first_look import Starts
from assistant.issuers import OF_TOWN, Issuer, Kin, collect_issuers, wider_paths
from assistant.left_out import left_out
from assistant.mentions import Found, Mention, blanked, chains, with_shared_office
from assistant.near_names import SHORTEST_CUT, Heard, Sounds, Spellings
from assistant.office_alone import offices_alone
from assistant.offices import PART, Office, bare_kind, known_office, near_kinds, office_behind, office_key, office_of
from assistant.place_words import EVERYDAY, LONGEST_PLACE, RANK_OF_NEXT, TOWN_OF
from assistant.short_names import BEFORE, by_first_letter, contracted
from assistant.towns import LEVEL, body_of_town, names_of, town_behind, unknown_bodies
from index.figure_store import ReportSummary
from index.gazetteer import Gazetteer, Place, short_name
from index.identity import issuer_key

RANKS = "省市县区州旗盟"
OTHER_RANK = re.compile(r"[省市县区州旗盟](?=\d{4}|的?(?:卫|人民|政府|中医|疾控|教育|医保|财政|公安|民政))(?!政务)")
NATIONAL_PARENT = re.compile(r"(?:国家税务总局|国家统计局|国家金融监督管理总局|中华人民共和国|中国人民银行)$")
PAIRED = {"政府": "政府办公室", "政府办公室": "政府"}  # a government's report is made by its office
YEAR_AHEAD = re.compile(r"(?:19|20)\d\d(?!\d)")
CUT = 0.9  # how sure a name cut short is
CENTRE = "疾病预防控制中心"  # what a CDC is where there is no bureau of that name


@dataclass(frozen=True, slots=True)
class Names:
    """The issuers of one index, ready to be found in questions."""

    issuers: dict[str, Issuer]
    gazetteer: Gazetteer
    own: dict[str, tuple[Place, ...]] = field(default_factory=dict)  # names of the collection's places, full and short
    whole: dict[str, tuple[Issuer, ...]] = field(default_factory=dict)  # an issuer's own name → the issuers of it
    at: dict[str, tuple[Issuer, ...]] = field(default_factory=dict)  # path of a place → its issuers
    kin: Kin = field(default_factory=lambda: Kin({}))
    sounds: Sounds = field(default_factory=lambda: Sounds(()))
    english: EnglishNames | None = None
    starts: Starts = field(default_factory=Starts)  # of every name of a place that a question may hold
    wholes: Starts = field(default_factory=Starts)

    def find(self, text: str, original: str) -> list[Mention]:
        """Every body named, in order. `text` is the plain question with issuers in one spelling (`issuer_key_kept`),
        `original` the question as typed: capitals tell an English name from a word.
        """
        found = [*self._chinese(text), *(self.english.find(text, original) if self.english else ())]
        found.sort(key=lambda f: f.start)
        mentions = self._without_background([self._resolve(f) for f in with_shared_office(chains(found, text), text)])
        mentions += self._of_form(blanked(text, mentions), mentions)
        mentions.sort(key=lambda mention: mention.start)
        mentions = left_out(mentions, text)
        if not mentions:
            nobody = self.english.unknown(text, original) if self.english else None
            heard = [self._resolve(nobody)] if nobody else self._misspelt(text)
            return heard or left_out(offices_alone(text, self.issuers, self.kin), text)
        return sorted([*mentions, *self._office_beside(mentions, text)], key=lambda mention: mention.start)

    def years_of(self, text: str, original: str) -> set[int]:
        """The years there are of the bodies that a text names."""
        named = [key for mention in self.find(text, original) for key in mention.issuers]
        return {year for key in named for year in self.issuers[key].reports}

    def _of_form(self, text: str, beside: Sequence[Mention]) -> list[Mention]:
        """Bodies told by the form of their names only: cut to a letter, or of places that nothing knows."""
        found = []
        for start, end in unknown_bodies(text):
            name = text[start:end]
            if heard := self._misspelt(name):
                found.append(replace(heard[0], start=heard[0].start + start, end=heard[0].end + start))
                continue
            office = known_office(name) or known_office(name, anywhere=True)
            family = office_of(office.group()).family if office else ""
            found.append(Mention(name, start, end, (), unknown=name, office=True, family=family))
        if not found and (short := by_first_letter(text, self.issuers.values())):
            start, end, issuers = short
            name, keys = text[start:end], tuple(issuer.key for issuer in issuers)
            unknown = "" if keys else name
            found.append(
                Mention(name, start, end, keys, unknown, sure=CUT, office=True, family=office_of(name[1:]).family)
            )
        return [] if not beside and found and self.sounds.find(text) else found

    def _office_beside(self, mentions: list[Mention], text: str) -> list[Mention]:
        """A body that only its kind names, beside others, where just one of the collection is of that kind."""
        alone = offices_alone(blanked(text, mentions), self.issuers, self.kin)
        return [m for m in alone if len(m.issuers) == 1 and m.issuers[0] not in mentions[0].issuers]

    def _chinese(self, text: str) -> Iterable[Found]:
        past = 0
        for at in sorted({*self.wholes.places(text), *self.starts.places(text)}):
            if at < past:
                continue
            if whole := self._whole_at(text, at):
                yield whole
                past = whole.end
            elif name := self._place_at(text, at):
                found = self._with_office(text, at, name)
                yield found
                past = found.end

    def _whole_at(self, text: str, at: int) -> Found | None:
        """An issuer's own name that stands here whole, and is not that of a part of it."""
        for length in self.wholes.lengths(text, at):
            end = at + length
            issuers = self.whole.get(text[at:end], ())
            if issuers and not PART.match(text, end):
                places = tuple(dict.fromkeys(i.place for i in issuers if i.place))
                keys = tuple(issuer.key for issuer in issuers)
                return Found(at, end, places, text[at:end], office=issuers[0].office, own=True, keys=keys)
        return None

    def _with_office(self, text: str, at: int, name: str) -> Found:
        """A place and the office behind it; without candidates where a town that nothing knows stands between."""
        places = tuple(dict.fromkeys((*self.own.get(name, ()), *self.gazetteer.named(name))))
        start, end = at, at + len(name)
        if parent := NATIONAL_PARENT.search(text[:at]):
            start = parent.start()
        if places[0].level == LEVEL and (body := body_of_town(text, end)):
            return Found(start, body.end(), places, text[start : body.end()], office=OF_TOWN, own=True)
        # 袁州区卫健委 behind 宜春市 is a place of its own with its office, not an office of 宜春市.
        office = office_behind(text, end)
        if office and any(self._place_at(text, inside) for inside in range(end, office.end())):
            office = None
        if (
            office is None
            and end < len(text)
            and not self._place_at(text, end)
            and (below := town_behind(text, end)) > end
        ):
            return Found(start, below, (), text[start:below], office=OF_TOWN)
        kind = office_of(office.group(1)) if office else None
        end = office.end() if office else end
        if name[-1] not in RANKS and (rank := OTHER_RANK.match(text, at + len(name))):
            places = tuple(p for p in places if p.name.endswith(rank.group()))  # 禾汀县 is not 禾汀市
        if kind and (part := PART.match(text, end)):
            end, kind = part.end(), Office(kind.family + part.group(), "")
        if office is None:
            kind, end = self._bare_kind(text, end, places)
        return Found(start, end, places, text[start:end], office=kind, own=name in self.own)

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
            return (length > 2 or name not in EVERYDAY) and not RANK_OF_NEXT.match(text, at + length - 1)
        if TOWN_OF.match(after):
            return False
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

    def _resolve(self, found: Found) -> Mention:
        here = list({i.key: i for p in found.candidates for i in self.at.get(p.path, ())}.values())
        fitting, sure, stands_for = self._fitting(found, here)
        mention = Mention(
            found.text,
            found.start,
            found.end,
            tuple(i.key for i in fitting),
            sure=min(found.sure, sure),
            paths=tuple(p.path for p in found.candidates),
            office=found.office is not None,
            family=found.office.family if found.office else "",
            stands_for=stands_for,
        )
        if fitting and not found.english:
            return mention
        if fitting:
            others = [p for p in found.candidates if not any(i.place and i.place.path == p.path for i in here)]
            levels = {i.place.level for i in fitting if i.place}
            names = [p.path for p in others if p.level in levels and not p.until]
            return replace(mention, namesakes=tuple(names))
        return replace(mention, unknown=found.text, near=tuple(self._near(found, here)))

    def _fitting(self, found: Found, here: Sequence[Issuer]) -> tuple[Sequence[Issuer], float, bool]:
        """The bodies of a place that are named, how sure its words are, and whether another stands for one named."""
        office = found.office
        if found.keys:
            named = [i for i in here if i.key in found.keys]
            return named or [self.issuers[k] for k in found.keys if self.issuers[k].place is None], 1.0, False
        if office is None:
            return here, 1.0, False
        if fitting := [i for i in here if i.office.family == office.family]:
            return fitting, 1.0, False
        other = PAIRED.get(office.family, CENTRE if re.search(r"\bcdc\b", found.text) else "")
        if paired := [i for i in here if other and i.office.family == other]:
            return paired, 1.0, True
        near = near_kinds(office.family) if found.english else ()
        if near and len(fitting := [i for i in here if i.office.family in near]) == 1:
            return fitting, CUT, False
        return contracted(office.family + office.rank, here), CUT, False

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
        found = self.sounds.find(text) or self._cut_name(text)
        if found is None:
            return []
        office = office_behind(text, found.end)
        end = office.end() if office else found.end
        kind = office_of(office.group(1)) if office else None
        places = tuple(dict.fromkeys(place for name in found.names for place in self.own[name]))
        return [self._resolve(Found(found.start, end, places, text[found.start : end], CUT, kind))]

    def _cut_name(self, text: str) -> Heard | None:
        """A place without its rank word, by its sound, right before a known office or a year: 宜存卫健委."""
        for at in range(SHORTEST_CUT, len(text)):
            if text[at - 1] > "一" and (known_office(text, at) or YEAR_AHEAD.match(text, at)):
                found = self.sounds.ending_at(text, at)
                if found and (known_office(text, at) or BEFORE.search(text[: found.start])):
                    return found
        return None

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
        family = found.office.family if found.office else ""
        alike = [key for key in others if not family or self.issuers[key].office.family == family]
        return list(dict.fromkeys((*(i.key for i in here), *alike)))


def load_names(summaries: Sequence[ReportSummary], gazetteer: Gazetteer) -> Names:
    """The names of an index, ready to be found in questions."""
    issuers = collect_issuers(summaries, gazetteer)
    own: dict[str, dict[Place, None]] = {}
    spelled: dict[str, dict[Place, None]] = {}
    at: dict[str, list[Issuer]] = {}
    whole: dict[str, list[Issuer]] = {}
    for issuer in issuers.values():
        for name in {issuer_key(issuer.name), office_key(issuer.name)}:
            whole.setdefault(name, []).append(issuer)
        if place := issuer.place:
            for name in names_of(place) if place.level == LEVEL else (place.name, short_name(place.name)):
                own.setdefault(name, {})[place] = None
            spelled.setdefault(issuer.spelling, {})[place] = None
            at.setdefault(place.path, []).append(issuer)

    def frozen(found: dict[str, dict[Place, None]]) -> dict[str, tuple[Place, ...]]:
        return {name: tuple(places) for name, places in found.items() if name}

    placed = {path: tuple(there) for path, there in at.items()}
    named, written = frozen(own), frozen(spelled)
    complete = {name: tuple(there) for name, there in whole.items()}
    starts = Starts(named, gazetteer.by_name, gazetteer.by_short)
    kinds = {path: frozenset(issuer.office.family for issuer in there) for path, there in at.items()}
    english = EnglishNames(gazetteer, written, Spellings(written), kinds)
    return Names(
        issuers, gazetteer, named, complete, placed, Kin(issuers), Sounds(named), english, starts, Starts(complete)
    )
