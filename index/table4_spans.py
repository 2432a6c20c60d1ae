"""Table 4 of a grid with real spans, laid out in any direction: a value is what the words over and beside it say."""

from collections.abc import Iterable, Sequence

from index.form import RESULTS, T4_BLOCKS, Forms
from index.labels import normal
from index.table4 import wordings
from index.table_grid import covers, is_page_number, several_values
from index.table_rows import NotExtracted, PrintedCell, PrintedExtra, Reading, Row, Slot, is_value
from index.table_sums import blocks_slipped, plain_number

BLOCKS = {"review": "t4.review", "direct": "t4.direct", "post": "t4.post"}
SLIPPED = "表四的数值似乎错位了一格"
EXCLUDED = {"review": {"lit", "direct", "post"}, "direct": {"review", "post"}, "post": {"review", "direct"}}


def read_t4_spans(rows: Sequence[Row], forms: Forms) -> Reading:
    """Match every value of a printed table 4 by its labels; its form is "" (both forms have the same table 4).

    Raises:
        NotExtracted: a cell of the form is missing or there twice, or a cell is merged over several of them.
    """
    rows = [row for row in rows if not is_page_number(place.text for place in row.places)]
    found: dict[str, PrintedCell] = {}
    extras: list[PrintedExtra] = []
    fits: list[float] = []
    for row, at, slot in _values(rows):
        over, beside = _over(rows, row, at, slot), _beside(row, slot)
        words = [(word, match.key, match.score) for word in (*over, *beside) if (match := wordings().best(word))]
        cell = _cell([key for _, key, _ in words])
        place, spot = slot.place, (row.number, slot.place.column or 0)
        if cell is None:
            if is_value(place.text) and place.text:
                extras.append(PrintedExtra(beside, over, place, spot, row.grid))
            continue
        if cell in found:
            raise NotExtracted(f"表四“{forms.cells[cell].zh}”有多个数值，或一格为几格合并")
        if slot.place.cell.row_span > 1 or slot.place.cell.col_span > 1 or several_values(place.text):
            _check_own(rows[:at], slot, forms.cells[cell].zh)
        found[cell] = PrintedCell(cell, place, spot, "", row.grid)
        fits += [fit for _, _, fit in words]
    cells = [f"{block}.{result}" for block in T4_BLOCKS for result in RESULTS]
    if gone := [cell for cell in cells if cell not in found]:
        names = "、".join(forms.cells[cell].zh for cell in gone[:3])
        raise NotExtracted(f"表四表头与规定格式不同或缺少数值：{names}{f' 等 {len(gone)} 格' if len(gone) > 3 else ''}")
    if stray := [extra.place.text for extra in extras if not extra.column and not extra.row]:
        raise NotExtracted(f"表四有数值不在任何一栏之下：{stray[0][:20]}")
    if blocks_slipped([plain_number(found[cell].place.text) for cell in cells], len(RESULTS)):
        raise NotExtracted(SLIPPED)
    _check_full(rows, found.values())
    fit = round(sum(fits) / len(fits) / 100, 3)
    order = "" if [*found] == cells else "表四栏目的次序与规定格式不同"
    return Reading("", tuple(found[cell] for cell in cells), fit, tuple(extras), order=order)


def _check_full(rows: Sequence[Row], found: Iterable[PrintedCell]) -> None:
    """Refuse a table in which a row of values is shorter or longer than the rows of words over it."""
    places = {id(cell.place) for cell in found}
    for row in rows:
        if not any(id(place) in places for place in row.places):
            continue
        wide = [len([slot for slot in other.slots if slot]) for other in rows if other.piece == row.piece]
        if len([slot for slot in row.slots if slot]) != max(wide):
            raise NotExtracted("表四数值一行的格数与表头不同，数值可能错位")


def _values(rows: Sequence[Row]) -> Iterable[tuple[Row, int, Slot]]:
    """Every cell with the 0-based place of its row that is no label, and no padding before or over labels."""
    for at, row in enumerate(rows):
        below = rows[at + 1].slots if at + 1 < len(rows) else ()
        words = [place.column or 0 for place in row.places if _is_word(place.text)]
        for slot in covers(row, 0, len(row.slots)):
            column = slot.place.column or 0
            if slot.row != row.number or _is_word(slot.place.text):
                continue
            under = below[column] if column < len(below) else None
            padding = any(word > column for word in words) or (under and _is_word(under.place.text))
            if slot.place.text or not padding:
                yield row, at, slot


def _is_word(text: str) -> bool:
    return wordings().best(text) is not None


def _over(rows: Sequence[Row], row: Row, at: int, slot: Slot) -> tuple[str, ...]:
    """The words over a cell, outermost first, up to the values over it in grids of the same width."""
    column = slot.place.column or 0
    found: list[Slot] = []
    for above in reversed(rows[:at]):
        if len(above.slots) != len(row.slots):
            break
        other = above.slots[column]
        if other is None or other in found or not other.place.text:
            continue
        if is_value(other.place.text):
            continue
        found.append(other)
        if normal(other.place.text) in ("行政复议", "行政诉讼"):
            break
    return tuple(slot.place.text for slot in reversed(found))


def _beside(row: Row, slot: Slot) -> tuple[str, ...]:
    """The words before a cell in its row, row spans counted, outermost first."""
    found: list[Slot] = []
    for other in row.slots[: slot.place.column or 0]:
        if other and other.place.text and not is_value(other.place.text) and other not in found:
            found.append(other)
    return tuple(slot.place.text for slot in found)


def _cell(keys: Sequence[str]) -> str | None:
    """The cell that labels name, or None where they name no result of no block; the deepest label is the last.

    Raises:
        NotExtracted: they contradict each other.
    """
    blocks = {key for key in keys if key in BLOCKS}
    results = {key for key in keys if key in RESULTS}
    if len(blocks) != 1 or not results:
        if len(blocks) > 1 or len(results) > 1:
            raise NotExtracted("表四表头互相矛盾，数值无法对应")
        return None
    block = blocks.pop()
    if len(results) > 1 or EXCLUDED[block] & {*keys}:
        raise NotExtracted("表四表头互相矛盾，数值无法对应")
    return f"{BLOCKS[block]}.{results.pop()}"


def _check_own(above: Sequence[Row], slot: Slot, name: str) -> None:
    """Refuse a cell that several labels of the same rank share."""
    if several_values(slot.place.text):
        raise NotExtracted(f"表四“{name}”一格中有多行数值")
    if slot.place.cell.row_span > 1:
        raise NotExtracted(f"表四“{name}”一格与上下行合并")
    for row in above:
        over = {
            id(other) for other in row.slots[slot.place.column or 0 : slot.end] if other and _is_word(other.place.text)
        }
        if len(over) > 1:
            raise NotExtracted(f"表四“{name}”一格与邻格合并")
