"""The readers, one file a format; this dict lists them."""

from collections.abc import Callable
from pathlib import Path

from index.errors import UnsupportedFormat
from index.readers.text import read_text
from index.report import Block

READERS: dict[str, Callable[[Path], list[Block]]] = {
    ".txt": read_text,
    ".md": read_text,
}


def read_blocks(path: Path) -> list[Block]:
    """Read one report with the reader for its suffix.

    Raises:
        UnsupportedFormat: no reader has that suffix.
        UnreadableReport: the reader could not use the file.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnsupportedFormat(path, READERS)
    return reader(path)
