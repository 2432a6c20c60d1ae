"""Saved web pages: the report's paragraphs and tables without what the site puts around them.

bytes ─html_bytes─▶ text ─Lexbor─▶ tree ─html_pieces─▶ pieces ─html_main─▶ those of the report ─▶ Document
Lexbor builds the tree a browser builds, whatever is broken; measured on such pages it is 3 times as fast as lxml, which
also loses what is nested deeper than 256, and 110 times as fast as html5lib.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from index.errors import NoTextFound, TooLarge
from index.quick import quick
from index.readers.html_bytes import check_bounds, decode_page
from index.readers.html_main import is_attachment, is_statutory, main_pieces
from index.readers.html_mend import mended
from index.readers.html_meta import metas_of, names_of, published_of, url_of
from index.readers.html_pieces import Flat, Paragraph, Piece, Pieces, add_pieces, pieces_of
from index.readers.html_spans import Cell, TableTooLarge
from index.readers.html_table import Table
from index.readers.mht_parts import is_mail, parts_of
from index.readers.text import blocks_of
from index.report import Block, Document, Grid, GridCell, Prose
from index.settings import Limits

MEGABYTE = 1_000_000
STATUTORY_TABLES = 3
LONGEST_PARAGRAPH = (
    20_000  # the patterns for numbers in prose take time with the square of a line of nothing but digits
)
FLATTENED = "|｜\t"


@quick
@dataclass(frozen=True, slots=True)
class Item:
    """A block of the document and what it was made of; the view shows the content under the number of the block."""

    block: Block
    content: Paragraph | Table | Flat


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read: its items in reading order and what it says of itself."""

    items: tuple[Item, ...]
    names: tuple[str, ...]
    url: str | None
    published: str | None
    notes: tuple[str, ...]

    @property
    def document(self) -> Document:
        """The page as every reader returns it."""
        return Document(
            blocks=tuple(item.block for item in self.items), names=self.names, url=self.url, published=self.published,
            notes=self.notes,
        )  # fmt: skip


def read_html(path: Path, limits: Limits) -> Document:
    """A saved page's paragraphs and tables in reading order, numbered from 0 each; lines and pages are None.

    Raises:
        NoTextFound: the file is empty, or nothing in it shows.
        TooLarge: over the limit of size, or nested or spanned beyond what a page can be.
        UnreadableReport: another format under this name, or an encoding that cannot be told.
    """
    return read_page(path, limits).document


def read_page(path: Path, limits: Limits) -> Page:
    """As `read_html`, with what each block was made of. A page in a mail is read as one, whatever its suffix."""
    size = path.stat().st_size
    if size > limits.file_mb * MEGABYTE:
        raise TooLarge(path, f"{size / MEGABYTE:.0f} MB is over the limit of {limits.file_mb} MB (NIANBAO_MAX_FILE_MB)")
    data = path.read_bytes()
    if is_mail(data):
        saved = parts_of(data, path)
        return page_of(saved.texts, path, url=saved.url)
    return page_of([decode_page(data, path)], path)


def page_of(texts: Sequence[str], path: Path, *, url: str | None = None) -> Page:
    """One page of an HTML text and those of its frames, in order; `url` is what a wrapper says of it.

    Raises:
        NoTextFound, TooLarge: as `read_html`.
    """
    found, pages, lowers = Pieces(), list[LexborHTMLParser](), list[bytes]()
    for text in texts:
        bounded = check_bounds(text, path)
        whole = mended(bounded.text, bounded.lower)
        page = LexborHTMLParser(bounded.written if whole is bounded.text else whole)
        if len(texts) == 1:
            found = _pieces(page, path)
        else:
            add_pieces(found, _pieces(page, path), 0)
        pages.append(page)
        lowers.append(bounded.lower)
    kept = main_pieces(found)
    items = tuple(_items(kept))
    if not items:
        raise NoTextFound(path, _nothing(found))
    said = [metas_of(page) for page in pages]
    told = list(zip(pages, said, texts, lowers, strict=True))
    names = tuple(dict.fromkeys(name for page, metas, _, _ in told for name in names_of(page, metas)))
    address = next((found_url for each in told if (found_url := url_of(*each))), None)
    when = next((day for metas in said if (day := published_of(metas, found.pieces))), None)
    return Page(items, names, address or url, when, tuple(_notes(kept, found)))


def _pieces(page: LexborHTMLParser, path: Path) -> Pieces:
    try:
        return pieces_of(page)
    except TableTooLarge as error:
        raise TooLarge(
            path, f"{error}; the longest of the forms has 30 rows and 10 columns: save its main part"
        ) from error


def _nothing(found: Pieces) -> str:
    if found.attached:
        return f"the page only embeds another file ({found.attached[0][:200]}): load that file instead"
    if found.pictures:
        return "the page holds pictures and no text: load the pictures or a PDF instead"
    return "nothing readable is left once menus and scripts are dropped; open the page and save it again"


def _items(pieces: Iterable[Piece]) -> Iterable[Item]:
    """The blocks, tables and paragraphs numbered from 0 each."""
    grids = blocks = 0
    for content, block in _blocks(pieces):
        if isinstance(block, str):
            yield Item(Prose(block, None, None, None, blocks), content)
            blocks += 1
        else:
            yield Item(Grid(block.rows, block.spans, grids), content)
            grids += 1


def _blocks(pieces: Iterable[Piece]) -> Iterable[tuple[Paragraph | Table | Flat, str | Grid]]:
    """What the pieces hold: the text of a paragraph, or a grid."""
    run: list[Paragraph] = []
    for piece in pieces:
        content = piece.content
        if isinstance(content, Paragraph):
            run.append(content)
            continue
        yield from _prose(run)
        run = []
        if isinstance(content, Table):
            yield content, _grid(content)
        else:
            yield from ((content, _without_places(block)) for block in blocks_of(list(content.lines)))
    yield from _prose(run)


def _prose(run: Sequence[Paragraph]) -> Iterable[tuple[Paragraph | Flat, str | Grid]]:
    """Paragraphs as prose; where they are rows of a table written with bars, as the table."""
    texts = [paragraph.text for paragraph in run]
    every = "\n".join(texts)
    barred = any(bar in every for bar in FLATTENED)
    if not barred or sum(any(bar in text for bar in FLATTENED) for text in texts) < 4:
        yield from zip(run, texts, strict=True)
        return
    for block in blocks_of(texts):
        whole = run[(block.line or 1) - 1] if isinstance(block, Prose) else Flat(())
        yield whole, _without_places(block)


def _without_places(block: Block) -> str | Grid:
    if isinstance(block, Prose):
        return block.text
    return Grid(tuple(tuple(GridCell(cell.text) for cell in row) for row in block.rows))


def _grid(table: Table) -> Grid:
    rows = [
        tuple([
            _single[cell.text] if cell.row_span == 1 and cell.col_span == 1 else _spanning(cell)
            for cell in row
        ])
        for row in table.rows
    ]  # fmt: skip
    return Grid(tuple(rows), spans=True)


class _Single(dict[str, GridCell]):
    """Cells of one row and column by what they print: one value may stand in many places of a grid, and of others."""

    MOST, LONGEST = 16384, 100

    def __missing__(self, text: str) -> GridCell:
        cell = GridCell(text)
        if len(text) <= self.LONGEST:
            if len(self) >= self.MOST:
                self.clear()
            self[text] = cell
        return cell


_single = _Single()


def _spanning(cell: Cell) -> GridCell:
    return GridCell(cell.text, row_span=cell.row_span, col_span=cell.col_span)


def _notes(kept: Sequence[Piece], found: Pieces) -> Iterable[str]:
    """What the page refers to instead of printing it, where a statutory table is not among what it prints."""
    if sum(isinstance(piece.content, Table) and is_statutory(piece.content) for piece in kept) >= STATUTORY_TABLES:
        return
    links = [p.content for p in kept if isinstance(p.content, Paragraph) and is_attachment(p.content)]
    if links:
        names = "、".join(dict.fromkeys(link.text[:60] for link in links[:5]))
        yield f"网页链接了附件（{names}），附件不在本文件内，未读取；表格若在附件中，请下载附件一并载入"
    if found.attached:
        yield f"网页嵌入了另一文件（{found.attached[0][:120]}），未读取；报告若在其中，请下载该文件一并载入"
    if found.pictures:
        yield f"网页含 {found.pictures} 张图片，未读取；表格若为图片，请保存图片或 PDF 一并载入"
