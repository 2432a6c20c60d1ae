"""Tables of several pages → grids: a table that goes on over a page is one Grid.

Its columns are those of all its pages. A row that the page break parts is put together again where its halves can
only be one row: the words of both make a label of the form, and no column has a value in both.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from index.form import load_forms
from index.labels import CLOSE, normal, score
from index.readers.page_tables import PageTable
from index.readers.page_text import OPENING
from index.report import Box, Grid, GridCell

SAME_WIDTH, LAID = 0.015, 45.0  # share of its width by which a scan differs; points by which its page is laid aside
SAME_EDGE = 4.0  # points: the edges of one table on two pages lie no farther apart


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell at its row and column of the joined table."""

    row: int
    column: int
    row_span: int
    col_span: int
    text: str
    page: int
    box: Box
    certainty: float

    @property
    def end(self) -> int:
        return self.row + self.row_span


def join_pages(tables: Sequence[PageTable]) -> list[tuple[PageTable, Grid]]:
    """The grids of a document, each with the first of its tables; a table of one column is none.

    Grids are numbered in reading order.
    """
    groups: list[list[PageTable]] = []
    for table in tables:
        if groups and table.goes_on and _continues(groups[-1][-1], table):
            groups[-1].append(_aligned(table, groups[-1][0]) if table.scanned else table)
        else:
            groups.append([table])
    wide = [group for group in groups if any(len(table.lattice.xs) > 2 for table in group)]
    return [(group[0], _grid(group, number)) for number, group in enumerate(wide)]


def _continues(upper: PageTable, lower: PageTable) -> bool:
    """Whether two tables of consecutive pages have the same left and right edge; scans the same width, about there."""
    (left, _, right, _), (other_left, _, other_right, _) = upper.lattice.box, lower.lattice.box
    if upper.scanned and lower.scanned:
        off = abs((right - left) - (other_right - other_left))
        return lower.page == upper.page + 1 and off <= SAME_WIDTH * (right - left) and abs(left - other_left) <= LAID
    return lower.page == upper.page + 1 and max(abs(left - other_left), abs(right - other_right)) <= SAME_EDGE


def _aligned(table: PageTable, first: PageTable) -> PageTable:
    """A scanned table under the edges of the page it goes on from."""
    (left, _, right, _), (to_left, _, to_right, _) = table.lattice.box, first.lattice.box
    scale = (to_right - to_left) / (right - left)

    def moved(x: float) -> float:
        return to_left + (x - left) * scale

    cells = [replace(c, slot=replace(c.slot, left=moved(c.slot.left), right=moved(c.slot.right))) for c in table.cells]
    lattice = replace(table.lattice, xs=tuple(map(moved, table.lattice.xs)))
    return replace(table, lattice=lattice, cells=cells)


def _grid(tables: Sequence[PageTable], number: int) -> Grid:
    xs: list[float] = []
    for x in sorted(x for table in tables for x in table.lattice.xs):
        if not xs or x - xs[-1] > SAME_EDGE:
            xs.append(x)
    cells: list[_Placed] = []
    for table in tables:
        cells = _joined(cells, _without_strips(_placed(table, xs)))
    rows: list[list[GridCell]] = [[] for _ in range(max((cell.end for cell in cells), default=0))]
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        rows[cell.row].append(
            GridCell(cell.text, page=cell.page, row_span=cell.row_span, col_span=cell.col_span, box=cell.box,
                     certainty=cell.certainty)
        )  # fmt: skip
    # A cell that cannot be read puts the whole table in doubt, as a recognised one is: no figure of it stands unproved.
    doubtful = any(table.scanned for table in tables) or any(cell.certainty < 1 for cell in cells)
    return Grid(tuple(map(tuple, rows)), spans=True, number=number, scanned=doubtful)


def _placed(table: PageTable, xs: Sequence[float]) -> list[_Placed]:
    def nearest(x: float) -> int:
        return min(range(len(xs)), key=lambda at: abs(xs[at] - x))

    placed = []
    for cell in table.cells:
        first, last = nearest(cell.slot.left), nearest(cell.slot.right)
        placed.append(_Placed(cell.slot.row, first, cell.slot.row_span, max(1, last - first), cell.text, cell.page,
                              cell.box, cell.certainty))  # fmt: skip
    return placed


def _without_strips(cells: list[_Placed]) -> list[_Placed]:
    """Without rows that only the overhang of a label over the page break makes: one blank cell beside it."""
    last = max((cell.end for cell in cells), default=0)
    for row in range(last - 1, -1, -1):
        starting = [cell for cell in cells if cell.row == row]
        if last > 1 and len(starting) == 1 and not starting[0].text and starting[0].row_span == 1 and (
            row in (0, last - 1) and any(cell.row <= row < cell.end for cell in cells if cell is not starting[0])
        ):  # fmt: skip
            cells = [_shrunk(cell, row) for cell in cells if cell is not starting[0]]
            last -= 1
    return cells


def _shrunk(cell: _Placed, row: int) -> _Placed:
    if cell.row > row:
        return replace(cell, row=cell.row - 1)
    return replace(cell, row_span=cell.row_span - 1) if cell.end > row else cell


def _joined(upper: list[_Placed], lower: list[_Placed]) -> list[_Placed]:
    """The cells of a table and of its next page."""
    if not upper:
        return lower
    height = max(cell.end for cell in upper)
    last = {cell.column: cell for cell in upper if cell.end == height}
    first = {cell.column: cell for cell in lower if cell.row == 0}
    one_row = _is_one_row(last, first)
    down = height - 1 if one_row else height
    joined = [cell for cell in upper if cell.end < height or cell.column not in first]
    for column, above in last.items():
        below = first.get(column)
        if below is None:
            continue
        if _is_one_cell(above, below, one_row):
            joined.append(_both(above, below, below.end + down - above.row))
            del first[column]
        else:
            joined.append(above)
    joined += [replace(cell, row=cell.row + down) for cell in first.values()]
    return joined + [replace(cell, row=cell.row + down) for cell in lower if cell.row > 0]


def _is_one_cell(above: _Placed, below: _Placed, one_row: bool) -> bool:
    """Whether two cells are the halves of one: of a row that is parted, or of a label that spans rows of both pages."""
    if above.col_span != below.col_span:
        return False
    if one_row:
        return True
    spanning = above.row_span > 1 and below.row_span > 1
    return spanning and (not below.text or not (OPENING.match(below.text) or below.text[0].isdigit()))


def _both(above: _Placed, below: _Placed, row_span: int) -> _Placed:
    shown = above if above.text or not below.text else below
    return replace(
        above, row_span=row_span, text=above.text + below.text, page=shown.page, box=shown.box,
        certainty=min(above.certainty, below.certainty),
    )  # fmt: skip


def _is_one_row(last: dict[int, _Placed], first: dict[int, _Placed]) -> bool:
    """Whether the last row of a page and the first of the next are the halves of one row."""
    facing = [(last.get(column), cell) for column, cell in sorted(first.items())]
    pairs = [(above, below) for above, below in facing if above and above.col_span == below.col_span]
    if len(pairs) == len(facing) and _is_header_row(pairs):
        return True
    halves = [(above, below) for above, below in pairs if below.row_span == 1]
    if len(halves) < 2 or len(halves) != sum(cell.row_span == 1 for cell in first.values()):
        return False
    words = [at for at, (above, below) in enumerate(halves) if _words(above.text) or _words(below.text)]
    deepest = max(words, default=-1)
    values = halves[deepest + 1 :]
    if not values or any(above.text and below.text for above, below in values):
        return False
    label, rest = (halves[deepest][0].text, halves[deepest][1].text) if words else ("", "")
    filled = [any(above.text for above, _ in values), any(below.text for _, below in values)]
    if all(filled):
        return not rest or not label
    if not rest:
        return filled[1] and not filled[0]
    if not label:
        return filled[0] and not filled[1]
    whole = fits(label + rest)
    return whole >= max(fits(label), CLOSE) and whole > fits(rest) + 5


def _is_header_row(pairs: Sequence[tuple[_Placed, _Placed]]) -> bool:
    """Whether two halves hold words only, two or more, and where a column has some in both they make one label."""
    texts = [(above.text, below.text) for above, below in pairs]
    if any(text and not _words(text) for pair in texts for text in pair):
        return False
    if sum(bool(above or below) for above, below in texts) < 2 or not any(below for _, below in texts):
        return False
    return all(fits(above + below) > max(CLOSE, fits(below) + 5) for above, below in texts if above and below)


def _words(text: str) -> bool:
    return any(character.isalpha() for character in text)


@cache
def _labels() -> tuple[str, ...]:
    forms = load_forms()
    known = (forms.rows, forms.applicants, forms.results, forms.measures)
    return tuple({label for items in known for item in items.values() for label in item.labels})


def fits(label: str) -> float:
    """How well a text reads as a label of the form, 0 to 100; a label cut short is not taken for whole."""
    plain = normal(label)
    return max((score(plain, [wording]) for wording in _labels() if not normal(wording).startswith(plain)
                or normal(wording) == plain), default=0.0)  # fmt: skip
