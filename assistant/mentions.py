"""A body named in a question, and the pieces of its name put together: "平凉市" + "崆峒区", "A and B" left out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.offices import Office, known_office, office_of
from assistant.place_words import JOINING
from index.gazetteer import Place
from index.quick import quick

# "A和B两个教育局": the office of each of those named before it.
SHARED_OFFICE = re.compile(r"(?:的|这|那)?(?:[两二三四五六七八九十\d]+)(?:个|家|地|市|县|区)?的?")


@quick
@dataclass(frozen=True, slots=True)
class Mention:
    """A body named in a question: the issuers it may be, or none of the collection (then `unknown` says who)."""

    text: str
    start: int
    end: int
    issuers: tuple[str, ...]
    unknown: str = ""
    near: tuple[str, ...] = ()  # issuers near an unknown one
    namesakes: tuple[str, ...] = ()  # places of the same spelling that are not in the collection
    sure: float = 1.0
    bare_office: bool = False  # "卫健局" without a place
    paths: tuple[str, ...] = ()  # the places it may be
    excluded: bool = False  # "除宜春外", "not counting Yichun"
    office: bool = False  # an office is named with the place
    family: str = ""  # its kind
    stands_for: bool = False  # a government's office for the government, or the other way round


@dataclass(slots=True)
class Found:
    """A place name in the text before its neighbours are joined to it."""

    start: int
    end: int
    candidates: tuple[Place, ...]
    text: str
    sure: float = 1.0
    office: Office | None = None
    english: bool = False
    own: bool = False  # a place of the collection
    keys: tuple[str, ...] = ()  # issuers whose own name it is


def chains(found: list[Found], text: str) -> list[Found]:
    """Join "平凉市" + "崆峒区": the deepest place, told apart by the one before or after it."""
    chains: list[Found] = []
    for item in found:
        last = chains[-1] if chains else None
        between = text[last.end : item.start] if last else ""
        near = (
            last is not None
            and not re.search(r"[、和与跟及?？;；]|\band\b|\bvs\b|\bor\b|\d", between)
            and len(between) <= 12
        )
        if last and near and last.office is None:
            inside = tuple(p for p in item.candidates if any(p.within(q) and p.path != q.path for q in last.candidates))
            outside = tuple(
                p for p in last.candidates if any(p.within(q) and p.path != q.path for q in item.candidates)
            )
            # A wider place after a narrower one belongs to it only as "Kongtong District, Pingliang" or in brackets.
            if not item.english and between.strip() not in ("(", "（"):
                outside = ()
            if inside or outside:
                chosen, office = inside or outside, item.office if inside else item.office or last.office
                chains[-1] = Found(
                    last.start,
                    item.end,
                    chosen,
                    text[last.start : item.end],
                    min(last.sure, item.sure),
                    office,
                    item.english,
                )
                continue
            levels = {place.level for found in (last, item) for place in found.candidates}
            # "青穗禾汀": neither can hold the other, or both have bodies of their own.
            listed = (len(levels) == 1 or (last.own and item.own)) and last.candidates and item.candidates
            # A deeper place that the upper one does not hold: nobody's neighbour.
            if not between and not item.english and not listed:
                chains[-1] = Found(
                    last.start, item.end, (), text[last.start : item.end], 1.0, item.office, item.english
                )
                continue
        chains.append(item)
    return chains


def blanked(text: str, mentions: Iterable[Mention]) -> str:
    """A text with blanks for what is already known."""
    for mention in mentions:
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return text


def with_shared_office(found: list[Found], text: str) -> list[Found]:
    """The places of a list with the office that stands once behind it: "徐州鼓楼和福州鼓楼两个教育局"."""
    for number, last in enumerate(found):
        if (
            last.office
            or not (count := SHARED_OFFICE.match(text, last.end))
            or not (office := known_office(text, count.end()))
        ):
            continue
        first = number
        while (
            first and not found[first - 1].office and JOINING.fullmatch(text[found[first - 1].end : found[first].start])
        ):
            first -= 1
        if first < number:
            last.end = office.end()
            for item in found[first : number + 1]:
                item.office = office_of(office.group())
    return found


def _joined(one: Found, other: Found, text: str) -> bool:
    return bool(JOINING.fullmatch(text[one.end : other.start]))
