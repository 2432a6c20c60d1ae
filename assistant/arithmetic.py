"""Operations told by a sign between two rows, "许可÷处罚", and the part that a share of a sum is of."""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.first_look import Look
from assistant.lexicon import Hit

NAMED = ("rows", "blocks", "applicants", "results")
DIVIDED = Look(r"\s*(?:件数?|数量?)?\s*(?:÷|除以)\s*")
SLASH = Look(r"\s*(?:件数?|数量?)?\s*[/:／：]\s*")
MINUS = Look(r"(?:\s*(?:件数?|数量?)?\s*(?:−|减去?)\s*|\s*-\s*(?=[^=]*=)|(?<=[\u4e00-\u9fff])-(?=[\u4e00-\u9fff]))")
SAID = Look(r"[多几各分]|how|what|each|which|\bfor\b|\?$|？$")  # a slash in a sentence parts a list
SHARE = Look(r"占|的(?:比例|比重|份额)|\b(?:share|percentage|per ?cent|proportion|fraction|part)\b|\bhow much\b")
COUNTED = ("rows", "blocks")  # of applicants no cell gives the number
BY_EACH = re.compile(r"\bper (?:single )?")
PER = Look(r"\b(?:for|to|by|with) (?:every|each)\b|\bper\b(?! ?cent)|每")
JOINED = re.compile(r"[^,.?;，。？；]{0,8}?(?:\bplus\b|\band\b|\+|加上?|[和与及跟、]|以及)[^,.?;，。？；]{0,6}|\s*")
WHOLES = ("t3.res", "t3.res.total")  # holds the others
NOT_IT = Look(r"(?:不是|并非|不属于|非|\bnot|n't|\bother than)(?: the| of the)?\s*$")
BASE_WITHIN = 16  # characters between the word for "each" and what is named behind it
SUMMED = Look(r"加|合计|之和|总和|一共|总共|合起来|一起|两者|plus|combined|together|\bsum\b|\+|\bout of\b|^\s*of\b")
THEIR_REQUESTS = Look(
    r"(?:的|提出的|提交的|提的)?申请(?:中|里|当中|之中|被|遭|获|得)|['’]s? (?:requests|applications)\b"
)
OF_REQUESTS_BY = Look(
    r"\b(?:share|proportion|percent\w*|per cent|fraction|part) of (?:the |all |its )?"
    r"(?:(?:requests|applications) (?:from|by|of|made by|filed by|submitted by) (?:the )?)?$"
)


def signed(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """The operations that a sign between two named things asks for. `text` is that which the places of hits are of."""
    named = sorted((hit for hit in hits if hit.group in NAMED), key=lambda hit: hit.start)
    found = []
    for one, other in pairwise(named):
        between = text[one.end : other.start]
        if one.end > other.start or one.target == other.target:
            continue
        if one.group == "blocks" and other.group == "results" and SLASH.fullmatch(between):
            continue  # "复议/结果维持" is one row
        if DIVIDED.fullmatch(between) or (SLASH.fullmatch(between) and not SAID.search(text)):
            found.append(Hit("operations", "ratio", one.end, other.start, between))
        elif MINUS.match(text, one.end) and not between.replace("减去", "").strip(" -−减件数量"):
            found.append(Hit("operations", "difference", one.end, other.start, between))
    if len({hit.target for hit in named if hit.group in COUNTED}) > 1:
        for per in BY_EACH.finditer(text):
            if any(hit.start == per.end() for hit in named if hit.group in COUNTED):
                found.append(Hit("operations", "ratio", per.start(), per.end(), per.group()))
    return [hit for hit in found if hit.end > hit.start]


def part_of_named(text: str, hits: Sequence[Hit]) -> str:
    """The target that a share of several named together is asked for, "许可和处罚加起来，处罚占多少"; "" for none.

    It is named a second time: right before 占, behind the English word for a share, or anywhere, "what share of A plus
    B were B"; with a "not" before it, the other one is.
    """
    shares = list(SHARE.finditer(text))
    named = sorted((hit for hit in hits if hit.group in NAMED), key=lambda hit: hit.start)
    if again := _named_again(text, named):
        return again
    for share in reversed(shares):
        before = [hit for hit in named if hit.end <= share.start()]
        behind = [hit for hit in named if hit.start >= share.end()]
        chinese = share.group() == "占" or share.group().startswith("的")
        part = before[-1:] if chinese else behind[:1]
        summed = [hit for hit in before if hit not in part]
        several = {hit.target for hit in summed}
        if not part or len(several) < 2 or part[0].target not in several:
            continue
        rest = [hit for hit in behind if hit.target not in several] if chinese else behind[1:]
        if not rest and SUMMED.search(text[: part[0].start if chinese else share.start()]):
            return part[0].target
    return ""


def base_named(text: str, hits: Sequence[Hit]) -> tuple[str, bool]:
    """The target that a ratio counts from, named right behind "per", "for each", 每, and whether it is named first.

    ("", False) for none.
    """
    named = sorted((hit for hit in hits if hit.group in NAMED), key=lambda hit: hit.start)
    for per in PER.finditer(text):
        behind = next((hit for hit in named if per.end() <= hit.start <= per.end() + BASE_WITHIN), None)
        if behind:
            return behind.target, behind is named[0]
    return "", False


def of_applicant(text: str, hits: Sequence[Hit]) -> bool:
    """Whether a share is of the requests of an applicant, 法人申请中予以公开的占多少, and not of a result's own."""
    rows = [hit.start for hit in hits if hit.group == "rows"]
    named = [hit for hit in hits if hit.group == "applicants" and any(hit.start < start for start in rows)]
    return any(
        THEIR_REQUESTS.match(text[hit.start + len(hit.text.removesuffix("申请")) :])
        or OF_REQUESTS_BY.search(text[: hit.start])
        for hit in named
    )


def _named_again(text: str, named: Sequence[Hit]) -> str:
    """Of two things joined, "licences and penalties", the one that is named once more; "" for none."""
    for one, other in pairwise(named):
        joined = (
            one.group == other.group and one.target != other.target and JOINED.fullmatch(text[one.end : other.start])
        )
        if not joined or {one.target, other.target} & {*WHOLES}:
            continue
        again = [hit for hit in named if hit not in (one, other) and hit.target in (one.target, other.target)]
        if len({hit.target for hit in again}) == 1:
            rest = other.target if again[-1].target == one.target else one.target
            return rest if NOT_IT.search(text[: again[-1].start]) else again[-1].target
    return ""
