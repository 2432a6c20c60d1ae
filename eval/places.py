"""Where the asked value of a case is printed: the lines that a right citation names."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from eval.cases import OVER_SEVERAL, Case
from eval.numbers import find_numerals
from eval.truth import EMPTY_STATES, KnownCell, Truth


@dataclass(frozen=True, slots=True)
class Place:
    """One line that carries the value. `cell` is None for prose."""

    file: str
    line: int | None
    cell: KnownCell | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """`every`: all places must be cited (a sum rests on each of its cells), not just any one."""

    places: tuple[Place, ...]
    every: bool = False
    direct: bool = False  # the value itself stands in these cells: it was asked for, not worked out

    @property
    def cells(self) -> tuple[KnownCell, ...]:
        """The known cells among the places."""
        return tuple(place.cell for place in self.places if place.cell)


def expected_number(case: Case) -> Decimal | None:
    """The value of a case of type number; None for another type."""
    if case.answer.type != "number":
        return None
    try:
        return Decimal(str(case.answer.value))
    except InvalidOperation:
        return None


def expected_places(case: Case, truth: Truth) -> Places:
    """Return the places that carry the value; labels beside them are left out.

    A case of type refuse or clarify has none: nothing is asked of its citations.
    """
    if case.answer.type in ("refuse", "clarify"):
        return Places(())
    named = [*_named_cells(case, truth), *_source_places(case, truth)]
    cells = [place for place in named if place.cell]
    texts = [place for place in named if not place.cell]
    several = case.answer.type == "list" or case.category in OVER_SEVERAL
    if case.answer.type == "number":
        return _number_places(case, cells, texts)
    if case.answer.type == "blank":
        return Places(tuple(p for p in cells if p.cell and p.cell.state in EMPTY_STATES), direct=True)
    if several and cells:
        return Places(tuple(cells), every=True)
    if several:
        return Places(tuple(texts), every=len(_files(texts)) > 1)
    return Places((*cells, *texts))


def _number_places(case: Case, cells: list[Place], texts: list[Place]) -> Places:
    wanted = expected_number(case)
    direct = tuple(place for place in cells if place.cell and place.cell.value == wanted)
    if case.category not in OVER_SEVERAL and direct:
        carrying = tuple(place for place in texts if wanted is not None and _carries(place.quote, wanted))
        return Places((*direct, *carrying), direct=True)
    if cells:
        return Places(tuple(cells), every=True)
    carrying = tuple(place for place in texts if wanted is not None and _carries(place.quote, wanted))
    return Places(carrying or tuple(texts))


def _named_cells(case: Case, truth: Truth) -> list[Place]:
    known = [truth.cell(file, cell) for file in case.report for cell in case.cell]
    return [Place(cell.file, cell.line, cell) for cell in known if cell]


def _source_places(case: Case, truth: Truth) -> list[Place]:
    places = []
    for source in case.source:
        on_line = truth.cells_on(source.file, source.line)
        same = [cell for cell in on_line if cell.printed.strip() == source.quote.strip()] or list(on_line)
        places.append(Place(source.file, source.line, same[0] if same else None, source.quote))
    return places


def _carries(quote: str, wanted: Decimal) -> bool:
    return any(abs(numeral.value) == abs(wanted) for numeral in find_numerals(quote))


def _files(places: Iterable[Place]) -> set[str]:
    return {place.file for place in places}
