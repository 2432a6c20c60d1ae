"""Every slot of a question's plan: its value, the words it came from, and how sure that reading of them is."""

from collections.abc import Iterable, Sequence

from assistant.lexicon import Hit
from assistant.names import Names
from assistant.query import Operation, Scope, Slot, SlotName
from assistant.reading import Reading
from assistant.refine import Refined
from assistant.terms import Terms

CARRIED = 0.8  # what the conversation said before
TAKEN = 0.5  # what a question that leaves a slot out is taken to mean
GROUPS: tuple[tuple[SlotName, str], ...] = (
    ("row", "rows"),
    ("applicant", "applicants"),
    ("measure", "measures"),
    ("row", "blocks"),
    ("result", "results"),
    ("rate", "metrics"),
)


def slots_of(
    reading: Reading, terms: Terms, refined: Refined, operation: Operation, scope: Scope | None, names: Names
) -> tuple[Slot, ...]:
    """The slots in the order issuer, year, cells, operation. `sure` is 0 to 1; `words` is "" where none said it."""
    named = [found for slot, group in GROUPS for found in _named(slot, group, terms, reading, refined)]
    return (*_issuers(reading, scope, names), *_years(reading, scope), *named, _operation(reading, operation))


def _issuers(reading: Reading, scope: Scope | None, names: Names) -> Iterable[Slot]:
    for mention in reading.mentions:
        share = mention.sure / max(1, len(mention.issuers))  # a name that several bodies have says each less surely
        for key in mention.issuers:
            yield Slot(slot="issuer", value=names.issuers[key].name, words=mention.text, sure=round(share, 2))
    if not reading.mentions and scope is not None:
        carried = (
            {names.issuers[k].name for k in reading.context.issuers if k in names.issuers} if reading.context else {}
        )
        for issuer in scope.issuers:
            yield _unsaid("issuer", issuer, carried=issuer in carried)


def _years(reading: Reading, scope: Scope | None) -> Iterable[Slot]:
    if reading.years.years:
        written = {year: reading.text[start:end] for start, end, year in reversed(reading.years.spans)}
        for year in reading.years.years:
            yield Slot(slot="year", value=str(year), words=written.get(year, ""), sure=1.0)
    elif scope is not None:
        for year in scope.years:
            if reading.years.relative_text:
                yield Slot(slot="year", value=str(year), words=reading.years.relative_text, sure=CARRIED)
            else:
                yield _unsaid("year", str(year), carried=True)


def _named(slot: SlotName, group: str, terms: Terms, reading: Reading, refined: Refined) -> Iterable[Slot]:
    for target in getattr(terms, group):
        if hit := _hit(target, group, reading.hits):
            yield Slot(slot=slot, value=target, words=hit.text, sure=round(hit.sure, 2))
        elif refined.taken and refined.taken.startswith(target):
            words = " ".join(refined.words)
            yield Slot(slot=slot, value=target, words=words, source="meaning", sure=round(min(refined.sure, 1.0), 2))
        else:
            yield _unsaid(slot, target, carried=reading.context is not None)


def _unsaid(slot: SlotName, value: str, *, carried: bool) -> Slot:
    """A slot that no word of the question fills."""
    if carried:
        return Slot(slot=slot, value=value, source="conversation", sure=CARRIED)
    return Slot(slot=slot, value=value, source="taken", sure=TAKEN)


def _hit(target: str, group: str, hits: Sequence[Hit]) -> Hit | None:
    """The surest phrase that says a target; "others" stands for several."""
    said = [hit for hit in hits if hit.target == target and hit.group in (group, "others")]
    said = said or [hit for hit in hits if hit.group == "others" and target.rpartition(".")[2] in ("other", "rest")]
    return max(said, key=lambda hit: hit.sure, default=None)


def _operation(reading: Reading, operation: Operation) -> Slot:
    hit = next((h for h in reading.hits if h.group == "operations" and h.target == operation), None)
    if hit is not None:
        return Slot(slot="operation", value=operation, words=hit.text, sure=round(hit.sure, 2))
    plain = operation == "lookup" and not reading.operations
    return Slot(slot="operation", value=operation, source="taken", sure=1.0 if plain else CARRIED)
