"""The sanitised view of a saved page: what the reader read of it, in the page's own order, each piece with its number.

Nothing of the page's markup goes through: paragraphs, tables and links are written anew from what was read, and nh3
(ammonia) is the gate behind that. So a view cannot load, run or send anything, and it never shows what was not read.
"""

from collections.abc import Iterable
from html import escape
from pathlib import Path

import nh3

from index.readers.html import Item, Page, read_page
from index.readers.html_lines import Line, Run
from index.readers.html_meta import first_url
from index.readers.html_pieces import Paragraph
from index.readers.html_spans import Cell, columns_of
from index.readers.html_table import Table
from index.report import Grid
from index.settings import Limits

TAGS = {"h2", "h3", "h4", "h5", "h6", "p", "table", "tbody", "tr", "td", "th", "a", "strong", "br"}
ATTRIBUTES = {
    "a": {"href"}, "td": {"id", "rowspan", "colspan"}, "th": {"id", "rowspan", "colspan"}, "table": {"id"},
    **{tag: {"id"} for tag in ("h2", "h3", "h4", "h5", "h6", "p")},
}  # fmt: skip


def sanitised(path: Path, limits: Limits) -> str:
    """A saved page as harmless HTML, to be put into a page of ours.

    A cell has the id "g<grid>-<row>-<column>" with the numbers of `Source.grid` and `Source.cell`, a paragraph
    "b<block>" with that of `Source.block`. Links are whole http and https addresses; they open outside.

    Raises:
        UnreadableReport: as the reader of the format.
    """
    return view_of(read_page(path, limits))


def view_of(page: Page) -> str:
    """The view of a page already read."""
    return nh3.clean(
        "\n".join(_item(item) for item in page.items),
        tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https"}, link_rel="noopener nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )  # fmt: skip


def _item(item: Item) -> str:
    block, content = item.block, item.content
    if isinstance(block, Grid):
        rows = _spanned_rows(content, block) if isinstance(content, Table) else _plain_rows(block)
        return f'<table id="g{block.number}"><tbody>{"".join(rows)}</tbody></table>'
    if not isinstance(content, Paragraph):
        return f'<p id="b{block.block}">{escape(block.text)}</p>'
    tag = f"h{max(content.level, 2)}" if content.level else "p"
    return f'<{tag} id="b{block.block}">{_line(content.line)}</{tag}>'


def _spanned_rows(table: Table, grid: Grid) -> Iterable[str]:
    for number, (row, columns) in enumerate(zip(table.rows, columns_of(table.rows), strict=True)):
        cells = (_cell(cell, f"g{grid.number}-{number}-{at}") for cell, at in zip(row, columns, strict=True))
        yield f"<tr>{''.join(cells)}</tr>"


def _cell(cell: Cell, key: str) -> str:
    tag = "th" if cell.header else "td"
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.col_span}"' if cell.col_span > 1 else ""
    inner = "<br>".join(_line(line) for line in cell.lines) or escape(cell.text)
    return f'<{tag} id="{key}"{spans}>{inner}</{tag}>'


def _plain_rows(grid: Grid) -> Iterable[str]:
    for number, row in enumerate(grid.rows):
        cells = (f'<td id="g{grid.number}-{number}-{at}">{escape(cell.text)}</td>' for at, cell in enumerate(row))
        yield f"<tr>{''.join(cells)}</tr>"


def _line(line: Line) -> str:
    return "".join(_run(run) for run in line)


def _run(run: Run) -> str:
    text = escape(run.text)
    if run.bold:
        text = f"<strong>{text}</strong>"
    if run.link and (address := first_url([run.link])):
        return f'<a href="{escape(address)}">{text}</a>'
    return text
