"""The pieces of a page that are the report: without menus, share bars, lists of other news, footers.

Nothing of the report is lost by a guess: what is kept is the smallest part of the page that holds every statutory table
and every section heading; only inside it, and never around one of these, is furniture left out.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from index.readers.html_pieces import SECTION, Container, Flat, Paragraph, Piece, Pieces
from index.readers.html_table import Table

TABLE_WORDS = re.compile(
    r"信息内容|第二十条第|申请人情况|勾稽关系|本年新收|行政复议|复议后起诉|结果维持|公开政府信息数|收到.{0,4}申请"
)
REPORT_WORDS = re.compile(r"(?:年度?报告?|年报|工作报告|报告)\s*(?:[(（].{0,20}[)）])?$")
CONTAINERS = re.compile(
    r"TRS_?(?:UE)?_?EDITOR|UCAP-?CONTENT|\bzoom(?:con)?\b|article[-_]?(?:content|con|body|text|detail)|(?:news|text|info|page|main"
    r"|detail|xxgk|xl|view|con|bt)s?[-_]?content|content[-_]?(?:text|box|main|body|detail|article)|wp_articlecontent|v_news_content"
    r"|Custom_UnionStyle|pages_content|con_text|j-fontContent|\bcontent\b|\barticle\b|\bzw\b|\bzhengwen\b|\bBodyLabel\b",
    re.I,
)  # fmt: skip
TITLES = re.compile(r"title|(?:^|[\s_-])(?:tit|bt|biaoti|h1)(?:$|[\s_-])", re.I)
MOST_TITLE_LINES = 4
LONGEST_TITLE = 60
FEWEST_LINKS = 3
SENTENCE = 30  # characters
NEARLY_ALL = 0.9
LONG_NAMES = 200  # characters; what a page makes up at such a length is not kept
FEWEST_TABLE_CELLS = 4
ATTACHMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|7z)(?:$|[?#])", re.I)


def main_pieces(found: Pieces) -> list[Piece]:
    """The pieces of the report in reading order, its title first."""
    around = [_around(home, found.containers) for home in dict.fromkeys(p.home for p in found.pieces if is_key(p))]
    seen = _inside(found.containers, 0, {number for path in around for number in path})
    told = [p.home for p in found.pieces if seen[p.home] and _is_sentence(p)]
    part = _known_container(found, around, told)
    if not part:
        part = _common([*around, *(_around(home, found.containers) for home in dict.fromkeys(told))])
    cleared = {number for path in around for number in path}
    inside = _inside(found.containers, part, cleared)
    kept = [piece for piece in found.pieces if inside[piece.home]]
    if not kept:
        kept = list(found.pieces)
    return [*_title_before(found, kept[:1], _inside(found.containers, 0, cleared)), *_without_link_lists(kept)]


def is_key(piece: Piece) -> bool:
    """Whether a piece is a statutory table or the heading of a section."""
    content = piece.content
    if isinstance(content, Table):
        return is_statutory(content)
    if isinstance(content, Flat):
        return any(SECTION.match(line) for line in content.lines)
    return SECTION.match(content.text) is not None and not content.is_link


def is_statutory(table: Table) -> bool:
    """Whether a table has words that only the statutory tables have."""
    return sum(map(len, table.rows)) >= FEWEST_TABLE_CELLS and any(
        TABLE_WORDS.search(re.sub(r"\s+", "", cell.text)) for row in table.rows for cell in row
    )


@lru_cache(maxsize=1024)  # pages of one system have the same
def _is_content(names: str) -> bool:
    """Whether a content management system gives these names to what holds its text."""
    return CONTAINERS.search(names) is not None


def _around(home: int, containers: Sequence[Container]) -> list[int]:
    """The containers around a piece, the page first."""
    path = [home]
    while path[-1]:
        path.append(containers[path[-1]].above)
    return path[::-1]


def _common(paths: Sequence[Sequence[int]]) -> int:
    """The innermost container that all paths go through; 0 for the page."""
    common = 0
    for level in zip(*paths, strict=False):
        if len(set(level)) > 1:
            break
        common = level[0]
    return common


def _is_sentence(piece: Piece) -> bool:
    content = piece.content
    if isinstance(content, Paragraph):
        return len(content.text) >= SENTENCE and content.text.rstrip()[-1] in "。；：" and not content.is_link
    return isinstance(content, Flat)


def _known_container(found: Pieces, around: Sequence[Sequence[int]], told: Sequence[int]) -> int:
    """The outermost container of a content management system that holds all keys and nearly all sentences; else 0."""
    held: Counter[int] = Counter()
    for home in told:
        held.update(_around(home, found.containers))
    for number, container in enumerate(found.containers[1:], 1):
        if not container.names:
            continue
        names = container.names
        named = not container.furniture and (_is_content if len(names) < LONG_NAMES else _is_content.__wrapped__)(names)
        holds = held[number] >= NEARLY_ALL * max(len(told), 1)
        if named and holds and all(number in path for path in around):
            return number
    return 0


def _inside(containers: Sequence[Container], part: int, cleared: set[int]) -> list[bool]:
    """Of each container, whether it is in a part of the page and in no furniture; what is around a key is none."""
    inside = [part == 0]
    for number, container in enumerate(containers[1:], 1):
        open_here = number == part or inside[container.above]
        inside.append(open_here and (number == part or number in cleared or not container.furniture))
    return inside


def _title_before(found: Pieces, first: Sequence[Piece], visible: Sequence[bool]) -> list[Piece]:
    """The lines before the main part that are its title: a heading, a title by its class, a line that ends in 报告."""
    if not first:
        return []
    before = found.pieces[: next(at for at, piece in enumerate(found.pieces) if piece is first[0])]
    titles = [piece for piece in before if visible[piece.home] and _is_title(piece, found.containers)]
    return titles[-MOST_TITLE_LINES:]


def _is_title(piece: Piece, containers: Sequence[Container]) -> bool:
    content = piece.content
    if not isinstance(content, Paragraph) or content.is_link or len(content.text) > LONGEST_TITLE:
        return False
    named = TITLES.search(containers[piece.home].names) is not None
    return 0 < content.level < 3 or named or REPORT_WORDS.search(content.text) is not None


def _without_link_lists(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without runs of lines that are links only: other news, menus. Links to attachments stay."""
    kept: list[Piece] = []
    run: list[Piece] = []
    for piece in pieces:
        content = piece.content
        if isinstance(content, Paragraph) and content.is_link and not is_attachment(content):
            run.append(piece)
            continue
        kept.extend(run if len(run) < FEWEST_LINKS else ())
        run = []
        kept.append(piece)
    return kept + (run if len(run) < FEWEST_LINKS else [])


def is_attachment(paragraph: Paragraph) -> bool:
    """Whether a line links to a file that is no page."""
    return any(ATTACHMENT.search(run.link) for run in paragraph.line)
