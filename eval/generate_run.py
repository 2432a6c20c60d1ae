"""`nianbao eval generate`: the cases of an index written to a file, and asked."""

import json
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from eval.cases import Case, CaseSet
from eval.generate import as_line, generated
from eval.judge import known_cells, own_cells
from eval.measures import QuestionResult
from eval.outcomes import outcome
from eval.own import KNOWN
from eval.report_table import print_groups
from eval.runner import run_cases
from eval.tally import count
from eval.target import open_target
from eval.truth import Truth
from index.errors import NianbaoError
from index.settings import Settings

RIGHT = 0.995  # of generated questions, and no wrong figure


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases: of these reports (files, issuers; all where none is named), so many by chance (0: all)."""

    reports: tuple[str, ...] = ()
    sample: int = 0
    seed: int = 1


def run_generated(
    data: Path, wanted: Wanted, output: Path | None, json_file: Path | None, *, ask: bool, out: Console
) -> bool:
    """Write the cases, ask them and print the counts; return whether enough are right and no figure is wrong.

    Raises:
        IndexMissing: nothing is built in `data`.
        NianbaoError: no report has such a name.
    """
    target = open_target(Settings(data=data, database="", chroma=""))
    reports = [report for report in target.reports if report.superseded_by is None]
    cases = choose(list(generated(reports, seed=wanted.seed)), wanted, {r.file: r.issuer for r in reports})
    out.print(f"{len(cases)} cases of {len(reports)} reports", highlight=False)
    if output:
        output.write_text("".join(as_line(case) + "\n" for case in cases), encoding="utf-8")
    if not ask:
        return True
    known = known_cells([KNOWN, KNOWN / "formats"])
    truth = Truth(target.facts, [*own_cells(target, known), *known])
    started = time.perf_counter()
    group, results = run_cases(CaseSet(name="generated", cases=tuple(cases)), target.ask, None, truth)
    if json_file:
        json_file.write_text(_failures(results), encoding="utf-8")
    print_groups([group], out)
    out.print(f"{len(results)} questions in {time.perf_counter() - started:.0f} s", highlight=False)
    _print_kinds(results, out)
    right = count("right", [(outcome(result) == "right", "") for result in results])
    wrong = sum(outcome(result) == "wrong figure" for result in results)
    return right.n >= RIGHT * len(results) and not wrong


def choose(cases: Sequence[Case], wanted: Wanted, issuers: dict[str, str]) -> list[Case]:
    """The wanted cases in their order.

    Raises:
        NianbaoError: no case is of such a report.
    """
    files = [file for file, issuer in issuers.items() if {file, issuer} & {*wanted.reports}]
    if wanted.reports and not files:
        raise NianbaoError(f"no report is called {' or '.join(wanted.reports)}; there are {', '.join(issuers)}")
    left = [case for case in cases if not files or (case.report and case.report[0] in files)]
    if not wanted.sample or wanted.sample >= len(left):
        return left
    chosen = {case.id for case in random.Random(wanted.seed).sample(left, wanted.sample)}
    return [case for case in left if case.id in chosen]


def _print_kinds(results: Sequence[QuestionResult], out: Console) -> None:
    """Failures by what they have in common: the wording, the cell without its report, the outcome."""
    kinds: dict[tuple[str, str, str], list[QuestionResult]] = defaultdict(list)
    for result in results:
        if outcome(result) != "right":
            _, cell, wording = result.case.id.rsplit("#", 2)
            kinds[outcome(result), wording, cell].append(result)
    for (came, wording, cell), failed in sorted(kinds.items(), key=lambda kind: -len(kind[1])):
        first = failed[0]
        line = f"{len(failed)} {came}: {wording} {cell}: {first.case.question} -> {_reason(first)}"
        out.print(line, markup=False, soft_wrap=True)


def _reason(result: QuestionResult) -> str:
    if result.scores is None:
        return result.reason
    return result.scores.wrong.reason if result.scores.wrong.value else result.scores.right.reason


def _failures(results: Sequence[QuestionResult]) -> str:
    failed = [
        {
            "id": result.case.id,
            "question": result.case.question,
            "expected": result.case.answer.model_dump(),
            "outcome": outcome(result),
            "reason": _reason(result),
            "answer": {key: result.answer.get(key) for key in ("kind", "text", "query", "refusal")},
        }
        for result in results
        if outcome(result) != "right"
    ]
    return json.dumps(failed, ensure_ascii=False, indent=1) + "\n"
