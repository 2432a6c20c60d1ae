"""Which kind of body a name speaks of: health, Chinese medicine, or another by its own word; Chinese and English."""

import re
from typing import NamedTuple

from index.identity import issuer_key

FAMILIES = {
    "health": re.compile(r"卫生健康|卫健|卫计|卫生|健康委"),
    "tcm": re.compile(r"中医药?"),
}
# What follows a place directly and ends like an office is one, known or not: 宜春市教育局 is not 宜春市卫生健康委.
OFFICE = re.compile(
    r"[的之]?((?:(?![收申罚许年的有多和与是比受办处公报各所共采])[\u4e00-\u9fff]|公(?=[安路共积用])|采(?=购办)){1,10}?"
    r"(?:管委会|办公室|委|局|厅|办|部门|中心|支队|医院|学校|大学|街道|海关|人民法院|人民检察院|检察院|红十字会|残联|妇联|总工会)|政府(?:办公室|办)?)"
)
KNOWN_OFFICE = re.compile(r"(卫生健康|卫健|卫计|卫生|中医药管理|中医药|中医)(委|局|厅|部门)")
ENGLISH_OFFICES = (
    (re.compile(r"traditional chinese medicine|\btcm\b|chinese medicine"), "tcm"),
    (re.compile(r"\bhealth\w*|\bhelth\b"), "health"),
    (re.compile(r"\beducation\b"), "教育"),
    (re.compile(r"\bpublic security\b|\bpolice\b"), "公安"),
    (re.compile(r"\bcivil affairs\b"), "民政"),
    (re.compile(r"\bfinance\b"), "财政"),
    (re.compile(r"\benvironment\w*"), "生态环境"),
    (re.compile(r"\bmarket regulation\b"), "市场监督管理"),
    (re.compile(r"\bhousing\b"), "住房和城乡建设"),
    (re.compile(r"\bagricultur\w*"), "农业农村"),
    (re.compile(r"\bnatural resources\b"), "自然资源"),
    (re.compile(r"\bstatistics\b"), "统计"),
)
ENGLISH_NAME = re.compile(
    r"(?:['’]s)?\s+((?:(?!in\b|for\b|on\b|at\b|and\b|did\b|has\b|have\b|to\b|vs\b|with\b)[a-z'’]+\s+){0,6}?)"
    r"(?:commission|bureau|burau|administration|committee|department|authority|office|agency|tcm|ministry|court|police)\b"
    r"(?:\s+(?:of|for)\s+(?:the\s+)?(?:traditional chinese medicine|[a-z]+(?: and [a-z]+)?))?"
)
NO_OFFICE = {
    "which",
    "what",
    "each",
    "every",
    "any",
    "one",
    "other",
    "same",
    "both",
    "all",
    "no",
    "the",
    "municipal",
    "city",
    "county",
    "district",
    "provincial",
    "province",
    "people's",
    "local",
    "own",
}
ENGLISH_BODY = re.compile(
    r"\b(commission|bureau|burau|administration|committee|department|authority|office|agency|health authority)s?\b"
)


class EnglishOffice(NamedTuple):
    """A kind of body named in English, and how many characters name it."""

    family: str
    rank: str
    length: int


class Office(NamedTuple):
    """A kind of body and, in Chinese, its rank word (委, 局, 厅 …; "" where none is given)."""

    family: str
    rank: str


def office_of(name: str) -> Office:
    """The office in an issuer's name, place words and all."""
    key = issuer_key(name)
    rank = next((r for r in ("管委会", "办公室", "委", "局", "厅", "办", "政府") if key.endswith(r)), "")
    for family, words in FAMILIES.items():
        if words.search(key):
            return Office(family, rank)
    bare = re.sub(r"^.*?(?:省|自治区|市|区|县|旗|州|盟)(?=[^局委厅办]{1,})", "", key)
    while (shorter := re.sub(r"^[^省市区县旗州盟]{1,6}?(?:省|市|区|县|旗|州|盟)", "", bare)) != bare and shorter:
        bare = shorter
    return Office(bare.removesuffix(rank) or rank, rank)


def english_office(text: str) -> EnglishOffice | None:
    """The office that English words right behind a place speak of, known or not; None where they speak of none."""
    found = ENGLISH_NAME.match(text)
    if not found:
        return None
    for words, family in ENGLISH_OFFICES:
        if words.search(found.group()):
            return EnglishOffice(family, "", found.end())
    own = " ".join(word for word in found.group(1).split() if word not in NO_OFFICE)
    return EnglishOffice(own, "", found.end()) if own else None
