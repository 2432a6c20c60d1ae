"""A table of a page → its rows of cells, spans as the file has them and never past the table.

Rows stand in the order a browser shows: the head first, the foot last, wherever the source has them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.readers.html_lines import Line, cell_text, line_of, line_text
from index.readers.html_nodes import Attributes, Part
from index.readers.html_spans import Cell, Rows, bounded, col_span_of, row_span_of
from index.readers.html_tags import Act, Tag, tags_of, unescaped
from index.readers.html_tokens import Tokens, tokens_inside
from index.readers.html_walk import PICTURE, InlineReader

NO_HEIGHT = re.compile(r"(?:^|[;\s])height\s*:\s*0(?:px|pt|cm)?\s*(?:;|$)", re.I)
LONGEST_CELL = 200  # characters; a longer cell with a full stop is text that a table only lays out
FEW_NUMBERS = 4
# One line and nothing else: blocks one inside the other, in the innermost text in inline elements.
ONE_LINE = re.compile(
    r"((?:<(?:p|div|center)(?: [^<>]*)?>)*)([^<>]*(?:</?(?:span|font|o:p)(?: [^<>]*)?>[^<>]*)*)(?:</(?:p|div|center)>)*"
)
TAG, START = re.compile(r"<[^<>]*>"), re.compile(r"<[^/<>][^<>]*>")
SKIP, END, BLOCK, THROUGH = Act.SKIP, Act.END, Act.BLOCK, Act.THROUGH
GROUPS, ENDS = ("tbody", "thead", "tfoot"), ("thead", "tfoot")
CELL, ROW, GROUP = Part.CELL, Part.ROW, Part.GROUP


@dataclass(frozen=True, slots=True)
class Table:
    """A table of data, its caption before it."""

    rows: Rows
    caption: tuple[Line, ...] = ()


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
    rows: list[list[Cell]] = field(default_factory=list)
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

    def read(self, tokens: Tokens, at: int) -> None:
        """Read what is in the element that begins with a tag."""
        tags, mates = tokens.tags, tokens.mates
        row: list[Cell] | None = None
        last = mates[at]
        while (at := at + 1) < last:
            tag = tags[at]
            part = tag.part
            if tag.plain is SKIP:
                at = mates[at]
            elif part is CELL:
                if row is None:
                    row = self._new_row()
                row.append(_known[tokens.written[at]] if tag.short else _cell(tokens, at))
                at = mates[at]
            elif part is ROW:
                row = self._new_row()
                if tag.attributes and _has_no_height(tag.attributes):
                    self.groups[-1].without_height.add(len(self.groups[-1].rows) - 1)
            elif part is GROUP or (tag.act is END and tag.name in GROUPS):
                self.groups.append(_Group(tag.name if part is GROUP and tag.name in ENDS else "tbody"))
                row = None
            elif part is Part.CAPTION:
                self.caption.extend(lines_of(tokens, at).lines)
                at = mates[at]
            elif part is Part.TABLE:
                at = mates[at]

    def _new_row(self) -> list[Cell]:
        self.groups[-1].rows.append([])
        return self.groups[-1].rows[-1]

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
    return attributes.get("height") == "0" or NO_HEIGHT.search(attributes.get("style") or "") is not None


def read_html_table(tokens: Tokens, at: int) -> Table | None:
    """The table that begins with a tag, or None where it only lays out text."""
    reader = _TableReader()
    reader.read(tokens, at)
    rows: list[tuple[Cell, ...]] = []
    for group in reader.ordered():
        rows.extend(bounded(group.rows))
    return Table(tuple(rows), tuple(reader.caption)) if _is_data(rows) else None


def lines_of(tokens: Tokens, at: int) -> CellReader:
    """What the walk reads in the element that begins with a tag: a cell or a caption."""
    inside = tokens.tags[at].inside
    return _walked(tokens, at + 1, tokens.mates[at]) if inside is None else _walked(tokens_inside(inside))


def _walked(tokens: Tokens, at: int = 0, last: int | None = None) -> CellReader:
    reader = CellReader()
    reader.read(tokens, at, last)
    reader.end_line()
    return reader


def _cell(tokens: Tokens, at: int) -> Cell:
    tag = tokens.tags[at]
    return _spanned(tag, *_held(lines_of(tokens, at)) if tag.inside is None else _read(tag.inside))


class _Known(dict[str, Cell]):
    """Whole cells, as the parser writes them: labels, blanks and small numbers are the same in every report."""

    MOST = 16384

    def __missing__(self, written: str) -> Cell:
        tag = tags_of([written])[0]
        cell = _spanned(tag, *_read(tag.inside or ""))
        if len(self) >= self.MOST:
            self.clear()
        self[written] = cell
        return cell


_known = _Known()


def _spanned(tag: Tag, lines: tuple[Line, ...], text: str) -> Cell:
    header, attributes = tag.name == "th", tag.attributes
    if not attributes:
        return Cell(lines, text, 1, 1, header)
    names = ("rowspan", "colspan") if tag.name in ("td", "th") else ("aria-rowspan", "aria-colspan")
    down, right = row_span_of(attributes.get(names[0]) or ""), col_span_of(attributes.get(names[1]) or "")
    return Cell(lines, text, down, right, header)


def _read(inside: str) -> tuple[tuple[Line, ...], str]:
    """The lines of a whole cell and what it prints."""
    found = ONE_LINE.fullmatch(inside)
    if not found or not _is_plain(*found.groups()):
        return _held(_walked(tokens_inside(inside)))
    line = line_of([(unescaped(text), "", False) for text in TAG.split(found[2]) if text])
    return ((line,), line_text(line)) if line else ((), "")


def _is_plain(blocks: str, inline: str) -> bool:
    """Whether elements, as the parser writes them, add nothing to the text in them but that blocks end lines."""
    for tag in tags_of(START.findall(blocks)) if blocks else ():
        if tag.plain is not BLOCK or tag.style.bold or tag.style.struck:
            return False
    return "<" not in inline or all(tag.plain is THROUGH for tag in tags_of(START.findall(inline)))


def _held(reader: CellReader) -> tuple[tuple[Line, ...], str]:
    return tuple(reader.lines), cell_text(reader.lines) or (PICTURE if reader.pictures else "")


def _is_data(rows: Sequence[tuple[Cell, ...]]) -> bool:
    """Whether rows are data: some row has two cells that print something, and no cell is a text of sentences."""
    if not any(len([1 for cell in row if cell.text]) > 1 for row in rows):
        return False
    texts = [cell.text for row in rows for cell in row if cell.text]
    sentences = [text for text in texts if len(text) > LONGEST_CELL and "。" in text]
    return not sentences or sum(text[0].isdigit() and len(text) < 20 for text in texts) >= FEW_NUMBERS


def layout_tables(tokens: Tokens) -> frozenset[int]:
    """The tags of every table that holds another table of more than one cell: such a table lays out the page."""
    tables = [at for at, tag in enumerate(tokens.tags) if tag.name == "table" and tag.act is not END]
    if not any(inner < tokens.mates[outer] for outer, inner in pairwise(tables)):
        return frozenset()
    found: set[int] = set()
    open_tables: list[tuple[int, list[int]]] = []  # place of the table, its own cells counted
    at, last = -1, len(tokens.tags)
    while (at := at + 1) < last:
        tag = tokens.tags[at]
        if tag.hidden:
            at = tokens.mates[at]
        elif tag.name in ("td", "th") and tag.act is not END and open_tables:
            open_tables[-1][1][0] += 1
        elif tag.name == "table" and tag.act is not END:
            open_tables.append((at, [0]))
        elif tag.name == "table":
            own, cells = open_tables.pop()
            if open_tables and (cells[0] > 1 or own in found):
                found.add(open_tables[-1][0])
    return frozenset(found)
