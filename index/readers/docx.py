"""Word files: .docx, and .docm without its macros."""

import posixpath
import re
import zipfile
import zlib
from pathlib import Path

from lxml.etree import _Element

from index.errors import NoTextFound, UnreadableReport
from index.labels import printed_text
from index.readers.docx_blocks import Blocks, check_cells
from index.readers.docx_numbering import Numbering, Styles
from index.readers.docx_text import Story
from index.readers.docx_xml import WORD, child, has_text, transitional, value
from index.readers.xml import LARGEST_PART, parse_xml
from index.readers.zips import ENCRYPTED, check_members, open_zip
from index.report import Document
from index.settings import Limits

MAIN = "word/document.xml"
TITLE = re.compile(r"<(?:\w+:)?title[^>]*>([^<]{4,120})</")
NO_TITLE = re.compile(r"模板|模版|范本|公文|文档|文件|标题|样式|^(?:Microsoft|WPS|PowerPoint|Word)", re.IGNORECASE)
NESTED = "it is nested without end; save the file again"


def read_docx(path: Path, limits: Limits) -> Document:
    """The paragraphs and tables of a Word file in reading order, with the spans the file has.

    Shown is what is printed once all changes are accepted: insertions, results of fields, numbers of lists; not what is
    deleted or hidden, nor headers, footers, notes and comments.

    Raises:
        NoTextFound: it holds no text.
        TooLarge: it is over a limit.
        UnreadableReport: it is no Word file, or is damaged or encrypted.
    """
    with open_zip(path) as archive:
        check_members(path, archive.infolist(), limits)
        package = _Package(path, archive)
        data = package.data(package.main)
        check_cells(path, data or b"")
        root = package.parsed(data)
        if root is None:
            raise UnreadableReport(path, "it has no text part; open it in Word or WPS and save it again")
        styles = Styles(package.beside("styles.xml"))
        story = Story(styles, Numbering(package.beside("numbering.xml"), styles))
        found = Blocks(path)
        try:
            body = child(root, "body")
            if body is not None:
                found.read(body, story)
        except RecursionError as error:
            raise UnreadableReport(path, NESTED) from error
        names, notes = _names(package), _notes(package, root, found)
    if not found.blocks:
        raise NoTextFound(path, "it holds no text; if the report is a picture in it, save it as PDF or image")
    return Document(blocks=tuple(found.blocks), names=names, notes=notes)


class _Package:
    """The parts of an opened Word file; `main` is the one that holds the text."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path = path
        self.archive = archive
        relations = self.xml("_rels/.rels")
        kinds = {str(r.get("Type", "")).rpartition("/")[2]: r for r in (relations if relations is not None else ())}
        main = kinds.get("officeDocument")
        self.main = MAIN if main is None else str(main.get("Target", MAIN)).lstrip("/")

    def beside(self, name: str) -> _Element | None:
        """A part in the folder of the text."""
        return self.xml(posixpath.join(posixpath.dirname(self.main), name))

    def xml(self, name: str) -> _Element | None:
        """The root of a part, or None where there is no such part.

        Raises:
            TooLarge, UnreadableReport: as `parse_xml`, or the part is damaged or encrypted.
        """
        return self.parsed(self.data(name))

    def parsed(self, data: bytes | None) -> _Element | None:
        """The root of a part with these bytes, as `xml`."""
        return None if data is None else transitional(parse_xml(data, self.path))

    def data(self, name: str) -> bytes | None:
        """The bytes of a part, or None where there is no such part."""
        try:
            part = self.archive.getinfo(name)
        except KeyError:
            return None
        if part.flag_bits & ENCRYPTED:
            raise UnreadableReport(self.path, "it is encrypted; save it without a password")
        try:
            with self.archive.open(part) as stream:
                return stream.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise UnreadableReport(self.path, f"its part {name} is damaged; save the file again") from error


def _names(package: _Package) -> tuple[str, ...]:
    """The title of the file's properties, where it is one and not that of a template."""
    data = package.data("docProps/core.xml") or b""
    found = TITLE.search(data.decode("utf-8", errors="replace"))
    title = printed_text(found.group(1)) if found else ""
    return (title,) if title and not NO_TITLE.search(title) else ()


def _notes(package: _Package, root: _Element, found: Blocks) -> tuple[str, ...]:
    """What of the file was left unread."""
    notes = []
    if found.embedded:
        notes.append(f"文中嵌入的 {found.embedded} 个其他文件（altChunk）未读取")
    pictures = sum(not has_text(element) for element in root.iter(f"{WORD}drawing", f"{WORD}pict"))
    if pictures:
        notes.append(f"文中 {pictures} 张图片里的文字未读取")
    objects = sum(1 for _ in root.iter(f"{WORD}object"))
    if objects:
        notes.append(f"文中 {objects} 个嵌入对象（如 Excel 表格）未读取")
    for part, name in (("footnotes.xml", "脚注"), ("endnotes.xml", "尾注")):
        notes_part = package.beside(part)
        if notes_part is not None and any(has_text(note) for note in notes_part if value(note, "type") is None):
            notes.append(f"{name}未读取")
    return tuple(notes)
