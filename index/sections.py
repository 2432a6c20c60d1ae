"""The six sections of a report, told by their headings however they are numbered and worded."""

import re
from functools import lru_cache

from index.form import load_forms
from index.labels import normal, score
from index.report import Prose

SECTION = re.compile(r"^\s*([一二三四五六七八九]|\d)\s*[、．.,，:：]\s*(.{2,40})$")
HEADING_MARK = re.compile(r"(?:#{1,6}|>)\s+")
CHINESE = frozenset("一二三四五六七八九")
BRACKETS = frozenset("(（")
SUBSECTION = re.compile(r"^\s*([(（][一二三四五六七八九十]+[)）])\s*([^。；]{2,30})(。|$)")
KEYWORDS = {
    "s1": ("总体情况", "概述", "总体工作", "基本情况"),
    "s2": ("主动公开",),
    "s3": ("申请",),
    "s4": ("复议", "诉讼"),
    "s5": ("问题", "不足", "改进"),
    "s6": ("其他需要", "其它需要", "其他事项", "其它事项", "需要报告", "需要说明", "其他报告"),
}
ALIKE = 72.0


def section_of(block: Prose, after: str) -> str | None:
    """The section a line opens, or None. Sections come in order: one at or before `after` is not opened again."""
    text = unmarked(block.text)
    first = text.lstrip()[:1]
    if not (first in CHINESE or first.isdecimal()) or not SECTION.match(text):
        return None
    return next((section for section in _named(text) if section > after), None)


def unmarked(text: str) -> str:
    """A paragraph without the marks of Markdown for headings, quotations and bold words."""
    if text[:1] in "#>" and (marked := HEADING_MARK.match(text)):
        text = text[marked.end() :]
    return text.replace("**", "") if "**" in text and text.count("**") % 2 == 0 else text


@lru_cache(maxsize=4096)  # headings only: each is asked for by whoever goes through a report
def _named(heading: str) -> tuple[str, ...]:
    """The sections that a numbered heading may be of."""
    if heading.rstrip()[-1] in "。；，":
        return ()
    words, titles = normal(heading), load_forms().section_titles
    return tuple(
        section
        for section, keywords in KEYWORDS.items()
        if any(word in words for word in keywords) or score(words, titles[section]) >= ALIKE
    )


def subsection_of(block: Prose) -> str | None:
    """The sub-heading a paragraph is or begins with: "（一）主动公开", or None."""
    text = unmarked(block.text)
    found = SUBSECTION.match(text) if text.lstrip()[:1] in BRACKETS else None
    return found.group(1) + found.group(2).strip() if found else None
