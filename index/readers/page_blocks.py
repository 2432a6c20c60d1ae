"""Pages of lines and tables → the blocks of a document, in reading order."""

from dataclasses import dataclass
from itertools import pairwise

from index.readers.page_joins import join_pages
from index.readers.page_tables import PageTable
from index.readers.page_text import Line, furniture, paragraphs
from index.report import Block, Grid, Prose


@dataclass(slots=True)
class Page:
    """What stands on a page; its number is 1-based, everything else in points."""

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[PageTable]
    scanned: bool = False  # whether any of it was recognised


def blocks_of(pages: list[Page]) -> list[Block]:
    """Prose and grids in reading order, without page numbers and running heads."""
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
