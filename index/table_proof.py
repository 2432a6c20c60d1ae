"""What the sums of a form say about a reading in doubt: they prove it or refuse it, and never repair a value."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from index.form import RESULTS, T4_BLOCKS, Forms, load_forms
from index.labels import CLOSE, normal, score
from index.quick import Remembered
from index.table3_match import GROUPS, is_head
from index.table_rows import NotExtracted, PrintedCell, Reading, is_value
from index.table_sums import latest, numbers_by_row, plain_number, slid_inside

HANDLED = "t3.res.total"
ZERO = Decimal(0)
SURE = 0.9  # a recognised figure that a sum confirms
SUREST = 0.97  # one that no sum confirms: table 2
MARKS = set("-—–─―－−_/／\\＼")  # a cell that says "none" by a mark counts as nothing in a sum

TOTAL = "总计读作"
Named = tuple[str, tuple[str, ...], str, tuple[str, ...]]  # a sum as `Sum`, with the ids of the cells
Numbers = Sequence[Decimal | None]  # of the cells of a table, in their order


class Sum(NamedTuple):
    """A sum of a form: the places of the cells that are added up, what of the other side's, and where these are."""

    name: str
    left: tuple[int, ...]
    says: str
    right: tuple[int, ...]


def failed_sums(table: str, cells: Sequence[PrintedCell], forms: Forms) -> list[str]:
    """The sums of a form that its printed cells do not fulfil or that cannot be made, each as a sentence in Chinese."""
    if table not in ("t3", "t4"):
        return []
    failed = []
    for (name, _, says, _), one, other in _told(table, cells):
        if one is None or other is None:
            failed.append(f"{name}：有文字，无法核对合计")
        elif one != other:
            failed.append(f"{name}：应为 {one}，{says} {other}")
    return failed


def prove(table: str, reading: Reading, scanned: bool, forms: Forms) -> None:
    """Refuse a reading in doubt that its sums do not confirm.

    Raises:
        NotExtracted: a sum does not hold, nothing can be told from sums, or a recognised figure is uncertain.
    """
    if scanned:
        _check_certain(table, reading, forms)
    _check_words(reading, forms)
    _check_most(table, reading.cells)
    if table == "t3":
        _check_slid(reading, forms)
    doubt = reading.doubt or reading.order or ("扫描件识别的数值须经合计核对" if scanned else "")
    if not doubt:
        return
    texts = {cell.place.text for cell in reading.cells}
    if len(texts) == 1:  # every cell prints the same: wherever a value stands, it reads the same
        return
    if table == "t2":
        if reading.doubt:
            raise NotExtracted(f"{reading.doubt}，表二没有合计可以核对")
        return
    if failed := failed_sums(table, reading.cells, forms):
        raise NotExtracted(f"{doubt}；{failed[0]}")
    if reading.doubt and not any(plain_number(text) for text in texts):
        raise NotExtracted(f"{doubt}，表中没有非零数值可供核对")


def _check_words(reading: Reading, forms: Forms) -> None:
    """Refuse a table in which a value cell prints a label of the form: rows or columns have run into each other."""
    for cell in reading.cells:
        text = cell.place.text
        if text and not text.isdecimal() and not is_value(text) and _is_label(normal(text)):
            raise NotExtracted(f"“{forms.cells[cell.cell].zh}”一格印的是表中的文字“{text[:20]}”，不是数值")


@lru_cache(maxsize=4096)
def _is_label(plain: str) -> bool:
    labels = [label for item in load_forms().rows.values() for label in item.labels]
    return len(plain) > 3 and ("第二十条" in plain or score(plain, labels) >= CLOSE or is_head(plain))


def _check_most(table: str, cells: Sequence[PrintedCell]) -> None:
    """Refuse a table most of whose printed totals are no sums: its columns have slid under its headers.

    A total left at 0 or blank is a publisher's, not a slip: the column was never filled in.
    """
    if table not in ("t3", "t4"):
        return
    rows = [told for told in _told(table, cells) if told[0].says == TOTAL]
    totals = [(left, right) for _, left, right in rows]
    blank = not any(cells[at].place.text for row, _, _ in rows for at in row.right)
    if blank and sum(bool(left) for left, _ in totals) > 2:
        raise NotExtracted("总计一栏全为空白而各栏有数值，数值可能错位")
    told = [(left, right) for left, right in totals if left is not None and right]
    wrong = sum(left != right for left, right in told)
    if wrong >= (2 if table == "t4" else 3) and wrong * 2 > len(told):
        raise NotExtracted(f"{len(told)} 个总计中有 {wrong} 个不等于各栏之和，数值可能错位")


def _check_slid(reading: Reading, forms: Forms) -> None:
    """Refuse a table in which part of a row has slid by a column."""
    numbers = numbers_by_row(reading.cells)
    own = forms.t3_rows(reading.form)
    results = [row for row in own if row.startswith("t3.res.") and row != HANDLED]
    for left, right in ((results, [HANDLED]), (["t3.new", "t3.carried_in"], [HANDLED, "t3.carried_out"])):
        at = slid_inside([numbers[row] for row in left], [numbers[row] for row in right])
        if at is not None:
            raise NotExtracted(f"“{forms.rows[[*left, *right][at]].zh}”一行的数值似乎错位了一栏")


def _check_certain(table: str, reading: Reading, forms: Forms) -> None:
    least = SUREST if table == "t2" else SURE
    certain = {
        # A digit that was not seen leaves a blank, and no sum tells 0 from it.
        cell.cell: cell.place.cell.certainty >= (least if cell.place.text else SUREST)
        for cell in reading.cells
    }
    for cell in reading.cells:
        if not certain[cell.cell] and not _is_proven(table, cell, reading.cells, certain):
            known, wanted = forms.cells[cell.cell], least if cell.place.text else SUREST
            seen = f"识别为“{cell.place.text}”" if cell.place.text else "识别为空白"
            raise NotExtracted(f"“{known.zh}”一格{seen}，把握 {cell.place.cell.certainty:.2f}，低于要求的 {wanted:.2f}")


def _is_proven(table: str, cell: PrintedCell, cells: Sequence[PrintedCell], certain: Mapping[str, bool]) -> bool:
    """Whether only the number that was read fits a row and a column of table 3 whose other numbers are all certain.

    A zero is never proven: a dash and a blank make the same sums.
    """
    number = plain_number(cell.place.text)
    if table != "t3" or not number or str(number) != cell.place.text:
        return False
    numbers = _numbers(cells)
    row, column = cell.cell.split("|")
    directions = set()
    for _, left, _, right in _sums(table, cells):
        both = [cells[at].cell for at in (*left, *right)]
        if cell.cell not in both or not all(certain[other] for other in both if other != cell.cell):
            continue
        told = [_sum(numbers, side) for side in (left, right)]
        if None in told or told[0] != told[1]:
            return False
        directions |= {name for name, at, own in (("row", 0, row), ("column", 1, column))
                       if all(other.split("|")[at] == own for other in both)}  # fmt: skip
    return directions == {"row", "column"}


def _counted(text: str) -> Decimal | None:
    """What a cell counts in a sum; None where it has words."""
    return ZERO if set(text) <= MARKS else plain_number(text)


_number = Remembered(_counted)


def _numbers(cells: Iterable[PrintedCell]) -> Numbers:
    return list(map(_number.__getitem__, [text for _, (text, _, _), _, _, _ in cells]))


def _sum(numbers: Numbers, places: Iterable[int]) -> Decimal | None:
    total = ZERO
    for at in places:
        number = numbers[at]
        if number is None:
            return None
        total += number
    return total


@latest
def _told(table: str, cells: Sequence[PrintedCell]) -> list[tuple[Sum, Decimal | None, Decimal | None]]:
    """The sums over these cells, each with what its two sides come to; None where one has words."""
    numbers = _numbers(cells)
    return [(found, _sum(numbers, found.left), _sum(numbers, found.right)) for found in _sums(table, cells)]


def _sums(table: str, cells: Iterable[PrintedCell]) -> tuple[Sum, ...]:
    return _sums_of(table, tuple([cell.cell for cell in cells]))


@lru_cache(maxsize=64)
def _sums_of(table: str, printed: tuple[str, ...]) -> tuple[Sum, ...]:
    """The sums over these cells; of one form every report has the same."""
    at = {cell: number for number, cell in enumerate(printed)}
    return tuple(
        Sum(name, tuple(at[cell] for cell in left), says, tuple(at[cell] for cell in right))
        for name, left, says, right in (_t3(printed) if table == "t3" else _t4())
    )


def _t3(printed: tuple[str, ...]) -> list[Named]:
    forms = load_forms()
    rows = list(dict.fromkeys(cell.split("|")[0] for cell in printed))
    columns = list(dict.fromkeys(cell.split("|")[1] for cell in printed))
    parts = [column for column in columns if column not in ("org", "total")]
    group = [column for column in parts if column.startswith("org.")]
    results = [row for row in rows if row.startswith("t3.res.") and row not in GROUPS and row != HANDLED]
    if "t3.res.other.rest" not in rows:
        results.append("t3.res.other")
    sums: list[Named] = []
    for row in rows:
        zh = forms.rows[row].zh
        sums.append((f"“{zh}”一行", tuple(f"{row}|{c}" for c in parts), TOTAL, (f"{row}|total",)))
        if "org" in columns:
            sums.append((f"“{zh}”一行", tuple(f"{row}|{c}" for c in group), "小计读作", (f"{row}|org",)))
    for column in columns:
        name = f"“{forms.applicants[column].zh}”一栏"
        sums.append(
            (f"{name}办理结果", tuple(f"{r}|{column}" for r in results), "（七）总计读作", (f"{HANDLED}|{column}",))
        )
        balance = (f"t3.new|{column}", f"t3.carried_in|{column}"), (f"{HANDLED}|{column}", f"t3.carried_out|{column}")
        sums.append((f"{name}第一、二项之和", balance[0], "第三、四项之和读作", balance[1]))
        for parent in (row for row in rows if row in GROUPS and row not in results):
            children = tuple(f"{r}|{column}" for r in results if forms.rows[r].parent == parent)
            sums.append((f"{name}“{forms.rows[parent].zh}”各项", children, "该行读作", (f"{parent}|{column}",)))
    return sums


def _t4() -> list[Named]:
    names = dict(zip(T4_BLOCKS, ("行政复议", "未经复议直接起诉", "复议后起诉"), strict=True))
    return [
        (f"表四“{names[block]}”", tuple(f"{block}.{result}" for result in RESULTS[:-1]), TOTAL, (f"{block}.total",))
        for block in T4_BLOCKS
    ]
