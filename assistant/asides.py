"""Clauses around a question that say nothing of what is asked: "我是报社记者小王，…", "for a slide deck", "谢谢"."""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from assistant.first_look import Look
from assistant.intent import wants
from assistant.lexicon import Lexicon
from assistant.matching import find_hits
from assistant.meant import VERBS
from assistant.mentions import Mention
from index.yaml_file import read_yaml

ASIDES_FILE = Path(__file__).with_name("asides.yaml")
CLAUSE = re.compile(r"[^，,。;；:：！!？?—…]+?(?=[，,。;；:：！!？?—…]|\.(?!\d)|\s-+\s|$)")
YEAR = re.compile(r"(?:19|20)\d\d")
LETTER = re.compile(r"[\u4e00-\u9fffa-z]")
LONGEST = 400  # characters of a question whose clauses are looked at
SAYS = {"rows", "applicants", "blocks", "results", "measures", "metrics", "narrative", "others"}
PUBLICATION = "t3.res.refuse.publication"  # "not for publication"
MAY_HOLD = {
    "speaker": {"applicants", "narrative"},
    "purpose": {"narrative", "measures"},
    "headed": {"narrative", "measures"},
}  # what a clause of a kind may name without asking for it


def asides_in(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Where such clauses stand in a plain question; [] where nothing else would be left."""
    if len(text) > LONGEST:
        return []
    clauses = [found.span() for found in CLAUSE.finditer(text) if LETTER.search(found.group())]
    if not clauses:
        return []
    found = [span for span in (_aside(text, start, end, lexicon) for start, end in clauses) if span]
    rest = set_aside(text, found)
    return found if LETTER.search(rest) else []


def without_asides(text: str, mentions: list[Mention], lexicon: Lexicon) -> tuple[str, list[Mention]]:
    """The question with blanks for who asks and why; a body named there counts where no other is named."""
    asides = asides_in(text, lexicon)
    if not asides:
        return text, mentions
    inside = [m for m in mentions if any(start <= m.start < end for start, end in asides)]
    if len(inside) < len(mentions):
        return set_aside(text, asides), [m for m in mentions if m not in inside]
    without = set_aside(text, asides)
    for start, end in ((m.start, m.end) for m in inside):
        without = without[:start] + text[start:end] + without[end:]
    return without, mentions


def set_aside(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with blanks for these spans: places stay what they are."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _aside(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The clause, or what it begins with, where it is such a one."""
    clause = text[start:end]
    bare = clause.strip()
    at = start + clause.index(bare)
    for kind, shape in _shapes().items():
        found = shape.match(bare) if kind == "before" else shape.fullmatch(bare)
        if found and _says_nothing(found.group(), kind, lexicon):
            return at, at + found.end()
    return None


def _says_nothing(clause: str, kind: str, lexicon: Lexicon) -> bool:
    if YEAR.search(clause) or wants("how_many", clause):
        return False
    hits = [hit for hit in find_hits(clause, lexicon) if hit.group in SAYS - MAY_HOLD.get(kind, set())]
    light = {*VERBS, PUBLICATION} if kind in ("purpose", "polite", "brief") else set()
    return all(hit.target in light for hit in hits)


@lru_cache(maxsize=1)
def _shapes() -> dict[str, Look]:
    raw = read_yaml(ASIDES_FILE)
    return {kind: Look("|".join(f"(?:{part})" for part in parts)) for kind, parts in raw.items()}
