"""Markup inside text files: tables written as HTML, as converters to Markdown leave them, and marks inside cells."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from index.labels import printed_text
from index.readers.html_spans import TableTooLarge
from index.readers.html_table import Table, read_html_table
from index.readers.html_tokens import read_tokens
from index.report import Block, Grid, GridCell, Prose

BORDER = re.compile(r"<(/?)table\b[^>]*>", re.I)
OPENING = re.compile(r"<table\b[^>]*>", re.I)
CELL = re.compile(r"<(t[dh])\b", re.I)
BREAK = re.compile(r"\s*<br\s*/?>\s*", re.I)
BROKEN_NUMBER = re.compile(r"(?<=[\d.])\s*<br\s*/?>\s*(?=[\d.])", re.I)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
SHOWS_ITS_TEXT = re.compile(r"</?(?:b|strong|i|em|u|span|font|p|div|center)\b[^<>]*>", re.I)  # not <sup>: 25¹ is no 251
EMPHASIS = re.compile(r"^(\*\*|__|\*|_|`)(.+)\1$")  # not ~~: what is struck out is no value
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
SIGNS = ("<", "&", "*", "_", "`", "\\", "~")  # a cell without any of them has no marks
MOST_TABLES = 200  # lines that open one: each is looked through to its end
PLACE = "data-at"  # attribute that carries a cell's line through the parser

Place = tuple[int, int]  # 0-based line, and column in it


def has_markup_table(lines: Sequence[str]) -> bool:
    """Whether any line opens a table of HTML, and no more do than a report could have."""
    return 0 < sum("<table" in line or "<TABLE" in line for line in lines) <= MOST_TABLES


def cut_markup_table(lines: Sequence[str], at: int) -> tuple[list[Block], int] | None:
    """The tables of HTML that begin in a line, with the prose beside them on their first and last lines.

    Returns the blocks and the index of the line after them; None where no table begins or it never ends. Every cell
    has the line that its tag stands in.
    """
    blocks: list[Block] = []
    line, column = at, 0
    while opened := OPENING.search(lines[line], column):
        end = _end(lines, line, opened.start())
        if end is None:
            break
        blocks += _prose(lines[line][column : opened.start()], line + 1)
        blocks += _table(lines, (line, opened.start()), end)
        line, column = end
    return ([*blocks, *_prose(lines[line][column:], line + 1)], line + 1) if column else None


def _end(lines: Sequence[str], at: int, column: int) -> Place | None:
    """Behind the end of the table that begins at a place."""
    depth = 0
    for number in range(at, len(lines)):
        for border in BORDER.finditer(lines[number], column if number == at else 0):
            depth += -1 if border[1] else 1
            if depth <= 0:
                return number, border.end()
    return None


def _table(lines: Sequence[str], start: Place, end: Place) -> list[Block]:
    """The table between two places: a grid, or paragraphs where it only lays out text."""
    (first, left), (last, right) = start, end
    inside = [line[: right if n == last else None] for n, line in enumerate(lines[first : last + 1], first)]
    inside[0] = inside[0][left:]
    text = "\n".join(CELL.sub(rf'<\1 {PLACE}="{first + n + 1}"', line) for n, line in enumerate(inside))
    node = LexborHTMLParser(text).css_first("table")
    try:
        table = read_tokens([node], lambda tokens: read_html_table(tokens, 0)) if node else None
    except TableTooLarge:
        table = None
    if table is None or node is None:
        return [prose for n, line in enumerate(inside, first + 1) for prose in _prose(line, n)]
    return [_grid(table, [int(cell.attributes.get(PLACE) or first + 1) for cell in node.css("td, th")], first + 1)]


def _grid(table: Table, places: Sequence[int], first: int) -> Grid:
    cells = [cell for row in table.rows for cell in row]
    # Hidden cells and a foot that stands first change the order: then only the line of the table is sure.
    lines = iter(places if len(places) == len(cells) and list(places) == sorted(places) else [first] * len(cells))
    return Grid(
        tuple(
            tuple(GridCell(cell.text, next(lines), row_span=cell.row_span, col_span=cell.col_span) for cell in row)
            for row in table.rows
        ),
        spans=True,
    )


def _prose(text: str, line: int) -> list[Block]:
    shown = printed_text(unescape(TAG.sub("", text)))
    return [Prose(shown, line=line)] if shown else []


def has_marks(lines: Sequence[str]) -> bool:
    """Whether there is any sign in some lines that a mark could begin with; most tables have none."""
    text = "\n".join(lines)
    return any(sign in text for sign in SIGNS)


def without_marks(grid: Grid) -> Grid:
    """The grid with its cells as Markdown shows them: no emphasis, no escapes, no breaks, entities as characters."""
    return replace(grid, rows=tuple(tuple(map(_plain, row)) for row in grid.rows))


def _plain(cell: GridCell) -> GridCell:
    text = cell.text
    if not any(sign in text for sign in SIGNS):
        return cell
    shown = BREAK.sub("", BROKEN_NUMBER.sub(" ", text))
    shown = printed_text(unescape(SHOWS_ITS_TEXT.sub("", shown)))
    while found := EMPHASIS.match(shown):
        shown = found[2].strip()
    return replace(cell, text=ESCAPED.sub(r"\1", shown))
