"""Rows found again in a table whose cells stand a line each behind a pipe.

Such a text has no row ends, but its grid was rectangular, and a run of two or more pipes is padding that closes a
row: the width is the one at which every run closes a row. A run may stand on a line of its own or behind the last
word of its row, "17 |||", where the first pipe is that word's own.
"""

from collections.abc import Sequence

from index.labels import printed_text
from index.readers.paragraphs import is_label, is_word
from index.report import GridCell

WIDEST = 24
LONGEST_CELL = 60  # a longer line is prose even where it ends in a pipe
MOST_BREAKS = 8  # 三、本年度办理结果 stands upright in some tables, a character a line


def is_pipe_cell(line: str) -> bool:
    """Whether a line is one cell with its pipe, or padding."""
    if "|" not in line:
        return False
    text = line.strip()
    if not text.endswith("|"):
        return False
    return len(text) <= LONGEST_CELL and "|" not in text.rstrip("|")


def pipe_cell_lines(lines: Sequence[str], at: int) -> tuple[list[tuple[int, str]], int]:
    """The cells from line `at` (0-based) on, each with its 1-based line, and the place after the last one.

    A label that is broken over lines, its pipe behind the last of them, is one cell.
    """
    cells: list[tuple[int, str]] = []
    while at < len(lines):
        end = at + 1 if is_pipe_cell(lines[at]) else _end_of_broken(lines, at)
        if not end:
            break
        cells.append((at + 1, "".join(line.strip() for line in lines[at:end])))
        at = end
    return cells, at


def _end_of_broken(lines: Sequence[str], at: int) -> int | None:
    """The place after a label that begins in a line without a pipe; None where that line is no part of a label."""
    end = at
    while end < len(lines) and end - at < MOST_BREAKS and lines[end].strip() and "|" not in lines[end]:
        end += 1
    if end == at or end == len(lines) or not is_pipe_cell(lines[end]):
        return None
    last = printed_text(lines[end].strip().rstrip("|"))
    text = printed_text("".join(line.strip() for line in lines[at:end]) + last)
    # A last line that is a label by itself stands below a heading or prose, unless both are one to the letter.
    whole = is_label(text) or (is_word(text) and not is_word(last))
    headed = "勾稽关系" in text and not text.lstrip("（(").startswith("本列数据")
    return end + 1 if last and whole and not headed else None


def cut_pipe_cells(lines: Sequence[tuple[int, str]]) -> tuple[tuple[GridCell, ...], ...]:
    """The rows of consecutive pipe-per-cell lines, each with its number.

    Where no width fits, each row starts at a label that follows a value or padding: `index.tables` then accepts the
    table only if every row is complete.
    """
    cells: list[GridCell] = []
    closes: list[int] = []
    for number, line in lines:
        text = line.strip()
        if text and not text.strip("|"):
            cells.extend(GridCell("", number) for _ in text)
            if len(text) > 1:
                closes.append(len(cells))
        else:
            words = text.rstrip("|")
            cells.append(GridCell(words.strip(" "), number))
            if padding := len(text) - len(words) - 1:
                cells.extend(GridCell("", number) for _ in range(padding))
                closes.append(len(cells))
    width = _width(closes)
    if width:
        return tuple(tuple(cells[at : at + width]) for at in range(0, len(cells), width))
    return _rows_by_label(cells)


def _width(closes: list[int]) -> int | None:
    # The last row may lack its padding: converters drop trailing pipes at the end of a table.
    fits = [w for w in range(2, WIDEST + 1) if closes and all(end % w == 0 for end in closes)]
    return max(fits, default=None)


def _rows_by_label(cells: list[GridCell]) -> tuple[tuple[GridCell, ...], ...]:
    rows: list[list[GridCell]] = [[]]
    for cell in cells:
        if rows[-1] and _is_label(cell) and not _is_label(rows[-1][-1]):
            rows.append([])
        rows[-1].append(cell)
    return tuple(tuple(row) for row in rows if row)


def _is_label(cell: GridCell) -> bool:
    text = printed_text(cell.text)
    return len(text) >= 2 and not any(character.isdigit() for character in text[-3:])
