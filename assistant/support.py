"""Whether a model's sentence says no more than the quote it cites, also where one is English and the other Chinese.

    sentence ─concepts─▶ words reports have for them ─┐
                                                      ├─▶ enough of them in one or two sentences of the quote,
    quote ─sentences─▶ pieces, done or planned ───────┘   the same way round, not denied, not a plan told as done

The meaning (embedding) of sentence and quote is compared as well where a model for it is there: a sentence nearer to
what reports say in general than to its quote is none of the quote's.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from assistant.answer import Language
from assistant.concepts import Concept, base, concepts_of
from assistant.numbers_said import planned_pieces
from index.yaml_file import read_yaml

SUPPORT_FILE = Path(__file__).with_name("support.yaml")
ENOUGH = 0.7  # share of a sentence's words, by weight, that one place of its quote must hold
NEARER = -0.015  # by how much a sentence must be nearer to its quote than to what reports say in general
KEPT = 512  # vectors of quotes and sentences that are kept
PIECES = 2  # neighbouring sentences of a quote that one sentence may put together
CLAUSE = re.compile(r"[，,、：:]")
POSTS = ("组长", "局长", "主任", "书记", "处长", "科长")
UNDER_DEPUTY = re.compile(rf"副(?:{'|'.join(POSTS)})")
HEADS = r"(?:head|leader|chair\w*|director|lead|chief)\b"
IS = r"\b(?:serves?|acts?|is|was|as|chairs?|heads?|leads?)\b"
DEPUTY_AS_HEAD = (
    re.compile(rf"\b(?:deputy|vice)[^,.;]{{0,40}}?{IS}(?![^,.;]{{0,30}}\b(?:deputy|vice)\b)[^,.;]{{0,30}}\b{HEADS}"),
    re.compile(r"\b(?:deputy|vice)[^,.;]{0,30}\b(?:chairs|heads|leads)\b"),
)
HOLDS = (
    re.compile(r"(副?(?:组长|局长|主任|书记|处长|科长))由([\u4e00-\u9fff]{2,6}?)(?:兼?任|担任)"),
    re.compile(r"([\u4e00-\u9fff]{2,6}?)(?:兼任|担任|任)(副?(?:组长|局长|主任|书记|处长|科长))"),
)
FUTURE = re.compile(
    r"\b(?:will|shall|would|should|plans?|planned|planning|intends?|intended|aims?|going to|(?:is|are) to|needs?|must"
    r"|next|future|continues? to|promis\w+|pledg\w+|propos\w+|hopes?|expects?|still)\b"
    r"|将|要|今后|下一步|打算|计划|拟|准备|继续|力争|有待|还需|应"
)
PROMISED = re.compile(r"\b(?:will|shall|plans? to|intends? to|going to)\b|将要?|打算|下一步|今后")
NO = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|without|neither|nor|lack\w*|fail\w*|un(?!i|der|til)\w+|insufficien\w+|inadequa\w+"
    r"|incomplete|irregular\w*|improper\w*|invalid|inaccura\w+|imperfect\w*|late|delay\w*|slow\w*|gaps?|short\w*|weak\w*"
    r"|poor\w*|miss\w*|deviat\w*|bias\w*|problem\w*|shortcoming\w*|deficien\w*|low|few)\b|n[’']t\b|[没未无不非缺否]",
    re.IGNORECASE,
)
DENIES = re.compile(r"没有|没|从未|未|并非|无|不")
HARMLESS = re.compile(
    r"不[断仅但同少]|无障碍|未来|无论|不予公开|不予处理|无法提供|该[^，。]{1,4}[不没][^，。]{0,8}|不为例外|非公|无线"
)


class Cited(NamedTuple):
    """A quote that a sentence cites: its words as printed, the headings over it, the year of its report."""

    text: str
    heading: tuple[str, ...]
    year: int


class Measured(NamedTuple):
    """What a sentence and a quote have in common: the share of the words, by how much the quote is nearer in meaning
    than the background (None without an embedding), and what else speaks against it ("" for nothing)."""

    share: float
    nearer: float | None
    against: str


@dataclass(frozen=True, slots=True)
class _Place:
    """One or two sentences of a quote; `planned`: they tell what is to be done."""

    text: str
    planned: bool


@dataclass(frozen=True, slots=True)
class _Way:
    """A direction: how a sentence says it, and the words one of which its quote has then."""

    name: str
    said: re.Pattern[str]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Turn:
    """A word of a clause that turns round what it speaks of, and how a sentence on it says so."""

    inside: re.Pattern[str]
    told: re.Pattern[str]


class Support:
    """Holds sentences against what they cite. `embed` gives the vector of a text, normalised; None: words decide."""

    def __init__(self, embed: Callable[[str], Sequence[float]] | None = None) -> None:
        self._embed = lru_cache(maxsize=KEPT)(embed) if embed else None
        self._background: list[Sequence[float]] | None = None

    def lack(self, sentence: str, quotes: Sequence[Cited], language: Language) -> str:
        """Why a sentence is not supported by what it cites, "" where it is. `sentence` has no marks and citations."""
        measured = [self.measure(sentence, quote, language) for quote in quotes]
        reasons = [reason for one in measured if (reason := _reason(one))]
        return reasons[0] if len(reasons) == len(measured) and reasons else ""

    def measure(self, sentence: str, quote: Cited, language: Language) -> Measured:
        """Compare one sentence with one quote."""
        wanted = _said(sentence, language)
        places = _places(quote)
        if not wanted or not places:
            return Measured(0.0, None, "it says nothing that a quote could hold")
        heading = "".join(quote.heading)
        share, place = max(((_share(wanted, p.text, heading), p) for p in places), key=lambda pair: pair[0])
        against = _foreign(wanted, quote, language) or _turned(sentence, place.text)
        against = against or _denial(sentence, wanted, place.text) or _time(sentence, place)
        against = against or _posts(sentence, place.text)
        return Measured(share, self._nearer(sentence, places), against)

    def _nearer(self, sentence: str, places: Sequence[_Place]) -> float | None:
        if self._embed is None:
            return None
        if self._background is None:
            self._background = [self._embed(text) for text in _load()["background"]]
        vector = self._embed(sentence)
        own = max(_cosine(vector, self._embed(place.text)) for place in places)
        return own - max(_cosine(vector, other) for other in self._background)


def _reason(measured: Measured) -> str:
    if measured.against:
        return measured.against
    if measured.share < ENOUGH:
        return f"only {measured.share:.0%} of its words are in what it cites"
    if measured.nearer is not None and measured.nearer < NEARER:
        return "nearer to what reports say in general than to what it cites"
    return ""


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def _places(quote: Cited) -> list[_Place]:
    """The sentences of a quote, and each with its neighbour. From the first plan on, what follows is planned too."""
    pieces, going = [], False
    for text, planned in planned_pieces(quote.text, quote.year, heading=quote.heading).items():
        going = going or planned
        pieces.append(_Place(text, going))
    runs = [pieces[at : at + length] for length in range(1, PIECES + 1) for at in range(len(pieces) - length + 1)]
    return [_Place("".join(p.text for p in run), any(p.planned for p in run)) for run in runs]


def _said(sentence: str, language: Language) -> tuple[Concept, ...]:
    """What a sentence speaks of; English words with all the words that reports have for them."""
    concepts = concepts_of(sentence)
    if language == "zh":
        return concepts
    more, idle = _words(), _idle()
    found = []
    for concept in concepts:
        bases = [base(word) for word in concept.said.split()]
        if all(word in idle for word in bases):
            continue
        own = more.get(" ".join(bases), ())
        found.append(Concept(concept.said, tuple(dict.fromkeys((*concept.words, *own))), max(concept.weight, 1.0)))
    return tuple(found)


def _share(wanted: Sequence[Concept], text: str, heading: str) -> float:
    known = f"{text}\n{heading}".lower()
    return sum(c.weight for c in wanted if c.is_in(known)) / sum(c.weight for c in wanted)


def _foreign(wanted: Sequence[Concept], quote: Cited, language: Language) -> str:
    """An English word that reports have words for, none of which stands in the quote. Chinese words are only counted:
    the same thing has many."""
    known = f"{quote.text}\n{''.join(quote.heading)}".lower()
    absent = [c for c in wanted if language == "en" and c.words and not c.is_in(known)]
    return f"“{absent[0].said}” is not in what it cites" if absent else ""


def _turned(sentence: str, text: str) -> str:
    """A direction of the sentence that the place does not have."""
    plain = sentence.lower()
    for way in _ways():
        if way.said.search(plain) and not any(word in text for word in way.needs):
            return f"“{way.name}” is not in what it cites"
    return ""


def _clause(wanted: Sequence[Concept], text: str) -> str:
    """The clause that holds most of what the sentence speaks of."""
    return max(CLAUSE.split(text), key=lambda clause: sum(c.weight for c in wanted if c.is_in(clause)))


def _denial(sentence: str, wanted: Sequence[Concept], text: str) -> str:
    """A denial on one side only: the sentence denies what the place says, or says what it denies."""
    denied = bool(DENIES.search(HARMLESS.sub("", _clause(wanted, text))))
    if denied and not NO.search(sentence):
        return "what it cites denies it"
    clause = _clause(wanted, text)
    if any(turn.inside.search(clause) and not turn.told.search(sentence.lower()) for turn in _turns()):
        return "what it cites turns it round"
    plain = re.search(r"\b(?:no|not|never|none|without)\b|n[’']t\b|没有|从未|并未|未曾", sentence.lower())
    return "a denial of its own" if plain and not NO.search(text) else ""


def _time(sentence: str, place: _Place) -> str:
    """A plan told as done, or what was done told as a plan."""
    plain = sentence.lower()
    if place.planned and not FUTURE.search(plain):
        return "a plan told as done"
    return "told as a plan, which it is not" if PROMISED.search(plain) and not place.planned else ""


def _posts(sentence: str, text: str) -> str:
    """Who holds which post stands in one clause of the place; a deputy's post is not that of his superior."""
    plain = sentence.lower()
    clauses = CLAUSE.split(text)
    for pair in (found.groups() for pattern in HOLDS for found in pattern.finditer(sentence)):
        if not any(all(_has_post(post, clause) for post in pair) for clause in clauses):
            return f"“{pair[0]}” and “{pair[1]}” do not stand together in what it cites"
    if any(swap.search(plain) for swap in DEPUTY_AS_HEAD):
        together = (UNDER_DEPUTY.sub("", clause) for clause in clauses if re.search("副|分管", clause))
        if not any(any(post in clause for post in POSTS) for clause in together):
            return "a deputy as the head, which what it cites does not say"
    return ""


def _has_post(post: str, clause: str) -> bool:
    return post in (clause if post.startswith("副") else UNDER_DEPUTY.sub("", clause))


@lru_cache(maxsize=1)
def _load() -> dict[str, Any]:
    raw: dict[str, Any] = read_yaml(SUPPORT_FILE)
    return raw


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, ...]]:
    words: dict[str, list[str]] = _load()["words"]
    found: dict[str, tuple[str, ...]] = {}
    for english, chinese in words.items():
        key = " ".join(base(word) for word in english.split())
        found[key] = (*found.get(key, ()), *chinese)
    return found


@lru_cache(maxsize=1)
def _idle() -> frozenset[str]:
    return frozenset(base(word) for word in _load()["idle"])


@lru_cache(maxsize=1)
def _ways() -> tuple[_Way, ...]:
    ways: dict[str, dict[str, list[str]]] = _load()["ways"]
    return tuple(_Way(name, re.compile(f"{way['en']}|{way['zh']}"), tuple(way["needs"])) for name, way in ways.items())


@lru_cache(maxsize=1)
def _turns() -> tuple[_Turn, ...]:
    turns: list[dict[str, str]] = _load()["turns"]
    return tuple(_Turn(re.compile(turn["zh"]), re.compile(f"{turn['en']}|{turn['zh']}")) for turn in turns)
