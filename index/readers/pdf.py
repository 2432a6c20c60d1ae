"""PDF: text with page and box, tables from the lines that are drawn, pages without text through OCR.

pdf_page (pdfium) ─glyphs, lines─▶ lattice ─cells─▶ page_tables ─▶ page_joins ─▶ Grid
                          └─glyphs outside tables─▶ page_text ─▶ Prose
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from index.errors import NoTextFound, TooLarge, UnreadableReport
from index.readers.lattice import Lattice, lattices
from index.readers.page_blocks import Page, blocks_of
from index.readers.page_ink import Ink
from index.readers.page_tables import fill
from index.readers.page_text import printed_lines
from index.readers.pdf_page import Glyph, PageMarks, TooMuch, page_marks, picture
from index.report import Box, Document
from index.settings import Limits

SNAP, GAP = 3.0, 4.0  # points: a double line, the gap of a dashed one
RECOGNISED = "第{}页为图像，文字由识别得到；数字经两次识别，不一致的不采用"
OVERHANG = 8.0  # points: text of a row that the page parts may stand so far below the last of its lines
FEWEST, SHAPES = 20, 1_000  # characters; a page with fewer and as many points of shapes has its letters drawn
SCAN, STAMPED = 0.5, 150  # share of a page covered by images, and characters that may be stamped on such a scan
WHOLE = 0.8  # share of a page: an image so large is the scan of it
PASTED = 0.06  # share of a page: an image so large may be a pasted table
INK_SCALE, INK_SIDE = 1.5, 1_600.0  # pixels a point at which is looked what can be seen, and pixels of the long side
SCAN_SIDES = (1600, 2400, 2700)  # pixels of the long side of a page that is read as a picture: least, usual, most


def read_pdf(path: Path, limits: Limits) -> Document:
    """A PDF's paragraphs and tables in reading order, each with its page and box.

    Raises:
        NoTextFound: no page holds text or anything that reads as text.
        TooLarge: more pages than `limits` has, or more on one page than a report can have.
        UnreadableReport: a password is needed, or the file is damaged.
    """
    with opened_pdf(path) as pdf:
        if not 0 < len(pdf) <= limits.pages:
            raise TooLarge(path, f"{len(pdf):,} pages; the limit is {limits.pages} (NIANBAO_MAX_PAGES)")
        pages = [_read_page(path, pdf, number) for number in range(len(pdf))]
        title = pdf.get_metadata_dict(skip_empty=True).get("Title", "").strip()
    blocks = blocks_of(pages)
    if not blocks:
        raise NoTextFound(path, "no page holds any text")
    notes = (RECOGNISED.format("、".join(scanned)),) if (scanned := [str(p.number) for p in pages if p.scanned]) else ()
    return Document(
        blocks=tuple(blocks), names=(title,) if title else (), pages=len(pages), notes=notes, recognised=bool(notes)
    )


@contextmanager
def opened_pdf(path: Path) -> Iterator[pdfium.PdfDocument]:
    """A PDF, closed afterwards.

    Raises:
        UnreadableReport: a password is needed, or the file or a page that is asked for is damaged.
    """
    pdf = None
    try:
        pdf = pdfium.PdfDocument(path)
        yield pdf
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableReport(path, "it needs a password; save it without one") from error
        raise UnreadableReport(path, f"it is no whole PDF ({error}); open it in a viewer and save it again") from error
    finally:
        if pdf is not None:
            pdf.close()


def _read_page(path: Path, pdf: pdfium.PdfDocument, at: int) -> Page:
    page = pdf[at]
    try:
        marks = page_marks(page)
        if _is_scan(marks):
            from index.readers.scan import scan_page  # OCR is loaded only for pages that need it

            found = scan_page(_pixels(page, marks), at + 1, path)
            return Page(at + 1, found.width, found.height, found.lines, found.tables, scanned=True)
        understood = _understood(marks, at + 1, _ink(page))
        if pasted := _pasted(marks, understood):
            from index.readers.scan import scan_tables

            tables = scan_tables(_pixels(page, marks), at + 1, path, pasted)
            understood.tables = sorted([*understood.tables, *tables], key=lambda table: table.lattice.ys[0])
            understood.scanned = bool(tables)
        return understood
    except TooMuch as error:
        raise TooLarge(path, f"page {at + 1}: {error}") from error
    finally:
        page.close()


def _pixels(page: pdfium.PdfPage, marks: PageMarks) -> NDArray[np.uint8]:
    """A page as a scanner sees it: dot for dot as its picture has it, where that is as fine as a scan."""
    from index.readers.scan_lines import longest_side

    least, usual, most = (longest_side(marks.height, marks.width, side) for side in SCAN_SIDES)
    own = _dots(page)
    return picture(page, own if least <= own <= most else usual)


def _dots(page: pdfium.PdfPage) -> int:
    """How many dots its one picture has along the long side of the page; 0 where no picture covers the page."""
    wide, high = page.get_width(), page.get_height()
    for found in page.get_objects(max_depth=2):
        if isinstance(found, pdfium.PdfImage):
            left, bottom, right, top = found.get_bounds()
            if (right - left) * (top - bottom) >= WHOLE * wide * high > 0:
                dots: tuple[int, int] = found.get_px_size()
                return int(max(dots) * max(wide, high) / max(right - left, top - bottom))
    return 0


def _ink(page: pdfium.PdfPage) -> Ink:
    long_side = max(page.get_width(), page.get_height())
    return Ink(picture(page, min(INK_SCALE * long_side, INK_SIDE), grey=True), page.get_width(), page.get_height())


def _pasted(marks: PageMarks, page: Page) -> list[Box]:
    """Where images stand that are large enough for a table, as shares of the page; none that a drawn table holds."""
    wide, high = marks.width, marks.height
    found = []
    for left, top, right, bottom in marks.images:
        inside = any(left < t.lattice.xs[-1] and t.lattice.xs[0] < right and top < t.lattice.ys[-1]
                     and t.lattice.ys[0] < bottom for t in page.tables)  # fmt: skip
        if not inside and (right - left) * (bottom - top) >= PASTED * wide * high:
            found.append((left / wide, top / high, right / wide, bottom / high))
    return found


def _is_scan(marks: PageMarks) -> bool:
    """Whether a page is a picture: with no text, with the hidden text of a recogniser, or with a stamp or number."""
    seen = sum(not glyph.hidden for glyph in marks.glyphs)
    shown = marks.points >= SHAPES or marks.pictured >= PASTED
    return (seen < FEWEST and shown) or (seen < STAMPED and marks.pictured >= SCAN) or marks.covered


def _understood(marks: PageMarks, number: int, ink: Ink) -> Page:
    """The tables and the lines of text of a page, of what can be seen on it."""
    glyphs = ink.visible([glyph for glyph in marks.glyphs if not glyph.hidden])
    drawn = [lattice for lattice in lattices(marks.across, marks.down, snap=SNAP, gap=GAP) if len(lattice.slots) > 1]
    taken: list[list[Glyph]] = [[] for _ in drawn]
    outside: list[Glyph] = []
    for glyph in glyphs:
        inside = next((at for at, lattice in enumerate(drawn) if _within(glyph, lattice)), None)
        (outside if inside is None else taken[inside]).append(glyph)
    size = (marks.width, marks.height)
    tables = [fill(lattice, some, number, size, ink) for lattice, some in zip(drawn, taken, strict=True)]
    return Page(number, marks.width, marks.height, printed_lines(outside), tables)


def _within(glyph: Glyph, lattice: Lattice) -> bool:
    left, top, right, bottom = lattice.box
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    above, below = (0 if lattice.closed_top else OVERHANG), (0 if lattice.closed_bottom else OVERHANG)
    return left - 1 <= x <= right + 1 and top - above <= y <= bottom + below
