"""A number in a sheet as its format displays it: 122.51000000000001 is 122.51, and 0 may be a dash."""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

DIGITS = 11  # significant ones that a cell without a format of its own shows
TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(.)', re.DOTALL)
CORE = re.compile(r"(?P<whole>[#0?,]*)(?:\.(?P<decimals>[#0?]*))?(?P<percent>%?)")
CONDITION = re.compile(r"\[[<>=]")
GENERAL = ("", "general", "@", "g/通用格式")


def displayed(value: object, number_format: str) -> str:
    """What a cell shows. A format that is not understood is named behind the number, which is then no figure."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    if not isinstance(value, int | float | Decimal):
        return str(value)
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return str(value)
    if number_format.lower() in GENERAL:
        return general(number)
    section, number = _section(number_format, number)
    shown = None if CONDITION.search(number_format) else _formatted(section, number)
    return f"{general(number)} [{number_format}]" if shown is None else shown


def general(number: Decimal) -> str:
    """A number as a cell without a format shows it."""
    if number == number.to_integral_value():
        return f"{number:.0f}"
    return f"{number:.{max(DIGITS, number.adjusted() + 2)}g}".rstrip("0").rstrip(".")


def _section(number_format: str, number: Decimal) -> tuple[str, Decimal]:
    """The part of a format for this number's sign, and the number as that part shows it."""
    sections = [""]
    for found in TOKEN.finditer(number_format):
        if found.group() == ";":
            sections.append("")
        else:
            sections[-1] += found.group()
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


class _Parts(NamedTuple):
    before: str
    core: str
    after: str


def _parts(section: str) -> _Parts | None:
    """Words, digits and words of one part of a format; None where digits stand in two places."""
    texts = ["", "", ""]
    at = 0
    for quoted, escaped, character in TOKEN.findall(section):
        if character and character in "#0?.,%":
            if at == 2:
                return None
            at = 1
            texts[1] += character
        elif quoted or escaped or character:
            at = 2 if at else 0
            texts[at] += quoted or escaped or character
    return _Parts(*texts)


def _formatted(section: str, number: Decimal) -> str | None:
    if section.strip().lower() == "general":
        return general(number)
    parts = _parts(section)
    words = "" if parts is None else re.sub(r'"[^"]*"|\\.', "", section)
    if parts is None or re.search(r"[A-Za-z@/]", re.sub(r"\[[^\]]*\]|_.|\*.", "", words)):
        return None
    if not parts.core:
        return parts.before.strip()
    core = CORE.fullmatch(parts.core)
    if core is None or core["whole"].endswith(","):  # a comma at the end divides by a thousand
        return None
    decimals = core["decimals"] or ""
    shown = number * 100 if core["percent"] else number
    rounded = abs(shown).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = f"{rounded:,f}" if "," in core["whole"] else f"{rounded:f}"
    for digit in reversed(decimals):
        if digit == "0" or not text.endswith("0"):
            break
        text = text[:-1]
    text = text.removesuffix(".") if "0" not in decimals else text
    whole, dot, rest = text.partition(".")
    least = core["whole"].count("0")
    whole = "" if not least and whole == "0" and (not dot or not rest) else whole.zfill(least)
    sign = "-" if shown < 0 and rounded else ""
    return f"{sign}{parts.before}{whole}{dot}{rest}{core['percent']}{parts.after}".strip()
