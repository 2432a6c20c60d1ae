"""The values that travel through the index, all frozen.

report file ─readers─▶ Prose, Grid ─tables─▶ Table ─figures─▶ Figure ─rules─▶ Finding
                             └─passages─▶ Passage
Report holds them all; it is what the figure store keeps.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

State = Literal["number", "blank", "dash", "slash", "text", "absent", "computed"]
TableStatus = Literal["ok", "not_extracted", "absent"]
Severity = Literal["error", "warn", "info"]
RuleStatus = Literal["pass", "fail", "not_assessable"]

TABLE_IDS = ("t2", "t3", "t4")


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read: enough to open the original at the right place."""

    file: str  # relative to the folder that was built
    line: int | None = None  # 1-based; None where the file has no lines
    page: int | None = None  # 1-based; None where the file has no pages
    cell: tuple[int, int] | None = None  # 0-based (row, column), spans expanded, header rows counted; None for prose


@dataclass(frozen=True, slots=True)
class Prose:
    """One paragraph or heading as a reader found it, outer blanks removed."""

    text: str
    line: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class GridCell:
    """One printed cell. Spans are those of the file; a text file has none (1, 1)."""

    text: str
    line: int | None = None
    page: int | None = None
    row_span: int = 1
    col_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """One printed table: its rows of cells in reading order, before anything is matched to the form.

    `spans` says whether the row and column spans are real (HTML, DOCX). Where they are not, a row holds its cells
    as the flattening left them: placeholders may lead, blanks may trail.
    """

    rows: tuple[tuple[GridCell, ...], ...]
    spans: bool = False


Block = Prose | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What one cell of the form prints.

    `number` is exact and in `unit` as printed: "122.51万元" is Decimal("122.51") with unit "万元", never rescaled.
    A printed 0 is a number; blank, dash, slash and text are states of their own and have no number.

    Raises:
        ValueError: a number without the state "number" or "computed", or the reverse.
    """

    cell: str  # id of form.yaml, e.g. "t3.new|total"
    printed: str  # as a reader sees it: without bookmarks and outer blanks
    state: State
    number: Decimal | None
    unit: str
    source: Source

    def __post_init__(self) -> None:
        if (self.number is not None) != (self.state in ("number", "computed")):
            raise ValueError(f"{self.cell}: state {self.state!r} with number {self.number!r}")


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table as shown to a reader, with its spans on the official form."""

    text: str
    cell: str | None = None  # id of the form for a value; None for a label or header
    header: bool = False
    row_span: int = 1
    col_span: int = 1
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One statutory table of a report: read whole, or not extracted, or not there.

    `rows` is the table as printed, header rows first; empty unless `status` is "ok". `form` is that of the table's
    own labels. `confidence` is 0..1. `reason` says why the table is not "ok", in Chinese.
    """

    id: str  # t2, t3, t4
    status: TableStatus
    form: str | None = None  # F2019, F2021
    reason: str = ""
    confidence: float = 0.0
    rows: tuple[tuple[TableCell, ...], ...] = ()
    figures: tuple[Figure, ...] = ()
    line: int | None = None
    last_line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule of rules.yaml that a report fails.

    `cells` are the form cells it touches, printed parts first and the total last; `sources` are the places that
    show it, a statement of the prose before the cells it is compared with. `numbers` holds the compared numbers under
    the names of the rule ("sum", "printed_total", "narrative" …), each as printed or computed.
    """

    rule: str
    kind: str  # hard, soft, completeness
    severity: Severity
    message_zh: str
    message_en: str
    cells: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    numbers: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleResult:
    """How one instance of a rule went: T3.ROW has one a row, T3.BALANCE one a column."""

    rule: str
    instance: str
    status: RuleStatus
    finding: Finding | None = None  # set where status is "fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of prose under its heading path, or one whole table.

    `text` is what is shown and stored; `embedded` is what the model sees ("issuer year" in front, ≤ 500 tokens).
    """

    id: str  # "<report id>:<number>"
    report: str
    section: str  # s0 (before section one), s1 … s6
    heading: tuple[str, ...]
    text: str
    embedded: str
    table: str | None = None  # t2, t3, t4 for a table
    line: int | None = None
    last_line: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One annual report with all that was read from it."""

    id: str
    file: str  # relative to the folder that was built, "/" between parts
    content_hash: str
    title: str
    issuer: str  # as the title prints it, blanks removed
    year: int
    region: str = ""  # province, city, county as far as known, joined by "/"
    spellings: tuple[str, ...] = ()  # pinyin of its place names, the deepest first
    sample: bool = False
    url: str | None = None
    root: str = ""  # the folder it was built from; a build of the same folder takes it out once its file is gone
    blocks: tuple[Block, ...] = ()
    tables: dict[str, Table] = field(default_factory=dict)  # by TABLE_IDS, all three always there
    findings: tuple[Finding, ...] = ()
    passages: tuple[Passage, ...] = ()
    lines: tuple[str, ...] = ()  # the text of the file for the source view; line n is lines[n - 1]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every printed cell of the three tables, in form order."""
        return tuple(figure for table in TABLE_IDS for figure in self.tables[table].figures)
