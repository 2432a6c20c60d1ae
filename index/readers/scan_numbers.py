"""What stands in a cell of a scan, and how far it can be trusted.

A number is read twice in two renderings and its digits are compared with the page's others (scan_shapes). It is sure
where all three agree and no ink is left over; where one of them differs the sums of the table have to prove it; else it
is DOUBTFUL.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from index.readers.scan_ink import Strip, cut, rewritten
from index.readers.scan_lines import Scan
from index.readers.scan_ocr import Reading, recognised
from index.readers.scan_shapes import Gallery, Written
from index.readers.scan_words import mended

DOUBTFUL = 0.4
LEAST_SCORE = 0.75
ALIKE = str.maketrans({"O": "0", "o": "0", "〇": "0", "○": "0", "D": "0", "Q": "0", "l": "1", "I": "1", "|": "1",
                       "丨": "1", "i": "1", "S": "5", "B": "8", "Z": "2", "z": "2", "—": "-", "一": "-", "－": "-",
                       "–": "-", "_": "-"})  # fmt: skip
VARIANTS = str.maketrans({"減": "减", "増": "增", "萬": "万", "圓": "元"})
NUMBER_LIKE = re.compile(r"[\dOo〇○DQlI|丨iSBZz.,+\-—一－–_/%]+")
SIDE = 0.12  # of the height of a digit: the blank on its sides that is no ink
ONE = 0.2  # of the width of a digit: what a 1 at the end of a number has less ink than others
OFF = 0.45  # digits by which the width of a number may differ from what was read
NO_POINT = (0.2, 0.35)  # digits by which a number without a point may be wider: the narrowest point takes 0.4
LETTER = (1.6, 2.2)  # digits that a Chinese character is wide, least and most
MARK = (0.3, 1.1)  # and a sign or point
FEWEST_NUMBERS = 5
STROKE = 40  # times as wide as high: no line of print is; the model would take minutes over it
FLAT = 1.5  # times as wide as high: a dash
MOST = 0.99  # certainty of a recognised number: never that of a printed one
SHAPED = 0.98  # certainty of what its shape confirms
TWO_OF_THREE = 0.92  # of what one reading and the shapes say, while the other reading says otherwise: for sums to prove


@dataclass(frozen=True, slots=True)
class Numeral:
    """A line of print read: once as words, twice as a number; `shaped`: whether its digits look like the page's."""

    first: Reading
    second: Reading | None = None
    shaped: bool | None = None  # of the first reading
    other_shaped: bool | None = None  # of the second, where it differs


@dataclass(frozen=True, slots=True)
class TableReadings:
    """The lines of print of a table in the order of its cells, and the usual width of its digits, 0 if unknown."""

    readings: list[Numeral]
    digit: float


def read_strips(scan: Scan, tables: Sequence[Sequence[Strip]], path: Path) -> list[TableReadings]:
    """Recognise the lines of print of all tables of a page.

    Raises:
        HelperMissing: no OCR is installed.
    """
    flat = [strip for table in tables for strip in table]
    margin = max(3, round(1.5 * scan.unit))
    pictures = [cut(scan.plain, strip, margin) for strip in flat]
    print_like = [at for at, strip in enumerate(flat) if not _is_stroke(strip)]
    first = [Reading("", 0.0)] * len(flat)
    for at, reading in zip(print_like, recognised([pictures[at] for at in print_like], path), strict=True):
        first[at] = reading
    second = {at: Reading("", 0.0) for at, strip in enumerate(flat) if _is_stroke(strip)}
    again = [at for at in print_like if _is_number_like(first[at].text)]
    second |= zip(again, recognised([rewritten(pictures[at]) for at in again], path), strict=True)
    usual = _digit_width(flat, first)
    widths: list[float] = []
    for table in tables:
        own = _digit_width(table, first[len(widths) : len(widths) + len(table)])
        widths += [own or usual] * len(table)
    shaped = _shaped(scan, flat, first, second, widths)
    read, at = [], 0
    for table in tables:
        found = [Numeral(first[n], second.get(n), *shaped[n]) for n in range(at, at + len(table))]
        read.append(TableReadings(found, widths[at] if table else 0.0))
        at += len(table)
    return read


def _is_stroke(strip: Strip) -> bool:
    """Whether ink is a long stroke and no print, as the second of a double line is: its cell cannot be read."""
    return strip.right - strip.left > STROKE * (strip.bottom - strip.top)


def _shaped(
    scan: Scan, flat: Sequence[Strip], first: Sequence[Reading], second: dict[int, Reading], widths: Sequence[float]
) -> list[tuple[bool | None, bool | None]]:
    """What the shapes say of the first reading of each line and of the second where it differs."""
    texts = [as_number(reading.text) for reading in first]
    others = {at: as_number(reading.text) for at, reading in second.items()}
    agreed = [text if others.get(at) == text else "" for at, text in enumerate(texts)]
    gallery = Gallery(scan.plain, [Written(*given) for given in zip(flat, agreed, widths, strict=True)])

    def told(at: int, text: str | None) -> bool | None:
        return gallery.confirms(Written(flat[at], text, widths[at]), at) if text else None

    return [
        (told(at, text), told(at, others[at]) if others[at] != text else None) if at in others else (None, None)
        for at, text in enumerate(texts)
    ]


def _is_number_like(text: str) -> bool:
    return not text or bool(NUMBER_LIKE.fullmatch(_plain(text))) or sum(c.isdigit() for c in text) * 2 >= len(text)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def as_number(text: str) -> str:
    """A reading with letters that look like digits taken for them, where nothing else is in it."""
    plain = _plain(text)
    number = plain.translate(ALIKE) if NUMBER_LIKE.fullmatch(plain) else plain.translate(VARIANTS)
    # No number begins or ends with a point: that is dirt, and a digit lost beyond it would leave its ink.
    return number.strip(".,·'`") if any(letter.isdecimal() for letter in number) else number


def _digit_width(found: Sequence[Strip], readings: Sequence[Reading]) -> float:
    """The usual width of a digit of a table in pixels; 0 where too few numbers are in it to tell."""
    widths = [
        (strip.right - strip.left + SIDE * (strip.bottom - strip.top)) / len(text)
        for strip, reading in zip(found, readings, strict=True)
        if (text := as_number(reading.text)).isdecimal() and len(text) > 1
    ]
    return median(widths) if len(widths) >= FEWEST_NUMBERS else 0.0


def cell_of(parts: Sequence[Numeral], found: Sequence[Strip], digit: float, room: float) -> tuple[str, float]:
    """The text of a cell with `room` pixels for a line, and how far it can be trusted: 1 for a cell without ink."""
    if not parts:
        return "", 1.0
    if all(part.second is not None for part in parts):
        numbers = [number_of(part, strip, digit) for part, strip in zip(parts, found, strict=True)]
        text, certainty = "".join(part for part, _ in numbers), min(sure for _, sure in numbers)
        # A number goes on in the next line only where the next digit would not have fitted; else these are two.
        broken = all(strip.right - strip.left + digit > room for strip in found[:-1])
        return text, certainty if broken else min(certainty, DOUBTFUL)
    text = "".join(part.first.text for part in parts)
    least = min(part.first.score for part in parts)
    numbered = any(part.second is not None for part in parts)
    return mended(text), min(least, DOUBTFUL) if numbered else least


def number_of(read: Numeral, strip: Strip, digit: float) -> tuple[str, float]:
    """A number read twice, and how far it can be trusted."""
    one, other = read.first, read.second or Reading("", 0.0)
    text, again = as_number(one.text), as_number(other.text)
    score = min(one.score, other.score)
    if "-" in (text, again) and {text, again} <= {"-", ""} and strip.pieces == 1 and _is_flat(strip):
        return "-", SHAPED  # a dash alone is too little for the recogniser: its shape is the second reading
    if text != again:
        return _outvoted(read, text, again, strip, digit)
    if not text or not accounts_for(text, strip, digit, bool(read.shaped)):
        return text, min(DOUBTFUL, score)
    if read.shaped is False:
        return text, min(TWO_OF_THREE, score)
    if read.shaped and max(one.score, other.score) >= LEAST_SCORE:
        return text, min(MOST, max(score, SHAPED))
    return text, min(MOST, score) if score >= LEAST_SCORE else min(DOUBTFUL, score)


def _outvoted(read: Numeral, text: str, again: str, strip: Strip, digit: float) -> tuple[str, float]:
    """Of two readings the one whose digits look like the page's, where those of the other do not."""
    for said, shaped, against in ((text, read.shaped, read.other_shaped), (again, read.other_shaped, read.shaped)):
        if said and shaped and not against and accounts_for(said, strip, digit, True):
            return said, TWO_OF_THREE
    return text or again, DOUBTFUL


def _is_flat(strip: Strip) -> bool:
    return strip.right - strip.left >= FLAT * (strip.bottom - strip.top)


def accounts_for(text: str, strip: Strip, digit: float, shaped: bool = False) -> bool:
    """Whether a reading leaves no ink unread: a recogniser drops small signs, and one of a row of equal digits.

    `shaped`: its digits stand where those of a number without a point do, and look like them.
    """
    if strip.dashes and not set("+-/") & {*text}:
        return False
    if not any(letter.isdecimal() for letter in text):
        return not strip.points
    pointed = not strip.points or bool(set(".,") & {*text})
    plain = text.replace(".", "").replace(",", "")
    if pointed and plain.isdecimal() and len(plain) == strip.pieces:
        return True
    if not digit:
        return False
    wide = strip.right - strip.left + SIDE * (strip.bottom - strip.top)
    wide += ONE * digit * ((text[0] == "1") + (text[-1] == "1"))
    bounds = [_width(letter) for letter in text]
    spare = OFF if pointed else NO_POINT[shaped]
    return sum(low for low, _ in bounds) - OFF <= wide / digit <= sum(high for _, high in bounds) + spare


def _width(letter: str) -> tuple[float, float]:
    """How wide a character is in digits, least and most."""
    return (1.0, 1.0) if letter.isdecimal() else LETTER if letter.isalpha() else MARK
