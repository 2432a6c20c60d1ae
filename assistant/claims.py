"""Numbers that a question takes for granted: "宜春办了108件许可，为什么这么多"."""

import re
from decimal import Decimal

from assistant.first_look import Look
from assistant.query import Claim
from assistant.reading import Reading

CLAUSE = re.compile(r"[，。,;；！!？?](?!\d)")
COUNT = r"\d[\d,]*(?:\.\d+)?"
BOUND = (
    r"超过|大于|多于|高于|少于|小于|低于|不足|不到|不满|至少|至多|最多|最少|达到|每|前|第|[>≥<≤]"  # bounds, no claims
)
CHINESE = Look(
    rf"(?<![\d.])(?<!{')(?<!'.join(BOUND.split('|'))})(?P<number>{COUNT})\s*(?:件|份|起|宗|项)(?!以上|以下|以内)"
)
THINGS = (
    r"(?:request|application|licen[cs]e|permit|penalt|case|item|decision|document|lawsuit|suit|review|procurement)\w*"
)
ENGLISH = Look(
    rf"(?<!more than )(?<!over )(?<!above )(?<!least )(?<!most )(?<!under )(?<!below )(?<!fewer than )(?<!less than )"
    rf"(?<!top )(?<!first )(?<!last )(?<!every )(?<!per )(?<![\d.])(?P<number>{COUNT}) (?:[a-z]+ ){{0,2}}?{THINGS}"
)
# "of its 25 requests, how many were refused": the number is of the requests, not of the row that is asked.
OF_REQUESTS = frozenset(("t3.new", "t3.res.total"))
WHOLE_BEFORE = re.compile(r"\b(?:of|out of|among) +(?:[a-z]+ +|['’]s +){0,3}$")
WHOLE_BEHIND = re.compile(r"(?:信息公开)?申请(?:里|中|当中|之中)")
DOWN = re.compile(r"减少|下降|降低|缩减|减了|降了|少了|fell|drop|declin|decreas|shr[aiu]nk|fewer|cut\b|down\b")
UP = re.compile(r"增加|上升|增长|提高|增了|升了|多了|涨|rose|grew|increas|jump|more\b|up\b|climb")


def claims(reading: Reading) -> tuple[Claim, ...]:
    """The numbers a question takes for granted of rows that it names in the same clause."""
    found, start = [], 0
    for end in (*(stop.start() for stop in CLAUSE.finditer(reading.masked)), len(reading.masked)):
        clause = reading.masked[start:end]
        rows = tuple(
            dict.fromkeys(h.target for h in reading.hits if h.group in ("rows", "blocks") and start <= h.start < end)
        )
        years = {str(year) for _, _, year in reading.years.spans}
        pattern = CHINESE if reading.language == "zh" else ENGLISH
        for number in pattern.finditer(clause) if rows else ():
            whole = WHOLE_BEFORE.search(clause[: number.start()]) or WHOLE_BEHIND.match(clause[number.end() :])
            if number["number"] not in years and not (whole and OF_REQUESTS.isdisjoint(rows)):
                found.append(
                    Claim(number.group().strip(), Decimal(number["number"].replace(",", "")), rows, _way(clause))
                )
        start = end
    return tuple(found)


def _way(clause: str) -> int:
    return -1 if DOWN.search(clause) else 1 if UP.search(clause) else 0
