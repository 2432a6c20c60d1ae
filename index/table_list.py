"""The list of the forms before 2019: indicators matched in the form's order, one value each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.form import LEGACY_FORM, Forms, load_forms
from index.labels import CLOSE, normal, score
from index.table_grid import covers, several_values
from index.table_proof import SUREST
from index.table_rows import NotExtracted, Place, PrintedCell, PrintedExtra, Reading, Row, has_digit, is_value

LEAST_ROWS = 12  # of some fifty: fewer are not this list
LEAST_SHARE = 0.6  # of the rows that print a value: below, it is a list of another kind with a few words in common
UNITS = {"条", "件", "次", "篇", "个", "人", "人次", "万元", "元", "项", "场", "期", "份"}
HEADS = {"统计指标", "指标", "指标名称", "单位", "计量单位", "统计数", "数量", "统计数量", "序号", "代码", "备注"}
OPENING = {"统计指标", "指标名称"}  # a header that opens the list alone
HEADED = ("指标", "单位")  # one that does so together
ALL_SAME = 3.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the list: its label, its one value (None where it has none or several) and the unit beside it."""

    row: Row
    label: str
    value: Place | None
    unit: str
    printed: bool  # whether it prints a value


def is_first(plain: str) -> bool:
    """Whether a normal text is the first indicator of the list."""
    return score(plain, load_forms().legacy["l14.proactive.total"].labels) >= CLOSE


def read_list(rows: Sequence[Row], scanned: bool, forms: Forms) -> Reading:
    """Match the rows of a printed list. Its rows that the form does not have become extras.

    Raises:
        NotExtracted: too few rows are the form's, one is there twice or out of order, or values cannot be told.
    """
    lines = [line for row in rows if (line := _line(row))]
    found = _align([line.label for line in lines])
    found = {key: at for key, at in found.items() if not _needs_parent(key) or forms.legacy[key].parent in found}
    used = {at: key for key, at in found.items()}
    cells, extras = [], []
    for at, line in enumerate(lines):
        key = used.get(at)
        item = forms.legacy[key] if key else None
        if key and item and item.unit:
            cells.append(_cell(key, line, scanned, forms))
        elif item is None and line.printed:
            _check_foreign(line, forms)
            extras += [PrintedExtra((line.label,), (), place, (line.row.number, place.column or at), line.row.grid)
                       for place in line.row.places if place.text and place.text != line.label]  # fmt: skip
    valued = [line for line in lines if line.printed]
    if len(cells) < LEAST_ROWS or len(cells) < LEAST_SHARE * max(len(valued), len(cells)):
        raise NotExtracted(f"2019年以前的统计表：{len(valued)} 行中只有 {len(cells)} 行与规定指标相符")
    fit = sum(score(lines[at].label, forms.legacy[key].labels) for key, at in found.items()) / len(found) / 100
    return Reading(LEGACY_FORM, tuple(cells), round(fit, 3), tuple(extras))


def _line(row: Row) -> _Line | None:
    texts = [place for place in row.places if place.text]
    words = [place for place in texts if not is_value(place.text) and normal(place.text) not in UNITS]
    if not words or {normal(place.text) for place in words} <= HEADS:
        return None
    label = words[0]
    after = [place for place in row.places[row.places.index(label) + 1 :] if normal(place.text) not in UNITS]
    unit = next((normal(place.text) for place in texts if normal(place.text) in UNITS), "")
    value = after[0] if len(after) == 1 else None
    return _Line(row, label.text, value, unit, any(has_digit(place.text) for place in after))


def _align(labels: Sequence[str]) -> dict[str, int]:
    """Row of the list → place in `labels`, in the order of both."""
    keys = list(load_forms().legacy)
    fits = [_fits(label) for label in labels]
    below = [0.0] * (len(keys) + 1)
    sums = [below]
    for fit in reversed(fits):  # the best sum from each label and key on; a label that fits nothing changes none
        below = sums[-1]
        own = below if not fit else [*below]
        for key in reversed(fit):
            j = _places()[key]
            pair = below[j + 1] + fit[key]
            while j >= 0 and own[j] < pair:
                own[j] = pair
                j -= 1
        sums.append(own)
    sums.reverse()
    found: dict[str, int] = {}
    i = j = 0
    while i < len(labels) and j < len(keys):
        one = fits[i].get(keys[j], 0.0)
        if one and sums[i][j] == sums[i + 1][j + 1] + one:
            found[keys[j]] = i
            i, j = i + 1, j + 1
        elif sums[i][j] == sums[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


@lru_cache(maxsize=1)
def _places() -> dict[str, int]:
    """Row of the list → its place in the form's order."""
    return {key: at for at, key in enumerate(load_forms().legacy)}


@lru_cache(maxsize=4096)
def _fits(label: str) -> dict[str, float]:
    fits = {key: score(label, item.labels) for key, item in load_forms().legacy.items()}
    least = max(CLOSE, max(fits.values()) - ALL_SAME)
    return {key: value for key, value in fits.items() if value >= least}


@lru_cache(maxsize=256)  # the form has some seventy
def _needs_parent(key: str) -> bool:
    """Whether the indicator over this one must be there too: reviews and lawsuits both have a row 其他情形数."""
    items = load_forms().legacy
    return sum(item.zh == items[key].zh for item in items.values()) > 1


def _cell(key: str, line: _Line, scanned: bool, forms: Forms) -> PrintedCell:
    item = forms.legacy[key]
    place = line.value
    if place is None or (line.row.slots and _merged(place, line.row)) or several_values(place.text):
        raise NotExtracted(f"“{item.zh}”一行的数值不止一格，或与邻格合并")
    if (
        line.unit
        and line.unit != item.unit
        and {line.unit, item.unit} & {"万元", "元"}
        and item.unit not in ("万元", "元")
    ):
        raise NotExtracted(f"“{item.zh}”一行的单位是“{line.unit}”，与规定格式不同")
    if scanned and place.cell.certainty < SUREST:
        raise NotExtracted(
            f"“{item.zh}”一格识别为“{place.text}”，把握 {place.cell.certainty:.2f}，低于要求的 {SUREST:.2f}"
        )
    at = place.column if place.column is not None else line.row.places.index(place)
    return PrintedCell(key, place, (line.row.number, at), line.unit, line.row.grid)


def _merged(place: Place, row: Row) -> bool:
    return place.cell.row_span > 1 or row.torn or not covers(row, place.column or 0, (place.column or 0) + 1)


def _check_foreign(line: _Line, forms: Forms) -> None:
    """Refuse a list that has one of the form's rows twice or out of order."""
    if _fits(line.label):
        raise NotExtracted(f"2019年以前的统计表：“{line.label}”一行重复或次序与规定格式不同")
