"""A table as it is shown: every figure in its place on the official form."""

import pytest

from index.report import Table, TableCell
from tests.mutants import sample_names
from tests.report_text import sample_text, tables_in


def grid(table: Table) -> list[list[TableCell]]:
    """The rows with every span filled in."""
    places: dict[tuple[int, int], TableCell] = {}
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in places:
                column += 1
            for down in range(cell.row_span):
                for right in range(cell.col_span):
                    assert (row + down, column + right) not in places
                    places[row + down, column + right] = cell
    width = 1 + max(column for _, column in places)
    return [[places[row, column] for column in range(width)] for row in range(1 + max(row for row, _ in places))]


@pytest.mark.parametrize("stem", sample_names())
def test_every_figure_is_shown_once_with_its_line_in_a_full_rectangle(stem: str) -> None:
    for table in tables_in(sample_text(stem)).values():
        grid(table)
        shown = {cell.cell: (cell.text, cell.line) for row in table.rows for cell in row if cell.cell}
        assert shown == {f.cell: (f.printed, f.source.line) for f in table.figures}
        assert sum(cell.cell is not None for row in table.rows for cell in row) == len(table.figures)


def test_a_figure_of_table_3_stands_under_its_labels() -> None:
    rows = grid(tables_in(sample_text("invented-baishi-2021"))["t3"])
    row = next(row for row in rows if any(cell.cell == "t3.res.denied.state_secret|org.legal" for cell in row))
    column = next(at for at, cell in enumerate(row) if cell.cell == "t3.res.denied.state_secret|org.legal")
    assert [cell.text for cell in row[:3]] == ["三、本年度办理结果", "（三）不予公开", "1.属于国家秘密"]
    assert [line[column].text for line in rows[:3]] == ["申请人情况", "法人或其他组织", "法律服务机构"]
