"""What the official forms are made of: rows, columns, cells and the words for them, all frozen."""

from dataclasses import dataclass, field
from functools import lru_cache

FORMS = ("F2019", "F2021")
LEGACY_FORM = "F2014"  # a list, read under ids of its own; FORMS are those of the three tables
APPLICANTS = ("natural", "org.commercial", "org.research", "org.social", "org.legal", "org.other", "total")
RESULTS = ("upheld", "corrected", "other", "pending", "total")
T4_BLOCKS = ("t4.review", "t4.direct", "t4.post")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A row of a table, an applicant of table 3, a measure of table 2 or a block of table 4: what people name."""

    id: str
    table: str
    zh: str
    en: str
    unit: str = "件"
    parent: str | None = None
    forms: tuple[str, ...] = FORMS
    labels: tuple[str, ...] = ()  # every printed wording, the official one first
    aliases: tuple[str, ...] = ()  # words people ask with
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of the forms. `row_path` and `column_path` are the printed labels, outermost first."""

    id: str
    table: str
    row: str
    column: str
    zh: str
    en: str
    unit: str
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    forms: tuple[str, ...]  # forms that print it; () for a derived cell
    parts: tuple[str, ...] = ()  # what a derived cell sums, whichever of them the form has
    wording: dict[str, tuple[str, str]] = field(default_factory=dict)  # form → (row, column) label where it differs

    def paths(self, form: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The printed labels of its row and its column, outermost first, in a form's own wording."""
        if form not in self.wording:
            return self.row_path, self.column_path
        row, column = self.wording[form]
        return (*self.row_path[:-1], row), (*self.column_path[:-1], column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A rate over cells: `expression` names cells and uses + - / and brackets."""

    id: str
    zh: str
    en: str
    expression: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """A measure that reports state in prose only."""

    id: str
    zh: str
    unit: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a term of the form means, with its legal basis ("" where the form itself is the basis)."""

    id: str
    zh: str
    en: str
    basis: str


@lru_cache(maxsize=8)
def _rows_of(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell.split("|")[0] for cell in cells))


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """Everything form.yaml says, ready for look-up by id."""

    rows: dict[str, Item]  # table 3 rows and table 2 rows
    applicants: dict[str, Item]
    measures: dict[str, Item]  # table 2, by suffix; the two called "amount": "fees.amount", "procurement.amount"
    blocks: dict[str, Item]  # table 4
    results: dict[str, Item]  # table 4, by suffix
    articles: dict[str, Item]
    cells: dict[str, Cell]
    printed: dict[tuple[str, str], tuple[str, ...]]  # (form, table) → cell ids in printed order
    metrics: dict[str, Metric]
    narrative: dict[str, Narrative]
    definitions: dict[str, Definition]
    section_titles: dict[str, tuple[str, ...]]  # s1 … s6 → every wording
    legacy: dict[str, Item] = field(default_factory=dict)  # rows of the list before 2019 in order; a group has no unit

    def t3_rows(self, form: str) -> tuple[str, ...]:
        """Ids of the rows of table 3 that print values, in order: 23 in F2019, 25 in F2021."""
        return _rows_of(self.printed[form, "t3"])

    def is_printed(self, cell: str, form: str) -> bool:
        """Whether this form prints the cell."""
        known = self.cells.get(cell)
        return known is not None and form in known.forms
