"""The sentences of a report to which two numbers of its prose are bound, each to one; and what they give together."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from assistant.aggregate import written
from assistant.concepts import Concept, concepts_of
from assistant.evidence import Found, PassageEvidence, Quote, StopEvidence, Worked
from assistant.lookup_prose import Shelf
from assistant.numbers_said import PIECE, Number, is_planned, numbers_in
from assistant.query import PassageQuery, Refuse
from index.figure_store import ReportSummary
from index.report import Passage

UNITS = (
    (re.compile(r"人次|人数|多少人|\b(?:participants?|people|trainees?|attend\w*|persons?)\b"), ("人次", "人", "名")),
    (re.compile(r"场次|场数|[几多少]场|\b(?:sessions?|occasions)\b"), ("场次", "场", "期", "次")),
    (re.compile(r"次数|[几多少]次|\btimes\b"), ("次", "人次")),
    (re.compile(r"条数|信息|[几多少]条|\bitems?\b"), ("条", "篇", "余条")),
    (re.compile(r"篇数|稿|文章|\b(?:articles?|posts?)\b"), ("篇", "条")),
    (re.compile(r"期数|[几多少]期"), ("期",)),
)
NO_TOPIC = re.compile(
    r"(?:人次|人数|场次|场数|次数|条数|篇数|期数|数量|总数|数|多少|总|共|全年|本年)+|\b(?:number|total|count|of|the|its|how|many)\b"
)
SIGNS = {"ratio": " ÷ ", "share": " ÷ ", "difference": " − "}


class Bound(NamedTuple):
    """A number and the sentence it stands in."""

    passage: Passage
    sentence: str
    number: Number

    @property
    def value(self) -> Decimal:
        return Decimal(self.number.text.replace(",", ""))


def look_up_pair(query: PassageQuery, shelf: Shelf) -> Found:
    """Both numbers with their sentences and the outcome, or a refusal that says which of them is not there."""
    reports = shelf.summaries(query.scope.reports)
    passages = [p for p in shelf.store.passages(list(query.scope.reports)) if p.table is None]
    first, second = query.pair
    year = reports[0].year
    bound = [bound_number(passages, year, first, second), bound_number(passages, year, second, first)]
    missing = tuple(said for said, found in zip(query.pair, bound, strict=True) if found is None)
    one, other = bound
    if one is None or other is None or (one.sentence, one.number.start) == (other.sentence, other.number.start):
        return _refused(query, reports, missing or query.pair)
    worked = _worked(query, one, other)
    if worked is None:
        return _refused(query, reports, query.pair)
    quotes: dict[tuple[str, str], Quote] = {}
    for found in (one, other):
        key = (found.passage.id, found.sentence)
        before = quotes.get(key)
        numbers = (*(before.numbers if before else ()), (found.number.text, found.number.unit))
        quotes[key] = Quote(
            report=reports[0], passage=found.passage, text=found.sentence, line=found.passage.line, numbers=numbers
        )
    return PassageEvidence(query=query, quotes=tuple(quotes.values()), worked=worked)


def _refused(query: PassageQuery, reports: Sequence[ReportSummary], missing: tuple[str, ...]) -> StopEvidence:
    plan = Refuse(reason="not_reported", nearest=query.scope.reports, asked="、".join(missing))
    return StopEvidence(plan=plan, reports=tuple(reports), wanted="pair")


def _topics(said: str) -> tuple[Concept, ...]:
    """What a name of a number speaks of, without the words for its unit."""
    return tuple(concept for concept in concepts_of(NO_TOPIC.sub(" ", said)) if concept.words)


def bound_number(passages: Sequence[Passage], year: int, said: str, beside_it: str) -> Bound | None:
    """The one number of the prose that is said of these words and not of those beside it; None for none or several."""
    topics, others = _topics(said), _topics(beside_it)
    units = next((units for words, units in UNITS if words.search(said)), ())
    own = [concept for concept in topics if concept.words not in {other.words for other in others}]
    apart = [other for other in others if other.words not in {concept.words for concept in topics}]
    found: dict[tuple[str, str], Bound] = {}
    for passage in passages:
        for piece in PIECE.findall(passage.text):
            if is_planned(piece, year):
                continue
            for number in numbers_in(piece):
                if not number.text[0].isdecimal() or (units and number.unit not in units):
                    continue
                if number.part and not own:
                    continue  # "其中…": a part of what was counted before
                spoken = f"{number.before}{number.own}"
                beside = all(concept.is_in(number.own) for concept in own)
                if beside and all(c.is_in(spoken) for c in topics) and not any(c.is_in(number.own) for c in apart):
                    found.setdefault((number.text, number.unit), Bound(passage, piece.strip(), number))
    return next(iter(found.values())) if len(found) == 1 and topics else None


def _worked(query: PassageQuery, one: Bound, other: Bound) -> Worked | None:
    """The outcome; None where the units may not be put together, or the second is 0."""
    alike = one.number.unit == other.number.unit
    if query.operation != "ratio" and not alike:
        return None
    if query.operation == "difference":
        high, low = sorted((one, other), key=lambda b: b.value, reverse=True)
        number = high.value - low.value
        higher = query.pair[0 if high is one else 1] if number else ""
        return Worked(number, one.number.unit, f"{high.number.text} − {low.number.text} = {written(number)}", higher)
    if not other.value:
        return None
    number = one.value / other.value * (100 if query.operation == "share" else 1)
    unit = "%" if query.operation == "share" else ""
    return Worked(number, unit, f"{one.number.text} ÷ {other.number.text} = {written(number)}{unit}")
