"""Tables with real spans, as web pages and Word files have them: built from known figures, in many layouts.

A cell knows which cell of the form it prints (`origin`), so that whatever is read can be told right from wrong.
"""

import json
from dataclasses import dataclass, field, replace
from functools import lru_cache

from index.form import APPLICANTS, FORMS, RESULTS, T4_BLOCKS, load_forms
from index.labels import printed_text
from index.report import Grid, GridCell
from index.tables import MappedTable, map_tables
from tests.mutants import KNOWN

CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RESULT_WORDS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
WIDTH_T3 = 3 + len(APPLICANTS)


@dataclass(slots=True, eq=False)
class Cell:
    """One printed cell with its spans, and the cell of the form it is; None for a label, padding or a lost value."""

    text: str
    row_span: int = 1
    col_span: int = 1
    origin: str | None = None


Row = list[Cell]


@dataclass(slots=True)
class Sheet:
    """One printed table: its rows of cells that start in them."""

    table: str
    rows: list[Row]

    def value_rows(self) -> list[int]:
        """Places of the rows that print values of the form."""
        return [at for at, row in enumerate(self.rows) if any(cell.origin for cell in row)]


@dataclass(slots=True)
class Pages:
    """The tables of a report in reading order, and what was done to them."""

    name: str
    sheets: list[Sheet]
    form: dict[str, str]
    scanned: bool = False
    damage: list[str] = field(default_factory=list)


@lru_cache(maxsize=64)
def known_cells(name: str) -> dict[str, str]:
    """Cell → printed text of a sample report."""
    known = json.loads((KNOWN / f"{name}.json").read_text(encoding="utf-8"))
    return {cell["cell"]: printed_text(cell["printed"]) for cell in known["cells"]}


def form_of(cells: dict[str, str], table: str) -> str:
    """The form that prints exactly these cells of a table."""
    forms = load_forms()
    own = {cell for cell in cells if cell.startswith(table)}
    return next(form for form in FORMS if {*forms.printed[form, table]} == own)


def pages(name: str) -> Pages:
    """The three tables of a sample as the official form prints them."""
    cells = known_cells(name)
    form = {table: form_of(cells, table) for table in ("t2", "t3", "t4")}
    return Pages(name, [sheet_t2(cells, form["t2"]), sheet_t3(cells, form["t3"]), sheet_t4(cells)], form)


def sheet_t2(cells: dict[str, str], form: str) -> Sheet:
    """Table 2: five blocks in one grid of four columns."""
    forms = load_forms()
    rows: list[Row] = []
    article: str | None = ""
    for key in dict.fromkeys(forms.cells[cell].row for cell in forms.printed[form, "t2"]):
        own = [cell for cell in forms.printed[form, "t2"] if forms.cells[cell].row == key]
        spans = [1] * (len(own) - 1) + [3 - len(own) + 1]
        if forms.rows[key].parent != article:
            article = forms.rows[key].parent
            rows.append([Cell(forms.articles[article or ""].zh, col_span=4)])
            heads = [forms.cells[cell].paths(form)[1][-1] for cell in own]
            rows.append([Cell("信息内容"), *(Cell(h, col_span=s) for h, s in zip(heads, spans, strict=True))])
        values = [Cell(cells[cell], col_span=s, origin=cell) for cell, s in zip(own, spans, strict=True)]
        rows.append([Cell(forms.cells[own[0]].paths(form)[0][-1]), *values])
    return Sheet("t2", rows)


def head_t3() -> list[Row]:
    """The three header rows of table 3."""
    forms = load_forms()
    group = APPLICANTS[1:-1]
    return [
        [Cell(CORNER, 3, 3), Cell("申请人情况", 1, len(APPLICANTS))],
        [Cell("自然人", 2), Cell("法人或其他组织", 1, len(group)), Cell("总计", 2)],
        [Cell(forms.applicants[key].zh) for key in group],
    ]


def sheet_t3(cells: dict[str, str], form: str) -> Sheet:
    """Table 3: three columns of labels with their row spans, seven of values."""
    forms = load_forms()
    rows = head_t3()
    keys = forms.t3_rows(form)
    results = [key for key in keys if key.startswith("t3.res.")]
    for key in keys:
        item = forms.rows[key]
        row: Row = []
        if key == results[0]:
            row.append(Cell(forms.rows["t3.res"].zh, row_span=len(results)))
        siblings = [k for k in keys if forms.rows[k].parent == item.parent]
        if not key.startswith("t3.res."):
            row.append(Cell(item.zh, col_span=3))
        elif item.parent in ("t3.res", None):
            row.append(Cell(item.zh, col_span=2))
        else:
            if key == siblings[0]:
                row.append(Cell(forms.rows[item.parent or ""].zh, row_span=len(siblings)))
            row.append(Cell(item.zh))
        row += [Cell(cells[f"{key}|{a}"], origin=f"{key}|{a}") for a in APPLICANTS]
        rows.append(row)
    return Sheet("t3", rows)


def sheet_t4(cells: dict[str, str]) -> Sheet:
    """Table 4: three header rows and one row of fifteen values."""
    ids = [f"{block}.{result}" for block in T4_BLOCKS for result in RESULTS]
    return Sheet(
        "t4",
        [
            [Cell("行政复议", col_span=5), Cell("行政诉讼", col_span=10)],
            [
                *(Cell(word, 2) for word in RESULT_WORDS),
                Cell("未经复议直接起诉", col_span=5),
                Cell("复议后起诉", col_span=5),
            ],
            [Cell(word) for word in RESULT_WORDS * 2],
            [Cell(cells[cell], origin=cell) for cell in ids],
        ],
    )


# ---- other layouts of the same figures: each is read the same


def expanded(sheet: Sheet) -> list[list[Cell | None]]:
    """What stands in every place."""
    places: dict[tuple[int, int], Cell] = {}
    for number, row in enumerate(sheet.rows):
        column = 0
        for cell in row:
            while (number, column) in places:
                column += 1
            for down in range(cell.row_span):
                for right in range(cell.col_span):
                    places.setdefault((number + down, column + right), cell)
            column += cell.col_span
    width = 1 + max((column for _, column in places), default=-1)
    return [[places.get((row, column)) for column in range(width)] for row in range(len(sheet.rows))]


def folded(table: str, places: list[list[Cell | None]]) -> Sheet:
    """A sheet of what stands in every place: the reverse of `expanded`. A torn cell stands in each of its parts."""
    rows: list[Row] = []
    done: set[tuple[int, int]] = set()
    for at, row in enumerate(places):
        out: Row = []
        for column, cell in enumerate(row):
            if (at, column) in done:
                continue
            if cell is None:
                out.append(Cell(""))
                continue
            end = next((n for n in range(column, len(row)) if row[n] is not cell), len(row))
            below = at + 1
            while below < len(places) and all(
                n < len(places[below]) and places[below][n] is cell for n in range(column, end)
            ):
                below += 1
            done |= {(down, right) for down in range(at, below) for right in range(column, end)}
            out.append(replace(cell, row_span=below - at, col_span=end - column))
        rows.append(out)
    return Sheet(table, rows)


def split(sheet: Sheet, at: int, head: int = 0) -> list[Sheet]:
    """A page break before row `at`: row spans are cut, and `head` header rows stand again on the new page."""
    places = expanded(sheet)
    first = _own(places[:head]) if head else []
    return [folded(sheet.table, places[:at]), folded(sheet.table, [*first, *_own(places[at:])])]


def _own(places: list[list[Cell | None]]) -> list[list[Cell | None]]:
    """The places with cells of their own, so that a label cut by a page break stands on both pages."""
    copies: dict[int, Cell] = {}
    return [[copies.setdefault(id(cell), replace(cell)) if cell else None for cell in row] for row in places]


def transposed(sheet: Sheet) -> Sheet:
    """Rows become columns."""
    places = expanded(sheet)
    return folded(sheet.table, [list(column) for column in zip(*places, strict=True)])


def columns_in_order(sheet: Sheet, order: list[int]) -> Sheet:
    """The columns in another order."""
    return folded(sheet.table, [[row[at] for at in order] for row in expanded(sheet)])


def with_column(sheet: Sheet, at: int, header: str, rows: int, texts: list[str]) -> Sheet:
    """A column more before column `at`: its header spans `rows` rows, its texts stand in those below."""
    places = expanded(sheet)
    beside: list[Cell | None] = [Cell(header)] * rows + [Cell(text) for text in texts[: len(places) - rows]]
    for n, row in enumerate(places):
        if 0 < at < len(row) and row[at - 1] is row[at]:
            beside[n] = row[at]  # a span over the new column takes it in
    return folded(sheet.table, [[*row[:at], cell, *row[at:]] for row, cell in zip(places, beside, strict=True)])


def with_row(sheet: Sheet, at: int, row: Row) -> Sheet:
    """A row more before row `at`, its first cell as wide as needed."""
    places = expanded(sheet)
    width = len(places[0])
    label = row[0]
    return folded(sheet.table, [*places[:at], [label] * (width - len(row) + 1) + list(row[1:]), *places[at:]])


# ---- reading


def grids(sheets: list[Sheet], scanned: bool = False, certainty: float = 1.0) -> tuple[list[Grid], dict[int, Cell]]:
    """The grids of sheets, and the cell each of their cells was built from, by identity."""
    built: dict[int, Cell] = {}
    found = []
    for number, sheet in enumerate(sheets):
        rows = []
        for row in sheet.rows:
            line = []
            for cell in row:
                made = GridCell(cell.text, page=1, row_span=cell.row_span, col_span=cell.col_span, certainty=certainty)
                built[id(made)] = cell
                line.append(made)
            rows.append(tuple(line))
        found.append(Grid(tuple(rows), spans=True, number=number, scanned=scanned))
    return found, built


def read(sheets: list[Sheet], scanned: bool = False) -> dict[str, MappedTable]:
    """The tables of sheets as they are mapped."""
    return map_tables(grids(sheets, scanned)[0], load_forms())


def figures(sheets: list[Sheet]) -> dict[str, str]:
    """Cell → printed text of every table that is read."""
    return {cell.cell: cell.place.text for table in read(sheets).values() for cell in table.cells}


def wrong(doc: Pages) -> tuple[list[str], list[str]]:
    """What is read wrongly, and the tables that are not extracted."""
    found, built = grids(doc.sheets, doc.scanned)
    mapped = map_tables(found, load_forms())
    printed = {
        cell.origin: printed_text(cell.text) for s in doc.sheets for row in s.rows for cell in row if cell.origin
    }
    bad = []
    for table in mapped.values():
        for cell in table.cells:
            if printed.get(cell.cell) != cell.place.text:
                bad.append(f"{cell.cell} = {cell.place.text!r}, printed {printed.get(cell.cell)!r}")
            elif built[id(cell.place.cell)].origin != cell.cell and built[id(cell.place.cell)].text not in ("", "0"):
                bad.append(f"{cell.cell} is cited at another cell that prints {cell.place.text!r}")
        if table.status == "ok":
            there = {cell.cell for cell in table.cells}
            form = table.form or "F2019"
            bad += [f"{c} is missing" for c in load_forms().printed[form, table.id] if c not in there]
    return bad, [table.id for table in mapped.values() if table.status != "ok"]
