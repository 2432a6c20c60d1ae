"""Issuers of look-alike names out of the national gazetteer: namesakes, 市/区/县 of one name, 委 and 局 of one place.

None of them is what a question on the collection's own issuers may mean: their places neither bear the name nor have
the spelling of one that is there. Districts below a city of the collection are taken first.
"""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.gazetteer import Gazetteer, Place
from index.report import Report

# Each place gets those of one row, in turn: variants of one body, and bodies that share its words.
BODIES = (
    ("卫生健康局", "中医药管理局"),
    ("卫生健康委员会", "疾病预防控制局"),
    ("卫生健康委", "医疗保障局"),
    ("卫生健康局", "卫生监督所"),
)
YEARS = (2019, 2020, 2021, 2022, 2023)


@dataclass(frozen=True, slots=True)
class LookAlike:
    """One issuer that is added."""

    issuer: str
    place: Place
    year: int


def lookalikes(count: int, seed: int, reports: Sequence[Report], gazetteer: Gazetteer) -> list[LookAlike]:
    """Return so many issuers, each another name; the same seed, the same names.

    Raises:
        ValueError: there are not so many names.
    """
    chance = random.Random(seed)
    found: dict[str, LookAlike] = {}
    for number, place in enumerate(_in_order(reports, gazetteer, chance)):
        for body in BODIES[number % len(BODIES)]:
            issuer = f"{_full_name(place)}{body}"
            found.setdefault(issuer, LookAlike(issuer, place, chance.choice(YEARS)))
            if len(found) == count:
                return list(found.values())
    raise ValueError(f"there are {len(found)} look-alike names, not {count}")


def _in_order(reports: Iterable[Report], gazetteer: Gazetteer, chance: random.Random) -> list[Place]:
    """Places below those of the collection first, then those that share their name with others, then all others."""
    listed = list(reports)
    spelled = {spelling for report in listed for spelling in report.spellings}
    named = " ".join(f"{report.issuer} {report.region}" for report in listed)
    regions = tuple(report.region for report in listed if report.region.count("/") == 1)
    places = [
        place
        for place in sorted(gazetteer.by_code.values(), key=lambda place: place.code)
        if place.level >= 2
        and not place.until
        and place.pinyin not in spelled
        and place.short not in named
        and len(place.short) > 1
    ]
    chance.shuffle(places)
    shared = Counter(place.short for place in places)
    below = [place for place in places if place.path.startswith(regions)] if regions else []
    twice = [place for place in places if shared[place.short] > 1]
    return list({place.code: place for place in (*below, *twice, *places)}.values())


def _full_name(place: Place) -> str:
    """A county with the city it belongs to: 南京市鼓楼区, 徐州市鼓楼区."""
    return "".join(place.path.split("/")[-2:]) if place.level > 2 else place.name
