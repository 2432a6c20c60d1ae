"""A file with several reports: cut where the cut is sure, left whole where it is not."""

from pathlib import Path

import pytest

from index.errors import NotAReport
from index.gazetteer import load_gazetteer
from index.identity import identify
from index.report import Block, Document, Grid, GridCell, Prose
from index.split import split_document
from tests.report_builder import HEADINGS

NUMBER = Grid(rows=((GridCell("规章"), GridCell("0")),))


def report(*title: str, sections: int = 6) -> list[Block]:
    headings = HEADINGS[:sections]
    return [*map(Prose, title), *map(Prose, (headings[0], "工作有序开展。", *headings[1:])), NUMBER]


def page(*blocks: Block, names: tuple[str, ...] = ()) -> Document:
    return Document(blocks=blocks, lines=("line",) * 50, names=names, url="https://www.yichun.gov.cn/a.html")


FIRST = report("宜春市教育局2020年政府信息公开工作年度报告")
SECOND = report("宜春市教育局", "2021年政府信息公开工作年度报告")
OTHER = report("宜春市民政局2020年政府信息公开工作年度报告")


@pytest.mark.parametrize(
    ("blocks", "told"),
    [
        pytest.param([*FIRST, *SECOND], [("宜春市教育局", 2020), ("宜春市教育局", 2021)], id="two years"),
        pytest.param([*FIRST, *OTHER], [("宜春市教育局", 2020), ("宜春市民政局", 2020)], id="two bodies"),
        pytest.param(
            [Prose("宜春市人民政府"), *SECOND, *FIRST, *OTHER, Prose("版权所有")],
            [("宜春市教育局", 2021), ("宜春市教育局", 2020), ("宜春市民政局", 2020)],
            id="three, with the site around them",
        ),
    ],
)
def test_complete_reports_are_cut(blocks: list[Block], told: list[tuple[str, int]]) -> None:
    whole = page(*blocks, names=("宜春市教育局2020年政府信息公开工作年度报告", "宜春市人民政府网站"))
    parts = split_document(whole)
    found = [identify(part, Path("page.html"), load_gazetteer()) for part in parts]
    assert [(identity.issuer, identity.year) for identity in found] == told
    assert [block for part in parts for block in part.blocks] == blocks
    assert all(part.blocks.count(NUMBER) == 1 for part in parts)
    assert {(part.lines, part.url, part.names) for part in parts} == {(whole.lines, whole.url, ("宜春市人民政府网站",))}


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param(FIRST, id="one report"),
        pytest.param([*FIRST, Prose("宜春市教育局2019年政府信息公开工作年度报告")], id="another that is only named"),
        pytest.param([*FIRST, *FIRST], id="the same one twice"),
        pytest.param([*FIRST, *report("2021年政府信息公开工作年度报告")], id="a second without a name"),
        pytest.param([*FIRST, *report("宜春市教育局政府信息公开工作年度报告")], id="a second without a year"),
        pytest.param([*FIRST, *report()], id="a second without a title"),
        pytest.param([], id="nothing"),
    ],
)
def test_where_no_cut_is_sure_the_file_stays_whole(blocks: list[Block]) -> None:
    document = page(*blocks)
    assert split_document(document) == (document,)


def test_a_second_report_that_is_not_complete_leaves_the_file_refused() -> None:
    short = [*map(Prose, ("宜春市民政局2020年政府信息公开工作年度报告", HEADINGS[0], "详见附件。"))]
    document = page(*FIRST, *short)
    assert split_document(document) == (document,)
    with pytest.raises(NotAReport, match="several reports"):
        identify(document, Path("page.html"), load_gazetteer())
