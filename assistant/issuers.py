"""The issuers of an index: their names, places, kinds of body and reports by year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.offices import Office, office_of
from assistant.place_words import MISSPELT_OFFICE
from index.figure_store import ReportSummary
from index.gazetteer import Gazetteer, Place, short_name
from index.identity import issuer_key


@dataclass(frozen=True, slots=True)
class Issuer:
    """One issuer in the collection with its reports by year (the newest file where a year is there twice)."""

    name: str
    key: str
    place: Place | None
    office: Office
    spelling: str
    reports: dict[int, str]  # year → report id


def collect_issuers(summaries: Sequence[ReportSummary], gazetteer: Gazetteer) -> dict[str, Issuer]:
    """Issuer key → issuer. Reports of one issuer are joined by its name and place."""
    by_path = {place.path: place for place in gazetteer.by_code.values()}
    issuers: dict[str, Issuer] = {}
    for summary in summaries:
        place = by_path.get(summary.region) or _own_place(summary)
        key = f"{issuer_key(summary.issuer)}@{place.path if place else ''}"
        known = issuers.get(key)
        spelling = summary.spellings[0] if summary.spellings else ""
        reports = {**(known.reports if known else {}), summary.year: summary.id}
        issuers[key] = Issuer(summary.issuer, key, place, office_of(summary.issuer), spelling, reports)
    return issuers


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
    return " ".join(issuer_key(part) if re.search(r"[\u4e00-\u9fff]", part) else part for part in text.split(" "))
