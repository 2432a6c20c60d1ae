"""The numbers that a question says, in whatever notation: 5千万元, half a million yuan, 3k, ￥2m.

An answer may write a number of the question in digits ("over 50 million yuan" for "fifty million"): it is the
question's own, not a figure of a report.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from eval.numbers import Amount, chinese_value, find_numerals

_STEPS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9}
_SCALES |= {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_BELOW: dict[str, int | Decimal] = {"a": 1, "an": 1, "half a": Decimal("0.5"), "one": 1, "two": 2, "three": 3}
_BELOW |= {"four": 4, "five": 5, "six": 6}
_BELOW |= {"seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30}
_BELOW |= {"forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_MIXED = re.compile(r"(?<![\d.])(?P<digits>\d[\d,]*(?:\.\d+)?)\s*(?P<steps>[十百千万亿]+)\s*(?P<yuan>元|块)?")
_CHINESE = re.compile(r"(?P<digits>[零一二两三四五六七八九十百千万亿]{2,})\s*(?P<yuan>元|块)?")
_ENGLISH = re.compile(
    rf"(?<![\w.])(?P<below>\d[\d,]*(?:\.\d+)?|{'|'.join(sorted(_BELOW, key=len, reverse=True))})[\s-]*"
    rf"(?P<scales>(?:(?:{'|'.join(sorted(_SCALES, key=len, reverse=True))})\b[\s-]*)+)(?P<yuan>yuan|rmb|cny)?",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[￥¥]|\b(?:rmb|cny)\b|yuan", re.IGNORECASE)


def amounts_said(question: str) -> tuple[Amount, ...]:
    """Every number of a question, as a count or, where it says so, an amount of money; with either sign."""
    read = [Amount(n.value, n.unit) for n in find_numerals(question)]
    found = [*read, *_mixed(question), *_chinese(question), *_english(question)]
    return tuple(Amount(sign * amount.value, amount.unit) for amount in found for sign in (1, -1))


def _mixed(question: str) -> Iterator[Amount]:
    for said in _MIXED.finditer(question):
        value = Decimal(said["digits"].replace(",", ""))
        for step in said["steps"]:
            value *= _STEPS[step]
        yield Amount(value, "元" if said["yuan"] else "")


def _chinese(question: str) -> Iterator[Amount]:
    for said in _CHINESE.finditer(question):
        value = chinese_value(said["digits"])
        if value is not None:
            yield Amount(value, "元" if said["yuan"] else "")


def _english(question: str) -> Iterator[Amount]:
    for said in _ENGLISH.finditer(question):
        below = said["below"].lower()
        value = Decimal(_BELOW.get(below, 0) or below.replace(",", ""))
        for scale in re.findall(r"[a-z]+", said["scales"].lower()):
            value *= _SCALES[scale]
        yield Amount(value, "元" if _MONEY.search(question) else "")
