"""Reports as DOCX and XLSX with merged cells, and as zip; the same libraries write the same bytes."""

import io
import zipfile
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import Workbook

from eval.samples_form import Grid
from eval.samples_layouts import expand
from eval.samples_report import Content, Paragraph

STAMP = (2026, 1, 1, 0, 0, 0)
WHEN = datetime(*STAMP)
SHEET_WIDTH = 10


def word_file(content: Content) -> bytes:
    """The report as DOCX: real gridSpan and vMerge, nothing written into the places a merged cell covers."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Noto Serif CJK SC", Pt(9)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    properties = document.core_properties
    properties.title, properties.author, properties.comments = content.title, "", ""
    properties.created = properties.modified = properties.last_printed = WHEN
    title = document.add_paragraph(content.title)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for number, part in enumerate(content.parts):
        if isinstance(part, Paragraph):
            document.add_paragraph().add_run(part.text).bold = part.heading
        else:
            _word_table(document, part)
            if number + 1 < len(content.parts) and not isinstance(content.parts[number + 1], Paragraph):
                document.add_paragraph()  # without one between them, Word makes two tables one
    written = io.BytesIO()
    document.save(written)
    return restamped(written.getvalue())


def _word_table(document: Document, grid: Grid) -> None:
    rows = expand(grid)
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    cells = [list(row.cells) for row in table.rows]
    for at, slots in enumerate(rows):
        for column, slot in enumerate(slots):
            if not (slot.first_row and slot.first_col):
                continue
            cell = cells[at][column]
            if slot.cell.cols > 1 or slot.cell.rows > 1:
                cell = cell.merge(cells[at + slot.cell.rows - 1][column + slot.cell.cols - 1])
            for extra in cell.paragraphs[1:]:
                extra._element.getparent().remove(extra._element)
            first, *more = slot.cell.text.split("\n")
            cell.paragraphs[0].add_run(first)
            for line in more:
                cell.add_paragraph(line)


def sheet_file(content: Content) -> bytes:
    """The report as one sheet: prose in merged rows, the tables below their headings."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("年报")
    book.properties.creator, book.properties.title = "", content.title
    at = 1
    for part in (Paragraph(content.title), *content.parts):
        if isinstance(part, Paragraph):
            sheet.cell(at, 1, part.text)
            sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=SHEET_WIDTH)
            at += 1
            continue
        for down, slots in enumerate(expand(part)):
            for right, slot in enumerate(slots):
                if slot.first_row and slot.first_col:
                    own = slot.cell
                    sheet.cell(at + down, 1 + right, int(own.text) if own.id and own.text.isdecimal() else own.text)
                    if own.cols > 1 or own.rows > 1:
                        sheet.merge_cells(
                            start_row=at + down, end_row=at + down + own.rows - 1,
                            start_column=1 + right, end_column=right + own.cols,
                        )  # fmt: skip
        at += len(part)
    book.properties.created = book.properties.modified = WHEN
    written = io.BytesIO()
    book.save(written)
    return restamped(written.getvalue())


def restamped(archive: bytes) -> bytes:
    """A zip with the same members in the same order, all of one date."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "docProps/core.xml":  # openpyxl stamps it while it saves
                content = _with_one_date(content)
            info = zipfile.ZipInfo(member.filename, STAMP)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(info, content)
    return written.getvalue()


def _with_one_date(xml: bytes) -> bytes:
    start, end = xml.find(b"<dcterms:modified"), xml.find(b"</dcterms:modified>")
    if start < 0 or end < 0:
        return xml
    start = xml.index(b">", start) + 1
    return xml[:start] + WHEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + xml[end:]


def zip_file(members: dict[str, bytes]) -> bytes:
    """An archive whose names are written in GBK without a mark, as Chinese Windows does."""
    written = io.BytesIO()
    names = {}
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(members.items()):
            raw = name.encode("gbk")
            stand_in = chr(ord("A") + number) * len(raw)
            names[stand_in.encode()] = raw
            info = zipfile.ZipInfo(stand_in, STAMP)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(info, content)
    whole = written.getvalue()
    for placed, raw in names.items():
        if whole.count(placed) != 2:  # the header of the member and the directory
            raise ValueError("a stand-in name occurs in the content")
        whole = whole.replace(placed, raw)
    return whole
