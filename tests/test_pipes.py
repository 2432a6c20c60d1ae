"""Padding behind the last word of a row says as much as padding on a line of its own."""

import pytest

from index.readers.pipes import cut_pipe_cells, is_pipe_cell

APART = ["项目 |", "件数 |", "|||", "规章 |", "2 |", "|||", "其他 |", "|", "|||"]
BEHIND = ["项目 |", "件数 ||||", "规章 |", "2 ||||", "其他 |", "|", "|||"]


def texts(lines: list[str]) -> list[list[str]]:
    """The rows of lines, as their texts."""
    return [[cell.text for cell in row] for row in cut_pipe_cells(list(enumerate(lines, start=1)))]


def test_padding_behind_a_word_closes_its_row() -> None:
    assert texts(BEHIND) == texts(APART) == [
        ["项目", "件数", "", "", ""], ["规章", "2", "", "", ""], ["其他", "", "", "", ""]
    ]  # fmt: skip


@pytest.mark.parametrize(("line", "is_cell"), [("17 |||", True), ("17 |", True), ("||", True), ("17 | 3 |", False)])
def test_a_line_with_one_word_is_one_cell(line: str, is_cell: bool) -> None:
    assert is_pipe_cell(line) is is_cell
