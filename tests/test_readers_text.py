"""Text files: encodings, line numbers, what is a paragraph and what a table, and limits."""

import sys
from pathlib import Path

import pytest

from index.errors import NoTextFound, TooLarge, UnreadableReport, UnsupportedFormat
from index.figures import read_table
from index.form import load_forms
from index.readers import read_document
from index.readers.text import LONGEST_LINE, LONGEST_TEXT, blocks_of, text_lines
from index.report import Grid, Prose
from index.tables import map_tables
from tests.conftest import SAMPLE_REPORTS

TEXT = "某市教育局2020年政府信息公开工作年度报告\n一、总体情况\n全年公开信息三条。\n"


def written(folder: Path, data: bytes) -> Path:
    path = folder / "report.txt"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode(), id="UTF-8"),
        pytest.param(TEXT.encode("utf-8-sig"), id="UTF-8 with a byte order mark"),
        pytest.param(TEXT.encode("gb18030"), id="GB18030"),
        pytest.param(TEXT.encode("utf-16"), id="UTF-16 with a byte order mark"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="line ends of Windows"),
        pytest.param(TEXT.replace("\n", "\r").encode(), id="line ends of an old Mac"),
    ],
)
def test_a_text_is_the_same_in_every_encoding(tmp_path: Path, data: bytes) -> None:
    assert text_lines(written(tmp_path, data)) == TEXT.split("\n")


def test_only_real_line_ends_count(tmp_path: Path) -> None:
    path = written(tmp_path, "一\f二\u2028三\x0b四\n五".encode())
    assert len(text_lines(path)) == 2
    assert [block.line for block in read_document(path).blocks if isinstance(block, Prose)] == [1, 2]


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        pytest.param(b"", NoTextFound, "empty", id="an empty file"),
        pytest.param("\ufeff \n\u3000\n".encode(), NoTextFound, "empty", id="blanks only"),
        pytest.param(b"PK\x03\x04\x00\x00\x00", UnreadableReport, "binary", id="a binary file"),
        pytest.param(TEXT.encode() + b"\x00", UnreadableReport, "binary", id="a NUL byte"),
        pytest.param(b"\xff\xfe\x00", UnreadableReport, "encoding", id="half a UTF-16 character"),
        pytest.param(b"|\n" * (LONGEST_TEXT // 2 + 1), TooLarge, "characters", id="bars without end"),
        pytest.param(b"1" * (LONGEST_LINE + 1), TooLarge, "line", id="a line without end"),
    ],
)
def test_a_file_that_cannot_be_a_report_is_refused_by_reason(
    tmp_path: Path, data: bytes, error: type[UnreadableReport], words: str
) -> None:
    with pytest.raises(error, match=words):
        read_document(written(tmp_path, data))


def test_a_suffix_without_a_reader_names_those_that_have_one(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat, match=r"\.docx, .*\.md, .*\.txt"):
        read_document(tmp_path / "report.xyz")


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        pytest.param(["\t规章", "\t0", "\t", "", "\t文件", "\t1", "\t2"], [["规章", "0", ""], ["文件", "1", "2"]],
                     id="tab cells"),
        pytest.param(["\t本年新", "制作数量", "\t0", "", "\t规章", "\t0"], [["本年新制作数量", "0"], ["规章", "0"]],
                     id="a label broken over two lines"),
        pytest.param(["规章 |", "0 |", "|", "||", "规范性文件 |", "1 |", "2 |", "||"],
                     [["规章", "0", "", "", ""], ["规范性文件", "1", "2", "", ""]], id="a bar behind each cell"),
        pytest.param(["规章 | 0 |  |", "文件 | 1 | 2 |"], [["规章", "0", ""], ["文件", "1", "2"]], id="bars"),
        pytest.param(["| 甲 | 乙 |", "| :--- | ---: |", "| 规章 | 0 |"], [["甲", "乙"], ["规章", "0"]], id="Markdown"),
        pytest.param(["| 甲\\|乙 | 0 |", "| 规章 | 0 |"], [["甲|乙", "0"], ["规章", "0"]], id="an escaped bar"),
        pytest.param(["| 规章 |  |  |", "| 规范 |  |  |"], [["规章", "", ""], ["规范", "", ""]], id="a row of blanks"),
        pytest.param(["规章\t0\t1", "\t规范\t2"], [["规章", "0", "1"], ["", "规范", "2"]], id="tabs between cells"),
    ],
)  # fmt: skip
def test_rows_are_found_again(lines: list[str], rows: list[list[str]]) -> None:
    grid = next(block for block in blocks_of(lines) if isinstance(block, Grid))
    assert [[cell.text for cell in row] for row in grid.rows] == rows


def test_a_cell_has_the_line_that_prints_it() -> None:
    grid = next(block for block in blocks_of(["序", "\t规章", "\t0", "", "\t规范", "\t1"]) if isinstance(block, Grid))
    assert [[cell.line for cell in row] for row in grid.rows] == [[2, 3], [5, 6]]


def test_paragraphs_indented_by_a_tab_are_prose() -> None:
    lines = ["\t我局公开信息三条。", "", "\t全年没有申请。"]
    assert blocks_of(lines) == [Prose("我局公开信息三条。", line=1), Prose("全年没有申请。", line=3)]


def test_the_prose_after_a_table_is_not_part_of_it() -> None:
    blocks = blocks_of(["\t规章", "\t0", "", "二、收到申请", "我局公开信息三条。"])
    assert [type(block) for block in blocks] == [Grid, Prose, Prose]


def test_every_line_of_a_sample_is_in_one_block_and_one_only() -> None:
    for path in sorted(SAMPLE_REPORTS.glob("*.txt")):
        lines = text_lines(path)
        seen: list[int] = []
        for block in blocks_of(lines):
            if isinstance(block, Prose):
                seen.append(block.line or 0)
            else:
                seen.extend(dict.fromkeys(cell.line or 0 for row in block.rows for cell in row))
        assert seen == sorted(set(seen)), path.name


HOSTILE = {
    "bars, one a line": "|\n",
    "rows of table 2": "规章 | 0 | 0 | 0 |\n",
    "first rows of table 3": "一、本年新收政府信息公开申请数量 | 0 | 0 | 0 | 1 | 2 | 3 | 4 |\n",
    "tab cells": "\t0\n",
    "tab cells parted by empty lines": "\t\n\n",
    "labels, one a line": "规章 |\n",
    "blanks before a bar": " " * 500 + "|\n",
    "open brackets": "1（" * 500 + " | 0 |\n",
    "headings": "一、总体情况\n",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_work_grows_with_the_size_of_a_hostile_file_not_with_its_square(piece: str) -> None:
    forms = load_forms()

    def calls(size: int) -> int:
        lines = (piece * (size // len(piece))).split("\n")
        counted = 0

        def count(*_: object) -> None:
            nonlocal counted
            counted += 1

        sys.setprofile(count)
        try:
            for table in map_tables(blocks_of(lines), forms).values():
                read_table(table, "a.txt", forms)
        finally:
            sys.setprofile(None)
        return counted

    calls(2_000)  # fills the caches
    assert calls(40_000) < 10_000 + 8 * calls(10_000)  # four times as much; its square would be sixteen


@pytest.mark.parametrize(
    ("name", "how"),
    [
        pytest.param("a.ofd", "导出为 PDF 或 DOCX", id="OFD is exported"),
        pytest.param("a.pptx", "save the slides as PDF", id="slides are saved"),
        pytest.param("a.xyz", "convert the file", id="any other is converted"),
    ],
)
def test_a_format_that_is_not_read_says_how_to_convert_it(tmp_path: Path, name: str, how: str) -> None:
    with pytest.raises(UnsupportedFormat, match=how):
        read_document(tmp_path / name)
