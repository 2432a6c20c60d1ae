"""The readers, one file a format; this dict lists them.

A reader makes a Document of a path within limits. It never follows a link, runs a macro or asks the network.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index.errors import UnreadableReport, UnsupportedFormat
from index.readers.apart import apart
from index.readers.html import read_html
from index.readers.mht import read_mht
from index.readers.sniff import refusal, suffix_of
from index.readers.text import read_text
from index.report import Document
from index.settings import Limits

Reader = Callable[[Path, Limits], Document]


def _read_docx(path: Path, limits: Limits) -> Document:
    from index.readers.docx import read_docx  # lxml is loaded only when there is a file to read

    return read_docx(path, limits)


def _read_pdf(path: Path, limits: Limits) -> Document:
    document: Document = apart("index.readers.pdf:read_pdf", path, limits, limits=limits)
    return document


def _read_scan(path: Path, limits: Limits) -> Document:
    document: Document = apart("index.readers.scan_file:read_scan", path, limits, limits=limits)
    return document


def _read_office(path: Path, limits: Limits) -> Document:
    from index.readers.office import read_office

    return read_office(path, limits)


def _read_xlsx(path: Path, limits: Limits) -> Document:
    from index.readers.sheets import read_xlsx

    return read_xlsx(path, limits)


def _read_csv(path: Path, limits: Limits) -> Document:
    from index.readers.sheets import read_csv

    return read_csv(path, limits)


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".pdf": _read_pdf,
    ".docx": _read_docx,
    ".docm": _read_docx,
    ".html": read_html,
    ".htm": read_html,
    ".shtml": read_html,
    ".xhtml": read_html,
    ".mht": read_mht,
    ".mhtml": read_mht,
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt", ".xls", ".et", ".ods"), _read_office),
    ".xlsx": _read_xlsx,
    ".xlsm": _read_xlsx,
    ".csv": _read_csv,
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"), _read_scan),
}


def read_document(path: Path, limits: Limits | None = None) -> Document:
    """Read one file with the reader for its suffix, or for its content where that is told to be another.

    Raises:
        UnsupportedFormat: no reader has that suffix.
        UnreadableReport: the reader could not use the file, or its content has no reader.
    """
    suffix = path.suffix.lower()
    if suffix not in READERS:
        raise UnsupportedFormat(path, READERS)
    content = suffix_of(path)
    if content not in READERS:
        raise UnreadableReport(path, refusal(content))
    document = READERS[content](path, limits or Limits())
    if content == suffix:
        return document
    return replace(document, notes=(*document.notes, f"扩展名为{suffix}，内容实为{content}，已按内容读取"))
