"""A parsed page → its pieces in reading order: lines, tables, preformatted text, each with the containers around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from index.quick import quick
from index.readers.html_lines import Line, line_text
from index.readers.html_nodes import Part
from index.readers.html_spans import Cell
from index.readers.html_table import Table, layout_tables, read_html_table
from index.readers.html_tags import Act, Tag
from index.readers.html_tokens import Tokens, children_of, read_tokens
from index.readers.html_walk import InlineReader

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
TOLD = {*HEADINGS, "li", "pre", "listing"}  # the blocks that change what is in them
SECTION = re.compile(r"^\s*[一二三四五六七八九]\s*[、．.,，:：]\s*\S.{1,38}$")
LONGEST_IN_TABLE = 80  # characters; a longer row of one cell is a paragraph set into the table
DEEPEST_FRAME = 2
TABLE = Part.TABLE


@quick
@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of prose and what a reader sees of it; `level` is 1 to 6 for a heading, else 0."""

    line: Line
    text: str
    level: int = 0
    in_list: bool = False

    @property
    def is_link(self) -> bool:
        """Whether all of it links somewhere."""
        first = self.line[0]
        if not first.link and first.text.strip():  # most lines
            return False
        return all(run.link or not run.text.strip() for run in self.line)


@dataclass(frozen=True, slots=True)
class Flat:
    """The lines of a preformatted text, blanks kept."""

    lines: tuple[str, ...]


@quick
@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, table or preformatted text, and the number of the container it stands in."""

    content: Paragraph | Table | Flat
    home: int


@quick
@dataclass(frozen=True, slots=True)
class Container:
    """A block element: the number of the one around it (0 is the page, around itself), and what it looks like."""

    above: int
    furniture: bool
    names: str  # class and id


@dataclass(slots=True)
class Pieces:
    """What a page holds: pieces in reading order; containers by number, an outer one before its inner ones."""

    pieces: list[Piece] = field(default_factory=list)
    containers: list[Container] = field(default_factory=lambda: [Container(0, False, "")])
    pictures: int = 0
    attached: list[str] = field(default_factory=list)  # addresses of what is embedded: frames, objects


def pieces_of(page: LexborHTMLParser, depth: int = 0) -> Pieces:
    """The pieces of a page that is the frame of `depth` others."""
    if page.root is None:
        return Pieces()
    shown = [node for node in children_of(page.root) if node.tag != "head"]
    return read_tokens(shown, lambda tokens: read_pieces(tokens, depth))


def read_pieces(tokens: Tokens, depth: int) -> Pieces:
    """The pieces of what a page shows."""
    reader = _PageReader(tokens, depth)
    reader.read(tokens)
    reader.end_line()
    reader.end_flat()
    reader.found.pictures += reader.pictures
    return reader.found


class _PageReader(InlineReader):
    def __init__(self, tokens: Tokens, depth: int) -> None:
        super().__init__()
        self.found = Pieces()
        self._depth = depth
        self._home = [0]
        self._levels = [0]
        self._lists = 0
        self._flat: list[str] | None = None
        self._layout = layout_tables(tokens)

    def broken(self, tag: Tag) -> None:
        if tag.name == "br" and self._flat is not None:
            self._flat.append("\n")
        super().broken(tag)

    def embedded(self, tag: Tag) -> Act:
        if tag.name in ("iframe", "frame"):
            self._frame(tag)
            return Act.SKIP
        if address := tag.attributes.get("data") or tag.attributes.get("src"):
            self.found.attached.append(address)
        return tag.plain

    def element(self, tokens: Tokens, at: int) -> bool:
        tag = tokens.tags[at]
        if tag.part is TABLE and at not in self._layout and (table := read_html_table(tokens, at)):
            flat = self._flat is not None
            self.end_flat()
            self._table(table)
            self._flat = [] if flat else None
            return False
        name = tag.name
        if name in TOLD:
            if name in HEADINGS:
                self._levels.append(HEADINGS[name])
            elif name == "li":
                self._lists += 1
            else:
                self._flat = []
        self._open(tag)
        return True

    def ended(self, tag: str) -> None:
        if tag in TOLD:
            if tag in HEADINGS:
                self._levels.pop()
            elif tag == "li":
                self._lists -= 1
            else:
                self.end_flat()
        self._home.pop()

    def line(self, line: Line) -> None:
        self._put(Paragraph(line, line_text(line), self._levels[-1], self._lists > 0))

    def end_flat(self) -> None:
        """End a preformatted text."""
        flat, self._flat = "".join(self._flat or ()), None
        if flat.strip():
            self._put(Flat(tuple(flat.replace("\r", "").split("\n"))))

    def text(self, text: str) -> None:
        if self._flat is None:
            InlineReader.text(self, text)  # twice as fast as by super(): a page has a thousand
        else:
            self._flat.append(text)

    def _open(self, tag: Tag) -> None:
        containers, home = self.found.containers, self._home
        home.append(len(containers))
        containers.append(Container(home[-2], tag.furniture, tag.names))

    def _put(self, content: Paragraph | Table | Flat) -> None:
        self.found.pieces.append(Piece(content, self._home[-1]))

    def _table(self, table: Table) -> None:
        for line in table.caption:
            self.line(line)
        for part in split_table(table):
            if isinstance(part, Table):
                self._put(part)
            else:
                for line in part.lines:
                    self.line(line)

    def _frame(self, tag: Tag) -> None:
        self.end_line()
        inside = tag.attributes.get("srcdoc")
        if inside and self._depth < DEEPEST_FRAME:
            add_pieces(self.found, pieces_of(LexborHTMLParser(inside), self._depth + 1), self._home[-1])
        elif address := tag.attributes.get("src"):
            self.found.attached.append(address)


def add_pieces(found: Pieces, inner: Pieces, home: int) -> None:
    """Put the pieces of a frame into the page around it."""
    shift = len(found.containers)
    for container in inner.containers:
        found.containers.append(Container(container.above + shift, container.furniture, container.names))
    found.containers[shift] = Container(home, False, "")
    found.pieces.extend(Piece(piece.content, piece.home + shift) for piece in inner.pieces)
    found.pictures += inner.pictures
    found.attached.extend(inner.attached)


def split_table(table: Table) -> Iterator[Table | Cell]:
    """A table cut where a row is a section heading or a paragraph: reports are set whole into one table."""
    rows: list[tuple[Cell, ...]] = []
    spanned = 0  # the first row that no row span from above reaches
    for number, row in enumerate(table.rows):
        if len(row) == 1 and number >= spanned and (cell := _as_prose(row[0])):
            if rows:
                yield Table(tuple(rows))
            rows = []
            yield cell
        else:
            rows.append(row)
        for cell in row:
            if cell.row_span > 1 and number + cell.row_span > spanned:
                spanned = number + cell.row_span
    if rows:
        yield Table(tuple(rows))


def _as_prose(cell: Cell) -> Cell | None:
    """The one cell of a row where it is a heading of a section or a paragraph."""
    text = cell.text
    if not text or cell.row_span > 1:
        return None
    return cell if SECTION.match(text) or len(text) > LONGEST_IN_TABLE else None
