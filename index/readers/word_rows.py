"""Tables with a row a line whose cells are parted by single blanks, as PDF tools print them: blank cells have vanished.

A line is a row only where all of it is labels of the forms and the values after them: a row that is broken over lines,
a value that is, or a word that is none of the form's ends the table, which the matcher then finds incomplete.
"""

from collections.abc import Sequence

from index.labels import printed_text
from index.readers.paragraphs import LEAST_LINES, LEAST_VALUES, begins_row, is_value, is_word, opens
from index.report import Grid, GridCell


def cut_word_rows(lines: Sequence[str], at: int) -> tuple[Grid, int] | None:
    """The table whose first row is line `at` (0-based), and the place after its last one; None where none begins."""
    first = _cells(lines[at])
    if not first or not any(opens(text) for text in first):
        return None
    rows: list[tuple[GridCell, ...]] = []
    values, end = 0, at
    for number in range(at, len(lines)):
        if not printed_text(lines[number]):
            continue
        cells = _cells(lines[number])
        if not cells or (rows and _is_torn(rows[-1], cells)):
            break
        rows.append(tuple(GridCell(text, number + 1) for text in cells))
        values, end = values + sum(map(is_value, cells)), number + 1
    count = sum(map(len, rows))
    return (Grid(tuple(rows)), end) if count >= LEAST_LINES and values >= LEAST_VALUES * count else None


def word_row_lines(lines: Sequence[str]) -> int:
    """How many lines are a label of the forms with its values: many say that the tables are written so."""
    return sum(
        is_value(cells[-1]) and begins_row("".join(text for text in cells if not is_value(text)))
        for line in lines
        if len(cells := line.split()) > 1
    )


def _cells(line: str) -> list[str]:
    """The cells of a line: labels, then values; [] where it is anything else."""
    parts = line.split()
    labels = [part for part in parts if not is_value(part)]
    values = parts[len(labels) :]
    if not all(map(is_value, values)):
        return []
    if labels and not all(map(is_word, labels)):
        labels = ["".join(labels)]  # 规 章, or 第二十条 第（一）项
    return [*labels, *values] if all(map(is_word, labels)) else []


def _is_torn(above: Sequence[GridCell], cells: Sequence[str]) -> bool:
    """Whether a line of values goes on a row that has a value already: table 4 alone has values on their own."""
    return is_value(cells[0]) and is_value(above[-1].text)
