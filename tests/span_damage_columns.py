"""Ways to damage whole columns, rows and pages of tables with real spans."""

from random import Random

from tests.span_sheets import Cell, Pages, Sheet, columns_in_order, expanded, split, with_column, with_row


def lose_column(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    """One column of values is gone from the whole table, its header with it or not."""
    width = len(expanded(sheet)[0])
    gone = rng.randrange(width)
    if rng.random() < 0.5 and _whole(doc, sheet):
        _put(doc, sheet, columns_in_order(sheet, [n for n in range(width) if n != gone]))
        return
    for n in sheet.value_rows():
        values = [k for k, cell in enumerate(sheet.rows[n]) if cell.origin]
        if gone % 7 < len(values):
            del sheet.rows[n][values[gone % 7]]


def swap_columns(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    """Two columns change places with their headers: a span over them may be torn."""
    if not _whole(doc, sheet):
        return
    order = list(range(len(expanded(sheet)[0])))
    one, other = rng.choice(order), rng.choice(order)
    order[one], order[other] = order[other], order[one]
    _put(doc, sheet, columns_in_order(sheet, order))


def add_column(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    """A column that the form does not have, with its own header or without one."""
    if not _whole(doc, sheet):
        return
    width = len(expanded(sheet)[0])
    heads = 3 if sheet.table != "t2" else 0
    text = rng.choice(["备注", "其中：外国人", "", "抽查"])
    texts = [rng.choice(["", "1", "2"]) if text else "5" for _ in range(60)]
    _put(doc, sheet, with_column(sheet, rng.randint(1, width), text, heads, texts))


def add_row(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    """A row that the form does not have."""
    if not _whole(doc, sheet):
        return
    label = rng.choice(["其中：涉外申请", "（八）备案情况", "备注", ""])
    values = [Cell(str(rng.randint(0, 9))) for cell in sheet.rows[at] if cell.origin]
    _put(doc, sheet, with_row(sheet, at, [Cell(label), *values]))


def _whole(doc: Pages, sheet: Sheet) -> bool:
    """Whether a table is in one piece and a full rectangle: else a column of it cannot be told."""
    pieces = sum(other.table == sheet.table for other in doc.sheets)
    return pieces == 1 and all(place is not None for row in expanded(sheet) for place in row)


def _put(doc: Pages, old: Sheet, new: Sheet) -> None:
    doc.sheets = [new if sheet is old else sheet for sheet in doc.sheets]


def page_break(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    n = next(k for k, own in enumerate(doc.sheets) if own is sheet)
    if at > 0 and all(place is not None for row in expanded(sheet) for place in row):
        doc.sheets[n : n + 1] = split(sheet, at, rng.choice([0, 0, 3 if sheet.table == "t3" else 0]))


def page_number(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    row = [Cell(rng.choice(["12", "- 3 -", "第5页"]), col_span=rng.choice([1, 10]))]
    sheet.rows.insert(at, row)


def cut_table(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    sheet.rows[at + rng.randint(0, 1) :] = []


def merge_rows(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    """Two rows become one, each cell printing both values line by line."""
    if at + 1 >= len(sheet.rows):
        return
    row, after = sheet.rows[at], sheet.rows[at + 1]
    if len(row) != len(after) or not any(cell.origin for cell in after):
        return
    sheet.rows[at] = [Cell(f"{a.text}\n{b.text}", col_span=a.col_span) for a, b in zip(row, after, strict=True)]
    del sheet.rows[at + 1]


def move_row(doc: Pages, sheet: Sheet, at: int, rng: Random) -> None:
    row = sheet.rows.pop(at)
    sheet.rows.insert(rng.randint(0, len(sheet.rows)), row)
