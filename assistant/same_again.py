"""The question before asked again of other things: "同样的问题，换成诉讼", "same thing for licences at Liping"."""

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from assistant.asides import set_aside
from assistant.conversations import Context
from assistant.query import Operation
from assistant.terms import Terms
from index.yaml_file import read_yaml

LIGHT_ZH = r"(?:那么?|请|麻烦|劳驾|好|嗯|哦|再|也|还|就|帮我|给我|我想|我要|我|想|问|查|看|一下|,|，|\s)*"
SAME_ZH = (
    rf"^{LIGHT_ZH}(?:同样|一样|相同|同一|类似|照样|照旧|同理)(?:地|的|个)?(?:问题|问法|提问|话题|数据|数字|指标|内容|情况|问|一问|一题)?"
    r"(?:再|也|是)?(?:问|查|看|算|来|比|列|要)?(?:一)?(?:下|遍|次)?(?:的)?(?![多少高低大小吗么嘛重严的东])"
)
# "把许可换成处罚": what is replaced goes, what replaces it stays.
CHANGED_ZH = (
    r"(?:(?<=^)|(?<=[,，、;；。和及]))(?:(?!多少|几|由|从)[^,，、;；。？?]){0,16}?"
    r"(?:换成|换作|换做|换为|换到|改成|改为|改作|改问|改查|换问|换(?![个一言句证发算届])|替换成|替换为|替换)(?:是|了|问|查|看)?"
)
BUT = r"(?:[,:;.\s]+(?:but|only|except|this time|now|just|please))*[,:;.\s]*"
ABOUT = r"(?:for|with|of|about|on|at|in|to|as regards|concerning)?\b"
MATTER = (
    r"(?:thing|question|query|one|figure|number|calculation|comparison|story|drill|exercise|deal|look-?up|search"
    r"|matter|business|routine|job|treatment|stuff|trick|check|request|ask|task|operation|procedure|sum|bit|info"
    r"|information|data|again|as (?:before|above))"
)
REQUEST_EN = (
    r"(?:and|now|ok(?:ay)?|please|so|then|well|right|but|next(?: up)?|give me|tell me|show me|get me|what about"
    r"|how about|i want|i need|i(?: woul|['’])d like|can you|could you|would you|will you|let['’]?s|let us"
    r"|go (?:on )?(?:and )?|do|run|ask|try|repeat|look up|find|pull|fetch|make|get|check|do me|just|kindly|to|for me"
    r"|,|\s)*"
)
SAME_EN = (
    rf"^{REQUEST_EN}(?:the )?(?:very |exact(?:ly)? |precise(?:ly)? |self-?)*(?:the )?(?:same|identical)(?: {MATTER})*"
    rf"(?: again| please)*"
    rf"{BUT}{ABOUT}"
    rf"|^{REQUEST_EN}(?:(?:do|run|repeat|try|redo|re-?run|ask|look up) )?(?:that|this|it)(?: {MATTER})?"
    rf"(?: (?:again|once more|over))+"
    rf"{BUT}{ABOUT}"
    rf"|^(?:and |now )?(?:ditto|likewise){BUT}{ABOUT}"
)
CHANGED_EN = (
    r"(?:(?<=^)|(?<=[,;.] )|(?<=and )|(?<=but ))(?:just |only |now |please )?(?:chang|replac|switch|swap)\w*"
    r"(?: (?!for\b)[^,;.?]{1,30}?)? (?:to|with|by|into)\b|\bmake (?:it|that)\b"
)
AGAIN = re.compile("|".join((SAME_ZH, CHANGED_ZH, SAME_EN, CHANGED_EN)))
AGAIN_FILE = Path(__file__).with_name("again.yaml")
LETTER = re.compile(r"[\u4e00-\u9fffa-z]")
LONGEST = 80  # characters: a longer question asks something of its own
OF_SEVERAL = ("difference", "ratio", "sum", "average", "max", "min", "rank")


def asked_again(text: str, context: Context | None) -> tuple[str, bool]:
    """The question with blanks for the words that say so, and whether it asks the one before again."""
    if context is None or not context.kind:
        return text, False
    text = without_acknowledgement(text)
    if len(text.strip()) > LONGEST:
        return text, False
    spans = [found.span() for found in AGAIN.finditer(text)]
    without = set_aside(text, spans)
    return (without, True) if spans and LETTER.search(without) else (text, False)


def without_acknowledgement(text: str) -> str:
    """A follow-up with blanks for the words before it that only say that the answer before was received."""
    found = _acknowledged().match(text)
    return set_aside(text, [found.span()]) if found and LETTER.search(text, found.end()) else text


@lru_cache(maxsize=1)
def _acknowledged() -> re.Pattern[str]:
    raw = read_yaml(AGAIN_FILE)
    words = "|".join((*raw["acknowledged"]["zh"], *raw["acknowledged"]["en"]))
    return re.compile(rf"(?:\s*(?:{words})\s*[,，.。!！;；:：–—-]+(?=[^\d]))+")


def with_those_before(terms: Terms, before: Terms) -> Terms:
    """The terms of a question asked again, with the result and the applicant that the one before was on."""
    if terms.blocks and before.blocks and not (terms.results or terms.metrics):
        terms = replace(terms, results=before.results)
    in_table_3 = terms.rows and all(row.startswith("t3.") for row in terms.rows)
    if in_table_3 and not terms.applicants:
        terms = replace(terms, applicants=before.applicants)
    return terms


def operation_before(context: Context | None, bodies: int) -> Operation | None:
    """The operation over several bodies that a question asked again takes over; `bodies` are those it names itself."""
    if context is None or context.kind != "figure" or context.operation not in OF_SEVERAL:
        return None
    return context.operation if len(context.issuers) > 1 and bodies != 1 else None
