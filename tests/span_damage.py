"""Ways to damage tables with real spans, and mutants of them.

A cell keeps its origin while the printed words still tell which cell of the form it is. Where they no longer do, it
has none: whatever is read from it is wrong. Where a damage only changes what the report prints, the new print is true.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from random import Random

from tests.span_damage_columns import (
    add_column,
    add_row,
    cut_table,
    lose_column,
    merge_rows,
    move_row,
    page_break,
    page_number,
    swap_columns,
)  # fmt: skip
from tests.span_sheets import Cell, Pages, Row, Sheet, expanded, pages

Damage = Callable[[Pages, Sheet, int, Random], None]


def _copy(row: Row) -> Row:
    return [replace(cell) for cell in row]


def _value(row: Row, rng: Random) -> int:
    return rng.choice([at for at, cell in enumerate(row) if cell.origin])


def _labels(row: Row) -> list[Cell]:
    first = next((at for at, cell in enumerate(row) if cell.origin), len(row))
    return [cell for cell in row[:first] if cell.text]


def _heads(sheet: Sheet) -> list[int]:
    return [at for at, row in enumerate(sheet.rows) if not any(cell.origin for cell in row)]


def _forget(row: Row) -> None:
    for cell in row:
        cell.origin = None


def drop_cell(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    del sheet.rows[at][_value(sheet.rows[at], rng)]


def double_cell(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    row = sheet.rows[at]
    n = _value(row, rng)
    row.insert(n, replace(row[n]))


def insert_blank(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    row = sheet.rows[at]
    row.insert(_value(row, rng) + rng.randint(0, 1), Cell(""))


def split_cell(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    row = sheet.rows[at]
    n = _value(row, rng)
    whole = row[n]
    cut = rng.randint(0, len(whole.text))
    parts = [Cell(whole.text[:cut]), Cell(whole.text[cut:])]
    for part in parts:
        part.origin = whole.origin if part.text == whole.text else None
    row[n : n + 1] = parts


def merge_right(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    """Two cells of a row become one that spans both columns; it prints one of them, or both."""
    row = sheet.rows[at]
    n = _value(row, rng)
    if n + 1 < len(row):
        texts = (row[n].text, row[n + 1].text)
        text = rng.choice([texts[0], texts[1], "".join(texts), "\n".join(texts)])
        row[n : n + 2] = [Cell(text, col_span=row[n].col_span + row[n + 1].col_span)]


def merge_row(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    """All values of a row become one cell."""
    row = sheet.rows[at]
    values = [cell for cell in row if cell.origin]
    if len(values) < 2:
        return
    first = next(n for n, cell in enumerate(row) if cell.origin)
    row[first:] = [Cell(rng.choice([values[0].text, "", "无"]), col_span=sum(cell.col_span for cell in values))]


def merge_down(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    """A value spans into the row below, whose own cell is gone."""
    row = sheet.rows[at]
    n = _value(row, rng)
    after = sheet.rows[at + 1] if at + 1 < len(sheet.rows) else []
    k = n - len(row) + len(after)
    if 0 <= k < len(after) and after[k].origin:
        text = rng.choice([row[n].text, after[k].text, row[n].text + "\n" + after[k].text])
        row[n] = Cell(text, row_span=2)
        del after[k]


def swap_cells(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    """Two values of a row change places: the report prints so."""
    row = sheet.rows[at]
    one, other = row[_value(row, rng)], row[_value(row, rng)]
    one.text, other.text = other.text, one.text


def move_value(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    """A value stands in the cell beside it, its own is blank: the report prints so."""
    row = sheet.rows[at]
    n = _value(row, rng)
    if n + 1 < len(row) and row[n + 1].origin:
        row[n + 1].text, row[n].text = row[n].text, ""


def shift_row(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    """All cells of a row slide by one column: one is lost at the end, one is empty at the front, or the reverse."""
    row = sheet.rows[at]
    first = next(n for n, cell in enumerate(row) if cell.origin)
    if rng.random() < 0.5:
        row.insert(first, Cell(""))
    elif len(row) - first > 1:
        del row[first]


def blank_cell(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    sheet.rows[at][_value(sheet.rows[at], rng)].text = rng.choice(["", "\u3000", "\u00a0"])


def odd_cell(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    odd = ["-", "/", "无", "详见附件", "3（其中修订1件）", "１２", "±0", "1,234", "l2", "1\n2", "3-5", "约3"]
    cell = sheet.rows[at][_value(sheet.rows[at], rng)]
    cell.text = rng.choice(odd)
    cell.origin = None if cell.text == "1\n2" else cell.origin


def drop_row(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    del sheet.rows[at]


def double_row(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    sheet.rows.insert(at + rng.randint(0, 1), _copy(sheet.rows[at]))


def double_row_with_other_values(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    again = _copy(sheet.rows[at])
    for cell in again:
        cell.text = "77" if cell.origin else cell.text
    _forget(again)
    _forget(sheet.rows[at])
    sheet.rows.insert(at + rng.randint(0, 1), again)


def swap_rows(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    other = rng.choice(sheet.value_rows())
    sheet.rows[at], sheet.rows[other] = sheet.rows[other], sheet.rows[at]


def rename_row(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    """A row gets another row's label, or one that no form has: its values belong to no cell any more."""
    labels = _labels(sheet.rows[at])
    if labels:
        others = [c.text for n in sheet.value_rows() for c in _labels(sheet.rows[n])[-1:] if c.text != labels[-1].text]
        labels[-1].text = rng.choice([*others, "小计", "合计", "其他", "总计", "（八）", "备注", "12", ""])
        _forget(sheet.rows[at])


def typo(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    labels = [cell for cell in _labels(sheet.rows[at]) if len(cell.text) >= 8]
    if labels:
        cell = rng.choice(labels)
        place = rng.randrange(3, len(cell.text) - 1)
        cell.text = cell.text[:place] + rng.choice(["", cell.text[place] * 2, "的", "\n"]) + cell.text[place + 1 :]


def swap_labels(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    """The labels of two rows change places: table 2 is read by them; table 3 keeps the form's order."""
    other = rng.choice(sheet.value_rows())
    one, two = _labels(sheet.rows[at]), _labels(sheet.rows[other])
    if not (one and two) or other == at:
        return
    one[-1].text, two[-1].text = two[-1].text, one[-1].text
    rows = (sheet.rows[at], sheet.rows[other])
    names = [next((cell.origin.split(".")[1] for cell in row if cell.origin), "") for row in rows]
    for row, name in zip(rows, reversed(names), strict=True):
        for cell in row:
            told = sheet.table == "t2" and cell.origin
            cell.origin = f"t2.{name}.{cell.origin.split('.')[2]}" if told and cell.origin else None


def drop_label(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    row = sheet.rows[at]
    places = [n for n, cell in enumerate(row) if cell.text and not cell.origin]
    if places:
        n = rng.choice(places)
        if any(row[n] is label for label in _labels(row)[-1:]):
            _forget(row)
        if rng.random() < 0.5:
            del row[n]
        else:
            row[n].text = ""


def break_span(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    """A row or column span is one too many or too few, or lost, as careless pages have it."""
    cells = [cell for row in sheet.rows for cell in row if cell.row_span > 1 or cell.col_span > 1]
    if cells:
        cell = rng.choice(cells)
        name = rng.choice([n for n in ("row_span", "col_span") if getattr(cell, n) > 1])
        setattr(cell, name, rng.choice([1, getattr(cell, name) - 1, getattr(cell, name) + 1]))


def drop_head_cell(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    """A header cell is gone and those after it slide, or it prints nothing."""
    row = sheet.rows[rng.choice(_heads(sheet))] if _heads(sheet) else []
    if row:
        n = rng.randrange(len(row))
        if rng.random() < 0.5:
            del row[n]
        else:
            row[n].text = ""


def double_head_cell(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    row = sheet.rows[rng.choice(_heads(sheet))] if _heads(sheet) else []
    if row:
        n = rng.randrange(len(row))
        row.insert(n, replace(row[n]))


def rename_head_cell(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    """A header gets another header's words, or words of no form: what stands under it has no cell."""
    heads = [cell for n in _heads(sheet) for cell in sheet.rows[n] if cell.text]
    if not heads:
        return
    cell = rng.choice(heads)
    before, cell.text = cell.text, rng.choice([c.text for c in heads if c.text != cell.text] + ["备注", "数量"])
    places = expanded(sheet)
    if before == "行政诉讼" or (sheet.table != "t4" and not _names_columns(places, cell)):
        return
    columns = [n for n in range(len(places[0])) if any(row[n] is cell for row in places)]
    below = max(n for n, row in enumerate(places) if any(own is cell for own in row)) + 1
    for row in places[below:]:
        if sheet.table == "t2" and not any(own and own.origin for own in row):
            break  # the next block has a header of its own
        for n in columns:
            if row[n] is not None:
                row[n].origin = None  # type: ignore[union-attr]


def _names_columns(places: list[list[Cell | None]], cell: Cell) -> bool:
    """Whether values stand right under a header: one over other headers names no column by itself."""
    return any(
        above is cell and below is not cell and below is not None and bool(below.origin)
        for row, after in pairwise(places)
        for above, below in zip(row, after, strict=False)
    )


def repeat_head(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    heads = _heads(sheet)
    if heads:
        sheet.rows[at:at] = [_copy(sheet.rows[n]) for n in heads[: rng.randint(1, 3)]]


def drop_head_row(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    if _heads(sheet):
        del sheet.rows[rng.choice(_heads(sheet))]


DAMAGE: tuple[Damage, ...] = (
    drop_cell, double_cell, insert_blank, split_cell, merge_right, merge_row, merge_down, merge_rows, swap_cells,
    move_value, shift_row, blank_cell, odd_cell, drop_row, double_row, double_row_with_other_values, swap_rows,
    move_row, rename_row, typo, swap_labels, drop_label, break_span, drop_head_cell, double_head_cell,
    rename_head_cell, repeat_head, drop_head_row, page_break, page_number, cut_table, lose_column, swap_columns,
    add_column, add_row,
)  # fmt: skip


def mutant(name: str, seed: int) -> Pages:
    """A damaged copy of a sample's tables: one to three kinds of damage, each on a row of its own."""
    rng = Random(seed)
    doc = pages(name)
    hurt: list[Row] = []
    for damage in rng.sample(DAMAGE, rng.choice((1, 1, 1, 2, 3))):
        sheet = rng.choice(doc.sheets)
        whole = [at for at in sheet.value_rows() if not any(sheet.rows[at] is row for row in hurt)]
        if whole:
            at = rng.choice(whole)
            hurt.append(sheet.rows[at])
            damage(doc, sheet, at, rng)
            doc.damage.append(damage.__name__)
    return doc
