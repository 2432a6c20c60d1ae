"""The evaluation: cases + the real assistant + small scorers.

known figures ──▶ figures_check, findings_check ─┐
cases ─ ask ─▶ answers ─▶ scorers ───────────────┼─▶ Group of tallies ─▶ table, JSON, baseline
cases ─ retrieve ─▶ retriever_check ─────────────┘
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from eval.cases import Case, CaseSet
from eval.figures_check import FigureRow, check_figures
from eval.findings_check import check_findings, check_sum_rules
from eval.measures import QuestionResult, fingerprint, measure, more_tallies, tables
from eval.paths_check import check_paths
from eval.retriever_check import Retrieve, check_retriever
from eval.score import Score
from eval.scorers import missing_report, score_answer
from eval.tally import Group, Tally, count
from eval.truth import KnownFigures, Truth
from index.build_summary import RefusedFile
from index.errors import NianbaoError
from index.report import Finding, RuleResult

INSTALL = "apt-get install"  # in every refusal for want of a program
Ask = Callable[[str, str | None], dict[str, Any]]  # (question, conversation id) → the answer's JSON


class TargetAway(NianbaoError):
    """What is measured cannot be reached any more: the run ends, instead of counting every answer as not right."""


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


def run_cases(
    cases: CaseSet, ask: Ask, retrieve: Retrieve | None, truth: Truth, again: Sequence[Ask] = ()
) -> tuple[Group, list[QuestionResult]]:
    """Ask every case and score the answers; an error of the assistant is an answer that is not right.

    `again` asks all of them once more each, to see whether the answers are the same.

    Raises:
        TargetAway: there is nobody to ask any more.
    """
    results = [_run_case(case, ask, truth) for case in cases.cases]
    for once_more in again:
        results = [_run_again(result, once_more) for result in results]
    tallies = [*_tallies(results), *more_tallies(results)]
    if retrieve is not None:
        tallies.append(check_retriever(retrieve, cases.cases, truth))
    unscored = tuple(f"{result.case.id}: {result.reason}" for result in results if result.scores is None)
    group = Group(cases.name, tuple(tallies), _latency(results), tables(results), unscored)
    return group, results


def _run_case(case: Case, ask: Ask, truth: Truth) -> QuestionResult:
    if missing := missing_report(case, truth):
        return QuestionResult(case, reason=f"{missing} is not in the collection")
    answers, wall_ms = _answers(case, ask)
    answer = answers[-1]
    measured = measure(case, answers, truth)
    return QuestionResult(
        case, answer, score_answer(case, answer, truth), wall_ms, measured=measured, runs=(fingerprint(answer),)
    )


def _run_again(result: QuestionResult, ask: Ask) -> QuestionResult:
    if result.scores is None:
        return result
    answers, _ = _answers(result.case, ask)
    return replace(result, runs=(*result.runs, fingerprint(answers[-1])))


def _answers(case: Case, ask: Ask) -> tuple[list[dict[str, Any]], float]:
    """The answers to a case's turns in order, and how many milliseconds the last one took."""
    answers: list[dict[str, Any]] = []
    started = time.perf_counter()
    try:
        for turn in (*case.history, case.question):
            conversation = answers[-1].get("conversation_id") if answers else None
            started = time.perf_counter()
            answers.append(ask(turn, conversation))
    except TargetAway:
        raise
    except NianbaoError as error:
        answers.append({"kind": "", "text": "", "error": str(error)})
    return answers, (time.perf_counter() - started) * 1000


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
