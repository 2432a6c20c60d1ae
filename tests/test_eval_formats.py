"""Every format apart: the whole path to a figure, what could not be measured, and cells under their own headers."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from eval.baseline import compare
from eval.bench_formats import File, Speed, measured_by_us
from eval.cli import FORMATS, KNOWN, REPORTS
from eval.headers_kept import headers_of, kept, markdown_tables
from eval.paths_check import check_paths
from eval.runner import helpers_missing, run_known, without_missing
from eval.samples_formats import format_samples
from eval.tally import Group, Tally
from eval.truth import KnownCell, KnownFigures, KnownReport, load_known
from index.build_summary import RefusedFile
from index.readers.office import INSTALL

FILE = "formats/a.docx"
MEMBER = "formats/b.zip/c.html"
PARTS = {part.name.partition(", ")[2]: part for part in load_known(KNOWN / FORMATS)}


def cell(name: str, value: int | None, *, file: str = FILE, **place: Any) -> KnownCell:
    return KnownCell(file, name, str(value or ""), None if value is None else Decimal(value), "number", None, **place)


CELLS = (
    cell("t3.new|total", 21, place=(3, 9)),
    cell("t3.new|natural", 12, place=(3, 3)),
    cell("t4.review.total", 34, page=2),
)
REPORT = KnownReport(FILE, "docx", "样例省某局", 2021, {"t2": "F2021", "t3": "F2019", "t4": "F2019"})
EXAMPLE = KnownFigures("known, docx", CELLS, {}, {FILE: REPORT})


def rows(**changed: Any) -> list[dict[str, Any]]:
    """The figures as read without a fault, but for what is changed of every one."""
    return [
        {"file": c.file, "cell": c.cell, "table": c.table, "number": c.value, "state": "number", "line": None}
        | {"issuer": "样例省某局", "year": 2021, "form": "F2019", "page": c.page, "place": c.place}
        | changed
        for c in CELLS
    ]


def counts(tallies: tuple[Tally, ...]) -> dict[str, tuple[int, int | None]]:
    return {tally.name: (tally.n, tally.of) for tally in tallies}


def test_a_figure_with_its_issuer_year_form_table_and_place_is_right() -> None:
    assert counts(check_paths(rows(), EXAMPLE)) == {
        "full path right": (3, 3),
        "cells in their place": (2, 2),
        "tables not extracted": (0, 2),
    }


@pytest.mark.parametrize(
    ("changed", "name", "n"),
    [
        pytest.param({"issuer": "样例省另一局"}, "full path right", 0, id="the name of another body"),
        pytest.param({"year": 2020}, "full path right", 0, id="another year"),
        pytest.param({"form": "F2021"}, "full path right", 0, id="another form"),
        pytest.param({"number": Decimal(99)}, "full path right", 0, id="another number"),
        pytest.param({"page": 3}, "full path right", 2, id="another page, where the page is known"),
        pytest.param({"place": (4, 9)}, "cells in their place", 0, id="another row of the grid"),
        pytest.param({"place": None}, "cells in their place", 0, id="no place"),
    ],
)
def test_one_thing_wrong_on_the_path_is_seen(changed: dict[str, Any], name: str, n: int) -> None:
    assert counts(check_paths(rows(**changed), EXAMPLE))[name][0] == n


def test_a_table_without_any_figure_is_not_extracted() -> None:
    assert counts(check_paths(rows()[:2], EXAMPLE))["tables not extracted"] == (1, 2)


def test_files_of_which_nobody_knows_whose_they_are_have_no_path() -> None:
    assert check_paths(rows(), replace(EXAMPLE, reports={})) == ()


def test_what_needs_a_program_that_is_not_installed_is_not_measured_instead_of_wrong() -> None:
    refused = [RefusedFile(FILE, INSTALL.format("libreoffice-writer-nogui")), RefusedFile("x.html", "it is empty")]
    missing = helpers_missing(refused)
    assert list(missing) == [FILE]
    group = run_known([], [], [], EXAMPLE, missing)
    assert not group.tallies
    assert group.unscored == (f"{FILE}: not measured: {missing[FILE]}",)
    assert compare([group], {"known, docx": {"full path right": {"n": 3, "of": 3}}}) == ()


def test_a_file_that_is_refused_for_what_is_in_it_is_wrong() -> None:
    group = run_known([], [], [], EXAMPLE, helpers_missing([RefusedFile(FILE, "it is damaged")]))
    assert {tally.name: tally.n for tally in group.tallies}["known cells right"] == 0
    assert compare([group], {"known, docx": {"full path right": {"n": 3, "of": 3}}}) != ()


def test_a_member_is_not_measured_where_its_archive_cannot_be_opened() -> None:
    known = KnownFigures("known", (*CELLS, cell("t3.new|total", 5, file=MEMBER)))
    left, unscored = without_missing(known, {"formats/b.zip": "install something"})
    assert left.cells == CELLS
    assert unscored == (f"{MEMBER}: not measured: install something",)


def test_a_group_that_was_measured_before_and_gives_nothing_now_falls_below_the_baseline() -> None:
    assert compare([Group("g", ())], {"g": {"known cells right": {"n": 3, "of": 3}}}) != ()


def test_every_format_is_a_part_of_its_own_with_all_its_reports() -> None:
    assert {"docx", "html", "html in GBK", "mht", "md", "txt", "doc", "rtf", "pdf", "scan", "xlsx", "zip"} == set(PARTS)
    files = [file for part in PARTS.values() for file in part.files]
    assert sorted(files) == sorted(f"{FORMATS}/{sample.file}" for sample in format_samples())


TABLE = """
| 信息 | 申请人情况 | | |
| --- | --- | --- | --- |
| | 自然人 | 商业企业 | 总计 |
| 一、本年新收政府信息公开申请数量 | 12 | 34 | **46** |
| 46 | 一、本年新收政府信息公开申请数量 | 12 | 34 |
"""


@pytest.mark.parametrize(
    ("name", "value", "good"),
    [
        pytest.param("t3.new|natural", 12, 1, id="under its header, in its row"),
        pytest.param("t3.new|total", 46, 1, id="in bold"),
        pytest.param("t3.new|natural", 34, 0, id="under the header of another"),
        pytest.param("t3.carried_in|natural", 12, 0, id="in another row"),
        pytest.param("t3.new|org.research", 12, 0, id="its header is not there"),
        pytest.param("t3.new|natural", 99, 0, id="the value is not there"),
    ],
)
def test_a_cell_is_kept_where_its_label_is_left_of_it_and_its_header_above(name: str, value: int, good: int) -> None:
    assert kept([cell(name, value)], "F2021", "F2021", TABLE) == good


def test_headers_are_those_that_the_form_prints() -> None:
    assert headers_of("t2.penalty.decisions", "F2019", "F2019").columns == ("处理决定数量",)
    assert headers_of("t4.post.upheld", "F2021", "F2021").columns == ("复议后起诉", "结果维持")
    assert headers_of("l14.req.fax", "", "").row == "2.传真申请数"


def test_tables_end_where_their_lines_end() -> None:
    assert len(list(markdown_tables(TABLE + "\nprose\n" + TABLE))) == 2


def test_speed_is_measured_over_files_whose_every_cell_is_compared() -> None:
    part = PARTS["md"]
    (file,) = part.files
    speed = measured_by_us("md", [File(REPORTS / file, ((part.reports[file], part.cells),))], 1)
    assert isinstance(speed, Speed)
    assert (speed.cells, speed.of, speed.files) == (198, 198, 1)
    assert speed.per_second
