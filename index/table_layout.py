"""A table as the official form prints it: header rows, label columns with their spans, the printed values in place."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from index.form import RESULTS, T4_BLOCKS, Forms, load_forms
from index.quick import series
from index.report import LEGACY_ID, Figure, TableCell

Rows = tuple[tuple[TableCell, ...], ...]
Value = tuple[str, int]  # the cell of the form that stands in a place, and how many columns it takes
Printed = tuple[tuple[TableCell | Value, ...], ...]
Frame = tuple[tuple[tuple[TableCell, ...], tuple[Value, ...]], ...]  # of each row its words, then its values
CORNER_T3 = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def layout(table: str, figures: Sequence[Figure], form: str | None, forms: Forms) -> Rows:
    """The rows of a table with spans, ready to be shown. Printed group rows and subtotal columns keep their places."""
    values = {figure.cell: figure for figure in figures}
    if table == LEGACY_ID:
        return _list(values, forms)
    frame = _frame(table, tuple(values), form)
    own = [(values[cell], columns) for _, cells in frame for cell, columns in cells]
    shown = iter(series(TableCell)([(f.printed, f.cell, False, 1, wide, f.source.line) for f, wide in own]))
    return tuple([(*words, *islice(shown, len(cells))) for words, cells in frame])


@lru_cache(maxsize=64)
def _frame(table: str, cells: tuple[str, ...], form: str | None) -> Frame:
    """A table that prints these cells, without its values: of one form every report has the same."""
    forms = load_forms()
    rows = _t2(cells, form, forms) if table == "t2" else _t3(cells, forms) if table == "t3" else _t4()
    return tuple(
        (
            tuple(place for place in row if isinstance(place, TableCell)),
            tuple(place for place in row if not isinstance(place, TableCell)),
        )
        for row in rows
    )


def _list(values: dict[str, Figure], forms: Forms) -> Rows:
    """The list before 2019: its indicators in order, each group over its own."""
    rows: list[tuple[TableCell, ...]] = [(_header("指标"), _header("单位"), _header("统计数"))]
    shown: set[str] = set()
    for key, figure in values.items():
        parent = forms.legacy[key].parent
        if parent and not forms.legacy[parent].unit and parent not in shown:
            shown.add(parent)
            rows.append((_header(forms.legacy[parent].zh, 3),))
        rows.append((_header(forms.legacy[key].zh), _header(figure.unit), _value(figure)))
    return tuple(rows)


@lru_cache(maxsize=4096)  # a form has few, and every table the same
def _header(text: str, columns: int = 1, rows: int = 1) -> TableCell:
    return TableCell(text, header=True, col_span=columns, row_span=rows)


def _value(figure: Figure, columns: int = 1) -> TableCell:
    return TableCell(figure.printed, figure.cell, False, 1, columns, figure.source.line)


def _t3(printed: Sequence[str], forms: Forms) -> Printed:
    keys = list(dict.fromkeys(cell.split("|")[0] for cell in printed))
    columns = list(dict.fromkeys(cell.split("|")[1] for cell in printed))
    group = [key for key in columns if key.startswith("org")]
    label = {key: forms.applicants[key].zh if key != "org" else "小计" for key in columns}
    rows: list[tuple[TableCell | Value, ...]] = [
        (_header(CORNER_T3, 3, 3), _header("申请人情况", len(columns))),
        (
            _header(label["natural"], 1, 2),
            _header(forms.applicants["org"].zh, len(group)),
            _header(label["total"], 1, 2),
        ),
        tuple(_header(label[key]) for key in group),
    ]
    results = [key for key in keys if key.startswith("t3.res.")]
    for key in keys:
        rows.append((*_labels_t3(key, keys, results, forms), *((f"{key}|{applicant}", 1) for applicant in columns)))
    return tuple(rows)


def _labels_t3(key: str, keys: list[str], results: list[str], forms: Forms) -> list[TableCell]:
    item = forms.rows[key]
    cells = []
    if results and key == results[0]:
        cells.append(_header(forms.rows["t3.res"].zh, 1, len(results)))
    if not key.startswith("t3.res."):
        return [_header(item.zh, 3)]
    if item.parent in ("t3.res", None):
        return [*cells, _header(item.zh, 2)]
    siblings = [k for k in keys if forms.rows[k].parent == item.parent]
    if key == siblings[0]:
        cells.append(_header(forms.rows[item.parent or ""].zh, 1, len(siblings)))
    return [*cells, _header(item.zh)]


def _t4() -> Printed:
    words = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结", "total": "总计"}
    results = [words[key] for key in RESULTS]
    return (
        (_header("行政复议", 5), _header("行政诉讼", 10)),
        (*(_header(text, 1, 2) for text in results), _header("未经复议直接起诉", 5), _header("复议后起诉", 5)),
        tuple(_header(text) for text in (*results, *results)),
        tuple((f"{block}.{result}", 1) for block in T4_BLOCKS for result in RESULTS),
    )


def _t2(printed: Sequence[str], form: str | None, forms: Forms) -> Printed:
    width = 3
    rows: list[tuple[TableCell | Value, ...]] = []
    article = None
    for key in dict.fromkeys(forms.cells[cell].row for cell in printed):
        cells = [cell for cell in printed if forms.cells[cell].row == key]
        spans = _spread(len(cells), width)
        if forms.rows[key].parent != article:
            article = forms.rows[key].parent
            rows.append((_header(forms.articles[article or ""].zh, width + 1),))
            heads = [forms.cells[cell].paths(form)[1][-1] for cell in cells]
            rows.append((_header("信息内容"), *(_header(h, s) for h, s in zip(heads, spans, strict=True))))
        name = forms.cells[cells[0]].paths(form)[0][-1]
        rows.append((_header(name), *zip(cells, spans, strict=True)))
    return tuple(rows)


def _spread(count: int, width: int) -> list[int]:
    """Column spans that fill `width` columns with `count` cells, the last one taking what is left."""
    return [1] * (count - 1) + [width - count + 1]
