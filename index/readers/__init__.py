"""The readers, one file a format; this dict lists them.

A reader makes a Document of a path within limits. It never follows a link, runs a macro or asks the network.
"""

from collections.abc import Callable
from pathlib import Path

from index.errors import UnsupportedFormat
from index.readers.html import read_html
from index.readers.mht import read_mht
from index.readers.text import read_text
from index.report import Document
from index.settings import Limits

Reader = Callable[[Path, Limits], Document]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".shtml": read_html,
    ".xhtml": read_html,
    ".mht": read_mht,
    ".mhtml": read_mht,
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
