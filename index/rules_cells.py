"""What the tables of one report give to a rule: numbers of cells, and the instances a table rule is evaluated for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from index.form import APPLICANTS, FORMS, Cell, Forms, load_forms
from index.identity import western_year
from index.quick import quick
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


@quick
@dataclass(frozen=True, slots=True)
class Words:
    """A variable of a message in both languages."""

    zh: str
    en: str


@quick
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


class Numbers(dict[str, Decimal | None]):
    """The numbers of one report by `key_of`, each worked out when it is first asked for; "" has none.

    It knows nothing of the `Cells` that hold it: a report in a circle would stay in memory until somebody looks for
    circles, and the next one could not be put in its place.
    """

    def __init__(self, given: Mapping[str, Decimal | None], read: Mapping[str, str], report: Report) -> None:
        super().__init__(given)
        self[""] = None
        self._read = read
        self._figures = {figure.cell: figure for table in read for figure in report.tables[table].figures}
        for table, form in read.items():
            own = cells_of(form)
            # A cell that the form leaves out stands for its parts.
            self.update({f.cell: f.number for f in report.tables[table].figures if f.cell in own})

    def __missing__(self, key: str) -> Decimal | None:
        if key.startswith(PRINTED):
            self[key] = self._number(key.removeprefix(PRINTED))
        else:
            form = self._read.get(load_forms().cells[key].table)
            self[key] = self._sum(printed_cells(key, form) if form else ())
        return self[key]

    def figure(self, cell: str) -> Figure | None:
        """What the report prints in a cell, also in one that the form itself leaves out."""
        return self._figures.get(cell)

    def prints(self, cells: frozenset[str]) -> bool:
        """Whether the report prints all of these cells."""
        return cells <= self._figures.keys()

    def _number(self, cell: str) -> Decimal | None:
        figure = self._figures.get(cell)
        return figure.number if figure else None

    def _sum(self, leaves: tuple[str, ...]) -> Decimal | None:
        if len(leaves) == 1:
            return self._number(leaves[0])
        known = [number for leaf in leaves if (number := self[leaf]) is not None]
        return sum(known, Decimal(0)) if known and len(known) == len(leaves) else None


class Cells:
    """The figures of a report by cell id. A table that is not "ok" has none."""

    def __init__(self, report: Report, forms: Forms) -> None:
        self.report = report
        self.forms = forms
        # Table 4 is the same in every form, so it may not know its own.
        self._form = {key: table.form or FORMS[-1] for key, table in report.tables.items() if table.status == "ok"}
        found = TITLE_YEAR.search(western_year(re.sub(r"\s+", "", report.title)))
        self.given = {
            "year": Decimal(report.year),
            "title_year": Decimal(found.group(1)) if found else None,
        }
        self.numbers = Numbers(self.given, self._form, report)
        self._counts: dict[str, dict[str, Decimal | None]] = {}

    @property
    def read(self) -> tuple[tuple[str, str], ...]:
        """The tables that were read, each with its form."""
        return tuple(self._form.items())

    def form(self, table: str) -> str | None:
        """The form of a table's own labels; None where the table was not read."""
        return self._form.get(table)

    def figure(self, cell: str) -> Figure | None:
        """What the report prints in a cell, also in one that the form itself leaves out."""
        return self.numbers.figure(cell)

    def prints(self, cells: frozenset[str]) -> bool:
        """Whether the report prints all of these cells."""
        return self.numbers.prints(cells)

    def printed(self, cell: str) -> tuple[str, ...]:
        """The printed cells behind a cell: itself, or the parts it sums; () where the table's form has none."""
        form = self.form(self.forms.cells[cell].table)
        return printed_cells(cell, form) if form else ()

    def counts(self, table: str) -> dict[str, Decimal | None]:
        """How many cells of a table are printed and how many of them hold no number, and its form."""
        if table not in self._counts:
            figures = self.report.tables[table].figures
            self._counts[table] = {
                "cells": Decimal(len(figures)),
                "blank": Decimal(sum([figure.state in UNFILLED for figure in figures])),
                "form": Decimal((self.form(table) or "").removeprefix("F")),
            }
        return self._counts[table]

    def number(self, cell: str) -> Decimal | None:
        """The number of a cell, or of its parts together; None where any of them has no number."""
        return self.numbers[cell]

    def lookup(self, name: str, instance: Instance) -> Decimal | None:
        """The number that a name of an expression has for an instance, rounded as the instance states its own."""
        for given in (instance.given, self.given):
            if name in given:
                return given[name]
        number = self.numbers[key_of(name, instance.item, self.forms)]
        if number is None or instance.step == 1 or name.startswith(PRINTED):
            return number
        return (number / instance.step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * instance.step


@lru_cache(maxsize=8)
def cells_of(form: str) -> frozenset[str]:
    """The cells that a form prints."""
    return frozenset(key for key, cell in load_forms().cells.items() if form in cell.forms)


@lru_cache(maxsize=4096)
def printed_cells(cell: str, form: str) -> tuple[str, ...]:
    """The cells that a form prints for a cell: itself, or the parts it sums; () where it has none."""
    known = load_forms().cells[cell]
    if form in known.forms:
        return (cell,)
    return tuple(leaf for part in known.parts for leaf in printed_cells(part, form))


def key_of(name: str, item: str, forms: Forms) -> str:
    """What a name of an expression means for one item: a cell, a cell behind PRINTED, "" for nothing."""
    cell = completed(name, item, forms)
    return f"{PRINTED}{cell}" if cell and name.startswith(PRINTED) else cell or ""


def is_money(cell: str, forms: Forms) -> bool:
    """Whether a cell holds an amount of money."""
    return forms.cells[cell].unit in MONEY


def items_of(rule: Rule, check: Check, form_of: Mapping[str, str], forms: Forms) -> Iterator[tuple[str, str]]:
    """The instances of a rule on cells, in form order: id and item; `form_of` has the tables that were read.

    None for a table of another form than the check's.
    """
    for item in _items(rule, form_of, forms):
        table = _table_of(item, rule)
        if not table or form_of.get(table) in check.forms:
            yield "|".join(filter(None, (check.name, item))) or rule.id, item


def table_instances(rule: Rule, check: Check, cells: Cells) -> Iterator[Instance]:
    """The instances of a rule on cells, in form order; none for a table of another form than the check's."""
    for name, item in items_of(rule, check, dict(cells.read), cells.forms):
        yield table_instance(name, item, check, cells)


def table_instance(name: str, item: str, check: Check, cells: Cells) -> Instance:
    """One of them, with its words."""
    if item in TABLE_IDS:
        return _whole_table(name, item, cells)
    return Instance(id=name, item=item, given=given_for(item, check, cells), words=_labels(item, cells))


def _items(rule: Rule, form_of: Mapping[str, str], forms: Forms) -> tuple[str, ...]:
    """What `for_each` stands for in this report; tables that were not read are left out."""
    if rule.subject == "t3_rows":
        return forms.t3_rows(form_of["t3"]) if "t3" in form_of else ()
    if rule.subject == "t3_columns":
        return APPLICANTS if "t3" in form_of else ()
    if rule.subject in CELLS_OF:
        table = CELLS_OF[rule.subject]
        return forms.printed[form_of[table], table] if table in form_of else ()
    return tuple(item for item in rule.for_each if _table_of(item, rule) in form_of) if rule.for_each else ("",)


def _table_of(item: str, rule: Rule) -> str:
    if item in TABLE_IDS or not item:
        return item
    return "t3" if rule.subject == "t3_columns" else item.split(".")[0]


def given_for(item: str, check: Check, cells: Cells) -> dict[str, Decimal | None]:
    """The names that are no cells, for an item: of a whole table its counts, of a cell whether a pattern fits it."""
    if item in TABLE_IDS:
        return cells.counts(item)
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
        given=cells.counts(table),
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
