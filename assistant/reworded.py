"""English wordings that no phrase of the lexicon holds, put into those it knows: "judicial review" is a lawsuit."""

import re
from functools import lru_cache
from pathlib import Path

from assistant.first_look import Sieve, needed
from index.yaml_file import read_yaml

WORDINGS_FILE = Path(__file__).with_name("reworded.yaml")


def reworded(text: str) -> str:
    """A plain question in the words of the lexicon."""
    sieve, wordings = _wordings()
    done, left = -1, sieve.open(text)
    while left:
        done = left.pop(0)
        looks, words = wordings[done]
        if (new := looks.sub(words, text)) != text:
            text, left = new, [number for number in sieve.open(new) if number > done]
    return text


@lru_cache(maxsize=1)
def _wordings() -> tuple[Sieve, tuple[tuple[re.Pattern[str], str], ...]]:
    raw = read_yaml(WORDINGS_FILE)
    entries = [(looks, words) for group in raw.values() for looks, words in group]
    return Sieve(needed(looks) for looks, _ in entries), tuple((re.compile(looks), words) for looks, words in entries)
