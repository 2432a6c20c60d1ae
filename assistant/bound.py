"""Numbers bound to evidence: each becomes a mark before a model sees it, and is filled in again after it wrote.

    quotes ─bind─▶ Bound (passages with ⟦n3⟧ for numbers) ─▶ model ─▶ sentence ─sound─▶ Sound (numbers in place)

A sentence that a model typed a number into, in any writing, or that cites nothing, denies what its quotes do not
deny, or gives a mark another unit, sign or neighbour than the quote has, is Unsound and never shown.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Language
from assistant.bound_words import ENGLISH_UNITS, MEASURES, QUALIFIED_AFTER, QUALIFIED_BEFORE, RUN, denied, typed_number
from index.words import words_of

LONGEST_SENTENCE = 600
SUPPORTED = 0.5  # share of a Chinese sentence's words that must stand in what it cites or in the question
CONTEXT = 8  # characters kept on each side of a number
MARK = re.compile(r"⟦\s*(n\d{1,4})\s*⟧")
CITED = re.compile(r"[\[【［]\s*\d{1,3}(?:\s*[,，、]\s*\d{1,3})*\s*[\]】］]")
LIST_HEAD = re.compile(r"^\s*(?:#+\s+|[-*•·]+\s+|\d{1,2}\s*[.、)）]\s*(?!\d)|[（(]\d{1,2}[)）]\s*)")
MARKUP = re.compile(r"https?:|www\.|[<>`|{}\\_~^=@$¥￥€£⟦⟧\[\]【】［］]", re.IGNORECASE)
# A citation stands at the end of a clause: "共收到[2]件" would read as a number.
MISPLACED = re.compile(
    rf"(?:第|共|为|达|计|is|are|of|total)\s*{CITED.pattern}"
    rf"|{CITED.pattern}(?!\s*(?:$|[。！？!?，,；;、：:.”’\"'）)\[【［]))",
    re.IGNORECASE,
)
TYPED_SIGN = re.compile(r"[%％‰°]")
HIDDEN = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")
FILLER = "\u25c6"  # stands where a mark was: neither letter nor digit, so that no words join across it
CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]+")
SMALL = re.compile(r"an?|the|of|in|on|at|to|by|for|from|with|and|or|is|are|was|were|be|been|its?|this|that|as")

_NUMBER = re.compile(
    rf"(?:(?<![\d\w])[+\-−])?\d(?:[\d,.:/\-–—~]*\d)?(?:\s?[%％‰]|[余多]?[百千万亿]+[余多]?|[余多])?"
    rf"|百分之[{RUN}]+(?:点[{RUN}]+)?|[{RUN}]+分之[{RUN}]+"
    rf"|[{RUN}]+点[{RUN}]+|[{RUN}]{{2,}}[余多]?|[{RUN}][余多]?(?=\s*[{MEASURES}])"
    r"|[\u00bc-\u00be\u2150-\u218f\u2460-\u24ff\u2776-\u2793\u3007\u3220-\u3249\u3280-\u3289]+"
)


class Unsound(Exception):
    """A sentence of a model that may not be shown; its text says why."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A number of a quote: as printed, the citation number of its quote, and what stands around it."""

    printed: str
    quote: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """Evidence fit for a model: citation number → quote with marks for its numbers, and the marks."""

    passages: dict[int, str]
    marks: dict[str, Mark]
    heads: dict[int, str]  # headings of the quotes: words a sentence may use


@dataclass(frozen=True, slots=True)
class Sound:
    """A sentence that may be shown: its text with numbers in place, and the citations it rests on."""

    text: str
    citations: tuple[int, ...]


def bind(quotes: Sequence[tuple[int, str, str]]) -> Bound:
    """Put marks in the place of numbers. `quotes`: (citation number, heading, text)."""
    passages: dict[int, str] = {}
    marks: dict[str, Mark] = {}
    for number, _, text in quotes:
        # A report's own brackets could close the quotation or forge a mark.
        plain = text.translate(str.maketrans("⟦⟧<>", "〖〗〈〉"))
        pieces, at = [], 0
        for found in _NUMBER.finditer(plain):
            key = f"n{len(marks) + 1}"
            before = plain[max(0, found.start() - CONTEXT) : found.start()]
            after = plain[found.end() : found.end() + CONTEXT]
            marks[key] = Mark(found.group(), number, before, after)
            pieces += [plain[at : found.start()], f"⟦{key}⟧"]
            at = found.end()
        passages[number] = "".join([*pieces, plain[at:]])
    return Bound(passages=passages, marks=marks, heads={number: head for number, head, _ in quotes})


def without_numbers(text: str) -> str:
    """A question with its numbers blanked out, so that a model cannot repeat a premise as a fact."""
    return _NUMBER.sub("…", text.translate(str.maketrans("⟦⟧<>", "〖〗〈〉")))


def sound(sentence: str, bound: Bound, question: str, language: Language) -> Sound:
    """Check a model's sentence and fill in its numbers.

    Raises:
        Unsound: it may not be shown.
    """
    text = LIST_HEAD.sub("", sentence.replace("**", "")).strip()
    if not text or len(text) > LONGEST_SENTENCE:
        raise Unsound("empty or too long")
    cited = tuple(dict.fromkeys(int(n) for found in CITED.finditer(text) for n in re.findall(r"\d+", found.group())))
    if not cited or any(number not in bound.passages for number in cited):
        raise Unsound("cites nothing" if not cited else "cites what is not there")
    if MISPLACED.search(text):
        raise Unsound("a citation that reads as a number")
    bare = CITED.sub("", text)
    words = MARK.sub(FILLER, bare)
    _check_marks(bare, bound, cited)
    _check_characters(words, language)
    evidence = "\n".join(f"{bound.heads[number]}\n{bound.passages[number]}" for number in cited)
    if typed := typed_number(words, evidence):
        raise Unsound(f"a number typed by the model: {typed}")
    if denial := denied(words, evidence):
        raise Unsound(f"a denial of its own: {denial}")
    _check_support(words, evidence, question, language)
    _check_echo(words, question, language)
    filled = MARK.sub(lambda found: bound.marks[found[1]].printed, text)
    return Sound(CITED.sub(_plain_citation, filled), cited)


def _plain_citation(found: re.Match[str]) -> str:
    return "".join(f"[{int(number)}]" for number in re.findall(r"\d+", found.group()))


def _check_marks(bare: str, bound: Bound, cited: Sequence[int]) -> None:
    """Every mark is known, belongs to a cited quote, and keeps the unit, sign and qualifier it has there."""
    last_end: int | None = None
    for found in MARK.finditer(bare):
        mark = bound.marks.get(found[1])
        if mark is None or mark.quote not in cited:
            raise Unsound(f"a mark that is not in what it cites: {found[1]}")
        before, after = bare[: found.start()], bare[found.end() :]
        if re.search(r"[+\-−–—±*/×÷.:A-Za-z]$", before) or re.match(r"[+\-−–—±*/×÷A-Za-z]|[.:,，]\S?⟦|[.:]\w", after):
            raise Unsound("a mark joined to other characters")
        if re.search(rf"[{RUN}]\s*$", before) or re.match(rf"\s*[{RUN}]", after):
            raise Unsound("a mark joined to a numeral")  # 百分之三 before 一是 would read as 31 %
        if _measure(after) != _measure(mark.after) and CHINESE.match(after.lstrip()):
            raise Unsound("a mark with another unit")
        if any(unit.match(after) and not any(c in mark.after[:2] for c in needed) for unit, needed in ENGLISH_UNITS):
            raise Unsound("a mark with another unit")
        _check_qualifiers(before, after, mark)
        if last_end is not None and not _parted(bare[last_end : found.start()]):
            raise Unsound("marks joined to one number")
        last_end = found.end()


def _measure(after: str) -> str:
    found = re.match(rf"\s*([{MEASURES}])", after)
    return found[1] if found else ""


def _check_qualifiers(before: str, after: str, mark: Mark) -> None:
    if (found := QUALIFIED_BEFORE.search(before)) and not mark.before.endswith(found[1]):
        raise Unsound(f"“{found[1]}” before a number")
    if (found := QUALIFIED_AFTER.match(after)) and found[1] not in mark.after:
        raise Unsound(f"“{found[1]}” after a number")


def _parted(gap: str) -> bool:
    """Whether two numbers stay two with these words between them."""
    words = re.sub(r"[\s,，]", "", gap)
    return bool(re.search(r"[A-Za-z\u4e00-\u9fff、；;]", words)) and not re.fullmatch(r"[点比又]|.*分之.*", words)


def _check_characters(words: str, language: Language) -> None:
    """Plain text in the language of the answer: no markup, no hidden or foreign characters."""
    if MARKUP.search(words) or TYPED_SIGN.search(words):
        raise Unsound("markup, an address or a sign of percentage or money")
    for character in words:
        kind = unicodedata.category(character)
        foreign = kind[0] == "L" and not (character < "\u0250" or CHINESE.match(character))
        if foreign or kind[0] == "M" or kind in HIDDEN or (kind == "So" and character != FILLER):
            raise Unsound(f"a character that does not belong here: U+{ord(character):04X}")
    chinese, latin = len(CHINESE.findall(words)), len(LATIN.findall(words))
    if (language == "zh") != (chinese > latin):
        raise Unsound("in another language")


def _check_support(words: str, evidence: str, question: str, language: Language) -> None:
    """A Chinese sentence uses the words of what it cites; an English one over Chinese quotes cannot be held to that."""
    if language != "zh":
        return
    known = f"{evidence}\n{question}"
    said = [word for word in words_of(words) if len(word) > 1]
    if not said or sum(word in known or word in known.lower() for word in said) < SUPPORTED * len(said):
        raise Unsound("its words are not in what it cites")


def _check_echo(words: str, question: str, language: Language) -> None:
    """A sentence says something that the question does not: a question given back as a statement answers nothing."""
    if language == "zh":
        new = any(len(word) > 1 and word not in question for word in words_of(words))
    else:
        asked = {word.lower() for word in LATIN.findall(question)}
        new = any(not SMALL.fullmatch(word) and word not in asked for word in LATIN.findall(words.lower()))
    if not new and FILLER not in words:
        raise Unsound("says no more than the question")
