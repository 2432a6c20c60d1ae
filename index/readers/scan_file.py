"""Image files as reports: .png .jpg .jpeg .tif .tiff .bmp, a page a frame."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from index.errors import NoTextFound, TooLarge, UnreadableReport
from index.readers.page_blocks import Page, blocks_of
from index.readers.scan import scan_page
from index.readers.scan_lines import Image as Pixels
from index.readers.scan_lines import longest_side
from index.report import Document
from index.settings import Limits

MOST_PIXELS = 100_000_000  # of a page: A4 at 1,000 dots an inch
LONGEST_SIDE = 2600  # pixels of a page: A4 at 220 dots an inch; a larger scan is made smaller
SHORTEST_SIDE = 300  # pixels: an icon holds no report
NOTE = "本文件为扫描件，文字由识别得到；数字经两次识别，不一致的不采用"


def read_scan(path: Path, limits: Limits) -> Document:
    """The paragraphs and tables of scanned pages, recognised; what is doubtful says so in its certainty.

    Raises:
        NoTextFound: nothing on it reads as print.
        TooLarge: more pages than `limits` has, or more pixels than any scan.
        UnreadableReport: the file is damaged or no image.
        HelperMissing: no OCR is installed.
    """
    pages = []
    for number, pixels in enumerate(_frames(path, limits), 1):
        found = scan_page(pixels, number, path)
        pages.append(Page(number, found.width, found.height, found.lines, found.tables))
    blocks = blocks_of(pages)
    if not blocks:
        raise NoTextFound(path, "nothing on the picture reads as print; scan it anew at 300 dots an inch")
    return Document(blocks=tuple(blocks), pages=len(pages), notes=(NOTE,), recognised=True)


def _frames(path: Path, limits: Limits) -> Iterator[Pixels]:
    with opened(path) as image:
        count = int(getattr(image, "n_frames", 1))
        if count > limits.pages:
            raise TooLarge(path, f"{count:,} pages; the limit is {limits.pages} (NIANBAO_MAX_PAGES)")
        for frame in ImageSequence.Iterator(image):
            wide, high = frame.size
            yield pixels_of(frame, path, longest_side(high, wide, LONGEST_SIDE))


@contextmanager
def opened(path: Path) -> Iterator[Image.Image]:
    """An image file, not yet decoded; every error of the library while it is open becomes one of ours.

    Raises:
        TooLarge: a page has over MOST_PIXELS.
        UnreadableReport: damaged, or no image.
    """
    try:
        with Image.open(path) as image:
            yield image
    except UnidentifiedImageError as error:
        raise UnreadableReport(path, "it is no image that can be read; save it as PNG") from error
    except Image.DecompressionBombError as error:
        raise TooLarge(path, "far more pixels than any scan; save it smaller") from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError, MemoryError) as error:
        raise UnreadableReport(path, f"the image is damaged: {str(error)[:80]}; save it anew") from error


def pixels_of(frame: Image.Image, path: Path, longest: int) -> Pixels:
    """The pixels of one page, upright, three colours, its long side at most `longest`.

    Raises:
        TooLarge: over MOST_PIXELS.
        NoTextFound: smaller than any page.
    """
    wide, high = frame.size
    if wide * high > MOST_PIXELS:
        raise TooLarge(path, f"{wide:,} × {high:,} pixels; the limit is {MOST_PIXELS:,}: save it smaller")
    if min(wide, high) < SHORTEST_SIDE:
        raise NoTextFound(path, f"{wide} × {high} pixels are too few for a page: scan it at 300 dots an inch")
    frame.draft("RGB", (longest, longest))
    upright = ImageOps.exif_transpose(frame)
    if upright.mode in ("RGBA", "LA", "PA", "P"):  # transparent paper is white
        upright = upright.convert("RGBA")
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright)
    if upright.mode.startswith(("I", "F")):
        upright = upright.point(lambda value: value / 256).convert("L")
    upright = upright.convert("RGB")
    upright.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return np.asarray(upright)
