"""A kind of body named without its place: "卫健局", "the district health bureau", 省中医药局."""

import re

from assistant.first_look import Look
from assistant.issuers import Issuer, Kin
from assistant.mentions import Mention
from assistant.offices import ENGLISH_BODY, FAMILIES, Office, english_office, known_office, names_of_kind, office_of
from assistant.place_words import NATIONAL, RANKS, TCM, TCM_BODY

PROVINCE, COUNTY = 1, 3  # levels of places
RANK_BEFORE = Look(r"(?<![省市县区各])[省市县区]$|\b(?:county|district|city|municipal|provincial) $")
RANK_EN = Look(r"(?:^|\W)(county|district|city|municipal|provincial)\b")


def offices_alone(text: str, issuers: dict[str, Issuer], kin: Kin) -> list[Mention]:
    """The kind of body named, with all bodies of the collection that are of it; of the rank named where some are."""
    if far := NATIONAL.search(text):
        return [Mention(far.group(), far.start(), far.end(), (), unknown=far.group(), office=True)]
    named = _named(text, kin)
    if named is None:
        return []
    office, start, end, ranks = named
    words = text[start:end]
    fitting = kin.family.get(office.family, ())
    if ranks:
        ranked = tuple(key for key in fitting if _is_of_ranks(issuers[key], ranks))
        if ranked and len(ranked) < len(fitting):
            start -= len(ranks[0]) if text[:start].endswith(ranks[0]) else 0
            return [Mention(text[start:end], start, end, ranked, bare_office=True, sure=0.9)]
    if not fitting:
        return [Mention(words, start, end, (), unknown=words, bare_office=True, family=office.family)]
    return [Mention(words, start, end, fitting, bare_office=True, family=office.family)]


def _named(text: str, kin: Kin) -> tuple[Office, int, int, list[str]] | None:
    """The kind of body named, where its words stand, and the ranks of its place that stand with it."""
    if found := _own_office(text, kin):
        office, start, end = office_of(found.group()), found.start(), found.end()
    elif tcm := TCM.search(text):
        office, start, end = office_of(TCM_BODY), tcm.start(), tcm.end()
    elif body := ENGLISH_BODY.search(text):
        words = text[: body.end()].rpartition("the ")[2].split(", ")[-1]
        kind = english_office(" " + RANK_EN.split(words)[-1].strip())
        if kind is None or not names_of_kind(kind.family):
            return None  # "the bureau" names no kind
        office, start, end = Office(*kind[:2]), body.end() - len(words), body.end()
        if said := RANK_EN.findall(words):
            return office, start, end, said
    else:
        return None
    rank = RANK_BEFORE.search(text[:start])
    return office, start, end, [rank.group()] if rank else []


def _own_office(text: str, kin: Kin) -> re.Match[str] | None:
    """The first kind of body named that the collection has, or one of health, which it is asked for most."""
    found = known_office(text, anywhere=True)
    while found and office_of(found.group()).family not in {*kin.family, *FAMILIES}:
        found = known_office(text, found.end(), anywhere=True)
    return found


def _is_of_ranks(issuer: Issuer, ranks: list[str]) -> bool:
    """Whether a body is of one of the ranks; "county or district" is every body at that level, 湘乡市 too."""
    if {*ranks} >= {"county", "district"} and issuer.place is not None and issuer.place.level == COUNTY:
        return True
    return any(_is_of_rank(issuer, rank) for rank in ranks)


def _is_of_rank(issuer: Issuer, rank: str) -> bool:
    """Whether a body's place has the rank named before its office: 省中医药局, "the county health bureau"."""
    place, word = issuer.place, RANKS.get(rank.strip(), rank.strip())
    return place is not None and (place.level == PROVINCE if word == "省" else place.name.endswith(word))
