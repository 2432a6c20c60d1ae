"""Questions on which documents, goods, fees or cases there were, where the tables only say how many."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.first_look import Look
from index.report import Passage
from index.yaml_file import read_yaml

NAMING_FILE = Path(__file__).with_name("naming.yaml")
SENTENCE = re.compile(r"[^。！？；;\n]+[。！？；;]?[”」）)]?")
NEVER = re.compile("(?!)")
MOST = 2  # sentences that are quoted
BARE = Look(  # asks for names and does not say of what: that stands in the question before
    r"(?:那|它们?|这些|那些|都|分别|各|各自|具体)*(?:叫(?:什么|啥)(?:名字?|名称)?|(?:都)?是(?:哪些|哪几[件项个份])"
    r"|(?:名字|名称|标题|题目)(?:都)?(?:是|叫)?(?:什么|啥)?)"
    r"|(?:and )?(?:what|which)(?: ones)? (?:are|were|is|was) (?:they|these|those|it)(?: called| named)?"
    r"|(?:and )?what (?:are|were|is|was) (?:their|its|the) (?:names?|titles?)",
)
HOW_MANY = re.compile(r"(?:多少|几)[件项个份条种]?|\bhow many\b|[,，。;；?？]")


@dataclass(frozen=True, slots=True)
class Naming:
    """A kind of thing: how its names are asked for, and what a sentence that gives them holds."""

    name: str
    asked: re.Pattern[str]
    not_asked: re.Pattern[str]
    about: re.Pattern[str]
    names: re.Pattern[str]


@lru_cache(maxsize=1)
def load_namings() -> tuple[Naming, ...]:
    """Every kind of the file, in its order."""
    raw = read_yaml(NAMING_FILE)
    return tuple(
        Naming(
            name,
            re.compile("|".join(f"(?:{part})" for part in kind["asked"])),
            re.compile(kind["not_asked"]) if "not_asked" in kind else NEVER,
            re.compile(kind["about"]),
            re.compile(kind["names"]),
        )
        for name, kind in raw.items()
    )


@lru_cache(maxsize=512)
def naming_of(text: str) -> str:
    """The kind whose names a plain question asks for, "" for none."""
    kinds = load_namings()
    return next((kind.name for kind in kinds if kind.asked.search(text) and not kind.not_asked.search(text)), "")


def with_subject(text: str, before: str) -> str:
    """A bare question for names with what the question before counted; as it is where it is none."""
    if not BARE.fullmatch(text.strip(" ,，。;；?？").lower()):
        return text
    whole = f"{HOW_MANY.sub('', before).strip()}{text}" if not text.isascii() else f"{text} {HOW_MANY.sub('', before)}"
    return whole if naming_of(whole.lower()) else text


def naming_sentences(name: str, passages: Sequence[Passage]) -> list[tuple[Passage, str]]:
    """The sentences of the prose that name things of a kind, in the order of the report, with their passages."""
    (kind,) = (kind for kind in load_namings() if kind.name == name)
    found = []
    for passage in passages:
        for said in SENTENCE.finditer(passage.text):
            sentence = said.group().strip()
            if passage.table is None and kind.about.search(sentence) and kind.names.search(sentence):
                found.append((passage, sentence))
    return found[:MOST]
