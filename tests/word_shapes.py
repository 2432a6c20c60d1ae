"""The ways in which publishers write the same tables in Word. Each changes a report; what it prints stays the same."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.word import WordReport
from tests.word_layouts import (
    in_content_controls,
    in_text_boxes,
    in_the_open,
    nested_in_a_layout_table,
    over_four_tables,
    shifted_in,
    split_after,
    with_cells_merged_sideways_as_of_old,
    with_header_again,
)
from tests.word_parts import cells_of, paragraph, text_box

AUTHOR = {qn("w:id"): "1", qn("w:author"): "a", qn("w:date"): "2021-01-01T00:00:00Z"}
ORDINALS = ("一、", "二、", "三、", "四、", "五、", "六、")


def with_tracked_changes(report: WordReport) -> None:
    """Every value was once another: the old one deleted, the new one inserted, and rows deleted between them."""
    for cell in cells_of(report):
        run = cell.paragraphs[0].runs[0]._r
        deleted, inserted = OxmlElement("w:del", AUTHOR), OxmlElement("w:ins", AUTHOR)
        old = parse_xml(f"<w:r {nsdecls('w')}><w:delText>77777</w:delText></w:r>")
        run.addprevious(deleted)
        deleted.append(old)
        run.addprevious(inserted)
        inserted.append(run)
    for table in report.tables.values():
        row = deepcopy(table._tbl.findall(qn("w:tr"))[-1])
        row.get_or_add_trPr().append(OxmlElement("w:del", AUTHOR))
        for text in list(row.iter(qn("w:t"))):
            run = text.getparent()
            holder = run.getparent()
            if holder.tag == qn("w:ins"):
                holder.tag = qn("w:del")
            else:
                deleted = OxmlElement("w:del", AUTHOR)
                run.addprevious(deleted)
                deleted.append(run)
            text.tag = qn("w:delText")
        table._tbl.append(row)


def with_moved_values(report: WordReport) -> None:
    for cell in cells_of(report):
        run = cell.paragraphs[0].runs[0]._r
        away, here = OxmlElement("w:moveFrom", AUTHOR), OxmlElement("w:moveTo", AUTHOR)
        away.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>66</w:t></w:r>"))
        run.addprevious(away)
        run.addprevious(here)
        here.append(run)


def with_hidden_text(report: WordReport) -> None:
    """Hidden numbers beside the shown ones, hidden paragraphs in labels, hidden rows."""
    for cell in cells_of(report):
        hidden = parse_xml(f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>99</w:t></w:r>")
        cell.paragraphs[0]._p.append(hidden)
    for table in report.tables.values():
        rows = table._tbl.findall(qn("w:tr"))
        rows[1].find(qn("w:tc")).append(paragraph("不公开", hidden=True))
        row = deepcopy(rows[-1])
        row.get_or_add_trPr().append(OxmlElement("w:hidden"))
        rows[-1].addprevious(row)


def with_values_as_fields(report: WordReport) -> None:
    for cell in cells_of(report):
        run = cell.paragraphs[0].runs[0]._r
        for mark in ("begin", "code", "separate"):
            inner = (
                "<w:instrText> =SUM(LEFT) 88 </w:instrText>"
                if mark == "code"
                else f'<w:fldChar w:fldCharType="{mark}"/>'
            )
            run.addprevious(parse_xml(f"<w:r {nsdecls('w')}>{inner}</w:r>"))
        run.addnext(parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="end"/></w:r>'))


def with_digits_split_over_runs(report: WordReport) -> None:
    for cell in cells_of(report):
        run = cell.paragraphs[0].runs[0]
        text, run.text = run.text, ""
        for character in text:
            cell.paragraphs[0].add_run(character)


def with_blank_paragraphs(report: WordReport) -> None:
    for cell in cells_of(report):
        cell._tc.append(paragraph(""))
        cell._tc.append(paragraph("\u3000"))
    for table in report.tables.values():
        for cell in table._tbl.iter(qn("w:tc")):
            cell.find(qn("w:p")).addprevious(paragraph(""))


def with_labels_broken_over_paragraphs(report: WordReport) -> None:
    for name in ("t2", "t3"):
        for text in report.tables[name]._tbl.iter(qn("w:t")):
            if text.text and len(text.text) > 6 and not text.text[-1].isdigit():
                own, half = text.getparent().getparent(), len(text.text) // 2
                own.addnext(paragraph(text.text[half:]))
                text.text = text.text[:half]


def with_letter_spaced_labels(report: WordReport) -> None:
    for table in report.tables.values():
        for text in table._tbl.iter(qn("w:t")):
            if text.text in ("自然人", "规章", "总计", "行政许可", "结果维持", "信息内容"):
                text.text = "\u3000".join(text.text)


def with_tabs_and_breaks(report: WordReport) -> None:
    for cell in cells_of(report):
        run = cell.paragraphs[0].runs[0]._r
        run.insert(0, OxmlElement("w:tab"))
        run.append(OxmlElement("w:br"))


def with_numbered_labels(report: WordReport) -> None:
    """Ordinals of headings and labels come from lists and are in no text."""
    numbering = report.file.part.numbering_part.element
    levels = {"90": ("chineseCounting", "%1、"), "91": ("decimal", "%1."), "92": ("chineseCounting", "（%1）")}
    first = numbering.find(qn("w:num"))
    for number, (form, text) in levels.items():
        first.addprevious(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
            )
        )
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )
    for own in report.file.paragraphs:
        if own.text[:2] in ORDINALS:
            own.runs[0].text = own.text[2:]
            _number(own._p, "90")
    for text in report.tables["t3"]._tbl.iter(qn("w:t")):
        cut = text.text.partition("." if text.text[:1].isdigit() else "）")
        if cut[2] and (cut[0].isdigit() or cut[0].startswith("（")) and len(cut[0]) <= 3:
            text.text = cut[2]
            _number(text.getparent().getparent(), "91" if cut[0].isdigit() else "92")


def _number(element: Any, number: str) -> None:
    properties = element.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'))


def with_values_in_boxes_of_their_own(report: WordReport) -> None:
    """Some values stand in a text box or in a table of one cell inside their cell."""
    for at, cell in enumerate(cells_of(report)):
        own = cell.paragraphs[0]
        if at % 4 == 0:
            own._p.addprevious(paragraph(""))
            run = own.runs[0]._r
            inner = paragraph("")
            inner.append(run)
            own._p.append(text_box([inner]))
        elif at % 4 == 1:
            frame = parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid/><w:tr><w:tc/></w:tr></w:tbl>")
            own._p.addprevious(frame)
            frame.find(f".//{qn('w:tc')}").append(own._p)
            frame.addnext(paragraph(""))


def with_digits_as_symbols(report: WordReport) -> None:
    for cell in cells_of(report):
        run = cell.paragraphs[0].runs[0]
        text, run.text = run.text, ""
        for character in text:
            if character.isdigit():
                code = {qn("w:font"): "Symbol", qn("w:char"): f"F0{ord(character):02X}"}
                run._r.append(OxmlElement("w:sym", code))
            else:
                run._r.append(parse_xml(f"<w:t {nsdecls('w')}>{character}</w:t>"))


SHAPES: dict[str, Callable[[WordReport], None]] = {
    "plain": in_the_open,
    "table 3 split over two pages": split_after(14),
    "table 3 split below its header": split_after(3),
    "header repeated": with_header_again,
    "inside a layout table": nested_in_a_layout_table,
    "in text boxes": in_text_boxes,
    "in content controls": in_content_controls,
    "tracked changes": with_tracked_changes,
    "moved values": with_moved_values,
    "hidden text": with_hidden_text,
    "values as fields": with_values_as_fields,
    "digits split over runs": with_digits_split_over_runs,
    "blank paragraphs in cells": with_blank_paragraphs,
    "labels over two paragraphs": with_labels_broken_over_paragraphs,
    "letter-spaced labels": with_letter_spaced_labels,
    "tabs and breaks in cells": with_tabs_and_breaks,
    "numbered headings and labels": with_numbered_labels,
    "merged sideways as of old": with_cells_merged_sideways_as_of_old,
    "tables set in": shifted_in,
    "values in boxes of their own": with_values_in_boxes_of_their_own,
    "digits as symbols": with_digits_as_symbols,
    "table 2 in pieces": over_four_tables,
}
