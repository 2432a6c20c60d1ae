"""The three statutory tables as grids with spans, filled with printed cells.

Labels and ids come from index/form.yaml; the file is read here directly, so that the samples do not depend on the
code they are there to test.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FORM = Path(__file__).parent.parent / "index" / "form.yaml"
LABEL_COLUMNS = 3  # of table 3
TABLE2_WIDTH = 4
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
T4_BLOCKS = ("t4.review", "t4.direct", "t4.post")
T4_RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the official table. `id` is the form cell of a value, empty for a label."""

    text: str
    id: str = ""
    cols: int = 1
    rows: int = 1


Row = tuple[Cell, ...]
Grid = tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A row of table 3 that prints values; `path` holds its labels from the outermost to its own."""

    id: str
    path: tuple[tuple[str, str], ...]  # (id, label)


@cache
def _form() -> dict[str, Any]:
    form: dict[str, Any] = yaml.safe_load(FORM.read_text(encoding="utf-8"))
    return form


def table2_cells(form: str) -> list[str]:
    """Ids of the value cells of table 2 in form order."""
    return list(_form()["t2_cells"][form])


def table4_cells() -> list[str]:
    """Ids of the 15 value cells of table 4 in form order."""
    return [row["id"] for row in _form()["t4_cells"] if not row.get("derived")]


def applicants() -> list[str]:
    """Ids of the seven printed columns of table 3, the total last."""
    return [column["id"] for column in _form()["t3_columns"] if column["printed"] is True]


def labels_of_applicants() -> list[str]:
    """What table 3 prints over its seven columns."""
    names = {column["id"]: str(column["zh"]) for column in _form()["t3_columns"]}
    return [names[column] for column in applicants()]


def request_rows(form: str) -> list[RequestRow]:
    """The rows of table 3 that print values in this form, in form order."""
    rows = {row["id"]: row for row in _form()["t3_rows"]}
    found = []
    for row in _form()["t3_rows"]:
        printed = row.get("printed_in", {}).get(form, row.get("printed", "row"))
        if form not in row.get("forms", ()) or printed == "header_only":
            continue
        path = [row]
        while "parent" in path[0]:
            path.insert(0, rows[path[0]["parent"]])
        found.append(RequestRow(row["id"], tuple((part["id"], part["zh"]) for part in path)))
    return found


def _by_form(label: str | dict[str, str], form: str) -> str:
    return label if isinstance(label, str) else label[form]


def row_label(row: str, form: str) -> str:
    """What table 2 prints in front of a row."""
    return _by_form(next(kind["zh"] for kind in _form()["t2_rows"] if kind["id"] == row), form)


def measure(cell: str, form: str) -> str:
    """What table 2 prints over a cell."""
    row, suffix = cell.rsplit(".", 1)
    for measure in _form()["t2_measures"]:
        if measure["suffix"] == suffix and row in measure["rows"]:
            return _by_form(measure["zh"], form)
    raise KeyError(cell)


def _stretched(cells: list[Cell]) -> Row:
    """Let the last cell span what is left of table 2's four columns."""
    last = cells[-1]
    return (*cells[:-1], Cell(last.text, last.id, cols=TABLE2_WIDTH - len(cells) + 1))


def table2(form: str, printed: Mapping[str, str], headers: Mapping[str, str]) -> Grid:
    """Table 2 with `printed` in its value cells; `headers` replaces official header labels by other spellings."""
    rows: list[Row] = []
    for article in _form()["t2_articles"]:
        kinds = [kind for kind in _form()["t2_rows"] if kind["article"] == article["id"]]
        values = {
            kind["id"]: [cell for cell in table2_cells(form) if cell.rsplit(".", 1)[0] == kind["id"]] for kind in kinds
        }
        kinds = [kind for kind in kinds if values[kind["id"]]]
        if not kinds:
            continue
        labels = [measure(cell, form) for cell in values[kinds[0]["id"]]]
        rows.append((Cell(article["zh"], cols=TABLE2_WIDTH),))
        rows.append(_stretched([Cell("信息内容"), *(Cell(headers.get(label, label)) for label in labels)]))
        for kind in kinds:
            cells = [Cell(printed[cell], cell) for cell in values[kind["id"]]]
            rows.append(_stretched([Cell(_by_form(kind["zh"], form)), *cells]))
    return tuple(rows)


def table3(form: str, printed: Mapping[str, str]) -> Grid:
    """Table 3 with `printed` in its value cells."""
    names = {column["id"]: column["zh"] for column in _form()["t3_columns"]}
    organisations = [column for column in applicants() if column.startswith("org.")]
    grid: list[Row] = [
        (Cell(CORNER, cols=LABEL_COLUMNS, rows=3), Cell("申请人情况", cols=len(applicants()))),
        (
            Cell(names["natural"], rows=2),
            Cell(names["org"], cols=len(organisations)),
            Cell(names["total"], rows=2),
        ),
        tuple(Cell(names[column]) for column in organisations),
    ]
    rows = request_rows(form)
    shown: set[str] = set()
    for row in rows:
        labels = []
        for depth, (label_id, label) in enumerate(row.path):
            if label_id in shown:
                continue
            shown.add(label_id)
            own = label_id == row.id
            below = sum(label_id in [part for part, _ in other.path] for other in rows)
            labels.append(Cell(label, cols=LABEL_COLUMNS - depth if own else 1, rows=1 if own else below))
        values = [Cell(printed[f"{row.id}|{column}"], f"{row.id}|{column}") for column in applicants()]
        grid.append((*labels, *values))
    return tuple(grid)


def table4(printed: Mapping[str, str]) -> Grid:
    """Table 4 with `printed` in its value cells."""
    review = [Cell(result, rows=2) for result in T4_RESULTS]
    return (
        (Cell("行政复议", cols=5), Cell("行政诉讼", cols=10)),
        (*review, Cell("未经复议直接起诉", cols=5), Cell("复议后起诉", cols=5)),
        tuple(Cell(result) for result in T4_RESULTS * 2),
        tuple(Cell(printed[cell], cell) for cell in table4_cells()),
    )
