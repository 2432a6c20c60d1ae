"""Of the passages found, the sentences that answer: those with the question's words and the unit it asks for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.channels import on_its_channel
from assistant.concepts import Concept, concepts_of
from assistant.evidence import Quote
from assistant.first_look import Look
from assistant.numbers_said import Number, answering, is_planned, numbers_in, planned_pieces
from assistant.part_asked import part_asked, tells_part
from assistant.sought import (
    OWN_STAFF,
    RATE,
    TIME,
    WEIGHTY,
    Sought,
    apart,
    asks_own_staff,
    asks_plan,
    asks_sum,
    counted_before,
    counted_things,
    counted_words,
    counts,
    has_number,
    kind_of,
    last_question,
    measures_of,
    role_asked,
    specific,
)
from index.figure_store import ReportSummary
from index.report import Passage

SENTENCE = re.compile(r"[^。！？；;]+[。！？；;]?[”」）)]?")
SHORTEST = 6  # "无。" answers nothing
WHOLE = 320  # a passage up to this length is quoted whole where text is asked for
QUOTED = 240
MOST_QUOTES = 2
ENOUGH = 0.34  # share of the question's words that a sentence with a number must have
RELATED = 0.18  # share of the question's words that a passage must have at all
UNHEARD = 0.5  # what a word counts that none of the passages has, where a number is asked
OF_HEADING = 0.7  # what a word counts that stands in the heading only
LAST = 6  # the place of all passages behind those the search found
OF_KIND = 0.3  # what a sentence gains that holds the kind of thing looked for
MOST = 0.4  # share of the words before "how many" that must stand with the number
AS_NEAR = 0.95  # share of the best sentence's words that another must have to be quoted beside it
HEADING = Look(r"[（(]?[一二三四五六七八九十]+[)）、.．][^，。；：:]{2,24}")
MARKS = re.compile(r"\*\*|^\s*[#>]+\s*", re.M)  # of Markdown
RATE_ASKED = Look(r"占|比例|比重|百分|[%％]|\bshare\b|\bper ?cent|\bproportion")
CONTENTS = re.compile(r"(?:全文|报告)(?:主要)?(?:包括|由|分为).*总体情况")  # lists what the report holds: no answer


@dataclass(frozen=True, slots=True)
class Chosen:
    """The quotes, best first, and whether one of them states what is asked."""

    quotes: tuple[Quote, ...]
    stated: bool


class _Scored(NamedTuple):
    score: float
    stated: bool  # it holds a number of the unit asked
    share: float
    sentence: str
    passage: Passage


def choose_quotes(
    text: str,
    units: tuple[str, ...],
    passages: Sequence[Passage],
    reports: Mapping[str, ReportSummary],
    names: Sequence[str],
    *,
    everywhere: bool = False,
) -> Chosen:
    """Pick what to quote. `names` are words of issuers and places: they say where to look, not what for.

    `everywhere`: no report is named, so the question may be on something else: all of its words count.
    """
    wanted = concepts_of(text, names)
    passages = [p for p in passages if len(p.text) >= SHORTEST and not _is_heading(p, reports[p.report])]
    kind = kind_of(text)
    counting = (bool(units) or counts(text)) and not (kind and kind.number)
    kind = None if counting else kind
    weighed = _weighed(wanted, passages, counting=counting or everywhere)
    measures = measures_of(text, units) if counting else ""
    scored = _scored(passages, weighed, measures, kind)
    if counting:
        return _with_number(_Count(text, measures, wanted, weighed), scored, reports)
    best = max((item.share for item in scored), default=0.0)
    things = counted_things(wanted)
    # Without one word of the question in it, a passage that is merely near answers nothing.
    if (
        not scored
        or best < (ENOUGH if everywhere else RELATED)
        or max((c.weight for c in weighed), default=0.0) < WEIGHTY
    ):
        return Chosen((), False)
    top = scored[0]
    answers = all(thing.is_in(top.passage.text) for thing in things)
    if kind and kind.only and not kind.said.search(top.sentence):
        answers = False
    if (role := role_asked(text)) and not any(word.is_in(top.passage.text) for word in role):
        answers = False
    quote = _quote(top.passage, _excerpt(top.passage, weighed), reports)
    return Chosen((quote,) if answers or not has_number(quote.text) else (), answers)


def _is_heading(passage: Passage, report: ReportSummary) -> bool:
    """Whether a passage is the title of its report or a bare heading: neither answers."""
    words = "".join(passage.text.split()).lstrip("#>*")
    return words in "".join(report.title.split()) or bool(HEADING.fullmatch(words))


def _weighed(wanted: Sequence[Concept], passages: Sequence[Passage], *, counting: bool) -> dict[Concept, float]:
    """What each word of a question counts. Of a question for text, words that none of the passages has say how it is
    asked, not what for; those that few passages have say more than those in many."""
    texts = [p.text + "".join(p.heading) for p in passages]
    weights = {}
    for concept in wanted:
        holding = sum(concept.is_in(text) for text in texts)
        if counting:
            weights[concept] = concept.weight * (1.0 if holding else UNHEARD)
        elif holding:
            weights[concept] = concept.weight / holding**0.5
    return weights


def _scored(
    passages: Sequence[Passage], weighed: Mapping[Concept, float], measures: str, kind: Sought | None
) -> list[_Scored]:
    scored = []
    for rank, passage in enumerate(passages):
        for sentence, share in _sentences(passage, weighed):
            stated = bool(measures) and has_number(sentence, measures)
            fits = stated or bool(kind and kind.said.search(sentence))
            # The order of the search breaks ties: it knows synonyms that the words do not.
            score = (
                share
                + (OF_KIND if fits else 0.0)
                - 0.05 * min(rank, LAST)
                - (0.4 if CONTENTS.search(sentence) else 0.0)
            )
            scored.append(_Scored(score, stated, share, sentence, passage))
    return sorted(scored, key=lambda item: -item.score)


class _Count(NamedTuple):
    """A question for a number: its text, the measures that answer, what it speaks of and what each word counts."""

    text: str
    measures: str
    wanted: tuple[Concept, ...]
    weighed: Mapping[Concept, float]

    def answers(self, sentence: str) -> tuple[Number, ...]:
        """The numbers of a sentence that answer; none where several are to be added up."""
        if asks_sum(self.text):
            return ()
        share = bool(RATE_ASKED.search(self.text.lower())) and self.measures != RATE
        of_kind = {word: word.weight for word in part_asked(self.text)}
        return answering(sentence, self.measures, of_kind or self.weighed, rate=share)


def _with_number(count: _Count, scored: Sequence[_Scored], reports: Mapping[str, ReportSummary]) -> Chosen:
    """The sentence with a number that is about what is asked; else the nearest one, as not stated."""
    about = [item for item in scored if item.share >= ENOUGH]
    stated = [item for item in about if item.stated and _states(count, item, reports[item.passage.report].year)]
    if not stated:
        # The nearest sentence of a refusal prints no number: it would be taken for the one asked.
        chosen = [item for item in about if not has_number(item.sentence)][:1]
        return Chosen(tuple(_quote(item.passage, item.sentence, reports) for item in chosen), False)
    first = stated[0]
    as_near = [item for item in stated if item.share >= first.share * AS_NEAR]
    quotes = [
        _quote(item.passage, item.sentence, reports, count.answers(item.sentence))
        for item in _distinct(as_near)[:MOST_QUOTES]
    ]
    return Chosen(tuple(quotes), True)


def _states(count: _Count, item: _Scored, year: int) -> bool:
    """Whether a number of a sentence is one of what is asked: of these things, done and not planned, not of a part."""
    if not all(thing.is_in(item.sentence) for thing in counted_things(count.wanted)):
        return False
    if apart(count.text, item.sentence):
        return False
    if asks_own_staff(count.text) and not OWN_STAFF.search(item.sentence):
        return False
    pieces = planned_pieces(item.passage.text, year, heading=item.passage.heading)
    numbers = numbers_in(item.sentence, count.measures)
    heading = "".join(item.passage.heading[1:])
    if part := part_asked(count.text):
        numbers = [n for n in numbers if tells_part(part, n.own)]
    numbers = [n for n in numbers if on_its_channel(last_question(count.text), f"{heading}{n.before}{n.own}")]
    if not numbers:
        return False
    if is_planned(item.sentence, year):  # from its word for it on: numbers before it are of what was done
        planned = all(is_planned(item.sentence[: number.start], year) for number in numbers)
    else:
        planned = pieces.get(item.sentence, False)
    # A time limit is set for the time to come: it stands in plans.
    if planned and count.measures != TIME and not asks_plan(count.text):
        return False
    if not specific(count.wanted):
        return any(not number.part for number in numbers)
    counted, before = counted_words(count.text), counted_before(count.text)
    near = [f"{heading}{number.before}{number.own}" for number in numbers]
    if counted and not any(word.is_in(words) for words in near for word in counted):
        return False
    return not before or any(_share(before, words) >= MOST for words in near)


def _share(concepts: Sequence[Concept], text: str) -> float:
    """The share of these words that a text has, by their weights."""
    return sum(c.weight for c in concepts if c.is_in(text)) / sum(c.weight for c in concepts)


def excerpt_of(passage: Passage, words: Sequence[str], report: ReportSummary) -> Quote:
    """The sentences of a passage that hold most of these words, as a quote."""
    concepts = {Concept(word, (word,), 1.0): 1.0 for word in words}
    return _quote(passage, _excerpt(passage, concepts), {report.id: report})


def _sentences(passage: Passage, weighed: Mapping[Concept, float]) -> list[tuple[str, float]]:
    """Each sentence with the share of the wanted words that it, or its heading, holds."""
    total = sum(weighed.values()) or 1.0
    heading = "".join(passage.heading[1:])
    found = []
    for sentence in SENTENCE.findall(passage.text):
        share = sum(
            weight * (1.0 if word.is_in(sentence) else OF_HEADING if word.is_in(heading) else 0.0)
            for word, weight in weighed.items()
        )
        found.append((sentence.strip(), share / total))
    return found


def _distinct(items: Sequence[_Scored]) -> list[_Scored]:
    return list({item.sentence: item for item in items}.values())


def _excerpt(passage: Passage, wanted: Mapping[Concept, float]) -> str:
    """A short passage whole; of a long one the run of sentences that holds most of the wanted words."""
    if len(passage.text) <= WHOLE:
        return passage.text
    sentences = _sentences(passage, wanted)
    best, at = -1.0, (0, 1)
    for start in range(len(sentences)):
        length, share = 0, 0.0
        for end in range(start, len(sentences)):
            length += len(sentences[end][0])
            if length > QUOTED and end > start:
                break
            share += sentences[end][1]
            if share > best:
                best, at = share, (start, end + 1)
    return "".join(sentence for sentence, _ in sentences[at[0] : at[1]])


def _quote(passage: Passage, text: str, reports: Mapping[str, ReportSummary], numbers: Sequence[Number] = ()) -> Quote:
    said = tuple((number.text, number.unit) for number in numbers)
    return Quote(
        report=reports[passage.report], passage=passage, text=MARKS.sub("", text), line=passage.line, numbers=said
    )
