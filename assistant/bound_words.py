"""Words by which a number can be written without a digit, in Chinese and English."""

import re
import unicodedata

RUN = "零〇○一二三四五六七八九十百千万亿两俩仨廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參陸兩弌弍弎幺半"
MEASURES = "".join(
    (
        "件条項项次人个個名份场場篇期家类類种種宗例起台部本册套张張页頁天年月日岁元角分倍成届批轮",
        "处所户亩吨字组位门支队款则號号级小",
    )
)
# Everyday words that hold a numeral and count nothing.
EVERYDAY = re.compile(
    "另一方面|一方面|进一步|一系列|一体化|一站式|一如既往|统一|一些|一定|一致|一般|一直|一旦|一律|一并|之一|一体|同一|唯一|一切|一贯"
    "|逐一|单一|不一|万一|百姓|[一二三四五六七八]是|其[一二三]|半途|陆续|队伍|大陆|收拾"
)
# No \b here: a Chinese character next to a Latin letter is no boundary to it.
IN_ENGLISH = re.compile(
    r"(?<![A-Za-z])(?:zero|nil|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?"
    r"|thousands?|(?:m|b|tr)illions?|dozens?|scores? of|half|halves|halved?|thirds?|quarters?|fourths?"
    r"|fifths?|tenths?|doubl(?:e|ed|es|ing)|tripl(?:e|ed)|twice|thrice|twofold|threefold|tenfold"
    r"|per ?cent(?:age)?|couple|pairs?)(?![A-Za-z])",
    re.IGNORECASE,
)
ROMAN = re.compile(r"(?<![A-Za-z])(?:[IVXivx]{2,}|[IVXLCDM]{2,}|[VXLCDM])(?![A-Za-z])")
ENGLISH_IDIOMS = re.compile(
    r"\bon (?:the )?one hand\b|\bone of (?:the|its|their)\b|\bone another\b|\bno one\b"
    r"|\b(?:third|fourth|fifth)(?:ly)?,|\bthird part(?:y|ies)\b",
    re.IGNORECASE,
)
# Words that make a number larger, smaller or vaguer than it is printed.
QUALIFIED_BEFORE = re.compile(
    r"(不足|不到|将近|接近|近|超过|超|约|大约|逾|至少|至多|最多|多达|高达|低于|高于|少于|多于|大于|小于"
    r"|不止|负|减|零下|nearly|almost|over|above|about|around|roughly|at least|at most|more than|less than|fewer than"
    r"|under|below|up to|minus)\s*$",
    re.IGNORECASE,
)
QUALIFIED_AFTER = re.compile(
    rf"\s*[{MEASURES}]?\s*(余|多(?=[{MEASURES}，。、])|以上|以下|以内|左右|上下|不到|or (?:more|less|fewer)"
    r"|at (?:least|most)|plus\b)",
    re.IGNORECASE,
)
# English units that a number may only have where its quote has one of these characters behind it.
ENGLISH_UNITS = (
    (re.compile(r"\s*(?:yuan|rmb|cny|dollars?)\b", re.IGNORECASE), "元"),
    (re.compile(r"\s*(?:working )?days?\b", re.IGNORECASE), "天日"),
    (re.compile(r"\s*years?\b", re.IGNORECASE), "年"),
    (re.compile(r"\s*months?\b", re.IGNORECASE), "月"),
    (re.compile(r"\s*hours?\b", re.IGNORECASE), "时"),
    (re.compile(r"\s*(?:people|persons?|employees|staff)\b", re.IGNORECASE), "人名"),
)

# "No request was received" is a zero in words. What only names a shortcoming, or is part of a word, denies nothing.
_DENIED = re.compile("(?:没有|没|从未|未|并非|无|不)[\u4e00-\u9fff]?")
_HARMLESS = re.compile("不足|不够|不断|不仅|不但|不同|不少|不高|不强|不到位|不完善|不及时|无障碍|未来|无论")
_DENIED_ENGLISH = re.compile(
    r"(?i)(?<![a-z])(?:no|not|none|nothing|never|nobody|neither|without|lack(?:s|ed)?)(?![a-z])|n[’']t"
)
_DENYING = re.compile("[没未无不非零缺]")

_RUNS = re.compile(f"[{RUN}]+")
_RATIOS = re.compile(r"百分|分之|翻番|翻[了一两]*番|倍")


def typed_number(words: str, evidence: str) -> str:
    """Return a number written in the words, "" where there is none.

    `words` is a sentence without its marks and citations; `evidence` the quotes it cites, their numbers replaced by
    marks: a single numeral that stands there among the same characters (三公经费, 两微一端) counts nothing.
    """
    folded = unicodedata.normalize("NFKC", words)
    if digits := [c for c in folded + words if unicodedata.category(c)[0] == "N"]:
        return digits[0]
    if ratio := _RATIOS.search(words):
        return ratio.group()
    idle = EVERYDAY.sub(lambda found: "\u25c6" * len(found.group()), words)
    for found in _RUNS.finditer(idle):
        start, end = found.span()
        wider = words[max(0, start - 1) : end + 1]
        if end - start > 1 or len(wider) < 3 or wider not in evidence:
            return found.group()
    english = ENGLISH_IDIOMS.sub(" ", folded)
    spelled = IN_ENGLISH.search(english) or ROMAN.search(english)
    return spelled.group() if spelled else ""


def denied(words: str, evidence: str) -> str:
    """Return a denial in the words that the cited quotes do not have, "" where there is none."""
    plain = _HARMLESS.sub("", words)
    for found in _DENIED.finditer(plain):
        if found.group() not in evidence:
            return found.group()
    english = _DENIED_ENGLISH.search(words)
    return english.group() if english and not _DENYING.search(evidence) else ""
