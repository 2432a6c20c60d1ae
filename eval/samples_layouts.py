"""The ways in which a table ends up in a text file.

    tab-leading             one cell a line behind a tab; where a label spans rows, an empty cell leads (from Word)
    tab-trailing            the same, but the spanned labels are gone and as many empty cells trail (from HTML)
    pipe-cell               one cell a line before a pipe; runs of pipes pad a row to the table's width
    pipe-row                one row a line, cells parted by pipes; spanned labels are gone
    pipe-row-placeholders   the same, with an empty cell for a spanned label
    markdown                a Markdown table; spanned cells are empty
    paragraphs              one cell a paragraph, nothing for a spanned or blank one

Prose follows suit: indented by full-width blanks with tab-trailing, with half-width punctuation with pipe-cell.
"""

from dataclasses import dataclass, field

from eval.samples_form import Cell, Grid

HALF_WIDTH = str.maketrans("，（）：；", ",():;")
TAB_LAYOUTS = ("tab-leading", "tab-trailing")


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of the expanded grid: the cell that covers it, and whether the cell starts in this row and column."""

    cell: Cell
    first_row: bool
    first_col: bool


@dataclass(slots=True)
class Page:
    """A text file in the making. `places` maps a form cell to its 1-based line."""

    layout: str
    lines: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The file as written, ending with a line feed."""
        return "\n".join(self.lines) + "\n"

    def paragraph(self, text: str) -> None:
        """Add a paragraph or heading in the manner of the layout."""
        if self.layout == "pipe-cell":
            self.lines.append(text.translate(HALF_WIDTH))
        elif self.layout == "tab-trailing":
            self.lines += ["\u3000\u3000" + text, ""]
        elif self.layout == "markdown":
            self.lines += [text, ""]
        else:
            self.lines.append(text)

    def table(self, grid: Grid) -> None:
        """Add a table in the manner of the layout and remember where its values stand."""
        rows = expand(grid)
        if self.layout in TAB_LAYOUTS:
            self._tabs(rows)
        elif self.layout == "pipe-cell":
            self._pipe_cells(rows)
        elif self.layout == "paragraphs":
            self._cell_paragraphs(rows)
        else:
            self._row_lines(rows)

    def _put(self, cell: Cell, line: str) -> None:
        if cell.id:
            self.places[cell.id] = len(self.lines) + 1
        self.lines += line.split("\n")

    def _tabs(self, rows: list[list[Slot]]) -> None:
        for row in rows:
            for slot in row:
                if slot.first_row and slot.first_col:
                    self._put(slot.cell, "\t" + slot.cell.text)
                elif slot.first_col and self.layout == "tab-leading":
                    self.lines.append("\t")
            if self.layout == "tab-trailing":
                self.lines += ["\t"] * sum(not slot.first_row for slot in row)
            self.lines.append("")
        self.lines.append("")

    def _pipe_cells(self, rows: list[list[Slot]]) -> None:
        for row in rows:
            own = [slot.cell for slot in row if slot.first_row and slot.first_col]
            for cell in own:
                self._put(cell, f"{cell.text} |".lstrip(" ").translate(HALF_WIDTH))
            pads = len(row) - len(own)
            if pads and row is not rows[-1]:
                self.lines.append("|" * pads)

    def _cell_paragraphs(self, rows: list[list[Slot]]) -> None:
        for row in rows:
            for slot in row:
                if slot.first_row and slot.first_col and slot.cell.text.strip():
                    self._put(slot.cell, slot.cell.text)

    def _row_lines(self, rows: list[list[Slot]]) -> None:
        for number, row in enumerate(rows):
            texts = []
            for slot in row:
                own = slot.first_row and slot.first_col
                if own and slot.cell.id:
                    self.places[slot.cell.id] = len(self.lines) + 1
                if own:
                    texts.append(slot.cell.text)
                elif self.layout == "markdown" or (self.layout == "pipe-row-placeholders" and slot.first_col):
                    texts.append("")
            line = " | ".join(texts) + " |"
            self.lines.append(f"| {line}" if self.layout == "markdown" else line.lstrip())
            if number == 0 and self.layout == "markdown":
                self.lines.append("|" + " --- |" * len(row))
        if self.layout == "markdown":
            self.lines.append("")


def expand(grid: Grid) -> list[list[Slot]]:
    """Return the grid with every row as wide as the table; a spanned place refers to the cell that covers it."""
    width = sum(cell.cols for cell in grid[0])
    places: list[list[Slot | None]] = [[None] * width for _ in grid]
    for row, cells in enumerate(grid):
        for cell in cells:
            start = places[row].index(None)
            for down in range(cell.rows):
                for right in range(cell.cols):
                    places[row + down][start + right] = Slot(cell, first_row=down == 0, first_col=right == 0)
    rows = [[slot for slot in line if slot is not None] for line in places]
    if any(len(line) != width for line in rows):
        raise ValueError("the spans of the table leave holes")
    return rows
