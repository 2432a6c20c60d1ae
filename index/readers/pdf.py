"""PDF: text with page and box, tables from the lines that are drawn, pages without text through OCR.

pdf_page (pdfium) ─glyphs, lines─▶ lattice ─cells─▶ page_tables ─▶ page_joins ─▶ Grid
                          └─glyphs outside tables─▶ page_text ─▶ Prose
"""

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium

from index.errors import NoTextFound, TooLarge, UnreadableReport
from index.readers.lattice import Lattice, lattices
from index.readers.page_joins import join_pages
from index.readers.page_tables import PageTable, fill
from index.readers.page_text import Line, furniture, paragraphs, printed_lines
from index.readers.pdf_page import Glyph, PageMarks, TooMuch, page_marks
from index.report import Block, Document, Grid, Prose
from index.settings import Limits

SNAP, GAP = 3.0, 4.0  # points: a double line, the gap of a dashed one
OVERHANG = 8.0  # points: text of a row that the page parts may stand so far below the last of its lines
SCAN = 0.5  # share of a page that images cover where its text is that of a scan


@dataclass(slots=True)
class _Page:
    """A page on its way: what stands on it, in points."""

    number: int  # 1-based
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    tables: list[PageTable] = field(default_factory=list)
    scanned: bool = False


def read_pdf(path: Path, limits: Limits) -> Document:
    """A PDF's paragraphs and tables in reading order, each with its page and box.

    Raises:
        NoTextFound: no page holds text or anything that reads as text.
        TooLarge: more pages than `limits` has, or more on one page than a report can have.
        UnreadableReport: a password is needed, or the file is damaged.
    """
    pdf = _open(path)
    try:
        if len(pdf) > limits.pages:
            raise TooLarge(path, f"{len(pdf):,} pages; the limit is {limits.pages} (NIANBAO_MAX_PAGES)")
        pages = [_read_page(path, pdf, number) for number in range(len(pdf))]
        title = pdf.get_metadata_dict(skip_empty=True).get("Title", "").strip()
    finally:
        pdf.close()
    blocks = _blocks(pages)
    if not blocks:
        raise NoTextFound(path, "no page holds any text")
    return Document(blocks=tuple(blocks), names=(title,) if title else (), pages=len(pages))


def _open(path: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableReport(path, "it needs a password; save it without one") from error
        raise UnreadableReport(path, "it is no whole PDF; open it in a PDF viewer and save it again") from error


def _read_page(path: Path, pdf: pdfium.PdfDocument, at: int) -> _Page:
    try:
        page = pdf[at]
    except pdfium.PdfiumError as error:
        raise UnreadableReport(path, f"page {at + 1} is damaged; save the file again") from error
    try:
        marks = page_marks(page)
    except TooMuch as error:
        raise TooLarge(path, f"page {at + 1}: {error}") from error
    finally:
        page.close()
    return _understood(marks, at + 1)


def _understood(marks: PageMarks, number: int) -> _Page:
    """The tables and the lines of text of a page."""
    page = _Page(number, marks.width, marks.height)
    glyphs = [glyph for glyph in marks.glyphs if not glyph.hidden]
    drawn = [lattice for lattice in lattices(marks.across, marks.down, snap=SNAP, gap=GAP) if len(lattice.slots) > 1]
    taken: list[list[Glyph]] = [[] for _ in drawn]
    outside: list[Glyph] = []
    for glyph in glyphs:
        inside = next((at for at, lattice in enumerate(drawn) if _within(glyph, lattice)), None)
        (outside if inside is None else taken[inside]).append(glyph)
    size = (marks.width, marks.height)
    page.tables = [fill(lattice, some, number, size) for lattice, some in zip(drawn, taken, strict=True)]
    page.lines = printed_lines(outside)
    return page


def _within(glyph: Glyph, lattice: Lattice) -> bool:
    left, top, right, bottom = lattice.box
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    above, below = (0 if lattice.closed_top else OVERHANG), (0 if lattice.closed_bottom else OVERHANG)
    return left - 1 <= x <= right + 1 and top - above <= y <= bottom + below


def _blocks(pages: list[_Page]) -> list[Block]:
    """Prose and grids in reading order."""
    for page, dropped in zip(pages, furniture([(page.height, page.lines) for page in pages]), strict=True):
        page.lines = [line for at, line in enumerate(page.lines) if at not in dropped]
    for above, below in pairwise(pages):
        if above.tables and below.tables:
            last, first = above.tables[-1], below.tables[0]
            first.goes_on = not (
                any(line.top > last.lattice.ys[-1] - 1 for line in above.lines)
                or any(line.bottom < first.lattice.ys[0] + 1 for line in below.lines)
            )
    grids = {id(first): grid for first, grid in join_pages([table for page in pages for table in page.tables])}
    sizes = {page.number: (page.width, page.height) for page in pages}
    blocks: list[Block] = []
    waiting: list[tuple[int, Line]] = []
    for page in pages:
        order: list[tuple[float, Line | Grid]] = [(line.top, line) for line in page.lines]
        order += [(t.lattice.ys[0], grids[id(t)]) for t in page.tables if id(t) in grids]
        for _, item in sorted(order, key=lambda entry: entry[0]):
            if isinstance(item, Line):
                waiting.append((page.number, item))
                continue
            blocks.extend(_prose(waiting, sizes))
            waiting = []
            blocks.append(item)
    return [*blocks, *_prose(waiting, sizes)]


def _prose(lines: list[tuple[int, Line]], sizes: dict[int, tuple[float, float]]) -> list[Prose]:
    found = []
    for paragraph in paragraphs(lines):
        width, height = sizes[paragraph.page]
        box = (paragraph.left / width, paragraph.top / height, paragraph.right / width, paragraph.bottom / height)
        found.append(Prose(paragraph.text, page=paragraph.page, box=box))
    return found
