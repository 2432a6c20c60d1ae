"""One page of a PDF as pdfium sees it: glyphs, ruling lines and images, all in points from the displayed top left.

The only file that calls pdfium's raw functions. pypdfium2 and not pdfplumber: the same characters and lines cost a
twentieth of the time. pdfium is not thread-safe; `index.readers.apart` runs it in a process of its own.
"""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from index.readers.lattice import Rule

MOST_GLYPHS = 60_000  # of a page: a page of small print has some 4,000
MOST_OBJECTS = 60_000  # paths, images and forms of a page
MOST_POINTS = 400_000
DEEPEST_FORM = 8
THICKEST = 4.0  # points: a filled rectangle not thicker than this is a line
COVERING = 0.5  # share of a page: an image so large, drawn over text, hides it
PALE = 235  # of 255: a line lighter than this on white paper is not seen
UNKNOWN = "\ufffd"  # stands for a glyph whose character the file does not tell


class Glyph(NamedTuple):
    """One visible or hidden character; `base` is the y of its baseline, `run` tells text objects apart."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    run: int
    hidden: bool  # drawn in no colour: the text layer under or over a scan
    pale: bool = False  # drawn in the colour of paper


@dataclass(slots=True)
class PageMarks:
    """What is drawn on a page of `width` × `height` points. `images` are where its images stand, in points."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)  # horizontal lines
    down: list[Rule] = field(default_factory=list)  # vertical lines
    images: list[tuple[float, float, float, float]] = field(default_factory=list)
    covered: bool = False  # whether an image over much of the page is drawn after its text: a scan over its text layer
    points: int = 0  # of all the paths that are drawn: letters drawn as shapes have thousands

    @property
    def pictured(self) -> float:
        """The share of the page that images cover, those over one another counted twice."""
        page = self.width * self.height
        return sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in self.images) / page if page > 0 else 0.0


Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class TooMuch(Exception):
    """A page holds more objects than any report has; the message says what."""


def page_marks(page: pdfium.PdfPage) -> PageMarks:
    """Everything drawn on a page that tells its text and tables.

    Raises:
        TooMuch: over MOST_GLYPHS or MOST_OBJECTS.
    """
    view = _View(page)
    marks = PageMarks(view.width, view.height)
    textpage = page.get_textpage()
    try:
        marks.glyphs.extend(_glyphs(textpage, view))
        # Text objects belong to the text page: paths are walked while it is open.
        _Drawing(marks, view).walk(page)
    finally:
        textpage.close()
    return marks


def picture(page: pdfium.PdfPage, long_side: float, *, grey: bool = False) -> NDArray[np.uint8]:
    """The page as pixels, rows × columns × RGB, or rows × columns; its long side has `long_side` pixels."""
    scale = long_side / max(page.get_width(), page.get_height(), 1.0)
    bitmap = page.render(scale=scale, rev_byteorder=not grey, grayscale=grey)
    try:
        pixels = bitmap.to_numpy()
        return np.array(pixels.reshape(pixels.shape[:2]) if grey else pixels[:, :, :3])
    finally:
        bitmap.close()


class _View:
    """From the page's own space, whose origin is anywhere and which may be turned, to what a reader sees."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, box)
        self.left, self.bottom, self.right, self.top = box.left, box.bottom, box.right, box.top
        self.turn = page.get_rotation() % 360
        wide, high = self.right - self.left, self.top - self.bottom
        self.width, self.height = (high, wide) if self.turn in (90, 270) else (wide, high)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        if self.turn == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)


# ---- characters


def _glyphs(textpage: pdfium.PdfTextPage, view: _View) -> Iterator[Glyph]:
    count = raw.FPDFText_CountChars(textpage)
    if count > MOST_GLYPHS:
        raise TooMuch(f"{count:,} characters on one page")
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    runs: dict[int, tuple[int, bool, bool]] = {}
    for at in range(max(count, 0)):
        if raw.FPDFText_IsGenerated(textpage, at) == 1:
            continue
        code = raw.FPDFText_GetUnicode(textpage, at)
        text = _character(code, raw.FPDFText_HasUnicodeMapError(textpage, at) == 1)
        if not text or not raw.FPDFText_GetCharBox(textpage, at, left, right, bottom, top):
            continue
        raw.FPDFText_GetCharOrigin(textpage, at, x, y)
        handle = raw.FPDFText_GetTextObject(textpage, at)
        key = ctypes.addressof(handle.contents) if handle else 0
        if key not in runs:
            pale = bool(handle) and not _is_seen(handle, raw.FPDFPageObj_GetFillColor)
            runs[key] = (len(runs), _is_hidden(handle), pale)
        box = view.box(left.value, bottom.value, right.value, top.value)
        if not _is_on_page(box, view):
            continue
        base = view.point(x.value, y.value)[1]
        size = raw.FPDFText_GetFontSize(textpage, at)
        yield Glyph(text, *box, base, max(size, box[3] - box[1]), *runs[key])


def _character(code: int, unmapped: bool) -> str:
    """The character of a code; UNKNOWN for one without meaning (private use, unmapped), "" for blanks and controls."""
    if unmapped or code == 0 or 0xE000 <= code <= 0xF8FF or code >= 0xF0000 or code == 0xFFFD:
        return UNKNOWN
    if 0xD800 <= code <= 0xDFFF:
        return UNKNOWN
    text = chr(code)
    return "" if text.isspace() or not text.isprintable() or code in (0xAD, 0xFFFE, 0xFFFF, 0x2) else text


def _is_hidden(handle: Any) -> bool:
    mode = raw.FPDFTextObj_GetTextRenderMode(handle) if handle else raw.FPDF_TEXTRENDERMODE_FILL
    return bool(mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP))


def _is_on_page(box: tuple[float, float, float, float], view: _View) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return 0 <= x <= view.width and 0 <= y <= view.height and all(map(math.isfinite, box))


# ---- lines and images


class _Drawing:
    """Collects ruling lines and images from the objects of a page, forms inside it included."""

    def __init__(self, marks: PageMarks, view: _View) -> None:
        self.marks = marks
        self.view = view
        self.objects = 0
        self.texts = 0

    def walk(self, page: pdfium.PdfPage) -> None:
        for at in range(raw.FPDFPage_CountObjects(page)):
            self._object(raw.FPDFPage_GetObject(page, at), IDENTITY, 0)

    def _object(self, handle: Any, outer: Matrix, depth: int) -> None:
        self.objects += 1
        if self.objects > MOST_OBJECTS:
            raise TooMuch(f"more than {MOST_OBJECTS:,} drawn objects on one page")
        kind = raw.FPDFPageObj_GetType(handle)
        self.texts += kind == raw.FPDF_PAGEOBJ_TEXT
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            return
        matrix = _times(_matrix(handle), outer)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(handle, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self._image(matrix)
        elif depth < DEEPEST_FORM:
            for at in range(raw.FPDFFormObj_CountObjects(handle)):
                self._object(raw.FPDFFormObj_GetObject(handle, at), matrix, depth + 1)

    def _image(self, matrix: Matrix) -> None:
        corners = [self.view.point(*_apply(matrix, x, y)) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
        xs = [min(max(x, 0.0), self.view.width) for x, _ in corners]
        ys = [min(max(y, 0.0), self.view.height) for _, y in corners]
        self.marks.images.append((min(xs), min(ys), max(xs), max(ys)))
        share = (max(xs) - min(xs)) * (max(ys) - min(ys)) / max(self.view.width * self.view.height, 1.0)
        self.marks.covered |= self.texts > 0 and share >= COVERING

    def _path(self, handle: Any, matrix: Matrix) -> None:
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(handle, filled, stroked)
        fill = bool(filled.value) and _is_seen(handle, raw.FPDFPageObj_GetFillColor)
        stroke = bool(stroked.value) and _is_seen(handle, raw.FPDFPageObj_GetStrokeColor)
        if not fill and not stroke:
            return
        for figure in self._figures(handle, matrix):
            box = _bounds(figure)
            if min(box[2] - box[0], box[3] - box[1]) <= THICKEST:
                self._line(*box)
            elif fill and not stroke:
                self._edges(*box)
            else:
                for (a, b), (c, d) in pairwise(figure):
                    if min(abs(a - c), abs(b - d)) <= 1.0:
                        self._line(min(a, c), min(b, d), max(a, c), max(b, d))

    def _figures(self, handle: Any, matrix: Matrix) -> list[list[tuple[float, float]]]:
        """The subpaths in displayed points; curves by their end points, closed ones end where they began."""
        figures: list[list[tuple[float, float]]] = []
        count = raw.FPDFPath_CountSegments(handle)
        self.marks.points += max(count, 0)
        if self.marks.points > MOST_POINTS:
            raise TooMuch(f"more than {MOST_POINTS:,} points of drawings on one page")
        x, y = ctypes.c_float(), ctypes.c_float()
        for at in range(count):
            segment = raw.FPDFPath_GetPathSegment(handle, at)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = self.view.point(*_apply(matrix, x.value, y.value))
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO or not figures:
                figures.append([])
            if all(map(math.isfinite, point)):
                figures[-1].append(point)
            if raw.FPDFPathSegment_GetClose(segment) and figures[-1]:
                figures[-1].append(figures[-1][0])
        return [figure for figure in figures if len(figure) > 1]

    def _edges(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if (x1 - x0) * (y1 - y0) < 0.5 * self.view.width * self.view.height:  # else the paper itself
            self._line(x0, y0, x1, y0)
            self._line(x0, y1, x1, y1)
            self._line(x0, y0, x0, y1)
            self._line(x1, y0, x1, y1)

    def _line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if x1 - x0 >= y1 - y0:
            self.marks.across.append(Rule((y0 + y1) / 2, x0, x1))
        else:
            self.marks.down.append(Rule((x0 + x1) / 2, y0, y1))


def _is_seen(handle: Any, colour_of: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not colour_of(handle, red, green, blue, alpha):
        return True
    return alpha.value > 20 and min(red.value, green.value, blue.value) < PALE


def _matrix(handle: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, found):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
