"""Units behind figures in each language: English counts carry none, as the label says what is counted."""

import re

from assistant.answer import Language

COUNTS = ("件", "项", "条", "次", "人", "人次", "个", "篇")  # measure words of what is counted
UNITS_EN = {
    **dict.fromkeys(COUNTS, ""),
    "万元": "×10,000 yuan (万元)",
    "元": "yuan",
    "亿元": "×100 million yuan (亿元)",
    "个百分点": "percentage points",
}
COUNTED = re.compile(rf"\s*(?:{'|'.join(sorted(COUNTS, key=len, reverse=True))})$")
PRINTED_WITH = re.compile(r"[件项条个元]$")


def unit_said(unit: str, language: Language) -> str:
    """A unit as answers in a language say it; "" where they say none."""
    return unit if language == "zh" else UNITS_EN.get(unit, unit)


def with_unit(text: str, unit: str, language: Language) -> str:
    """A number with its unit; a printed text that already carries one is left as it is, but for counts in English."""
    if language == "en":
        text = COUNTED.sub("", text)
    if (unit and text.endswith(unit)) or PRINTED_WITH.search(text):
        return text
    said = unit_said(unit, language)
    return f"{text}%" if unit == "%" else f"{text} {said}".rstrip()
