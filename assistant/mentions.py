"""A body named in a question, and the pieces of its name put together: "平凉市" + "崆峒区", "A and B" left out."""

import re
from dataclasses import dataclass, replace

from assistant.offices import Office
from assistant.place_words import EXCLUDING, JOINING
from index.gazetteer import Place
from index.quick import quick


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


def with_exclusion(mention: Mention, text: str) -> Mention:
    """A mention, told whether it is left out by the word before it."""
    return replace(mention, excluded=bool(EXCLUDING.search(text[max(0, mention.start - 24) : mention.start])))


def left_out_together(mentions: list[Mention], text: str) -> list[Mention]:
    """What is joined to a body left out is left out with it: "leaving out Kongtong and Liping"."""
    told: list[Mention] = []
    for mention in mentions:
        last = told[-1] if told else None
        joined = last is not None and last.excluded and JOINING.fullmatch(text[last.end : mention.start])
        told.append(replace(mention, excluded=True) if joined else mention)
    return told
