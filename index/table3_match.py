"""Printed labels of table 3 → rows of the form, in the form's order; its columns by their words."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from index.form import FORMS, Forms, load_forms
from index.form_types import Item
from index.labels import CLOSE, Wordings, normal, score

# Rows that some publishers print with values of their own above their children.
GROUPS = ("t3.res.denied", "t3.res.unable", "t3.res.refuse", "t3.res.other")
OVERDUE = ("t3.res.other.overdue_correction", "t3.res.other.overdue_fee")
SUBTOTAL = "小计"
EQUALLY_WELL = 3.0  # of 100; 本年新收… and 上年结转… are 80 alike
STRANGE = 68.0  # a label below this fits no row of the form, not even with typos: an extra row
HEADED = ("natural", "org", "org.commercial", "org.research", "org.social", "org.legal")
LAST_PART = re.compile(r"\S\s*(\d{1,2}\s*[.．、,，].+)$", re.S)
EXTRA_WORDINGS = {
    "org.other": ("其它",),
    "org": (SUBTOTAL, "法人和其他组织", "法人及其他组织", "法人或者其他组织"),
    "natural": ("公民",),
}


def gains(label: str, forms: Forms) -> dict[str, float]:
    """How well a label fits rows of the form; left out are those it fits badly, or worse than another.

    A cell that holds a group's words before its own, "（三）不予公开 1.属于国家秘密", is read by its own.
    """
    fits = _fits(normal(label))
    part = LAST_PART.search(label)
    if part and any(score(label[: part.start(1)], forms.rows[key].labels) >= CLOSE for key in (*GROUPS, "t3.res")):
        fits = _fits(normal(part.group(1)))
    return fits


@lru_cache(maxsize=8192)
def _fits(plain: str) -> dict[str, float]:
    fits = {key: score(plain, item.labels) for key, item in _rows().items()}
    least = max(CLOSE, max(fits.values()) - EQUALLY_WELL)
    return {key: value for key, value in fits.items() if value >= least}


@lru_cache(maxsize=8192)
def closest(plain: str) -> float:
    """How well a normal label fits whichever row of table 3 it fits best, 0 to 100."""
    return max(score(plain, item.labels) for item in _rows().values())


@lru_cache(maxsize=1)
def _rows() -> dict[str, Item]:
    return {key: item for key, item in load_forms().rows.items() if item.table == "t3"}


def fits_any(label: str, keys: Sequence[str], forms: Forms) -> bool:
    """Whether a label is that of one of these rows."""
    return any(score(label, forms.rows[key].labels) >= CLOSE for key in keys)


def is_strange(label: str) -> bool:
    """Whether a label has words and is like no row of the form: a row that some provinces add."""
    plain = normal(label)
    return len(plain) >= 2 and not plain.isdigit() and closest(plain) < STRANGE


def form_of(labels: Sequence[str], forms: Forms) -> str:
    """The form of table 3 by its own labels: only that of 2021 has the overdue rows."""
    return "F2021" if any(fits_any(label, OVERDUE, forms) for label in labels) else "F2019"


@lru_cache(maxsize=4096)
def applicant(plain: str) -> str | None:
    """The column that a normal header names; "org" for the heading over the organisations and for their 小计."""
    match = applicants_worded().best(plain)
    return match.key if match else None


@lru_cache(maxsize=1)
def applicants_worded() -> Wordings:
    """How the columns of table 3 may be headed."""
    applicants = load_forms().applicants
    return Wordings({key: (*item.labels, *EXTRA_WORDINGS.get(key, ())) for key, item in applicants.items()})


@lru_cache(maxsize=4096)
def _heads(plain: str) -> bool:
    labels = [label for key in HEADED for label in load_forms().applicants[key].labels]
    return score(plain, labels) >= CLOSE or "勾稽关系" in plain or plain == "申请人情况"


@lru_cache(maxsize=256)
def cells_of(row: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The ids of a row's cells."""
    return tuple(f"{row}|{column}" for column in columns)


@lru_cache(maxsize=4096)
def groups_named(text: str) -> tuple[str, ...]:
    """The groups of results whose label a text is."""
    return tuple(group for group in GROUPS if score(text, load_forms().rows[group].labels) >= CLOSE)


def is_head(text: str) -> bool:
    """Whether a text stands in the header only: an applicant other than 其他 and 总计, or the corner."""
    return not text.isdecimal() and _heads(normal(text))


def align(labels: Sequence[str], form: str, forms: Forms) -> dict[str, int]:
    """Row of the form → place in `labels`, so that the order of both is kept and the labels fit best."""
    return dict(_aligned(tuple(labels), form))


@lru_cache(maxsize=256)  # reports of one publisher print the same labels
def _aligned(labels: tuple[str, ...], form: str) -> dict[str, int]:
    forms = load_forms()
    keys = wanted(form, forms)
    fits = [[fit.get(key, 0.0) for key in keys] for fit in (gains(label, forms) for label in labels)]
    sums = [[0.0] * (len(keys) + 1) for _ in range(len(labels) + 1)]
    for i in range(len(labels) - 1, -1, -1):
        row, below, fit = sums[i], sums[i + 1], fits[i]
        for j in range(len(keys) - 1, -1, -1):
            pair = below[j + 1] + fit[j] if fit[j] else 0.0
            row[j] = max(below[j], row[j + 1], pair)
    found: dict[str, int] = {}
    i = j = 0
    while i < len(labels) and j < len(keys):
        if fits[i][j] and sums[i][j] == sums[i + 1][j + 1] + fits[i][j]:
            found[keys[j]] = i
            i, j = i + 1, j + 1
        elif sums[i][j] == sums[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


@lru_cache(maxsize=len(FORMS))
def _wanted(form: str) -> tuple[str, ...]:
    forms = load_forms()
    found: list[str] = []
    for row in forms.t3_rows(form):
        parent = forms.rows[row].parent
        if parent in GROUPS and parent not in found:
            found.append(parent)
        found.append(row)
    return tuple(found)


def wanted(form: str, forms: Forms) -> tuple[str, ...]:
    """The rows of the form, and before the first child of each group the group itself."""
    return _wanted(form)


def missing_rows(found: Mapping[str, object], form: str, forms: Forms) -> str:
    """What is missing of a form's rows, in Chinese; "" where all are there."""
    gone = [row for row in forms.t3_rows(form) if row not in found]
    names = "、".join(forms.rows[row].zh for row in gone[:4])
    return f"{form} 表三缺少可读的行：{names}{f' 等 {len(gone)} 行' if len(gone) > 4 else ''}" if gone else ""


def label_fit(labels: Mapping[str, str], forms: Forms) -> float:
    """How well the labels of matched rows fit, 0 to 1."""
    found = [score(label, forms.rows[key].labels) for key, label in labels.items()]
    return round(sum(found) / len(found) / 100, 3)
