"""A group of reports of one issuer settled: the same whatever order they come in."""

from dataclasses import replace
from itertools import groupby, permutations
from pathlib import Path

from index.build import read_report, report_files
from index.report import Report
from index.settle import group_of, is_across_years, settle_group
from tests.report_builder import zero_report


def report(id: str, year: int, carried_in: str = "0", carried_out: str = "0", **more: object) -> Report:
    cells = {"t3.carried_in|total": carried_in, "t3.carried_out|total": carried_out}
    whole = zero_report(year=year, cells=cells, file=f"{id}.txt")
    return replace(whole, id=id, content_hash=id, **more)  # type: ignore[arg-type]


OLD = report("2021-a", 2021, carried_out="9", published="2022-01-10")
NEW = report("2021-b", 2021, carried_out="3", published="2022-02-10")
NEXT = report("2022", 2022, carried_in="4", carried_out="1")
LAST = report("2023", 2023, carried_in="1")
LATER = report("2025", 2025, carried_in="7")


def test_a_group_is_settled_alike_in_any_order() -> None:
    for order in permutations([OLD, NEW, NEXT, LAST, LATER]):
        settled = settle_group(order)
        assert settled.superseded == {"2021-a": "2021-b"}
        assert {id: [f.rule for f in found] for id, found in settled.findings.items()} == {
            "2021-a": [], "2021-b": [], "2022": ["XY.CARRY"], "2023": [], "2025": [],
        }  # fmt: skip


def test_the_newest_version_is_the_one_compared() -> None:
    (finding,) = settle_group([OLD, NEW, NEXT]).findings["2022"]
    assert finding.numbers == {"carried_out": 3, "carried_in": 4}
    assert [source.file for source in finding.sources] == ["2022.txt", "2021-b.txt"]
    assert is_across_years(finding)


def test_notes_are_no_findings() -> None:
    many = [replace(report("a", 2021), id="a"), zero_report(year=2022, cells={"t3.new|total": "500"}, file="b.txt")]
    few = zero_report(year=2021, cells={"t3.new|total": "12"}, file="a.txt")
    settled = settle_group([replace(few, id="few"), many[1]])
    assert settled.findings == {"few": (), "r": ()}


def test_a_sample_is_not_compared_with_a_real_report() -> None:
    sample = report("2021-s", 2021, carried_out="9", sample=True)
    assert settle_group([sample, NEXT]).findings == {"2021-s": (), "2022": ()}


def test_the_row_of_manifest_tells_the_newest() -> None:
    first, second = report("a", 2021), report("b", 2021)
    assert settle_group([first, second], rows={"a": 2, "b": 1}).superseded == {"b": "a"}


def test_the_findings_of_a_report_that_stands_alone_are_taken_back() -> None:
    assert settle_group([NEXT]).findings == {"2022": ()}
    assert settle_group([]).superseded == {}


def test_reports_of_different_issuers_have_nothing_to_settle(reports_folder: Path) -> None:
    """Each sample and each known real report is of an issuer of its own, so nothing is found across years."""
    files = [file for file in report_files([reports_folder]) if file.path.suffix == ".txt"]
    reports = sorted((read_report(file.path, reports_folder.resolve()) for file in files), key=group_of)
    assert len({group_of(report) for report in reports}) == len(reports)
    for _, group in groupby(reports, key=group_of):
        settled = settle_group(list(group))
        assert settled.superseded == {}
        assert all(found == () for found in settled.findings.values())
