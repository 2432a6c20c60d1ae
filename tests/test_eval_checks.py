"""Figures, findings, sum rules and the retriever against what is known; the runner, the baseline and the tables."""

import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from eval.baseline import BadBaseline, compare, read_baseline, write_baseline
from eval.cases import CaseSet
from eval.figures_check import check_figures
from eval.findings_check import check_findings, check_sum_rules
from eval.report_table import print_failures, print_groups
from eval.retriever_check import check_retriever
from eval.runner import percentile, run_cases, run_known
from eval.tally import Group, Tally
from eval.truth import KnownFigures
from index.errors import NianbaoError
from index.report import Finding, RuleResult, RuleStatus, Source
from tests.eval_oracle import answer_well
from tests.eval_world import CITY, DISTRICT, case, cell, truth

CELLS = (
    cell(CITY, "t3.new|natural"),
    cell(CITY, "t3.new|total"),
    cell(CITY, "t3.carried_out|total"),
    cell(CITY, "t2.license.change"),
    cell(DISTRICT, "t3.new|total"),
)
EXPECTED = {
    "city": [{"rule": "T3.ROW", "row": "t3.new", "sum": 25, "printed_total": 0, "lines": [4, 5]}],
    "district": [],
}
KNOWN = KnownFigures("known", CELLS, EXPECTED)
FINDING = Finding(
    rule="T3.ROW",
    kind="hard",
    severity="error",
    message_zh="不等",
    message_en="the row does not add up",
    cells=("t3.new|natural", "t3.new|total"),
    sources=(Source(CITY, 4), Source(CITY, 5)),
    numbers={"sum": Decimal(25), "printed_total": Decimal(0)},
)


def rows(**changed: dict[str, Any]) -> list[dict[str, Any]]:
    """The figures as extracted without a fault, but for the cells changed, by form id."""
    return [
        {"file": c.file, "cell": c.cell, "number": c.value, "state": c.state, "line": c.line, "printed": c.printed}
        | (changed.get(c.cell, {}) if c.file == CITY else {})
        for c in CELLS
    ]


def counts(tallies: tuple[Tally, ...]) -> dict[str, tuple[int, int | None]]:
    return {tally.name: (tally.n, tally.of) for tally in tallies}


def test_figures_as_printed_are_all_right() -> None:
    assert counts(check_figures(rows(), KNOWN)) == {
        "known cells right": (5, 5),
        "non-zero cells right": (3, 3),
        "cells on their line": (5, 5),
        "blanks invented": (0, 1),
        "cells shifted": (0, 4),
        "cells invented": (0, None),
    }


@pytest.mark.parametrize(
    ("extracted", "name", "n"),
    [
        pytest.param(
            rows(**{"t3.new|natural": {"number": 2}}), "non-zero cells right", 2, id="a shifted non-zero cell"
        ),
        pytest.param(rows(**{"t3.new|natural": {"number": 2}}), "cells shifted", 1, id="a shifted cell is counted"),
        pytest.param(
            rows(**{"t3.carried_out|total": {"number": 7}}), "cells shifted", 1, id="a zero that became a number"
        ),
        pytest.param(
            rows(**{"t3.carried_out|total": {"line": 7}}), "cells on their line", 4, id="a right number elsewhere"
        ),
        pytest.param([*rows()[:-1], rows()[-1] | {"number": 0}], "blanks invented", 1, id="a blank that became zero"),
        pytest.param(
            [*rows()[:-1], rows()[-1] | {"state": "dash"}], "known cells right", 4, id="a blank called a dash"
        ),
        pytest.param(rows()[1:], "known cells right", 4, id="a cell not extracted"),
        pytest.param(
            [*rows(), rows()[0] | {"cell": "t3.org"}], "cells invented", 1, id="a cell the form does not print"
        ),
        pytest.param([], "known cells right", 0, id="nothing extracted"),
    ],
)
def test_a_fault_of_the_reader_is_counted(extracted: list[dict[str, Any]], name: str, n: int) -> None:
    tally = next(tally for tally in check_figures(extracted, KNOWN) if tally.name == name)
    assert tally.n == n
    assert tally.failures


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param([FINDING], (1, 0, 0), id="the expected finding"),
        pytest.param([], (0, 0, 0), id="a finding missed"),
        pytest.param([FINDING, FINDING], (1, 1, 0), id="a finding reported twice is false once"),
        pytest.param([replace(FINDING, sources=FINDING.sources[:1])], (0, 1, 0), id="a line is missing"),
        pytest.param([replace(FINDING, numbers={"sum": Decimal(24)})], (0, 1, 0), id="another number"),
        pytest.param([replace(FINDING, cells=("t3.newer|total",))], (0, 1, 0), id="another row"),
        pytest.param(
            [FINDING, replace(FINDING, rule="N.SUM", kind="soft")], (1, 0, 1), id="a soft rule nobody expects"
        ),
        pytest.param([FINDING, replace(FINDING, rule="M.FORM", kind="info")], (1, 0, 0), id="a note is no finding"),
    ],
)
def test_findings_found_and_false(found: list[Finding], expected: tuple[int, int, int]) -> None:
    tallies = check_findings([(CITY, finding) for finding in found], KNOWN)
    assert tuple(tally.n for tally in tallies) == expected


@pytest.mark.parametrize(
    ("statuses", "as_expected"),
    [
        pytest.param(["pass", "fail", "not_assessable"], 4, id="the counts expected"),
        pytest.param(["pass", "pass", "fail"], 2, id="an instance passed that cannot be assessed"),
    ],
)
def test_sum_rules_are_counted_by_status(statuses: list[RuleStatus], as_expected: int) -> None:
    wanted = {"sum_rule_instances": {"total": 3, "pass": 1, "fail": 1, "not_assessable": 1}}
    results = [(CITY, RuleResult("T3.ROW", str(n), status)) for n, status in enumerate(statuses)]
    results += [(CITY, RuleResult("N.NONE", "", "pass")), ("other.txt", RuleResult("T3.ROW", "", "pass"))]
    tallies = counts(check_sum_rules(results, KnownFigures("known", CELLS, wanted)))
    assert tallies["sum rules: total"] == (3, None)
    assert tallies["sum rules: counts as expected"] == (as_expected, 4)


@pytest.mark.parametrize(
    ("hits", "n"),
    [
        pytest.param([{"file": CITY, "table": "t2"}], 1, id="the right table first"),
        pytest.param(
            [{"file": DISTRICT, "table": "t2"}, {"file": CITY, "table": "t2"}], 0, id="the right table second"
        ),
        pytest.param([{"file": CITY, "table": None}], 0, id="prose of the right report"),
        pytest.param([], 0, id="nothing"),
    ],
)
def test_right_table_first(hits: list[dict[str, Any]], n: int) -> None:
    asked = [
        case("number", 18, cell="t2.license.decisions", report=CITY),
        case("number", 18, cell="t2.license.decisions", report=CITY, history=["前面的问题"]),
        case("refuse", "没有"),
    ]
    tally = check_retriever(lambda question: hits, asked, truth())
    assert (tally.n, tally.of) == (n, 1)


CASES = CaseSet(
    name="cases",
    cases=(
        case("number", 18, id="a", unit="件", cell="t2.license.decisions", report=CITY, history=["先问"]),
        case("blank", "空白", id="b", category="blank_cell", cell="t3.new|total", report=DISTRICT),
        case("refuse", "没有", id="c", category="unanswerable_org"),
        case("number", 1, id="d", cell="t3.new|total", report="gone.txt"),
    ),
)


class Oracle:
    """Answers the cases of `CASES` well, and remembers which conversation each question came in."""

    def __init__(self, *, fails: bool = False) -> None:
        self._fails = fails
        self._answers = iter([{"conversation_id": "k1"}, *(answer_well(asked, truth()) for asked in CASES.cases[:3])])
        self.conversations: list[str | None] = []

    def __call__(self, question: str, conversation: str | None) -> dict[str, Any]:
        self.conversations.append(conversation)
        if self._fails:
            raise NianbaoError("nothing works")
        return next(self._answers)


def test_cases_are_asked_in_their_conversation_and_tallied() -> None:
    oracle = Oracle()
    group, results = run_cases(CASES, oracle, None, truth())
    assert oracle.conversations == [None, "k1", None, None]
    assert counts(group.tallies[:5]) == {
        "questions right": (3, 3),
        "wrong figures": (0, 3),
        "citation on the cell": (2, 2),
        "refusals right": (1, 1),
        "refusals false": (0, 2),
    }
    assert group.unscored == ("d: gone.txt is not in the collection",)
    assert [result.scores is None for result in results] == [False, False, False, True]
    assert ("cell", "1", "1", "0", "1/1") in [row[:5] for row in group.tables[0]]
    assert group.latency["all answer p50"] == 1.0


def test_an_error_of_the_assistant_is_an_answer_that_is_not_right() -> None:
    group, _ = run_cases(CASES, Oracle(fails=True), None, truth())
    assert counts(group.tallies)["questions right"] == (0, 3)
    assert counts(group.tallies)["refusals right"] == (0, 1)


def test_percentile_takes_the_nearest_rank() -> None:
    assert percentile([5, 1, 4, 2, 3], 50) == 3
    assert percentile(list(range(1, 101)), 95) == 95
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)


RIGHT, WRONG = Tally("right", 9, 10), Tally("wrong", 1, 10, "fewer")


@pytest.mark.parametrize(
    ("tallies", "fallen"),
    [
        pytest.param((RIGHT, WRONG), 0, id="the same"),
        pytest.param((replace(RIGHT, n=10), replace(WRONG, n=0)), 0, id="better"),
        pytest.param((replace(RIGHT, n=8), WRONG), 1, id="a lower rate"),
        pytest.param((RIGHT, replace(WRONG, n=2)), 1, id="more faults"),
        pytest.param((Tally("right", 9, 9), WRONG), 1, id="a better rate over fewer cases"),
        pytest.param((Tally("right", 9, 11), WRONG), 1, id="a lower rate over more cases"),
        pytest.param((RIGHT,), 1, id="a figure that is gone"),
    ],
)
def test_a_run_below_the_baseline_is_named(tmp_path: Path, tallies: tuple[Tally, ...], fallen: int) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(path, [Group("g", (RIGHT, WRONG)), Group("not run now", (RIGHT,))])
    assert len(compare([Group("g", tallies), Group("new", (WRONG,))], read_baseline(path))) == fallen


def test_an_updated_baseline_keeps_the_groups_that_did_not_run(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    write_baseline(path, [Group("g", (RIGHT,))])
    write_baseline(path, [Group("h", (WRONG,))])
    assert list(read_baseline(path)) == ["g", "h"]


def test_a_broken_baseline_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(BadBaseline, match="--update-baseline"):
        read_baseline(path)


def test_tables_show_rates_and_failures_show_reasons() -> None:
    group = run_known(rows()[1:], [], [], KNOWN)
    assert [tally.name for tally in group.tallies][6:8] == ["findings found", "hard findings false"]
    out, err = Console(file=io.StringIO(), width=100), Console(file=io.StringIO(), width=100)
    print_groups([replace(group, unscored=("x: gone",), latency={"all p50": 1.0})], out)
    print_failures([replace(group, unscored=("x: gone",))], err)
    assert "known cells right" in out.file.getvalue()  # type: ignore[attr-defined]
    assert "80.0%" in out.file.getvalue()  # type: ignore[attr-defined]
    failures = err.file.getvalue()  # type: ignore[attr-defined]
    assert "city.txt t3.new|natural: prints '1'; no figure was extracted" in failures
    assert "could not be scored: x: gone" in failures
