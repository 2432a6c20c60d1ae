"""The text of Word's paragraphs as it is printed: fields by their results, deletions and hidden text left out."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from index.quick import quick
from index.readers.docx_numbering import Numbering, Styles
from index.readers.docx_xml import NOTHING, WORD, Said, Shown, child, kind, said_of, shown, value, whole

OF_PARAGRAPH, OF_RUN = f"{WORD}pPr", f"{WORD}rPr"
PLAIN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "pgNum": ""}
BLANKS = " \t\u3000"
NO_BLANK = "、）)】〕．：， \t"
SYMBOLS = {0x2212: "-"}
DEEPER = frozenset(["drawing", "pict", "object"])
# Parts of a formula that put something over, under or beside something else.
BUILT = frozenset(f"math:{name}" for name in ("num", "den", "sup", "sub", "deg", "lim", "e"))


@dataclass(slots=True)
class _Field:
    """A field that has begun: nothing of it is printed until its result."""

    code: str = ""
    result: bool = False


@dataclass(slots=True)
class Story:
    """One text in reading order: a body with its tables, or a text box. Fields may run over paragraphs."""

    styles: Styles
    numbering: Numbering
    fields: list[_Field] = field(default_factory=list)

    @property
    def in_code(self) -> bool:
        """Whether what comes next is the code of a field, which is not printed."""
        return bool(self.fields) and any(not open_field.result for open_field in self.fields)

    @property
    def in_contents(self) -> bool:
        """Whether what comes next is a table of contents."""
        return bool(self.fields) and any(open_field.code.split()[:1] == ["TOC"] for open_field in self.fields)


@quick
@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's printed text, the label its list puts in front, and what hangs on it.

    `joined` tells that its end was deleted: it goes on in the next.
    """

    text: str
    label: str
    boxes: tuple[_Element, ...]
    joined: bool
    contents: bool

    @property
    def printed(self) -> str:
        """Label and text as a reader sees them."""
        return labelled(self.label, self.text)


def labelled(label: str, text: str) -> str:
    """A text behind the number its list prints; a blank keeps "1." and "25" from being 1.25."""
    if not label:
        return text
    return f"{label}{'' if label[-1] in NO_BLANK else ' '}{text.lstrip(BLANKS)}"


def read_paragraph(element: _Element, story: Story) -> Paragraph:
    """The printed text of a <w:p>; text boxes in it are given as they are, to be read on their own."""
    below = [*element]
    said = said_of(below, OF_PARAGRAPH)
    style = said.value("pStyle")
    contents = story.in_contents or story.styles.is_contents(style)
    hidden = story.styles.hides(style)
    boxes: list[_Element] = []
    texts: list[str] = []
    _runs(shown(below), story, hidden, boxes, texts)
    text = "".join(texts)
    mark = Said(said["rPr"]) if "rPr" in said else NOTHING
    joined = "del" in mark or "moveFrom" in mark
    all_hidden = not text and (joined or hidden or bool(mark.switched("vanish")))
    label = "" if all_hidden or contents else story.numbering.label(said)
    return Paragraph(text, label, tuple(boxes), joined, contents or story.in_contents)


def _runs(below: Shown, story: Story, hidden: bool, boxes: list[_Element], texts: list[str]) -> None:
    for name, element in below:
        if name == "r":
            _run(element, story, hidden, boxes, texts)
        elif name in ("math:oMath", "math:oMathPara") and not story.in_code:
            texts.append(_formula(element))


def _run(run: _Element, story: Story, hidden: bool, boxes: list[_Element], texts: list[str]) -> None:
    below = [*run]
    said = said_of(below, OF_RUN)
    if _is_hidden(said, story.styles, hidden):
        for name, element in shown(below):
            if name in ("fldChar", "instrText"):
                _field_mark(element, story)
        return
    own: list[str] = []
    _pieces(shown(below), story, hidden, boxes, own)
    texts.append(_marked("".join(own), said))


def _pieces(below: Shown, story: Story, hidden: bool, boxes: list[_Element], texts: list[str]) -> None:
    for name, element in below:
        if name in ("fldChar", "instrText"):
            texts.append(_field_mark(element, story))
        elif name in DEEPER:
            boxes.extend(_text_boxes(element))
        elif story.in_code:
            continue
        elif name == "t":
            texts.append(element.text or "")
        elif name in PLAIN:
            texts.append(PLAIN[name])
        elif name == "sym":
            texts.append(_symbol(element))
        elif name == "ruby":
            base = child(element, "rubyBase")
            if base is not None:
                _runs(shown(base), story, hidden, boxes, texts)
        elif name == "r":
            _run(element, story, hidden, boxes, texts)


def _is_hidden(said: Said, styles: Styles, hidden: bool) -> bool:
    if not said:
        return hidden
    own = said.switched("vanish")
    if own is not None:
        return own
    style = said.value("rStyle")
    return hidden or (style is not None and styles.hides(style))


def _marked(text: str, said: Said) -> str:
    """The text with marks where its look changes what it says: 12² is not 122, a struck 15 is no 15."""
    if not said or not text.strip():
        return text
    if said.switched("strike") or said.switched("dstrike"):
        return f"~~{text}~~"
    if said.value("vertAlign") in ("superscript", "subscript"):
        return f"[{text}]"
    return text


def _field_mark(element: _Element, story: Story) -> str:
    """Take note of a field's begin, code, result or end; what a choice from a list shows is returned."""
    if kind(element) == "instrText":
        if story.fields:
            story.fields[-1].code += element.text or ""
        return ""
    mark = value(element, "fldCharType")
    if mark == "begin":
        chosen = _chosen(element) if not story.in_code else ""
        story.fields.append(_Field())
        return chosen
    if mark == "separate" and story.fields:
        story.fields[-1].result = True
    elif mark == "end" and story.fields:
        story.fields.pop()
    return ""


def _chosen(begin: _Element) -> str:
    """What an old form's list shows: its result is a number of an entry, not text."""
    entries = child(begin, "ffData", "ddList")
    if entries is None:
        return ""
    texts = [value(entry) or "" for entry in entries if kind(entry) == "listEntry"]
    result = child(entries, "result")
    at = whole(child(entries, "default") if result is None else result)
    return texts[at] if 0 <= at < len(texts) else ""


def _symbol(element: _Element) -> str:
    """A character given by its number in a font. Symbol fonts keep the digits at F030 to F039."""
    try:
        code = int(value(element, "char") or "", 16)
    except ValueError:
        return ""
    if 0xF020 <= code <= 0xF03F and (value(element, "font") or "").lower() == "symbol":
        code -= 0xF000
    return SYMBOLS.get(code, chr(code)) if 32 <= code <= 0xFFFF and not 0xD800 <= code <= 0xDFFF else ""


def _formula(element: _Element) -> str:
    """A formula's text; in brackets where it is more than a line of characters: one over two is not 12."""
    texts = [below.text or "" for below in element.iter() if kind(below) == "math:t"]
    flat = not any(kind(below) in BUILT for below in element.iter())
    return "".join(texts) if flat else f"[{' '.join(texts)}]"


def _text_boxes(element: _Element) -> Iterator[_Element]:
    """The text boxes of a drawing, each once, not those inside one another."""
    for below in element:
        name = kind(below)
        if name == "txbxContent":
            yield below
        elif name == "mc:AlternateContent":
            from_choices = [list(_text_boxes(choice)) for choice in below]
            yield from next((found for found in from_choices if found), [])
        else:
            yield from _text_boxes(below)
