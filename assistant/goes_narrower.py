"""A follow-up that only narrows the figure before, "from journalists?", 第三季度呢: no passage answers it."""

from assistant.first_look import Look
from assistant.intent import wants
from assistant.query import Clarify, Operation, Refuse, Scope
from assistant.reading import Reading
from assistant.terms import Terms

PIECE = Look(
    r"(?:那么?|其中|里面)?[，,]?[^，。？?]{1,12}的(?:呢|有?多少|有?几[件个项]?)?[？?。]?"
    r"|(?:and |so |what about |how about |but )?(?:only |just )?(?:those )?(?:the )?(?:ones )?"
    r"(?:from|by|on|against|for|with|about|among|to) (?!(?:what|which|whom|how)\b)[a-z' -]{2,30}\??"
)
SET_ASIDE = Look(
    r"(?:那么?)?(?:除了?|不算|不含|去掉|扣掉|刨去|刨掉)|(?:and )?(?:excluding|except|without|not counting)\b"
)
LONGEST = 24  # characters of a follow-up that is no question of its own
CAUSE = Look(
    r"^(?:那么?|其中)?(?:是)?(?:因为?|由于|不服|针对|关于|有关|涉及|对)[^，。？?]{2,12}的(?:呢|有?多少|有?几[件个项]?)?[？?。]?$"
)


def narrows_before(reading: Reading, operation: Operation, scope: Scope) -> Clarify | Refuse | None:
    """What becomes of such a follow-up; None where the question asks for something of its own."""
    before = reading.context
    if (
        operation != "lookup"
        or before is None
        or before.kind == "passage"
        or before.terms is None
        or not _figures(before.terms)
    ):
        return None
    terms, asked_once = reading.terms, (reading.text.strip("？?。 "),)
    own = reading.mentions or reading.excluded or reading.whole or reading.years.years or reading.operations
    if own or len(reading.text) > LONGEST * (1 if reading.language == "zh" else 2):
        return None
    again = Clarify(about="row", reports=scope.reports[:1], words=asked_once)
    if terms.any or terms.requests:
        of_cases = before.terms.blocks and not terms.blocks and any(row.startswith("t2.") for row in terms.rows)
        caused = of_cases and CAUSE.search(reading.text)
        alone = terms.results and not (terms.rows or terms.blocks or before.terms.blocks)  # 撤销的 of licences
        return again if caused or alone else None
    if wants("beyond", reading.text):
        return Refuse(reason="not_reported", nearest=scope.reports)
    narrows = not terms.narrative and PIECE.fullmatch(reading.text)
    return again if narrows or SET_ASIDE.match(reading.text) else None


def _figures(terms: Terms) -> bool:
    """Whether the question before was on figures."""
    return terms.any or terms.requests
