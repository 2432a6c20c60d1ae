"""A folder of reports becomes an index, again and again."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import Builder, read_report, report_files
from index.errors import NianbaoError
from index.passage_store import PassageStore
from index.settings import Settings
from tests.builds import CountingEmbedder, Seen, build, edit, indexed, open_builder
from tests.conftest import SAMPLE_REPORTS, CharacterEmbedder


@pytest.fixture
def builder(data: Path) -> Iterator[Builder]:
    builder = open_builder(data)
    yield builder
    builder.close()


def test_every_report_is_added_and_named_to_whoever_watches(builder: Builder, folder: Path) -> None:
    seen = Seen()
    summary = builder.build([folder], seen)
    assert seen.count == 2
    assert summary.added == seen.files == ["liping-2020.txt", "yichun-2020.txt"]
    assert not (summary.refused or summary.not_extracted)


def test_unchanged_files_are_skipped_and_nothing_is_embedded_again(data: Path, folder: Path) -> None:
    build(data, folder)
    os.utime(folder / "liping-2020.txt", (1, 1))  # a new date is no change
    embedder = CountingEmbedder()
    summary = build(data, folder, embedder=embedder)
    assert summary.unchanged == ["liping-2020.txt", "yichun-2020.txt"]
    assert embedder.count == 0


def test_a_changed_file_is_replaced(builder: Builder, folder: Path) -> None:
    builder.build([folder])
    edit(folder / "liping-2020.txt", "黎平县卫生健康局", "黎平县民政局")
    summary = builder.build([folder])
    assert (summary.replaced, summary.unchanged) == (["liping-2020.txt"], ["yichun-2020.txt"])
    assert {report.issuer for report in builder.store.reports()} == {"黎平县民政局", "宜春市卫生健康委"}


def test_a_deleted_file_is_removed_from_figures_and_passages(data: Path, builder: Builder, folder: Path) -> None:
    builder.build([folder])
    gone = builder.store.summary("liping-2020").id
    (folder / "liping-2020.txt").unlink()
    assert builder.build([folder]).removed == ["liping-2020.txt"]
    assert indexed(builder) == ["yichun-2020.txt"]
    assert gone not in PassageStore.open(Settings(data=data)).reports()


def test_a_single_file_adds_itself_and_removes_nothing(builder: Builder, folder: Path) -> None:
    builder.build([folder])
    summary = builder.build([SAMPLE_REPORTS / "xiangxiang-2023.txt"])
    assert (summary.added, summary.removed) == (["xiangxiang-2023.txt"], [])
    assert len(indexed(builder)) == 3
    assert builder.build([folder / "liping-2020.txt"]).unchanged == ["liping-2020.txt"]


BAD_FILES = {
    "a.txt": (b"", "empty"),
    "b.txt": (b"\x7fELF\x00\x00", "binary"),
    "c.txt": ("今天天气很好。".encode(), "title"),
    "d.txt": (b"1" * 1_100_000, "1 MB"),
    "e.mp3": (b"ID3", "not read"),
    "e.pdf": (b"%PDF-1.4", "PDF"),
    "f.txt": ("某局2020年政府信息公开工作年度报告\x00".encode(), "binary"),
    "g.txt": (b"|\n" * 30_000 + b"1" * 30_000, "line"),
}


def test_files_that_cannot_be_used_are_named_with_a_reason_and_the_others_go_in(builder: Builder, folder: Path) -> None:
    for name, (content, _) in BAD_FILES.items():
        (folder / name).write_bytes(content)
    summary = builder.build([folder])
    assert {error.file: True for error in summary.refused} == dict.fromkeys(BAD_FILES, True)
    for error in summary.refused:
        assert BAD_FILES[error.file][1] in error.reason
    assert summary.added == ["liping-2020.txt", "yichun-2020.txt"]


def test_a_report_that_became_unreadable_is_taken_out_and_named(builder: Builder, folder: Path) -> None:
    builder.build([folder])
    (folder / "liping-2020.txt").write_bytes(b"")
    summary = builder.build([folder])
    assert [error.file for error in summary.refused] == summary.removed == ["liping-2020.txt"]
    assert indexed(builder) == ["yichun-2020.txt"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_a_report_in_another_encoding_gives_the_same_figures(tmp_path: Path, encoding: str) -> None:
    text = (SAMPLE_REPORTS / "yichun-2020.txt").read_text(encoding="utf-8")
    (tmp_path / "yichun-2020.txt").write_bytes(text.encode(encoding))
    one = read_report(tmp_path / "yichun-2020.txt", tmp_path)
    assert one.figures == read_report(SAMPLE_REPORTS / "yichun-2020.txt", SAMPLE_REPORTS).figures


def test_a_table_that_cannot_be_read_is_named_and_its_report_goes_in(builder: Builder, folder: Path) -> None:
    edit(folder / "yichun-2020.txt", "\t商业企业\n", "\t其他企业\n")
    summary = builder.build([folder])
    assert [(table.file, table.table) for table in summary.not_extracted] == [("yichun-2020.txt", "t3")]
    assert builder.store.summary("yichun-2020").tables["t3"].status == "not_extracted"
    assert builder.store.summary("yichun-2020").tables["t2"].status == "ok"


def test_two_files_of_one_name_in_two_folders_are_not_mixed_up(builder: Builder, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(SAMPLE_REPORTS / "kongtong-2019.txt", other / "liping-2020.txt")
    summary = builder.build([folder, other])
    assert summary.added == ["liping-2020.txt", "yichun-2020.txt"]
    assert [error.file for error in summary.refused] == ["liping-2020.txt"]
    assert "rename" in summary.refused[0].reason
    assert [error.file for error in builder.build([other]).refused] == ["liping-2020.txt"]
    assert builder.store.summary("liping-2020").issuer == "黎平县卫生健康局"


def test_a_folder_that_was_moved_keeps_its_reports(builder: Builder, folder: Path, tmp_path: Path) -> None:
    builder.build([folder])
    moved = folder.rename(tmp_path / "moved")
    assert len(builder.build([moved]).replaced) == 2
    assert builder.build([moved]).unchanged == ["liping-2020.txt", "yichun-2020.txt"]


def test_a_file_given_twice_is_read_once(folder: Path) -> None:
    files = report_files([folder, folder / "liping-2020.txt", folder])
    assert [file.file for file in files] == ["liping-2020.txt", "yichun-2020.txt"]


def test_hidden_files_and_readmes_are_no_reports(folder: Path) -> None:
    (folder / ".git").mkdir()
    for name in (".git/x.txt", ".hidden.txt", "~$report.txt", "README.md"):
        (folder / name).write_text("x", encoding="utf-8")
    (folder / "2020").mkdir()
    shutil.copy(SAMPLE_REPORTS / "kongtong-2019.txt", folder / "2020" / "k.txt")
    assert [file.file for file in report_files([folder])] == ["2020/k.txt", "liping-2020.txt", "yichun-2020.txt"]


def test_links_that_lead_in_circles_are_left_alone(builder: Builder, folder: Path) -> None:
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    summary = builder.build([folder])
    assert summary.added == ["liping-2020.txt", "yichun-2020.txt"]
    assert not summary.refused


def test_a_folder_that_was_emptied_leaves_the_index_alone(builder: Builder, folder: Path) -> None:
    builder.build([folder])
    shutil.rmtree(folder)
    folder.mkdir()
    with pytest.raises(NianbaoError, match="no report files"):
        builder.build([folder])
    assert len(indexed(builder)) == 2


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NianbaoError, match="nowhere"):
        report_files([tmp_path / "nowhere"])


def test_only_one_build_at_a_time_works_on_a_data_folder(builder: Builder, data: Path) -> None:
    with pytest.raises(NianbaoError, match="another build"):
        Builder(Settings(data=data), embedder=CharacterEmbedder())


def test_a_data_folder_that_cannot_be_made_says_what_to_set(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    with pytest.raises(NianbaoError, match="NIANBAO_DATA"):
        open_builder(tmp_path / "data")
