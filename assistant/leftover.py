"""The words of a question that nothing understood: a default answer beside them could be the wrong figure."""

import re
from collections.abc import Callable, Container, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from assistant.intent import wants
from assistant.lexicon import Hit, Lexicon, stem
from index.yaml_file import read_yaml

FILLERS_FILE = Path(__file__).with_name("fillers.yaml")
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
LATIN = re.compile(r"[a-z]+")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
LONG = 7
NEARLY = 93.0
SHORTEST_SLIP = 5  # letters
NEAR = 75.0  # of 100: a misspelt filler
CLAUSE = re.compile(r"(?:[，。;；:：]|,(?!\d{3}(?!\d)))+")  # the comma of 1,000 parts nothing
STORY = 7
TERMS = ("rows", "applicants", "blocks", "results", "measures", "metrics")
QUOTED = re.compile(r"[(（][^()（）]*[)）]")


class _Fillers(NamedTuple):
    longer: re.Pattern[str]  # Chinese fillers of two characters and more
    single: frozenset[str]
    english: frozenset[str]


@lru_cache(maxsize=1)
def _fillers() -> _Fillers:
    raw = read_yaml(FILLERS_FILE)
    chinese = sorted((str(word) for word in raw["chinese"]), key=len, reverse=True)
    longer = re.compile("|".join(re.escape(word) for word in chinese if len(word) > 1))
    single = frozenset(word for word in chinese if len(word) == 1)
    return _Fillers(longer, single, frozenset(stem(str(word)) for word in raw["english"]))


def leftover(about: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Words with a meaning of their own that no hit covers, in order. `about` is the question without names and years.

    A single Chinese character is no word; remarks in brackets are left out.
    """
    text = about
    for hit in sorted(hits, key=lambda hit: -len(hit.text)):
        text = text.replace(_as_about(hit.text), " ")
    text = QUOTED.sub(" ", text)
    fillers = _fillers()
    runs = [_bare(run, fillers.single) for run in CHINESE.findall(fillers.longer.sub(" ", text))]
    words = [run for run in runs if len(run) > 1]
    words += [w for w in LATIN.findall(text) if len(w) > 2 and stem(w) not in fillers.english and not _misspelt(w)]
    return tuple(dict.fromkeys(words))


def says_nothing(word: str) -> bool:
    """Whether an English word is one of the fillers as it is written."""
    return stem(word) in _fillers().english


def says_something(word: str) -> bool:
    """Whether a word alone has a meaning of its own: of a Chinese one, more than fillers."""
    if not CHINESE.search(word):
        return bool(leftover(word, ()))
    fillers = _fillers()
    return any(c not in fillers.single for run in CHINESE.findall(fillers.longer.sub(" ", word)) for c in run)


def without_stories(about: str, hits: Sequence[Hit]) -> str:
    """A question without its clauses that only tell a story: long ones that name nothing and ask for nothing."""
    clauses = [clause for clause in CLAUSE.split(about) if clause.strip()]
    told = [hit.text for hit in hits if hit.group in TERMS]
    kept = [
        clause
        for clause in clauses
        if len(clause) < _story(clause)
        or wants("quantity", clause)
        or wants("lasting", clause)
        or any(words in clause for words in told)
    ]
    return "，".join(kept) if kept else about


def _story(clause: str) -> int:
    """How many letters a clause must have to be a sentence of its own."""
    return STORY if CHINESE.search(clause) else 3 * STORY


@lru_cache(maxsize=4096)
def _misspelt(word: str) -> bool:
    """Whether a long word is a filler with one letter wrong, left out or doubled: distict, commision."""
    if len(word) < LONG:
        return False
    return process.extractOne(word, _fillers().english, scorer=fuzz.ratio, score_cutoff=NEARLY) is not None


@lru_cache(maxsize=4096)
def is_filler(word: str) -> bool:
    """Whether an English word is one of those that say nothing, or is misspelt from one."""
    fillers = _fillers().english
    return stem(word) in fillers or process.extractOne(word, fillers, scorer=fuzz.ratio, score_cutoff=NEAR) is not None


@lru_cache(maxsize=4096)
def is_slip(word: str) -> bool:
    """Whether an English word is a filler with one letter wrong, left out, doubled or changed over."""
    if len(word) < SHORTEST_SLIP:
        return False
    return process.extractOne(word, _fillers().english, scorer=OSA.distance, score_cutoff=1) is not None


@lru_cache(maxsize=4096)
def _as_about(words: str) -> str:
    """Words as they stand in a text without years and runs of blanks."""
    return re.sub(r"\s+", " ", YEAR.sub(" ", words)).strip()


def _bare(run: str, single: frozenset[str]) -> str:
    """A run without the fillers of one character around it: inside a word such as 上访 they are part of it."""
    meant = [at for at, character in enumerate(run) if character not in single]
    if not meant:
        return ""
    start, end = meant[0], meant[-1] + 1
    if end - start == 1:  # one character means something with its neighbour only
        start, end = max(0, start - 1), end
    return run[start:end]


def known_word(lexicon: Lexicon, places: Container[str]) -> Callable[[str], bool]:
    """Whether an English word means something as it is written: a phrase of the lexicon, a filler, a place."""
    words = lexicon.english_words
    return lambda word: stem(word) in words or word in places or says_nothing(word)
