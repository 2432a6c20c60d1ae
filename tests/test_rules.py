"""The rules on whole reports, cells and documents: what fails, what cannot be said, what a finding shows."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from index.build import read_report, report_files
from index.report import Report, Table
from index.rules import check_report
from tests.report_builder import FIRST_CELL, HEADINGS, found, known_report, lines, outcome, zero_report

SUM_RULES = ("T3.ROW", "T3.RESULT", "T3.BALANCE", "T4.SUM")
PLAIN_FIELDS = ("rule", "row", "severity", "lines", "cells", "missing")


# ---- whole reports


def expected_of(folder: Path) -> dict[str, Any]:
    """findings.yaml of a folder of reports; it lies in known_figures beside the folder."""
    text = (folder.parent / "known_figures" / "findings.yaml").read_text(encoding="utf-8")
    expected: dict[str, Any] = yaml.safe_load(text)
    return expected


def reports_in(folder: Path) -> Iterable[tuple[str, Report]]:
    """The reports of a folder that its findings.yaml speaks of, by their key there."""
    keys = [str(key) for key in expected_of(folder) if not str(key).startswith("sum_rule")]
    files = report_files([folder])
    for key in keys:
        (file,) = [report_file for report_file in files if report_file.file.startswith(key)]
        yield key, read_report(file.path, folder.resolve())


def agree(shown: list[int | None], wanted: list[int], key: str) -> bool:
    """Whether a finding shows the expected lines; for an invented report only the ends of a row are written down."""
    return set(wanted) <= set(shown) if key.startswith("invented-") else shown == wanted


def summary(rule: str, places: Iterable[int | None], numbers: dict[str, Decimal]) -> tuple[object, ...]:
    return rule, tuple(places), tuple(sorted(numbers.items()))


def test_the_findings_are_exactly_the_expected_ones(reports_folder: Path) -> None:
    expected = expected_of(reports_folder)
    for key, report in reports_in(reports_folder):
        wanted, got = [], []
        for entry in expected[key]:
            numbers = {name: Decimal(value) for name, value in entry.items() if name not in PLAIN_FIELDS}
            # findings.yaml names the numbers of a sum and of the prose; counts and further parts are not in it.
            same = (f for f in found(report, entry["rule"]) if agree(lines(f), entry["lines"], key))
            match = next(same, None)
            shown = {name: match.numbers[name] for name in numbers if name in match.numbers} if match else {}
            wanted.append(summary(entry["rule"], entry["lines"], numbers))
            got.append(summary(entry["rule"], entry["lines"] if match else (), shown))
            assert match is None or match.severity == entry.get("severity", match.severity)
            assert match is None or str(entry.get("missing", "")) in match.message_zh
        assert got == wanted, key
        assert Counter(f.rule for f in found(report)) == Counter(entry["rule"] for entry in expected[key]), key


def test_the_sum_rules_have_the_expected_instances(reports_folder: Path) -> None:
    counts = {"sum_rule_instances": Counter[str](), "sum_rule_instances_invented": Counter[str]()}
    for key, report in reports_in(reports_folder):
        kind = "sum_rule_instances_invented" if key.startswith("invented-") else "sum_rule_instances"
        counts[kind].update(result.status for result in check_report(report) if result.rule in SUM_RULES)
    for kind, wanted in expected_of(reports_folder).items():
        if kind in counts:
            assert {"total": counts[kind].total(), **counts[kind]} == wanted


def test_the_cells_alone_give_the_same_table_findings(reports_folder: Path) -> None:
    expected = expected_of(reports_folder)
    for file in sorted((reports_folder.parent / "known_figures").glob("*.json")):
        known = json.loads(file.read_text(encoding="utf-8"))
        key = next(str(key) for key in expected if known["file"].startswith(str(key)))
        if len({cell["table"] for cell in known["cells"]}) == 3 and "yanzhu" not in key:  # yanzhu mixes the forms
            rules = Counter(entry["rule"] for entry in expected[key] if entry["rule"].startswith("T"))
            assert Counter(f.rule for f in found(known_report(known)) if f.rule.startswith("T")) == rules, key


@pytest.mark.parametrize("form", ["F2019", "F2021"])
def test_a_report_of_zeros_has_no_finding_and_every_sum_rule_passes(form: str) -> None:
    report = zero_report(form=form, year=int(form[1:]))
    assert found(report) == []
    results = [result for result in check_report(report) if result.rule in SUM_RULES]
    assert {result.status for result in results} == {"pass"}
    assert len(results) == {"F2019": 23 + 7 + 7 + 3, "F2021": 25 + 7 + 7 + 3}[form]


# ---- rules on cells


@pytest.mark.parametrize(
    ("form", "cells", "rule", "failing"),
    [
        pytest.param("F2021", {"t3.new|natural": "2"}, "T3.ROW", 1, id="a row whose parts exceed its total"),
        pytest.param("F2021", {"t3.res.total|natural": "2"}, "T3.RESULT", 1, id="results that miss their total"),
        pytest.param("F2021", {"t3.new|natural": "2"}, "T3.BALANCE", 1, id="received but never handled"),
        pytest.param("F2021", {"t3.new|natural": "-2"}, "T3.INT", 1, id="a count below zero"),
        pytest.param("F2021", {"t3.new|natural": "1.5"}, "T3.INT", 1, id="half a request"),
        pytest.param("F2021", {"t4.post.other": "1.5"}, "T4.INT", 1, id="half a lawsuit"),
        pytest.param("F2021", {"t4.direct.upheld": "1"}, "T4.SUM", 1, id="lawsuits that miss their total"),
        pytest.param("F2021", {"t3.res.denied|natural": "3"}, "T3.GROUP", 1, id="a printed group value that is off"),
        pytest.param("F2021", {"t3.res.other|natural": "3"}, "T3.GROUP", 1, id="a printed 其他处理 of the later form"),
        pytest.param("F2019", {"t3.res.other|natural": "3"}, "T3.GROUP", 0, id="其他处理 of the earlier form is a row"),
        pytest.param("F2021", {"t3.new|org": "3"}, "T3.ORG", 1, id="an eighth column that is off"),
        pytest.param("F2021", {"t3.new|org": "0"}, "T3.ORG", 0, id="an eighth column that agrees"),
        pytest.param("F2019", {"t2.license.change": "减3"}, "T2.ITEMS_NONNEG", 1, id="fewer items than none"),
        pytest.param("F2019", {"t2.rules.published": "2"}, "T2.PUBLISHED_LE_TOTAL", 1, id="more published than public"),
        pytest.param("F2019", {"t2.rules.made": "2"}, "T2.MADE_NOT_PUBLISHED", 1, id="made and not published"),
        pytest.param("F2019", {"t2.penalty.decisions": "2"}, "T2.ZERO_ITEMS_DECISIONS", 1, id="decisions on no item"),
        pytest.param("F2019", {"t2.procurement.amount": "3万元"}, "T2.PROCUREMENT", 1, id="money without a project"),
        pytest.param("F2021", {"t2.rules.repealed": "1.5"}, "T2.STOCK_NONNEG", 1, id="half a rule repealed"),
        pytest.param("F2021", {"t2.rules.made": "3"}, "T2.STOCK_GE_MADE", 1, id="issued and neither kept nor repealed"),
        pytest.param("F2021", {"t2.rules.made": "/"}, "T2.BLANK", 1, id="a slash in table 2"),
        pytest.param("F2021", {"t4.post.total": "—"}, "T4.BLANK", 1, id="a dash in table 4"),
        pytest.param("F2021", {"t3.new|natural": "", "t3.new|total": ""}, "T3.BLANK", 1, id="blanks are one finding"),
        pytest.param("F2021", {"t3.new|natural": "见附件"}, "T3.BLANK", 0, id="words are no blank"),
    ],
)
def test_a_rule_on_cells_fails(form: str, cells: dict[str, str], rule: str, failing: int) -> None:
    assert outcome(zero_report(form=form, year=int(form[1:]), cells=cells), rule).count("fail") == failing


@pytest.mark.parametrize("printed", ["", "-", "/", "见附件"], ids=["blank", "dash", "slash", "words"])
def test_a_rule_with_an_input_that_is_no_number_is_not_assessable(printed: str) -> None:
    report = zero_report(cells={"t3.new|natural": printed, "t3.new|total": "9"})
    statuses = {(r.rule, r.instance): r.status for r in check_report(report)}
    assert statuses["T3.ROW", "t3.new"] == "not_assessable"
    assert statuses["T3.BALANCE", "natural"] == "not_assessable"
    assert statuses["T3.BALANCE", "total"] == "fail"
    assert statuses["T3.ROW", "t3.carried_in"] == "pass"


def test_a_rule_of_another_form_gives_no_result() -> None:
    assert outcome(zero_report(form="F2021"), "T2.ITEMS_NONNEG") == []
    assert outcome(zero_report(form="F2019", year=2019), "T2.STOCK_GE_MADE") == []


def test_a_table_that_was_not_read_gives_one_result_a_rule_and_no_finding() -> None:
    whole = zero_report("2021年收到政府信息公开申请3件。", cells={"t3.new|natural": "9"})
    report = replace(whole, tables=whole.tables | {"t3": Table(id="t3", status="not_extracted", reason="缺行")})
    about_t3 = [result for result in check_report(report) if result.rule.startswith("T3.")]
    assert {(result.instance, result.status) for result in about_t3} == {("t3", "not_assessable")}
    assert outcome(report, "N.RECEIVED") == ["not_assessable"]
    assert found(report) == []


def test_an_empty_table_three_stands_in_for_its_blanks() -> None:
    whole = zero_report()
    empty = dict.fromkeys((figure.cell for figure in whole.tables["t3"].figures), "")
    assert [(f.rule, f.severity) for f in found(zero_report(cells=empty))] == [("T3.EMPTY", "error")]


def test_a_failed_row_shows_its_parts_that_are_not_zero_and_its_total() -> None:
    report = zero_report(cells={"t3.new|natural": "20", "t3.new|org.social": "5"})
    (finding,) = found(report, "T3.ROW")
    assert finding.kind == "hard"
    assert finding.severity == "error"
    assert finding.cells[0] == "t3.new|natural"
    assert finding.cells[-1] == "t3.new|total"
    assert len(finding.cells) == 7
    first = FIRST_CELL + len(report.tables["t2"].figures)
    assert lines(finding) == [first, first + 3, first + 6]
    assert finding.numbers == {"natural": 20, "org.social": 5, "sum": 25, "printed_total": 0}
    assert finding.message_zh == (
        "一、本年新收政府信息公开申请数量：各栏之和 25（自然人 20、社会公益组织 5），总计格印 0，不相等"
    )
    assert "add up to 25" in finding.message_en
    assert "prints 0" in finding.message_en


def test_a_row_of_zeros_under_a_total_says_so() -> None:
    (finding,) = found(zero_report(cells={"t4.review.total": "3"}), "T4.SUM")
    assert finding.message_zh == "行政复议：各结果之和 0（各项均为 0），总计格印 3，不相等"
    assert len(finding.sources) == 1


def test_a_failed_column_counts_the_rows_of_its_own_form() -> None:
    cells = {"t3.res.other.rest|natural": "2", "t3.res.denied.law|natural": "1", "t3.res.total|natural": "5"}
    (finding,) = found(zero_report(cells=cells), "T3.RESULT")
    assert finding.numbers == {
        "t3.res.other.rest|natural": 2, "t3.res.denied.law|natural": 1, "sum": 3, "printed_total": 5,
    }  # fmt: skip
    assert "t3.res.other.overdue_fee|natural" in finding.cells
    assert "t3.res.other|natural" not in finding.cells


def test_runs_of_blanks_are_shown_by_their_ends() -> None:
    row = [figure.cell for figure in zero_report().tables["t3"].figures if figure.cell.startswith("t3.carried_out|")]
    report = zero_report(cells=dict.fromkeys([*row[1:], "t3.new|natural"], ""))
    (finding,) = found(report, "T3.BLANK")
    at = {figure.cell: figure.source.line for figure in report.figures}
    assert lines(finding) == [at["t3.new|natural"], at[row[1]], at[row[-1]]]
    assert finding.numbers == {"blank": 7, "cells": 175}
    assert finding.message_zh.startswith("表三（申请） 175 格中有 7 格未填数：")


# ---- rules on the document


@pytest.mark.parametrize(
    ("gone", "places"),
    [
        pytest.param(5, [6, 6], id="the last: the section before it"),
        pytest.param(4, [5, 5], id="one in the middle: the section before it"),
        pytest.param(0, [1, 1], id="the first: what stands before it"),
    ],
)
def test_a_missing_section_is_shown_where_it_should_stand(gone: int, places: list[int]) -> None:
    headings = [heading for at, heading in enumerate(HEADINGS) if at != gone]
    (finding,) = found(zero_report(headings=headings), "M.SECTIONS")
    assert HEADINGS[gone] in finding.message_zh
    assert lines(finding) == list(dict.fromkeys(places))
    assert finding.severity == "warn"


def test_a_section_whose_table_is_there_is_not_missing() -> None:
    assert found(zero_report(headings=[*HEADINGS[:1], *HEADINGS[2:]]), "M.SECTIONS") == []


def test_notes_are_results_but_no_findings() -> None:
    report = zero_report(form="F2019", year=2023)
    failed = {result.rule for result in check_report(report) if result.status == "fail"}
    assert failed == {"M.FORM", "M.SUBTOPICS"}
    assert found(report) == []
