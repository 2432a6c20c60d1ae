"""The values that travel through the index, all frozen.

report file ─readers─▶ Document(Prose, Grid) ─tables─▶ Table ─figures─▶ Figure ─rules─▶ Finding
                                       └─passages─▶ Passage
Report holds them all; it is what the figure store keeps.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from index.quick import quick

State = Literal["number", "blank", "dash", "slash", "text", "absent", "computed"]
TableStatus = Literal["ok", "not_extracted", "absent"]
Severity = Literal["error", "warn", "info"]
RuleStatus = Literal["pass", "fail", "not_assessable"]

TABLE_IDS = ("t2", "t3", "t4")
LEGACY_ID = "l14"  # the list of the forms before 2019; a report has it only where it prints one

Box = tuple[float, float, float, float]  # left, top, right, bottom as shares of the page, 0..1 from its top left corner


@quick
@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read: enough to open the original at the right place."""

    file: str  # relative to the folder that was built
    line: int | None = None  # 1-based; None where the file has no lines
    page: int | None = None  # 1-based; None where the file has no pages
    cell: tuple[int, int] | None = None  # 0-based (row, column), spans expanded, header rows counted; None for prose
    box: Box | None = None  # where on the page; None where the file has no pages
    grid: int | None = None  # 0-based number of the table in the file, as `Grid.number`; None for prose and text files
    block: int | None = None  # 0-based number of the paragraph, as `Prose.block`; None where it has a line or a page


@quick
@dataclass(frozen=True, slots=True)
class Prose:
    """One paragraph or heading as a reader found it, outer blanks removed."""

    text: str
    line: int | None = None
    page: int | None = None
    box: Box | None = None
    block: int | None = None  # 0-based number among the paragraphs of the file; None where it has lines or pages

    def source(self, file: str) -> Source:
        """Its place in a file."""
        return Source(file, line=self.line, page=self.page, box=self.box, block=self.block)


@quick
@dataclass(frozen=True, slots=True)
class GridCell:
    """One printed cell. Spans are those of the file; a text file has none (1, 1).

    `certainty` is below 1 where the text was recognised from an image: the recogniser's own score.
    """

    text: str
    line: int | None = None
    page: int | None = None
    row_span: int = 1
    col_span: int = 1
    box: Box | None = None
    certainty: float = 1.0


@quick
@dataclass(frozen=True, slots=True)
class Grid:
    """One printed table: its rows of cells in reading order, before anything is matched to the form.

    `spans` says whether the row and column spans are real (HTML, DOCX). Where they are not, a row holds its cells
    as the flattening left them: placeholders may lead, blanks may trail.
    """

    rows: tuple[tuple[GridCell, ...], ...]
    spans: bool = False
    number: int | None = None  # 0-based among the tables of the file; None for text files
    scanned: bool = False  # recognised from an image: a digit may be wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a reader found in one file: its blocks in reading order, and what the file says of itself.

    `names` are titles and site names of its metadata (<title>, og:title, document properties), the most telling first.
    `lines` is the text of a file that has lines, line n at n - 1; () for other formats. `notes` say what was left
    unread and why, in Chinese, fit to show.
    """

    blocks: tuple["Block", ...]
    lines: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    url: str | None = None  # where the file says it was published
    published: str | None = None  # ISO date, where the file says so
    pages: int = 0  # 0 where the file has no pages
    notes: tuple[str, ...] = ()
    recognised: bool = False  # some of it was recognised from images of its pages


Block = Prose | Grid


@quick
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


@quick
@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table as shown to a reader, with its spans on the official form."""

    text: str
    cell: str | None = None  # id of the form for a value; None for a label or header
    header: bool = False
    row_span: int = 1
    col_span: int = 1
    line: int | None = None


@quick
@dataclass(frozen=True, slots=True)
class ExtraCell:
    """A printed cell that the form does not have: a row or column some provinces add. Shown and searched, no figure."""

    row: tuple[str, ...]  # labels in front of it, outermost first
    column: tuple[str, ...]  # headers over it, outermost first; () where none is readable
    printed: str
    source: Source


@dataclass(frozen=True, slots=True)
class Proposed:
    """The reading of a table whose every cell was found but which its sums do not prove. A person may accept it."""

    form: str | None
    figures: tuple[Figure, ...]  # in printed order


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One statutory table of a report: read whole, or not extracted, or not there.

    `rows` is the table as printed, header rows first; empty unless `status` is "ok". `form` is that of the table's
    own labels. `confidence` is 0..1, of the reading where there is one and of the candidate where there is not.
    `reason` says why the table is not "ok", in Chinese. `candidate` is what was read of a table that is not extracted,
    row by row, to be compared with the original; none of it is a figure. `proposed` is there where it could be matched
    to the form and only its proof failed.
    """

    id: str  # t2, t3, t4, l14
    status: TableStatus
    form: str | None = None  # F2019, F2021
    reason: str = ""
    confidence: float = 0.0
    rows: tuple[tuple[TableCell, ...], ...] = ()
    figures: tuple[Figure, ...] = ()
    line: int | None = None
    last_line: int | None = None
    page: int | None = None  # of its first row
    extras: tuple[ExtraCell, ...] = ()
    candidate: tuple[tuple[str, ...], ...] = ()
    proposed: Proposed | None = None


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


@quick
@dataclass(frozen=True, slots=True)
class RuleResult:
    """How one instance of a rule went: T3.ROW has one a row, T3.BALANCE one a column."""

    rule: str
    instance: str
    status: RuleStatus
    finding: Finding | None = None  # set where status is "fail"


@quick
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
    box: Box | None = None
    block: int | None = None

    def source(self, file: str) -> Source:
        """Its place in a file."""
        return Source(file, line=self.line, page=self.page, box=self.box, block=self.block)


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
    url: str | None = None  # where it is published
    published: str | None = None  # ISO date
    confidence: float = 1.0  # of issuer, year and region, 0..1
    reasons: tuple[str, ...] = ()  # what issuer, year and region rest on, in Chinese
    notes: tuple[str, ...] = ()  # what of the file was not read, in Chinese
    pages: int = 0
    superseded_by: str | None = None  # id of the newer version of the same report; answers use that one
    recognised: bool = False  # some of it was recognised from images of its pages
    root: str = ""  # the folder it was built from; a build of the same folder takes it out once its file is gone
    blocks: tuple[Block, ...] = ()
    tables: dict[str, Table] = field(default_factory=dict)  # TABLE_IDS, all three always there; LEGACY_ID if printed
    findings: tuple[Finding, ...] = ()
    passages: tuple[Passage, ...] = ()
    lines: tuple[str, ...] = ()  # the text of the file for the source view; line n is lines[n - 1]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every printed cell of its tables, in form order, those of a list before 2019 last."""
        found = [self.tables[table] for table in (*TABLE_IDS, LEGACY_ID) if table in self.tables]
        return tuple(figure for table in found for figure in table.figures)
