"""Numbers as an answer shows them: Arabic, full-width, Chinese (二十五件), English (two requests); sign and unit.

The scorers read every number of an answer anew; none of this is code that is judged itself.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from eval.number_masks import CHINESE_DIGITS, MASKED, mask

MONEY = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number in a text. `value` is negative only where a sign or a word (减, fell by) says so."""

    text: str
    value: Decimal
    start: int
    end: int
    sign: str = ""  # "+", "-" or "" where nothing says
    unit: str = ""  # 元, 万元, 亿元, %; "" for a bare number or a count
    counted: bool = False  # a measure word or noun follows: 件, requests
    falling: bool = False  # its sentence speaks of a decrease, so that "11" may stand for −11


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that an answer may show, and why. `computed`: it may be rounded and either side may be subtracted."""

    value: Decimal
    unit: str = ""
    computed: bool = False


_ARABIC = re.compile(r"(?<![A-Za-z0-9_.])(?P<digits>\d{1,3}(?:,\d{3})+(?![\d])|\d+)(?P<decimals>\.\d+)?")
_UNIT = re.compile(
    r"\s*(?P<unit>亿元|万元|元|%|percent|per cent|百分比|万|亿|(?:[×x(]\s*)?10,?000 (?:yuan|CNY|RMB)\)?"
    r"|ten thousand yuan|million yuan|yuan)(?!素|旦)"
)
_UNITS = {"percent": "%", "per cent": "%", "yuan": "元", "ten thousand yuan": "万元"}
_NOUNS = (
    r"requests?|applications?|cases?|items?|decisions?|documents?|penalt(?:y|ies)|permits?|licen[cs]es?|projects?|"
    r"people|persons?|lawsuits?|suits?|rules?|regulations?|points?|links?|replies|times|percent|yuan"
)
_MEASURES = r"[件项条份次人宗例倍]|个(?:项目|事项|采购|环节|市州|百分点)"
_COUNTED = re.compile(rf"\s*(?:{_MEASURES}|个)|\s*(?:[a-z-]+ ){{0,2}}(?:{_NOUNS})\b", re.IGNORECASE)

_NEGATIVE = re.compile(
    r"(?:减少|减|下降|降低|降|(?<![至最不多])少|负|\b(?:fell|fallen|falls?|down|decreased?|drop(?:ped)?|declined?|"
    r"reduced|reduction|decrease|minus|shrank|shrunk))\s*(?:了|为|：|:|约|\bby|\bof)*\s*[“\"]?$",
    re.IGNORECASE,
)
_POSITIVE = re.compile(
    r"(?:增加|增长|上升|增|(?<![最不至很更许])多|\b(?:up|rose|rises?|grew|grown|increased?|gained|gain|plus))"
    r"\s*(?:了|为|：|:|约|\bby|\bof)*\s*[“\"]?$",
    re.IGNORECASE,
)
_FALLING = re.compile(r"[减降少跌]|\b(?:fell|fall|down|decreas|drop|declin|reduc|fewer|shrank|shrunk)", re.IGNORECASE)
_SENTENCE = re.compile(r"[。；;!?！？\n]|\.\s")
_NO_DIRECTION = re.compile(r"增\s*[/／、或]?\s*减\s*(?:为|：|:|是|约)*\s*[“\"]?$")  # the column 增/减 itself
_FEWER = re.compile(r"\s*(?:items?|cases?|requests?|decisions?)?\s*(?:fewer|less|lower)\b", re.IGNORECASE)

_CHINESE = re.compile(
    rf"(?:百分之(?P<percent>[{CHINESE_DIGITS}]+))"
    rf"|(?<![\d.{CHINESE_DIGITS}])(?P<whole>[{CHINESE_DIGITS[:13]}][{CHINESE_DIGITS}]*)(?=\s*(?:{_MEASURES}|[万亿]?元|%))"
    rf"|(?P<long>[一二三四五六七八九]?百?[一二三四五六七八九]?十[一二三四五六七八九]|[二三四五六七八九]十(?![分足]))"
    r"|(?<=[为是填记印报作])(?P<nought>零)(?![星散])"
)
_NOT_A_COUNT = re.compile(r"[这那每该任哪某另同前后上下唯其何进统逐归首末单第无]$")
_NOT_COUNTED = re.compile(r"\s*(?:[件项条份次个](?:数|之和|相加|加起来|合计|口径|数字|指标|栏|列|以)|次性|人(?:们|大))")
_IDIOMS = ("一次", "一人", "一例", "一倍")

_BELOW_TEN = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH_ONES = {word: value for value, word in enumerate((*_BELOW_TEN, *_TEENS))}
_ENGLISH_TENS = {word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)}
_WORDS = "|".join([*_ENGLISH_TENS, *sorted(_ENGLISH_ONES, key=len, reverse=True)])
_ENGLISH = re.compile(
    rf"\b(?P<first>{_WORDS})(?:[ -](?P<second>{_WORDS}))?\b"
    rf"(?=(?P<noun>(?: [a-z-]+){{0,2}} (?:{_NOUNS})\b)?)",
    re.IGNORECASE,
)


def find_numerals(text: str) -> tuple[Numeral, ...]:
    """Return every number of the text that can be a figure, in reading order."""
    masked = mask(text)
    found = [*_arabic(masked), *_chinese(masked), *_english(masked)]
    return tuple(sorted(found, key=lambda numeral: numeral.start))


def _arabic(masked: str) -> list[Numeral]:
    numerals = []
    for match in _ARABIC.finditer(masked):
        value = Decimal(match["digits"].replace(",", "") + (match["decimals"] or ""))
        numerals.append(_numeral(masked, match.start(), match.end(), value))
    # "122.51 (10,000 yuan)": what spells out a unit is no number of its own.
    spans = [(n.start, n.end) for n in numerals if n.unit == "万元"]
    return [n for n in numerals if not any(start < n.start < end for start, end in spans)]


def _chinese(masked: str) -> list[Numeral]:
    numerals = []
    for match in _CHINESE.finditer(masked):
        digits = match["percent"] or match["whole"] or match["long"] or match["nought"]
        value = chinese_value(digits)
        after = masked[match.end() :]
        idiom = match["whole"] and match.group() + after.lstrip()[:1] in _IDIOMS
        if value is None or idiom or (match["whole"] and _NOT_A_COUNT.search(masked[: match.start()])):
            continue
        if match["whole"] and _NOT_COUNTED.match(after):
            continue
        numeral = _numeral(masked, match.start(), match.end(), value)
        unit = "%" if match["percent"] else numeral.unit
        numerals.append(replace(numeral, unit=unit, counted=True))
    return numerals


def _english(masked: str) -> list[Numeral]:
    numerals = []
    for match in _ENGLISH.finditer(masked):
        first = match["first"].lower()
        if not match["noun"] and first != "zero":
            continue  # "one of them", "the two differ": words, not figures
        value = _ENGLISH_TENS.get(first, _ENGLISH_ONES.get(first, 0))
        if match["second"]:
            value += _ENGLISH_ONES.get(match["second"].lower(), 0)
        numerals.append(_numeral(masked, match.start(), match.end(), Decimal(value)))
    return numerals


def _numeral(masked: str, start: int, end: int, value: Decimal) -> Numeral:
    unit_match = _UNIT.match(masked, end)
    unit = unit_match["unit"] if unit_match else ""
    if unit in ("万", "亿", "million yuan"):
        value *= Decimal(100_000_000) if unit == "亿" else Decimal(10_000 if unit == "万" else 1_000_000)
        unit = "元" if unit == "million yuan" else ""
    unit = "万元" if "000" in unit else _UNITS.get(unit, unit)
    sign = _sign(masked, start, end)
    counted = bool(_COUNTED.match(masked, end))
    stop = unit_match.end() if unit_match else end
    sentence = _SENTENCE.split(masked[:start])[-1] + _SENTENCE.split(masked[end:])[0]
    signed = -value if sign == "-" else value
    return Numeral(masked[start:end], signed, start, stop, sign, unit, counted, bool(_FALLING.search(sentence)))


def _sign(masked: str, start: int, end: int) -> str:
    before = masked[max(0, start - 24) : start]
    head = before.rstrip()
    if head and head[-1] in "+-–±" and not re.search(rf"[\dA-Za-z%)）件项条元{MASKED}]\s*$", head[:-1]):
        return "-" if head[-1] in "-–" else "+"
    if _NO_DIRECTION.search(before):
        return ""
    if _NEGATIVE.search(before) or _FEWER.match(masked, end):
        return "-"
    return "+" if _POSITIVE.search(before) else ""


def chinese_value(digits: str) -> Decimal | None:
    """Return the value of a Chinese integer (二十五, 一千三百四十二, 二〇); None where it is none."""
    ones = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
    steps = {"十": 10, "百": 100, "千": 1000}
    if not digits or any(char not in CHINESE_DIGITS for char in digits):
        return None
    if all(char in ones for char in digits):
        return Decimal("".join(str(ones[char]) for char in digits))
    total = section = digit = 0
    for char in digits:
        if char in ones:
            digit = ones[char]
        elif char in steps:
            section, digit = section + (digit or 1) * steps[char], 0
        else:
            total, section, digit = (total + section + digit) * (10_000 if char == "万" else 100_000_000), 0, 0
    return Decimal(total + section + digit)


def parse_amount(printed: str, unit: str = "") -> Amount | None:
    """Return the number that a cell or a figure's value prints, with its own unit before `unit`; None for none.

    "22（其中修订16件）" is 22: what stands in brackets is a remark.
    """
    numerals = find_numerals(re.sub(r"\[bookmark[^]]*\]", "", printed))
    if not numerals:
        bare = re.fullmatch(r"\D*(\d{4})\D*", printed.strip())  # a bare "2020" in a cell is a number, not a year
        return Amount(Decimal(bare[1]), unit) if bare else None
    first = numerals[0]
    return Amount(first.value, first.unit or unit)


def shows(numeral: Numeral, amount: Amount) -> bool:
    """Whether the numeral is that amount: value, sign and, for money and per cent, unit.

    122.51万元 may be shown as 1,225,100元; 6 as 600%. A computed amount may be rounded to the decimals shown.
    """
    if numeral.unit in MONEY and amount.unit and amount.unit not in MONEY:
        return False
    if numeral.unit == "%" and amount.unit and amount.unit != "%":
        return False
    if numeral.counted and not numeral.unit and amount.unit in (*MONEY, "%"):
        return False
    return any(_same(shown, amount, numeral) for shown in _readings(numeral, amount))


def _readings(numeral: Numeral, amount: Amount) -> list[Decimal]:
    if numeral.unit in MONEY and amount.unit in MONEY:
        return [numeral.value * MONEY[numeral.unit] / MONEY[amount.unit]]
    if numeral.unit == "%" and not amount.unit:
        return [numeral.value, numeral.value / 100]
    if not numeral.unit and amount.unit == "万元" and numeral.value >= 10_000:
        return [numeral.value, numeral.value / MONEY["万元"]]
    return [numeral.value]


def _same(shown: Decimal, amount: Amount, numeral: Numeral) -> bool:
    wanted = amount.value
    if amount.computed:
        shown, wanted = abs(shown), abs(wanted)
    elif numeral.sign == "" and wanted < 0:
        return numeral.falling and shown == -wanted
    exponent = shown.normalize().as_tuple().exponent
    if amount.computed and isinstance(exponent, int) and exponent < 0:
        return abs(shown - wanted) <= Decimal(1).scaleb(exponent) / 2
    return shown == wanted
