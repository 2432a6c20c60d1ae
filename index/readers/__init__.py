"""The readers, one file a format; this dict lists them.

A reader makes a Document of a path within limits. It never follows a link, runs a macro or asks the network.
"""

from collections.abc import Callable
from pathlib import Path

from index.errors import UnsupportedFormat
from index.readers.apart import apart
from index.readers.text import read_text
from index.report import Document
from index.settings import Limits

Reader = Callable[[Path, Limits], Document]


def _read_pdf(path: Path, limits: Limits) -> Document:
    document: Document = apart("index.readers.pdf:read_pdf", path, limits, limits=limits)
    return document


def _read_scan(path: Path, limits: Limits) -> Document:
    document: Document = apart("index.readers.scan_file:read_scan", path, limits, limits=limits)
    return document


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".pdf": _read_pdf,
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"), _read_scan),
}


def read_document(path: Path, limits: Limits | None = None) -> Document:
    """Read one file with the reader for its suffix.

    Raises:
        UnsupportedFormat: no reader has that suffix.
        UnreadableReport: the reader could not use the file.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnsupportedFormat(path, READERS)
    return reader(path, limits or Limits())
