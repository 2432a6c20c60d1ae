"""Whether the retriever puts the right table first, for questions that ask for cells of one table."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from eval.cases import Case
from eval.places import expected_places
from eval.scorers import missing_report
from eval.tally import Tally, count
from eval.truth import Truth

Retrieve = Callable[[str], list[dict[str, Any]]]  # question → {"file", "table", "year"}, best first


def check_retriever(retrieve: Retrieve, cases: Iterable[Case], truth: Truth) -> Tally:
    """Tally the questions whose first hit is the asked report's table, whole (`table` set).

    Left out: questions that need earlier turns, and those whose cells lie in several tables or reports.
    """
    verdicts = []
    for case in cases:
        asked = _asked_table(case, truth)
        if asked is not None and not case.history:
            hits = retrieve(case.question)
            right = bool(hits) and _is(hits[0], *asked)
            verdicts.append((right, f"{case.id}: {_named(hits)} first, not {' '.join(asked)}"))
    return count("right table first", verdicts)


def _asked_table(case: Case, truth: Truth) -> tuple[str, str] | None:
    if case.answer.type not in ("number", "blank", "list") or missing_report(case, truth):
        return None
    tables = {(cell.file, cell.table) for cell in expected_places(case, truth).cells}
    return tables.pop() if len(tables) == 1 else None


def _is(hit: Mapping[str, Any], file: str, table: str) -> bool:
    return hit.get("file") == file and hit.get("table") == table


def _named(hits: list[dict[str, Any]]) -> str:
    return f"{hits[0].get('file')} {hits[0].get('table') or 'prose'}" if hits else "nothing"
