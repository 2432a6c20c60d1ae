"""How many of a whole are of one kind: "of the permits, how many were hygiene permits", 许可里有多少条是护士注册.

What answers is the number said of that kind; the sentence that counts the whole does not.
"""

from functools import lru_cache

from assistant.concepts import Concept, concepts_of
from assistant.first_look import TEXTS, Look
from assistant.sought import WEIGHTY, last_question, specific

OF_KIND = (
    r"(?:were|was|are|is|(?:had|have) been|concern(?:ed|s)?|relat(?:ed|es?) to|regard(?:ed|s)?|involv(?:ed|es?)"
    r"|cover(?:ed|s)?|came from|come from|fell under|fall under|belong(?:ed|s)? to|had to do with|dealt with|went to"
    r"|made up)"
)
PART = Look(
    rf"\bhow many of (?!them\b|it\b|those\b|these\b)[^?;]{{2,90}}? {OF_KIND} (?P<part>[^?;]{{3,}})"
    rf"|\b(?:of|among|out of) [^?;]{{2,90}}?,? how many {OF_KIND} (?P<of>[^?;]{{3,}})"
    r"|[^,，。?？]{2,24}?(?:之中|当中|里面|里头|里|中)[,，]?(?:共|总共|一共)?(?:有)?(?:多少|几)(?:条|件|项|份|个|篇)?"
    r"(?:是|属于|属|为|涉及|关于|来自|针对)(?:了)?(?P<zh>[^?？,，。]{2,})"
)
MOST = 0.6  # share of the words of the kind, by weight, that stand beside its number


def part_said(text: str) -> str:
    """The words of the last question for the kind whose number it asks for; "" where it asks for no part."""
    found = PART.search(last_question(text).lower())
    return next((group for group in found.groups() if group), "") if found else ""


@lru_cache(maxsize=TEXTS)
def part_asked(text: str) -> tuple[Concept, ...]:
    """What it says of that kind; () where it asks for no part, or for one that only general words name."""
    concepts = concepts_of(part_said(text))
    return tuple(c for c in concepts if c.weight >= WEIGHTY) if specific(concepts) else ()


def tells_part(part: tuple[Concept, ...], beside: str) -> bool:
    """Whether the words beside a number are those of the kind."""
    return sum(c.weight for c in part if c.is_in(beside)) >= MOST * sum(c.weight for c in part)
