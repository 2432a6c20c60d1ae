"""Numbers that a question takes for granted: "宜春办了108件许可，为什么这么多"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.first_look import Look
from assistant.query import Claim
from assistant.reading import Reading

CLAUSE = re.compile(r"[，。,;；！!？?](?!\d)")
COUNT = r"\d[\d,]*(?:\.\d+)?"
BOUND = (
    r"超过|大于|多于|高于|少于|小于|低于|不足|不到|不满|至少|至多|最多|最少|达到|每|前|第|[>≥<≤]"  # bounds, no claims
)
TENS = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
DIGITS = {numeral: number for number, numeral in enumerate("一二三四五六七八九", start=1)} | {"两": 2}
NO_BOUND = f"(?<!{')(?<!'.join(BOUND.split('|'))})"
SPOKEN = (
    rf"(?<![几数上好成十百千万亿{''.join(DIGITS)}])(?P<digit>[{''.join(DIGITS)}])个?(?P<ten>[百千万亿])"  # 五百, 一个亿
)
CHINESE = Look(
    rf"(?:(?<![\d.]){NO_BOUND}(?P<number>{COUNT})\s*(?P<by>[百千万亿])?|{SPOKEN})\s*(?:件|份|起|宗|项)(?!以上|以下|以内)"
)
MONEY = Look(
    rf"(?:(?<![\d.]){NO_BOUND}(?P<number>{COUNT})\s*(?P<by>万|亿|(?:thousand|million|billion)\b)?|{SPOKEN})"
    r"\s*(?P<unit>元|块|yuan|rmb|cny)?(?![件份起宗项个多余来几])"
)
TENS_EN = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
IN_WAN = Decimal("0.0001")
SEVERAL = 2
OF_MONEY = frozenset(("t2.procurement", "t2.fees"))
THINGS = (
    r"(?:request|application|licen[cs]e|permit|penalt|case|item|decision|document|lawsuit|suit|review|procurement)\w*"
)
ENGLISH = Look(
    rf"(?<!more than )(?<!over )(?<!above )(?<!least )(?<!most )(?<!under )(?<!below )(?<!fewer than )(?<!less than )"
    rf"(?<!top )(?<!first )(?<!last )(?<!every )(?<!per )(?<![\d.])(?P<number>{COUNT}) (?:[a-z]+ ){{0,2}}?{THINGS}"
)
BY = Look(
    rf"\bby (?:about |some |nearly |exactly |over |a full )?(?P<number>{COUNT})"
    r"(?![\d,.]*\d|\s*(?:%|per ?cent|times|fold))"
)
BY_ITEMS = re.compile(r"\bitems?\b")
# "of its 25 requests, how many were refused": the number is of the requests, not of the row that is asked.
OF_REQUESTS = frozenset(("t3.new", "t3.res.total"))
WHOLE_BEFORE = re.compile(
    r"(?<!rise )(?<!fall )(?<!drop )(?<!jump )(?<!crease )(?<!decline )"
    r"\b(?:of|out of|among) +(?:[a-z]+ +|['’]s +){0,3}$"
)
WHOLE_BEHIND = re.compile(r"(?:信息公开)?申请(?:里|中|当中|之中)")
# "处罚312、许可46，对不对": a bare number right behind the name of its row, where the question asks whether that is so.
SO_ASKED = Look(
    r"对不对|对吗|对么|对吧|对否|是不是|是吗|是吧|没错吧|没搞错|有没有搞错|搞反|弄反|正确吗|正确不|准确吗|准不准|属实|是真的吗|真的吗|真假|可对"
    r"|\b(?:right|correct|true|accurate|agreed)\s*\?"
    r"|\b(?:is|was|are|were) (?:that|this|it|these|those) (?:right|correct|true|so|accurate)\b"
    r"|\b(?:am i|are they) right\b|\bis it (?:right|correct|true)\b|\bisn.t (?:it|that)\b|\bdid i get\b"
)
BARE = re.compile(
    r"\s*(?:的)?(?:是|为|有|办|共|:|=|was|were|are|is|at)?\s*(?P<number>\d+(?:,\d{3})*)(?![\d.%]|\s*[年月日万亿元%倍成]|,\d)"
)
MEASURE_ZH = r"\s*(?:件|份|起|宗|项|条)?"
BEHIND_NUMBER = re.compile(rf"(?<![\d.])(?P<number>\d+(?:,\d{3})*){MEASURE_ZH}(?:的)?(?:行政|administrative )?\s*$")
DOWN = re.compile(r"减少|下降|降低|缩减|减了|降了|少了|fell|fall|drop|declin|decreas|shr[aiu]nk|fewer|cut\b|down\b")
UP = re.compile(r"增加|上升|增长|提高|增了|升了|多了|涨|rose|rise|grew|increas|jump|more\b|up\b|climb")


def claims(reading: Reading) -> tuple[Claim, ...]:
    """The numbers a question takes for granted of rows that it names in the same clause."""
    found: list[Claim] = [*_named(reading)] if SO_ASKED.search(reading.text) else []
    if found:
        return tuple(found)
    start = 0
    meant = {*reading.terms.rows, *reading.terms.blocks}
    for end in (*(stop.start() for stop in CLAUSE.finditer(reading.masked)), len(reading.masked)):
        clause = reading.masked[start:end]
        named = [h.target for h in reading.hits if h.group in ("rows", "blocks") and start <= h.start < end]
        if not named and any(h.group == "measures" and start <= h.start < end for h in reading.hits):
            named = list(reading.terms.rows[:1]) if len(reading.terms.rows) == 1 else []
        rows = tuple(dict.fromkeys(row for row in named if row in meant)) or tuple(dict.fromkeys(named))
        if rows:
            found += _amounts(clause, rows) if OF_MONEY.issuperset(rows) else ()
            found += _counts(clause, rows, reading)
        start = end
    return tuple(found)


def _named(reading: Reading) -> Iterator[Claim]:
    """The numbers that stand right beside the name of a row, where each of several rows has its own."""
    years = {str(year) for _, _, year in reading.years.spans}
    text = reading.masked
    rows = [hit for hit in reading.hits if hit.group == "rows" and hit.target in reading.terms.rows]
    if len({hit.target for hit in rows}) < SEVERAL:
        return
    for hit in rows:
        clause = text[max((stop.end() for stop in CLAUSE.finditer(text, 0, hit.start)), default=0) : hit.start]
        number = BARE.match(text, hit.end) or BEHIND_NUMBER.search(clause)
        if number and number["number"] not in years:
            yield Claim(number["number"], Decimal(number["number"].replace(",", "")), (hit.target,), 0)


def _counts(clause: str, rows: tuple[str, ...], reading: Reading) -> Iterator[Claim]:
    """The numbers of cases and items in a clause."""
    years = {str(year) for _, _, year in reading.years.spans}
    for number in (CHINESE if reading.language == "zh" else ENGLISH).finditer(clause):
        whole = WHOLE_BEFORE.search(clause[: number.start()]) or WHOLE_BEHIND.match(clause[number.end() :])
        if number["number"] not in years and not (whole and OF_REQUESTS.isdisjoint(rows)):
            yield Claim(number.group().strip(), _number(number), rows, _way(clause))
    for number in BY.finditer(clause) if _way(clause) and BY_ITEMS.search(clause) else ():
        if number["number"] not in years:
            yield Claim(number["number"], _number(number), rows, _way(clause))


def _amounts(clause: str, rows: tuple[str, ...]) -> Iterator[Claim]:
    """The amounts of money in a clause, in 万元."""
    for amount in MONEY.finditer(clause):
        if amount["by"] or amount["unit"] or amount["digit"]:
            yield Claim(amount.group().strip(), _number(amount) * IN_WAN, rows, _way(clause), money=True)


def _number(found: re.Match[str]) -> Decimal:
    """The number of a match: 2,000; 1.2万; 五百."""
    groups = found.groupdict()
    if groups.get("digit"):
        return Decimal(DIGITS[groups["digit"]] * TENS[groups["ten"]])
    by = groups.get("by") or ""
    return Decimal(groups["number"].replace(",", "")) * (TENS.get(by) or TENS_EN.get(by) or 1)


def _way(clause: str) -> int:
    return -1 if DOWN.search(clause) else 1 if UP.search(clause) else 0
