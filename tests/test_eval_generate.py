"""Generated cases: every cell, both languages, three wordings, and what must be refused."""

import io
import json
from collections import Counter
from pathlib import Path

import pytest
from rich.console import Console

from eval.cases import Case, load_cases
from eval.generate import as_line, generated, load_phrasings
from eval.generate_run import Wanted, choose, run_generated
from eval.target import open_target
from index.errors import NianbaoError
from index.report import Report
from index.settings import Settings


@pytest.fixture(scope="module")
def reports(five_index: Path) -> tuple[Report, ...]:
    return open_target(Settings(data=five_index)).reports


@pytest.fixture(scope="module")
def cases(reports: tuple[Report, ...]) -> list[Case]:
    return list(generated(reports))


def test_every_cell_is_asked_for_in_both_languages_and_three_wordings(
    cases: list[Case], reports: tuple[Report, ...]
) -> None:
    cells = sum(len(report.figures) for report in reports)
    asked = [case for case in cases if case.cell]
    assert len(asked) == cells * 6
    assert Counter(case.lang for case in asked) == {"zh": cells * 3, "en": cells * 3}
    assert len({case.id for case in cases}) == len(cases)
    assert {len(group) for group in _groups(asked)} == {6}


def _groups(cases: list[Case]) -> list[set[str]]:
    groups: dict[str, set[str]] = {}
    for case in cases:
        groups.setdefault(case.group, set()).add(case.question)
    return list(groups.values())


def test_no_two_cells_of_a_report_are_asked_for_in_the_same_words(cases: list[Case]) -> None:
    asked: dict[str, str] = {}
    doubled = [case.id for case in cases if asked.setdefault(case.question, case.group) != case.group]
    assert doubled == []


def test_a_question_holds_no_open_place_and_its_issuer(cases: list[Case]) -> None:
    assert [case.id for case in cases if "{" in case.question or "  " in case.question] == []
    full = next(case.question for case in cases if case.id == "yichun-2020.txt#t3.new|total#zh-full")
    assert full.startswith("宜春市卫生健康委2020年政府信息公开工作年度报告中，“一、本年新收政府信息公开申请数量”")
    terse = next(case.question for case in cases if case.id == "yichun-2020.txt#t3.new|total#en-terse")
    assert terse == "Yichun Health Commission 2020 requests received total"


def test_what_a_cell_prints_is_what_is_expected(cases: list[Case], reports: tuple[Report, ...]) -> None:
    figures = {(report.file, figure.cell): figure for report in reports for figure in report.figures}
    for case in cases:
        if case.cell:
            figure = figures[case.report[0], case.cell[0]]
            assert case.answer.type == ("number" if figure.state == "number" else "blank")
            assert case.answer.type == "blank" or float(figure.number or 0) == case.answer.value


def test_absent_rows_other_years_and_other_issuers_are_to_be_refused(cases: list[Case]) -> None:
    refused = Counter(case.category for case in cases if case.answer.type == "refuse")
    assert set(refused) == {"absent", "unanswerable_year", "unanswerable_org"}
    assert refused["unanswerable_org"] == load_phrasings()["refused"]["places"] * 6
    fees = [case for case in cases if "overdue_fee" in case.id]
    assert {case.report[0] for case in fees if case.answer.type == "refuse"} >= {"yichun-2020.txt"}
    assert {case.report[0] for case in fees if case.answer.type != "refuse"} == {"xiangxiang-2023.txt"}


def test_the_written_file_is_read_back_as_the_same_cases(cases: list[Case], tmp_path: Path) -> None:
    path = tmp_path / "generated.jsonl"
    path.write_text("".join(as_line(case) + "\n" for case in cases), encoding="utf-8")
    assert list(load_cases(path).cases) == cases


def test_a_choice_is_the_same_for_the_same_seed_and_of_the_named_reports(cases: list[Case]) -> None:
    issuers = {case.report[0]: case.report[0] for case in cases if case.report}
    one, other = Wanted(sample=50, seed=1), Wanted(sample=50, seed=2)
    assert choose(cases, one, issuers) == choose(cases, one, issuers) != choose(cases, other, issuers)
    named = choose(cases, Wanted(("yichun-2020.txt",)), issuers)
    assert {case.report for case in named} == {("yichun-2020.txt",)}
    with pytest.raises(NianbaoError, match="no report is called gone"):
        choose(cases, Wanted(("gone",)), issuers)


def test_a_run_tells_what_is_right_and_writes_what_is_not(five_index: Path, tmp_path: Path) -> None:
    out = io.StringIO()
    failures, written = tmp_path / "failures.json", tmp_path / "cases.jsonl"
    run_generated(five_index, Wanted(sample=12), written, failures, ask=True, out=Console(file=out, width=200))
    assert "questions right" in out.getvalue() and "12 questions in" in out.getvalue()
    assert len(load_cases(written).cases) == 12
    assert isinstance(json.loads(failures.read_text(encoding="utf-8")), list)
