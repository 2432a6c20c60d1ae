"""The words of a question that nothing understood: a default answer beside them could be the wrong figure."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from assistant.lexicon import Hit, stem

FILLERS_FILE = Path(__file__).with_name("fillers.yaml")
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
LATIN = re.compile(r"[a-z]+")
QUOTED = re.compile(r"[(（][^()（）]*[)）]")


@lru_cache(maxsize=1)
def _fillers() -> tuple[re.Pattern[str], frozenset[str]]:
    raw = yaml.safe_load(FILLERS_FILE.read_text(encoding="utf-8"))
    chinese = sorted((str(word) for word in raw["chinese"]), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, chinese))), frozenset(stem(str(word)) for word in raw["english"])


def leftover(about: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Words with a meaning of their own that no hit covers, in order. `about` is the question without names and years.

    A single Chinese character is no word; remarks in brackets are left out.
    """
    text = QUOTED.sub(" ", about)
    for hit in sorted(hits, key=lambda hit: -len(hit.text)):
        text = text.replace(hit.text, " ")
    chinese, english = _fillers()
    words = [run for run in CHINESE.findall(chinese.sub(" ", text)) if len(run) > 1]
    words += [word for word in LATIN.findall(text) if len(word) > 2 and stem(word) not in english]
    return tuple(dict.fromkeys(words))
