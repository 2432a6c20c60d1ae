"""A part of a whole that a question claims, held against the share that the report's figures give.

"直接起诉的占到一半了吗", "申请超过八成是自然人提的吗", "did at least half of the reviews end with a correction",
"were most of its requests from individuals".
"""

import re
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from assistant.answer import Language
from assistant.conversations import Context, kept_plan
from assistant.evidence import FigureEvidence
from assistant.first_look import Look
from assistant.query import FigureQuery, Understood
from assistant.read_again import Reader
from assistant.reading import Library
from assistant.wording import plain

HALF = Decimal("0.5")
HALF_ZH = ("一半", "半数", "对半")
LIGHT = re.compile(r"^(?:是不是|是否|有没有|有无|占|有)|(?:了|都|是)+$| of$")
DIGITS = {word: number for number, word in enumerate("一二三四五六七八九", start=1)} | {"两": 2}
MOST_ZH = r"(?:绝大多数|大多数|绝大部分|大部分|多数|大半|多半|过半数?)"
PART_ZH = (
    r"(?:一半|半数|对半|三分之[一二两]|四分之[一二三]|[一二两三四五六七八九]成"
    r"|百分之\d+(?:\.\d+)?|\d+(?:\.\d+)?%)"
)
ABOVE_ZH, BELOW_ZH = r"(?:超过|超出|大于|多于|高于|不止|过)了?", r"(?:不到|不足|少于|低于|没到|没有到|不满)了?"
CLAIM_ZH = Look(
    rf"(?:是不是|是否|有没有|有无)?(?:占|有|达|是)*(?:比例|比重|比)?(?:到|了)?(?:(?P<above>{ABOVE_ZH})|(?P<below>{BELOW_ZH})"
    rf"|(?:至少|起码|达到|达|占到|占了?|有|到|够))?(?:了)?(?:(?P<part>{PART_ZH})|(?P<most>{MOST_ZH}))(?:以上|以下|上下)?(?:了)?(?:都)?(?:是)?"
)
ASKS_ZH = re.compile(r"吗|么|嘛|是不是|是否|有没有|对不对|对吧|没有[?？]?$|属实|真的假的")
PARTS_EN = {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5}
COUNTS_EN = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
CLAIM_EN = Look(
    r"\b(?:(?P<above>more than|over|above|upwards of|greater than)|(?P<below>less than|under|below|fewer than|not even)"
    r"|at least|no less than|fully|as (?:many|much) as)? ?"
    r"(?:(?P<percent>\d+(?:\.\d+)?) ?(?:%|per ?cent)"
    r"|(?P<count>a|one|two|three|four)?[ -]?(?P<part>half|thirds?|quarters?|fifth)"
    r"|(?P<most>(?:the )?(?:vast |great |large )?majority|most))(?: of)? "
)
ASKS_EN = re.compile(
    r"^(?:and |so |but )?(?:did|does|do|was|were|is|are|has|have|had)\b|\b(?:true|correct|right|is it so)\b"
)
OTHER_EN = re.compile(r"\bhow (?:many|much)\b|\bwh(?:at|ich|o)\b|\bthe most\b|\bmost (?:recent|often|likely|common)\b")
OTHER_ZH = re.compile(r"多少|几[件个家项]|哪|谁|什么")


class Part(NamedTuple):
    """What is claimed in the question's words, from `start` to `end`, as a share from 0 to 1.

    `way` 1 says more than it, -1 less, 0 that much at least.
    """

    said: str
    start: int
    end: int
    share: Decimal
    way: int


def claimed(text: str) -> Part | None:
    """The part of a whole that a plain question claims and asks about; None for another question."""
    found = CLAIM_ZH.search(text)
    if found is not None and ASKS_ZH.search(text) and not OTHER_ZH.search(text):
        return _part(found, HALF if found["most"] else _share_zh(found["part"]))
    found = CLAIM_EN.search(text)
    if found is None or OTHER_EN.search(text) or not ASKS_EN.search(text):
        return None
    if found["percent"]:
        return _part(found, Decimal(found["percent"]) / 100)
    if found["most"]:
        return _part(found, HALF)
    return _part(found, Decimal(COUNTS_EN.get(found["count"] or "", 1)) / PARTS_EN[found["part"]])


def _part(found: re.Match[str], share: Decimal) -> Part:
    way = 1 if found["above"] or found["most"] else -1 if found["below"] else 0
    return Part(LIGHT.sub("", found.group().strip()), found.start(), found.end(), share, way)


def _share_zh(part: str) -> Decimal:
    if part in HALF_ZH:
        return HALF
    if part.endswith("成"):
        return Decimal(DIGITS[part[0]]) / 10
    if "分之" in part and part[0] != "百":
        return Decimal(DIGITS[part[-1]]) / DIGITS[part[0]]
    return Decimal(part.removeprefix("百分之").removesuffix("%")) / 100


def part_claimed(
    question: str, library: Library, context: Context | None, language: Language, read: Reader
) -> tuple[Understood, Context] | None:
    """The plan for a question that claims a part of a whole of one report; None for another question."""
    text = plain(question)
    found = claimed(text)
    if found is None:
        return None
    asked = "占比" if language == "zh" else " what share of "
    known, following = read(text[: found.start] + asked + text[found.end :], library, context, language)
    plan = known.plan
    if not isinstance(plan, FigureQuery) or len(plan.scope.reports) != 1 or not _is_share(plan):
        return None
    known = replace(known, text=question, claimed=(), moved=0)
    return known, kept_plan(replace(following, text=question), plan, known.assumptions, context)


def _is_share(plan: FigureQuery) -> bool:
    rate = len(plan.cells) == 1 and plan.cells[0].startswith("d.")
    return rate or (plan.operation == "share" and len(plan.cells) > 1)


def of_part(text: str, found: FigureEvidence) -> tuple[str, str] | None:
    """The sentences, Chinese and English, on whether the share bears the claim out; None where nothing is claimed."""
    said = claimed(text)
    share = _share_of(found) if said else None
    if said is None or share is None:
        return None
    holds = share > said.share if said.way > 0 else share < said.share if said.way < 0 else share >= said.share
    if holds:
        return f"是的：与问题里说的“{said.said}”相符。", f'Yes: that bears out "{said.said}".'
    return f"没有：与问题里说的“{said.said}”不符。", f'No: that does not bear out "{said.said}".'


def _share_of(found: FigureEvidence) -> Decimal | None:
    """The share that was worked out, from 0 to 1; None where there is none, or two that a contradiction leaves."""
    if not _is_share(found.query):
        return None
    if (done := found.computed) is not None:
        return done.number / 100 if done.number is not None and done.as_printed in (None, done.number) else None
    value = found.values[0] if len(found.values) == 1 else None
    return value.best / 100 if value is not None and value.best is not None and value.supported is None else None
