"""`nianbao eval`: what it prints, writes and compares."""

import io
import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from typer.testing import CliRunner

from eval.cases import load_cases
from eval.cli import CASES, KNOWN, Chosen, Files, judge, register
from eval.truth import ReportFacts, Truth, load_known
from index.build_summary import RefusedFile
from tests.eval_oracle import answer_well
from tests.test_eval_cases import SAMPLES

SAMPLE_CASES = CASES / "samples"


@dataclass
class FakeTarget:
    """Answers the sample cases from the known figures; `forgets` questions are refused."""

    forgets: tuple[str, ...] = ()
    refused: tuple[RefusedFile, ...] = ()
    truth: Truth = field(default_factory=lambda: SAMPLES)

    @property
    def facts(self) -> tuple[ReportFacts, ...]:
        return tuple(self.truth.reports.values())

    def figures(self) -> list[dict[str, Any]]:
        cells = [cell for part in load_known(KNOWN) for cell in part.cells]
        return [
            {"file": c.file, "cell": c.cell, "number": c.value, "state": c.state, "line": c.line, "printed": c.printed}
            for c in cells
        ]

    def findings(self) -> list[Any]:
        return []

    def rule_results(self) -> list[Any]:
        return []

    def whole(self) -> "FakeTarget":
        return self

    def of(self, cases: Path) -> "FakeTarget":
        return self

    def ask(self, question: str, conversation: str | None) -> dict[str, Any]:
        found = [case for case in load_cases(SAMPLE_CASES).cases if case.question == question]
        if not found or found[0].id in self.forgets:
            return {"kind": "refuse", "text": "没有", "refusal": {"reason": "row", "message": "没有"}}
        return answer_well(found[0], self.truth)

    def retrieve(self, question: str) -> list[dict[str, Any]]:
        return []


def run(target: FakeTarget, tmp_path: Path, *, update: bool = False) -> tuple[tuple[str, ...], str, str]:
    out, err = io.StringIO(), io.StringIO()
    files = Files(tmp_path / "out.json", tmp_path / "baseline.json", update)
    chosen = Chosen((KNOWN,), (SAMPLE_CASES,))
    consoles = Console(file=out, width=100), Console(file=err, width=100)
    fallen = judge(target, chosen, files, *consoles)  # type: ignore[arg-type]
    return fallen, out.getvalue(), err.getvalue()


def test_a_run_prints_its_tables_and_writes_every_answer(tmp_path: Path) -> None:
    fallen, out, err = run(FakeTarget(), tmp_path)
    assert fallen == ()
    for name in ("eval/known_figures", "invented reports", "eval/cases/samples", "wrong figures", "unanswerable_org"):
        assert name in out
    assert "findings found: hunan-tcm-2020.txt T3.ROW" in err
    written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert {group["group"] for group in written["groups"]} >= {"eval/known_figures", "eval/cases/samples"}
    assert written["questions"][0]["scores"]["right"]["value"] is True


def test_a_run_that_answers_less_falls_below_the_baseline(tmp_path: Path) -> None:
    assert run(FakeTarget(), tmp_path, update=True)[0] == ()
    fallen, _, err = run(FakeTarget(forgets=("cell-01",)), tmp_path)
    assert any("questions right: 71/72, was 72/72" in line for line in fallen)
    assert any("refusals false: 1/" in line for line in fallen)
    assert "below the baseline" in err
    assert "cell-01" in err


def test_the_command_says_what_it_takes() -> None:
    app = typer.Typer()
    app.command("other")(lambda: None)
    register(app)
    shown = CliRunner().invoke(app, ["eval", "--help"], env={"COLUMNS": "200", "NO_COLOR": "1"})
    assert shown.exit_code == 0
    for option in ("--cases", "--known", "--data", "--json", "--baseline", "--update-baseline"):
        assert option in shown.output


def test_loading_the_command_loads_neither_the_evaluation_nor_the_assistant() -> None:
    code = "import sys, eval.cli; print([m for m in sys.modules if m in ('eval.runner', 'assistant.chain', 'yaml')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
