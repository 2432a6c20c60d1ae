"""Pages saved as one file (.mht, .mhtml): the main HTML part and those of its frames, read as a page."""

from pathlib import Path

from index.readers.html import read_page
from index.report import Document
from index.settings import Limits


def read_mht(path: Path, limits: Limits) -> Document:
    """A saved page's paragraphs and tables as `read_html` gives them; its address is that of the main part.

    Raises:
        NoTextFound: no part is HTML, or nothing in them shows.
        TooLarge, UnreadableReport: as `read_html`.
    """
    return read_page(path, limits).document
