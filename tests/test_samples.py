"""The sample reports say what their known figures say, and nothing in them is copied or left to chance."""

import json
import os
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from eval.make_samples import FINDINGS, HERE, Sample, files, samples
from eval.samples_known import sums

REPORTS = HERE / "reports"
KNOWN = HERE / "known_figures"
REAL_FIGURES = ("hunan-tcm-2020", "xiangxiang-2023", "liping-2020", "yichun-2020", "kongtong-2019")
INVENTED = {sample.stem: sample for sample in samples()}
ALL = (*REAL_FIGURES, *INVENTED)
NOTICE = "样例：数字取自公开年报，文字为改写，请勿引用"
INVENTED_NOTICE = "样例：本报告为虚构，数字与文字均为编造，请勿引用"
COPIED = 15  # characters in a row that count as copied
# What the law or the form words, and what a body or a plan is called, is the same in every report.
STATUTORY = re.compile(
    "中华人民共和国政府信息公开条例|国务院令第711号"
    "|国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知"
    r"|[\u4e00-\u9fff]*〔\d{4}〕\d+号|\d{4}年1月1日起?至\d{4}年12月31日|宜春市热敏灸产业发展实施方案"
    r"|\[bookmark: \w+\]|（三）政府信息公开平台建设情况公开监督保障情况"
)
SECTION_TITLE = re.compile(r"^\s*[一二三四五六1-6][、．.].{2,30}(情况|事项|计划)$")


def known(stem: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((KNOWN / f"{stem}.json").read_text(encoding="utf-8"), parse_float=Decimal)
    return found


def lines(stem: str) -> list[str]:
    return (REPORTS / f"{stem}.txt").read_text(encoding="utf-8").split("\n")


def cells_of_line(line: str) -> list[str]:
    """The cells that a line of a table holds, outer tabs and pipes taken away."""
    if line.startswith("\t"):
        return [line.removeprefix("\t")]
    body = line.removesuffix("|").removesuffix(" ")
    return body.removeprefix("| ").split(" | ")


def form3(stem: str) -> str:
    document = known(stem)
    return str(document.get("forms", {}).get("t3", document["form"]))


def numbers(stem: str) -> dict[str, Decimal | None]:
    return {cell["cell"]: cell["value"] for cell in known(stem)["cells"]}


def broken_sums(stem: str) -> tuple[list[tuple[str, str]], Counter[str]]:
    """The sums of a report that fail, and how many pass, fail and cannot be told."""
    values = numbers(stem)
    failed, tally = [], Counter[str]()
    for rule, instance, left, right in sums(form3(stem)):
        sides = [[values[cell] for cell in side] for side in (left, right)]
        if None in sides[0] + sides[1]:
            tally["not_assessable"] += 1
        elif sum(value or 0 for value in sides[0]) == sum(value or 0 for value in sides[1]):
            tally["pass"] += 1
        else:
            tally["fail"] += 1
            failed.append((rule, instance))
    return failed, tally


def test_the_committed_files_are_what_the_generator_writes() -> None:
    for path, content in files().items():
        written = (HERE / path).read_bytes().decode("utf-8")
        assert written == content, f"{path} differs: run python -m eval.make_samples"


def test_every_report_has_known_figures_and_findings() -> None:
    findings = yaml.safe_load((HERE / FINDINGS).read_text(encoding="utf-8"))
    assert {path.stem for path in REPORTS.glob("*.txt")} == set(ALL)
    assert {path.stem for path in KNOWN.glob("*.json")} == set(ALL)
    assert findings.keys() - {"sum_rule_instances", "sum_rule_instances_invented"} == set(ALL)


@pytest.mark.parametrize("stem", ALL)
def test_every_known_figure_stands_at_its_line(stem: str) -> None:
    text = lines(stem)
    for cell in known(stem)["cells"]:
        assert cell["printed"] in cells_of_line(text[cell["line"] - 1]), cell


@pytest.mark.parametrize("stem", ALL)
def test_the_known_figures_are_the_cells_of_the_form_in_its_order(stem: str) -> None:
    document = known(stem)
    count = {"F2019": 22, "F2021": 10}[document["form"]] + {"F2019": 161, "F2021": 175}[form3(stem)] + 15
    assert document["file"] == f"{stem}.txt"
    assert len({cell["cell"] for cell in document["cells"]}) == len(document["cells"]) == count
    places = [cell["line"] for cell in document["cells"]]
    assert places == sorted(places)


@pytest.mark.parametrize("stem", ALL)
def test_a_number_is_there_exactly_where_the_state_says_so(stem: str) -> None:
    for cell in known(stem)["cells"]:
        assert (cell["value"] is not None) == (cell["state"] == "number"), cell
        digits = re.sub(r"\[bookmark: \w+\]", "", cell["printed"]).strip().replace("万元", "")
        digits = re.sub("^[增+]", "", digits).replace("减", "-")
        if cell["state"] == "number":
            assert Decimal(digits) == cell["value"], cell


@pytest.mark.parametrize("stem", INVENTED)
def test_all_printed_numbers_of_an_invented_report_differ(stem: str) -> None:
    values = [abs(value) for value in numbers(stem).values() if value is not None]
    assert len(values) == len(set(values))
    assert min(values) > 9  # so that no value looks like an ordinal of a label


def test_no_two_invented_reports_share_a_headline_figure() -> None:
    cells = ("t3.new|total", "t3.res.total|total", "t2.license.decisions", "t2.penalty.decisions", "t4.review.total")
    for cell in cells:
        values = [numbers(stem)[cell] for stem in INVENTED]
        assert len(values) == len(set(values)), cell


@pytest.mark.parametrize("stem", INVENTED)
def test_received_and_handled_and_natural_persons_differ(stem: str) -> None:
    values = numbers(stem)
    assert len({values["t3.new|total"], values["t3.res.total|total"], values["t3.new|natural"]}) == 3


@pytest.mark.parametrize("stem", ALL)
def test_the_sums_that_fail_are_those_of_the_findings(stem: str) -> None:
    findings = yaml.safe_load((HERE / FINDINGS).read_text(encoding="utf-8"))[stem]
    expected = [(entry["rule"], entry["row"]) for entry in findings if entry["rule"] in ("T3.ROW", "T4.SUM")]
    failed, _ = broken_sums(stem)
    assert failed == expected


@pytest.mark.parametrize(
    ("key", "stems"),
    [
        pytest.param("sum_rule_instances", REAL_FIGURES, id="real figures"),
        pytest.param("sum_rule_instances_invented", tuple(INVENTED), id="invented"),
    ],
)
def test_the_sums_are_counted_as_stated(key: str, stems: tuple[str, ...]) -> None:
    tally = Counter[str]()
    for stem in stems:
        tally += broken_sums(stem)[1]
    assert {"total": tally.total(), **tally} == yaml.safe_load((HERE / FINDINGS).read_text(encoding="utf-8"))[key]


@pytest.mark.parametrize("stem", ALL)
def test_the_lines_of_every_finding_show_what_it_names(stem: str) -> None:
    text = lines(stem)
    for entry in yaml.safe_load((HERE / FINDINGS).read_text(encoding="utf-8"))[stem]:
        if entry["rule"] in ("T3.ROW", "T4.SUM"):
            shown = [text[line - 1] for line in entry["lines"]]
            assert str(entry["printed_total"]) in shown[1]
            assert str(entry.get("natural", "")) in shown[0]
        elif entry["rule"].startswith("N."):
            assert str(entry["narrative"]) in text[entry["lines"][0] - 1]


@pytest.mark.parametrize("sample", [pytest.param(sample, id=stem) for stem, sample in INVENTED.items()])
def test_table_2_of_the_earlier_form_breaks_no_rule(sample: Sample) -> None:
    values = numbers(sample.stem)
    for cell, value in values.items():
        row, _, suffix = cell.rpartition(".")
        if suffix == "prior_items" and value is not None:
            items = value + (values[f"{row}.change"] or 0)
            assert items > 0
            assert items != values.get(f"{row}.decisions")
        if suffix == "public_total" and value is not None:
            assert value >= (values[f"{row}.published"] or 0) > 0
        if suffix == "in_force" and value is not None:
            assert value >= (values[f"{row}.made"] or 0)


def test_both_signs_and_both_spellings_of_a_change_occur() -> None:
    printed = [
        cell["printed"] for stem in INVENTED for cell in known(stem)["cells"] if cell["cell"].endswith(".change")
    ]
    assert {change[0] for change in printed} == {"增", "减", "+", "-"}


@pytest.mark.parametrize("stem", ALL)
def test_the_title_comes_first_and_the_notice_last(stem: str) -> None:
    text = (REPORTS / f"{stem}.txt").read_text(encoding="utf-8")
    first, *_, before, last = text.removesuffix("\n").split("\n")
    assert last == (INVENTED_NOTICE if stem in INVENTED else NOTICE)
    assert not before
    assert known(stem)["issuer"] in first


@pytest.mark.parametrize("stem", ALL)
def test_no_sample_has_a_real_telephone_number_or_web_address(stem: str) -> None:
    text = "\n".join(lines(stem))
    assert all("555" in number for number in re.findall(r"\d{3,4}[-－]\d{7,8}", text))
    assert all(host == "example.org" for host in re.findall(r"https?://([^/）)]+)", text))
    assert all("示例路" in address for address in re.findall(r"地址[：:]([^，,；）)]+)", text))


@pytest.mark.parametrize("stem", REAL_FIGURES)
def test_no_sentence_is_copied_from_a_real_report(stem: str) -> None:
    folder = os.environ.get("NIANBAO_TEST_REPORTS")
    originals = "\n".join(prose(path) for path in sorted(Path(folder).glob("*.txt"))) if folder else ""
    for piece in prose(REPORTS / f"{stem}.txt").split("\n"):
        for start in range(len(piece) - COPIED + 1):
            assert piece[start : start + COPIED] not in originals


def prose(path: Path) -> str:
    """What a report says in its own words: no title, table, section title or statutory name."""
    text = path.read_text(encoding="utf-8").split("\n")
    more_title = ("2", "平凉市", "年")
    start = next(number for number, line in enumerate(text[1:], start=1) if not line.startswith(more_title))
    told = [line for line in text[start:] if "\t" not in line and not line.rstrip().endswith("|")]
    told = [line for line in told if not SECTION_TITLE.match(line)]
    return STATUTORY.sub("\n", "\n".join(told))
