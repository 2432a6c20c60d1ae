"""Table 3, requests received and handled: its rows matched to the form by label and in order, or refused."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import count

from index.form import APPLICANTS, Forms
from index.labels import CLOSE, Wordings, normal, score
from index.table3_match import (
    SUBTOTAL,
    align,
    applicant,
    applicants_worded,
    cells_of,
    fits_any,
    form_of,
    gains,
    is_head,
    is_strange,
    label_fit,
    missing_rows,
)
from index.table_rows import (
    LABEL_COLUMNS,
    Alignment,
    NotExtracted,
    PrintedCell,
    PrintedExtra,
    Reading,
    Row,
    alignment,
    cut,
    has_digit,
    padded_alike,
    printed_cell,
    prints_all,
)
from index.table_sums import add_up, numbers_by_row, plain_number, slipped

HANDLED = "t3.res.total"
SIDES: tuple[Alignment, ...] = ("start", "end")
OTHER_HEADER = "表三后页重复的表头与前页不同，数值无法与各栏对应"
# What each column is told by where the words of its header are broken; no row has two of them.
FRAGMENTS = {
    "natural": "自然人",
    "org.commercial": "商业",
    "org.research": "科研",
    "org.social": "社会公",
    "org.legal": "法律服",
}


def read_t3(rows: Sequence[Row], forms: Forms) -> Reading:
    """Match the rows of a printed table 3.

    Raises:
        NotExtracted: a row of the form or a column is missing, doubled or out of order, or values cannot be told
            from padding.
    """
    # A header row may end in 总计 or 其他 and blanks, as rows of the form do: the form's first row ends the header.
    first = next((at for at, row in enumerate(rows) if row.labels and "t3.new" in gains(row.labels[-1], forms)), None)
    if first is None:
        raise NotExtracted("没有找到“本年新收政府信息公开申请数量”一行")
    columns = _columns(rows[:first], forms)
    data = [row for row in rows[first:] if row.labels and not _is_header(row, forms)]
    _check_repeated([row for row in rows[first:] if row.labels and _is_header(row, forms)], columns)
    _check_fragments(rows[first:], columns)
    form = form_of([row.labels[-1] for row in data], forms)
    complete = [row for row in data if len(row.after_labels) >= len(columns)]
    matched = {key: complete[at] for key, at in align([row.labels[-1] for row in complete], form, forms).items()}
    if reason := missing_rows(matched, form, forms):
        raise NotExtracted(reason)
    added = _left_over(rows, matched, forms)
    side = _side(matched, rows[:first], columns, forms)
    doubt = "" if _padded_alike(matched, len(columns), forms) else "行内空格多少不一"
    cells = _cells(matched, columns, side)
    _check_slips(cells, columns, form, forms)
    fit = label_fit({key: row.labels[-1] for key, row in matched.items()}, forms)
    return Reading(form, cells, fit, _extras(added, columns, side, forms), doubt)


def _is_header(row: Row, forms: Forms) -> bool:
    """Whether a row repeats the header, as at the top of a new page: it names applicants, and more than one thing."""
    return len(row.labels) > 1 and any(is_head(text) and "勾稽关系" not in text for text in row.labels)


def _columns(header: Sequence[Row], forms: Forms) -> tuple[str, ...]:
    """The applicants in printed order, from the header where it is readable, else as the form has them."""
    wordings = applicants_worded()
    # Where the row spans of the header were written out again, its last row alone names every column.
    header = [row for row in header if _names_all(row, wordings)][-1:] or header
    texts = [place.text for row in header for place in row.places if place.text]
    if not texts:
        return APPLICANTS
    named = [(text, match.key) for text in texts if (match := wordings.best(text))]
    # 法人或其他组织 is the heading over five columns; it is a column of its own only where it says 小计.
    found = [
        "org" if SUBTOTAL in normal(text) else key for text, key in named if key != "org" or SUBTOTAL in normal(text)
    ]
    if len(set(found)) != len(found):
        raise NotExtracted("表三表头有重复的栏目")
    if {*APPLICANTS} - {*found}:
        missing = "、".join(forms.applicants[key].zh for key in APPLICANTS if key not in found)
        raise NotExtracted(f"表三表头缺少栏目：{missing}")
    if not _in_order([key for _, key in named]):
        raise NotExtracted("表三表头栏目的次序与规定格式不同")
    return ("natural", *(key for key in found if key.startswith("org")), "total")


def _names_all(row: Row, wordings: Wordings) -> bool:
    return {*APPLICANTS} <= {match.key for place in row.places if (match := wordings.best(place.text))}


def _check_repeated(headers: Sequence[Row], columns: Sequence[str]) -> None:
    """Refuse a table whose header, printed again on a later page, names its columns in another order."""
    for row in headers:
        named = [key for text in row.labels if (key := applicant(normal(text))) and SUBTOTAL not in normal(text)]
        keys = [key for key in named if key != "org"]
        # Only 自然人 stands before the heading over the organisations: 总计 before it has changed places with it.
        moved = "org" in named and {*named[: named.index("org")]} - {"natural"}
        if moved or keys != [key for key in columns if key in keys]:
            raise NotExtracted(OTHER_HEADER)


def _check_fragments(rows: Sequence[Row], columns: Sequence[str]) -> None:
    """Refuse a table with a header between its rows, broken into pieces, that names its columns in another order."""
    for row in rows:
        text = normal("".join(row.labels))
        places = {key: text.find(word) for key, word in FRAGMENTS.items() if word in text}
        if len(places) > 1 and sorted(places, key=places.__getitem__) != [key for key in columns if key in places]:
            raise NotExtracted(OTHER_HEADER)


def _in_order(order: Sequence[str]) -> bool:
    """Whether 自然人 comes first, 总计 not among the organisations, their heading before or subtotal behind them."""
    plain = tuple(key for key in order if key != "org")
    group = APPLICANTS[1:-1]
    heading = "org" not in order or order.index("org") in (1, order.index("org.other") + 1)
    return heading and plain in (APPLICANTS, ("natural", "total", *group))


def _side(matched: Mapping[str, Row], header: Sequence[Row], columns: Sequence[str], forms: Forms) -> Alignment:
    """Where the values stand in all rows.

    Raises:
        NotExtracted: padding differs from row to row, or nothing tells on which side of the values it is.
    """
    rows, width = list(matched.values()), len(columns)
    side = alignment(rows, width)
    # Where all values are printed, only blanks are over; the sums have to prove that none was lost or split.
    whole = all(prints_all(row, width) for row in rows)
    if side is None or not (whole or _padded_alike(matched, width, forms)):
        raise NotExtracted("行内空格位置不明，数值无法与各栏一一对应")
    if side != "either":
        return side
    if told := _side_of_header(header, max(len(row.places) for row in rows), width, forms):
        return told
    fitting = [s for s in SIDES if add_up([_parts(row, columns, s) for row in rows])]
    if len(fitting) != 1:
        raise NotExtracted("行内空格位置不明，数值无法与各栏一一对应")
    return fitting[0]


def _padded_alike(matched: Mapping[str, Row], width: int, forms: Forms) -> bool:
    return padded_alike([(row, _depth(key, forms)) for key, row in matched.items()], width)


def _side_of_header(header: Sequence[Row], wide: int, width: int, forms: Forms) -> Alignment | None:
    """The side that a complete header row shows: 自然人 stands over the first value."""
    labels = forms.applicants["natural"].labels
    for row in header:
        at = next((at for at, place in enumerate(row.places) if score(place.text, labels) >= CLOSE), -1)
        if len(row.places) == wide and at in (0, wide - width):
            return "start" if at == 0 else "end"
    return None


def _parts(row: Row, columns: Sequence[str], side: Alignment) -> list[Decimal | None]:
    """The numbers of a row without its subtotal."""
    values = zip(columns, cut(row, len(columns), side), strict=True)
    return [plain_number(place.text) for applicant, place in values if applicant != "org"]


def _depth(key: str, forms: Forms) -> int:
    """How many labels a row has on the form, the row spans over it counted."""
    if not key.startswith("t3.res."):
        return 1
    return 2 if forms.rows[key].parent in ("t3.res", None) else 3


def _cells(matched: Mapping[str, Row], columns: tuple[str, ...], side: Alignment) -> tuple[PrintedCell, ...]:
    cells: list[PrintedCell] = []
    for key, row in matched.items():
        number = row.number
        cells += [
            printed_cell(cell, place, (number, column if place.column is None else place.column))
            for cell, place, column in zip(
                cells_of(key, columns), cut(row, len(columns), side), count(LABEL_COLUMNS), strict=False
            )
        ]
    return tuple(cells)


def _left_over(rows: Sequence[Row], matched: Mapping[str, Row], forms: Forms) -> list[Row]:
    """The rows that the form does not have: labelled, as wide as the others, unlike any row of the form.

    Raises:
        NotExtracted: a row of the form is there twice, or values stand under no row: something slipped.
    """
    used = {row.number for row in matched.values()}
    widths = {len(row.places) for row in matched.values()} | {len(row.after_labels) for row in matched.values()}
    added = []
    for row in rows:
        if row.number in used or row.number < min(used):
            continue
        numbers = [place.text for place in row.places if has_digit(place.text)]
        if not row.labels and any(place.text for place in row.places):
            raise NotExtracted(f"有数值不在任何一行之内：{numbers[0] if numbers else row.places[0].text}")
        if not row.labels or not row.after_labels or _is_header(row, forms):
            continue
        if not any(place.text for place in row.after_labels) and not fits_any(row.labels[-1], tuple(matched), forms):
            continue
        if not is_strange(row.labels[-1]) or not {len(row.places), len(row.after_labels)} & widths:
            raise NotExtracted(f"“{row.labels[-1]}”一行重复、残缺或不在规定格式之内")
        added.append(row)
    return added


def _extras(rows: Sequence[Row], columns: Sequence[str], side: Alignment, forms: Forms) -> tuple[PrintedExtra, ...]:
    if any(len(row.after_labels) < len(columns) or alignment([row], len(columns)) not in (side, "either", "start")
           for row in rows):  # fmt: skip
        raise NotExtracted(f"“{rows[0].labels[-1]}”一行不在规定格式之内，数值与各栏对不上")
    extras = []
    for row in rows:
        for at, (key, place) in enumerate(zip(columns, cut(row, len(columns), side), strict=True)):
            column = place.column if place.column is not None else LABEL_COLUMNS + at
            extras.append(PrintedExtra(row.labels, (forms.applicants[key].zh,), place, (row.number, column)))
    return tuple(extras)


def _check_slips(cells: Sequence[PrintedCell], columns: Sequence[str], form: str, forms: Forms) -> None:
    """Refuse a table in which moving one row by a column would put all its columns right: that row slid."""
    numbers = numbers_by_row(cells)
    results = [row for row in forms.t3_rows(form) if row.startswith("t3.res.") and row != HANDLED]
    for left, right in ((results, [HANDLED]), (["t3.new", "t3.carried_in"], [HANDLED, "t3.carried_out"])):
        number = slipped([numbers[row] for row in left], [numbers[row] for row in right])
        if number is not None:
            raise NotExtracted(f"“{forms.rows[[*left, *right][number]].zh}”一行的数值似乎错位了一栏")
