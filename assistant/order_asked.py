"""What a question asks of an order of bodies, beyond the order itself.

How far its ends lie apart, how much its first ones hold together, who stands above the average, what is in the middle,
and whether one has more than all the others.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.among import among
from assistant.first_look import TEXTS, AnyOf, Look
from assistant.intent import NUMERALS, limit_of, wants
from assistant.query import Further, Operation
from index.quick import quick
from index.yaml_file import read_yaml

WORDS_FILE = Path(__file__).with_name("order_asked.yaml")
OPERATIONS: dict[Further, Operation] = {
    "gap": "difference",
    "times": "ratio",
    "ends": "rank",
    "top_share": "share",
    "top_sum": "sum",
    "above_average": "list_where",
    "below_average": "list_where",
    "above_median": "list_where",
    "below_median": "list_where",
    "median": "average",
    "majority": "max",
}
LEVELS: tuple[Further, ...] = ("above_average", "below_average", "above_median", "below_median")
ENDS = (1, -1)  # the places of the highest and the lowest
FIRST_TWO = (1, 2)
NUMBERS = NUMERALS | {
    word: place
    for place, words in enumerate(("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th"), start=1)
    for word in words.split()
}
LAST = {"last", "bottom", "末", "最后一"}
OF_NO_BODIES = "项款条行列栏个季届次批期类组格部章节"
NTH = rf"(?:第([一二三四五六七八九十\d]{{1,2}}|末)|(最后一))(?:名|位|家|多的?|高的?|大的?)?(?![{OF_NO_BODIES}])"
TWO_PLACES = Look(
    rf"{NTH}[^，。？,?;；第]{{0,8}}(?:和|与|跟|同|比|到|、|对)[^，。？,?;；第]{{0,8}}{NTH}"
    r"|\b(first|second|third|1st|2nd|3rd)(?:[- ]placed?)?(?: (?:most|highest))?(?: (?:body|bureau|one))?"
    r" (?:and|from|to|over|versus|vs|than|ahead of|with) (?:the )?"
    r"(second|third|fourth|fifth|2nd|3rd|4th|5th|last)\b(?! (?:figure|number|column|value|cell|section|item|row))"
)

# "Who is highest, and by how much over the second": the first place and the one behind it.
OVER_SECOND = Look(
    r"(?:比|跟|和|与|较|同|超|超过|超出|领先|高出|多出|甩开|拉开|高于|多于)(?:了)?(?:排|位列|位居)?(?:在)?(?:名列)?(?:第二|第2|次)(?:名|位|家|高|多|大|的|者|席)"
    r"|\b(?:over|than|ahead of|above|past|beyond|against|from|to) (?:the )?"
    r"(?:second|runner-?up|next(?= (?:one|highest|largest|biggest"
    r"|most|body|best|in line)\b|[ ?.,]*$)|number two|no\.? ?2|2nd)\b"
    r"|\b(?:lead|leads|leading|beat|beats|outdo|outdoes|top|tops) (?:the )?(?:second|runner-?up|2nd)\b"
)


@quick
@dataclass(frozen=True, slots=True)
class OrderAsked:
    """`between`: two places of the order, 1 the highest and -1 the lowest; `limit`: how many of the first ones."""

    kind: Further
    between: tuple[int, ...] = ()
    limit: int | None = None

    @property
    def operation(self) -> Operation:
        """The operation that the query shows for it."""
        return OPERATIONS[self.kind]


@lru_cache(maxsize=1)
def _parts() -> dict[str, list[str]]:
    return dict(read_yaml(WORDS_FILE))


@lru_cache(maxsize=1)
def _any_of() -> dict[str, AnyOf]:
    return {name: AnyOf(parts) for name, parts in _parts().items()}


def _says(name: str, text: str) -> bool:
    return _any_of()[name].stand_in(text)


@lru_cache(maxsize=TEXTS)
def order_asked(text: str) -> OrderAsked | None:
    """What a plain question asks of an order of all; None where it asks for less."""
    if _says("majority", text) or (_says("half", text) and _says("which_body", text)):
        return OrderAsked("majority")
    narrowing = among(text)
    of_those = narrowing.rest if narrowing else text  # "超过10件的单位平均": the bound is none to the average
    for level in LEVELS:
        if _says(level, of_those):
            return OrderAsked(level)
    if _says("median", text):
        return OrderAsked("median")
    return _of_places(text) or _of_top(text)


def _of_places(text: str) -> OrderAsked | None:
    """How far two places are apart, or by what factor; the ends alone where only both of them are asked for."""
    between = _two_places(text)
    if not between and _says("spread", text):
        between = ENDS
    if not between:
        return None
    if _says("times", text):
        return OrderAsked("times", between)
    if _says("gap", text) or _says("spread", text):
        return OrderAsked("gap", between)
    return OrderAsked("ends", ENDS) if between == ENDS and not _says("in_order", text) else None


def _two_places(text: str) -> tuple[int, ...]:
    if _says("highest", text) and _says("lowest", text):
        return ENDS
    found = TWO_PLACES.search(text)
    if found is None:
        over = _says("highest", text) and OVER_SECOND.search(text)
        return FIRST_TWO if over else ()
    named = [_place(word) for word in found.groups() if word]
    return tuple(named) if len(named) == len(ENDS) and all(named) and named[0] != named[1] else ()


def _place(word: str) -> int:
    if word in LAST:
        return -1
    return int(word) if word.isdecimal() else NUMBERS.get(word, 0)


def _of_top(text: str) -> OrderAsked | None:
    """How much the first ones hold together, and of all."""
    limit = limit_of(text)
    if limit is None or _says("no_places", text):
        return None
    if _says("share", text):
        return OrderAsked("top_share", limit=limit)
    return OrderAsked("top_sum", limit=limit) if _says("together", text) and not wants("apart", text) else None


def of_the_others(text: str) -> bool:
    """Whether one is held against all the others, who are therefore no bodies left from before."""
    order = order_asked(text)
    return order is not None and order.kind == "majority"


def order_words(text: str) -> list[tuple[int, int]]:
    """Where the words stand that ask for a level or a middle: they name no row."""
    order = order_asked(text)
    if order is None or order.kind not in (*LEVELS, "median", "majority"):
        return []
    parts = [*_parts()[order.kind], *(_parts()["half"] if order.kind == "majority" else ())]
    return [found.span() for part in parts for found in re.finditer(part, text)]
