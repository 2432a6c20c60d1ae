"""A region that stands for the bodies in it: all of them, or those of its counties, "宜春市各县区卫健委"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.first_look import Look
from assistant.intent import wants
from assistant.mentions import Mention
from assistant.names import Names
from assistant.offices import known_office, office_of
from index.gazetteer import Place

COUNTY, TOWN = 3, 4  # levels of places
NEAR = 8  # characters between a region and its divisions: a year
DIVISION = r"县市区|市县区|县区市|县区|区县|市区县|县市|市县|市州|州市|地市|盟市|乡镇|镇街|街道|乡|镇|县|区|旗|市|州"
BELOW = Look(
    rf"(?:各|每个?|所有|全部)(?:个|地)?({DIVISION})(?!政府|直)|(?:下属|下辖|所辖|下级|辖内|辖区内?)的?(?:各|所有)?({DIVISION})?"
    rf"|({DIVISION})级(?:的)?(?:单位|机关|部门|卫)"
)
BELOW_EN = Look(
    r"\b(?:(counties|districts)|(count(?:y|ies)|districts?)(?:-level)? (?:[a-z]+ ){0,3}"
    r"(?:bureaus|offices|commissions|bodies|administrations|agencies)|(cities|municipalit\w+|prefectures)|(towns(?:hips)?))\b[^.?]{0,30}\b(?:in|of|within|under|below)\b"
)


@dataclass(frozen=True, slots=True)
class Region:
    """The bodies that a region stands for, () for none; `said` names it as it was asked."""

    keys: tuple[str, ...]
    said: str


def region_asked(text: str, mentions: Sequence[Mention], names: Names, *, meant: bool) -> Region | None:
    """The region that a question names as one; `meant`: a place stands for the bodies in it anyway."""
    if len(mentions) != 1:
        return None
    level = None if mentions[0].office else _level(text, mentions[0])
    if level is None and not meant and not wants("within", text):
        return None
    mention = mentions[0]
    places = [p for p in names.gazetteer.by_code.values() if p.level < (level or COUNTY) and _names(p, mention)]
    if not places:
        return None
    inside = [(k, i) for k, i in names.issuers.items() if i.place and any(i.place.within(p) for p in places)]
    if level is None:
        return Region(tuple(k for k, _ in inside), mention.text) if inside else None
    office = known_office(text, anywhere=True)
    family = office_of(office.group()).family if office else ""
    keys = tuple(
        key
        for key, issuer in inside
        if issuer.place
        and (issuer.place.level == level if level else all(issuer.place.path != p.path for p in places))
        and (not family or issuer.office.family == family)
    )
    return Region(keys, _said(text, mention))


def _level(text: str, mention: Mention) -> int | None:
    """The level of the divisions of a region that are asked for: 0 for any below it, None where the region is."""
    if found := BELOW_EN.search(text):
        return COUNTY if found[1] or found[2] else TOWN if found[4] else COUNTY - 1
    if not (found := BELOW.search(text, mention.end)) or found.start() - mention.end > NEAR:
        return None
    division = found[1] or found[2] or found[3] or ""
    if not division:
        return 0
    if re.search("[县区旗]", division):
        return COUNTY
    return TOWN if re.search("[乡镇街]", division) else COUNTY - 1


def _names(place: Place, mention: Mention) -> bool:
    return place.name in mention.text or mention.text in (place.short, place.pinyin)


def _said(text: str, mention: Mention) -> str:
    """The words of a question that name the bodies: from the region to the office, or to the division."""
    if found := BELOW_EN.search(text):
        return text[min(found.start(), mention.start) : max(found.end(), mention.end)].strip()
    if not (found := BELOW.search(text, mention.end)):
        return mention.text
    office = known_office(text, found.end())
    return text[mention.start : office.end() if office else found.end()].strip()
