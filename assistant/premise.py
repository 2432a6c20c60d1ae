"""What a question takes for granted, held against the values it is answered with."""

from collections.abc import Sequence

from assistant.evidence import Refuted, Value
from assistant.query import Claim, FigureQuery
from index.figure_store import FigureStore
from index.report import Figure

AMOUNT = ".amount"
LIKELY = (".decisions", ".prior_items", ".made", ".in_force", ".projects", "|total", ".total")  # what people quote


def refuted(
    query: FigureQuery, claimed: Sequence[Claim], values: Sequence[Value], store: FigureStore
) -> tuple[Refuted, ...]:
    """The claims of a question on one report that none of its values bears out, each with the value it is made of."""
    if query.operation != "lookup" or len({value.report.id for value in values}) != 1:
        return ()
    found = []
    for claim in claimed:
        of = [value for value in values if value.number is not None and _is_of(value, claim)]
        if of and not any(_bears_out(value, claim) for value in of):
            printed = tuple(store.figures([of[0].report.id]).values())
            if not any(_whole_of(figure, of[0], claim) for figure in printed):
                found.append(
                    Refuted(claim, of[0], _where(claim, printed) if claim.number > 1 and not claim.money else None)
                )
    return tuple(found)


def _whole_of(figure: Figure, value: Value, claim: Claim) -> bool:
    """Whether the claim is the total that the value is a part of: "of the 2 requests, how many from companies"."""
    row = value.cell.partition("|")[0] if "|" in value.cell else value.cell.rpartition(".")[0]
    return (
        figure.number == claim.number and not row.startswith("t2.") and figure.cell.startswith((f"{row}|", f"{row}."))
    )


def _is_of(value: Value, claim: Claim) -> bool:
    """Whether the claim is made of the row of this value and of no other, and an amount of an amount."""
    own = len(claim.rows) == 1 and value.cell.startswith((f"{claim.rows[0]}.", f"{claim.rows[0]}|"))
    return own and (not claim.money or value.cell.endswith(AMOUNT))


def _bears_out(value: Value, claim: Claim) -> bool:
    numbers = [number for number in (value.number, value.supported) if number is not None]
    if claim.money and value.unit == "元":
        numbers = [number / 10_000 for number in numbers]
    if value.cell.endswith(".change") and claim.way and value.number and (value.number > 0) != (claim.way > 0):
        return False
    return any(abs(number) == claim.number for number in numbers)


def _where(claim: Claim, printed: Sequence[Figure]) -> Figure | None:
    """The one cell that prints the claimed number: of the row itself, else of those that people quote."""
    there = [figure for figure in printed if figure.number == claim.number]
    own = [figure for figure in there if figure.cell.startswith(claim.rows)]
    likely = own or [figure for figure in there if figure.cell.endswith(LIKELY)]
    return likely[0] if len(likely) == 1 else None
