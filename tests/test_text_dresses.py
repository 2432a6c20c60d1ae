"""The official tables as converters print them: each dress reads the same, a damaged one gives no wrong figure."""

import random
from collections.abc import Callable, Iterable

import pytest

from index.labels import printed_text
from tests.report_text import statuses, tables_in
from tests.span_sheets import Sheet, expanded, known_cells, pages

SAMPLES = ("invented-jingwan-2020", "invented-danling-2024")  # no blank cell, a form each
HEADINGS = {
    "t2": "二、主动公开政府信息情况",
    "t3": "三、收到和处理政府信息公开申请情况",
    "t4": "四、行政复议、行政诉讼情况",
}
Lines = list[list[str]]  # rows of cells


def written_out(sheet: Sheet) -> Lines:
    """Every merged cell printed in each place it covers."""
    return [[cell.text if cell else "" for cell in row] for row in expanded(sheet)]


def labels_written_out(sheet: Sheet) -> Lines:
    """Row spans printed in each row, column spans once."""
    rows = []
    for row in expanded(sheet):
        rows.append([cell.text for at, cell in enumerate(row) if cell and (at == 0 or row[at - 1] is not cell)])
    return rows


def starting(sheet: Sheet) -> Lines:
    """The cells that start in each row, nothing for those a span hides."""
    return [[cell.text for cell in row] for row in sheet.rows]


def padded(sheet: Sheet) -> Lines:
    """The cells that start in each row, and blanks behind them for all that spans hide."""
    wide = len(expanded(sheet)[0])
    return [[*row, *[""] * (wide - len(row))] for row in starting(sheet)]


def column_spans_kept(sheet: Sheet) -> Lines:
    """The cells that start in each row, and a blank for each further column they cover."""
    return [[text for cell in row for text in (cell.text, *[""] * (cell.col_span - 1))] for row in sheet.rows]


def markdown(rows: Lines) -> Iterable[str]:
    return ("| " + " | ".join(row) + " |" for row in rows)


def tabs(rows: Lines) -> Iterable[str]:
    return ("\t".join(row) for row in rows)


def tabs_behind_a_tab(rows: Lines) -> Iterable[str]:
    return ("\t" + "\t".join(row) for row in rows)


def blanks(rows: Lines) -> Iterable[str]:
    return (" ".join(row) for row in rows)


def grid(rows: Lines) -> Iterable[str]:
    """As pandoc draws it: a rule under each row, and in the third header row one under some columns only."""
    for number, row in enumerate(rows):
        yield "+----+" if number else "+====+"
        yield "| " + " | ".join(row) + " |"
        if number == 1:
            yield "|    |    +-----+-----+"


def bars_behind(rows: Lines) -> Iterable[str]:
    """A bar behind each cell, those of the padding in one line; long labels broken over lines."""
    for row in rows:
        for text in filter(None, row):
            middle = len(text) // 2 if len(text) > 7 and not text[0].isdigit() else 0
            yield from (text[:middle], f"{text[middle:]} |") if middle else (f"{text} |",)
        yield from filter(None, ["|" * row.count("")])


def text_of(name: str, cells: Callable[[Sheet], Lines], lines: Callable[[Lines], Iterable[str]]) -> list[str]:
    found = []
    for sheet in pages(name).sheets:
        found += [HEADINGS[sheet.table], *lines(cells(sheet))]
    return found


def read(text: list[str]) -> dict[str, str]:
    return {figure.cell: figure.printed for table in tables_in("\n".join(text)).values() for figure in table.figures}


DRESSES = {
    "merged cells written out, Markdown": (written_out, markdown),
    "merged cells written out, tabs": (written_out, tabs),
    "row spans written out, tabs": (labels_written_out, tabs),
    "a tab before each row": (starting, tabs_behind_a_tab),
    "single blanks": (starting, blanks),
    "blanks for column spans only": (column_spans_kept, markdown),
    "rules between the rows": (starting, grid),
    "bars behind each cell, labels broken": (padded, bars_behind),
}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES.keys())
def test_each_dress_reads_as_printed(
    name: str, dress: tuple[Callable[[Sheet], Lines], Callable[[Lines], Iterable[str]]]
) -> None:
    text = text_of(name, *dress)
    assert statuses("\n".join(text)) == {"t2": "ok", "t3": "ok", "t4": "ok"}
    assert read(text) == known_cells(name)


@pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES.keys())
def test_a_dress_that_lost_doubled_or_moved_a_cell_gives_right_figures_or_none(
    dress: tuple[Callable[[Sheet], Lines], Callable[[Lines], Iterable[str]]],
) -> None:
    chance = random.Random(20210930)
    refused = 0
    for number in range(60):
        name = SAMPLES[number % 2]
        cells, lines = dress
        text = text_of(name, lambda sheet: damaged(cells(sheet), chance), lines)  # noqa: B023
        got = read(text)
        assert {cell: got[cell] for cell in got if got[cell] != known_cells(name)[cell]} == {}
        refused += len(got) < len(known_cells(name))
    assert refused > 30


def damaged(rows: Lines, chance: random.Random) -> Lines:
    """The rows with one value lost, doubled, or moved behind the next."""
    rows = [[*row] for row in rows]
    places = [(r, c) for r, row in enumerate(rows) for c, text in enumerate(row) if printed_text(text).isdigit()]
    row, column = chance.choice(places)
    kind = chance.choice(("lost", "doubled", "moved down" if row + 1 < len(rows) else "lost"))
    text = rows[row].pop(column)
    if kind == "doubled":
        rows[row][column:column] = [text, text]
    elif kind == "moved down":
        rows[row + 1].append(text)
    return rows
