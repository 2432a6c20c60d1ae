"""A page of an original as a picture: what the page draws its highlight over.

Rendered in the helper process of `index.readers.apart`, which a damaged file may take down without harm here.
"""

import io
from pathlib import Path

from index.errors import TooLarge, UnreadableReport, UnsupportedFormat
from index.readers.apart import apart
from index.settings import Limits

PDF = (".pdf",)
IMAGES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")
WIDEST = 3000  # pixels
TALLEST = 8  # times its width: a strip longer than that is no page


def page_count(path: Path, limits: Limits | None = None) -> int:
    """How many pages a PDF or image file has.

    Raises:
        UnsupportedFormat: the format has no pages.
        UnreadableReport: damaged, or protected by a password.
    """
    _check(path)
    count: int = apart("index.page_image:count_here", path, limits=limits or Limits())
    return count


def render_page(path: Path, page: int, width: int = 1200, limits: Limits | None = None) -> bytes:
    """A page, counted from 1, as PNG; `width` in pixels is kept within 100 and WIDEST.

    Boxes of figures and passages are shares of this picture.

    Raises:
        UnsupportedFormat: the format has no pages.
        TooLarge: a page of a shape or size that no report has.
        UnreadableReport: damaged, protected by a password, or no page of that number.
    """
    _check(path)
    within = min(max(width, 100), WIDEST)
    png: bytes = apart("index.page_image:render_here", path, page, within, limits=limits or Limits())
    return png


def _check(path: Path) -> None:
    if path.suffix.lower() not in (*PDF, *IMAGES):
        raise UnsupportedFormat(path, (*PDF, *IMAGES))
    if not path.is_file():
        raise UnreadableReport(path, "the original is no longer there; put it back or build again")


# ---- in the helper process


def count_here(path: Path) -> int:
    """As `page_count`, in this process."""
    if path.suffix.lower() in PDF:
        from index.readers.pdf import opened_pdf

        with opened_pdf(path) as pdf:
            return len(pdf)
    from index.readers.scan_file import opened

    with opened(path) as image:
        return int(getattr(image, "n_frames", 1))


def render_here(path: Path, page: int, width: int) -> bytes:
    """As `render_page`, in this process."""
    from PIL import Image

    count = count_here(path)
    if not 1 <= page <= count:
        raise UnreadableReport(path, f"it has no page {page}, only {count}")
    pixels = _of_pdf(path, page, width) if path.suffix.lower() in PDF else _of_image(path, page, width)
    written = io.BytesIO()
    Image.fromarray(pixels).save(written, "PNG", compress_level=4)
    return written.getvalue()


def _of_pdf(path: Path, page: int, width: int):  # type: ignore[no-untyped-def]
    from index.readers.pdf import opened_pdf
    from index.readers.pdf_page import picture

    with opened_pdf(path) as pdf:
        shown = pdf[page - 1]
        wide, high = shown.get_size()
        if wide <= 0 or high <= 0 or max(wide / high, high / wide) > TALLEST:
            raise TooLarge(path, f"page {page} measures {wide:.0f} × {high:.0f} points")
        return picture(shown, width * max(1.0, high / wide))


def _of_image(path: Path, page: int, width: int):  # type: ignore[no-untyped-def]
    from index.readers.scan_file import opened, pixels_of

    with opened(path) as image:
        image.seek(page - 1)
        wide, high = image.size
        if min(wide, high) <= 0 or max(wide / high, high / wide) > TALLEST:
            raise TooLarge(path, f"page {page} measures {wide} × {high} pixels")
        return pixels_of(image, path, round(width * max(1.0, high / wide)))
