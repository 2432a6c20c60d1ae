"""Table 3, requests received and handled: its rows matched to the form by label and in order, or refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.form import APPLICANTS, Forms
from index.labels import CLOSE, best, normal, score
from index.table_rows import Alignment, PrintedCell, Row, cut, windows

GROUPS = ("t3.res.denied", "t3.res.unable", "t3.res.refuse", "t3.res.other")  # printed by some, with values of their own
OVERDUE = ("t3.res.other.overdue_correction", "t3.res.other.overdue_fee")
SUBTOTAL = "小计"
LABEL_COLUMNS = 3


class NotExtracted(Exception):  # noqa: N818 - it is the outcome of a reading, not a fault
    """A table that cannot be read whole, with the reason in Chinese."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One table as read: its form, its cells in printed order and how sure the labels were (0 to 1)."""

    form: str  # "" where the labels are those of both forms
    cells: tuple[PrintedCell, ...]
    confidence: float


def read_t3(rows: Sequence[Row], forms: Forms) -> Reading:
    """Match the rows of a printed table 3.

    Raises:
        NotExtracted: a row of the form or a column is missing, doubled or out of order, or values cannot be told
            from padding.
    """
    # A header row may end in 总计 or 其他 and blanks, as a row of the form does: the first row of the form ends the header.
    first = next((at for at, row in enumerate(rows) if row.labels and _fits(row, ("t3.new",), forms)), None)
    if first is None:
        raise NotExtracted("没有找到“本年新收政府信息公开申请数量”一行")
    columns = _columns(rows[:first], forms)
    data = [row for row in rows[first:] if row.labels and _is_row(row, forms)]
    form = "F2021" if any(_fits(row, OVERDUE, forms) for row in data) else "F2019"
    matched = _align([row for row in data if len(row.after_labels) >= len(columns)], form, forms)
    missing = [row for row in forms.t3_rows(form) if row not in matched]
    if missing:
        raise NotExtracted(f"{form} 表三缺少可读的行：" + "、".join(forms.rows[row].zh for row in missing[:4]))
    alignment = windows([matched[row].after_labels for row in matched], len(columns))
    if alignment is None:
        raise NotExtracted("行内空格位置不明，数值无法与各栏一一对应")
    cells = _cells(matched, columns, alignment)
    _check_left_over(rows, matched, len(columns), forms)
    scores = [score(row.labels[-1], forms.rows[key].labels) for key, row in matched.items()]
    return Reading(form, cells, round(sum(scores) / len(scores) / 100, 3))


def _fits(row: Row, keys: Sequence[str], forms: Forms) -> bool:
    return any(score(row.labels[-1], forms.rows[key].labels) >= CLOSE for key in keys)


def _is_row(row: Row, forms: Forms) -> bool:
    return any(
        score(row.labels[-1], item.labels) >= CLOSE for item in forms.rows.values() if item.table == "t3"
    )


def _columns(header: Sequence[Row], forms: Forms) -> tuple[str, ...]:
    """The applicants in printed order, from the header where it is readable, else as the form has them."""
    extra = {"org.other": ("其它",), "org": (SUBTOTAL, "法人和其他组织", "法人及其他组织")}
    wordings = {key: (*item.labels, *extra.get(key, ())) for key, item in forms.applicants.items()}
    texts = [place.text for row in header for place in row.places if place.text]
    if not texts:
        return APPLICANTS
    named = [(text, match.key) for text in texts if (match := best(text, wordings))]
    # 法人或其他组织 is the heading over five columns; it is a column of its own only where it says 小计.
    found = ["org" if SUBTOTAL in normal(text) else key for text, key in named if key != "org" or SUBTOTAL in normal(text)]
    group = tuple(key for key in found if key.startswith("org"))
    if len(set(found)) != len(found):
        raise NotExtracted("表三表头有重复的栏目")
    if {*APPLICANTS} - {*found}:
        missing = "、".join(forms.applicants[key].zh for key in APPLICANTS if key not in found)
        raise NotExtracted(f"表三表头缺少栏目：{missing}")
    if tuple(key for key in group if key != "org") != APPLICANTS[1:-1]:
        raise NotExtracted("表三表头栏目的次序与规定格式不同")
    return ("natural", *group, "total")


def _align(data: Sequence[Row], form: str, forms: Forms) -> dict[str, Row]:
    """Pair printed rows with the form's rows so that the order of both is kept and the labels fit best."""
    wanted = _wanted(form, forms)
    gains = [[_gain(row, key, forms) for key in wanted] for row in data]
    best_sum = [[0.0] * (len(wanted) + 1) for _ in range(len(data) + 1)]
    for i in range(len(data) - 1, -1, -1):
        for j in range(len(wanted) - 1, -1, -1):
            pair = best_sum[i + 1][j + 1] + gains[i][j] if gains[i][j] else 0.0
            best_sum[i][j] = max(best_sum[i + 1][j], best_sum[i][j + 1], pair)
    matched: dict[str, Row] = {}
    i = j = 0
    while i < len(data) and j < len(wanted):
        if gains[i][j] and best_sum[i][j] == best_sum[i + 1][j + 1] + gains[i][j]:
            matched[wanted[j]] = data[i]
            i, j = i + 1, j + 1
        elif best_sum[i][j] == best_sum[i + 1][j]:
            i += 1
        else:
            j += 1
    return matched


def _wanted(form: str, forms: Forms) -> list[str]:
    """The rows of the form, and before the first child of each group the group itself."""
    wanted: list[str] = []
    for row in forms.t3_rows(form):
        parent = forms.rows[row].parent
        if parent in GROUPS and parent not in wanted:
            wanted.append(parent)
        wanted.append(row)
    return wanted


def _gain(row: Row, key: str, forms: Forms) -> float:
    value = score(row.labels[-1], forms.rows[key].labels)
    return value if value >= CLOSE else 0.0


def _cells(matched: dict[str, Row], columns: tuple[str, ...], alignment: Alignment) -> tuple[PrintedCell, ...]:
    cells = []
    for key, row in matched.items():
        values = cut(row.after_labels, len(columns), alignment)
        for offset, (applicant, place) in enumerate(zip(columns, values, strict=True)):
            column = place.column if place.column is not None else LABEL_COLUMNS + offset
            cells.append(PrintedCell(f"{key}|{applicant}", place, (row.number, column), ""))
    return tuple(cells)


def _check_left_over(rows: Sequence[Row], matched: dict[str, Row], width: int, forms: Forms) -> None:
    """Refuse a table that has a row of the form twice, or values under no label: something slipped."""
    used = {row.number for row in matched.values()}
    for row in rows:
        if row.number in used or row.number < min(used):
            continue
        numbers = [place.text for place in row.places if any(c.isdigit() for c in place.text)]
        if not row.labels and any(place.text for place in row.places):
            raise NotExtracted(f"有数值不在任何一行之内：{numbers[0] if numbers else row.places[0].text}")
        if row.labels and len(row.after_labels) and any(
            normal(row.labels[-1]) == normal(label) for key in matched for label in forms.rows[key].labels
        ):
            raise NotExtracted(f"“{row.labels[-1]}”一行重复或残缺")
