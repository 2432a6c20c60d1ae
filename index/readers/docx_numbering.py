"""Styles and automatic numbering: what Word prints in front of a paragraph without its being in the text."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.etree import _Element

from index.readers.docx_xml import Said, child, kind, switched, value, whole

DIGITS = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
LEVELS = 9
DEPTH = 20  # of styles based on one another


def chinese(number: int, digits: str = DIGITS, units: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """A number from 1 to 9999 as it is counted: 十, 十一, 二十, 一百〇三."""
    text = ""
    for place, digit in enumerate(reversed(str(number))):
        if digit != "0":
            text = digits[int(digit)] + units[place] + text
        elif text and text[0] != digits[0]:
            text = digits[0] + text
    return text.removeprefix(digits[1]) if text.startswith(digits[1] + units[1]) and digits == DIGITS else text


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    steps = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
             (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
    for size, letters in steps:
        text += letters * (number // size)
        number %= size
    return text


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else str(number)


def _digits(number: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(number))


FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
         "taiwaneseCountingThousand"),
        chinese,
    ),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digits),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"),
        lambda number: chinese(number, LEGAL, ("", "拾", "佰", "仟")),
    ),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalFullWidth": lambda number: str(number).translate({48 + at: 0xFF10 + at for at in range(10)}),
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "decimalZero": lambda number: f"{number:02d}",
    "ideographTraditional": lambda number: "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10],
    "ideographZodiac": lambda number: "子丑寅卯辰巳午未申酉戌亥"[(number - 1) % 12],
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "bullet": lambda number: "",
    "none": lambda number: "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str  # "%1、"
    start: int
    restart: int | None  # the level after which it starts anew; None for any above, 0 for never
    legal: bool  # every part in Arabic digits


@dataclass(slots=True)
class _List:
    """One run of numbers: the levels and where each stands."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Styles:
    """What the styles of a document say of hidden text, numbering and tables of contents."""

    def __init__(self, root: _Element | None) -> None:
        found = [element for element in root if kind(element) == "style"] if root is not None else []
        self._styles = {value(style, "styleId") or "": style for style in found}
        paragraphs = (style for style in found if value(style, "type") == "paragraph")
        default = (value(s, "styleId") for s in paragraphs if value(s, "default") in ("1", "true"))
        self._default = next(default, None) or ""
        self._chains: dict[str, tuple[_Element, ...]] = {}
        self._hidden: dict[str, bool] = {}
        self._contents: dict[str, bool] = {}
        self._numberings: dict[str, _Element | None] = {}

    def chain(self, style: str | None) -> tuple[_Element, ...]:
        """A style and those it is based on, itself first; the default paragraph style for None."""
        key = self._default if style is None else style
        if key not in self._chains:
            chain: list[_Element] = []
            at: str | None = key
            while at is not None and at in self._styles and len(chain) < DEPTH:
                chain.append(self._styles[at])
                at = value(child(self._styles[at], "basedOn"))
            self._chains[key] = tuple(chain)
        return self._chains[key]

    def hides(self, style: str | None) -> bool:
        """Whether text of this style is hidden."""
        key = self._default if style is None else style
        if key not in self._hidden:
            said = (switched(child(element, "rPr"), "vanish") for element in self.chain(style))
            self._hidden[key] = bool(next((on for on in said if on is not None), False))
        return self._hidden[key]

    def is_contents(self, style: str | None) -> bool:
        """Whether it is a style of entries of a table of contents."""
        key = self._default if style is None else style
        if key not in self._contents:
            names = (value(child(element, "name")) or "" for element in self.chain(style)[:1])
            self._contents[key] = any(re.fullmatch(r"toc \d", name, re.IGNORECASE) for name in names)
        return self._contents[key]

    def numbering(self, style: str | None) -> _Element | None:
        """The numbering a paragraph style brings, or None."""
        key = self._default if style is None else style
        if key not in self._numberings:
            found = (child(element, "pPr", "numPr") for element in self.chain(style))
            self._numberings[key] = next((numbering for numbering in found if numbering is not None), None)
        return self._numberings[key]


class Numbering:
    """The running numbers of a document's lists. Paragraphs must be asked in reading order."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        elements = list(root) if root is not None else []
        self._styles = styles
        self._abstract = {value(e, "abstractNumId") or "": e for e in elements if kind(e) == "abstractNum"}
        self._numbers = {value(e, "numId") or "": e for e in elements if kind(e) == "num"}
        self._lists: dict[str, _List] = {}  # by abstract number, or by number where its levels are its own
        self._seen: set[tuple[str, int]] = set()

    def label(self, said: Said) -> str:
        """What is printed in front of a paragraph with these properties, "" where nothing is."""
        style = said.value("pStyle")
        own = said.get("numPr")
        inherited = self._styles.numbering(style)
        if own is None and inherited is None:  # most paragraphs
            return ""
        number = value(child(own, "numId")) or value(child(inherited, "numId"))
        if not number or number == "0" or number not in self._numbers:
            return ""
        at = child(own, "ilvl")
        level = whole(child(inherited, "ilvl") if at is None else at)
        if at is None and own is None and inherited is not None and child(inherited, "ilvl") is None:
            level = self._level_of_style(number, style)
        return self._next(number, min(max(level, 0), LEVELS - 1))

    def _level_of_style(self, number: str, style: str | None) -> int:
        """The level that names this style as its own."""
        for element in self._levels(number):
            if value(child(element, "pStyle")) == style:
                return whole(element, "ilvl")
        return 0

    def _next(self, number: str, level: int) -> str:
        run = self._list(number)
        if level not in run.levels:
            return ""
        override = self._start_override(number, level)
        if override is not None and (number, level) not in self._seen:
            run.counts[level] = override - 1
        self._seen.add((number, level))
        run.counts[level] = run.counts.get(level, run.levels[level].start - 1) + 1
        for deeper in [at for at in run.counts if at > level]:
            restart = run.levels[deeper].restart
            if restart is None or (restart and level < restart):
                del run.counts[deeper]
        return self._print(run, level)

    def _print(self, run: _List, level: int) -> str:
        own = run.levels[level]
        if own.format in ("bullet", "none"):
            return ""

        def part(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            if at not in run.levels:
                return ""
            count = run.counts.setdefault(at, run.levels[at].start)
            form = FORMATS.get("decimal" if own.legal else run.levels[at].format, str)
            return form(count) if 0 < count < 10_000 else str(count)

        return re.sub(r"%(\d)", part, own.text)

    def _levels(self, number: str) -> list[_Element]:
        abstract = self._abstract.get(value(child(self._numbers[number], "abstractNumId")) or "")
        linked = value(child(abstract, "numStyleLink"))
        if linked:
            target = value(child(self._styles.numbering(linked), "numId"))
            found = value(child(self._numbers.get(target or ""), "abstractNumId"))
            abstract = self._abstract.get(found or "")
        return [element for element in abstract if kind(element) == "lvl"] if abstract is not None else []

    def _overrides(self, number: str) -> list[_Element]:
        return [element for element in self._numbers[number] if kind(element) == "lvlOverride"]

    def _start_override(self, number: str, level: int) -> int | None:
        for element in self._overrides(number):
            start = child(element, "startOverride")
            if whole(element, "ilvl") == level and start is not None:
                return whole(start, default=1)
        return None

    def _list(self, number: str) -> _List:
        own = [level for element in self._overrides(number) if (level := child(element, "lvl")) is not None]
        abstract = value(child(self._numbers[number], "abstractNumId")) or ""
        key = f"{abstract}/{number}" if own else abstract
        if key not in self._lists:
            levels = {whole(element, "ilvl"): _level(element) for element in (*self._levels(number), *own)}
            self._lists[key] = _List(levels)
        return self._lists[key]


def _level(element: _Element) -> _Level:
    restart = child(element, "lvlRestart")
    return _Level(
        value(child(element, "numFmt")) or "decimal",
        value(child(element, "lvlText")) or "",
        whole(child(element, "start"), default=1),
        None if restart is None else whole(restart),
        bool(switched(element, "isLgl")),
    )
