"""What the prose of one report gives to a rule: sentences under their headings, and the numbers they state."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from index.identity import western_year
from index.labels import has_one, printed_text
from index.quick import maker, quick
from index.report import Grid, Report, Source
from index.rules_cells import Instance, Words
from index.rules_file import Check
from index.sections import section_of, subsection_of

WIDE = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？", "．": "."} | {
    chr(0xFF10 + digit): str(digit) for digit in range(10)
}
NARROW = re.compile(f"[{re.escape(''.join(WIDE))}]")  # a quarter of the time of str.translate, few characters change
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")
CLAUSE_END = re.compile(r"[，。；！？]")
YEAR = re.compile(r"(20\d\d)年")
HEADING_LENGTH = 30  # a shorter line without a full stop stands above what follows
CHINESE = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TENS = {"十": 10, "百": 100, "千": 1000}
MYRIAD = Decimal(10_000)
MOST_PARTS = 12  # of an enumeration; the ways to nest more of them are too many to be meant

# An enumeration: a total, then the parts it is said to consist of.
TOTAL = re.compile(
    r"(?P<n>(?<!\d)\d{1,12}(?:\.\d+)?万?)(?P<unit>[件条份宗起项次个篇])[^，。；\d]{0,6}，(?:其中|包括|包含|分别(?:为|是))"
)
LISTING = ("其中", "包括", "包含", "分别")  # one of them is in every match of TOTAL
OVERLAP = re.compile(r"[（）]|以及.{0,4}其中")


@quick
@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in full-width punctuation, half-width digits and no blanks, and the headings above it."""

    text: str
    heading: str
    section: str
    source: Source


@dataclass(frozen=True, slots=True)
class Text:
    """The sentences of a report in reading order."""

    all: tuple[Sentence, ...]
    whole: str  # all of them, a line each
    starts: tuple[int, ...]  # where each begins in the whole, and where another would

    def that_may_state(self, check: Check) -> list[Sentence]:
        """Those in the sections of a check in which one of its patterns can be found."""
        sections, hinted = check.sections, check.hint.search
        told = [self.all[at] for at in sorted(self._with(check.words))] if check.words else self.all
        return [s for s in told if s.section in sections and hinted(s.text)]

    def _with(self, words: Sequence[str]) -> set[int]:
        """The numbers of the sentences that have one of some words, found without looking at each."""
        found: set[int] = set()
        for word in words:
            at = self.whole.find(word)
            while at >= 0:
                number = bisect(self.starts, at)
                found.add(number - 1)
                at = self.whole.find(word, self.starts[number])
        return found


@quick
@dataclass(frozen=True, slots=True)
class Stated:
    """A number as prose states it: "1.2万" is 12000, exact to 1000."""

    number: Decimal
    step: Decimal


def plain(text: str) -> str:
    """Prose in the one form that the patterns of rules.yaml are written for."""
    text = printed_text(text)
    text = THOUSANDS.sub("", text) if "," in text else text
    return western_year(NARROW.sub(lambda found: WIDE[found[0]], "".join(text.split())))


def sentences(report: Report) -> Text:
    """Every sentence of the prose in reading order; headings and tables are not sentences."""
    found: list[Sentence] = []
    made = maker(Sentence)
    section, heading = "s0", ""
    for block in report.blocks:
        if isinstance(block, Grid):
            continue
        if opened := section_of(block, section):
            section, heading = opened, plain(block.text)
            continue
        text = plain(block.text)
        sub = subsection_of(block)
        if sub:
            heading = plain(sub)
        elif len(text) < HEADING_LENGTH and not CLAUSE_END.search(text):
            heading = text
            continue
        source = block.source(report.file)
        found.extend([made(each, heading, section, source) for each in SENTENCE.findall(text)])
    starts = accumulate([len(sentence.text) + 1 for sentence in found], initial=0)
    return Text(tuple(found), "\n".join([sentence.text for sentence in found]), tuple(starts))


def read_number(text: str) -> Stated:
    """Read a number of a pattern's {n}: 1234, 1.2万, 三, 十二, 一百零五."""
    if text.endswith("万"):
        digits = Decimal(text.removesuffix("万"))
        exponent = digits.as_tuple().exponent
        return Stated(digits * MYRIAD, max(Decimal(1), MYRIAD.scaleb(exponent if isinstance(exponent, int) else 0)))
    if text[0].isdigit():
        return Stated(Decimal(text), Decimal(1))
    whole, digit = 0, 0
    for character in text:
        if character in TENS:
            whole += (digit or 1) * TENS[character]
            digit = 0
        else:
            digit = CHINESE[character]
    return Stated(Decimal(whole + digit), Decimal(1))


def statements(check: Check, text: Text, year: int) -> Iterator[Instance]:
    """The statements about this report's year that a check's patterns find, each number of a place once."""
    seen: set[tuple[Source, str, Decimal]] = set()
    for sentence in text.that_may_state(check):
        for pattern in check.patterns:
            for match in pattern.finditer(sentence.text):
                if not _counts(check, sentence, match, year):
                    continue
                written = match.groupdict().get("n")
                stated = read_number(written) if written else Stated(Decimal(0), Decimal(1))
                key = (sentence.source, check.name, stated.number)
                if key not in seen:
                    seen.add(key)
                    yield _statement(check, sentence, match, stated)


def _statement(check: Check, sentence: Sentence, match: re.Match[str], stated: Stated) -> Instance:
    quote = match[0].strip("，。；、")
    return Instance(
        id="|".join(filter(None, (check.name, quote))),
        given={"narrative": stated.number},
        words={"quote": Words(quote, quote)},
        places=(sentence.source,),
        step=stated.step,
    )


def _counts(check: Check, sentence: Sentence, match: re.Match[str], year: int) -> bool:
    """Whether a match states what the check is about: this year, this body, the whole and not a part."""
    before = sentence.text[: match.start()]
    years = YEAR.findall(sentence.heading) + YEAR.findall(before)
    if years and int(years[-1]) != year:
        return False
    if check.near and not check.near.search(sentence.heading + sentence.text):
        return False
    if check.after and not check.after.search(before):
        return False
    if any(pattern.search(before) for pattern in check.not_after):
        return False
    clause = CLAUSE_END.split(before)[-1] + match[0]
    return not any(pattern.search(clause) for pattern in check.skip)


def enumerations(check: Check, text: Text) -> Iterator[Instance]:
    """The totals whose parts are all stated: “共3件，其中自然人2件，法人或其他组织1件”.

    A list that does not claim to be complete (no 其他, not both kinds of applicant, no match with its total) is left
    out. A nested list is understood where it adds up to the part before it.
    """
    for sentence in text.all:
        if sentence.section not in check.sections or not has_one(sentence.text, LISTING):
            continue
        for match in TOTAL.finditer(sentence.text):
            listed = sentence.text[match.end() :]
            total, parts = read_number(match["n"]), _parts(listed, match["unit"])
            found = _closed_sum(total.number, parts, listed)
            if found is None or OVERLAP.search(listed):
                continue
            quote = sentence.text[match.start() :].strip("，。；、")
            yield Instance(
                id=quote,
                given={"narrative": total.number, "parts": found},
                words={"quote": Words(quote, quote)},
                places=(sentence.source,),
                step=total.step,
            )


def _parts(listed: str, unit: str) -> tuple[Decimal, ...]:
    return tuple(read_number(found).number for found in re.findall(rf"(?<![\d.])(\d+(?:\.\d+)?万?){unit}", listed))


def _closed_sum(total: Decimal, parts: tuple[Decimal, ...], listed: str) -> Decimal | None:
    """The total where the parts make it, else their sum where the list claims to be complete, else None."""
    if len(parts) < 2:
        return None
    if _makes(total, parts):
        return total
    nested = len(re.findall(r"其中|包括|包含", listed)) > 0
    complete = re.search(r"其[他它余](?!组织)", listed) or ("自然人" in listed and "法人" in listed)
    return sum(parts, Decimal(0)) if complete and not nested and len(parts) <= MOST_PARTS else None


def _makes(total: Decimal, parts: tuple[Decimal, ...]) -> bool:
    """Whether the first parts, or all, add up to the total; a run that adds up to the part before it is nested."""
    if not total:
        return True
    if not parts or parts[0] > total or len(parts) > MOST_PARTS:
        return False
    rest = parts[1:]
    if _makes(total - parts[0], rest):
        return True
    for length in range(2, len(rest) + 1):
        if sum(rest[:length]) == parts[0] and _makes(total - parts[0], rest[length:]):
            return True
    return False
