"""The patterns of rules.yaml: what their placeholders mean, and what a text must have in it for one to be found."""

import re
from collections.abc import Sequence

NUMBER = r"(?<![\d.约近超逾余第每唯])(?P<n>\d+(?:\.\d+)?万?|[零〇一二两三四五六七八九十百千]+)(?![\d.])"
COUNTED = re.compile(r"\{n\}(?P<unit>\[[^\]\\^]+\])(?![?*{])")
INNERMOST = re.compile(r"\([^()]*\)[?*+]?")
ESCAPED_BRACKET = re.compile(r"\\[()\[\]]|\[[^\]]*[()]")
PLACEHOLDERS = {"{n}": NUMBER, "{year}": r"(?P<n>20\d\d)", "{name}": r"(?P<name>[^，。；、（）]{2,25}?)"}
WORD = "[\u4e00-\u9fff]"
CLASS = re.compile(r"\[[^\]]*\]")
REQUIRED = re.compile(rf"\(\?:({WORD}+(?:\|{WORD}+)*)\)(?![?*+]|{{\d)|{WORD}{{2,}}(?![?*+]|{{\d)")


def filled(pattern: str) -> str:
    """A pattern with the meaning of its placeholders."""
    for placeholder, meaning in PLACEHOLDERS.items():
        pattern = pattern.replace(placeholder, meaning)
    return pattern


def hint_of(patterns: Sequence[str]) -> str:
    """A pattern found in every text that has one of these, and sooner; "" where there is none."""
    hints = [_hint(pattern) for pattern in patterns]
    return "|".join(dict.fromkeys(hints)) if all(hints) else ""


def words_of(patterns: Sequence[str]) -> tuple[str, ...]:
    """Words one of which is in every text that has one of these; () where that cannot be told."""
    words = [_words(pattern) for pattern in patterns]
    return tuple(dict.fromkeys(word for each in words for word in each)) if all(words) else ()


def _words(pattern: str) -> list[str]:
    """Of the words, and the groups of words, that stand in a pattern unconditionally, the longest."""
    if ESCAPED_BRACKET.search(pattern) or "|" in _outside_brackets(pattern):
        return []
    bare = CLASS.sub(lambda found: " " * len(found[0]), pattern)
    outside = [found for found in REQUIRED.finditer(bare) if _depth(bare[: found.start()]) == 0]
    groups = [(found[1] or found[0]).split("|") for found in outside]
    return max(groups, key=lambda words: min(map(len, words)), default=[])


def _depth(before: str) -> int:
    return before.count("(") - before.count(")")


def _hint(pattern: str) -> str:
    """What has to be in a text for a pattern to be found: the number and the unit that stand in it unconditionally."""
    found = None if ESCAPED_BRACKET.search(pattern) else COUNTED.search(pattern)
    if found is None or "|" in _outside_brackets(pattern) or "{n}" not in _outside_brackets(pattern):
        return ""
    return f"[\\d万零〇一二两三四五六七八九十百千]{found['unit']}"


def _outside_brackets(pattern: str) -> str:
    """A pattern without what stands in round brackets."""
    while (shorter := INNERMOST.sub("", pattern)) != pattern:
        pattern = shorter
    return pattern
