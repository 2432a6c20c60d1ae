"""Whose report of which year: the title, the issuer, its place, the year, and what each of them rests on.

identity_names   names of bodies, one spelling for each ─┐
identity_title   titles in heads, file and page names    ├─▶ identity_weigh ─▶ issuer, year ─▶ identity_place ─▶ region
identity_body    sign-offs, statements, period, labels  ─┘
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from index.errors import NotAReport
from index.gazetteer import Gazetteer, Place
from index.identity_body import FIRST_SECTION, Body, Sign, own_name, read_body
from index.identity_names import CHINESE_YEAR, alike, clean_issuer, issuer_key, plain, western_year
from index.identity_place import Located, Surroundings, place_issuer
from index.identity_title import Title, other_kind, title_of_name, titles_in
from index.identity_weigh import Weighed, Witnesses, weigh_issuer, weigh_year
from index.manifest import ManifestEntry
from index.report import Document, Grid, Prose

__all__ = ["CHINESE_YEAR", "SAMPLE_NOTICE", "Identity", "clean_issuer", "identify", "issuer_key", "western_year"]

SAMPLE_NOTICE = re.compile(r"^样例：.{0,40}请勿引用")
HEAD, TITLE_AT = 60, 8  # lines before section one, and without sections, that a title may stand in
UNSURE = 0.4  # below this confidence a file is refused
EARLIEST, LATEST = 2000, 2100
SITE = re.compile(r"(?:门户|政务|官方)?(?:网站|网|官网|信息公开.{0,6}|政务公开.{0,6}|首页)$")
TOWN_ALONE = re.compile(r"^[\u4e00-\u9fff]{1,8}(?<!街道)[镇乡]$")
ADVICE = "name it in manifest.csv (file,url,published,issuer,year) in the folder that is built"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a report says of itself. `spellings` are the pinyin of its place names, the deepest first.

    `confidence` is 0..1, of issuer, year and region together; `reasons` say in Chinese what they rest on.
    """

    title: str
    issuer: str
    year: int
    region: str  # "江西省/宜春市", "" where the place is not known
    spellings: tuple[str, ...]
    sample: bool
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()


def identify(document: Document, path: Path, gazetteer: Gazetteer, entry: ManifestEntry | None = None) -> Identity:
    """Title, issuer, year and region of a report, from its title, file name, period, body, site and manifest.csv.

    Raises:
        NotAReport: it is something else, or issuer or year cannot be told with certainty; the message says what to do.
    """
    entry = entry or ManifestEntry(file=path.name)
    prose = [block.text for block in document.blocks if isinstance(block, Prose)]
    sample = any(SAMPLE_NOTICE.match(text) for text in prose)
    lines = [line for text in prose if (line := plain(text)) and not SAMPLE_NOTICE.match(line)]
    body = read_body(lines, any(isinstance(block, Grid) for block in document.blocks))
    seen = _witnesses(document, path, lines, body, gazetteer, entry)
    year, issuer = _settled(seen, path, gazetteer, entry)
    first = seen.title if seen.title and seen.title.whole else Title(issuer.value, issuer.value, int(year.value))
    if other := _second_title(lines, first, gazetteer):
        raise NotAReport(path, f"it holds several reports (“{first.text}” and “{other}”): give each a file of its own")
    located = place_issuer(issuer.value, _surroundings(seen, document, path, lines), gazetteer, int(year.value))
    sure = entry.issuer is not None and entry.year is not None
    return _identity(seen, year, issuer, located, sample, path, gazetteer, UNSURE * (not sure))


def _identity(
    seen: Witnesses,
    year: Weighed,
    issuer: Weighed,
    located: Located,
    sample: bool,
    path: Path,
    gazetteer: Gazetteer,
    least: float,
) -> Identity:
    if located.doubt:
        raise NotAReport(path, f"{located.doubt}: {ADVICE}")
    confidence = min(issuer.confidence, 1.0) * min(year.confidence, 1.0) * located.confidence
    if confidence < least:
        why = "；".join((*issuer.reasons, *year.reasons, *located.reasons))
        raise NotAReport(path, f"its issuer or year is not certain ({why}): {ADVICE}")
    title = seen.title or next((t for t in (*seen.names, seen.file) if t), None)
    shown = title.text if title else f"{located.issuer}{year.value}年政府信息公开工作年度报告"
    return Identity(
        title=shown, issuer=located.issuer, year=int(year.value), region=located.place.path if located.place else "",
        spellings=_spellings(located.issuer, located.place, gazetteer), sample=sample, confidence=round(confidence, 2),
        reasons=(*([_title_reason(seen)] if title else []), *issuer.reasons, *year.reasons, *located.reasons),
    )  # fmt: skip


def _title_reason(seen: Witnesses) -> str:
    if seen.title:
        return f"题名第{seen.title.first + 1}行：{seen.title.text}"
    return f"网页标题：{seen.names[0].text}" if seen.names else f"文件名：{seen.file.text if seen.file else ''}"


# ---- what the file says


def _witnesses(
    document: Document, path: Path, lines: Sequence[str], body: Body, gazetteer: Gazetteer, entry: ManifestEntry
) -> Witnesses:
    names = tuple(t for name in document.names if (t := title_of_name(name, gazetteer, beside=False)))
    file = title_of_name(path.stem, gazetteer, beside=True)
    given = Title("", entry.issuer or "", entry.year)
    others = (*names, *([file] if file else []))
    title = _head_title(document, path, lines, body, others, given, gazetteer)
    joined = title is not None and title.last > title.first and clean_issuer(lines[title.first]) == title.issuer
    signs = [*body.signs]
    below = lines[title.last + 1] if title is not None and title.last + 1 < len(lines) else ""
    if (name := own_name(below)) and not below.endswith(":"):  # a name with a colon is whom the report is for
        signs.append(Sign("题名下署名", name))
    signs += [Sign("网页标题", t.issuer) for t in names if t.issuer]
    signs += [Sign("文件名", file.issuer)] if file and file.issuer else []
    signs += [Sign("网站", name) for n in document.names if (name := own_name(SITE.sub("", plain(n).split("_")[-1])))]
    return Witnesses(
        title=title, joined=joined, names=names, file=file, body=body, signs=tuple(dict.fromkeys(signs)),
        published=entry.published or document.published,
    )  # fmt: skip


def _head_title(
    document: Document,
    path: Path,
    lines: Sequence[str],
    body: Body,
    others: Sequence[Title],
    given: Title,
    gazetteer: Gazetteer,
) -> Title | None:
    """The title in the head; None where there is none and the file has sections, or manifest.csv gives another.

    Raises:
        NotAReport: the file is something else, or lists several reports.
    """
    end = len(lines) if body.first_section is None else body.first_section
    start = max(end - HEAD, 0) if body.first_section is not None else 0
    found = [
        replace(title, first=title.first + start, last=title.last + start)
        for title in titles_in(lines[start : min(end, start + HEAD)], gazetteer)
    ]
    kind = other_kind([*lines[:TITLE_AT], *document.names[:1]])
    if not body.sections:
        early = [title for title in found if title.first < TITLE_AT]
        if kind and not (early and early[0].first == 0):
            raise NotAReport(path, f"it has the words “{kind}” in its head and no section of an annual report")
        found = early
    distinct = _distinct(found, gazetteer)
    if len(distinct) > 1:
        return _given_of(distinct, given) if given.whole else _one_of(distinct, body, (*others, given), path)
    if not found and not others and not body.sections and not given.whole:
        what = f"it has the words “{kind}” in its head; " if kind else ""
        raise NotAReport(
            path, f"{what}no title names an issuer and a year (expected “…2020年政府信息公开工作年度报告”): {ADVICE}"
        )
    return max(found, key=lambda title: (title.whole, bool(title.issuer), title.first), default=None)


def _distinct(found: Sequence[Title], gazetteer: Gazetteer) -> list[Title]:
    """Whole titles of different issuers or years, the fullest name of each."""
    known: list[Title] = []
    for title in sorted((title for title in found if title.whole), key=lambda title: -len(title.issuer)):
        if not any(title.year == other.year and alike(title.issuer, other.issuer, gazetteer) for other in known):
            known.append(title)
    return sorted(known, key=lambda title: title.first)


def _given_of(titles: Sequence[Title], given: Title) -> Title | None:
    """The title of several that manifest.csv means."""
    own = (issuer_key(given.issuer), given.year)
    return next((title for title in titles if (issuer_key(title.issuer), title.year) == own), None)


def _one_of(titles: Sequence[Title], body: Body, others: Sequence[Title], path: Path) -> Title:
    """The title of several that the period, the page's name or the file name speaks for.

    Raises:
        NotAReport: none of them does, or for two.
    """
    years = {year for year in (body.period, body.stated, *(t.year for t in others)) if year}
    years = years or ({body.opened} if body.opened else {title.year for title in titles if title.year})
    issuers = {issuer_key(t.issuer) for t in others if t.issuer} | {issuer_key(s.name) for s in body.signs}
    fitting = [title for title in titles if title.year in years]
    named = [title for title in fitting if issuer_key(title.issuer) in issuers]
    chosen = fitting if len(fitting) == 1 else named
    if len(chosen) != 1 or not body.sections:
        listed = "”, “".join(title.text for title in titles[:3])
        raise NotAReport(path, f"it names several reports (“{listed}”), and nothing tells which it is: {ADVICE}")
    return chosen[0]


def _surroundings(seen: Witnesses, document: Document, path: Path, lines: Sequence[str]) -> Surroundings:
    names = tuple(plain(name) for name in document.names)
    title = (seen.title.text,) if seen.title else ()
    return Surroundings(
        fuller=tuple(sign.name for sign in seen.signs),
        near=(*title, *seen.body.addresses, plain(path.stem), *names),
        url=document.url,
        prose="\n".join(lines),
    )


# ---- issuer and year


def _settled(seen: Witnesses, path: Path, gazetteer: Gazetteer, entry: ManifestEntry) -> tuple[Weighed, Weighed]:
    """Year and issuer, those of manifest.csv first.

    Raises:
        NotAReport: one of them is in doubt.
    """
    year, issuer = weigh_year(seen), weigh_issuer(seen, gazetteer)
    if entry.year is not None:
        year = _given(str(entry.year), year, "年度")
    if entry.issuer is not None:
        issuer = _given(entry.issuer, issuer, "机关")
    doubt = "; ".join(filter(None, (issuer.doubt, year.doubt)))
    if not doubt and not EARLIEST <= int(year.value) <= LATEST:
        doubt = f"{year.value} is no year of an annual report"
    if doubt:
        raise NotAReport(path, f"{doubt}: {ADVICE}")
    return year, replace(issuer, value=_whole_name(issuer.value, gazetteer))


def _given(value: str, told: Weighed, what: str) -> Weighed:
    """What manifest.csv gives; where the file says something else, with less confidence."""
    same = issuer_key(told.value) == issuer_key(value) or not told.value
    reasons = [f"{what}{value}：manifest.csv"] + ([] if same else [f"文件本身为“{told.value}”，与 manifest.csv 不一致"])
    return Weighed(value, 1.0 if same else 0.7, reasons)


def _whole_name(issuer: str, gazetteer: Gazetteer) -> str:
    """A government's name where a title has only its place: 黎平县 → 黎平县人民政府."""
    places, rest = gazetteer.cut(issuer)
    alone = (places and not rest) or TOWN_ALONE.search(rest)
    return issuer + "人民政府" if alone else issuer


def _second_title(lines: Sequence[str], own: Title, gazetteer: Gazetteer) -> str:
    """The title of another report that begins in the same file, or "". A title without sections is a reference."""
    opened = [at for at, line in enumerate(lines) if FIRST_SECTION.match(line)]
    for at in opened[1:]:
        for title in titles_in(lines[max(at - TITLE_AT, opened[0] + 1) : at], gazetteer):
            same = not title.issuer or alike(title.issuer, own.issuer, gazetteer)
            if title.year is not None and not (same and title.year == own.year):
                return title.text
    return ""


def _spellings(issuer: str, place: Place | None, gazetteer: Gazetteer) -> tuple[str, ...]:
    known = []
    at: Place | None = place
    while at is not None:
        known.append(at.pinyin)
        at = gazetteer.by_code.get(at.above)
    if known:
        return tuple(known)
    name = re.split(r"省|市|区|县", issuer)[:-1] or [issuer]
    return tuple(_pinyin(part) for part in reversed(name) if part)


@lru_cache(maxsize=4096)
def _pinyin(name: str) -> str:
    from pypinyin import lazy_pinyin  # only for places no gazetteer knows: its tables take 0.2 s to load

    return "".join(lazy_pinyin(name)).lower()
