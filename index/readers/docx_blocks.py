"""A body of Word → blocks: paragraphs, tables with their spans, and what stands in text boxes and nested tables."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from pathlib import Path

from lxml.etree import _Element

from index.errors import TooLarge
from index.labels import printed_text
from index.quick import changed, maker, quick
from index.readers.docx_text import Story, labelled, read_paragraph
from index.readers.docx_xml import WORD, child, columns, has_text, said_of, shown, value
from index.report import Block, Grid, GridCell, Prose

OF_ROW, OF_CELL = f"{WORD}trPr", f"{WORD}tcPr"
SLIVER = 20  # twentieths of a point: narrower than any character
MOST_CELLS = 50_000  # the tables of a report have some four hundred
MANY = f"its tables have more than {MOST_CELLS:,} cells; a report has some hundred"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def check_cells(path: Path, data: bytes) -> None:
    """See that a text's XML has not more cells than are read, before it is parsed: each has an end tag.

    Raises:
        TooLarge: it has.
    """
    if data.count(b":tc>") > 2 * MOST_CELLS:
        raise TooLarge(path, MANY)


@dataclass(slots=True)
class Blocks:
    """The blocks of one document as they are found, with their numbers."""

    path: Path
    blocks: list[Block] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    cells: int = 0
    embedded: int = 0  # other files put into the text, which are not read

    def prose(self, text: str) -> None:
        """Add a paragraph; line breaks in it part it no further than they do on paper."""
        text = printed_text(re.sub(r"[ \u3000]*\n[ \u3000]*", "\n", text))
        for line in text.split("\n"):
            if line := printed_text(line):
                self.blocks.append(Prose(line, block=self.paragraphs))
                self.paragraphs += 1

    def grid(self, rows: tuple[tuple[GridCell, ...], ...]) -> None:
        """Add a table."""
        self.blocks.append(Grid(rows, spans=True, number=self.tables))
        self.tables += 1

    def read(self, parent: _Element, story: Story) -> None:
        """Add everything inside a body, a text box or a cell.

        Raises:
            TooLarge: the tables hold more than MOST_CELLS.
        """
        carried = ""
        for name, element in shown(parent):
            if name == "p":
                paragraph = read_paragraph(element, story)
                if paragraph.joined:
                    carried += paragraph.printed
                elif not paragraph.contents:
                    self.prose(carried + paragraph.printed)
                    carried = ""
                self.boxes(paragraph.boxes, story)
            elif name == "tbl":
                self.table(element, story)
            elif name == "altChunk":
                self.embedded += 1
        self.prose(carried)

    def boxes(self, boxes: Iterable[_Element], story: Story) -> None:
        """Add what stands in text boxes, each a text of its own."""
        for box in boxes:
            self.read(box, replace(story, fields=[]))

    def table(self, table: _Element, story: Story) -> None:
        """Add a table; one that only arranges others on the page gives way to them."""
        rows = list(_rows(table))
        self.cells += sum(len(row.cells) for row in rows)
        if self.cells > MOST_CELLS:
            raise TooLarge(self.path, MANY)
        if _is_frame(table, rows):
            for row in rows:
                for cell in row.cells:
                    self.read(cell.element, story)
            return
        boxes: list[_Element] = []
        read = _merged(rows, story, boxes)
        if read:
            self.grid(read)
        self.boxes(boxes, story)


# ---- tables


@quick
@dataclass(frozen=True, slots=True)
class _Cell:
    element: _Element
    below: list[_Element]  # what is in it
    column: int  # 0-based in the grid of the table
    width: int  # grid columns
    goes_on: bool  # it is the lower part of the cell above


@quick
@dataclass(frozen=True, slots=True)
class _Row:
    before: int  # grid columns left out in front
    cells: tuple[_Cell, ...]


def _rows(table: _Element) -> Iterator[_Row]:
    """The rows that are printed, each cell with its place in the grid, slivers left out."""
    before_each = _columns_before(table)
    emptied = next(table.iter(f"{WORD}delText"), None) is not None
    for name, row in shown(table):
        if name != "tr":
            continue
        below = [*row]
        said = said_of(below, OF_ROW)
        if "del" in said or said.switched("hidden") or (emptied and _is_emptied(row)):
            continue
        before = columns(said.get("gridBefore"))
        yield _Row(_counted(before, before_each), _cells(below, before, before_each))


def _columns_before(table: _Element) -> list[int]:
    """For each boundary of the table's grid, how many columns wide enough to hold a character lie before it.

    Converters leave columns of a twip where the edges of two rows do not quite meet; a cell does not span those.
    """
    grid = child(table, "tblGrid")
    widths = [] if grid is None else [column.get(f"{WORD}w", "") for column in grid.iter(f"{WORD}gridCol")]
    slivers = [width.isdecimal() and 0 < int(width) <= SLIVER for width in widths]
    if 2 * sum(slivers) > len(slivers):  # widths that say nothing: a layout left to the program
        slivers = [False] * len(slivers)
    return [0, *accumulate(not sliver for sliver in slivers)]


def _counted(column: int, before_each: Sequence[int]) -> int:
    last = len(before_each) - 1
    return before_each[column] if column <= last else before_each[last] + column - last


def _is_emptied(row: _Element) -> bool:
    """Whether all a row printed was deleted: LibreOffice leaves such a row where a .doc marks it as deleted."""
    if next(row.iter(f"{WORD}delText"), None) is None:
        return False
    return not has_text(row) and next(row.iter(f"{WORD}vMerge", f"{WORD}sym"), None) is None


def _cells(row: Iterable[_Element], column: int, before_each: Sequence[int]) -> tuple[_Cell, ...]:
    """The cells of a row that begins in a grid column, those merged sideways as one."""
    found: list[_Cell] = []

    def put(element: _Element, below: list[_Element], start: int, width: int, goes_on: bool) -> None:
        first, last = _counted(start, before_each), _counted(start + width, before_each)
        found.append(_Cell(element, below, first, max(last - first, 1), goes_on))

    pending: tuple[_Element, list[_Element], int, int, bool] | None = None
    for name, element in shown(row):
        if name != "tc":
            continue
        below = [*element]
        said = said_of(below, OF_CELL)
        if "cellDel" in said:
            continue
        width = max(columns(said.get("gridSpan")), 1)
        beside = said.get("hMerge")
        if beside is not None and value(beside) != "restart" and pending is not None:
            pending = (*pending[:3], pending[3] + width, pending[4])
        else:
            if pending is not None:
                put(*pending)
            above = said.get("vMerge")
            pending = element, below, column, width, above is not None and value(above) != "restart"
        column += width
    if pending is not None:
        put(*pending)
    return tuple(found)


def _is_frame(table: _Element, rows: Sequence[_Row]) -> bool:
    """Whether a table only frames text or arranges other tables: one column, or a table of its own in a cell."""
    if all(len(row.cells) <= 1 for row in rows):
        return True
    if sum(1 for _ in zip(range(2), _inner_tables(table), strict=False)) < 2:  # itself alone
        return False
    return any(_is_table(inner) for row in rows for cell in row.cells for inner in _inner_tables(cell.element))


def _inner_tables(element: _Element) -> Iterator[_Element]:
    yield from element.iter(f"{WORD}tbl")


def _is_table(table: _Element) -> bool:
    """Whether it is more than a box around a cell's text: two rows and two columns."""
    widths = [len(row.cells) for row in _rows(table)]
    return len(widths) > 1 and max(widths, default=0) > 1


def _merged(rows: Sequence[_Row], story: Story, boxes: list[_Element]) -> tuple[tuple[GridCell, ...], ...]:
    """The cells of a table, those merged downwards as one with its rows counted."""
    read: list[list[GridCell]] = []
    made = maker(GridCell)
    least = min((row.before for row in rows), default=0)  # a table that is set in begins with its first cells
    above: dict[int, tuple[int, int, int]] = {}  # column → row and place in the row of the cell that covers it, width
    for row in rows:
        covered: dict[int, tuple[int, int, int]] = {}
        cells = [GridCell("", col_span=row.before - least)] if row.before > least else []
        for cell in row.cells:
            top = above.get(cell.column) if cell.goes_on else None
            if top is not None and top[2] == cell.width:
                at, place, _ = covered[cell.column] = top
                read[at][place] = changed(read[at][place], row_span=read[at][place].row_span + 1)
                _cell_text(cell.below, replace(story, fields=[]), [])  # its numbers count, its text is not printed
                continue
            covered[cell.column] = (len(read), len(cells), cell.width)
            cells.append(made(_cell_text(cell.below, story, boxes), None, None, 1, cell.width))
        read.append(cells)
        above = covered
    return tuple(tuple(cells) for cells in read)


def _cell_text(cell: Iterable[_Element], story: Story, boxes: list[_Element]) -> str:
    """What a cell prints, a line a paragraph; boxes with tables of their own are left to `boxes`."""
    lines: list[str] = []
    _read_lines(cell, story, boxes, lines)
    return printed_text("\n".join([line for line in lines if line]))


def _read_lines(parent: Iterable[_Element], story: Story, boxes: list[_Element], lines: list[str]) -> None:
    carried = ""
    for name, element in shown(parent):
        if name == "p":
            paragraph = read_paragraph(element, story)
            carried += _labelled(paragraph.label, paragraph.text)
            if not paragraph.joined:
                lines.append(carried)
                carried = ""
            for box in paragraph.boxes:
                if any(_is_table(table) for table in _inner_tables(box)):
                    boxes.append(box)
                else:
                    _read_lines(box, replace(story, fields=[]), boxes, lines)
        elif name in ("tbl", "tr", "tc"):
            _read_lines(element, story, boxes, lines)
    lines.append(carried)


def _labelled(label: str, text: str) -> str:
    """A cell's text with the number its list prints; in brackets before a value: "1." and "25" are not 1.25."""
    if not label:
        return text
    return labelled(label, text) if CHINESE.search(text) else f"[{label}]{text}"
