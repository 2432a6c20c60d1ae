"""Citation on the cell: a citation names the file and a line that carries the value. Labels beside it do not count."""

from eval import shown
from eval.cases import Case
from eval.places import Place, expected_places
from eval.score import Score
from eval.shown import AnswerJson, Cited
from eval.truth import Truth, squeeze

_ENOUGH = 4  # characters of a quote that tell one line from another


def score_citation(case: Case, answer: AnswerJson, truth: Truth) -> Score:
    """Return whether the value is cited where it stands.

    Not scored: a case of type refuse or clarify, and an answer that refuses or asks back (that is scored as such).
    """
    places = expected_places(case, truth)
    if not places.places:
        return Score(None, "the case names no place that carries a value")
    if shown.kind(answer) in ("refuse", "clarify"):
        return Score(None, f"{shown.kind(answer)}: nothing is answered")
    cited = shown.citations(answer)
    if case.category == "definition" and not cited:
        return Score(None, "a definition of the law, not of a report")
    if not cited:
        return Score(False, "nothing is cited")
    if not places.every:
        if any(_on(place, citation, truth) for place in places.places for citation in cited):
            return Score(True, "a citation names a line that carries the value")
        return Score(False, f"cites {_named(cited)}; the value stands at {_where(places.places)}")
    missed = [place for place in places.places if not any(_covers(place, citation, truth) for citation in cited)]
    if missed:
        return Score(False, f"does not cite {_where(missed)}")
    return Score(True, "every operand is cited on its line")


def _covers(place: Place, citation: Cited, truth: Truth) -> bool:
    """For a list of reports any line of the report will do; an operand must be cited on its own line."""
    return _on(place, citation, truth) if place.cell else place.file == citation.file


def _on(place: Place, citation: Cited, truth: Truth) -> bool:
    if citation.file != place.file:
        return False
    if place.line is not None and citation.line == place.line:
        return True
    if place.cell is not None:
        return place.line is None and citation.cell == place.cell.cell
    quote = squeeze(place.quote)
    line = squeeze(truth.line(citation.file, citation.line)) + squeeze(citation.quote or "")
    return len(quote) >= _ENOUGH and quote in line


def _where(places: tuple[Place, ...] | list[Place]) -> str:
    return ", ".join(f"{place.file}:{place.line}" for place in places[:6])


def _named(cited: tuple[Cited, ...]) -> str:
    return ", ".join(f"{citation.file}:{citation.line}" for citation in cited[:6])
