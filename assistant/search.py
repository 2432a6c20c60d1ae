"""Prose search: exact vectors and BM25 fused by rank, inside the reports asked about, else over the collection."""

import re
import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

from assistant.concepts import translated
from assistant.lexicon import stem, stemmed
from index.figure_store import FigureStore
from index.report import Passage
from index.settings import Settings
from index.yaml_file import read_yaml

GLOSSARY_FILE = Path(__file__).with_name("glossary.yaml")
RANK_WEIGHT = 60  # the usual constant of reciprocal rank fusion
EXACT_REPORTS = 40  # more reports than this are searched through the vector index
POOL = 50
# Words of the glossary that questions on cells use as well.
GENERAL_WORDS = """
item people received answered review lawsuit petition money published next ask asked where entry province provincial
handle handles handling disclose
comment replied management city cities county district town
"""
GENERAL = frozenset(GENERAL_WORDS.split())
LATIN = re.compile(r"[a-z]+")


class Vectors(Protocol):
    """What search needs of the passage store."""

    def score(self, vector: Sequence[float], ids: Sequence[str]) -> list[tuple[str, float]]:
        """Exact cosines of the given passages, best first."""

    def search(self, vector: Sequence[float], k: int) -> list[tuple[str, float]]:
        """The k nearest passages of the collection."""


class Embeds(Protocol):
    """What search needs of the embedder."""

    @property
    def fingerprint(self) -> str:
        """Which model makes the vectors."""

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""


class Ranked(NamedTuple):
    """A passage with its fused score; higher is better."""

    passage: Passage
    score: float


class PassageSearch:
    """Finds passages. Model and vector store are opened on the first search, not before."""

    def __init__(self, store: FigureStore, open_both: Callable[[], tuple[Embeds, Vectors]]) -> None:
        self._store = store
        self._open_both = open_both
        self._both: tuple[Embeds, Vectors] | None = None
        self._lock = threading.Lock()

    def search(self, text: str, reports: Sequence[str] | None, limit: int = 5, *, tables: bool = False) -> list[Ranked]:
        """The passages nearest to a text, best first; `reports` None searches the newest versions of all,
        tables only where asked for.

        Raises:
            ModelUnavailable: the embedding model is not there.
        """
        query = with_glossary(text)
        lexical = [scored.passage for scored in self._store.search_words(query, reports, POOL)]
        embedder, vectors = self._opened()
        vector = embedder.embed_query(query)
        if reports is not None and len(reports) <= EXACT_REPORTS:
            ids = [passage.id for passage in self._store.passages(reports)]
            dense = [passage for passage, _ in vectors.score(vector, ids)][:POOL]
        else:
            inside = {*(reports if reports is not None else (r.id for r in self._store.current_reports()))}
            whole = reports is None and len(inside) == len(self._store.reports())
            found = vectors.search(vector, POOL * (1 if whole else 4))
            dense = [passage for passage, _ in found if passage.split(":")[0] in inside][:POOL]
        fused = _fuse(lexical, dense)
        passages = self._store.passages_by_id([key for key, _ in fused])
        ranked = [Ranked(passages[key], score) for key, score in fused if key in passages]
        return [r for r in ranked if tables or r.passage.table is None][:limit]

    def _opened(self) -> tuple[Embeds, Vectors]:
        with self._lock:
            if self._both is None:
                self._both = self._open_both()
            return self._both


def _fuse(*rankings: Sequence[str]) -> list[tuple[str, float]]:
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking):
            scores[key] = scores.get(key, 0.0) + 1 / (RANK_WEIGHT + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


@lru_cache(maxsize=1)
def _glossary() -> dict[str, tuple[str, ...]]:
    raw = read_yaml(GLOSSARY_FILE)
    return {stemmed(str(english)): tuple(words) for english, words in raw.items() if LATIN.search(str(english))}


def with_glossary(text: str) -> str:
    """A question with the reports' own words for its own behind it."""
    words = translated(text)
    return f"{text} {' '.join(words)}" if words else text


def prose_words(text: str, known: Sequence[str]) -> list[str]:
    """The English words of a question that only the prose of reports speaks of; `known` are words read as terms."""
    for words in known:
        text = text.replace(words, " ")
    glossary = _glossary()
    return [word for word in map(stem, LATIN.findall(text.lower())) if word in glossary and word not in GENERAL]


def open_passage_search(settings: Settings, store: FigureStore, embedder: Callable[[], Embeds]) -> PassageSearch:
    """The search of an index as the settings name it; the embedder is opened with the first search."""

    def both() -> tuple[Embeds, Vectors]:
        from index.passage_store import PassageStore

        opened = embedder()
        return opened, PassageStore.open(settings, opened.fingerprint)

    return PassageSearch(store, both)
