"""A table of a page → its rows of cells, spans as the file has them and never past the table.

Rows stand in the order a browser shows: the head first, the foot last, wherever the source has them.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from index.quick import quick
from index.readers.html_lines import Line, cell_text, line_text
from index.readers.html_nodes import UNREAD, Attributes, Part, is_hidden, part_of
from index.readers.html_one_line import one_line
from index.readers.html_walk import AROUND, INSIDE, PASS, PICTURE, TEXT, InlineReader, walk

MOST_COLUMNS = 400
MOST_PLACES = 400_000  # of the expanded grid
NO_HEIGHT = re.compile(r"(?:^|[;\s])height\s*:\s*0(?:px|pt|cm)?\s*(?:;|$)", re.I)
WIDEST = 60  # columns; a wider span is a way to say "all columns"
LONGEST_CELL = 200  # characters; a longer cell with a full stop is text that a table only lays out
FEW_NUMBERS = 4


@quick
@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its lines, its bounded spans, and its 0-based column in the expanded grid."""

    lines: tuple[Line, ...]
    row_span: int = 1
    col_span: int = 1
    header: bool = False
    column: int = 0
    text: str = ""  # what it prints


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data, its caption before it."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: tuple[Line, ...] = ()

    @property
    def width(self) -> int:
        """Columns of the expanded grid."""
        return max((cell.column + cell.col_span for row in self.rows for cell in row), default=0)


class TableTooLarge(ValueError):
    """The spans of a table ask for a grid that no report has."""


class _Raw(NamedTuple):
    """A cell as the source has it, before it has a column."""

    lines: tuple[Line, ...]
    row_span: int
    col_span: int
    header: bool
    text: str


class CellReader(InlineReader):
    """Collects the lines of a cell."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []

    def line(self, line: Line) -> None:
        self.lines.append(line)


@dataclass(slots=True)
class _Group:
    """Rows that row spans do not leave: a head, a body, a foot."""

    kind: str
    rows: list[list[_Raw]] = field(default_factory=list)
    without_height: set[int] = field(default_factory=set)

    def drop_sizes(self) -> None:
        """Take out the empty rows of no height that Word and design tools put first or last to set widths."""
        while self.rows and len(self.rows) - 1 in self.without_height and not any(cell.text for cell in self.rows[-1]):
            self.rows.pop()
        if self.rows and 0 in self.without_height and not any(cell.text or cell.row_span > 1 for cell in self.rows[0]):
            del self.rows[0]


class _TableReader:
    """Collects groups, rows and cells; what stands between them is not shown inside the table."""

    def __init__(self) -> None:
        self.groups: list[_Group] = [_Group("tbody")]
        self.caption: list[Line] = []

    def enter(self, node: LexborNode) -> int:
        tag = node.tag or ""
        if tag == TEXT or not tag or tag in UNREAD or tag[0] in "-!":
            return PASS
        attributes = node.attributes
        if attributes and is_hidden(attributes):
            return PASS
        part = part_of(tag, attributes)
        if part is Part.GROUP:
            self.groups.append(_Group(tag if tag in ("thead", "tfoot") else "tbody"))
        elif part is Part.ROW:
            self.groups[-1].rows.append([])
            if _has_no_height(attributes):
                self.groups[-1].without_height.add(len(self.groups[-1].rows) - 1)
        elif part is Part.CELL:
            if not self.groups[-1].rows:
                self.groups[-1].rows.append([])
            self.groups[-1].rows[-1].append(_cell(node, tag, attributes))
            return PASS
        elif part is Part.CAPTION:
            self.caption.extend(lines_of(node).lines)
            return PASS
        return PASS if part is Part.TABLE else AROUND if part is Part.GROUP else INSIDE

    def leave(self, node: LexborNode) -> None:
        if node.tag in ("tbody", "thead", "tfoot"):
            self.groups.append(_Group("tbody"))

    def ordered(self) -> list[_Group]:
        """The groups as a browser shows them: the first head first, the first foot last."""
        for group in self.groups:
            group.drop_sizes()
        filled = [group for group in self.groups if group.rows]
        head = next((group for group in filled if group.kind == "thead"), None)
        foot = next((group for group in filled if group.kind == "tfoot"), None)
        between = [group for group in filled if group is not head and group is not foot]
        return [*([head] if head else []), *between, *([foot] if foot else [])]


def _has_no_height(attributes: Attributes) -> bool:
    return bool(attributes) and (
        attributes.get("height") == "0" or NO_HEIGHT.search(attributes.get("style") or "") is not None
    )


def read_html_table(node: LexborNode) -> Table | None:
    """The table below an element, or None where it only lays out text."""
    reader = _TableReader()
    walk(node, reader.enter, reader.leave)
    rows: list[tuple[Cell, ...]] = []
    for group in reader.ordered():
        rows.extend(_placed(group.rows))
    return Table(tuple(rows), tuple(reader.caption)) if _is_data(rows) else None


def lines_of(node: LexborNode) -> CellReader:
    """What the walk reads in a cell or a caption."""
    reader = CellReader()
    walk(node, reader.enter, reader.leave)
    reader.end_line()
    return reader


def _cell(node: LexborNode, tag: str, attributes: Attributes) -> _Raw:
    down = right = 1
    if attributes:
        names = ("rowspan", "colspan") if tag in ("td", "th") else ("aria-rowspan", "aria-colspan")
        down, right = _row_span(attributes.get(names[0]) or ""), _col_span(attributes.get(names[1]) or "")
    line = one_line(node)
    if line is not None:  # most cells
        return _Raw((line,) if line else (), down, right, tag == "th", line_text(line) if line else "")
    reader = lines_of(node)
    text = cell_text(reader.lines) or (PICTURE if reader.pictures else "")
    return _Raw(tuple(reader.lines), down, right, tag == "th", text)


def _number(text: str) -> int | None:
    """The number a span begins with, as browsers read it: "2 " and "2px" are 2, "", "x" and "-1" are none."""
    text = text.strip()
    if text.isascii() and text.isdecimal():
        return int(text[:6])
    digits = ""
    for character in text[:6].removeprefix("+"):
        if character not in "0123456789":
            break
        digits += character
    return int(digits) if digits else None


def _row_span(text: str) -> int:
    if not text:
        return 1
    number = _number(text)
    return 10**6 if number == 0 else number or 1  # 0 is "to the end of the group"


def _col_span(text: str) -> int:
    return (_number(text) or 1) if text else 1


def _placed(rows: Sequence[Sequence[_Raw]]) -> list[tuple[Cell, ...]]:
    """The cells of one group with their columns; row spans end at the group's last row.

    Cells may overlap, as in a browser.

    Raises:
        TableTooLarge: the grid would have more than MOST_COLUMNS columns or MOST_PLACES places.
    """
    wide = max((sum(cell.col_span if cell.col_span <= WIDEST else 1 for cell in row) for row in rows), default=0)
    if wide > MOST_COLUMNS or wide * len(rows) > MOST_PLACES:
        raise TableTooLarge(f"a table of {len(rows):,} rows and {wide:,} columns")
    free_from: dict[int, int] = {}  # column → the first row in which it is free again
    found = []
    for number, row in enumerate(rows):
        column = 0
        cells = []
        for cell in row:
            while free_from.get(column, 0) > number:
                column += 1
            right = cell.col_span if cell.col_span <= WIDEST else max(wide - column, 1)
            down = min(cell.row_span, len(rows) - number)
            if down > 1:  # a cell of one row is in nobody's way below
                for at in range(column, column + right):
                    free_from[at] = max(free_from.get(at, 0), number + down)
            cells.append(Cell(cell.lines, down, right, cell.header, column, cell.text))
            column += right
        found.append(tuple(cells))
    return found


def _is_data(rows: Iterable[tuple[Cell, ...]]) -> bool:
    """Whether rows are data: some row has two cells that print something, and no cell is a text of sentences."""
    printed = [[cell.text for cell in row] for row in rows]
    if not any(sum(bool(text) for text in row) > 1 for row in printed):
        return False
    numbers = sum(text[:1].isdigit() and len(text) < 20 for row in printed for text in row)
    return numbers >= FEW_NUMBERS or not any(
        len(text) > LONGEST_CELL and "。" in text for row in printed for text in row
    )


def layout_tables(root: LexborNode) -> frozenset[int]:
    """The `mem_id` of every table that holds another table of more than one cell: such a table lays out the page."""
    if root.css_first("table table") is None:
        return frozenset()
    found: set[int] = set()
    open_tables: list[tuple[int, list[int]]] = []  # id of the table, its own cells counted

    def enter(node: LexborNode) -> int:
        if node.tag == TEXT or is_hidden(node.attributes):
            return PASS
        if node.tag == "table":
            open_tables.append((node.mem_id, [0]))
        elif node.tag in ("td", "th") and open_tables:
            open_tables[-1][1][0] += 1
        return AROUND if node.tag == "table" else INSIDE

    def leave(node: LexborNode) -> None:
        if node.tag == "table":
            own, cells = open_tables.pop()
            if open_tables and (cells[0] > 1 or own in found):
                found.add(open_tables[-1][0])

    walk(root, enter, leave)
    return frozenset(found)
