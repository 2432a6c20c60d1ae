"""What the tables of one report give to a rule: numbers of cells, and the instances a table rule is evaluated for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from index.form import APPLICANTS, FORMS, Cell, Forms
from index.identity import western_year
from index.report import TABLE_IDS, Figure, Report, Source
from index.rules_file import CELLS_OF, PRINTED, Check, Rule, completed

UNFILLED = ("blank", "dash", "slash")
MONEY = ("元", "万元", "亿元")
TITLE_YEAR = re.compile(r"(20\d\d)年")
MOST_NAMED = 6
TABLES = {
    "t2": ("表二（主动公开）", "Table 2 (proactive disclosure)"),
    "t3": ("表三（申请）", "Table 3 (requests)"),
    "t4": ("表四（复议、诉讼）", "Table 4 (review and litigation)"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A variable of a message in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One thing a rule is evaluated for.

    `given` are the names that are no cells. `places` and `blanks` are what a finding shows beside the cells of the
    expression. `step` is what a stated number is rounded to: 1000 for 1.2万.
    """

    id: str
    item: str = ""
    given: dict[str, Decimal | None] = field(default_factory=dict)
    words: dict[str, Words] = field(default_factory=dict)
    places: tuple[Source, ...] = ()
    blanks: tuple[Figure, ...] = ()
    step: Decimal = Decimal(1)


class Cells:
    """The figures of a report by cell id. A table that is not "ok" has none."""

    def __init__(self, report: Report, forms: Forms) -> None:
        self.report = report
        self.forms = forms
        # Table 4 is the same in every form, so it may not know its own.
        self._form = {key: table.form or FORMS[-1] for key, table in report.tables.items() if table.status == "ok"}
        self._figures = {figure.cell: figure for key in self._form for figure in report.tables[key].figures}
        found = TITLE_YEAR.search(western_year(re.sub(r"\s+", "", report.title)))
        self.given = {
            "year": Decimal(report.year),
            "title_year": Decimal(found.group(1)) if found else None,
        }

    def form(self, table: str) -> str | None:
        """The form of a table's own labels; None where the table was not read."""
        return self._form.get(table)

    def figure(self, cell: str) -> Figure | None:
        """What the report prints in a cell, also in one that the form itself leaves out."""
        return self._figures.get(cell)

    def printed(self, cell: str) -> tuple[str, ...]:
        """The printed cells behind a cell: itself, or the parts it sums; () where the table's form has none."""
        known = self.forms.cells[cell]
        form = self.form(known.table)
        if form is None:
            return ()
        if form in known.forms:
            return (cell,)
        return tuple(leaf for part in known.parts for leaf in self.printed(part))

    def number(self, cell: str) -> Decimal | None:
        """The number of a cell, or of its parts together; None where any of them has no number."""
        numbers = [figure.number if (figure := self.figure(leaf)) else None for leaf in self.printed(cell)]
        known = [number for number in numbers if number is not None]
        return sum(known, Decimal(0)) if known and len(known) == len(numbers) else None

    def lookup(self, name: str, instance: Instance) -> Decimal | None:
        """The number that a name of an expression has for an instance, rounded as the instance states its own."""
        for given in (instance.given, self.given):
            if name in given:
                return given[name]
        cell = completed(name, instance.item, self.forms)
        if cell is None:
            return None
        if name.startswith(PRINTED):
            figure = self.figure(cell)
            return figure.number if figure else None
        number = self.number(cell)
        if number is None or instance.step == 1:
            return number
        return (number / instance.step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * instance.step

    def is_money(self, cell: str) -> bool:
        """Whether a cell holds an amount of money."""
        return self.forms.cells[cell].unit in MONEY


def table_instances(rule: Rule, check: Check, cells: Cells) -> Iterator[Instance]:
    """The instances of a rule on cells, in form order; none for a table of another form than the check's."""
    for item in _items(rule, cells):
        table = item if item in TABLE_IDS else _table_of(item, rule)
        if table and cells.form(table) not in check.forms:
            continue
        name = "|".join(filter(None, (check.name, item))) or rule.id
        if item in TABLE_IDS:
            yield _whole_table(name, item, cells)
        else:
            yield Instance(id=name, item=item, given=_match(check, item, cells), words=_labels(item, cells))


def _items(rule: Rule, cells: Cells) -> tuple[str, ...]:
    """What `for_each` stands for in this report; tables that were not read are left out."""
    if rule.subject == "t3_rows":
        form = cells.form("t3")
        return cells.forms.t3_rows(form) if form else ()
    if rule.subject == "t3_columns":
        return APPLICANTS if cells.form("t3") else ()
    if rule.subject in CELLS_OF:
        table = CELLS_OF[rule.subject]
        form = cells.form(table)
        return cells.forms.printed[form, table] if form else ()
    return tuple(item for item in rule.for_each if cells.form(_table_of(item, rule))) if rule.for_each else ("",)


def _table_of(item: str, rule: Rule) -> str:
    if item in TABLE_IDS or not item:
        return item
    return "t3" if rule.subject == "t3_columns" else item.split(".")[0]


def _match(check: Check, item: str, cells: Cells) -> dict[str, Decimal | None]:
    figure = cells.figure(item)
    if not check.patterns or figure is None:
        return {"match": None}
    text = figure.printed if figure.unit and figure.printed.endswith(figure.unit) else figure.printed + figure.unit
    return {"match": Decimal(any(pattern.search(text) for pattern in check.patterns))}


def _labels(item: str, cells: Cells) -> dict[str, Words]:
    forms = cells.forms
    words = {}
    if item in forms.cells:
        figure = cells.figure(item)
        words["cell"] = cell_label(forms.cells[item], cells.form(item[:2]))
        words["quote"] = Words(figure.printed, figure.printed) if figure else Words("", "")
    if item in forms.applicants:
        words["column"] = Words(forms.applicants[item].zh, forms.applicants[item].en)
    if item in forms.rows:
        words["row"] = row_label(item, forms)
    elif item in forms.blocks:
        words["row"] = Words(forms.blocks[item].zh, forms.blocks[item].en)
    return words


def row_label(row: str, forms: Forms) -> Words:
    """A row under the printed rows it belongs to, outermost first."""
    known = forms.rows[row]
    if known.table == "t3" and known.parent in forms.rows:
        above = row_label(known.parent, forms)
        return Words(f"{above.zh} › {known.zh}", f"{above.en} › {known.en}")
    return Words(known.zh, known.en)


def cell_label(cell: Cell, form: str | None) -> Words:
    """A cell as a message names it, in the wording of the form it stands in."""
    row, column = cell.paths(form)
    return Words("｜".join((*row[-1:], *column[-1:])) if cell.table == "t2" else cell.zh, cell.en)


def _whole_table(name: str, table: str, cells: Cells) -> Instance:
    figures = cells.report.tables[table].figures
    blanks = tuple(figure for figure in figures if figure.state in UNFILLED)
    form = cells.form(table) or ""
    named = [cell_label(cells.forms.cells[figure.cell], form) for figure in blanks[:MOST_NAMED]]
    more = len(blanks) - len(named)
    by_row: dict[str, list[str]] = {}
    for words in named:
        row, _, column = words.zh.rpartition("｜")
        by_row.setdefault(row, []).append(column)
    return Instance(
        id=name,
        given={"cells": Decimal(len(figures)), "blank": Decimal(len(blanks)), "form": Decimal(form.removeprefix("F"))},
        words={
            "table": Words(*TABLES[table]),
            "blanks": Words(
                "；".join(f"{row}（{'、'.join(columns)}）" for row, columns in by_row.items())
                + (f"等 {len(blanks)} 格" if more else ""),
                "; ".join(words.en for words in named) + (f"; {len(blanks)} cells in all" if more else ""),
            ),
        },
        blanks=blanks,
    )
