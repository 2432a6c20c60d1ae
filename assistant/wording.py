"""A question's wording made plain: width, blanks, Chinese years, language."""

import re
import unicodedata
from functools import lru_cache

from assistant.answer import Language
from assistant.first_look import TEXTS
from assistant.traditional import to_simplified
from index.identity import CHINESE_YEAR, western_year

BLANKS = re.compile(r"\s+")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
# Words that hold an English sentence together, whatever names stand in it.
JOINING = frozenset(
    [
        "how",
        "many",
        "much",
        "what",
        "which",
        "who",
        "when",
        "where",
        "why",
        "did",
        "does",
        "do",
        "was",
        "were",
        "is",
        "are",
        "has",
        "have",
        "had",
        "the",
        "of",
        "in",
        "for",
        "by",
        "and",
        "to",
        "between",
        "than",
    ]
)


@lru_cache(maxsize=TEXTS)
def plain(text: str) -> str:
    """NFKC, simplified, Chinese years as digits, lower case, runs of blanks as one; brackets and marks stay."""
    text = unicodedata.normalize("NFKC", text)
    text = western_year(to_simplified(text))
    return BLANKS.sub(" ", text).strip().lower()


@lru_cache(maxsize=TEXTS)
def language_of(text: str) -> Language:
    """The language a question is in: English where English words join it, else what it has more of."""
    if len(JOINING & {word.lower() for word in LATIN_WORD.findall(text)}) >= 2:
        return "en"
    return "zh" if len(CHINESE.findall(text)) >= len(LATIN_WORD.findall(text)) and CHINESE.search(text) else "en"


__all__ = ["CHINESE_YEAR", "language_of", "plain"]
