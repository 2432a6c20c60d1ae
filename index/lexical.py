"""The lexical index without its database: words counted by passage, and BM25 over the hits."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from index.report import Passage
from index.words import words_of

SATURATION, LENGTH_WEIGHT = 1.2, 0.75  # BM25's usual k1 and b
LONGEST_WORD = 80  # characters; the width of its column


class Scored(NamedTuple):
    """A passage id with its score; higher is better."""

    passage: str
    score: float


class Hit(NamedTuple):
    """How often a word stands in a passage, and how many words that passage has."""

    word: str
    passage: str
    times: int
    length: int


def count_words(passages: Sequence[Passage]) -> tuple[dict[str, int], list[dict[str, object]]]:
    """The length of each passage in words, and one row a word and passage: word, report, passage, count."""
    lengths: dict[str, int] = {}
    rows: list[dict[str, object]] = []
    for passage in passages:
        counted = Counter(word[:LONGEST_WORD] for word in words_of(passage.embedded))
        lengths[passage.id] = sum(counted.values())
        for word, count in counted.items():
            rows.append({"word": word, "report": passage.report, "passage": passage.id, "count": count})
    return lengths, rows


def rank(hits: Sequence[Hit], passages: int, mean: float) -> list[Scored]:
    """Passages by BM25, best first, then by id; `passages` were searched, with `mean` words each."""
    frequency = Counter(hit.word for hit in hits)
    scores: dict[str, float] = {}
    for word, passage, times, length in hits:
        rarity = math.log(1 + (passages - frequency[word] + 0.5) / (frequency[word] + 0.5))
        damped = times + SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length / mean)
        scores[passage] = scores.get(passage, 0.0) + rarity * times * (SATURATION + 1) / damped
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [Scored(passage, score) for passage, score in ranked]
