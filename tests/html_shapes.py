"""The shapes in which the sites of publishers print a report: one set of figures, many pages.

Each shape is a function from the tables to the bytes of a page. Every cell of `figures` is a different number, so that
a value in a wrong cell cannot look right.
"""

import re
from html import escape

from eval.samples_form import Cell, Grid
from eval.samples_layouts import expand
from tests.html_pages import (
    CRUMBS,
    FOOTER,
    MENU,
    PROSE,
    RELATED,
    SECTIONS,
    SHARE,
    CellHtml,
    Shape,
    Tables,
    around,
    body,
    page,
    plain,
    split_rows,
    table,
    values,
)


def cms(container: str) -> Shape:
    """A page of a content management system: menu, crumbs, the container, share bar, other news, footer."""

    def shape(tables: Tables) -> bytes:
        inner = f"<div {container}>{body(tables)}</div>"
        return page(inner, before=MENU + CRUMBS, after=SHARE + RELATED + FOOTER).encode()

    return shape


def celled(cell: CellHtml) -> Shape:
    return lambda tables: page(f"<div class='TRS_Editor'>{body(tables, cell)}</div>").encode()


FONT = "<span lang=EN-US style='font-size:10.5pt;font-family:宋体'>{}</span>"
CENTRED = "<p class=MsoNormal align=center style='text-align:center;mso-pagination:widow-orphan'>"
SPACED = '<p class=MsoNormal align=center><span class="15" style="mso-spacerun:\'yes\';font-family:仿宋_GB2312">'


def word(text: str) -> str:
    """A cell's text as Word exports it: each digit may be a run of its own, an empty o:p behind."""
    runs = "".join(FONT.format(part) for part in re.findall(r"\d|\D+", text))
    return f"{CENTRED}{runs}<span\nlang=EN-US><o:p></o:p></span></p>"


def word_export(tables: Tables) -> bytes:
    head = (
        "<meta http-equiv=Content-Type content='text/html; charset=gb2312'>"
        "<meta name=Generator content='Microsoft Word 15'>"
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
        "<style><!-- p.MsoNormal {mso-style-parent:''; margin:0cm} --></style>"
    )
    opening = "<![if !supportMisalignedColumns]><table class=MsoNormalTable border=1 style='mso-yfti-tbllook:1184'>"
    inner = body(
        tables,
        around(word),
        "<p class=MsoNormal><span style='mso-hansi-font-family:宋体'>{}</span><o:p></o:p></p>",
        opening,
    )
    extra = "<![if !supportMisalignedColumns]><tr height=0><td width=52></td><td width=80></td></tr><![endif]>"
    return page(
        f"<div class=WordSection1>{inner.replace('</tbody></table>', extra + '</tbody></table>')}</div>", head
    ).encode("gb18030")


def wps_export(tables: Tables) -> bytes:
    def cell(text: str) -> str:
        return f'{SPACED}<font face="仿宋_GB2312" >{text}</font></span></p>'

    return page(f"<div class='Section0' style='layout-grid:15.6pt;'>{body(tables, around(cell))}</div>").encode()


def nested_layout(tables: Tables) -> bytes:
    menu = "".join(f"<tr><td><a href=/{n}>栏目{n}</a></td></tr>" for n in range(12))
    text = f"<table><tr><td class=content>{body(tables)}</td></tr></table>"
    inner = f"<table><tr><td width=160 valign=top><table>{menu}</table></td><td>{text}</td></tr></table>"
    return page(
        f"<table width=1000 align=center><tr><td>{inner}</td></tr><tr><td>主办单位：某某市教育局</td></tr></table>"
    ).encode()


def upper_case(tables: Tables) -> bytes:
    return re.sub(r"</?[a-z]+|(?:row|col)span", lambda found: found.group().upper(), page(body(tables))).encode()


def no_ends(tables: Tables) -> bytes:
    return re.sub(r"</t[dr]>|</?tbody>|</p>", "", page(body(tables))).encode()


def over_pages(header: bool) -> Shape:
    """Table 3 in two tables with a page number between; the second may repeat the header."""

    def shape(tables: Tables) -> bytes:
        first, second = split_rows(tables[1], 14)
        head = "".join(f"<tr>{''.join(map(plain, row))}</tr>" for row in tables[1][:3]) if header else ""
        inner = body(tables).replace(
            table(tables[1]), first + "<p>— 5 —</p>" + second.replace("<table>", f"<table>{head}")
        )
        return page(inner).encode()

    return shape


def repeated_header(tables: Tables) -> bytes:
    rows = [f"<tr>{''.join(map(plain, row))}</tr>" for row in tables[1]]
    # After a row that no label spans into the next: after 一、 and 二、.
    again = "<table border=1><tbody>" + "".join([*rows[:5], *rows[:3], *rows[5:]]) + "</tbody></table>"
    return page(body(tables).replace(table(tables[1]), again)).encode()


def head_and_foot(tables: Tables) -> bytes:
    """Heads in <thead>, the last row in a <tfoot> that stands before the body."""

    def grouped(grid: Grid, heads: int) -> str:
        rows = [f"<tr>{''.join(map(plain, row))}</tr>" for row in grid]
        return (
            f"<table border=1><caption>统计表</caption><thead>{''.join(rows[:heads])}</thead>"
            f"<tfoot>{rows[-1]}</tfoot><tbody>{''.join(rows[heads:-1])}</tbody></table>"
        )

    inner = body(tables)
    for grid, heads in zip(tables, (1, 3, 3), strict=True):
        inner = inner.replace(table(grid), grouped(grid, heads))
    return page(inner).encode()


def one_table(tables: Tables) -> bytes:
    """The whole report in one table: headings and prose are rows over all columns."""
    rows = []
    for number, section in enumerate(SECTIONS):
        rows.append(f"<tr><td colspan=15>{section}</td></tr>")
        if number in PROSE:
            rows.append(f"<tr><td colspan=15>{PROSE[number] * 3}</td></tr>")
        else:
            rows.extend(f"<tr>{''.join(map(plain, row))}</tr>" for row in tables[number - 1])
    return page(f"<table>{''.join(rows)}</table>").encode()


def in_one_cell(tables: Tables) -> bytes:
    """Each section in a cell of a layout table, its table inside the cell."""
    rows = []
    for number, section in enumerate(SECTIONS):
        inner = f"<p>{PROSE[number]}</p>" if number in PROSE else table(tables[number - 1])
        rows.append(f"<tr><td><b>{section}</b></td></tr><tr><td>{inner}</td></tr>")
    return page(f"<table class=layout>{''.join(rows)}</table>").encode()


def styled_divs(tables: Tables) -> bytes:
    """Tables of table 2's shape need no spans: divs with display; the spans of the others by ARIA."""

    def cell(cell: Cell) -> str:
        spans = f" aria-rowspan='{cell.rows}' aria-colspan='{cell.cols}'"
        return f"<div role='cell' style='display:table-cell'{spans}>{cell.text}</div>"

    def one(grid: Grid) -> str:
        rows = "".join(f"<div role='row' style='display:table-row'>{''.join(map(cell, row))}</div>" for row in grid)
        return f"<div role='table' style='display:table'>{rows}</div>"

    inner = body(tables)
    for grid in tables:
        inner = inner.replace(table(grid), one(grid))
    return page(inner).encode()


def preformatted(tables: Tables) -> bytes:
    """Tables flattened into <pre>: a row a line, bars between the cells, an empty cell for a spanned label."""
    inner = body(tables)
    for grid in tables:
        lines = []
        for row in expand(grid):
            cells = [slot.cell.text if slot.first_row and slot.first_col else "" for slot in row]
            lines.append("| " + " | ".join(cells) + " |")
        inner = inner.replace(table(grid), f"<pre>{chr(10).join(lines)}</pre>")
    return page(inner).encode()


def orphan_rows(tables: Tables) -> bytes:
    """The table ends too early: rows 15 onward of table 3 stand outside any table."""
    rows = [f"<tr>{''.join(map(plain, row))}</tr>" for row in tables[1]]
    broken = "<table border=1>" + "".join(rows[:15]) + "</table>" + "".join(rows[15:]) + "</table>"
    return page(body(tables).replace(table(tables[1]), broken)).encode()


def frames(tables: Tables) -> bytes:
    """A SingleFile page: the report in an iframe whose page stands in an attribute."""
    return page(f'<iframe srcdoc="{escape(page(body(tables)))}"></iframe>').encode()


def hidden_copy(tables: Tables) -> bytes:
    """An older table, hidden, before the one that shows."""
    old = table(tables[1], values(lambda text: f"9{text}"))
    return page(
        f"<div style='display: none;'>{old}</div><template>{old}</template>{body(tables)}<!-- {old} -->"
    ).encode()


def unclosed_fonts(tables: Tables) -> bytes:
    return page(body(tables, paragraph=f"<p><font size={3}><span>{{}}</p>")).encode()


def broken_label(cell: Cell) -> str:
    """A label with a line end after its second character."""
    if cell.id or len(cell.text) < 4:
        return plain(cell)
    return around(lambda text: f"{text[:2]}<br/>{text[2:]}")(cell)


def widened(tables: Tables) -> bytes:
    """Full-width rows that span far more columns than there are."""

    def cell(cell: Cell) -> str:
        return (
            plain(Cell(cell.text, cell.id, 1000, cell.rows))
            if cell.cols > 3 and not cell.id and cell.rows == 1 and cell.text.startswith("第二十条")
            else plain(cell)
        )

    return page(body(tables, cell)).encode()


def spacer_row(tables: Tables) -> bytes:
    """An empty row of fixed widths before each table, as design tools write."""
    inner = body(tables)
    for grid in tables:
        width = sum(cell.cols for cell in grid[0])
        sizes = f"<tr style='height:0'>{'<td width=70></td>' * width}</tr>"
        inner = inner.replace(table(grid), table(grid).replace("<tbody>", f"<tbody>{sizes}"))
    return page(inner).encode()


def entities(tables: Tables) -> bytes:
    """Every character beyond ASCII as a number."""
    return page(body(tables), head="").encode("ascii", "xmlcharrefreplace")


def xhtml(tables: Tables) -> bytes:
    text = page(body(tables)).removeprefix("<!DOCTYPE html>").replace("border=1", 'border="1"')
    return f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n{text}'.replace(
        "<html>", '<html xmlns="http://www.w3.org/1999/xhtml">'
    ).encode()


GB2312 = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
SHAPES: dict[str, Shape] = {
    "a bare page": lambda tables: page(body(tables)).encode(),
    "TRS": cms("class='TRS_Editor'"),
    "UCAP": cms("id='UCAP-CONTENT'"),
    "zoom": cms("id='zoom'"),
    "article-content": cms("class='article-content'"),
    "a container of no known name": cms("class='x1'"),
    "GBK declared as gb2312": lambda tables: page(body(tables), GB2312).encode("gb18030"),
    "UTF-8 declared as gb2312": lambda tables: page(body(tables), GB2312).encode(),
    "GBK declared as nothing": lambda tables: page(body(tables), "").encode("gb18030"),
    "GBK declared as utf-8": lambda tables: page(body(tables)).encode("gb18030"),
    "UTF-16 without a mark": lambda tables: page(body(tables), "").encode("utf-16-le"),
    "Word export": word_export,
    "WPS export": wps_export,
    "nested layout tables": nested_layout,
    "upper case": upper_case,
    "no end tags": no_ends,
    "table 3 over two tables": over_pages(header=False),
    "table 3 over two tables with its header again": over_pages(header=True),
    "a header repeated inside": repeated_header,
    "head and foot groups": head_and_foot,
    "the whole report in one table": one_table,
    "each table inside a layout cell": in_one_cell,
    "tables of divs": styled_divs,
    "preformatted rows": preformatted,
    "rows outside the table": orphan_rows,
    "a frame in an attribute": frames,
    "a hidden older copy": hidden_copy,
    "unclosed fonts": unclosed_fonts,
    "spans past the table": widened,
    "a row of widths": spacer_row,
    "characters by number": entities,
    "XHTML": xhtml,
    "digits in spans of their own": celled(values(lambda text: "".join(f"<span>{c}</span>" for c in text))),
    "digits in fonts, source broken": celled(values(lambda text: "<font\n>".join(["", *text]) + "</font>" * len(text))),
    "blanks around values": celled(values(lambda text: f"\n\t&nbsp;{text}&nbsp;　\n")),
    "a line end in labels": celled(broken_label),
    "a paragraph a cell": celled(around(lambda text: f"<p>{text}</p>")),
    "a paragraph and a line end a cell": celled(around(lambda text: f"<p>{text}<br></p><p>&nbsp;</p>")),
    "a table of one cell in each value": celled(values(lambda text: f"<table><tr><td>{text}</td></tr></table>")),
    "headers by th": celled(lambda c: plain(c) if c.id else plain(c).replace("<td", "<th").replace("</td", "</th")),
    "letter-spaced labels": celled(lambda c: plain(c) if c.id else plain(Cell(" ".join(c.text), "", c.cols, c.rows))),
    "links and anchors in cells": celled(around(lambda text: f"<a name='_Toc1'></a>{text}")),
    "values in inputs": celled(values(lambda text: f"<input type='text' value='{text}' readonly>")),
}  # fmt: skip
