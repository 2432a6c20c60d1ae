"""Digits in an answer that are no figures: citation marks, years, dates, ordinals, article and line numbers, addresses.

`mask` blanks them out and keeps every other character where it was, so that positions still fit the answer.
"""

import re

CHINESE_DIGITS = "〇零一二两三四五六七八九十百千万亿"
MASKED = "▢"  # neither digit nor letter nor blank: nothing joins across it

# Full-width forms become half-width one for one, so that positions stay.
_FOLD = str.maketrans("０１２３４５６７８９．％＋－−﹣，", "0123456789.%+---,")
_FULL_COMMA = "，"

_COUNTED = (
    r"(?:件|项|条|份|个|人|次|宗|例|万|亿|元|%|yuan|percent|"
    r"(?:new |penalty |permit |information )?"
    r"(?:requests?|cases?|items?|decisions?|documents?|penalt|permits?|projects?|people))"
)

_PATTERNS = (
    r"https?://[^\s，。；）)]+|[\w.+-]+@[\w-]+\.[\w.]+",
    r"\]\([^)\s]*\)",  # the target of a Markdown link
    r"[\[［【]\^?\d+(?:\s*[,，、–-]\s*\d+)*[\]］】]",  # citation marks
    r"[〔\[（(]\s*(?:19|20)\d{2}\s*[〕\]）)]\s*\d+\s*号",  # 〔2019〕60号
    r"(?:19|20)\d{2}\s*[-–/.]\s*\d{1,2}\s*[-–/.]\s*\d{1,2}(?!\d)",  # 2020-12-31
    rf"(?<![\d.,])(?:199\d|20[0-3]\d)(?![\d%]|[.,]\d|\s*{_COUNTED})",  # a year, alone or before 年
    r"(?<!\d)(?:\d{4}|\d{2})\s*年",
    rf"[{CHINESE_DIGITS}]{{2,4}}年",
    r"\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?|\d{1,2}\s*日",
    r"\b\d{1,2}\s+(?:January|March|May|December)\b|\b(?:January|March|May|December)\s+\d{1,2}\b",
    r"\d{1,2}:\d{2}(?!\d)",
    rf"第\s*[（(]?\s*[\d{CHINESE_DIGITS}]+\s*[）)]?",  # 第二十条, 第（八）项, 第 118 行, 第三方
    rf"[（(]\s*[{CHINESE_DIGITS}]+\s*[）)]",  # （一）
    r"(?m)^[\s>*#“\"「-]*\d{1,2}\s*[.、)）](?!\d)",  # the number of a list item
    r"(?<![\d.,])\d{1,2}\s?[.](?=[一-鿿“\"])",  # 1.属于国家秘密
    rf"表\s*[1-6一二三四五六](?!\d|[.,]\d|\s*{_COUNTED})",
    r"(?i)\b(?:tables?|sections?|part|articles?|art\.|order no\.|no\.|lines?|pages?|chapter|l\.|p\.)"
    r"\s*\(?\d+\)?(?:\s*\(\d+\))?(?:\s*(?:,|and|to|[-–—])\s*\(?\d+\)?(?!\d|[.]\d))*",
    r"(?i)\b(?:results?|outcomes?|grounds?|items?)\s*\(\d\)(?:\s*(?:,|and|to|[-–—])\s*\(?\d\)?)*",  # results (1)-(6)
    r"\badds? up to \(\d\)",
    r"(?<![A-Za-z])(?!(?:RMB|CNY|USD|by|of)\d)[A-Za-z][A-Za-z_.|-]*\d[A-Za-z0-9_.|]*",  # F2019, t3.new, COVID-19
    r"\d+\s*号",
    r"\b\d+(?:st|nd|rd|th)\b",
)
_MASKS = tuple(re.compile(pattern) for pattern in _PATTERNS)


def fold(text: str) -> str:
    """Return the text with full-width digits and signs made half-width; every position stays.

    A full-width comma is a thousands separator only between digits in groups of three; else it stays a comma of
    the sentence.
    """
    folded = text.translate(_FOLD)
    out = list(folded)
    for index, char in enumerate(text):
        between_digits = folded[index - 1 : index].isdigit() and re.match(r"\d{3}(?!\d)", folded[index + 1 :])
        if char == _FULL_COMMA and not between_digits:
            out[index] = _FULL_COMMA
    return "".join(out)


def mask(text: str) -> str:
    """Return the folded text with everything that is no figure blanked out, as long as before."""
    masked = fold(text)
    for pattern in _MASKS:
        masked = pattern.sub(lambda found: MASKED * len(found.group()), masked)
    return masked
