"""Drawn cells and the glyphs in them → tables of a page, and tables joined over pages.

`index.readers.page_joins` then joins the tables of several pages.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from index.readers.lattice import Lattice, Slot
from index.readers.page_ink import Ink, overprinted
from index.readers.page_text import cell_text, glyph_lines
from index.readers.pdf_page import UNKNOWN, Glyph
from index.report import Box

CROSSING = 0.3  # of the print size: a word this far over a line is not in one cell
WORD_GAP = 0.3


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell with its text. `certainty` is 1 unless something in it could not be read."""

    slot: Slot
    text: str
    page: int
    box: Box
    certainty: float = 1.0


@dataclass(slots=True)
class PageTable:
    """One drawn table of a page (1-based), in points of that page."""

    page: int
    lattice: Lattice
    cells: list[PageCell]
    scanned: bool = False
    goes_on: bool = False  # only page numbers stand between it and the table before it, on the page before


def fill(lattice: Lattice, glyphs: Sequence[Glyph], page: int, size: tuple[float, float], ink: Ink) -> PageTable:
    """A table with the text of its cells; `size` is the width and height of the page.

    UNKNOWN stands in a cell that cannot be read for certain, so that it is neither a number nor blank.
    """
    place = _Places(lattice)
    inside: dict[int, list[Glyph]] = defaultdict(list)
    doubtful: set[int] = set()
    for word in words(glyphs):
        for part in place.parts(word):
            number, certain = place.of(part)
            inside[number].extend(part)
            if not certain:
                doubtful.add(number)
    cells = []
    for number, slot in enumerate(lattice.slots):
        text = cell_text(inside[number], slot.right - slot.left)
        if text and (overprinted(inside[number]) or (number in doubtful and any(c.isdigit() for c in text))):
            text = UNKNOWN + text
        elif not text and ink.is_drawn_in(slot):
            text = UNKNOWN
        box = (slot.left / size[0], slot.top / size[1], slot.right / size[0], slot.bottom / size[1])
        cells.append(PageCell(slot, text, page, box, 0.0 if UNKNOWN in text else 1.0))
    return PageTable(page, lattice, cells)


def words(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs that touch on one line, however many text objects they come from."""
    found: list[list[Glyph]] = []
    for line in glyph_lines(glyphs):
        for at, glyph in enumerate(line):
            if at and glyph.left - line[at - 1].right <= WORD_GAP * glyph.size:
                found[-1].append(glyph)
            else:
                found.append([glyph])
    return found


class _Places:
    """Which cell of a lattice a word stands in."""

    def __init__(self, lattice: Lattice) -> None:
        self.lattice = lattice
        self.number: dict[tuple[int, int], int] = {}
        for number, slot in enumerate(lattice.slots):
            for row in range(slot.row, slot.row + slot.row_span):
                for column in range(slot.column, slot.column + slot.col_span):
                    self.number[row, column] = number

    def parts(self, word: list[Glyph]) -> list[list[Glyph]]:
        """A word, parted where it runs over a line into what another text object prints: two cells that touch."""
        first = self._at(word[0].left + 0.1, word[0])
        last = self._at(word[-1].right - 0.1, word[-1])
        if first == last:
            return [word]
        parts: list[list[Glyph]] = []
        for glyph in word:
            if parts and parts[-1][-1].run == glyph.run:
                parts[-1].append(glyph)
            else:
                parts.append([glyph])
        # Where each glyph is an object of its own, objects tell nothing: the lines part the word.
        if len(parts) == len(word) > 2 or len(parts) == 1:
            return self._by_lines(word)
        return parts

    def _by_lines(self, word: list[Glyph]) -> list[list[Glyph]]:
        parts: list[list[Glyph]] = []
        before = -1
        for glyph in word:
            here = self._at((glyph.left + glyph.right) / 2, glyph)
            if here != before:
                parts.append([])
            parts[-1].append(glyph)
            before = here
        return parts

    def of(self, part: list[Glyph]) -> tuple[int, bool]:
        """The cell of a word, and whether the word does not run over its sides."""
        left, right = part[0].left, part[-1].right
        number = self._at((left + right) / 2, part[0])
        slot = self.lattice.slots[number]
        over = max(slot.left - left, right - slot.right)
        return number, over <= CROSSING * part[0].size

    def _at(self, x: float, glyph: Glyph) -> int:
        y = (glyph.top + glyph.bottom) / 2
        xs, ys = self.lattice.xs, self.lattice.ys
        column = min(max(bisect_right(xs, x) - 1, 0), len(xs) - 2)
        row = min(max(bisect_right(ys, y) - 1, 0), len(ys) - 2)
        return self.number[row, column]
