"""The official tables as converters print them: each dress reads the same, a damaged one gives no wrong figure."""

import random
from collections.abc import Callable, Iterable

import pytest

from index.labels import printed_text
from index.readers.text import blocks_of
from index.report import Grid, Prose
from tests.report_text import statuses, tables_in
from tests.span_sheets import Cell, Sheet, expanded, known_cells, pages

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


def marked(rows: Lines) -> Iterable[str]:
    """Markdown with its marks: values in bold, labels broken by <br>, blank cells as an entity, signs escaped."""
    for row in rows:
        yield "| " + " | ".join(_marked(text) for text in row) + " |"


def _marked(text: str) -> str:
    if not text:
        return "&nbsp;"
    if text[0].isdigit():
        return f"**{text}**"
    middle = len(text) // 2
    return f"{text[:middle]}<br>{text[middle:]}".replace("-", "\\-") if len(text) > 7 else f"<b>{text}</b>"


def html_line_by_line(sheet: Sheet) -> Iterable[str]:
    """As pandoc writes a table it cannot draw: a tag a line."""
    yield '<table border="1">'
    for row in sheet.rows:
        yield "  <tr>"
        yield from (f"    {_tagged(cell)}" for cell in row)
        yield "  </tr>"
    yield "</table>"


def html_in_one_line(sheet: Sheet) -> Iterable[str]:
    """As OCR to Markdown writes it: a page around each table, all in one line."""
    rows = "".join(f"<tr>{''.join(map(_tagged, row))}</tr>" for row in sheet.rows)
    yield f"<html><body><table>{rows}</table></body></html>"


def _tagged(cell: Cell) -> str:
    spans = f' rowspan="{cell.row_span}"' * (cell.row_span > 1) + f' colspan="{cell.col_span}"' * (cell.col_span > 1)
    return f"<td{spans}>{cell.text}</td>"


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
    "marks inside the cells": (written_out, marked),
}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("written", [html_line_by_line, html_in_one_line], ids=["a tag a line", "in one line"])
def test_tables_of_html_inside_a_text_file_are_read_with_the_line_of_each_cell(
    name: str, written: Callable[[Sheet], Iterable[str]]
) -> None:
    lines = [line for sheet in pages(name).sheets for line in (HEADINGS[sheet.table], *written(sheet))]
    figures = [figure for table in tables_in("\n".join(lines)).values() for figure in table.figures]
    assert {figure.cell: figure.printed for figure in figures} == known_cells(name)
    assert all(figure.printed in lines[(figure.source.line or 0) - 1] for figure in figures)
    prose = [block.text for block in blocks_of(lines) if isinstance(block, Prose)]
    assert prose == [HEADINGS[sheet.table] for sheet in pages(name).sheets]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        pytest.param("**25**", "25", id="bold"),
        pytest.param("&nbsp;", "", id="an entity for a blank"),
        pytest.param("25<sup>1</sup>", "25<sup>1</sup>", id="a note's mark stays: it is no digit of the number"),
        pytest.param("12<br>34", "12 34", id="two numbers in a cell stay two"),
        pytest.param("~~25~~", "~~25~~", id="what is struck out is no value"),
        pytest.param("本年<br>新收", "本年新收", id="a broken label"),
        pytest.param(r"1\.5", "1.5", id="an escaped point"),
    ],
)
def test_a_cell_of_markdown_is_what_it_shows(written: str, shown: str) -> None:
    (grid,) = blocks_of([f"| {written} | 甲 | 1 |", "|---|---|---|", *["| 乙 | 2 | 3 |"] * 6])
    assert isinstance(grid, Grid)
    assert grid.rows[0][0].text == shown


@pytest.mark.parametrize("text", ["<table><tr><td>1", "</table>", "<table></table>" * 3000, "<table>" * 3000])
def test_markup_that_is_no_table_is_prose(text: str) -> None:
    assert all(isinstance(block, Prose) for block in blocks_of(["一、总体情况", text, "正文。"]))


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
