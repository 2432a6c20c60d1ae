"""Somebody who corrects himself within a question: "2020年，哦不，2019年", "Baishi, sorry, Luting", "处罚，不对，许可".

What was said by mistake stands right before the correction, and is of the kind of what stands right behind it: a body,
a year, a row or an applicant. "A，不是B" corrects nothing: it sets B aside.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.answer import Language
from assistant.conversations import Context, kept_plan
from assistant.first_look import Look
from assistant.issuers import issuer_key_kept
from assistant.matching import find_hits
from assistant.query import Understood
from assistant.read_again import Reader
from assistant.reading import Library
from assistant.wording import plain

CORRECTION_ZH = Look(
    r"[，,。.！!？?…—;；\s-]+(?:哦|噢|啊|呃|唉|哎|额|嗯)*[，,]?"
    r"(?:(?:不对|错了|说错了?|搞错了?|打错了?|写错了?|记错了?|口误|更正)[，,。.！!：:…—\s-]*"
    r"(?:应该|应当)?(?:是|说的是|问的是|我是说|我说的是|我是指|改成|我要问的是)?"
    r"|(?:不|不不|不不不)[，,。.！!：:…—\s-]+(?:应该|应当)?(?:是|说的是|我是说|我是指|我说的是)?)"
    r"|(?:哦|噢|啊|呃|唉|哎)不?[，,]?(?:不|不对|错了|说错了)[，,。.！!：:…—\s]+(?:应该)?(?:是)?"
)
CORRECTION_EN = Look(
    r"[\s,.;:—…-]*[,.;:—…-][\s,.;:—…-]*(?:oh |ah |er |uh |um |oops )?"
    r"(?:no|sorry|correction|scratch that|i mean|i meant|make that|my mistake|or rather|rather)\b(?! than)"
    r"(?:[\s,.;:—…-]+(?:no|wait|sorry|i mean|i meant|make (?:that|it)|it'?s|that'?s)\b)*[\s,.:—…-]+(?:for )?"
)
BEFORE, BEHIND = 3, 2  # letters between the two and the correction: 的, "of"
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d年?(?!\d)")
CORRECTED = {"rows", "applicants", "blocks", "results", "measures"}


def misspoken(
    question: str, library: Library, context: Context | None, language: Language, read: Reader
) -> tuple[Understood, Context] | None:
    """The plan for a question without what it takes back itself; None where it takes nothing back."""
    text = plain(question)
    if not (CORRECTION_ZH.search(text) or CORRECTION_EN.search(text)):
        return None
    text = issuer_key_kept(text)
    said = CORRECTION_ZH.search(text) or CORRECTION_EN.search(text)
    if said is None:
        return None
    start = _slip(text, question, said.start(), said.end(), library)
    if start is None:
        return None
    kept = question if len(question) == len(text) else text
    known, following = read(kept[:start] + kept[said.end() :], library, context, language)
    return replace(known, text=question), kept_plan(
        replace(following, text=question), known.plan, known.assumptions, context
    )


def _slip(text: str, question: str, start: int, end: int, library: Library) -> int | None:
    """Where the words begin that are taken back; None where the two sides are not of one kind."""
    for spans in _kinds(text, question, library):
        before = [span for span in spans if span[1] <= start <= span[1] + BEFORE]
        behind = [span for span in spans if end <= span[0] <= end + BEHIND]
        if before and behind and {kind for *_, kind in before} & {kind for *_, kind in behind}:
            return min(first for first, *_ in before)
    return None


def _kinds(text: str, question: str, library: Library) -> Iterator[list[tuple[int, int, str]]]:
    """Bodies, years, and terms with their places, as (start, end, kind)."""
    yield [(m.start, m.end, "body") for m in library.names.find(text, question)]
    yield [(found.start(), found.end(), "year") for found in YEAR.finditer(text)]
    yield [(h.start, h.end, h.group) for h in find_hits(text, library.lexicon) if h.group in CORRECTED]
