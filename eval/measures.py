"""What is measured beside right, wrong and cited: tallies over all results of one set of cases, and their tables."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eval import shown
from eval.cases import Case
from eval.cited_cells import CellCounts, count_cells
from eval.numbers import find_numerals
from eval.reread import Reread, reread
from eval.score import Score
from eval.score_right import BLANK_WORDS, holds
from eval.scorers import AnswerScores
from eval.shown import AnswerJson
from eval.slots import SLOTS, score_slots
from eval.tally import Table, Tally, count, rate_with_interval
from eval.truth import Truth


@dataclass(frozen=True, slots=True)
class Measured:
    """What is counted of one answer. `reads` holds one reading of each answer sent, earlier turns included."""

    slots: Mapping[str, Score] = field(default_factory=dict)
    cells: CellCounts | None = None
    reads: tuple[Reread, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One case, its answer and what the scorers say. `scores` is None where it could not be scored: `reason`.

    `runs` are the fingerprints of its answers over all runs, the first one included.
    """

    case: Case
    answer: AnswerJson = field(default_factory=dict)
    scores: AnswerScores | None = None
    wall_ms: float = 0.0
    reason: str = ""
    measured: Measured = field(default_factory=Measured)
    runs: tuple[str, ...] = ()


def measure(case: Case, answers: Sequence[AnswerJson], truth: Truth) -> Measured:
    """Count one case's answers: those of its earlier turns, then the one that is scored."""
    asked = (*case.history, case.question)
    reads = tuple(reread(answer, asked[: turn + 1], len(truth.reports)) for turn, answer in enumerate(answers))
    return Measured(score_slots(case, answers[-1], truth), count_cells(case, answers[-1], truth), reads)


def fingerprint(answer: AnswerJson) -> str:
    """What must be the same each time a question is asked: words, figures, places; no ids and no times."""
    figures = [tuple(figure.get(key) for key in _FIGURE) for figure in shown.figures(answer)]
    places = [(c.n, c.file, c.line, c.cell, c.printed, c.quote) for c in shown.citations(answer)]
    return repr((answer.get("kind"), shown.words(answer), figures, places))


_FIGURE = ("value", "unit", "state", "issuer", "year", "cell", "citations")


def more_tallies(results: Sequence[QuestionResult]) -> Iterable[Tally]:
    """Every tally that has something to count."""
    scored = [result for result in results if result.scores]
    for slot in SLOTS:
        yield from _some(f"slot {slot} right", [_of_slot(result, slot) for result in scored if _has(result, slot)])
    yield from _cell_tallies(scored)
    blanks = [result for result in scored if result.case.answer.type == "blank"]
    yield from _some("blanks said to be zero", [_fault(r, _says_zero(r), "zero for a blank") for r in blanks], "fewer")
    zeros = [result for result in scored if _is_zero(result.case)]
    yield from _some("zeros said to be blank", [_fault(r, _says_blank(r), "blank for a zero") for r in zeros], "fewer")
    yield from _some("multi-turn right", [_right(result) for result in scored if result.case.history])
    yield from _some("injection right", [_right(result) for result in scored if result.case.category == "injection"])
    yield from _some("paraphrases alike", _alike(scored))
    yield from _some("same on every run", [_steady(result) for result in scored if len(result.runs) > 1])
    yield _numerals(scored)


def _some(name: str, verdicts: Iterable[tuple[bool, str]], better: Any = "more") -> Iterable[Tally]:
    tally = count(name, verdicts, better)
    if tally.of:
        yield tally


def _has(result: QuestionResult, slot: str) -> bool:
    score = result.measured.slots.get(slot)
    return score is not None and score.value is not None


def _of_slot(result: QuestionResult, slot: str) -> tuple[bool, str]:
    score = result.measured.slots[slot]
    return bool(score.value), f"{result.case.id} {result.case.question[:60]!r}: {score.reason}"


def _right(result: QuestionResult) -> tuple[bool, str]:
    assert result.scores is not None
    return bool(result.scores.right.value), f"{result.case.id}: {result.scores.right.reason}"


def _fault(result: QuestionResult, fault: bool, what: str) -> tuple[bool, str]:
    return fault, f"{result.case.id} {result.case.question[:60]!r}: {what}"


def _cell_tallies(scored: Sequence[QuestionResult]) -> Iterable[Tally]:
    counted = [result.measured.cells for result in scored if result.measured.cells]
    right = sum(cells.right for cells in counted)
    if counted:
        yield Tally("citation precision on cells", right, sum(cells.cited for cells in counted))
        yield Tally("citation recall on cells", right, sum(cells.wanted for cells in counted))


def _is_zero(case: Case) -> bool:
    return case.answer.type == "number" and str(case.answer.value) in ("0", "0.0")


def _says_zero(result: QuestionResult) -> bool:
    return any(figure["number"] == 0 for figure in shown.numbered(result.answer))


def _says_blank(result: QuestionResult) -> bool:
    """Blank by kind, or in words where no zero is shown."""
    words = shown.words(result.answer)
    shows_zero = any(numeral.value == 0 for numeral in find_numerals(words))
    said = any(holds(words, word) for word in BLANK_WORDS)
    return shown.kind(result.answer) == "blank" or (said and not shows_zero)


def _alike(scored: Sequence[QuestionResult]) -> list[tuple[bool, str]]:
    groups: dict[str, list[QuestionResult]] = defaultdict(list)
    for result in scored:
        if result.case.group:
            groups[result.case.group].append(result)
    verdicts = []
    for name, members in groups.items():
        said = {figures_said(member.answer) for member in members}
        verdicts.append((len(said) == 1, f"{name}: {len(said)} different answers to {len(members)} wordings"))
    return verdicts


def figures_said(answer: AnswerJson) -> tuple[str, ...]:
    """The figures of an answer whatever its words: cell, issuer, year and value, or its kind where it gives none."""
    keys = ("issuer", "year", "cell", "value", "state")
    told = sorted("|".join(str(figure.get(key)) for key in keys) for figure in shown.figures(answer))
    reason = str((answer.get("refusal") or {}).get("reason") or "")
    return tuple(told) or (shown.kind(answer), reason)


def _steady(result: QuestionResult) -> tuple[bool, str]:
    different = len(set(result.runs))
    return different == 1, f"{result.case.id}: {different} different answers in {len(result.runs)} runs"


def _numerals(scored: Sequence[QuestionResult]) -> Tally:
    reads = [(result.case.id, read) for result in scored for read in result.measured.reads]
    unbound = tuple(f"{case}: {what}" for case, read in reads for what in read.unbound)
    return Tally("numerals unbound", len(unbound), sum(read.numerals for _, read in reads), "fewer", unbound)


# ---- tables


def tables(results: Sequence[QuestionResult]) -> tuple[Table, ...]:
    """By category, by kind and by language: right and wrong; then refusals by reason. Header rows first."""
    scored = [result for result in results if result.scores]
    by = (
        ("category", lambda result: result.case.category),
        ("kind", lambda result: result.case.answer.type),
        ("language", lambda result: result.case.lang or "-"),
    )
    made = [_breakdown(name, key, scored) for name, key in by]
    return (*made, *_refusals(scored))


def _breakdown(name: str, key: Callable[[QuestionResult], str], scored: Sequence[QuestionResult]) -> Table:
    rows: dict[str, list[AnswerScores]] = defaultdict(list)
    for result in scored:
        if result.scores:
            rows[key(result)].append(result.scores)
    table = [(name, "asked", "right", "wrong figures", "cited on the cell", "right, 95 % interval")]
    for label in sorted(rows):
        scores = rows[label]
        cited = [score.cited.value for score in scores if score.cited.value is not None]
        right = sum(bool(score.right.value) for score in scores)
        wrong = sum(bool(score.wrong.value) for score in scores)
        on_cell = f"{sum(cited)}/{len(cited)}" if cited else "-"
        rate = rate_with_interval(right, len(scores))
        table.append((label, str(len(scores)), str(right), str(wrong), on_cell, rate))
    return tuple(table)


def _refusals(scored: Sequence[QuestionResult]) -> Iterable[Table]:
    """Reason → due and given as such, false. The reason due is the case's own, else that of the answer."""
    due, met, false = Counter[str](), Counter[str](), Counter[str]()
    for result in scored:
        given = str((result.answer.get("refusal") or {}).get("reason") or "") or "not refused"
        refused = shown.kind(result.answer) == "refuse"
        if result.case.answer.type == "refuse":
            due[result.case.reason or given] += 1
            met[result.case.reason or given] += refused and result.case.reason in ("", given)
        elif refused and result.case.answer.type != "clarify":
            false[given] += 1
    if due or false:
        rows = [(reason, str(due[reason]), str(met[reason]), str(false[reason])) for reason in sorted({*due, *false})]
        yield (("refused because of", "due", "refused", "false"), *rows)
