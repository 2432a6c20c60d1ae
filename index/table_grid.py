"""Grids with real spans: every place of the expanded grid, the words over and beside it, the cell under a header.

Nothing here counts cells: a value belongs to the header under which it stands.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.labels import normal, printed_text
from index.quick import maker, quick
from index.report import Grid
from index.table_rows import NotExtracted, Place, Row, Slot

PAGE_NUMBER = re.compile(r"[-—–－\s]*(?:第?\s*\d{1,3}\s*页?(?:\s*[/／共]\s*\d{1,3}\s*页?)?)[-—–－\s]*")
MOST_COLUMNS = 60  # the widest form has 15; a wider grid is a page laid out with a table


@quick
@dataclass(frozen=True, slots=True)
class Field:
    """The columns under one header: first, one past the last, and the words over them, outermost first."""

    start: int
    end: int
    texts: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What the header may say: its deepest words, and all of them joined where it is broken over rows."""
        return _words(self.texts)


@lru_cache(maxsize=4096)  # the forms have few headers
def _words(texts: tuple[str, ...]) -> tuple[str, ...]:
    joined = ["".join(texts[at:]) for at in range(len(texts))]
    return tuple(dict.fromkeys(joined[::-1]))


def expanded_rows(grid: Grid, piece: int) -> list[Row]:
    """The rows of a grid with spans, each with what stands in every column; `piece` numbers the grids of a report."""
    taken: list[list[Slot | None]] = [[] for _ in grid.rows]  # row → what stands in its columns so far
    starts: list[tuple[Place, ...]] = []
    torn: set[int] = set()
    new, slot_of = tuple.__new__, maker(Slot)  # a third of the time of calling Place, half of that of calling Slot
    for number, cells in enumerate(grid.rows):
        own, column, places = taken[number], 0, []
        for cell in cells:
            while column < len(own) and own[column] is not None:
                column += 1
            place = new(Place, (text if (text := cell.text).isalnum() else printed_text(text), cell, column))
            places.append(place)
            wide, deep = cell.col_span, cell.row_span
            end = column + (1 if wide < 2 else min(wide, MOST_COLUMNS))
            slot = slot_of(place, number, end)
            if deep < 2 and column == len(own):
                if end - column == 1:
                    own.append(slot)
                else:
                    own += [slot] * (end - column)
            else:
                lines = range(number, min(number + max(1, deep), len(taken)))
                torn.update([down for down in lines if _put(slot, taken[down], column)])
            column = end
        starts.append(tuple(places))
    width = max(map(len, taken), default=0)
    return [
        Row(number, starts[number], (*own, *[None] * (width - len(own))), grid.number, piece, number in torn)
        for number, own in enumerate(taken)
    ]


def _put(slot: Slot, row: list[Slot | None], column: int) -> bool:
    """Let a cell cover its columns of a row where they are free; whether one was not."""
    if column >= len(row):
        row.extend([None] * (column - len(row)))
        row.extend([slot] * (slot.end - column))
        return False
    row.extend([None] * (slot.end - len(row)))
    over = False
    for at in range(column, slot.end):
        if row[at] is None:
            row[at] = slot
        else:
            over = True
    return over


def fields_of(header: Sequence[Row]) -> list[Field]:
    """The headers that some rows of words make, from left to right: columns under one deepest cell are one field."""
    width = max((len(row.slots) for row in header), default=0)
    fields: list[Field] = []
    before: Slot | None = None
    for column in range(width):
        stack: list[Slot] = []
        for row in header:
            slot = row.slots[column] if column < len(row.slots) else None
            if slot and slot.place.text and slot not in stack:
                stack.append(slot)
        deepest = stack[-1] if stack else None
        if deepest and deepest is before and fields:
            fields[-1] = Field(fields[-1].start, column + 1, fields[-1].texts)
        elif deepest:
            fields.append(Field(column, column + 1, tuple(slot.place.text for slot in stack)))
        before = deepest
    return fields


def labels_of(row: Row, end: int) -> tuple[str, ...]:
    """The words in the columns before `end`, row spans over them counted, outermost first."""
    return tuple([text for slot in covers(row, 0, end) if (text := slot.place.text)])


def covers(row: Row, start: int, end: int) -> list[Slot]:
    """The cells that cover the columns from `start` to `end`, each once."""
    return list(dict.fromkeys(filter(None, row.slots[start:end])))


def values_under(row: Row, fields: Sequence[Field], name: str) -> tuple[list[Place], bool]:
    """The value of a row under each field, and whether every cell stands exactly under its own header.

    Raises:
        NotExtracted: a cell is merged over several columns or rows, or a column has no cell or several values.
    """
    if row.torn:
        raise NotExtracted(f"“{name}”一行的单元格互相重叠，数值无法与各栏对应")
    try:
        return [_value_under(row, field, name) for field in fields], True
    except NotExtracted:
        found = _one_each(row, fields)
        if found is None:
            raise
        return found, False


def _value_under(row: Row, field: Field, name: str) -> Place:
    if field.end - field.start == 1 and field.start < len(row.slots):  # most headers stand over one column
        only = row.slots[field.start]
        if only is not None and _is_under(only, row, field):
            return only.place
    slots = covers(row, field.start, field.end)
    if len(slots) == 1 and _is_under(slots[0], row, field):
        return slots[0].place
    column = field.texts[-1] if field.texts else f"第{field.start + 1}列"
    if not slots:
        raise NotExtracted(f"“{name}”一行在“{column}”一栏没有单元格")
    if any(slot.row != row.number or slot.place.cell.row_span > 1 for slot in slots):
        raise NotExtracted(f"“{name}”一行在“{column}”一栏与上下行合并，数值不能归于任何一行")
    if any((slot.place.column or 0) < field.start or slot.end > field.end for slot in slots):
        raise NotExtracted(f"“{name}”一行在“{column}”一栏与邻栏合并，数值不能归于任何一栏")
    printed = [slot for slot in slots if slot.place.text]
    if len(printed) > 1:
        raise NotExtracted(f"“{name}”一行在“{column}”一栏有 {len(printed)} 个数值")
    return (printed or slots)[0].place


def _is_under(slot: Slot, row: Row, field: Field) -> bool:
    """Whether a cell stands in this row alone and under this header alone."""
    (_, cell, column), start, end = slot.place, field.start, field.end
    return slot.row == row.number and cell.row_span < 2 and (column or 0) >= start and slot.end <= end


def _one_each(row: Row, fields: Sequence[Field]) -> list[Place] | None:
    """The cells of a row whose borders do not meet those of the header, where there is one for each field in order.

    Word keeps such grids: a column dragged by a hair becomes a grid column of its own.
    """
    order = sorted(fields, key=lambda field: field.start)
    slots = covers(row, order[0].start, order[-1].end)
    if len(slots) != len(order) or any(slot.row != row.number or slot.place.cell.row_span > 1 for slot in slots):
        return None
    if any((slot.place.column or 0) < order[0].start - 1 or slot.end > order[-1].end + 1 for slot in slots):
        return None
    for slot, field in zip(slots, order, strict=True):
        if min(slot.end, field.end) - max(slot.place.column or 0, field.start) < 1:
            return None
    by_field = dict(zip(order, (slot.place for slot in slots), strict=True))
    return [by_field[field] for field in fields]


def is_heading(row: Row, at: int) -> bool:
    """Whether a row is one cell over labels and values alike: a heading, a remark or a page number."""
    printed = [slot for slot in covers(row, 0, len(row.slots)) if slot.place.text and slot.row == row.number]
    return len(printed) <= 1 and all((slot.place.column or 0) < at < slot.end for slot in printed)


def is_page_number(texts: Iterable[str]) -> bool:
    """Whether all that a row prints is a page number that says so: "- 3 -", "第5页", "5 / 9"."""
    found = [text for text in texts if text]
    return len(found) == 1 and not found[0].isdigit() and bool(PAGE_NUMBER.fullmatch(found[0]))


def several_values(text: str) -> bool:
    """Whether a cell prints values line by line: two rows of the form merged into one."""
    if not text or text.isalnum():
        return False
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 1 and all(normal(line).isdigit() for line in lines)
