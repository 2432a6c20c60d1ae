"""Where and how publishers lay out the tables in Word: each changes a report, what it prints stays the same."""

from collections.abc import Callable
from copy import deepcopy

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.word import WordReport
from tests.word_parts import cells_of, paragraph, text_box


def in_the_open(report: WordReport) -> None:
    """As it is."""


def split_after(row: int) -> Callable[[WordReport], None]:
    def split(report: WordReport) -> None:
        table = report.tables["t3"]._tbl
        rest = deepcopy(table)
        for at, element in enumerate(table.findall(qn("w:tr"))):
            if at >= row:
                table.remove(element)
        for at, element in enumerate(rest.findall(qn("w:tr"))):
            if at < row:
                rest.remove(element)
        table.addnext(rest)
        table.addnext(paragraph("— 3 —"))

    return split


def with_header_again(report: WordReport) -> None:
    rows = report.tables["t3"]._tbl.findall(qn("w:tr"))
    for header in rows[:3]:
        rows[15].addprevious(deepcopy(header))


def nested_in_a_layout_table(report: WordReport) -> None:
    outer = report.file.add_table(rows=1, cols=2)
    body = report.tables["t2"]._tbl.getparent()
    first = report.tables["t2"]._tbl.getprevious()
    moved = [first]
    while moved[-1].getnext() is not None and moved[-1].getnext() is not outer._tbl:
        moved.append(moved[-1].getnext())
    moved = [element for element in moved if element.tag != qn("w:sectPr")]
    first.addprevious(outer._tbl)
    for element in moved:
        outer.cell(0, 0)._tc.append(element)
    outer.cell(0, 0)._tc.append(paragraph(""))
    assert body is outer._tbl.getparent()


def in_text_boxes(report: WordReport) -> None:
    for table in report.tables.values():
        holder = paragraph("")
        table._tbl.addprevious(holder)
        holder.append(text_box([table._tbl]))


def in_content_controls(report: WordReport) -> None:
    for table in report.tables.values():
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
        table._tbl.addprevious(control)
        control[1].append(table._tbl)
    for cell in list(cells_of(report))[::3]:
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
        cell._tc.addprevious(control)
        control[1].append(cell._tc)
    for cell in list(cells_of(report))[1::3]:
        run = cell.paragraphs[0].runs[0]._r
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
        run.addprevious(control)
        control[1].append(run)


def with_cells_merged_sideways_as_of_old(report: WordReport) -> None:
    """Each cell over several columns as that many cells, joined by hMerge."""
    for table in report.tables.values():
        for cell in list(table._tbl.iter(qn("w:tc"))):
            properties = cell.get_or_add_tcPr()
            span = properties.find(qn("w:gridSpan"))
            width = int(span.get(qn("w:val"))) if span is not None else 1
            if width == 1:
                continue
            properties.remove(span)
            above = properties.find(qn("w:vMerge"))
            properties.append(OxmlElement("w:hMerge", {qn("w:val"): "restart"}))
            for _ in range(width - 1):
                more = parse_xml(f"<w:tc {nsdecls('w')}><w:tcPr><w:hMerge/></w:tcPr><w:p/></w:tc>")
                if above is not None:
                    more[0].append(deepcopy(above))
                cell.addnext(more)


def shifted_in(report: WordReport) -> None:
    """Every table begins a grid column further right."""
    for table in report.tables.values():
        for row in table._tbl.findall(qn("w:tr")):
            row.get_or_add_trPr().append(OxmlElement("w:gridBefore", {qn("w:val"): "1"}))


def over_four_tables(report: WordReport) -> None:
    """Table 2 as a table for each of its blocks."""
    table = report.tables["t2"]._tbl
    for row in reversed(table.findall(qn("w:tr"))[1:]):
        if "第二十条" in "".join(text.text or "" for text in row.iter(qn("w:t"))):
            rest = deepcopy(table)
            for own in rest.findall(qn("w:tr")):
                rest.remove(own)
            following = [row, *row.itersiblings(qn("w:tr"))]
            for own in following:
                rest.append(own)
            table.addnext(rest)
            table.addnext(paragraph(""))
