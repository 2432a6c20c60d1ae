"""A file that holds several complete reports → one document a report."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from index.gazetteer import Gazetteer, load_gazetteer
from index.identity_body import FIRST_SECTION, read_body
from index.identity_names import alike, plain
from index.identity_title import Title, title_of_name, titles_in
from index.report import Block, Document, Grid, Prose

TITLE_AT = 8  # lines above section one that its title may stand in
MOST = 100  # reports in one file; more are no collection anyone publishes
COMPLETE = 3  # sections a report must have


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where a report begins: the number of the block of its title's first line."""

    block: int
    title: Title


def split_document(document: Document) -> tuple[Document, ...]:
    """The reports of a file in reading order; the document itself where it holds one, or where no cut is sure.

    A cut is sure where each part has a title with issuer and year of its own above section one, no two the same, and
    at least three sections. The parts share `lines`, so that their line numbers stay those of the file; what stands
    before the first title belongs to the first part. Names of the file that are a title are left out of the parts: it
    is the title of one of them, or of none.
    """
    openings = _openings(document.blocks, load_gazetteer())
    if len(openings) < 2:
        return (document,)
    starts = [0, *(opening.block for opening in openings[1:])]
    parts = [document.blocks[at:end] for at, end in zip(starts, [*starts[1:], len(document.blocks)], strict=True)]
    told = all(opening.title.whole for opening in openings) and all(map(_is_complete, parts))
    if not told or any(_is_same(one.title, other.title) for one, other in combinations(openings, 2)):
        return (document,)
    names = tuple(n for n in document.names if title_of_name(n, load_gazetteer(), beside=False) is None)
    return tuple(replace(document, blocks=part, names=names) for part in parts)


def _openings(blocks: Sequence[Block], gazetteer: Gazetteer) -> list[_Opening]:
    """One opening for each heading of section one, with the title above it or a Title of nothing; [] over MOST."""
    prose = [(at, plain(block.text)) for at, block in enumerate(blocks) if isinstance(block, Prose)]
    opened = [number for number, (_, line) in enumerate(prose) if FIRST_SECTION.match(line)]
    if len(opened) > MOST:
        return []
    found: list[_Opening] = []
    for number, before in zip(opened, [-1, *opened], strict=False):
        start = max(number - TITLE_AT, before + 1)
        titles = titles_in([line for _, line in prose[start:number]], gazetteer)
        title = titles[-1] if titles else Title("", "", None)
        same = [t for t in titles if (t.issuer, t.year) == (title.issuer, title.year)]
        first = same[0].first if same else number - start
        found.append(_Opening(prose[start + first][0], title))
    return found


def _is_same(one: Title, other: Title) -> bool:
    return one.year == other.year and alike(one.issuer, other.issuer, load_gazetteer())


def _is_complete(blocks: Sequence[Block]) -> bool:
    lines = [plain(block.text) for block in blocks if isinstance(block, Prose)]
    return read_body(lines, any(isinstance(block, Grid) for block in blocks)).sections >= COMPLETE
