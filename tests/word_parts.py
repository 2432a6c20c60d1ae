"""Pieces of Word files that tests put together by hand."""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.word import WordReport

DRAWING = """<w:r {spaces}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>
 <wp:extent cx="1" cy="1"/><wp:docPr id="1" name="b"/><a:graphic><a:graphicData
 uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx><w:txbxContent/></wps:txbx>
 <wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>
 <v:textbox><w:txbxContent/></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
SPACES = (
    nsdecls("w", "wp", "a")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def text_box(contents: Iterable[Any]) -> Any:
    """A run with a text box, as Word writes it: once as a drawing, once more for old programs."""
    run = parse_xml(DRAWING.format(spaces=SPACES))
    boxes = list(run.iter(qn("w:txbxContent")))
    for element in contents:
        boxes[0].append(element)
        boxes[1].append(deepcopy(element))
    return run


def paragraph(text: str, *, hidden: bool = False) -> Any:
    made = parse_xml(f"<w:p {nsdecls('w')}><w:r><w:rPr/><w:t>{text}</w:t></w:r></w:p>")
    if hidden:
        made.find(f".//{qn('w:rPr')}").append(OxmlElement("w:vanish"))
    return made


def cells_of(report: WordReport) -> Iterable[Any]:
    """The value cells, each with one paragraph of one run."""
    return report.places.values()
