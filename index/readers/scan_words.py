"""Words of a scanned table against the words of the forms: a label with a letter taken for one that looks like it.

A form has some hundred labels. A recognised text that is one of them but for few letters, and no other nearly so, is
that label. Numbers are never touched.
"""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from index.form import load_forms
from index.labels import ORDINAL, normal

ALIKE = ("自白目", "申中甲由", "己已巳", "末未", "干千于", "土士", "日曰", "计汁", "他池地", "持特", "章草", "予子")
OTHERS = ("信息内容", "申请人情况", "行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉")  # of no row or column
ARTICLE = re.compile(r"第.{0,3}条第(.{0,5}项)")  # whichever it is: it opens a block of table 2
SHORT = 3  # letters: a shorter label may differ by letters that look alike only
OFF = {3: 1, 4: 1, 5: 1, 6: 2, 7: 2, 8: 2}  # letters of a label → those that may differ
SHARE = 0.3  # of a longer label
APART = 2  # letters by which every other label must differ more; 1 where the label may differ by one
LOOKS = {ord(letter): some[0] for some in ALIKE for letter in some}


def mended(text: str) -> str:
    """A recognised text as the forms print it, where it is one of their labels but for letters that look alike."""
    plain = normal(text)
    if len(plain) < 2 or any(letter.isdigit() for letter in plain[:2]) or plain in _labels():
        return text
    if article := ARTICLE.fullmatch(re.sub(r"\s", "", text)):
        return text if "第二十条" in plain else f"第二十条第{article[1]}"
    label = _nearest(plain)
    ordinal = ORDINAL.match(unicodedata.normalize("NFKC", text))
    return (ordinal[0] if ordinal else "") + label if label else text


@lru_cache(maxsize=4096)
def _nearest(plain: str) -> str:
    seen = plain.translate(LOOKS)
    most = OFF.get(len(plain), int(SHARE * len(plain))) if len(plain) >= SHORT else 0
    found: dict[str, int] = {}
    for label in _labels():
        if abs(len(label) - len(plain)) <= most:
            away = Levenshtein.distance(seen, label.translate(LOOKS), score_cutoff=most + APART)
            found[label] = away
    nearest = sorted(found, key=lambda label: found[label])
    if not nearest or found[nearest[0]] > most:
        return ""
    names = _labels()[nearest[0]]
    rival = next((label for label in nearest[1:] if not names & _labels()[label]), None)
    return nearest[0] if rival is None or found[rival] - found[nearest[0]] >= min(APART, most) else ""


@lru_cache(maxsize=1)
def _labels() -> dict[str, frozenset[str]]:
    """Normal label → what it names: rows, columns, results and measures of the forms."""
    forms = load_forms()
    known: dict[str, set[str]] = {word: {word} for word in OTHERS}
    for items in (forms.rows, forms.applicants, forms.results, forms.measures):
        for key, item in items.items():
            for label in item.labels:
                plain = normal(re.sub(r"\s", "", unicodedata.normalize("NFKC", label)))
                known.setdefault(plain, set()).add(key)
    return {label: frozenset(names) for label, names in known.items() if label}
