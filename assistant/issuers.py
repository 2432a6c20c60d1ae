"""The issuers of an index: their names, places, kinds of body and reports by year."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.offices import Office, office_of
from assistant.place_words import MISSPELT_OFFICE
from assistant.towns import body_of_town, place_below, spelling_of
from assistant.wording import CHINESE
from index.figure_store import ReportSummary
from index.gazetteer import Gazetteer, Place, short_name
from index.identity import issuer_key

OF_TOWN = Office("政府", "")


@dataclass(frozen=True, slots=True)
class Issuer:
    """One issuer in the collection with its reports by year (the newest file where a year is there twice)."""

    name: str
    key: str
    place: Place | None
    office: Office
    spelling: str
    reports: dict[int, str]  # year → report id


class Kin:
    """The issuers of a collection by what may stand for them: made once, so that a question costs the same with many.

    `order` is the place of each in the collection, `family` the keys of a kind of body, `below` those of the places
    inside a path or at it, `spelled` those of a place's spelling.
    """

    def __init__(self, issuers: Mapping[str, Issuer]) -> None:
        self.order = {key: number for number, key in enumerate(issuers)}
        self.family = _grouped((issuer.office.family, key) for key, issuer in issuers.items())
        placed = [(key, issuer.place) for key, issuer in issuers.items() if issuer.place]
        self.below = _grouped((path, key) for key, place in placed for path in (*wider_paths(place.path), place.path))
        self.spelled = _grouped((place.pinyin, key) for key, place in placed)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, key in pairs:
        found.setdefault(name, []).append(key)
    return {name: tuple(keys) for name, keys in found.items()}


def wider_paths(path: str) -> list[str]:
    """The paths of the places that hold one, outermost first; not its own."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def collect_issuers(summaries: Sequence[ReportSummary], gazetteer: Gazetteer) -> dict[str, Issuer]:
    """Issuer key → issuer. Reports of one issuer are joined by its name and place."""
    by_path = {place.path: place for place in gazetteer.by_code.values()}
    issuers: dict[str, Issuer] = {}
    for summary in summaries:
        place = by_path.get(summary.region) or _own_place(summary)
        office, spelling = office_of(summary.issuer), summary.spellings[0] if summary.spellings else ""
        if below := place_below(summary.issuer, place, gazetteer):
            place, rest = below
            office = _office_below(rest)
            spelling = spelling_of(place)
        key = f"{issuer_key(summary.issuer)}@{place.path if place else ''}"
        known = issuers.get(key)
        reports = {**(known.reports if known else {}), summary.year: summary.id}
        issuers[key] = Issuer(summary.issuer, key, place, office, spelling, reports)
    return issuers


def _office_below(rest: str) -> Office:
    """The office of a town's or zone's body: its one body is its government, whatever it is called."""
    own = body_of_town(rest, 0)
    return OF_TOWN if not rest or (own and own.end() == len(rest)) else office_of(rest)


def _own_place(summary: ReportSummary) -> Place | None:
    """A place that no gazetteer knows, out of the issuer's own name."""
    parts = re.findall(r"[\u4e00-\u9fff]{2,7}?(?:省|自治区|市|区|县|旗|州)", summary.issuer)
    if not parts:
        return None
    level = 1 if parts[-1].endswith("省") else 2 if parts[-1].endswith("市") else 3
    spelling = summary.spellings[0] if summary.spellings else ""
    return Place(f"own:{parts[-1]}", parts[-1], level, "", spelling, "", "/".join(parts), short_name(parts[-1]))


def issuer_key_kept(text: str) -> str:
    """The question with its issuers' names in one spelling; blanks stay, so that English words stay apart."""
    text = MISSPELT_OFFICE.sub(r"卫健\1", text)
    return " ".join(issuer_key(part) if CHINESE.search(part) else part for part in text.split(" "))
