"""The evaluation: cases + the real assistant + small scorers.

known figures ──▶ figures_check, findings_check ─┐
cases ─ ask ─▶ answers ─▶ scorers ───────────────┼─▶ Group of tallies ─▶ table, JSON, baseline
cases ─ retrieve ─▶ retriever_check ─────────────┘
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from eval.cases import Case, CaseSet
from eval.figures_check import FigureRow, check_figures
from eval.findings_check import check_findings, check_sum_rules
from eval.paths_check import check_paths
from eval.retriever_check import Retrieve, check_retriever
from eval.score import Score
from eval.scorers import AnswerScores, missing_report, score_answer
from eval.tally import Group, Tally, count
from eval.truth import KnownFigures, Truth
from index.build_summary import RefusedFile
from index.errors import NianbaoError
from index.report import Finding, RuleResult

INSTALL = "apt-get install"  # in every refusal for want of a program
Ask = Callable[[str, str | None], dict[str, Any]]  # (question, conversation id) → the answer's JSON


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One case, its answer and what the scorers say. `scores` is None where it could not be scored: `reason`."""

    case: Case
    answer: Mapping[str, Any] = field(default_factory=dict)
    scores: AnswerScores | None = None
    wall_ms: float = 0.0
    reason: str = ""


def run_known(
    figures: Iterable[FigureRow],
    findings: Iterable[tuple[str, Finding]],
    results: Iterable[tuple[str, RuleResult]],
    known: KnownFigures,
    missing: Mapping[str, str] | None = None,
) -> Group:
    """Check what was extracted and found against one folder of known figures.

    Findings are checked only where the folder says what they must be. `missing` names the files that could not be
    read because a program is not installed, and why: they are not measured, instead of counted as wrong.
    """
    left, unscored = without_missing(known, missing or {})
    if not left.cells:
        return Group(known.name, (), unscored=unscored)
    return replace(_run_known(list(figures), findings, results, left), unscored=unscored)


def _run_known(
    figures: Sequence[FigureRow],
    findings: Iterable[tuple[str, Finding]],
    results: Iterable[tuple[str, RuleResult]],
    known: KnownFigures,
) -> Group:
    tallies = [*check_figures(figures, known), *check_paths(figures, known)]
    if known.findings:
        tallies += [*check_findings(findings, known), *check_sum_rules(results, known)]
    return Group(known.name, tuple(tallies))


def helpers_missing(refused: Iterable[RefusedFile]) -> dict[str, str]:
    """The files that a build could not read because a program is not installed, and the reason, which says which."""
    return {file.file: file.reason for file in refused if INSTALL in file.reason}


def without_missing(known: KnownFigures, missing: Mapping[str, str]) -> tuple[KnownFigures, tuple[str, ...]]:
    """Known figures without the files that could not be read, or whose archive could not; and a line for each."""
    reasons = {file: missing[outer] for file in known.files for outer in _outers(file) if outer in missing}
    cells = tuple(cell for cell in known.cells if cell.file not in reasons)
    return replace(known, cells=cells), tuple(f"{file}: not measured: {why}" for file, why in reasons.items())


def _outers(file: str) -> tuple[str, ...]:
    """The file itself and every archive or page it may be a part of: "a.zip/b.html", "a.zip", "a"."""
    parts = file.partition("#")[0].split("/")
    return (file, *("/".join(parts[:end]) for end in range(1, len(parts) + 1)))


def run_cases(cases: CaseSet, ask: Ask, retrieve: Retrieve | None, truth: Truth) -> tuple[Group, list[QuestionResult]]:
    """Ask every case and score the answers; an error of the assistant is an answer that is not right."""
    results = [_run_case(case, ask, truth) for case in cases.cases]
    tallies = list(_tallies(results))
    if retrieve is not None:
        tallies.append(check_retriever(retrieve, cases.cases, truth))
    unscored = tuple(f"{result.case.id}: {result.reason}" for result in results if result.scores is None)
    group = Group(cases.name, tuple(tallies), _latency(results), _by_category(results), unscored)
    return group, results


def _run_case(case: Case, ask: Ask, truth: Truth) -> QuestionResult:
    if missing := missing_report(case, truth):
        return QuestionResult(case, reason=f"{missing} is not in the collection")
    started = time.perf_counter()
    try:
        conversation: str | None = None
        for turn in case.history:
            conversation = ask(turn, conversation).get("conversation_id")
        started = time.perf_counter()
        answer = ask(case.question, conversation)
    except NianbaoError as error:
        answer = {"kind": "", "text": "", "error": str(error)}
    wall_ms = (time.perf_counter() - started) * 1000
    return QuestionResult(case, answer, score_answer(case, answer, truth), wall_ms)


def _tallies(results: Sequence[QuestionResult]) -> Iterable[Tally]:
    scored = [(result, result.scores) for result in results if result.scores]
    yield count("questions right", [_named(result, scores.right) for result, scores in scored])
    yield count("wrong figures", [_named(result, scores.wrong) for result, scores in scored], better="fewer")
    yield count(
        "citation on the cell",
        [_named(result, scores.cited) for result, scores in scored if scores.cited.value is not None],
    )
    refusals = [(result, scores) for result, scores in scored if result.case.answer.type == "refuse"]
    others = [pair for pair in scored if pair[0].case.answer.type not in ("refuse", "clarify")]
    yield count("refusals right", [_named(result, scores.right) for result, scores in refusals])
    yield count("refusals false", [_named(result, scores.refused) for result, scores in others], better="fewer")


def _named(result: QuestionResult, score: Score) -> tuple[bool, str]:
    return bool(score.value), f"{result.case.id} {result.case.question[:60]!r}: {score.reason}"


def _by_category(results: Sequence[QuestionResult]) -> tuple[tuple[str, ...], ...]:
    rows: dict[str, list[AnswerScores]] = defaultdict(list)
    for result in results:
        if result.scores:
            rows[result.case.category].append(result.scores)
    table = [("category", "asked", "right", "wrong figures", "cited on the cell")]
    for category in sorted(rows):
        scores = rows[category]
        cited = [score.cited.value for score in scores if score.cited.value is not None]
        right = sum(bool(score.right.value) for score in scores)
        wrong = sum(bool(score.wrong.value) for score in scores)
        on_cell = f"{sum(cited)}/{len(cited)}" if cited else "-"
        table.append((category, str(len(scores)), str(right), str(wrong), on_cell))
    return tuple(table)


def _latency(results: Sequence[QuestionResult]) -> dict[str, float]:
    """p50 and p95 in milliseconds: as the answers time themselves, and as the caller waits; figures and prose apart."""
    answered = [result for result in results if result.scores]
    looked_up = [r for r in answered if r.answer.get("figures") and r.answer.get("kind") != "passage"]
    prose = [r for r in answered if r.answer.get("kind") == "passage"]
    latency: dict[str, float] = {}
    for name, chosen in (("all", answered), ("figures", looked_up), ("prose", prose)):
        own = [float((r.answer.get("timing_ms") or {}).get("total", r.wall_ms)) for r in chosen]
        for what, times in (("answer", own), ("wall", [r.wall_ms for r in chosen])):
            if times:
                latency[f"{name} {what} p50"] = percentile(times, 50)
                latency[f"{name} {what} p95"] = percentile(times, 95)
    return latency


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that at least `percent` % of the values do not exceed (nearest rank).

    Raises:
        ValueError: no values.
    """
    if not values:
        raise ValueError("no values to take a percentile of")
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
