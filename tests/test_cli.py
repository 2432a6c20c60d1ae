"""The command line: results on stdout, notes on stderr, exit codes that tell."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app
from assistant.show_figures import COLUMNS, csv_lines, write_xlsx
from index.build import Builder
from index.build_pool import HereReading
from index.errors import NianbaoError
from index.settings import Settings
from tests.conftest import SAMPLE_REPORTS, CharacterEmbedder


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def on(data: Path, *words: str) -> Result:
    return run("--data", str(data), *words)


def test_ask_prints_the_answer_its_citations_and_the_notice_of_samples(five_index: Path) -> None:
    result = on(five_index, "ask", "宜春2020年办理了多少件申请")

    assert result.exit_code == 0
    assert "2 件 [1]" in result.stdout
    assert "yichun-2020.txt:347" in result.stdout
    assert "样例：数字取自公开年报，文字为改写，请勿引用" in result.stdout


def test_ask_json_is_the_contract(five_index: Path) -> None:
    answer = json.loads(on(five_index, "ask", "宜春2020年办理了多少件申请", "--json").stdout)

    assert answer["figures"][0]["number"] == 2
    assert answer["citations"][0]["source"] == {
        "file": "yichun-2020.txt", "line": 347, "page": None, "cell": [24, 9], "sample": True,
    }  # fmt: skip


def test_reports_json_says_how_each_table_was_read(five_index: Path) -> None:
    reports = json.loads(on(five_index, "reports", "--json").stdout)

    assert len(reports) == 5
    yichun = next(report for report in reports if report["file"] == "yichun-2020.txt")
    assert (yichun["issuer"], yichun["year"], yichun["region"]) == ("宜春市卫生健康委", 2020, "江西省/宜春市")
    assert yichun["tables"]["t3"] == {"status": "ok", "form": "F2019", "reason": "", "confidence": 1.0}
    assert {"url", "published", "confidence", "reasons", "superseded_by", "pages", "notes"} <= yichun.keys()


def test_figures_jsonl_has_one_object_a_cell(five_index: Path) -> None:
    rows = [json.loads(line) for line in on(five_index, "figures").stdout.splitlines()]

    assert len(rows) == 992
    assert list(rows[0]) == [
        "file", "issuer", "year", "form", "table", "cell", "printed", "number", "unit", "state", "line", "page",
        "box", "grid", "row", "column", "url", "sample", "superseded",
    ]  # fmt: skip
    amount = next(r for r in rows if r["cell"] == "t2.procurement.amount" and r["file"] == "yichun-2020.txt")
    assert (amount["printed"], amount["number"], amount["unit"], amount["line"]) == ("122.51万元", 122.51, "万元", 91)
    blank = next(r for r in rows if r["cell"] == "t3.new|total" and r["file"] == "kongtong-2019.txt")
    assert (blank["number"], blank["state"]) == (None, "blank")


def test_figures_csv_and_xlsx_hold_the_same(five_index: Path, tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(on(five_index, "figures", "--format", "csv").stdout)))
    book = tmp_path / "figures.xlsx"
    assert on(five_index, "figures", "--format", "xlsx", "--output", str(book)).exit_code == 0
    sheet = openpyxl.load_workbook(book).active

    assert len(rows) == 992
    assert sheet is not None
    assert sheet.max_row == 993


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        pytest.param("=1+1", "'=1+1", id="a formula"),
        pytest.param("＝1+1", "'＝1+1", id="a wide formula"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="an old formula"),
        pytest.param("\t=1", "'\t=1", id="a formula behind a tab"),
        pytest.param("-1+1", "'-1+1", id="a sum that begins with a sign"),
        pytest.param("-1", "-1", id="a number below zero"),
        pytest.param("+12.5", "+12.5", id="a number with its sign"),
        pytest.param("22（其中修订16件）", "22（其中修订16件）", id="a text"),
    ],
)
def test_no_cell_of_an_export_runs_in_a_spreadsheet(printed: str, written: str) -> None:
    row = dict.fromkeys(COLUMNS) | {"printed": printed, "number": -1}
    (read,) = csv.DictReader(io.StringIO("".join(csv_lines([row])), newline=""))
    book = io.BytesIO()
    write_xlsx([row], book)
    sheet = openpyxl.load_workbook(book).active
    assert sheet is not None
    cells = {str(head.value): cell for head, cell in zip(*sheet.iter_rows(), strict=True)}

    assert (read["printed"], read["number"]) == (written, "-1")
    assert (cells["printed"].value, cells["printed"].data_type) == (written, "s")
    assert cells["number"].value == -1


def test_show_tells_why_a_table_was_not_extracted_and_what_was_read_of_it(tmp_path: Path) -> None:
    text = (SAMPLE_REPORTS / "yichun-2020.txt").read_text(encoding="utf-8").replace("\t商业企业\n", "\t其他企业\n")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    settings = Settings(data=tmp_path / "data")
    builder = Builder(settings, embedder=CharacterEmbedder(), reading=HereReading(settings.limits))
    builder.build([tmp_path / "a.txt"])
    builder.close()
    table = json.loads(on(tmp_path / "data", "show", "a.txt", "--table", "t3", "--json").stdout)
    shown = on(tmp_path / "data", "show", "a.txt", "--table", "t3").stdout

    assert (table["status"], table["figures"]) == ("not_extracted", [])
    assert {"confidence", "candidate", "extras", "line", "page"} <= table.keys()
    assert "not_extracted" in shown
    assert table["reason"][:10] in shown


def test_show_prints_a_table_with_blanks_told(five_index: Path) -> None:
    table = json.loads(on(five_index, "show", "宜春市卫生健康委 2020", "--table", "t3", "--json").stdout)

    assert (table["status"], len(table["figures"])) == ("ok", 161)
    assert "空白" in on(five_index, "show", "kongtong-2019", "--table", "t4").stdout


def test_check_exits_1_where_a_hard_rule_fails(five_index: Path) -> None:
    assert on(five_index, "check", "yichun-2020").exit_code == 0
    failed = on(five_index, "check", "hunan-tcm-2020")
    assert failed.exit_code == 1
    assert "T3.ROW" in failed.stdout


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["ask", "宜春2020年收到多少申请"], id="ask"),
        pytest.param(["reports"], id="reports"),
        pytest.param(["figures"], id="figures"),
        pytest.param(["show", "x"], id="show"),
        pytest.param(["check"], id="check"),
    ],
)
def test_asked_before_anything_was_built_it_says_what_to_run(words: list[str], tmp_path: Path) -> None:
    result = on(tmp_path / "nothing", *words)

    assert isinstance(result.exception, NianbaoError)
    assert "nianbao --data" in str(result.exception)
    assert not (tmp_path / "nothing").exists()


def test_an_unknown_report_names_those_that_are_there(five_index: Path) -> None:
    result = on(five_index, "show", "nobody")

    assert isinstance(result.exception, NianbaoError)
    assert "yichun-2020.txt" in str(result.exception)


def test_build_names_what_it_refuses_and_takes_the_rest(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "yichun-2020.txt").write_bytes((SAMPLE_REPORTS / "yichun-2020.txt").read_bytes())
    (reports / "empty.txt").write_bytes(b"")
    (reports / "page.pdf").write_bytes(b"%PDF-1.4")

    result = on(tmp_path / "data", "build", str(reports), "--json")
    again = on(tmp_path / "data", "build", str(reports))

    assert result.exit_code == 1
    summary = json.loads(result.stdout)
    assert summary["added"] == 1
    assert {refused["file"] for refused in summary["refused"]} == {"empty.txt", "page.pdf"}
    assert "1 unchanged" in again.stderr
    assert on(tmp_path / "data", "doctor").exit_code == 0


@pytest.mark.parametrize("command", ["build", "ask", "serve", "reports", "show", "figures", "check", "doctor"])
def test_every_command_has_help(command: str) -> None:
    result = run(command, "--help")

    assert result.exit_code == 0
    assert "--help" in result.stdout
