"""Precision and recall of citations on cells: which cells the figures of an answer cite, and which it rests on."""

from dataclasses import dataclass

from eval import shown
from eval.cases import Case
from eval.places import expected_places
from eval.shown import AnswerJson, Cited
from eval.truth import Truth


@dataclass(frozen=True, slots=True)
class CellCounts:
    """Cells cited by the figures, cells to be cited, and those that are both."""

    cited: int
    wanted: int
    right: int


def count_cells(case: Case, answer: AnswerJson, truth: Truth) -> CellCounts | None:
    """Count the cells of one answer; None where the case rests on no known cell or nothing is answered.

    Where any one of several cells carries the value, one of them is wanted. A citation counts once a cell.
    """
    places = expected_places(case, truth)
    wanted = {(cell.file, cell.cell) for cell in places.cells}
    if not wanted or shown.kind(answer) in ("refuse", "clarify"):
        return None
    bound = {
        int(n)
        for figure in shown.figures(answer)
        for n in (*(figure.get("citations") or ()), *((figure.get("formula") or {}).get("inputs") or ()))
    }
    cited = {key for c in shown.citations(answer) if c.n in bound if (key := _cell(c, truth))}
    right = len(cited & wanted)
    if not places.every:
        return CellCounts(len(cited), 1, min(right, 1)) if right <= 1 else CellCounts(len(cited), right, right)
    return CellCounts(len(cited), len(wanted), right)


def _cell(citation: Cited, truth: Truth) -> tuple[str, str] | None:
    if citation.cell:
        return citation.file, citation.cell
    known = truth.cells_on(citation.file, citation.line)
    return (citation.file, known[0].cell) if len(known) == 1 else None
