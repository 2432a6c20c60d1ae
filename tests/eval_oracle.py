"""Answers for testing the scorers: an oracle that answers a case as well as can be, from the known cells alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import permutations
from typing import Any
from urllib.parse import quote

from eval.cases import Case
from eval.places import Place, expected_number, expected_places
from eval.truth import KnownCell, Truth

Json = dict[str, Any]


@dataclass
class Draft:
    """An answer under construction: citations are numbered in the order they are added."""

    truth: Truth
    citations: list[Json] = field(default_factory=list)
    figures: list[Json] = field(default_factory=list)

    def cite_cell(self, cell: KnownCell, *, line: int | None = None, printed: str | None = None) -> int:
        """Add a citation of a cell and return its number; `line` and `printed` are there to lie with."""
        citation = self._citation(cell.file, line or cell.line)
        citation |= {
            "table": cell.table,
            "printed": cell.printed.strip() if printed is None else printed,
            "href": f"/reports/x#{quote(cell.cell, safe='.')}",
        }
        self.citations.append(citation)
        return len(self.citations)

    def cite_line(self, file: str, line: int, text: str | None = None) -> int:
        """Add a citation of a line of prose, quoted whole unless `text` is given."""
        quoted = self.truth.line(file, line).strip() if text is None else text
        self.citations.append(self._citation(file, line) | {"quote": quoted})
        return len(self.citations)

    def _citation(self, file: str, line: int | None) -> Json:
        report = self.truth.reports[file]
        return {
            "n": len(self.citations) + 1,
            "report": file,
            "issuer": report.issuer,
            "year": report.year,
            "table": None,
            "printed": None,
            "quote": None,
            "source": {"file": file, "line": line, "page": None, "cell": None, "sample": True},
            "href": "/reports/x",
        }

    def figure(self, cell: KnownCell, /, **changes: Any) -> Json:
        """Add the figure of a cell with its citation; `changes` overwrite fields of it."""
        n = self.cite_cell(cell)
        report = self.truth.reports[cell.file]
        figure = {
            "value": cell.printed.strip(),
            "number": None if cell.value is None else float(cell.value),
            "unit": "万元" if "万元" in cell.printed else "件",
            "state": cell.state,
            "issuer": report.issuer,
            "year": report.year,
            "cell": cell.cell,
            "label": cell.cell,
            "citations": [n],
            "formula": None,
        }
        self.figures.append(figure | changes)
        return self.figures[-1]

    def computed(self, number: Decimal, unit: str, expression: str, cells: Iterable[KnownCell]) -> None:
        """Add a computed figure over cells."""
        inputs = [self.cite_cell(cell) for cell in cells]
        formula = {"expression": expression, "inputs": inputs, "covers": {"used": len(inputs), "of": len(inputs)}}
        self.figures.append(
            {
                "value": str(number),
                "number": float(number),
                "unit": unit,
                "state": "computed",
                "issuer": "",
                "year": None,
                "cell": "",
                "label": "computed",
                "citations": inputs,
                "formula": formula,
            }
        )

    def answer(self, kind: str, text: str, **changes: Any) -> Json:
        """The answer object with what was added so far."""
        base: Json = {
            "conversation_id": "c",
            "kind": kind,
            "text": text,
            "figures": self.figures,
            "citations": self.citations,
            "findings": [],
            "refusal": None,
            "options": [],
            "timing_ms": {"total": 1.0},
        }
        return base | changes


def answer_well(case: Case, truth: Truth) -> Json:
    """The ideal answer to a case: every number bound, every place cited."""
    draft = Draft(truth)
    wanted = " ".join([*case.must_mention, *(group[0] for group in case.anyof)])
    if case.answer.type == "refuse":
        message = f"Not in the collection. {wanted}"
        return draft.answer("refuse", message, refusal={"reason": "issuer", "message": message, "nearest": []})
    if case.answer.type == "clarify":
        files = {source.file for source in case.source} or set(truth.reports)
        options = [f"{truth.reports[file].issuer}{truth.reports[file].year}年" for file in sorted(files)]
        return draft.answer("clarify", "Which one?", options=options)
    places = expected_places(case, truth)
    if case.answer.type == "blank":
        for place in places.places:
            assert place.cell is not None
            draft.figure(place.cell)
        return draft.answer("blank", f"该格空白，未填报，不是 0。It is blank, not zero. [1] {wanted}")
    if case.answer.type == "number":
        return _number(case, draft, places.places, direct=places.direct)
    for place in [*places.places, *_other_lines(case, truth)]:
        _cite(draft, place)
    items = case.answer.value if isinstance(case.answer.value, list) else [case.answer.value]
    return draft.answer("list" if case.answer.type == "list" else "passage", "；".join([*map(str, items), wanted]))


def _number(case: Case, draft: Draft, places: tuple[Place, ...], *, direct: bool) -> Json:
    wanted = expected_number(case)
    assert wanted is not None
    extra = " ".join([*case.must_mention, *(group[0] for group in case.anyof)])
    cells = [place.cell for place in places if place.cell]
    if direct:
        figure = draft.figure(cells[0])
        if case.answer.unit:
            figure["unit"] = case.answer.unit
        shown = figure["value"] + ("" if "元" in figure["value"] else case.answer.unit)
        return draft.answer("figure", f"{figure['issuer']}{figure['year']}年 {shown} [1]。{extra}")
    if not cells:
        quotes = [draft.cite_line(place.file, place.line or 1) for place in places]
        return draft.answer("passage", f"“{draft.citations[quotes[0] - 1]['quote']}”[1] {extra}")
    values = [cell.value for cell in cells if cell.value is not None]
    draft.computed(wanted, case.answer.unit, _expression(values, wanted), cells)
    return draft.answer("comparison", f"合计 {wanted} {case.answer.unit} [1]。{extra}")


def _expression(values: list[Decimal], wanted: Decimal) -> str:
    if sum(values) == wanted:
        return " + ".join(map(str, values)) + f" = {wanted}"
    for a, b in permutations(values, 2):
        if a - b == wanted:
            return f"{a} − {b}"
        if b and round(a / b, 2) == wanted:
            return f"{a} ÷ {b}"
    raise AssertionError(f"no formula gives {wanted} from {values}")


def _cite(draft: Draft, place: Place) -> None:
    if place.cell:
        draft.cite_cell(place.cell)
    else:
        draft.cite_line(place.file, place.line or 1)


def _other_lines(case: Case, truth: Truth) -> list[Place]:
    """The label lines of a case: its value may name them."""
    return [Place(s.file, s.line, None, s.quote) for s in case.source if not truth.cells_on(s.file, s.line)]
