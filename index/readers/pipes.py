"""Rows found again in a table whose cells stand a line each behind a pipe.

Such a text has no row ends, but its grid was rectangular, and a run of two or more pipes is padding that closes a
row: the width is the one at which every run closes a row.
"""

from index.labels import printed_text
from index.report import GridCell

WIDEST = 24


def cut_pipe_cells(lines: list[str], first: int) -> tuple[tuple[GridCell, ...], ...]:
    """The rows of consecutive pipe-per-cell lines; `first` is the number of the first line.

    Where no width fits, each row starts at a label that follows a value or padding: `index.tables` then accepts the
    table only if every row is complete.
    """
    cells: list[GridCell] = []
    closes: list[int] = []
    for number, line in enumerate(lines, first):
        text = line.strip()
        if text and not text.strip("|"):
            cells.extend(GridCell("", number) for _ in text)
            if len(text) > 1:
                closes.append(len(cells))
        else:
            cells.append(GridCell(text.removesuffix("|").strip(" "), number))
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
