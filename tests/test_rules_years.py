"""The rules across years: each fails, passes and cannot be said; what a finding shows of both reports."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import BadForm
from index.report import Finding, Report, RuleResult, Table
from index.rules_file import RULES_FILE, load_rules
from index.rules_years import check_years
from tests.report_builder import zero_report

Cells = Mapping[str, str]
YEARS_RULES = [rule.id for rule in load_rules() if rule.scope == "years"]


def pair(last: Cells, this: Cells, forms: str = "F2021 F2021") -> tuple[Report, Report]:
    """Two reports of one issuer, of this year and of the year before."""
    before, now = forms.split()
    year = 2022 if forms == "F2021 F2021" else 2021 if now == "F2021" else 2020
    return (
        zero_report(form=now, year=year, cells=this, file="this.txt"),
        zero_report(form=before, year=year - 1, cells=last, file="last.txt"),
    )


def outcome(rule: str, last: Cells, this: Cells, forms: str = "F2021 F2021") -> list[RuleResult]:
    return [result for result in check_years(*pair(last, this, forms)) if result.rule == rule]


def failed(rule: str, last: Cells, this: Cells, forms: str = "F2021 F2021") -> Finding:
    (finding,) = [r.finding for r in outcome(rule, last, this, forms) if r.finding]
    return finding


def test_reports_of_zeros_fail_no_rule() -> None:
    assert {result.status for result in check_years(*pair({}, {}))} == {"pass"}
    assert {r.rule for r in check_years(*pair({}, {}, "F2019 F2019"))} >= {"XY.CARRY", "XY.ITEMS", "XY.PUBLIC_STOCK"}


@pytest.mark.parametrize(
    ("rule", "forms", "last", "this", "statuses"),
    [
        pytest.param("XY.CARRY", "F2021 F2021", {"t3.carried_out|total": "3"}, {"t3.carried_in|total": "2"},
                     {"fail": 1, "pass": 6}, id="carried over and not taken up"),
        pytest.param("XY.CARRY", "F2021 F2021", {"t3.carried_out|total": "3"}, {"t3.carried_in|total": "3"},
                     {"pass": 7}, id="carried over and taken up"),
        pytest.param("XY.CARRY", "F2019 F2021", {"t3.carried_out|total": "3"}, {}, {"fail": 1, "pass": 6},
                     id="carried over from one form to the other"),
        pytest.param("XY.CARRY", "F2021 F2021", {"t3.carried_out|total": ""}, {"t3.carried_in|total": "2"},
                     {"not_assessable": 1, "pass": 6}, id="a blank carried over"),
        pytest.param("XY.CARRY", "F2021 F2021", {"t3.carried_out|total": "2"}, {"t3.carried_in|total": "/"},
                     {"not_assessable": 1, "pass": 6}, id="a slash carried in"),
        pytest.param("XY.ITEMS", "F2019 F2019", {"t2.license.prior_items": "10", "t2.license.change": "增2"},
                     {"t2.license.prior_items": "11"}, {"fail": 1, "pass": 4}, id="items that do not follow"),
        pytest.param("XY.ITEMS", "F2019 F2019", {"t2.license.prior_items": "10", "t2.license.change": "减2"},
                     {"t2.license.prior_items": "8"}, {"pass": 5}, id="items that follow"),
        pytest.param("XY.ITEMS", "F2019 F2019", {"t2.license.change": "无"}, {}, {"not_assessable": 1, "pass": 4},
                     id="a change in words"),
        pytest.param("XY.ITEMS", "F2019 F2021", {"t2.license.prior_items": "10"}, {}, {},
                     id="items of forms that differ are not compared"),
        pytest.param("XY.PUBLIC_STOCK", "F2019 F2019", {"t2.normative.public_total": "10"},
                     {"t2.normative.public_total": "11", "t2.normative.published": "2"}, {"fail": 1, "pass": 1},
                     id="a public stock that does not follow"),
        pytest.param("XY.PUBLIC_STOCK", "F2019 F2019", {"t2.normative.public_total": "10"},
                     {"t2.normative.public_total": "12", "t2.normative.published": "2"}, {"pass": 2},
                     id="a public stock that follows"),
        pytest.param("XY.PUBLIC_STOCK", "F2019 F2019", {"t2.normative.public_total": "-"}, {},
                     {"not_assessable": 1, "pass": 1}, id="a dash for the public stock"),
        pytest.param("XY.INFORCE_STOCK", "F2021 F2021", {"t2.rules.in_force": "10"},
                     {"t2.rules.in_force": "10", "t2.rules.made": "2", "t2.rules.repealed": "1"},
                     {"fail": 1, "pass": 1}, id="a stock in force that does not follow"),
        pytest.param("XY.INFORCE_STOCK", "F2021 F2021", {"t2.rules.in_force": "10"},
                     {"t2.rules.in_force": "11", "t2.rules.made": "2", "t2.rules.repealed": "1"}, {"pass": 2},
                     id="a stock in force that follows"),
        pytest.param("XY.INFORCE_STOCK", "F2021 F2021", {"t2.rules.in_force": ""}, {"t2.rules.in_force": "4"},
                     {"not_assessable": 1, "pass": 1}, id="a blank stock"),
        pytest.param("XY.INFORCE_STOCK", "F2019 F2021", {}, {"t2.rules.in_force": "4"}, {},
                     id="stocks of forms that differ are not compared"),
        pytest.param("XY.FORM_BREAK", "F2019 F2021", {}, {}, {"fail": 1}, id="another form"),
        pytest.param("XY.FORM_BREAK", "F2021 F2021", {}, {}, {"pass": 1}, id="the same form"),
        pytest.param("XY.SAME_AS_LAST_YEAR", "F2021 F2021", {"t3.new|total": "5", "t3.new|natural": "5"},
                     {"t3.new|total": "5", "t3.new|natural": "5"}, {"fail": 1}, id="the same numbers again"),
        pytest.param("XY.SAME_AS_LAST_YEAR", "F2021 F2021", {"t3.new|total": "5", "t3.new|natural": "5"},
                     {"t3.new|total": "5", "t3.new|natural": "4"}, {"pass": 1}, id="one number of two again"),
        pytest.param("XY.SAME_AS_LAST_YEAR", "F2021 F2021", {"t3.new|total": "5", "t3.new|natural": "5"},
                     {"t3.new|total": "5"}, {"pass": 1}, id="one number gone"),
        pytest.param("XY.SAME_AS_LAST_YEAR", "F2021 F2021", {}, {}, {}, id="nothing but zeros"),
        pytest.param("XY.SAME_AS_LAST_YEAR", "F2019 F2021", {"t3.new|total": "5"}, {"t3.new|total": "5"}, {},
                     id="tables of forms that differ are not compared"),
        pytest.param("XY.JUMP", "F2021 F2021", {"t3.new|total": "12"}, {"t3.new|total": "120"}, {"fail": 1},
                     id="ten times as many"),
        pytest.param("XY.JUMP", "F2021 F2021", {"t3.new|total": "120"}, {"t3.new|total": "12"}, {"fail": 1},
                     id="a tenth"),
        pytest.param("XY.JUMP", "F2019 F2021", {"t2.license.decisions": "12"}, {"t2.license.decisions": "119"},
                     {"pass": 1}, id="not quite ten times"),
        pytest.param("XY.JUMP", "F2021 F2021", {"t3.new|total": "1"}, {"t3.new|total": "120"}, {},
                     id="small numbers jump"),
        pytest.param("XY.JUMP", "F2021 F2021", {"t3.new|total": ""}, {"t3.new|total": "120"}, {}, id="a blank before"),
    ],
)  # fmt: skip
def test_a_rule_across_years(rule: str, forms: str, last: Cells, this: Cells, statuses: dict[str, int]) -> None:
    found = [result.status for result in outcome(rule, last, this, forms)]
    assert {status: found.count(status) for status in set(found)} == statuses


def test_every_rule_across_years_has_a_row_here() -> None:
    assert sorted(YEARS_RULES) == [
        "XY.CARRY", "XY.FORM_BREAK", "XY.INFORCE_STOCK", "XY.ITEMS", "XY.JUMP", "XY.PUBLIC_STOCK",
        "XY.SAME_AS_LAST_YEAR",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "forms", "last", "this", "zh", "numbers"),
    [
        pytest.param("XY.CARRY", "F2021 F2021", {"t3.carried_out|natural": "3"}, {"t3.carried_in|natural": "2"},
                     "自然人一列：2021 年年报结转下年度继续办理 3，2022 年年报上年结转 2，不相等",
                     {"carried_out": 3, "carried_in": 2}, id="carry"),
        pytest.param("XY.ITEMS", "F2019 F2019", {"t2.license.prior_items": "10", "t2.license.change": "减2"},
                     {"t2.license.prior_items": "9"},
                     "行政许可：2019 年年报的项目数量加增/减为 8（10 与 -2），2020 年年报“上一年项目数量”印 9，不相等",
                     {"prior_items": 9, "expected": 8, "last_items": 10, "last_change": -2}, id="items"),
        pytest.param("XY.PUBLIC_STOCK", "F2019 F2019", {"t2.rules.public_total": "10"},
                     {"t2.rules.public_total": "11", "t2.rules.published": "2"},
                     "规章：2019 年年报对外公开总数 10，加 2020 年新公开 2 为 12，2020 年年报对外公开总数印 11，"
                     "不相等（有撤下或废止的除外）",
                     {"public_total": 11, "expected": 12, "last_total": 10, "published": 2}, id="public stock"),
        pytest.param("XY.INFORCE_STOCK", "F2021 F2021", {"t2.rules.in_force": "10"},
                     {"t2.rules.in_force": "10", "t2.rules.made": "2", "t2.rules.repealed": "1"},
                     "规章：2021 年年报现行有效 10，加 2022 年制发 2、减废止 1 为 11，2022 年年报现行有效印 10，不相等",
                     {"in_force": 10, "expected": 11, "last_in_force": 10, "made": 2, "repealed": 1}, id="stock"),
        pytest.param("XY.SAME_AS_LAST_YEAR", "F2021 F2021", {"t3.new|total": "5", "t3.new|natural": "5"},
                     {"t3.new|total": "5", "t3.new|natural": "5"},
                     "表三（申请）：2021 年与 2022 年年报的 2 个非零数中 2 个相同，全表一致，疑沿用上年数据",
                     {"nonzero": 2, "identical": 2}, id="same"),
        pytest.param("XY.JUMP", "F2021 F2021", {"t2.license.decisions": "12"}, {"t2.license.decisions": "500"},
                     "行政许可｜本年处理决定数量：2021 年年报印 12，2022 年年报印 500，相差十倍或更多",
                     {"value": 500, "last_value": 12}, id="jump"),
        pytest.param("XY.FORM_BREAK", "F2019 F2021", {}, {},
                     "表二（主动公开）：2020 年年报用 2019 年表式，2021 年年报用 2021 年表式，口径不同，"
                     "除制作与处理决定数量外不可相比",
                     {"form": 2021, "last_form": 2019}, id="form"),
    ],
)  # fmt: skip
def test_a_finding_names_both_years_and_both_numbers(
    rule: str, forms: str, last: Cells, this: Cells, zh: str, numbers: dict[str, int]
) -> None:
    finding = failed(rule, last, this, forms)
    assert finding.message_zh == zh
    assert finding.numbers == numbers
    reports = pair(last, this, forms)
    for year in (report.year for report in reports):
        assert str(year) in finding.message_en
    for number in numbers.values():
        assert str(number) in finding.message_en
    assert "{" not in finding.message_en
    own = {figure.cell: figure.source for figure in reports[0].figures}
    assert [source.file for source in finding.sources] == sorted((s.file for s in finding.sources), reverse=True)
    assert {source.file for source in finding.sources} == {"this.txt", "last.txt"}
    assert {own[cell] for cell in finding.cells} == {s for s in finding.sources if s.file == "this.txt"}


def test_notes_are_of_severity_info_and_the_others_are_not() -> None:
    severities = {rule.id: rule.severity for rule in load_rules() if rule.scope == "years"}
    assert {name for name, severity in severities.items() if severity == "info"} == {"XY.FORM_BREAK", "XY.JUMP"}
    assert {name for name, severity in severities.items() if severity == "error"} == {"XY.CARRY", "XY.ITEMS"}


@pytest.mark.parametrize("lacking", ["this", "last"])
def test_a_table_that_one_of_the_two_lacks_is_not_assessable(lacking: str) -> None:
    now, before = pair({"t3.carried_out|total": "3"}, {})
    gone = {"t3": Table(id="t3", status="not_extracted", reason="缺行")}
    now = replace(now, tables=now.tables | gone) if lacking == "this" else now
    before = replace(before, tables=before.tables | gone) if lacking == "last" else before
    results = [(r.rule, r.instance, r.status) for r in check_years(now, before) if r.instance.startswith("t3")]
    assert ("XY.CARRY", "t3", "not_assessable") in results
    assert all(status == "not_assessable" for rule, _, status in results)
    assert all(r.status != "fail" for r in check_years(now, before))


def test_only_consecutive_years_are_compared() -> None:
    now, before = pair({}, {})
    with pytest.raises(ValueError, match="not of the year before"):
        check_years(now, replace(before, year=2019))


def test_a_name_that_is_no_cell_of_last_year_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    text = RULES_FILE.read_text(encoding="utf-8")
    path.write_text(text.replace("expr: last.t3.carried_out ==", "expr: last.t3.carried_away =="), encoding="utf-8")
    with pytest.raises(BadForm, match=r"last\.t3\.carried_away"):
        load_rules(path)


def test_a_message_that_names_an_unknown_variable_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    text = RULES_FILE.read_text(encoding="utf-8")
    path.write_text(text.replace("{last_year} 年年报结转", "{the_year} 年年报结转"), encoding="utf-8")
    with pytest.raises(BadForm, match="the_year"):
        load_rules(path)
