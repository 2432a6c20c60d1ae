"""Blocks as plain HTML, for formats that no browser shows: paragraphs, and tables with their spans."""

from collections.abc import Iterable
from html import escape

from index.report import Block, Grid, Prose
from index.table_grid import expanded_rows
from index.table_rows import rows_of


def blocks_as_html(blocks: Iterable[Block]) -> str:
    """Paragraphs with the id "b<block>", cells with the id "g<grid>-<row>-<column>" of the expanded grid."""
    return "\n".join(_paragraph(block) if isinstance(block, Prose) else _table(block) for block in blocks)


def _paragraph(block: Prose) -> str:
    mark = f' id="b{block.block}"' if block.block is not None else ""
    return f"<p{mark}>{_text(block.text)}</p>"


def _table(grid: Grid) -> str:
    lines = []
    rows = [row.places for row in expanded_rows(grid, 0)] if grid.spans else rows_of(grid)
    for number, row in enumerate(rows):
        cells = []
        for at, place in enumerate(row):
            column = place.column if place.column is not None else at
            spans = "".join(
                f' {name}="{span}"'
                for name, span in (("rowspan", place.cell.row_span), ("colspan", place.cell.col_span))
                if span > 1
            )
            cells.append(f'<td id="g{grid.number or 0}-{number}-{column}"{spans}>{_text(place.cell.text)}</td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(lines)}</table>"


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")
