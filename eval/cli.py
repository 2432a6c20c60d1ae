"""`nianbao eval`: known figures and cases against the index and the assistant, compared with the baseline.

Loaded with every command, so it imports the evaluation itself only when it runs: `nianbao ask` must stay fast.
"""

import json
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from eval.runner import QuestionResult
    from eval.tally import Group
    from eval.target import Target

HERE = Path(__file__).parent
REPORTS = HERE / "reports"
KNOWN = HERE / "known_figures"
FORMATS = "formats"  # below both: reports in every format
CASES = HERE / "cases"
BASELINE = HERE / "baseline.json"


def register(app: typer.Typer) -> None:
    """Add the command to the CLI; called through the entry-point group `nianbao.commands`."""
    app.command("eval")(evaluate)


def evaluate(
    cases: Annotated[list[Path] | None, typer.Option(help="Folder of cases; may be given again.")] = None,
    known: Annotated[list[Path] | None, typer.Option(help="Folder of known figures; may be given again.")] = None,
    data: Annotated[Path | None, typer.Option(help="Folder of an index; without it one is built for this run.")] = None,
    reports: Annotated[Path, typer.Option(help="Folder of reports to build that index from.")] = REPORTS,
    json_file: Annotated[Path | None, typer.Option("--json", help="Write all results to this file.")] = None,
    baseline: Annotated[Path, typer.Option(help="Counts that a run may not fall below.")] = BASELINE,
    update_baseline: Annotated[bool, typer.Option(help="Write the counts of this run as the baseline.")] = False,
) -> None:
    """Check the index and the answers; exit 1 where a figure falls below the baseline."""
    from rich.console import Console

    stderr = Console(stderr=True)
    # Without any folder named: the project's own. With one kind named, only what is named.
    own = not cases and not known
    known = known or ([KNOWN, KNOWN / FORMATS] if own else [])
    chosen = Chosen(tuple(known), tuple(cases or (own_cases() if own else [])))
    with ExitStack() as stack:
        targets = Targets(data, reports, stack, stderr.print)
        fallen = judge(targets, chosen, Files(json_file, baseline, update_baseline), Console(), stderr)
    if fallen:
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The folders of one run."""

    known: tuple[Path, ...]
    cases: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Files:
    """What a run writes and what it is compared with."""

    json_file: Path | None
    baseline: Path
    update_baseline: bool


def judge(targets: "Targets", chosen: Chosen, files: Files, out: "Console", err: "Console") -> tuple[str, ...]:
    """Run the evaluation, print its tables to `out` and its failures to `err`; return what fell below the baseline."""
    from eval.report_table import print_failures, print_groups

    groups, results = _run(targets, chosen)
    print_groups(groups, out)
    print_failures(groups, err)
    if files.json_file:
        files.json_file.write_text(_as_json(groups, results), encoding="utf-8")
    fallen = _against_baseline(groups, files)
    for line in fallen:
        err.print(f"below the baseline: {line}", markup=False, highlight=False, soft_wrap=True)
    return fallen


def own_cases() -> list[Path]:
    """The project's own case folders, by name."""
    return sorted(path.parent for path in CASES.glob("*/questions.jsonl"))


INDEX_FILE = "index.txt"


class Targets:
    """The indexes of a run: the one named, else trial ones, built when they are first needed.

    A case folder may hold `index.txt`, the report files its questions are about, one a line: "which body has the
    most" has another answer over more reports.
    """

    def __init__(self, data: Path | None, reports: Path, stack: ExitStack, say: Any) -> None:
        self._data, self._reports, self._stack, self._say = data, reports, stack, say
        self._built: dict[tuple[str, ...], Target] = {}

    def whole(self) -> "Target":
        """The index of all reports."""
        return self._of(())

    def of(self, cases: Path) -> "Target":
        """The index that a case folder's questions are about."""
        names = cases / INDEX_FILE
        return self._of(tuple(names.read_text(encoding="utf-8").split()) if names.is_file() else ())

    def _of(self, files: tuple[str, ...]) -> "Target":
        if self._data is not None or not all((self._reports / file).is_file() for file in files):
            files = ()
        if files not in self._built:
            self._built[files] = self._build(files)
        return self._built[files]

    def _build(self, files: tuple[str, ...]) -> "Target":
        from eval.target import build_index, open_target
        from index.settings import Settings

        if self._data is not None:
            return open_target(Settings(data=self._data))
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="nianbao-eval-")))
        # The environment may name a database or a Chroma server: a trial index must not go there.
        settings = Settings(data=folder, database="", chroma="")
        self._say(f"building an index of {self._reports} for this run" + (f", {len(files)} files" if files else ""))
        refused = build_index([self._reports / file for file in files] or [self._reports], settings)
        for error in refused:
            self._say(f"not read: {error}")
        return replace(open_target(settings), refused=tuple(refused))


def _run(targets: "Targets", chosen: Chosen) -> "tuple[list[Group], list[QuestionResult]]":
    from eval.cases import load_cases
    from eval.runner import helpers_missing, run_cases, run_known
    from eval.truth import Truth, load_known

    target = targets.whole()
    figures, findings, rule_results = list(target.figures()), list(target.findings()), list(target.rule_results())
    parts = [part for folder in chosen.known for part in load_known(folder, _name(folder))]
    # Cases are judged by known cells wherever there are any, also where only cases are asked for.
    beside = [folder.parent / KNOWN.name for folder in chosen.cases]
    folders = dict.fromkeys([*chosen.known, *beside, KNOWN, KNOWN / FORMATS])
    cells = [cell for folder in folders if folder.is_dir() for part in load_known(folder) for cell in part.cells]
    missing = helpers_missing(target.refused)
    groups = [run_known(figures, findings, rule_results, part, missing) for part in parts]
    results: list[QuestionResult] = []
    for folder in chosen.cases:
        own = targets.of(folder)
        truth = Truth(own.facts, cells)
        group, asked = run_cases(load_cases(folder, _name(folder)), own.ask, own.retrieve, truth)
        groups.append(group)
        results += asked
    return groups, results


def _name(folder: Path) -> str:
    """`eval/cases/samples` for a folder of the project, else the folder's name: the same on every machine."""
    resolved = folder.resolve()
    return resolved.relative_to(HERE.parent).as_posix() if resolved.is_relative_to(HERE) else resolved.name


def _against_baseline(groups: "list[Group]", files: Files) -> tuple[str, ...]:
    from eval.baseline import compare, read_baseline, write_baseline

    if files.update_baseline:
        write_baseline(files.baseline, groups)
        return ()
    return compare(groups, read_baseline(files.baseline)) if files.baseline.is_file() else ()


def _as_json(groups: "list[Group]", results: "list[QuestionResult]") -> str:
    asked = [
        {
            "id": result.case.id,
            "category": result.case.category,
            "question": result.case.question,
            "not_scored": result.reason or None,
            "scores": {
                name: {"value": score.value, "reason": score.reason}
                for name, score in (result.scores.as_mapping() if result.scores else {}).items()
            },
            "wall_ms": round(result.wall_ms, 2),
            "answer": dict(result.answer),
        }
        for result in results
    ]
    tallied = [
        {
            "group": group.name,
            "tallies": {tally.name: {**tally.as_json(), "failures": tally.failures} for tally in group.tallies},
            "latency_ms": {name: round(value, 2) for name, value in group.latency.items()},
            "not_scored": group.unscored,
        }
        for group in groups
    ]
    return json.dumps({"groups": tallied, "questions": asked}, ensure_ascii=False, indent=1) + "\n"
