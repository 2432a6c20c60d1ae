"""Words that ask for a part of what a cell counts, whose figure is another one: "licences to restaurants", 涉药的处罚.

Only what nothing else understood, and only where it narrows: nouns right before what is counted or behind a word such
as 涉及, and in English what stands behind a preposition or right before.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from assistant.first_look import Look
from assistant.leftover import is_filler, is_slip, leftover
from assistant.lexicon import Hit

COUNTED = ("rows", "blocks", "results")
REQUEST = Look(r"(?:信息公开|政府信息公开|依申请公开的?)?申请(?![人者量数])|\b(?:requests?|applications?)\b")
MARK, KNOWN = "\x00", "\x01"  # stand for what is counted, and for whatever else was understood
LINK = r"(?:类|种|方面|领域|行业|性质|一类|作出|做出|提出|提交|发出|下达)?(?:的|之)?"
BEFORE = Look(rf"([\u4e00-\u9fff]{{2,16}}?){LINK}\s*{MARK}")
INSIDE = re.compile(rf"{MARK}[^{MARK}，。？,?]{{0,6}}?(?:当中|之中|中|里面|里)(?:面)?([\u4e00-\u9fff\d]{{2,16}}?)的")
SHARED = re.compile(
    rf"{MARK}{KNOWN}?[^{MARK}，。？,?]{{0,6}}?(?:当中|之中|中|里面|里)(?:面)?[，,]?"
    r"([\u4e00-\u9fff]{2,10}?)(?:占|各?有)(?:了|去)?(?:多少|几)"
)
# 许可中有多少是医师注册, 许可信息434条中公共场所多少
AMONG = re.compile(
    rf"{MARK}{KNOWN}?[^{MARK}，。？,?]{{0,8}}?(?:当中|之中|中|里面|里)(?:面)?[，,]?(?:又|共)?(?:有)?"
    r"(?:(?:多少|几)[件个项条份]?(?:是|属于|涉及|涉|为|来自|给|针对)(?P<is>[\u4e00-\u9fff]{2,10})"
    r"|(?P<has>(?![排第居列名])[\u4e00-\u9fff]{2,10}?)(?<!第)(?:多少|几))"
)
ABOUT = re.compile(r"(?:涉及|牵涉|针对|关于|有关|来自|面向|属于)")
AMOUNT = re.compile(
    rf"{MARK}[^{MARK}，。？,?]{{0,4}}?(\d+(?:\.\d+)?\s*万?元(?:及)?(?:以上|以下|以内))的?(?=有|多少|几|处罚|$)"
)
BEHIND = re.compile(
    rf"{MARK}[^.?!;{MARK}]{{0,60}}?\b(?:to|against|for|from|about|on|regarding|concerning|involving|by|with"
    r"|as(?: being| too| merely| purely)?)\s+"
    r"(?:the |an? |some |any |all |its |their )?([a-z'-]+(?: [a-z'-]+)?)"
)
# Applicants that are no column of the form, in words that elsewhere say nothing.
STATE = Look(
    rf"{MARK}[^.?!;{MARK}]{{0,40}}?\b(?:from|by) (?:other )?((?:public|state|government|governmental|official) "
    r"(?:bodies|authorities|institutions|organi[sz]ations|agencies|entities|departments))\b"
)
ADJECTIVE = re.compile(rf"\b([a-z-]{{3,}}) {MARK}")
# A clause of its own that says of what the figure is asked: "只要药店的，…", "as for hospitals, …".
CLAUSES = re.compile(r"[，,。;；:：！!？?—]+|\.(?!\d)")
ONLY = Look(
    r"(?:[^，。？]{0,6}?)(?:只(?:要|看|算|问|统计|说|限)|仅(?:限|看|指|算|要)?|限于|涉及|牵涉|针对|关于|有关|专指|特指|说的是|指的是"
    r"|单(?:看|说|指|算)|光(?:看|说|算))(?:的是)?(?P<of>[\u4e00-\u9fff]{2,12})"
    r"|(?:[^，。？]{0,6}?(?:查|看|问|要|找|说)(?:一?下|的是)?)?(?P<kind>[\u4e00-\u9fff]{2,8})(?:这|那)?(?:一)?(?:类|方面|领域|行业|板块|条线|口子|块)的?"
)
ONLY_EN = Look(
    r"(?:and )?(?:as (?:for|to)|for (?:an?|the|any)(?= )"
    r"|regarding|concerning|about|only|just|specifically|namely|meaning|i mean|in the case of"
    r"|with (?:regard|respect) to|when it comes to|(?:limited|restricted) to|(?:this|it) is (?:only |just )?about"
    r"|(?:i['’]?m|i am|we['’]?re|we are) (?:only |just )?(?:asking|interested|talking|looking|curious|thinking)"
    r" (?:only |just )?(?:about|in|at|of))"
    r" (?:only |just )?(?P<of>[a-z' -]{3,40}?)(?: only| alone| please)?"
)
SHORTEST = 2  # characters of a noun


def _is_kind(word: str) -> bool:
    """Whether an English word before what is counted says of what kind: parking is no slip of asking."""
    return not (is_slip(word) if word.endswith("ing") else is_filler(word))


def narrowed(
    about: str, hits: Sequence[Hit], offices: Sequence[str], is_place: Callable[[str], bool]
) -> tuple[str, ...]:
    """The words that narrow what is asked for; () where none do.

    `about` is the question without names and years, but with `offices` named without a place.
    """
    text = about
    for office in offices:
        text = text.replace(office, KNOWN)
    for hit in sorted(hits, key=lambda hit: -len(hit.text)):
        text = text.replace(hit.text, MARK if hit.group in COUNTED else KNOWN)
    text = REQUEST.sub(MARK, text)
    chinese = [found.group(1) for found in BEFORE.finditer(text)]
    words = [noun for piece in chinese if (noun := _noun_at_end(piece) or _noun_behind(piece))]
    for found in INSIDE.finditer(text):
        words += [noun for noun in [_noun_behind(found.group(1))] if noun]
    for found in SHARED.finditer(text):
        words += [noun for noun in [_noun_at_end(found.group(1)), found.group(1)] if noun and leftover(noun, ())][:1]
    for found in AMONG.finditer(text):
        words += [noun for noun in [_noun_at_end(found["is"] or found["has"])] if noun]
    words += [amount.group(1) for amount in AMOUNT.finditer(text)]
    behind = [found.group(1) for found in BEHIND.finditer(text)]
    words += [word for piece in behind for word in leftover(piece, hits) if not is_filler(word)]
    words += [found.group(1) for found in STATE.finditer(text)]
    before = [found.group(1) for found in ADJECTIVE.finditer(text)]
    words += [word for piece in before for word in leftover(piece, hits) if _is_kind(word)]
    return tuple(dict.fromkeys(word for word in words if not is_place(word)))


def only_of(about: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """What a clause of its own says the figure is to be of, where nothing else understood it; () where none does."""
    found: list[str] = []
    for clause in CLAUSES.split(about):
        bare = clause.strip()
        if not bare or any(hit.text in bare for hit in hits if hit.group != "scopes"):
            continue
        if chinese := ONLY.fullmatch(bare):
            said = chinese["of"] or chinese["kind"]
            found += [word for word, tag in _tagged(said) if tag.startswith("n") and leftover(word, ())]
        elif english := ONLY_EN.fullmatch(bare):
            found += [word for word in leftover(english["of"], hits) if not is_filler(word)]
    return tuple(dict.fromkeys(found))


def _noun_at_end(piece: str) -> str:
    """The noun that a piece ends with, "" where it ends with another kind of word or one that says nothing."""
    tagged = [(word, tag) for word, tag in _tagged(piece) if tag not in ("uj", "ul", "u")]
    word, tag = tagged[-1] if tagged else ("", "")
    if not tag.startswith("n") and len(tagged) > 1 and len(word) >= SHORTEST:
        word, tag = tagged[-2]  # 公共场所卫生许可, 医师注册许可: the last word goes with the noun before it
    return word if tag.startswith("n") and len(word) >= SHORTEST and leftover(word, ()) else ""


def _noun_behind(piece: str) -> str:
    """The noun behind 涉及, 关于, 对 and the like."""
    cue = ABOUT.search(piece)
    nouns = [w for w, tag in _tagged(piece[cue.end() :]) if tag.startswith("n") and leftover(w, ())] if cue else []
    nouns += _acted_on(_tagged(piece))
    return nouns[0] if nouns else ""


def _acted_on(tagged: Sequence[tuple[str, str]]) -> list[str]:
    """What stands behind 对, 向 or 给: 对医院作出的处罚."""
    return [
        word
        for at, (word, tag) in enumerate(tagged)
        if tag.startswith("n") and at and tagged[at - 1][0] in "对向给" and leftover(word, ())
    ]


@lru_cache(maxsize=4096)
def _tagged(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a text with their parts of speech."""
    import rjieba  # 0.3 s to load, for questions with words that nothing else understood

    tagger: Any = rjieba
    return tuple((str(word), str(tag)) for word, tag in tagger.tag(text))
