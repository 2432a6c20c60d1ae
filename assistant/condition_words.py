"""A condition put on bodies, in words: "大于 30", "of at least 30 and under 100"."""

from assistant.answer import Language
from assistant.query import Condition

WORDS_ZH = {"==": "等于", "!=": "不等于", ">": "大于", ">=": "不少于", "<": "小于", "<=": "不多于"}
WORDS_EN = {
    "==": "equal to",
    "!=": "not equal to",
    ">": "over",
    ">=": "of at least",
    "<": "under",
    "<=": "of at most",
}


def condition_words(condition: Condition | None, language: Language) -> str:
    """The condition, with the one beside it, as it follows the name of a cell; "" for none."""
    if condition is None:
        return ""
    first = _words_of(condition, language)
    if condition.beside is None:
        return first
    second = _words_of(condition.beside, language)
    return f"{first.strip()}且{second}" if language == "zh" else f"{first} and {second}"


def _words_of(condition: Condition, language: Language) -> str:
    zh = language == "zh"
    if condition.comparison == "blank":
        return "为空白" if zh else "left blank"
    if condition.comparison in (">", "!=") and condition.number == "0":
        return "大于零" if zh else "above zero"
    if condition.comparison == "==" and condition.number == "0":
        return "印为零" if zh else "printed as zero"
    number = condition.said or condition.number
    words = (WORDS_ZH if zh else WORDS_EN)[condition.comparison]
    if condition.unit:  # the question's words: the report prints its amounts in another unit
        return f"{words}“{number}”" if zh else f"{words} “{number}”"
    return f"{words} {number} " if zh else f"{words} {number}"
