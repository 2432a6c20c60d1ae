"""A figure of the body that leads in another one: "处罚最多的单位收到了多少申请", "requests of the body with the most
penalties"."""

import re

from assistant.among import among
from assistant.comparable import alike
from assistant.conditions import condition_of, without_bounds
from assistant.evidence import FigureEvidence
from assistant.first_look import Look
from assistant.leftover import leftover
from assistant.lexicon import Hit
from assistant.meant import REQUESTS
from assistant.query import FigureQuery, Scope, Understood
from assistant.reading import Library, Reading
from assistant.terms import Terms, cells_of, read_terms

NAMED = ("rows", "blocks", "metrics")
RANKED = ("max", "min", "rank")
BOTH = Look(r"又|且|同时|但是?|却|还(?!是)|\b(?:and|but|yet|while|though)\b")
EXTREMES = ("max", "min")
# Words that say nothing in most questions, and of which a bound here is one.
OF_NO_ROW = Look(
    r"\b(?:staff\w*|employ\w*|personnel|workers|people|residents|inhabitants|beds|doctors|nurses|members|citizens)\b"
)
IT = Look(
    r"(?<!其)它(?!们)|[该这那此](?:一?[家个份]|个)?(?:单位|局|委|机关|部门)|[这那]家|他家"
    r"|\b(?:it|its|it's|that (?:body|bureau|one|office|commission)|they|their|them)\b"
)
MOST = r"(?:最(?:多|少|高|低|大|小)|第[一二三四五]?(?:多|少|高|低)|第[二三四五])"
BODY_ZH = Look(
    rf"{MOST}的?(?:那|这)?(?:一)?[家个份位]?(?:单位|机关|部门|局|委|地方|报告|县|市|区)"
    rf"|{MOST}的?(?:那|这)?一?[家个份位](?!单|机|部)"
)
BODY_EN = re.compile(
    r"\b(?:body|bureau|office|commission|agency|issuer|authority|one|report|county|city|district)\b"
    r"(?: in (?:19|20)\d\d)? (?:with|that|which|who|having|making|issuing|receiving|of)\b[^,.?;]{0,30}?\b(?:the )?"
    r"(?:(?:second|third|fourth|fifth)[- ])?(?:most|highest|largest|biggest|fewest|least|lowest|smallest)\b"
)


def nested(reading: Reading, library: Library) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The cells that bodies are ranked by, and those asked of the one that leads; None where no question is of both."""
    if speaks_of_it(reading) and (before := reading.context) and before.terms and before.operation in EXTREMES:
        by, of = cells_of(before.terms, library.forms), cells_of(reading.terms, library.forms)
        return (by, of) if len(by) == 1 and of and by != of else None
    rows = sorted((hit for hit in reading.hits if hit.group in NAMED), key=lambda hit: hit.start)
    if found := BODY_ZH.search(reading.masked):
        ranking = [hit for hit in reading.hits if hit.end <= found.start()]
        return _cells(reading, library, ranking, [hit for hit in reading.hits if hit.start >= found.end()])
    if (found := BODY_EN.search(reading.masked)) and (
        ranked := next((hit for hit in rows if hit.start >= found.end()), None)
    ):
        clause = [hit for hit in reading.hits if found.start() <= hit.start <= ranked.start]
        return _cells(reading, library, clause, [hit for hit in reading.hits if hit not in clause])
    return None


def two_conditions(reading: Reading, library: Library) -> tuple[str, ...]:
    """The cells of two rows that each have a condition of their own, "fined over 100 but received none"; else ()."""
    for joint in BOTH.finditer(reading.masked):
        sides = reading.masked[: joint.start()], reading.masked[joint.end() :]
        hits = (
            [hit for hit in reading.hits if hit.end <= joint.start()],
            [hit for hit in reading.hits if hit.start >= joint.end()],
        )
        cells = [cells_of(_terms(reading, library, side), library.forms) for side in hits]
        if all(cells) and cells[0] != cells[1] and all(condition_of(side) for side in sides):
            return tuple(dict.fromkeys((*cells[0], *cells[1])))
    return ()


def narrowed_by_another(reading: Reading, library: Library) -> bool:
    """Whether bodies are narrowed by one row and asked about another: "fines of the bodies with over 100 licences".

    So they are where the clause has words that no row takes: 编制超过100人的单位 is no bound on what is asked.
    """
    narrowing = None if reading.mentions else among(reading.text)
    if narrowing is None:
        return False
    inside = [hit for hit in reading.hits if narrowing.start <= hit.start < narrowing.end]
    outside = [hit for hit in reading.hits if hit not in inside]
    by = cells_of(_terms(reading, library, inside), library.forms)
    of = cells_of(_terms(reading, library, outside), library.forms)
    requests = bool(REQUESTS.search(narrowing.rest)) and not any(cell.startswith("t3.") for cell in by)
    if not by:
        clause = reading.text[narrowing.start : narrowing.end]
        return bool(of) and bool(OF_NO_ROW.search(clause) or leftover(without_bounds(clause), inside))
    return requests or bool(of and by != of)


def speaks_of_it(reading: Reading) -> bool:
    """Whether a question goes on with the one body that a ranking before it found: "and its penalties?"."""
    before = reading.context
    ranked = before is not None and before.whole and before.kind == "figure" and before.operation in RANKED
    return ranked and not reading.mentions and bool(IT.search(reading.text))


def _cells(
    reading: Reading, library: Library, ranked: list[Hit], asked: list[Hit]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    by, of = (cells_of(_terms(reading, library, hits), library.forms) for hits in (ranked, asked))
    return (by, of) if len(by) == 1 and of and by != of else None


def _terms(reading: Reading, library: Library, hits: list[Hit]) -> Terms:
    """The terms of some of the hits, with no words but those around them."""
    if not hits:
        return Terms()
    start, end = min(hit.start for hit in hits), max(hit.end for hit in hits)
    others = [hit for hit in reading.hits if hit not in hits and start <= hit.start < end]
    text = " " * start + reading.masked[start : end + TAIL]
    for hit in others:
        text = text[: hit.start] + " " * len(hit.text) + text[hit.end :]
    return read_terms(hits, text, library.forms, dated=True)


TAIL = 6  # characters behind the last hit that still belong to it: 收到多少申请


def of_the_first(found: FigureEvidence, understood: Understood) -> Understood | None:
    """What is asked of the body that a ranking has found, as a question of its own; None where it is asked nothing.

    Of what may not stand in one order, the bodies that each order has found.
    """
    place = found.query.place or 1
    parts = [part for _, part in alike(found)] if found.not_compared else [found]
    orders = [part.ranked for part in parts if len(part.ranked) >= place]
    if not found.query.then or not orders:
        return None
    first = [value.report for order in orders for value in order if value.best == order[place - 1].best]
    scope = Scope(
        reports=tuple(dict.fromkeys(report.id for report in first)),
        issuers=tuple(dict.fromkeys(report.issuer for report in first)),
        years=tuple(dict.fromkeys(report.year for report in first)),
    )
    plan = FigureQuery(cells=found.query.then, scope=scope)
    return Understood(text=understood.text, language=understood.language, plan=plan)
