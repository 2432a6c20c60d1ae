"""The same issuer and year twice: which report is the newer version, and which is a copy.

Two reports are versions of one another where the issuer (`Version.group`), the region and the year are the same: a
government and its office (人民政府, 政府办公室) are two issuers. Their order is told by, in this turn:

1. a real report before the project's own samples: a sample never supersedes a real report;
2. the date it was published, as the file or manifest.csv says it, else the date in the file's own name (20210315,
   2021-03-15, 2021年3月15日); where only some of the versions have a date, 3 is asked first, and those without one
   count as the older ones;
3. a word in the file's name or the title that says it was put right: 更正, 修订, 更新, 重新发布 … or a version number;
4. the row of manifest.csv; a later row is newer;
5. the file's name in the order of its numbers, "page.html#2" after "page.html", "报告(10)" after "报告(9)".

So the order is total, and the same whatever order the reports come in. A copy (the same bytes, or the same cells and
text) is superseded like an older version, by the one with the first name.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from index.gazetteer import load_gazetteer
from index.identity import issuer_key

CORRECTED = re.compile(
    r"更正|修订|订正|修正|更新|重发|重新发布|最终|终稿|定稿|第[二三四五]版|(?<![a-z])(?:v|ver|rev)[2-9]", re.I
)
DAY_IN_NAME = re.compile(r"(?<!\d)(20\d\d)(?:年|[-_.]?)(0?[1-9]|1[0-2])(?:月|[-_.]?)([0-2]?\d|3[01])日?(?!\d)")
NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What of a report tells its place among the versions of the same report."""

    id: str
    file: str
    issuer: str
    region: str
    year: int
    title: str = ""
    content_hash: str = ""
    published: str | None = None  # ISO date, as the file or manifest.csv says
    row: int = 0  # of manifest.csv, 0 where it has none
    sample: bool = False

    @property
    def group(self) -> tuple[str, str]:
        """What reports of one issuer have in common: the key of its name, and its region.

        Where the region is known the places in the name are left aside: 平凉市崆峒区卫健局 is 崆峒区卫健局.
        """
        key = issuer_key(self.issuer)
        return (load_gazetteer().cut(key)[1] or key) if self.region else key, self.region


def superseded(reports: Iterable[Version]) -> dict[str, str]:
    """Id of every older version and copy → id of the newest version of the same issuer and year."""
    found: dict[str, str] = {}
    wanted = sorted(reports, key=_same)
    for _, versions in groupby(wanted, key=_same):
        alike = list(versions)
        dated = all(_day(version) for version in alike)
        ranked = sorted(alike, key=lambda version: _age(version, dated))
        newest = ranked[-1]
        # Of the same content the first name stays: a copy says nothing new.
        same = [
            v for v in ranked if v.content_hash and v.content_hash == newest.content_hash and v.sample == newest.sample
        ]
        kept = min(same, key=_place, default=newest)
        found |= {version.id: kept.id for version in ranked if version.id != kept.id}
    return found


def _same(version: Version) -> tuple[str, str, int]:
    return (*version.group, version.year)


def _age(version: Version, dated: bool) -> tuple[object, ...]:
    """The sort key of a version; the greatest is the newest. `dated` says whether each of the versions has a date."""
    corrected = bool(CORRECTED.search(version.file.rsplit("/", 1)[-1]) or CORRECTED.search(version.title))
    day = _day(version)
    return (not version.sample, *((day, corrected) if dated else (corrected, day)), version.row, *_place(version))


def _day(version: Version) -> str:
    return version.published or _day_in_name(version.file.rsplit("/", 1)[-1])


def _place(version: Version) -> tuple[object, ...]:
    return natural(version.file), version.id


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A name in the order of its numbers: "报告2" before "报告10"."""
    plain = unicodedata.normalize("NFKC", name)
    return tuple((1, int(part), "") if part.isdecimal() else (0, 0, part) for part in NUMBERS.split(plain))


def _day_in_name(name: str) -> str:
    days = []
    for found in DAY_IN_NAME.finditer(unicodedata.normalize("NFKC", name)):
        try:
            days.append(date(*map(int, found.groups())).isoformat())
        except ValueError:
            continue
    return max(days, default="")
