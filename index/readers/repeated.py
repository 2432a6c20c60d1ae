"""Tables whose merged cells were written out once for every place they cover, as python-docx and pandas do.

Such a table is a whole rectangle, so its spans can be told again: equal words side by side were one cell, equal words
below each other too, and equal values under a header that was merged over them. Equal values under headers of their
own stay apart.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from index.labels import printed_text
from index.report import Grid, GridCell

NUMBER = re.compile(r"[+\-±]?\d[\d,，.]*\s*[万亿元件项条个]*")
WORDS = re.compile(r"[\u4e00-\u9fff]\s*[\u4e00-\u9fff]")
TOLD = 3  # equal words side by side: the corner of table 3, a title of table 2, 行政复议; no header repeats a word so

Run = tuple[int, int]  # the columns of one cell: first, one past the last


def with_spans(rows: Sequence[tuple[GridCell, ...]]) -> Grid | None:
    """The grid with its spans told again; None where the rows are no rectangle or repeat no merged cell."""
    texts = [[printed_text(cell.text) for cell in row] for row in rows]
    if len({len(row) for row in texts}) != 1 or not any(_longest(row) >= TOLD for row in texts):
        return None
    runs: list[list[Run]] = []
    header: list[Run] = []
    for row in texts:
        cells = _runs(row, header)
        runs.append(cells)
        if not any(NUMBER.fullmatch(text) for text in row) and any(_is_word(text) for text in row[1:]):
            header = cells
    return Grid(tuple(_spanned(rows, texts, runs, at) for at in range(len(rows))), spans=True)


def _is_word(text: str) -> bool:
    return bool(WORDS.search(text)) and not NUMBER.fullmatch(text)


def _longest(row: Sequence[str]) -> int:
    return max((len(list(same)) for text, same in groupby(row) if _is_word(text)), default=0)


def _runs(row: Sequence[str], header: Sequence[Run]) -> list[Run]:
    """The cells of a row: words that repeat are one, and so is what repeats under one cell of the header."""
    under = {start: end for start, end in header if len(set(row[start:end])) == 1}
    found: list[Run] = []
    at = 0
    while at < len(row):
        end = at + 1
        while end < len(row) and _is_word(row[at]) and row[end] == row[at]:
            end += 1
        end = max(end, under.get(at, end))
        found.append((at, end))
        at = end
    return found


def _spanned(
    rows: Sequence[tuple[GridCell, ...]], texts: Sequence[Sequence[str]], runs: Sequence[Sequence[Run]], at: int
) -> tuple[GridCell, ...]:
    """The cells that start in row `at`; one that goes on from the row above starts there."""
    cells = []
    for start, end in runs[at]:
        text = texts[at][start]
        if at and _is_word(text) and (start, end) in runs[at - 1] and texts[at - 1][start] == text:
            continue
        below = at + 1
        while below < len(rows) and _is_word(text) and (start, end) in runs[below] and texts[below][start] == text:
            below += 1
        cell = rows[at][start]
        cells.append(GridCell(cell.text, cell.line, row_span=below - at, col_span=end - start))
    return tuple(cells)
