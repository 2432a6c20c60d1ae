"""The original of a report as a person looks at it: its lines, its pages as pictures, or its page made harmless.

Files are read where they lie, under the folder that was built; nothing is copied. A member of an archive is taken
out of it for the moment it is shown.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Literal

from index.block_view import blocks_as_html
from index.errors import OriginalGone
from index.readers import read_document
from index.report import Report
from index.report_summary import WITH_LINES
from index.settings import Limits

OriginalKind = Literal["lines", "pages", "html"]
PAGED = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp")
WEB = (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml")


def suffix_of(file: str) -> str:
    """The suffix of a report's file, lower case: ".html" for "a.zip/page.html#2"."""
    return PurePosixPath(file.partition("#")[0]).suffix.lower()


def original_kind(file: str) -> OriginalKind:
    """How the original of a file is shown."""
    suffix = suffix_of(file)
    return "lines" if suffix in WITH_LINES else "pages" if suffix in PAGED else "html"


def original_html(report: Report, limits: Limits) -> str:
    """The body of the original as HTML without scripts, styles, links to elsewhere or pictures.

    A cell of a table has the id "g<grid>-<row>-<column>", a paragraph "b<block>", as `Source` numbers them.

    Raises:
        OriginalGone: the file is no longer where it was read.
        UnreadableReport: it can no longer be read.
    """
    with opened_original(report, limits) as path:
        if suffix_of(report.file) in WEB:
            from index.readers.html_view import sanitised  # lxml and nh3: only where an original is opened

            return sanitised(path, limits)
        return blocks_as_html(read_document(path, limits).blocks)


def original_page(report: Report, page: int, limits: Limits) -> bytes:
    """One page of the original, from 1, as a PNG picture.

    Raises:
        OriginalGone: the file is no longer where it was read.
        UnreadableReport: it has no such page, or can no longer be read.
    """
    from index.page_image import render_page  # pdfium: only where an original is opened

    with opened_original(report, limits) as path:
        return render_page(path, page)


@contextmanager
def opened_original(report: Report, limits: Limits) -> Iterator[Path]:
    """The file that a report was read from, while the context lasts.

    Raises:
        OriginalGone: the file or the member of an archive is not there any more.
    """
    root, parts = Path(report.root), PurePosixPath(report.file.partition("#")[0]).parts
    below = not PurePosixPath(report.file).is_absolute() and ".." not in parts
    for length in range(1, len(parts) + 1 if below else 0):
        path = root.joinpath(*parts[:length])
        if path.is_file():
            member = "/".join(parts[length:])
            if not member:
                yield path
                return
            with _member(path, member, report.file, limits) as inside:
                yield inside
            return
    raise OriginalGone(f"{report.file} is no longer where it was read: put it back, or run `nianbao build` again")


@contextmanager
def _member(archive: Path, name: str, file: str, limits: Limits) -> Iterator[Path]:
    from index.readers.archives import opened

    with opened(archive, limits) as members:
        path = next((member.path for member in members if member.name == name and member.path), None)
        if path is None:
            raise OriginalGone(f"{file} is no longer in its archive: put it back, or run `nianbao build` again")
        yield path
