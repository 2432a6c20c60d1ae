"""The kind of a body by the initials of its English name behind a place: "Yichun MHC", "Luting CHB"."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.offices import english_kinds

JOINING = {"and", "of", "the", "for"}
SHORTEST = 3  # letters typed small that may be initials
# Of the province, city, county or district; of the people's government; bureau, commission, administration …
INITIALS = re.compile(r"(?P<rank>p|m|c|d)?(?P<kind>[a-z]{1,5}?)(?P<body>b|c|a|o|d)")
BEHIND = re.compile(r"(?:['’]s)?\s+\(?(?P<said>[a-z]{2,7})\b(?![-'’/])\)?")
NO_BODY = {"cdc", "tcm", "ngo", "cpc", "prc", "usd", "faq", "ppp", "doc", "pdf", "foia"}


class Initials(NamedTuple):
    """The kinds of body that initials may stand for, and how many characters they take behind the place."""

    kinds: tuple[str, ...]
    length: int


def initials_behind(text: str, original: str, there: Collection[str]) -> Initials | None:
    """The initials right behind an English place; None where they are none.

    `text` begins behind the place, `original` is the question as typed; `there` are the kinds of bodies that the place
    has: typed small, initials are those of such a body only.
    """
    found = BEHIND.match(text)
    said = found["said"] if found else ""
    if found is None or said in NO_BODY:
        return None
    kinds = kinds_of_initials(said)
    own = tuple(kind for kind in kinds if kind in there)
    capitals = not original.isupper() and bool(re.search(rf"\b{said.upper()}\b", original))
    if not own and not (capitals and kinds):
        return None
    if not capitals and len(said) < SHORTEST:
        return None
    return Initials(own or kinds, found.end())


@lru_cache(maxsize=1024)
def kinds_of_initials(said: str) -> tuple[str, ...]:
    """The kinds whose English name begins its words with these letters, with or without rank and kind of body."""
    found: list[str] = []
    whole = INITIALS.fullmatch(said)
    parted = [whole["kind"]] if whole else []
    if whole and whole["rank"]:
        parted.append(whole["rank"] + whole["kind"])
    for letters in parted:
        found += _by_initials().get(letters, ())
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _by_initials() -> dict[str, tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}
    for kind, names in english_kinds().items():
        for letters in {letters for name in names for letters in _initials(name.replace("-", " ").split())}:
            known[letters] = (*known.get(letters, ()), kind)
    return known


def _initials(words: Sequence[str]) -> tuple[str, ...]:
    """The first letters of a name, without and with the words that join it; "tcm" is one already."""
    if words == ["tcm"]:
        return ("tcm",)
    return tuple({"".join(word[0] for word in words if word not in JOINING), "".join(word[0] for word in words)})
