"""The figure store: what goes in comes out, whole reports only, and what a wrong name is told."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from index.build import read_report
from index.errors import IndexMissing, NoSuchReport
from index.figure_store import FigureStore, open_engine
from index.form import load_forms
from index.gazetteer import load_gazetteer
from index.report import Prose, Report
from tests.conftest import SAMPLE_REPORTS


@pytest.fixture
def store(tmp_path: Path) -> Iterator[FigureStore]:
    store = FigureStore(open_engine("", tmp_path, create=True), create=True)
    yield store
    store.close()


def sample(stem: str) -> Report:
    return read_report(SAMPLE_REPORTS / f"{stem}.txt", SAMPLE_REPORTS, load_forms(), load_gazetteer())


def renamed(stem: str, folder: Path, file: str) -> Report:
    """A sample as if its file had another name."""
    target = folder / file
    target.parent.mkdir(exist_ok=True)
    shutil.copy(SAMPLE_REPORTS / f"{stem}.txt", target)
    return read_report(target, folder, load_forms(), load_gazetteer())


@pytest.mark.parametrize("stem", ["hunan-tcm-2020", "kongtong-2019", "invented-yanzhu-2023"])
def test_a_report_comes_out_as_it_went_in(store: FigureStore, stem: str) -> None:
    report = sample(stem)
    store.put(report)
    prose = tuple(block for block in report.blocks if isinstance(block, Prose))
    assert store.report(report.id) == replace(report, blocks=prose)


def test_figures_keep_states_and_exact_numbers(store: FigureStore) -> None:
    store.put(sample("yichun-2020"))
    store.put(sample("kongtong-2019"))
    ids = {summary.file: summary.id for summary in store.reports()}
    cells = ("t2.procurement.amount", "t3.new|total")
    found = store.figures(list(ids.values()), cells)
    assert found[ids["yichun-2020.txt"], "t2.procurement.amount"].number == Decimal("122.51")
    assert found[ids["kongtong-2019.txt"], "t3.new|total"].state == "blank"
    assert set(found) == {(report, cell) for report in ids.values() for cell in cells}


def test_a_second_report_of_the_same_file_replaces_the_first_with_all_it_had(
    store: FigureStore, tmp_path: Path
) -> None:
    store.put(renamed("hunan-tcm-2020", tmp_path, "a.txt"))
    store.put(renamed("liping-2020", tmp_path, "a.txt"))
    assert [summary.issuer for summary in store.reports()] == ["黎平县卫生健康局"]
    assert not [hit for hit in store.search_words("中医药管理局") if "中医药" in _text(store, hit.passage)]


def test_a_removed_report_leaves_nothing_behind(store: FigureStore, tmp_path: Path) -> None:
    store.put(sample("hunan-tcm-2020"))
    store.remove("hunan-tcm-2020.txt")
    store.remove("never-there.txt")
    assert store.reports() == ()
    with open_engine("", tmp_path).connect() as connection:
        for table in ("tables", "figures", "findings", "passages", "words"):
            assert connection.scalar(text(f"select count(*) from {table}")) == 0, table


def test_a_report_that_cannot_be_written_whole_leaves_the_old_one(store: FigureStore) -> None:
    old = sample("liping-2020")
    store.put(old)
    twice = old.passages[:1] * 2  # two passages of one id
    with pytest.raises(Exception, match="UNIQUE"):
        store.put(replace(old, issuer="某局", passages=twice))
    assert store.report(old.id).issuer == old.issuer
    assert store.report(old.id).passages == old.passages


def test_the_index_version_changes_with_what_is_indexed(store: FigureStore) -> None:
    versions = [store.index_version]
    one, other = sample("liping-2020"), sample("yichun-2020")
    for change in (
        lambda: store.put(one),
        lambda: store.put(other),
        lambda: store.put(replace(one, content_hash="changed")),
        lambda: store.remove(other.file),
    ):
        change()
        versions.append(store.index_version)
    assert len(set(versions)) == 5
    store.put(other)
    assert store.index_version == versions[3]
    assert versions[0] == ""


def test_summaries_follow_what_another_process_writes(store: FigureStore, tmp_path: Path) -> None:
    assert store.reports() == ()
    other = FigureStore(open_engine("", tmp_path, create=True), create=True)
    other.put(sample("hunan-tcm-2020"))
    other.close()
    (summary,) = store.reports()
    assert (summary.year, summary.sample, summary.tables["t3"].status) == (2020, True, "ok")
    assert summary.findings >= 1


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("liping-2020.txt", id="its file"),
        pytest.param("liping-2020", id="its file without the suffix"),
        pytest.param("黎平县卫生健康局 2020", id="issuer and year"),
        pytest.param("黎平县卫生健康局2020", id="issuer and year in one word"),
    ],
)
def test_a_report_is_found_by_its_names(store: FigureStore, name: str) -> None:
    store.put(sample("liping-2020"))
    assert store.summary(name).file == "liping-2020.txt"


def test_a_name_that_no_report_has_is_told_what_there_is(store: FigureStore) -> None:
    with pytest.raises(NoSuchReport, match="none at all"):
        store.summary("x")
    store.put(sample("liping-2020"))
    with pytest.raises(NoSuchReport, match=r"liping-2020\.txt \(黎平县卫生健康局 2020\)"):
        store.report("x")


def test_a_name_that_several_reports_have_is_not_guessed(store: FigureStore, tmp_path: Path) -> None:
    store.put(renamed("liping-2020", tmp_path, "a/r.txt"))
    store.put(renamed("yichun-2020", tmp_path, "b/r.txt"))
    with pytest.raises(NoSuchReport, match="several"):
        store.summary("r.txt")
    assert store.summary("b/r.txt").issuer == "宜春市卫生健康委"


def test_a_search_ranks_the_passage_that_has_the_words_first(store: FigureStore) -> None:
    for stem in ("liping-2020", "yichun-2020", "hunan-tcm-2020"):
        store.put(sample(stem))
    found = store.search_words("政务信息公开领导小组由局长任组长")
    assert "领导小组" in _text(store, found[0].passage)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    assert store.search_words("政务信息公开领导小组由局长任组长") == found
    assert len(store.search_words("公开", limit=3)) == 3


def test_a_search_within_reports_stays_within_them(store: FigureStore) -> None:
    reports = [sample(stem) for stem in ("liping-2020", "yichun-2020")]
    for report in reports:
        store.put(report)
    found = store.search_words("公开", [reports[0].id])
    assert found
    assert {hit.passage.split(":")[0] for hit in found} == {reports[0].id}
    assert store.search_words("公开", []) == []


def test_words_that_stand_nowhere_find_nothing(store: FigureStore) -> None:
    assert store.search_words("公开") == []
    store.put(sample("liping-2020"))
    assert store.search_words("xyzzy") == []
    assert store.search_words("") == []


def test_passages_are_found_by_id_and_those_gone_left_out(store: FigureStore) -> None:
    report = sample("liping-2020")
    store.put(report)
    wanted = report.passages[2]
    assert store.passages_by_id([wanted.id, "gone:1"]) == {wanted.id: wanted}
    assert store.passages([report.id]) == report.passages


def test_nothing_built_yet_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="build FOLDER"):
        open_engine("", tmp_path / "none")


def test_a_file_that_is_no_database_says_what_to_run(tmp_path: Path) -> None:
    (tmp_path / "nianbao.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(IndexMissing, match="build"):
        FigureStore(open_engine("", tmp_path))


def test_an_index_of_another_schema_says_so(store: FigureStore, tmp_path: Path) -> None:
    with open_engine("", tmp_path).begin() as connection:
        connection.execute(text("update meta set value = '0' where key = 'schema'"))
    with pytest.raises(IndexMissing, match="another version"):
        FigureStore(open_engine("", tmp_path))


@pytest.mark.parametrize("address", ["no address", "nodatabase://x/y"])
def test_an_address_of_no_database_names_its_setting(tmp_path: Path, address: str) -> None:
    with pytest.raises(IndexMissing, match="NIANBAO_DATABASE"):
        open_engine(address, tmp_path)


def _text(store: FigureStore, passage: str) -> str:
    return store.passages_by_id([passage])[passage].text
