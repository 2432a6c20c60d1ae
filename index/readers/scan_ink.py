"""The ink in the cells of a scanned table: which lines of print it makes, and what each of its pieces may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

import cv2
import numpy as np

from index.readers.lattice import Slot
from index.readers.scan_lines import Image, Scan

LETTER = 2.2  # points: ink longer than that in a direction is a letter or a part of one
MARK = 0.9  # points: smaller ink may be a sign or a point, and what is smaller still is dirt
ALONE = 1.3  # points: ink of that length in a cell without letters may be a dash
FAINT = 45.0  # of 255: what is that much darker than the paper may be faint print
SLICE = 0.6  # of the usual height of a line: a lower one may be a part of the next
ROOM = 0.28  # of the height of digits: the narrowest gap with a decimal point in it; without one it is half of that
WHOLE = 1.3  # of that height: two lower ones are not put together to more than that


class Piece(NamedTuple):
    """Ink that hangs together."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of print inside a cell.

    `pieces` of ink stand side by side in it; `dashes` and `points` are small pieces at the place of a minus sign and
    of a decimal point.
    """

    left: int
    top: int
    right: int
    bottom: int
    pieces: int
    dashes: int = 0
    points: int = 0


def strips(scan: Scan, slots: Sequence[Slot]) -> list[list[Strip]]:
    """Of each cell its lines of print from top to bottom; [] where nothing but dirt is in it."""
    cells = [_ink(scan, slot) for slot in slots]
    lines = [_rows([piece for piece in pieces if _size(piece) > LETTER * scan.unit]) for pieces in cells]
    heights = [_height(line) for some in lines for line in some]
    usual = median(heights) if heights else 0.0
    lines = [_whole(some, usual) for some in lines]
    found = []
    for pieces, some in zip(cells, lines, strict=True):
        small = [piece for piece in pieces if _size(piece) <= LETTER * scan.unit]
        if not some and any(_size(piece) >= ALONE * scan.unit for piece in small):
            some = [small]
        found.append([_strip(line, small) for line in some])
    return found


def is_clean(scan: Scan, slot: Slot) -> bool:
    """Whether a cell without lines of print has no faint ink in it either; single pixels of noise do not count."""
    inset = 2.0 * scan.unit
    rows = slice(int(slot.top + inset), int(slot.bottom - inset) + 1)
    part = scan.plain[rows, int(slot.left + inset) : int(slot.right - inset) + 1]
    if part.size == 0:
        return True
    smooth = cv2.GaussianBlur(part, (0, 0), 0.45 * scan.unit)
    return float(np.median(smooth)) - float(smooth.min()) < FAINT


def _size(piece: Piece) -> int:
    return max(piece.right - piece.left, piece.bottom - piece.top)


def _ink(scan: Scan, slot: Slot) -> list[Piece]:
    inset = 1.5 * scan.unit
    x, y = int(slot.left + inset), int(slot.top + inset)
    ink = scan.dark[y : int(slot.bottom - inset) + 1, x : int(slot.right - inset) + 1]
    if ink.size == 0:
        return []
    count, _, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    pieces = []
    for at in range(1, count):
        left, top, wide, high = (int(boxes[at, key]) for key in range(4))
        pieces.append(Piece(x + left, y + top, x + left + wide, y + top + high))
    return [piece for piece in pieces if _size(piece) >= MARK * scan.unit]


def _rows(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces that overlap in height, directly or through others."""
    rows: list[list[Piece]] = []
    bottom = 0
    for piece in sorted(pieces, key=lambda piece: piece.top):
        if rows and piece.top < bottom - 0.15 * (piece.bottom - piece.top):
            rows[-1].append(piece)
            bottom = max(bottom, piece.bottom)
        else:
            rows.append([piece])
            bottom = piece.bottom
    return rows


def _height(line: Sequence[Piece]) -> int:
    return max(piece.bottom for piece in line) - min(piece.top for piece in line)


def _whole(lines: list[list[Piece]], usual: float) -> list[list[Piece]]:
    """Lines with their slices put together: the strokes of a letter need not touch."""
    joined: list[list[Piece]] = []
    for line in lines:
        low = bool(joined) and min(_height(joined[-1]), _height(line)) < SLICE * usual
        if low and _height([*joined[-1], *line]) <= WHOLE * usual:
            joined[-1] = [*joined[-1], *line]
        else:
            joined.append(line)
    return joined


def _strip(line: list[Piece], small: list[Piece]) -> Strip:
    top, bottom = min(piece.top for piece in line), max(piece.bottom for piece in line)
    left, right = min(piece.left for piece in line), max(piece.right for piece in line)
    ends, high = (left, right), bottom - top
    dashes = points = 0
    for piece in small:
        middle = (piece.top + piece.bottom) / 2
        if piece in line or not top <= middle <= bottom or not left - high < piece.left < right + high:
            continue
        left, right = min(left, piece.left), max(right, piece.right)
        if any(piece.left < other.right and other.left < piece.right for other in line):
            continue  # broken off a digit
        wide, tall = piece.right - piece.left, piece.bottom - piece.top
        leads = piece.right <= ends[0] + 1
        dashes += leads and wide >= max(1.3 * tall, 0.22 * high) and 0.3 <= (middle - top) / high <= 0.75
        points += min(wide, tall) >= 0.15 * high and (middle - top) / high > 0.7 and _parts(piece, line, high)
    return Strip(left, top, right, bottom, _beside(line), dashes, points)


def _parts(piece: Piece, line: list[Piece], high: int) -> bool:
    """Whether a point has room of its own between two digits; a bit broken off a digit lies as near as its own stroke.

    Beyond the last digit no point of a number stands.
    """
    before = max((other.right for other in line if other.right <= piece.left + 1), default=None)
    behind = min((other.left for other in line if other.left >= piece.right - 1), default=None)
    return before is not None and behind is not None and behind - before >= ROOM * high


def _beside(line: list[Piece]) -> int:
    beside, end = 0, -1
    for piece in sorted(line):
        beside += piece.left >= end
        end = max(end, piece.right)
    return beside


def cut(image: Image, strip: Strip, margin: int) -> Image:
    """The pixels of a line of print with `margin` pixels around it."""
    top, left = max(0, strip.top - margin), max(0, strip.left - margin)
    return image[top : strip.bottom + margin, left : strip.right + margin]


def rewritten(image: Image) -> Image:
    """A small image in another rendering, for a second reading: twice as large, its greys made black and white."""
    large = cv2.resize(image, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    _, pressed = cv2.threshold(cv2.GaussianBlur(large, (3, 3), 0), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    found: Any = cv2.copyMakeBorder(pressed, 8, 8, 14, 14, cv2.BORDER_CONSTANT, value=255)
    return found  # type: ignore[no-any-return]
