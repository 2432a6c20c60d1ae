"""Table 3, requests received and handled: its rows matched to the form by label and in order, or refused."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from index.form import APPLICANTS, Forms
from index.labels import CLOSE, best, normal, score
from index.table_rows import Alignment, NotExtracted, PrintedCell, Reading, Row, alignment, cut, padded_alike
from index.table_sums import add_up, plain_number, slipped

# Rows that some publishers print with values of their own above their children.
GROUPS = ("t3.res.denied", "t3.res.unable", "t3.res.refuse", "t3.res.other")
OVERDUE = ("t3.res.other.overdue_correction", "t3.res.other.overdue_fee")
SUBTOTAL = "小计"
LABEL_COLUMNS = 3
EQUALLY_WELL = 3.0  # of 100; 本年新收… and 上年结转… are 80 alike
HANDLED = "t3.res.total"
SIDES: tuple[Alignment, ...] = ("start", "end")


def read_t3(rows: Sequence[Row], forms: Forms) -> Reading:
    """Match the rows of a printed table 3.

    Raises:
        NotExtracted: a row of the form or a column is missing, doubled or out of order, or values cannot be told
            from padding.
    """
    # A header row may end in 总计 or 其他 and blanks, as rows of the form do: the form's first row ends the header.
    first = next((at for at, row in enumerate(rows) if row.labels and "t3.new" in _gains(row, forms)), None)
    if first is None:
        raise NotExtracted("没有找到“本年新收政府信息公开申请数量”一行")
    columns = _columns(rows[:first], forms)
    data = [row for row in rows[first:] if row.labels and not _is_header(row, forms)]
    form = "F2021" if any(_fits(row, OVERDUE, forms) for row in data) else "F2019"
    matched = _align([row for row in data if len(row.after_labels) >= len(columns)], form, forms)
    missing = [row for row in forms.t3_rows(form) if row not in matched]
    if missing:
        raise NotExtracted(f"{form} 表三缺少可读的行：" + "、".join(forms.rows[row].zh for row in missing[:4]))
    _check_left_over(rows, matched, forms)
    cells = _cells(matched, columns, _side(matched, rows[:first], columns, forms))
    _check_slips(cells, columns, form, forms)
    scores = [score(row.labels[-1], forms.rows[key].labels) for key, row in matched.items()]
    return Reading(form, cells, round(sum(scores) / len(scores) / 100, 3))


def _fits(row: Row, keys: Sequence[str], forms: Forms) -> bool:
    return any(score(row.labels[-1], forms.rows[key].labels) >= CLOSE for key in keys)


def _is_header(row: Row, forms: Forms) -> bool:
    """Whether a row repeats the header, as at the top of a new page: it names applicants, and more than one thing."""
    names = [forms.applicants[key].labels for key in ("natural", "org", "org.commercial", "org.research")]
    return len(row.labels) > 1 and any(score(text, labels) >= CLOSE for text in row.labels for labels in names)


def _columns(header: Sequence[Row], forms: Forms) -> tuple[str, ...]:
    """The applicants in printed order, from the header where it is readable, else as the form has them."""
    extra = {"org.other": ("其它",), "org": (SUBTOTAL, "法人和其他组织", "法人及其他组织")}
    wordings = {key: (*item.labels, *extra.get(key, ())) for key, item in forms.applicants.items()}
    texts = [place.text for row in header for place in row.places if place.text]
    if not texts:
        return APPLICANTS
    named = [(text, match.key) for text in texts if (match := best(text, wordings))]
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
    if side is None or not padded_alike([(row, _depth(key, forms)) for key, row in matched.items()], width):
        raise NotExtracted("行内空格位置不明，数值无法与各栏一一对应")
    if side != "either":
        return side
    if told := _side_of_header(header, max(len(row.places) for row in rows), width, forms):
        return told
    fitting = [s for s in SIDES if add_up([_parts(row, columns, s) for row in rows])]
    if len(fitting) != 1:
        raise NotExtracted("行内空格位置不明，数值无法与各栏一一对应")
    return fitting[0]


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


def _align(data: Sequence[Row], form: str, forms: Forms) -> dict[str, Row]:
    """Pair printed rows with the form's rows so that the order of both is kept and the labels fit best."""
    wanted = _wanted(form, forms)
    fits = [_gains(row, forms) for row in data]
    gains = [[fit.get(key, 0.0) for key in wanted] for fit in fits]
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


def _gains(row: Row, forms: Forms) -> dict[str, float]:
    """How well a row's label fits rows of the form; left out are those it fits badly, or worse than another."""
    fits = {key: score(row.labels[-1], item.labels) for key, item in forms.rows.items() if item.table == "t3"}
    least = max(CLOSE, max(fits.values()) - EQUALLY_WELL)
    return {key: value for key, value in fits.items() if value >= least}


def _cells(matched: Mapping[str, Row], columns: Sequence[str], side: Alignment) -> tuple[PrintedCell, ...]:
    cells = []
    for key, row in matched.items():
        for offset, (applicant, place) in enumerate(zip(columns, cut(row, len(columns), side), strict=True)):
            column = place.column if place.column is not None else LABEL_COLUMNS + offset
            cells.append(PrintedCell(f"{key}|{applicant}", place, (row.number, column), ""))
    return tuple(cells)


def _check_left_over(rows: Sequence[Row], matched: Mapping[str, Row], forms: Forms) -> None:
    """Refuse a table that has a row of the form twice, or values under no row of the form: something slipped."""
    used = {row.number for row in matched.values()}
    for row in rows:
        if row.number in used or row.number < min(used):
            continue
        numbers = [place.text for place in row.places if any(c.isdigit() for c in place.text)]
        if not row.labels and any(place.text for place in row.places):
            raise NotExtracted(f"有数值不在任何一行之内：{numbers[0] if numbers else row.places[0].text}")
        if not row.labels or not row.after_labels or _is_header(row, forms):
            continue
        if any(place.text for place in row.after_labels) or _fits(row, tuple(matched), forms):
            raise NotExtracted(f"“{row.labels[-1]}”一行重复、残缺或不在规定格式之内")


def _check_slips(cells: Sequence[PrintedCell], columns: Sequence[str], form: str, forms: Forms) -> None:
    """Refuse a table in which moving one row by a column would put all its columns right: that row slid."""
    numbers: dict[str, list[Decimal | None]] = {}
    for cell in cells:
        row, applicant = cell.cell.split("|")
        if applicant != "org":
            numbers.setdefault(row, []).append(plain_number(cell.place.text))
    results = [row for row in forms.t3_rows(form) if row.startswith("t3.res.") and row != HANDLED]
    for left, right in ((results, [HANDLED]), (["t3.new", "t3.carried_in"], [HANDLED, "t3.carried_out"])):
        number = slipped([numbers[row] for row in left], [numbers[row] for row in right])
        if number is not None:
            raise NotExtracted(f"“{forms.rows[[*left, *right][number]].zh}”一行的数值似乎错位了一栏")
