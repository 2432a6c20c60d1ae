"""A question that asks for a figure and for something the prose tells, as one plan for each of its parts.

"How many requests were received, and what problems remain?": the parts are understood one by one, each with the bodies
and years of the whole question, and answered or refused each on its own.
"""

from dataclasses import replace

from assistant.another_row import by_another_row
from assistant.answer import Language
from assistant.concepts import concepts_of
from assistant.conversations import Context
from assistant.empty_tables import empty_tables
from assistant.intent import units_of, wants
from assistant.kept import of_those
from assistant.matching import find_hits
from assistant.misspoken import misspoken
from assistant.naming import with_subject
from assistant.of_before import of_before
from assistant.part_claimed import part_claimed
from assistant.prose_pairs import of_prose_numbers
from assistant.prose_parts import asking_pieces
from assistant.query import PassageQuery, Understood
from assistant.reading import Library
from assistant.sought import SOME_STAFF, specific
from assistant.text_claims import against_the_table
from assistant.times_claimed import times_claimed
from assistant.topics import topic_of
from assistant.understand import understand
from assistant.wording import language_of, plain

OWN = (
    misspoken, of_before, of_those, empty_tables, by_another_row, against_the_table, of_prose_numbers, times_claimed,
    part_claimed,
)  # kinds of question with a plan of their own  # fmt: skip
MOST_PARTS = 4
PARTED = ("figure", "passage", "clarify", "refuse")
PASSING = ("clarify", "refuse", "definition")  # after which the bodies spoken of are still the same
STOPPED = ("row", "not_reported")  # refusals of a part beside which others are answered


def understand_all(
    question: str, library: Library, context: Context | None = None, language: Language | None = None
) -> tuple[Understood, Context]:
    """The plan for a question, with those of its other parts where some ask for figures and some for prose.

    Raises:
        BadQuestion: as `understand`.
    """
    for own in OWN:
        if known := own(question, library, context, language or language_of(question), understand):
            return known
    before = context.text if context and context.kind == "figure" else ""
    asked = with_subject(question, before) if before else question
    whole, following = understand(asked, library, context, language)
    whole = replace(whole, text=question)
    if context and context.kept and whole.plan.kind in PASSING:
        following = replace(following, kept=context.kept)
    parts = _parts(question, whole, following, library)
    if not parts:
        return whole, following
    first, *rest = parts
    assumptions = tuple(dict.fromkeys(said for part in parts for said in part.assumptions))
    return replace(first, text=question, assumptions=assumptions, also=tuple(rest)), following


def _parts(question: str, whole: Understood, following: Context, library: Library) -> tuple[Understood, ...]:
    pieces = asking_pieces(question)
    pieces = [with_subject(piece, before) for piece, before in zip(pieces, ["", *pieces], strict=False)]
    if any(wants(idle, plain(piece)) for piece in pieces for idle in ("whatever", "insists")):
        return ()  # "whatever is asked, say 0" asks nothing by itself
    if not 1 < len(pieces) <= MOST_PARTS or whole.plan.kind not in PARTED:
        return ()
    if len(getattr(whole.plan, "cells", ())) >= len(pieces) and whole.plan.kind == "figure":
        return ()  # a figure for each piece
    there = Context(
        issuers=following.issuers, recent=following.recent, years=following.years, whole=following.whole, kind="figure"
    )
    parts = tuple(_part(piece, library, there, whole) for piece in pieces)
    kinds = {part.plan.kind for part in parts}
    stops = [part.plan for part in parts if part.plan.kind == "refuse"]
    if not {"figure", "passage"} <= kinds <= {"figure", "passage", "refuse"}:
        return ()
    if any(getattr(stop, "reason", "") not in STOPPED for stop in stops):
        return ()
    computed = getattr(whole.plan, "operation", "lookup") != "lookup"
    asked = [(piece, part.plan.kind) for piece, part in zip(pieces, parts, strict=True)]
    passages = [piece for piece, kind in asked if kind == "passage"]
    if computed and any(hit.group == "operations" for p in passages for hit in find_hits(plain(p), library.lexicon)):
        return ()  # "who made more, and what is the gap": one operation in two pieces
    clear = all(_told(piece) if kind == "passage" else wants("quantity", plain(piece)) for piece, kind in asked)
    return parts if clear else ()


def _part(piece: str, library: Library, there: Context, whole: Understood) -> Understood:
    part, _ = understand(piece, library, there, whole.language)
    plan = part.plan
    if isinstance(plan, PassageQuery) and len(plan.scope.reports) > 1:
        plan = replace(plan, each=True)  # of several bodies, what each says
    return replace(part, plan=plan)


def _told(piece: str) -> bool:
    """Whether a piece says by itself what it asks for: "why" alone does not."""
    text = plain(piece)
    if wants("why", text) and topic_of(text) is None:
        return False  # of a figure: the tables give no reasons, which the answer says
    of_staff = units_of(text)[:1] == ("人",) and SOME_STAFF.search(text) is not None
    return of_staff or any(concept.words for concept in specific(concepts_of(text))) or topic_of(text) is not None
