"""What is inside files and beside them: archives, rows of manifest.csv, versions of the same report."""

import gc
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import Builder
from index.build_read import load_known, read_reports
from index.passage_store import PassageStore
from index.settings import Settings
from tests.builds import open_builder
from tests.conftest import SAMPLE_REPORTS

YICHUN = (SAMPLE_REPORTS / "yichun-2020.txt").read_text(encoding="utf-8")
LIPING = (SAMPLE_REPORTS / "liping-2020.txt").read_text(encoding="utf-8")
BOTH = ["a.zip/1.txt", "a.zip/报告/2.txt"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    return folder


@pytest.fixture
def builder(tmp_path: Path) -> Iterator[Builder]:
    builder = open_builder(tmp_path / "data")
    yield builder
    builder.close()


def pack(archive: Path, **members: str) -> None:
    with zipfile.ZipFile(archive, "w") as packed:
        for name, text in members.items():
            packed.writestr({"one": "1.txt", "two": "报告/2.txt"}.get(name, name), text)


def files(builder: Builder) -> list[str]:
    return sorted(report.file for report in builder.store.reports())


def test_each_member_of_an_archive_is_a_report(builder: Builder, folder: Path) -> None:
    pack(folder / "a.zip", one=YICHUN, two=LIPING)
    assert builder.build([folder]).added == BOTH
    assert builder.build([folder]).unchanged == BOTH
    assert builder.store.report("a.zip/报告/2.txt").issuer == "黎平县卫生健康局"


def test_a_member_that_changed_is_replaced_and_the_other_not_embedded_again(builder: Builder, folder: Path) -> None:
    pack(folder / "a.zip", one=YICHUN, two=LIPING)
    builder.build([folder])
    pack(folder / "a.zip", one=YICHUN, two=LIPING.replace("黎平县卫生健康局", "黎平县民政局"))
    summary = builder.build([folder])
    assert (summary.replaced, summary.unchanged) == (BOTH[1:], BOTH[:1])


def test_a_member_that_is_gone_is_removed_with_its_vectors(builder: Builder, folder: Path, tmp_path: Path) -> None:
    pack(folder / "a.zip", one=YICHUN, two=LIPING)
    builder.build([folder])
    pack(folder / "a.zip", one=YICHUN)
    assert builder.build([folder]).removed == BOTH[1:]
    (folder / "a.zip").unlink()
    shutil.copy(SAMPLE_REPORTS / "kongtong-2019.txt", folder)
    assert builder.build([folder]).removed == BOTH[:1]
    assert len(PassageStore.open(Settings(data=tmp_path / "data")).reports()) == 1


def test_a_member_that_cannot_be_used_is_named_each_time_and_the_others_stay(builder: Builder, folder: Path) -> None:
    pack(folder / "a.zip", one=YICHUN, two="")
    for summary in (builder.build([folder]), builder.build([folder])):
        assert [refused.file for refused in summary.refused] == BOTH[1:]
        assert [*summary.added, *summary.unchanged] == BOTH[:1]


def test_a_row_of_the_manifest_gives_the_address_and_a_changed_one_replaces_the_report(
    builder: Builder, folder: Path
) -> None:
    pack(folder / "a.zip", one=YICHUN)
    manifest = folder / "manifest.csv"
    manifest.write_text("file,url,published\na.zip/1.txt,https://a.example/1,2021-01-25\n", encoding="utf-8")
    builder.build([folder])
    assert builder.store.report(BOTH[0]).url == "https://a.example/1"
    assert builder.store.report(BOTH[0]).published == "2021-01-25"
    manifest.write_text("file,url,published\nb.txt,,\na.zip/1.txt,https://a.example/1,2021-01-25\n", encoding="utf-8")
    assert builder.build([folder]).unchanged == BOTH[:1]
    manifest.write_text("file,url,published\na.zip/1.txt,https://a.example/2,2021-01-25\n", encoding="utf-8")
    assert builder.build([folder]).replaced == BOTH[:1]
    assert builder.store.summary(BOTH[0]).url == "https://a.example/2"


def test_of_two_versions_answers_use_the_newer_and_the_older_stays_readable(builder: Builder, folder: Path) -> None:
    (folder / "old.txt").write_text(YICHUN, encoding="utf-8")
    (folder / "new.txt").write_text(YICHUN.replace("公开", "公布", 1), encoding="utf-8")
    manifest = folder / "manifest.csv"
    manifest.write_text("file,published\nold.txt,2021-01-25\nnew.txt,2021-03-01\n", encoding="utf-8")
    summary = builder.build([folder])
    assert summary.superseded == {"old.txt": "new.txt"}
    assert [report.file for report in builder.store.current_reports()] == ["new.txt"]
    assert [old.file for old in builder.store.older_versions(builder.store.summary("new.txt").id)] == ["old.txt"]
    assert builder.store.summary("宜春市卫生健康委 2020").file == "new.txt"
    assert builder.store.report("old.txt").figures
    found = {hit.passage.split(":")[0] for hit in builder.store.search_words("公开")}
    assert found == {builder.store.summary("new.txt").id}


def test_an_older_version_is_the_newest_again_once_the_newer_is_gone(builder: Builder, folder: Path) -> None:
    test_of_two_versions_answers_use_the_newer_and_the_older_stays_readable(builder, folder)
    version = builder.store.index_version
    (folder / "new.txt").unlink()
    assert builder.build([folder]).superseded == {}
    assert [report.file for report in builder.store.current_reports()] == ["old.txt"]
    assert builder.store.index_version != version


def test_a_row_that_moves_in_the_manifest_settles_anew(builder: Builder, folder: Path) -> None:
    (folder / "a.txt").write_text(YICHUN, encoding="utf-8")
    (folder / "b.txt").write_text(YICHUN.replace("公开", "公布", 1), encoding="utf-8")
    manifest = folder / "manifest.csv"
    manifest.write_text("file\nb.txt\na.txt\n", encoding="utf-8")
    assert builder.build([folder]).superseded == {"b.txt": "a.txt"}
    manifest.write_text("file\na.txt\nb.txt\n", encoding="utf-8")
    summary = builder.build([folder])
    assert (summary.superseded, summary.unchanged) == ({"a.txt": "b.txt"}, ["a.txt", "b.txt"])


def test_settling_is_taken_up_where_a_build_ended_before_it(builder: Builder, folder: Path) -> None:
    for name, sign in (("a.txt", "开"), ("b.txt", "布")):
        (folder / name).write_text(YICHUN.replace("公开", f"公{sign}", 1), encoding="utf-8")
    looks = iter([False] * 4)  # two reports embedded; then it is asked to stop
    summary = builder.build([folder], stopped=lambda: next(looks, True))
    assert summary.interrupted
    assert not summary.superseded
    assert builder.build([folder]).superseded == {"a.txt": "b.txt"}


def test_a_stopped_build_keeps_what_it_read_and_the_next_goes_on(builder: Builder, folder: Path) -> None:
    for number in range(4):
        text = YICHUN.replace("宜春市卫生健康委", f"宜春市{'水林农商'[number]}业局")
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    looks = iter([False] * 5)
    summary = builder.build([folder], stopped=lambda: next(looks, True))
    assert summary.interrupted
    assert 0 < len(summary.added) < 4
    assert files(builder) == summary.added
    again = builder.build([folder])
    assert not again.interrupted
    assert sorted([*again.added, *again.unchanged]) == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert again.unchanged == summary.added


def test_a_file_name_that_is_no_text_is_refused_with_its_bytes_told(builder: Builder, folder: Path) -> None:
    import os

    (folder / "ok　（一）.txt").write_text(YICHUN, encoding="utf-8")
    with open(os.fsencode(folder) + b"/\xd2\xcb\xb4\xba.txt", "wb") as file:
        file.write(LIPING.encode())
    summary = builder.build([folder])
    assert summary.added == ["ok　（一）.txt"]
    assert [(r.file, "UTF-8" in r.reason) for r in summary.refused] == [("\\udcd2˴\\udcba.txt", True)]


def test_a_folder_that_cannot_be_listed_is_named_and_its_reports_stay(builder: Builder, folder: Path) -> None:
    from index.build_files import ReportFile
    from index.build_held import Held

    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text(YICHUN, encoding="utf-8")
    builder.build([folder])
    held = Held(builder.store.contents(), builder.store.files())
    root = folder.resolve()
    assert held.gone([folder], []) == (["in/a.txt"], ["in/a.txt"])
    assert held.gone([folder], [ReportFile(root / "in", root, "in/", "the folder cannot be listed")]) == ([], [])


@pytest.mark.parametrize("name", ["yichun-2020.txt", "formats/tanlin-2022.mht", "formats/yunque-2021.html"])
def test_a_report_that_was_read_is_out_of_memory_once_nobody_holds_it(name: str) -> None:
    known = load_known()
    assert read_reports(SAMPLE_REPORTS / name, name, known, {}, "")  # what is kept from file to file is there
    gc.collect()
    gc.disable()
    try:
        assert read_reports(SAMPLE_REPORTS / name, name, known, {}, "")
        assert gc.collect() == 0  # nothing in circles, which stay until somebody looks for them
    finally:
        gc.enable()
