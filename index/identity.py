"""Whose report of which year: the title, the issuer, its place, the year."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import NotAReport
from index.gazetteer import Gazetteer, Place
from index.labels import printed_text
from index.manifest import ManifestEntry
from index.report import Document, Prose

SAMPLE_NOTICE = re.compile(r"^样例：.{0,40}请勿引用")
KIND = r"(?:政府信息(?:公开)?|政务公开|信息公开|政府信息与政务公开)"
TITLE = re.compile(
    rf"^(?:关于)?(?P<before>.*?)(?P<year>(?:19|20)\d{{2}})年?(?:度)?(?P<after>.*?){KIND}.{{0,14}}?(?:年度?报告?|年报|报告)"
)
CHINESE_YEAR = re.compile(r"([二一][〇○零Ｏ九０O0][〇○零一二三四五六七八九十０O0]{2})年")
DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | dict.fromkeys("〇○ＯO０0", "0")
OFFICE = re.compile(
    r"(?:委员会|委|局|厅|办公室|办|政府|部|院|中心|所|处|署|行|社|会|站|街道|镇|乡|集团|公司|学校|大学|学院|医院|园区|开发区|管委会)$"
)
FIRST_SECTION = re.compile(r"^\s*[一1]\s*[、．.,，]\s*(?:总体|概述|基本情况)")
TITLE_LINES = 4
HEAD = 12
LONGEST_TITLE_LINE = 60
SHORTENED = (
    ("卫生健康委员会", "卫健委"), ("卫生健康委", "卫健委"), ("卫生健康局", "卫健局"),
    ("卫生和计划生育委员会", "卫计委"), ("卫生计生委", "卫计委"),
    ("委员会", "委"), ("人民政府", "政府"), ("中医药管理局", "中医药局"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """What a report says of itself. `spellings` are the pinyin of its place names, the deepest first."""

    title: str
    issuer: str
    year: int
    region: str  # "江西省/宜春市", "" where the place is not known
    spellings: tuple[str, ...]
    sample: bool
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()


def identify(document: Document, path: Path, gazetteer: Gazetteer, entry: ManifestEntry | None = None) -> Identity:
    """Read title, issuer, year and region from the head of a report, else from its file name and body.

    Raises:
        NotAReport: no title with an issuer and a year is found.
    """
    prose = [block for block in document.blocks if isinstance(block, Prose)]
    sample = any(SAMPLE_NOTICE.match(block.text) for block in prose)
    found = _title([block.text for block in prose[:HEAD]]) or _title([path.stem])
    if found is None:
        raise NotAReport(path, "no title names an issuer and a year (expected “…2020年政府信息公开工作年度报告”)")
    title, issuer, year = found
    if other := _second_title(prose, issuer, year):
        raise NotAReport(path, f"it holds several reports (“{title}” and “{other}”): give each a file of its own")
    place = gazetteer.locate(issuer, [title, *(block.text for block in prose)])
    return Identity(title, issuer, year, place.path if place else "", _spellings(issuer, place, gazetteer), sample)


def _title(lines: list[str]) -> tuple[str, str, int] | None:
    for start in range(len(lines)):
        joined = ""
        for line in lines[start : start + TITLE_LINES]:
            if len(line) > LONGEST_TITLE_LINE:
                break
            joined += re.sub(r"\s+", "", unicodedata.normalize("NFKC", printed_text(line)))
            found = TITLE.match(western_year(joined))
            if found and (issuer := clean_issuer(found["before"]) or clean_issuer(found["after"])):
                return joined, issuer, int(found["year"])
    return None


def _second_title(prose: Sequence[Prose], issuer: str, year: int) -> str:
    """The title of another report that begins in the same file, or "". A title without sections is a reference."""
    opened = [at for at, block in enumerate(prose) if FIRST_SECTION.match(block.text)]
    for at in opened[1:]:
        head = [block.text for block in prose[max(at - HEAD, opened[0] + 1) : at]]
        found = _title(head)
        if found and (issuer_key(found[1]), found[2]) != (issuer_key(issuer), year):
            return found[0]
    return ""


def western_year(text: str) -> str:
    """二〇二〇年 → 2020年, wherever it stands in the text."""
    return CHINESE_YEAR.sub(lambda found: "".join(DIGITS.get(c, c) for c in found.group(1)) + "年", text)


def clean_issuer(text: str) -> str:
    """An issuer's name without the words a title puts around it; "" where nothing like a name is left."""
    text = re.sub(r"^(?:关于|公布|印发|发布)|[《》“”\"'\-—_:：,，.。、\s]+|(?:年度|度|的|年)$", "", text)
    return text if len(text) >= 3 and OFFICE.search(text) else ""


def _spellings(issuer: str, place: Place | None, gazetteer: Gazetteer) -> tuple[str, ...]:
    known = []
    at: Place | None = place
    while at is not None:
        known.append(at.pinyin)
        at = gazetteer.by_code.get(at.above)
    if known:
        return tuple(known)
    from pypinyin import lazy_pinyin  # only for places no gazetteer knows: its tables take 0.2 s to load

    name = re.split(r"省|市|区|县", issuer)[:-1] or [issuer]
    return tuple("".join(lazy_pinyin(part)).lower() for part in reversed(name) if part)


def issuer_key(name: str) -> str:
    """One spelling for an issuer's name: 卫生健康委员会 = 卫生健康委 = 卫健委, blanks and width ignored."""
    key = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
    for long, short in SHORTENED:
        key = key.replace(long, short)
    return key
