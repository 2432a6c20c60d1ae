"""The numbers of a sentence, each with the words it is said of; which of them answers; what is only planned."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assistant.concepts import Concept
from assistant.first_look import Look
from assistant.sought import ANY, NUMERAL, ORDINAL, RATE, YEAR_NAMED

STOP = re.compile(r"[，,。；;：:（(）)！!？?]")
AHEAD = re.compile(r"[，,。；;、：:（(）)]")
TOTAL_OF_PARTS = re.compile(r"其中|[（(](?=[^）)]*$)")  # what follows is a part of what was counted before
BEFORE = 0.5  # what a word counts that stands in the clauses before a number, not beside it
PIECE = re.compile(r"[^。！？；;]+[。！？；;]?[”」）)]?")
ENDS = re.compile(r"[。！？][”」）)]?$")
DOES = (
    "继续|进一步|重点|聘|选派|推[出进动行]|出台|开展|举办|加[强大快]|建[立设成]|制定|完善|组织|增[加设派]|实现|达到|不断|逐步"
    "|全面|着力|认真|严格|坚持|按照|针对|深入|持续|努力|大力|切实|着重|积极|邀请|召开|发布|采购|培训|投入|启动|安排|打造|拓展|优化"
)
PLANNED = Look(
    rf"力争|争取(?!了|到)|打算|下一步|下步|今后|明年|来年|下一?年度?(?:工作)?(?:计划|安排|目标|将)|预计|目标(?:是|为|定)|(?:将|要|拟|计划)(?:{DOES})"
    r"|拟(?=[增举开聘建推出制组选投采邀])|^[“\"]?(?:[（(]?[一二三四五六][）)、])?(?:改进|整改|下步|工作)?措施[:：]|不[少低]于"
)
DONE = re.compile(r"已[经于]?|[成完办建立开]了|全年|本年度?|截至")
YEAR_SAID = re.compile(r"(20\d\d)年(?!\d{1,2}月\d{1,2}日)")


class Number(NamedTuple):
    """A number as printed with its unit; `own` are the words beside it, `before` those of its sentence before them."""

    text: str
    unit: str
    own: str
    before: str
    start: int

    @property
    def part(self) -> bool:
        """Whether it is a part of a number before it."""
        return bool(TOTAL_OF_PARTS.search(self.before + self.own))


def numbers_in(sentence: str, measures: str = ANY) -> list[Number]:
    """The numbers of a sentence with one of these measures behind them, in digits or characters."""
    plain = YEAR_NAMED.sub(lambda found: " " * len(found.group()), sentence)
    plain = ORDINAL.sub(lambda found: " " * len(found.group()), plain)
    spans = [found.span() for found in re.finditer(rf"{NUMERAL}\s*(?:{ANY})?", plain)]
    pattern = re.compile(rf"({NUMERAL})\s*((?:万|亿)?(?:多|余|个|类)*(?:{measures}))")
    numbers = []
    for found in pattern.finditer(plain):
        at, end = found.span()
        earlier = [e for s, e in spans if e <= at]
        stops = [stop.end() for stop in STOP.finditer(plain, 0, at)]
        left = max([0, *earlier[-1:], *stops[-1:]])
        if earlier[-1:] == [left]:  # one number behind another: "a 1, b 2"
            left = max(left, plain.rfind("、", left, at) + 1)
        later = [s for s, _ in spans if s >= end]
        ahead = AHEAD.search(plain, end)
        right = min([len(plain), *later[:1], *([ahead.start()] if ahead else [])])
        own = f"{plain[left:at]} {found[2]}{plain[end:right]}"
        numbers.append(Number(found[1], found[2], own, plain[:left], at))
    return numbers


def said_of(number: Number, words: Mapping[Concept, float]) -> float:
    """How much of what is asked stands beside a number, or in its sentence before it."""
    return sum(
        weight * (1.0 if word.is_in(number.own) else BEFORE if word.is_in(number.before) else 0.0)
        for word, weight in words.items()
    )


def answering(sentence: str, measures: str, words: Mapping[Concept, float], *, rate: bool) -> tuple[Number, ...]:
    """The number in digits that has most of the asked words beside it, none where two have; the share behind it where
    a rate is asked too."""
    numbers = [number for number in numbers_in(sentence, measures) if number.text[0].isdecimal()]
    if not numbers:
        return ()
    scores = [said_of(number, words) for number in numbers]
    best = max(scores)
    chosen = [number for number, score in zip(numbers, scores, strict=True) if score == best]
    if len({(number.text, number.unit) for number in chosen}) > 1:
        return ()
    following = [n for n in numbers_in(sentence, ANY) if n.start > chosen[0].start]
    share = following[:1] if rate and following and re.fullmatch(RATE, following[0].unit) else []
    return (chosen[0], *share)


def is_planned(sentence: str, year: int) -> bool:
    """Whether a sentence of the report of a year tells what is to be done, not what was."""
    later = any(int(said) > year for said in YEAR_SAID.findall(sentence))
    found = PLANNED.search(sentence)
    return later or bool(found and not (found.group().endswith(("措施:", "措施：")) and DONE.search(sentence)))


def planned_pieces(text: str, year: int, *, heading: Sequence[str] = ()) -> dict[str, bool]:
    """Each sentence of a passage, and whether it tells a plan: one that begins a plan goes on to its full stop."""
    found: dict[str, bool] = {}
    going = False
    under = any("措施" in h and "问题" not in h and "不足" not in h for h in heading)
    for piece in PIECE.findall(text):
        going = going or is_planned(piece, year)
        found[piece.strip()] = going or (under and not DONE.search(piece))
        if ENDS.search(piece):
            going = False
    return found
