"""Tables with real spans: every layout of the same figures is read the same, by position under the printed words."""

from collections.abc import Callable

import pytest

from index.form import APPLICANTS
from tests.mutants import sample_names
from tests.span_sheets import (
    Cell,
    Sheet,
    columns_in_order,
    expanded,
    figures,
    folded,
    known_cells,
    pages,
    read,
    split,
    transposed,
    with_column,
    wrong,
)

F2019, F2021, HYBRID = "invented-heting-2019", "invented-baishi-2021", "invented-yanzhu-2023"
ALL_OK = {"t2": "ok", "t3": "ok", "t4": "ok"}


def tables(name: str) -> tuple[Sheet, Sheet, Sheet]:
    t2, t3, t4 = pages(name).sheets
    return t2, t3, t4


def statuses(sheets: list[Sheet]) -> dict[str, str]:
    return {key: table.status for key, table in read(sheets).items()}


@pytest.mark.parametrize("name", sample_names())
def test_the_official_layout_is_read_whole_and_right(name: str) -> None:
    assert statuses(pages(name).sheets) == ALL_OK
    assert figures(pages(name).sheets) == known_cells(name)
    assert wrong(pages(name)) == ([], [])


def t3_split(*at: int, head: int = 0) -> Callable[[str], list[Sheet]]:
    def layout(name: str) -> list[Sheet]:
        t2, t3, t4 = tables(name)
        parts = [t3]
        for row in reversed(at):
            parts[0:1] = split(parts[0], row, head)
        return [t2, *parts, t4]

    return layout


def t3_like(change: Callable[[Sheet], Sheet]) -> Callable[[str], list[Sheet]]:
    return lambda name: [change(s) if s.table == "t3" else s for s in pages(name).sheets]


def t4_like(change: Callable[[Sheet], list[Sheet]]) -> Callable[[str], list[Sheet]]:
    return lambda name: [part for s in pages(name).sheets for part in (change(s) if s.table == "t4" else [s])]


def t2_like(change: Callable[[Sheet], list[Sheet]]) -> Callable[[str], list[Sheet]]:
    return lambda name: [part for s in pages(name).sheets for part in (change(s) if s.table == "t2" else [s])]


def blocks_apart(sheet: Sheet) -> list[Sheet]:
    starts = [at for at, row in enumerate(sheet.rows) if "第二十条" in row[0].text]
    return [Sheet("t2", sheet.rows[a:b]) for a, b in zip(starts, [*starts[1:], None], strict=True)]


def in_two(sheet: Sheet) -> list[Sheet]:
    places = expanded(sheet)
    review = folded("t4", [[row[at] for at in range(5)] for row in places])
    review.rows = [row for row in review.rows if row]
    for cell in review.rows[1]:
        cell.row_span = 1
    return [review, folded("t4", [[row[at] for at in range(5, 15)] for row in places])]


def upright_in_two(sheet: Sheet) -> list[Sheet]:
    places = expanded(sheet)
    return [folded("t4", [[row[at] for row in places] for at in part]) for part in (range(5), range(5, 15))]


def by_block(sheet: Sheet) -> list[Sheet]:
    """Blocks as rows, results as columns."""
    values = sheet.rows[-1]
    words = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    labels = (
        [Cell("行政复议", col_span=2)],
        [Cell("行政诉讼", row_span=2), Cell("未经复议直接起诉")],
        [Cell("复议后起诉")],
    )
    head = [Cell("", col_span=2), *(Cell(word) for word in words)]
    return [Sheet("t4", [head, *([*label, *values[5 * at : 5 * at + 5]] for at, label in enumerate(labels))])]


def without_results_column(sheet: Sheet) -> Sheet:
    places = expanded(sheet)
    return folded("t3", [row[1:] for row in places])


def with_subtotal(sheet: Sheet) -> Sheet:
    texts = [str(sum(int(c.text) for c in row[-6:-1])) if row[-2].text.isdigit() else "" for row in sheet.rows[3:]]
    places = expanded(sheet)
    group = places[1][4]
    head = Cell("小计")
    beside = [places[0][4], group, head, *(Cell(text) for text in texts)]
    return folded("t3", [[*row[:9], cell, *row[9:]] for row, cell in zip(places, beside, strict=True)])


def broken_label(sheet: Sheet) -> list[Sheet]:
    """A row cut by a page break: its label goes on in a row of blanks on the next page."""
    at = next(n for n, row in enumerate(sheet.rows) if any("要求行政机关确认" in cell.text for cell in row))
    first, second = split(sheet, at + 1)
    label = next(cell for cell in first.rows[at] if "要求行政机关确认" in cell.text)
    rest = Cell(label.text[12:])
    label.text = label.text[:12]
    places = expanded(second)
    blank = [places[0][0], Cell(""), rest, *(Cell("") for _ in APPLICANTS)]
    return [first, folded("t3", [blank, *places])]


LAYOUTS = {
    "table 3 over two pages": t3_split(12),
    "table 3 over two pages, its header repeated": t3_split(12, head=3),
    "table 3 over four pages": t3_split(6, 11, 17),
    "the three tables in one grid": lambda name: [Sheet("", [row for s in pages(name).sheets for row in s.rows])],
    "table 2 in a grid for each block": t2_like(blocks_apart),
    "table 3 without the column of 本年度办理结果": t3_like(without_results_column),
    "table 3 with a column of numbers before the labels": t3_like(
        lambda s: with_column(s, 0, "序号", 3, [str(n) for n in range(1, 40)])
    ),
    "table 3 with a column of units behind the labels": t3_like(lambda s: with_column(s, 3, "单位", 3, ["件"] * 40)),
    "table 3 with 总计 before 自然人": t3_like(lambda s: columns_in_order(s, [0, 1, 2, 9, 3, 4, 5, 6, 7, 8])),
    "table 4 upright": t4_like(lambda s: [transposed(s)]),
    "table 4 as two tables": t4_like(in_two),
    "table 4 as two upright tables": t4_like(upright_in_two),
    "table 4 with a row for each block": t4_like(by_block),
    "a row of table 3 cut by a page break": lambda name: [
        part for s in pages(name).sheets for part in (broken_label(s) if s.table == "t3" else [s])
    ],
}


@pytest.mark.parametrize("name", [F2019, F2021, HYBRID])
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_another_layout_reads_the_same(layout: Callable[[str], list[Sheet]], name: str) -> None:
    found = read(layout(name))
    assert {key: (t.status, t.reason) for key, t in found.items()} == dict.fromkeys(ALL_OK, ("ok", ""))
    assert {cell.cell: cell.place.text for table in found.values() for cell in table.cells} == known_cells(name)
