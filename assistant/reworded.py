"""English wordings that no phrase of the lexicon holds, put into those it knows: "judicial review" is a lawsuit."""

from functools import lru_cache
from pathlib import Path

import yaml

from assistant.first_look import Look

WORDINGS_FILE = Path(__file__).with_name("reworded.yaml")


def reworded(text: str) -> str:
    """A plain question in the words of the lexicon."""
    for looks, words in _wordings():
        text = looks.sub(words, text)
    return text


@lru_cache(maxsize=1)
def _wordings() -> tuple[tuple[Look, str], ...]:
    raw = yaml.load(WORDINGS_FILE.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return tuple((Look(looks), words) for entries in raw.values() for looks, words in entries)
