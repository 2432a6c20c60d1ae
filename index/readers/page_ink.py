"""What of a page can be seen: the rendered page against the text the file says is on it.

A PDF may hold text that no reader sees (white on white, under a picture, clipped away) and print figures that are no
text (drawn as shapes, pasted as pictures). The first is not read; a cell with the second is not blank.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.readers.lattice import Slot
from index.readers.pdf_page import UNKNOWN, Glyph

SEEN = 28  # of 255: the contrast of the palest print that is read
DRAWN = 60  # of 255: the contrast of something drawn in a cell; shading has less
INSET = 1.6  # points: lines reach that far into a cell
OVERLAP = 0.5  # of the smaller of two glyphs: so much of one on another makes neither readable


class Ink:
    """The grey picture of a page of `width` × `height` points."""

    def __init__(self, pixels: NDArray[np.uint8], width: float, height: float) -> None:
        self.grey = pixels
        high, wide = self.grey.shape
        self.across, self.along = wide / max(width, 1.0), high / max(height, 1.0)

    def visible(self, glyphs: Sequence[Glyph]) -> list[Glyph]:
        """The glyphs that leave a trace on the page.

        One that should and does not (covered, clipped, a damaged font) becomes UNKNOWN: what it says is not known.
        """
        seen = []
        for glyph in glyphs:
            if self._contrast(glyph.left, glyph.top, glyph.right, glyph.bottom) >= SEEN:
                seen.append(glyph)
            elif not glyph.pale:
                seen.append(glyph._replace(text=UNKNOWN))
        return seen

    def is_drawn_in(self, slot: Slot) -> bool:
        """Whether anything but paper is inside a cell."""
        left, top = slot.left + INSET, slot.top + INSET
        right, bottom = slot.right - INSET, slot.bottom - INSET
        return right > left and bottom > top and self._contrast(left, top, right, bottom, 0) >= DRAWN

    def _contrast(self, left: float, top: float, right: float, bottom: float, around: int = 1) -> int:
        x, y = int(left * self.across) - around, int(top * self.along) - around
        part = self.grey[
            max(0, y) : max(1, int(bottom * self.along) + 1 + around),
            max(0, x) : max(1, int(right * self.across) + 1 + around),
        ]
        return int(part.max()) - int(part.min()) if part.size else 0


def overprinted(glyphs: Sequence[Glyph]) -> bool:
    """Whether two different characters stand on one another: what is printed there cannot be told."""
    ordered = sorted(glyphs, key=lambda glyph: glyph.left)
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if other.left >= one.right:
                break
            if other.text != one.text and _shared(one, other) > OVERLAP:
                return True
    return False


def _shared(one: Glyph, other: Glyph) -> float:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    least = min((g.right - g.left) * (g.bottom - g.top) for g in (one, other))
    return wide * high / least if wide > 0 and high > 0 and least > 0 else 0.0
