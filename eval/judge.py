"""One run of the evaluation from the folders chosen to what it prints, writes and compares."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from eval.baseline import compare, read_baseline, write_baseline
from eval.cases import CaseSet, load_cases
from eval.html_page import page
from eval.measures import QuestionResult
from eval.outcomes import Change, beside, changes, outcomes, read_outcomes, write_outcomes
from eval.own import FORMATS, KNOWN, set_name
from eval.report_table import print_changes, print_failures, print_groups, print_languages
from eval.runner import Ask, helpers_missing, run_cases, run_known
from eval.tally import Group
from eval.target import Target
from eval.targets import ServerTargets, Targets
from eval.truth import KnownCell, Truth, load_known

AnyTargets = Targets | ServerTargets


@dataclass(frozen=True, slots=True)
class Chosen:
    """The folders of one run, and how often each question is asked."""

    known: tuple[Path, ...]
    cases: tuple[Path, ...]
    repeat: int = 1
    rebuild: bool = False


@dataclass(frozen=True, slots=True)
class Files:
    """What a run writes and what it is compared with."""

    json_file: Path | None
    baseline: Path
    update_baseline: bool
    html_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """The tallies, and each case's result with the name of its group."""

    groups: tuple[Group, ...]
    results: tuple[tuple[str, QuestionResult], ...]


def judge(targets: AnyTargets, chosen: Chosen, files: Files, out: Console, err: Console) -> tuple[str, ...]:
    """Run the evaluation, print its tables to `out` and its failures to `err`; return what fell below the baseline."""
    sets = [load_cases(place, set_name(place)) for place in chosen.cases]  # a bad line is told before the long build
    run = _run(targets, chosen, sets)
    print_groups(run.groups, out)
    print_languages([case for cases in sets for case in cases.cases], out)
    print_failures(run.groups, err)
    changed = _changes(run, files)
    print_changes(changed, err)
    if files.json_file:
        files.json_file.write_text(_as_json(run, changed), encoding="utf-8")
    if files.html_file:
        files.html_file.write_text(page(run.groups, run.results, changed), encoding="utf-8")
    fallen = _against_baseline(run, files)
    for line in fallen:
        err.print(f"below the baseline: {line}", markup=False, highlight=False, soft_wrap=True)
    return fallen


def _run(targets: AnyTargets, chosen: Chosen, sets: Sequence[CaseSet]) -> Run:
    groups = _known_groups(targets, chosen)
    beside_cases = [place.parent / KNOWN.name for place in chosen.cases]
    cells = known_cells([*chosen.known, *beside_cases, KNOWN, KNOWN / FORMATS])
    results: list[tuple[str, QuestionResult]] = []
    for folder, cases in zip(chosen.cases, sets, strict=True):
        target = targets.of(folder)
        truth = Truth(target.facts, [*own_cells(target, cells), *cells])
        again = _again(targets, target, folder, chosen)
        group, asked = run_cases(cases, target.ask, target.retrieve, truth, again)
        groups.append(group)
        results += [(group.name, result) for result in asked]
    return Run(tuple(groups), tuple(results))


def _known_groups(targets: AnyTargets, chosen: Chosen) -> list[Group]:
    if not chosen.known:
        return []
    target = targets.whole()
    figures, findings, rule_results = list(target.figures()), list(target.findings()), list(target.rule_results())
    missing = helpers_missing(target.refused)
    parts = [part for folder in chosen.known for part in load_known(folder, set_name(folder))]
    return [run_known(figures, findings, rule_results, part, missing) for part in parts]


def known_cells(folders: Iterable[Path]) -> list[KnownCell]:
    """The known cells of these folders, each folder once; those that are not there are passed over.

    Cases are judged by known cells wherever there are any, also where only cases are asked for.
    """
    there = [folder for folder in dict.fromkeys(folders) if folder.is_dir()]
    return [cell for folder in there for part in load_known(folder) for cell in part.cells]


def own_cells(target: Target, known: Iterable[KnownCell]) -> list[KnownCell]:
    """The index's own figures of reports of which nobody read the cells: then only the understanding is judged."""
    read = {cell.file for cell in known}
    return [
        KnownCell(row["file"], row["cell"], row["printed"], row["number"], row["state"], row["line"], row["page"])
        for row in target.figures()
        if row["file"] not in read
    ]


def _again(targets: AnyTargets, target: Target, folder: Path, chosen: Chosen) -> list[Ask]:
    again = [target.ask] * (chosen.repeat - 1)
    anew = targets.anew(folder) if chosen.rebuild else None
    return [*again, anew.ask] if anew else again


def _changes(run: Run, files: Files) -> tuple[Change, ...]:
    path = beside(files.baseline)
    return changes(outcomes(run.results), read_outcomes(path)) if path.is_file() else ()


def _against_baseline(run: Run, files: Files) -> tuple[str, ...]:
    if files.update_baseline:
        write_baseline(files.baseline, run.groups)
        write_outcomes(beside(files.baseline), outcomes(run.results))
        return ()
    return compare(run.groups, read_baseline(files.baseline)) if files.baseline.is_file() else ()


def _as_json(run: Run, changed: Sequence[Change]) -> str:
    asked = [_result_json(group, result) for group, result in run.results]
    tallied = [
        {
            "group": group.name,
            "tallies": {
                tally.name: {**tally.as_json(), "interval": tally.interval, "failures": tally.failures}
                for tally in group.tallies
            },
            "tables": group.tables,
            "latency_ms": {name: round(value, 2) for name, value in group.latency.items()},
            "not_scored": group.unscored,
        }
        for group in run.groups
    ]
    against = [{"group": c.group, "id": c.case, "was": c.was, "now": c.now} for c in changed]
    whole = {"groups": tallied, "changes": against, "questions": asked}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _result_json(group: str, result: QuestionResult) -> dict[str, object]:
    scores = {**(result.scores.as_mapping() if result.scores else {}), **result.measured.slots}
    cells = result.measured.cells
    return {
        "id": result.case.id,
        "group": group,
        "category": result.case.category,
        "question": result.case.question,
        "not_scored": result.reason or None,
        "scores": {name: {"value": score.value, "reason": score.reason} for name, score in scores.items()},
        "cells": {"cited": cells.cited, "wanted": cells.wanted, "right": cells.right} if cells else None,
        "numerals_unbound": [what for read in result.measured.reads for what in read.unbound],
        "runs_alike": len(set(result.runs)) == 1 if len(result.runs) > 1 else None,
        "wall_ms": round(result.wall_ms, 2),
        "answer": dict(result.answer),
    }
