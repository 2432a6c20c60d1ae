"""A question's wording made plain: width, blanks, Chinese years, language."""

import re
import unicodedata

from assistant.answer import Language
from assistant.traditional import to_simplified
from index.identity import CHINESE_YEAR, western_year

CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def plain(text: str) -> str:
    """NFKC, simplified, Chinese years as digits, lower case, runs of blanks as one; brackets and marks stay."""
    text = unicodedata.normalize("NFKC", text)
    text = western_year(to_simplified(text))
    return re.sub(r"\s+", " ", text).strip().lower()


def language_of(text: str) -> Language:
    """The language a question is in: Chinese where Chinese characters outnumber Latin words."""
    return "zh" if len(CHINESE.findall(text)) >= len(LATIN_WORD.findall(text)) and CHINESE.search(text) else "en"


__all__ = ["CHINESE_YEAR", "language_of", "plain"]
