"""rules.yaml: a new rule is an entry, and an entry that cannot be used is named."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import BadForm
from index.report import Prose, Report, RuleResult
from index.rules import check_report, load_rules
from index.rules_file import RULES_FILE
from tests.report_builder import lines, zero_report

RULE = """
- id: X.NEW
  kind: soft
  zh: 新规则
  en: a new rule
  for_each: {for_each}
  expr: {expr}
  message: {{zh: "{zh}", en: "fails"}}
"""


def with_rule(tmp_path: Path, entry: str) -> Path:
    """A rules file with one entry more than the project's own."""
    text = RULES_FILE.read_text(encoding="utf-8")
    before, after = text.split("anti_rules:")
    path = tmp_path / "rules.yaml"
    path.write_text(f"{before}{entry}\nanti_rules:{after}", encoding="utf-8")
    return path


def results_of(path: Path, report: Report) -> list[RuleResult]:
    return [result for result in check_report(report, load_rules(path)) if result.rule == "X.NEW"]


def test_a_table_rule_is_yaml_alone(tmp_path: Path) -> None:
    entry = RULE.format(
        for_each="[t2.rules, t2.normative]", expr="made * 2 >= repealed", zh="废止 {repealed}，制发 {made}"
    )
    report = zero_report(cells={"t2.rules.repealed": "5", "t2.rules.made": "2", "t2.normative.made": ""})
    results = results_of(with_rule(tmp_path, entry), report)
    assert [(result.instance, result.status) for result in results] == [
        ("t2.rules", "fail"),
        ("t2.normative", "not_assessable"),
    ]
    assert results[0].finding is not None
    assert results[0].finding.message_zh == "废止 5，制发 2"
    assert results[0].finding.cells == ("t2.rules.made", "t2.rules.repealed")


def test_a_narrative_rule_is_yaml_alone(tmp_path: Path) -> None:
    entry = RULE.format(for_each="prose", expr="narrative <= t2.fees.amount", zh="正文 {narrative}")
    entry += "  patterns: ['收费{n}万元']\n"
    report = zero_report("2021年收费122.5万元。", "2020年收费999万元。", cells={"t2.fees.amount": "100"})
    (result,) = results_of(with_rule(tmp_path, entry), report)
    assert result.status == "fail"
    assert result.finding is not None
    assert result.finding.message_zh == "正文 122.5"
    assert lines(result.finding)[0] == 3


def test_amounts_of_money_may_differ_by_a_hundredth(tmp_path: Path) -> None:
    entry = RULE.format(for_each="prose", expr="narrative == t2.fees.amount", zh="正文 {narrative}")
    path = with_rule(tmp_path, entry + "  patterns: ['收费{n}万元']\n")
    cells = {"t2.fees.amount": "122.51"}
    assert [r.status for r in results_of(path, zero_report("收费122.50万元。", cells=cells))] == ["pass"]
    assert [r.status for r in results_of(path, zero_report("收费122.49万元。", cells=cells))] == ["fail"]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        pytest.param(RULE.format(for_each="t3_rows", expr="natural +", zh="x"), "X.NEW.*natural \\+", id="syntax"),
        pytest.param(RULE.format(for_each="t3_rows", expr="naturel == 1", zh="x"), "naturel", id="a name misspelt"),
        pytest.param(RULE.format(for_each="prose", expr="blank == 1", zh="x"), "blank", id="a name of another subject"),
        pytest.param(RULE.format(for_each="t3_rows", expr="natural + 1", zh="x"), "not a condition", id="no condition"),
        pytest.param(
            RULE.format(for_each="t3_rows", expr="total == 1", zh="{sum}"), "\\{sum\\}", id="a variable unknown"
        ),
        pytest.param("- {id: X.NEW, kind: odd, zh: x, en: x}", "X.NEW", id="a kind unknown"),
        pytest.param("- {id: X.NEW, kind: soft, expr: 1 == 1, zh: x, en: x}", "'message' is missing", id="no message"),
        pytest.param(
            "- {id: X.NEW, kind: soft, scope: years, expr: (1, zh: x, en: x}", "X.NEW", id="of other scopes too"
        ),
        pytest.param(
            RULE.replace("X.NEW", "T3.ROW").format(for_each="t3", expr="blank == 0", zh="x"), "twice", id="id"
        ),
        pytest.param("- nothing", "nothing", id="no entry at all"),
    ],
)
def test_a_rule_that_cannot_be_used_is_named(tmp_path: Path, entry: str, says: str) -> None:
    with pytest.raises(BadForm, match=says):
        load_rules(with_rule(tmp_path, entry))


def test_rules_across_years_and_levels_are_there_for_later() -> None:
    scopes = {rule.id: rule.scope for rule in load_rules()}
    assert scopes["H.SUM"] == "hierarchy"
    assert {name for name, scope in scopes.items() if scope == "years"} == {n for n in scopes if n.startswith("XY.")}
    assert len(scopes) == 45
    report = replace(zero_report(), blocks=(Prose("无", line=1),))
    assert not {result.rule for result in check_report(report)} & {n for n in scopes if n[:2] in ("XY", "H.")}
