"""What "which bodies …" and "how many bodies …" ask of a cell: a comparison with a number, two bounds, or a blank."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import cast

from assistant.first_look import Look
from assistant.query import Comparison, Condition

NUMBER = r"([\d,]*\d(?:\.\d+)?)(万(?!元))?"
MANY = 10_000
BOUNDS = (
    (">", Look(rf"(?:大于|(?<![不没未])(?<!没有)超过|多于|高于|超出)(?:了)?\s*{NUMBER}")),
    (">", Look(rf"(?<!no )(?<!not )\b(?:more than|over|above|greater than|exceed\w*|upwards? of)\s+{NUMBER}")),
    (">=", Look(rf"(?:至少有?|不少于|不低于|不小于|达到|满|at least|no fewer than|no less than)\s*{NUMBER}")),
    (">=", Look(rf"{NUMBER}\s*[件项个条次万元]{{0,2}}(?:及|或)?以上|{NUMBER} (?:or more|and above|and over)")),
    ("<", Look(rf"(?:小于|(?<!不)少于|(?<!不)低于|不到|不足|不满|未达|未满)\s*{NUMBER}")),
    ("<", Look(rf"(?<!no )\b(?:fewer than|less than|below|under)\s+{NUMBER}")),
    ("<=", Look(rf"(?:不超过|没有?超过|未超过|不多于|不高于|不大于|至多|顶多)(?:了)?\s*{NUMBER}")),
    ("<=", Look(rf"\b(?:at most|no more than|not more than|not over|up to)\s+{NUMBER}")),
    ("<=", Look(rf"{NUMBER}\s*[件项个条次万元]{{0,2}}(?:及|或)?以下|{NUMBER} (?:or fewer|or less|and below)")),
)
BETWEEN = Look(
    rf"(?:介于|在)?\s*{NUMBER}\s*[件项个条次]?\s*(?:到|至|和|与|-|~|—)\s*{NUMBER}\s*[件项个条次万元]{{0,2}}之间"
    rf"|\bbetween\s+{NUMBER}\s+and\s+{NUMBER}"
)
OTHERS = (
    ("blank", Look(r"空着|空白|未填|没填|没有填|留空|blank|left empty|not filled")),
    (
        "!=",
        Look(
            r"(?:不为|不是|不等于|非)(?:零|0)|non-?(?:zero|0)\b|\bnot (?:a )?(?:zero|0)\b|\bno (?:zeroe?s?|0s?|nils?)\b"
            r"|\bother than (?:zero|0)\b|有数(?:字|的)"
        ),
    ),
    ("==", Look(rf"(?:等于|刚好|正好|恰好|就是|equals?|exactly)\s*{NUMBER}")),
    (
        "==",
        Look(
            r"一[件个起份宗]?.{0,4}(?:也|都)?(?:没|未)|一[件个起份宗条][^，。？,?]{0,10}(?:也|都)(?:没|未)|没有|未收到|没收到|为零|为0|是0|是零|零申请|无申请|0件"
        ),
    ),
    ("==", Look(r"\bno\b|\bzero\b|(?<![\d.,])\b0\b(?![.,]?\d)|\bnone\b|\bnot (?:receive|have|issue|handle)|did ?n.t")),
)
MONEY_SCALES = {"": 1, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
MONEY_SCALES |= {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
MONEY = Look(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>百万|千万|千|万|亿|thousand|million|billion)?\s*(?:元|块钱?|yuan|rmb|cny)(?![素旦月])"
)
MONEY_ASKED = Look(r"采购(?!项目)|金额|收费(?!项目)|费用|经费|支出|花了?|钱")
BARE_MONEY = Look(
    r"(?:\d[\d,]*(?:\.\d+)?\s*(?:百万|千万|万|亿)|[一二两三四五六七八九十百千]+[万亿])(?![元块件项条个份人次家户万亿]|分之)"
)
DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
PLACES = {"十": 10, "百": 100, "千": 1_000}
NUMERAL = Look(
    r"(?<![第几数分之零〇一二两三四五六七八九十百千])[零〇一二两三四五六七八九十百千]*[十百千][零〇一二两三四五六七八九十百千]*万?(?!分之)"
)
FEW = Look(
    r"((?:大于|超过|多于|高于|至少|不少于|不低于|达到|小于|少于|低于|不到|不足|不满|不多于|不高于|至多|顶多)(?:了|有)?)"
    r"([一二两三四五六七八九])(?=[件项个条次份起宗])"
)
ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
ONES += " seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS = dict(zip(ONES.split(), range(20), strict=True)) | dict(zip(TENS.split(), range(20, 100, 10), strict=True))
SCALES = {"hundred": 100, "thousand": 1_000}
ENGLISH = Look(
    rf"\b(?:a (?=hundred|thousand)|(?:{'|'.join(WORDS)})\b[ -]?)(?:(?:{'|'.join((*WORDS, *SCALES))})\b[ -]?"
    rf"|(?<=hundred )and (?=(?:{'|'.join(WORDS)})\b(?! (?:hundred|thousand))))*"
)
TWO_SIDES = {">": "<", ">=": "<", "<": ">", "<=": ">"}


def condition_of(text: str) -> Condition | None:
    """The condition of a plain question; None where there is none.

    Two bounds, "under fifty but above zero", are one condition with another beside it.
    """
    said: dict[str, str] = {}
    if MONEY_ASKED.search(text):
        text = BARE_MONEY.sub(r"\g<0>元", text)  # "超过100万" of an amount is no million of 万元
    found = _condition(_in_ten_thousands(with_digits(text).replace("大于零", "大于0"), said))
    return _of_money(_in_own_words(found, text), said) if found else None


def without_bounds(text: str) -> str:
    """A question without the bounds in it, "超过30件": they name no row."""
    for _, words in BOUNDS:
        text = words.sub(" ", text)
    return text


def _in_ten_thousands(text: str, said: dict[str, str]) -> str:
    """A question with its amounts of money in 万元; `said` is told how it has each of them."""

    def amount(found: re.Match[str]) -> str:
        scale = Decimal(MONEY_SCALES[found["scale"] or ""])
        number = format((Decimal(found["number"].replace(",", "")) * scale / MANY).normalize(), "f")
        said[number] = found.group().strip()
        return f"{number}万元"

    return MONEY.sub(amount, text)


def _of_money(condition: Condition, said: dict[str, str]) -> Condition:
    """A condition whose numbers are amounts of money in 万元, shown as the question has them."""
    beside = _of_money(condition.beside, said) if condition.beside else None
    words = said.get(condition.number)
    return replace(condition, beside=beside, said=words or condition.said, unit="万元" if words else "")


def _in_own_words(condition: Condition, text: str) -> Condition:
    """A condition with its numbers as the question writes them: "fifty" stays "fifty"."""
    said = {str(_chinese(words.group())): words.group() for words in NUMERAL.finditer(text)}
    said |= {_english(words).strip(): words.group().strip() for words in ENGLISH.finditer(text)}
    beside = _in_own_words(condition.beside, text) if condition.beside else None
    digits = condition.number in text.replace(",", "")
    return replace(condition, said="" if digits else said.get(condition.number, ""), beside=beside)


def _condition(text: str) -> Condition | None:
    if found := BETWEEN.search(text):
        low, high = [_number(found, at) for at in (1, 3, 5, 7) if found.group(at)]
        return Condition(comparison=">=", number=low, beside=Condition(comparison="<=", number=high))
    if blank := OTHERS[0][1].search(text):
        return Condition(comparison="blank") if blank else None
    bounds = [(found.start(), comparison, found) for comparison, words in BOUNDS for found in words.finditer(text)]
    if bounds:
        _, comparison, first = min(bounds, key=lambda bound: bound[0])
        opposite = [b for b in bounds if b[1][0] == TWO_SIDES[comparison]]
        beside = _of(opposite[0][1], opposite[0][2]) if opposite else None
        return Condition(comparison=cast(Comparison, comparison), number=_first(first), beside=beside)
    for comparison, words in OTHERS[1:]:
        if found := words.search(text):
            return _of(comparison, found)
    return None


def _of(comparison: str, found: re.Match[str]) -> Condition:
    return Condition(comparison=cast(Comparison, comparison), number=_first(found))


def _first(found: re.Match[str]) -> str:
    at = next((at for at in range(1, (found.re.groups or 0) + 1, 2) if found.group(at)), 0)
    return _number(found, at) if at else "0"


def _number(found: re.Match[str], at: int) -> str:
    """The number in a group, with the 万 in the group behind it."""
    number = found.group(at).replace(",", "")
    return str(int(float(number) * MANY)) if found.group(at + 1) else number


def with_digits(text: str) -> str:
    """A question with its numerals of more than one digit, and English number words, as digits."""
    text = NUMERAL.sub(lambda found: str(_chinese(found.group())), text)
    text = FEW.sub(lambda found: found[1] + str(DIGITS[found[2]]), text)
    return ENGLISH.sub(_english, text)


def _chinese(numeral: str) -> int:
    total = part = 0
    for character in numeral.removesuffix("万"):
        if character in PLACES:
            total += (part or 1) * PLACES[character]
            part = 0
        else:
            part = DIGITS[character]
    return (total + part) * (MANY if numeral.endswith("万") else 1)


def _english(found: re.Match[str]) -> str:
    total = part = 0
    for word in re.findall(r"[a-z]+", found.group()):
        if word in SCALES:
            total += (part or 1) * SCALES[word]
            part = 0
        elif word in WORDS:
            part += WORDS[word]
    return str(total + part) + found.group()[len(found.group().rstrip()) :]
