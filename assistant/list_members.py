"""Members of a list of rows that nothing understood: "permits, penalties and inspections" is not answered for two.

A list is read on a copy of the question in which everything understood is one sign: TERM for what the form counts, SAID
for the rest. A member is lost where it is bare words between or behind members that are TERMs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.first_look import Look
from assistant.leftover import TERMS, says_something
from assistant.lexicon import Hit

TERM, SAID = "\1", "\2"
GROUP = "org"  # 五类单位（企业、科研…）: the list only spells out a group
ZH = re.compile(r"[\u4e00-\u9fff]")
SEPARATOR_ZH = re.compile(r"(?<!\s)\s*+(?:、|以及|还有|加上|再加|和|与|及|跟|加|\+|＋)\s*")
SEPARATOR_EN = re.compile(r"(?<!\s)\s*+(?:,?\s*+(?:\band\b|\bplus\b|&|\+)\s*|,\s*)")
ADDING = Look(r"加|\+|＋|\bplus\b")
JOINING = re.compile(r"\band\b|\bplus\b|&|\+")
FIRST = re.compile(rf"(?<!{TERM}){TERM}++(?:的)?(?:数量?|件数|decisions?)?\s*$")
BARE_ZH = re.compile(
    rf"\s*([\u4e00-\u9fff]{{2,6}}?)(?:的)?(?=\s*(?:{SAID}|各|分别|一共|总共|共|都|多少|几[件项个份]|是|有|$|[，。？?,]))"
)
BARE_EN = re.compile(
    r"\s*(?:the |number of |its )?([a-z][a-z-]{3,}(?: [a-z-]{4,})?)"
    rf"(?=\s*(?:{SAID}|$|[.?!,;:]|\s\s)|\s(?:in|of|for|at|by|from|to|did|does|was|were|is|are|has|have|together|combined|during|did|made|issued)\b)"
)


YEARS = re.compile(r"[今本当去上前]一?年|现在|目前|\byear\b|\bnow\b")
LEADING = re.compile(rf"(?:^|\s|{SAID}|的|年)([\u4e00-\u9fff]{{2,4}})$")


@dataclass(frozen=True, slots=True)
class _Member:
    text: str
    start: int
    before: str  # the separator before it, "" for the first
    last: bool


def lost_members(text: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """The members of lists, in order, that hold no row or the like although their neighbours do.

    `text` is the plain question with blanks for names, which the places of `hits` are of.
    """
    named = [hit for hit in hits if hit.group in TERMS and (hit.group, hit.target) != ("results", "total")]
    fewest = 1 if ADDING.search(text) else 2  # one row in several words is no list
    if len({hit.target for hit in named}) < fewest or any(hit.target == GROUP for hit in named):
        return ()
    signs = list(text)
    for hit in hits:
        signs[hit.start : hit.end] = [SAID] * (hit.end - hit.start)
    for hit in named:
        signs[hit.start : hit.end] = [TERM] * (hit.end - hit.start)
    chinese = bool(ZH.search(text))
    members = _members("".join(signs), SEPARATOR_ZH if chinese else SEPARATOR_EN)
    lost: list[str] = [_leading(members)] if chinese and _leading(members) else []
    run: list[_Member] = []
    for member, following in zip(members, [*members[1:], None], strict=True):
        enclosed = following is not None and following.text.startswith(TERM) and _of_two(member, named)
        word = _lost(member, run, enclosed=enclosed, chinese=chinese)
        if word:
            lost.append(word)
        run = [*run, member] if word or _is_term(member) else []
    return tuple(dict.fromkeys(lost))


def _members(signs: str, separator: re.Pattern[str]) -> list[_Member]:
    members, at, before = [], 0, ""
    for found in separator.finditer(signs):
        members.append(_Member(signs[at : found.start()], at, before, last=False))
        at, before = found.end(), found.group()
    return [*members, _Member(signs[at:], at, before, last=True)]


def _of_two(member: _Member, named: Sequence[Hit]) -> bool:
    """Whether the TERMs on both sides of a member are two: one row may be told in several words."""
    before = [hit.target for hit in named if hit.end <= member.start]
    behind = [hit.target for hit in named if hit.start >= member.start + len(member.text)]
    return bool(before and behind) and before[-1] != behind[0]


def _is_term(member: _Member) -> bool:
    """Whether a member is, or ends with, what the form counts."""
    return bool(FIRST.search(member.text))


def _leading(members: Sequence[_Member]) -> str:
    """The bare words that a list of two or more TERMs begins with."""
    several = (
        len(members) > 2 and members[1].before.strip() == "、" and TERM in members[1].text and TERM in members[2].text
    )
    found = LEADING.search(members[0].text) if several else None
    return found.group(1) if found and says_something(found.group(1)) else ""


def _lost(member: _Member, run: Sequence[_Member], *, enclosed: bool, chinese: bool) -> str:
    """The bare words of a member behind others of a list; "" where it has a meaning or is no member."""
    adding = bool(ADDING.search(member.before))
    if TERM in member.text or len(run) < (1 if adding or enclosed else 2):
        return ""
    if not chinese and not (JOINING.search(member.before) or not member.last):
        return ""
    found = (BARE_ZH if chinese else BARE_EN).match(member.text)
    if found is None or YEARS.search(found.group(1)) or (not member.last and member.text[found.end() :].strip()):
        return ""
    return found.group(1) if says_something(found.group(1)) else ""
