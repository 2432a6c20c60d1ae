"""Identity over many shapes of titles, bodies, sites and file names: told right, or refused with the reason."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from index.errors import NotAReport
from index.gazetteer import load_gazetteer
from index.identity import Identity, identify
from index.manifest import ManifestEntry
from index.report import Document, Prose
from tests.report_builder import HEADINGS

SHAPES = yaml.safe_load(Path(__file__).with_name("identity_shapes.yaml").read_text(encoding="utf-8"))
TOLD = [shape for group in ("titles", "traps", "without_title", "without_place") for shape in SHAPES[group]]
BANDS = {"sure": (0.9, 1.0), "likely": (0.6, 0.9), "weak": (0.4, 0.6)}
DRUM_TOWER = ManifestEntry(file="report.html", issuer="南京市鼓楼区教育局", year=2018)
SECTIONS = [HEADINGS[0], "工作有序开展。", *HEADINGS[1:], "无。"]


def identity_of(shape: dict[str, Any], entry: ManifestEntry | None = None) -> Identity:
    lines = (*shape.get("head", ()), *shape.get("body", SECTIONS), *shape.get("tail", ()))
    document = Document(
        blocks=tuple(Prose(line, line=number) for number, line in enumerate(lines, start=1)),
        names=tuple(shape.get("names", ())), url=shape.get("url"), published=shape.get("published"),
    )  # fmt: skip
    return identify(document, Path(shape.get("file", "report.html")), load_gazetteer(), entry)


@pytest.mark.parametrize("shape", TOLD, ids=lambda shape: shape["name"])
def test_a_report_is_told_by_what_it_says(shape: dict[str, Any]) -> None:
    found, told = identity_of(shape), shape["told"]
    assert (found.issuer, found.year, found.region) == (told["issuer"], told["year"], told["region"])
    low, high = BANDS[told["confidence"]]
    assert low <= found.confidence <= high, (found.confidence, found.reasons)
    assert found.reasons


@pytest.mark.parametrize("shape", SHAPES["refusals"], ids=lambda shape: shape["name"])
def test_what_cannot_be_told_is_refused_with_the_reason(shape: dict[str, Any]) -> None:
    with pytest.raises(NotAReport, match=shape["refused"]):
        identity_of(shape)


@pytest.mark.parametrize("shape", TOLD, ids=lambda shape: shape["name"])
def test_manifest_stands_before_what_a_file_says(shape: dict[str, Any]) -> None:
    against = identity_of(shape, DRUM_TOWER)
    assert (against.issuer, against.year) == ("南京市鼓楼区教育局", 2018)
    assert against.confidence <= 0.7
    assert any("与 manifest.csv 不一致" in reason for reason in against.reasons)


def test_a_file_that_says_nothing_is_what_manifest_says() -> None:
    found = identity_of({}, DRUM_TOWER)
    assert (found.issuer, found.year, found.region) == ("南京市鼓楼区教育局", 2018, "江苏省/南京市/鼓楼区")
    assert found.confidence == 1.0


def test_manifest_says_which_of_several_titles_is_meant() -> None:
    shape = next(shape for shape in SHAPES["refusals"] if shape["name"] == "two reports beside each other")
    found = identity_of(shape, ManifestEntry(file="report.html", issuer="宜春市教育局", year=2019))
    assert (found.issuer, found.year) == ("宜春市教育局", 2019)
    assert found.title == "宜春市教育局2019年政府信息公开工作年度报告"


def test_a_second_report_below_the_first_is_refused_even_without_a_name_in_its_title() -> None:
    second = ("2021年政府信息公开工作年度报告", *SECTIONS)
    with pytest.raises(NotAReport, match="several reports"):
        identity_of({"head": ["宜春市教育局2020年政府信息公开工作年度报告"], "tail": second})
