"""The soak run is sharp: its inputs are what they say, and wrong figures and faults are seen. A short run of it."""

import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from index.build_read import load_known, read_report
from index.report import Figure, Report
from tests.conftest import SAMPLE_REPORTS
from tests.soak import LIMITS, Outcome, judged, outcome_of
from tests.soak_figures import wrong_figures
from tests.soak_hostile import HOSTILE
from tests.soak_inputs import SUFFIXES, Input, goods, soak_input

SHORT = 60  # inputs of the short run
QUICK = (".txt", ".md", ".html", ".mht", ".docx", ".xlsx", ".zip", ".pdf")
SECONDS = 20.0
FILE = "formats/cenlu-2021.html"


@pytest.fixture(scope="module")
def report() -> Report:
    return read_report(SAMPLE_REPORTS / FILE, SAMPLE_REPORTS)


def as_input(kind: str = "flip", content: bytes | None = None) -> Input:
    whole = (SAMPLE_REPORTS / FILE).read_bytes()
    return Input(0, ".html", kind, whole if content is None else content, "cenlu-2021.html")


def with_figure(report: Report, changed: Figure) -> Report:
    """The report with one figure of table 3 instead of the printed one."""
    table = report.tables["t3"]
    figures = tuple(changed if figure.cell == changed.cell else figure for figure in table.figures)
    return replace(report, tables={**report.tables, "t3": replace(table, figures=figures)})


def test_the_same_number_makes_the_same_input() -> None:
    assert [soak_input(number) for number in range(30)] == [soak_input(number) for number in range(30)]


def test_every_suffix_and_many_kinds_of_damage_come_up() -> None:
    made = [soak_input(number, SUFFIXES) for number in range(150)]
    assert {one.suffix for one in made} == set(SUFFIXES)
    assert len({one.kind for one in made}) > 40
    assert len({one.origin for one in made}) > 20


@pytest.mark.parametrize("suffix", [".txt", ".html", ".mht", ".docx", ".pdf", ".rtf"])
def test_what_is_built_to_hurt_is_small(suffix: str) -> None:
    for build in HOSTILE[suffix]:
        assert len(build(Random(1))) < 9_000_000, build.__name__


def test_there_is_a_good_sample_of_every_suffix_that_damage_begins_with() -> None:
    assert {".txt", ".html", ".docx", ".pdf", ".zip", ".doc", ".rtf", ".png", ".tif", ".scan"} <= goods().keys()


def test_an_undamaged_report_has_no_wrong_figure(report: Report) -> None:
    assert len(report.figures) == 200
    assert wrong_figures(as_input(), report) == []


def test_a_number_that_the_file_does_not_print_is_seen(report: Report) -> None:
    figure = replace(report.tables["t3"].figures[0], printed="99999", number=Decimal(99999))
    assert len(wrong_figures(as_input(), with_figure(report, figure))) == 1


def test_a_number_of_another_cell_is_seen(report: Report) -> None:
    first, second = report.tables["t3"].figures[:2]
    moved = with_figure(report, replace(first, printed=second.printed, number=second.number))
    assert len(wrong_figures(as_input(), moved)) == 1
    assert wrong_figures(as_input("swap"), moved) == []  # there the file itself may print it so


@pytest.mark.parametrize(
    ("refusals", "status"),
    [
        pytest.param(["it is damaged"], "refused", id="a reason"),
        pytest.param(["a fault in the reader (KeyError: 1)"], "failed", id="a fault that nobody foresaw"),
        pytest.param([""], "failed", id="no reason"),
        pytest.param([], "failed", id="neither report nor reason"),
    ],
)
def test_an_outcome_without_a_report_is_good_only_with_a_reason(refusals: list[str], status: str) -> None:
    assert judged(as_input(), [], refusals).status == status


def test_a_short_run_has_no_failure(tmp_path: Path) -> None:
    known = load_known(LIMITS)
    started, outcomes = time.monotonic(), dict[str, Outcome]()
    for number in range(SHORT):
        made = soak_input(number, QUICK)
        outcomes[f"{made.name} ({made.kind} of {made.origin})"] = outcome_of(made, tmp_path, known)
        if time.monotonic() - started > SECONDS:
            break
    assert {name: outcome.reason for name, outcome in outcomes.items() if outcome.status == "failed"} == {}
    assert {outcome.status for outcome in outcomes.values()} == {"read", "refused"}
