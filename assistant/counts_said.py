"""How many things a question says it is about, or that a list of it holds."""

from assistant.first_look import Look

COUNTED = Look(
    r"(?<![第\d])(?P<zh>[两俩二三仨四五2-5])\s*(?:个(?![月多])|者|项|样|类|种)?(?:数字?|指标)?(?=都?(?:加|相加|合|总|一共|一起|之和|的和|平均))"
    r"|\b(?:all|the|those|these)\s+(?P<en>two|three|four|five)\b(?!\s+(?:reports?|bod|bureau|agenc|issuer|year|month|item))"
)
COUNTS = {word: n for n, words in ((2, "两俩二2"), (3, "三仨3"), (4, "四4"), (5, "五5")) for word in words}
COUNTS |= {"two": 2, "three": 3, "four": 4, "five": 5}
PARTS = Look(
    r"(?:这|那|以上|上述)(?P<zh>[两二三四五六七八])(?:样|种|类|项|条|者|款)"
    r"|\b(?:these|those|the) (?P<en>two|three|four|five|six|seven|eight)"
    r" (?:grounds|kinds|rows|categories|types|items)\b"
)
COUNTS_OF_PARTS = COUNTS | {"六": 6, "七": 7, "八": 8, "six": 6, "seven": 7, "eight": 8}
BODIES = Look(
    r"(?<![第前哪其余他它剩下另外后末的约])(?P<zh>[两二三四五六七八九十]|\d{1,2})(?:家|个(?:单位|机关|部门)|份(?:报告|年报))"
    r"|\b(?:all|the|these|those|over) (?P<en>two|three|four|five|six|seven|eight|nine|ten) "
    r"(?:bodies|reports|bureaus|offices|agencies|issuers|commissions)\b"
)
OF_YEAR = Look(
    r"(?:19|20)\d\d\s*年?(?:度)?的?[那这]?(?P<zh>[两二三四五六七八九十]|\d{1,2})(?:家|个单位|份)"
    r"|\b(?P<en>two|three|four|five|six|seven|eight|nine|ten)(?: \w+)? (?:of |from |for |in )?(?:19|20)\d\d\b"
)
COUNTS_OF_BODIES = COUNTS_OF_PARTS | {"九": 9, "十": 10, "nine": 9, "ten": 10}


def said_bodies(text: str) -> int:
    """How many bodies a question says it is about: "五家", "all five reports"; 0 where it does not say."""
    return _counted(BODIES, text)


def said_of_year(text: str) -> int:
    """How many bodies of one year a question says there are: "2023年的两家", "the two 2022 reports"; 0 for none."""
    return _counted(OF_YEAR, text)


def _counted(look: Look, text: str) -> int:
    found = look.search(text)
    word = (found["zh"] or found["en"]) if found else ""
    return int(word) if word.isdecimal() else COUNTS_OF_BODIES.get(word, 0)


def said_count(text: str) -> int:
    """How many things a question says it is about: "三个加一起", "all three together"; 0 where it does not say."""
    found = COUNTED.search(text)
    return COUNTS[found["zh"] or found["en"]] if found else 0


def said_parts(text: str) -> int:
    """How many things a list of a question says it holds: "信访、重复这两样", "these five grounds"; 0 for none said."""
    found = PARTS.search(text)
    return COUNTS_OF_PARTS.get(found["zh"] or found["en"], 0) if found else 0
