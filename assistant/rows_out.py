"""Rows or applicants set aside within one figure: "重复的不算，剩下几件". What is left is no cell: it is asked back."""

import re
from collections.abc import Sequence

from assistant.first_look import Look
from assistant.lexicon import Hit
from assistant.meant import REQUESTS
from index.form import Forms

# One of these is in every way of setting aside.
ASIDE = Look(
    r"不要|不算|不计|不含|不包括|[去除扣刨剔减抛撇外]"
    r"|exclud|not counting|not including|leaving|without|apart|minus|less|except|other than|aside|left out"
    r"|not counted|taken"
)
BEFORE = re.compile(
    r"(?:不要|去掉|去除|除去|扣掉|扣除|刨去|刨掉|剔除|减去|减掉|抛开|撇开|不算|不计|不含|不包括|(?<![废清解免删消拆])除了?)"
    r"(?:那些|其中的?|掉|因|属于|以)?\s*$"
    r"|\b(?:excluding|not counting|not including|leaving out|leaving aside|without|apart from|minus|less"
    r"|except(?: for)?|other than|aside from)(?: (?:the|all|any|those|ones|from|by|of|on|grounds?|for|because))*\s*$"
)
WHOLE = {"t3.new", "t3.res.total", "t3.res"}
BEHIND = re.compile(
    r"^(?:的|那些|那部分|部分|申请|\d*[件项])*\s*(?:都|就|先)?"
    r"(?:不算|不计|不含|不包括|除外|以外|之外|扣掉|扣除|去掉|刨掉|剔除|减掉)"
    r"|^(?: (?:ones|requests|cases|applications))* (?:excluded|left out|set aside|aside|not counted|taken out)\b"
)
LEFT = Look(r"剩|余下|其余|还有(?:几|多少)|还收|\b(?:left|remain\w*|the rest|others?|how many (?:are|were) there)\b")
AND_ALSO = re.compile(
    r"^(?:[^，。？,?]{0,8}外[^，。？,?]{0,4}[还也]|[^，。？,?]{0,8}(?:也|还(?!剩|余|收|有(?:几|多少))))"
)
SET_ASIDE = ("rows", "applicants", "results", "blocks")
WITH_A_REST = ("org", "natural")  # the form has a row or column of its own for what is left


def rows_left_out(text: str, hits: Sequence[Hit], forms: Forms) -> tuple[str, ...]:
    """The words of what a question on one figure sets aside before it asks what is left; () where it does not."""
    if not ASIDE.search(text):
        return ()
    named = [hit for hit in hits if hit.group in SET_ASIDE]
    out = [hit for hit in named if hit.target not in WITH_A_REST and _set_aside(text, hit)]
    if out and not LEFT.search(text):
        asked = [hit for hit in named if not _set_aside(text, hit)]
        out = [hit for hit in out if any(_part_of(hit, other, forms) for other in asked) or _of_requests(hit, text)]
        if any(hit.group == "applicants" for hit in asked):
            out = [hit for hit in out if hit.group != "applicants"]  # one that is asked says already which
    return tuple(dict.fromkeys(hit.text for hit in out))


def _set_aside(text: str, hit: Hit) -> bool:
    behind = text[hit.end :]
    return not AND_ALSO.match(behind) and bool(BEFORE.search(text[: hit.start]) or BEHIND.match(behind))


def _part_of(hit: Hit, other: Hit, forms: Forms) -> bool:
    """Whether what is set aside is counted in what is asked: a ground of a group, an applicant of a row."""
    if hit.group == "applicants":
        return other.group == "rows" and other.target.startswith("t3.")
    if hit.group == "results":
        return other.group == "blocks"
    parent = forms.rows[hit.target].parent if hit.target in forms.rows else None
    while parent and parent != other.target:
        parent = forms.rows[parent].parent if parent in forms.rows else None
    return bool(parent) or (other.target in WHOLE and hit.target.startswith("t3.res."))


def _of_requests(hit: Hit, text: str) -> bool:
    """Whether applicants are set aside of the requests that are asked, where no row is named."""
    return hit.group == "applicants" and bool(REQUESTS.search(text))
