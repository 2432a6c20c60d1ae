"""Whose report of which year."""

import json
from pathlib import Path

import pytest

from index.errors import NotAReport
from index.gazetteer import load_gazetteer
from index.identity import Identity, identify, issuer_key
from index.readers import read_document
from index.report import Document, Prose
from tests.mutants import KNOWN, sample_names

REAL_REGIONS = {
    "hunan-tcm-2020": "湖南省", "kongtong-2019": "甘肃省/平凉市/崆峒区", "yichun-2020": "江西省/宜春市",
    "liping-2020": "贵州省/黔东南苗族侗族自治州/黎平县", "xiangxiang-2023": "湖南省/湘潭市/湘乡市",
}  # fmt: skip


def of(*lines: str, file: str = "report.txt") -> Identity:
    return identify(Document(blocks=tuple(Prose(line) for line in lines)), Path(file), load_gazetteer())


def test_every_report_says_whose_it_is(reports_folder: Path) -> None:
    for path in sorted((reports_folder.parent / "known_figures").glob("*.json")):
        known = json.loads(path.read_text(encoding="utf-8"))
        file = reports_folder / known["file"]
        found = identify(read_document(file), file, load_gazetteer())
        assert (issuer_key(found.issuer), found.year) == (issuer_key(known["issuer"]), known["year"]), file.name


@pytest.mark.parametrize("stem", sample_names())
def test_every_sample_says_that_it_is_one_and_where_it_is_from(stem: str) -> None:
    file = KNOWN.parent / "reports" / f"{stem}.txt"
    found = identify(read_document(file), file, load_gazetteer())
    assert found.sample
    assert found.region == REAL_REGIONS.get(stem, "")
    assert found.spellings


@pytest.mark.parametrize(
    ("lines", "issuer", "year"),
    [
        pytest.param(["某市教育局2020年政府信息公开工作年度报告"], "某市教育局", 2020, id="one line"),
        pytest.param(["某市教育局", "2020年政府信息公开工作年度报告"], "某市教育局", 2020, id="two lines"),
        pytest.param(["某市教育局", "2020年", "政府信息公开", "工作报告"], "某市教育局", 2020, id="four lines"),
        pytest.param(["某 市 教 育 局 2020 年政务公开年报"], "某市教育局", 2020, id="blanks and another kind"),
        pytest.param(["2020年度某市教育局政府信息公开工作年度报告"], "某市教育局", 2020, id="the year first"),
        pytest.param(["某市教育局二〇二〇年政府信息公开年度报告"], "某市教育局", 2020, id="the year in characters"),
        pytest.param(["某市教育局２０２０年度政府信息公开工作报告"], "某市教育局", 2020, id="full-width digits"),
        pytest.param(
            ["某政发〔2021〕3号", "某市教育局2020年政府信息公开工作年度报告"], "某市教育局", 2020,
            id="a document number of another year before it",
        ),
        pytest.param(
            ["某市教育局2020年政府信息公开工作年度报告", "一、总体情况", "2021年继续。"], "某市教育局", 2020,
            id="a plan for another year after it",
        ),
    ],
)  # fmt: skip
def test_the_title_gives_issuer_and_year(lines: list[str], issuer: str, year: int) -> None:
    found = of(*lines)
    assert (found.issuer, found.year) == (issuer, year)


def test_a_report_without_a_title_is_named_by_its_file() -> None:
    found = of("一、总体情况", file="某市教育局2020年政府信息公开工作年度报告.txt")
    assert (found.issuer, found.year) == ("某市教育局", 2020)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["一、总体情况", "我局公开信息三条。"], id="no title"),
        pytest.param(["某市教育局政府信息公开指南"], id="a guide"),
        pytest.param(["2020年政府信息公开工作年度报告"], id="no issuer"),
    ],
)
def test_what_does_not_say_whose_it_is_is_no_report(lines: list[str]) -> None:
    with pytest.raises(NotAReport, match=r"report\.txt"):
        of(*lines)


def report(issuer: str, year: int) -> list[str]:
    return [f"{issuer}{year}年政府信息公开工作年度报告", "一、总体情况", "一切正常。", "二、主动公开政府信息情况"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(report("某市民政局", 2020), id="of another body"),
        pytest.param(report("某市教育局", 2021), id="of another year"),
    ],
)
def test_a_file_with_a_second_report_is_refused(other: list[str]) -> None:
    with pytest.raises(NotAReport, match="several reports"):
        of(*report("某市教育局", 2020), *other)


def test_another_report_that_is_only_named_does_not_matter() -> None:
    lines = [*report("某市教育局", 2020), "某市教育局2019年政府信息公开工作年度报告", "可在网站查看。"]
    assert of(*lines).year == 2020


def test_one_body_has_one_key() -> None:
    keys = {issuer_key(name) for name in ("宜春市卫生健康委员会", "宜春市卫生健康委", "宜春市卫健委", "宜春市 卫健委")}
    assert len(keys) == 1
    assert issuer_key("宜春市卫生健康局") not in keys
