"""The digits of a scanned page compared with one another: a third reading, which no recogniser's habit colours.

A page prints each digit dozens of times in one face. What both readings call a 3 must look like the page's other 3s and
unlike its other digits; else one of them took it for what it is not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from index.readers.scan_ink import Strip
from index.readers.scan_lines import Image

HIGH, WIDE = 20, 18  # pixels of the square in which digits are compared
FELLOWS = 3  # as many others of its kind a digit is compared with; where there are fewer it proves nothing
NEARER = 0.02  # of a correlation: what its own kind must be nearer than any other
KINDS = 10
ONE, BESIDE = 0.2, 0.06  # of that width: the blank on either side of a 1 beyond that of others, and that of others
FARTHER = 0.3  # of the most ink in a column: what a digit's width off the usual place counts as
REACH = 0.3  # of the width of a digit: how far from its usual place the gap after it is looked for

BEHIND = re.compile(r"^[^\W\d_]+(?=\d)")  # the words before the digits of "减307"

Shape = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Written:
    """A number of a page: its ink and what it was read as; `digit` is the usual width of a digit of its table."""

    strip: Strip
    text: str
    digit: float


class Gallery:
    """The digits that a page prints, by what both readings say they are."""

    def __init__(self, grey: Image, numbers: Sequence[Written]) -> None:
        self._grey = grey
        found = [(owner, int(digit), shape) for owner, number in enumerate(numbers)
                 for digit, shape in zip(BEHIND.sub("", number.text), _digits(grey, number), strict=False)]  # fmt: skip
        self._owners = np.array([owner for owner, _, _ in found], dtype=int)
        self._kinds = np.array([kind for _, kind, _ in found], dtype=int)
        self._shapes = np.stack([shape for _, _, shape in found]) if found else np.zeros((0, HIGH * WIDE), np.float32)

    def confirms(self, number: Written, owner: int) -> bool | None:
        """Whether all digits of a number look as the page prints these elsewhere; None where that cannot be told.

        `owner` is its place among the numbers of the gallery: a number is no witness of itself. Of a number behind
        words the digits are compared; of one with signs or points between them nothing is said.
        """
        shapes = _digits(self._grey, number)
        if not shapes:
            return None
        alike = np.stack(shapes) @ self._shapes.T
        others = self._owners != owner
        best = np.stack([_nearest(alike[:, others & (self._kinds == kind)]) for kind in range(KINDS)], axis=1)
        kinds = [int(digit) for digit in BEHIND.sub("", number.text)]
        own = best[range(len(kinds)), kinds]
        best[range(len(kinds)), kinds] = -1.0
        margin = own - best.max(axis=1)
        if (own < 0).any():
            return None
        if (margin >= NEARER).all():
            return True
        return False if (margin < -NEARER).any() else None


def _nearest(alike: NDArray[np.float32]) -> NDArray[np.float32]:
    """How alike each digit is to the nearest few of one kind; -1 where there are too few."""
    if alike.shape[1] < FELLOWS:
        return np.full(alike.shape[0], -1.0, np.float32)
    found: NDArray[np.float32] = np.sort(alike, axis=1)[:, -FELLOWS:].mean(axis=1)
    return found


def _digits(grey: Image, number: Written) -> list[Shape]:
    """The digits of a number from left to right, a picture each; [] where signs part them or no gaps are clear."""
    strip, text = number.strip, BEHIND.sub("", number.text)
    words, left = text != number.text, strip.left
    if not (text.isascii() and text.isdecimal()) or strip.dashes or (words and not number.digit):
        return []
    if words:  # the digits are as wide as those of other numbers, and stand at the end
        wide = (len(text) - ONE * (text[-1] == "1")) * number.digit
        low, high = (round(strip.right - wide + off * number.digit) for off in (-REACH, REACH))
        columns = grey[strip.top : strip.bottom, max(strip.left, low) : max(strip.left, low, high) + 1]
        left = max(strip.left, low) + int(columns.sum(axis=0, dtype=np.int64).argmax())
    part = grey[strip.top : strip.bottom, left : strip.right]
    if min(part.shape, default=0) < 4:
        return []
    ink = np.clip(float(np.percentile(part, 95)) - part.astype(np.float32), 0, None)
    ink = _trimmed(ink)
    return [_shape(ink[:, start:end]) for start, end in _edges(ink.sum(axis=0), text, number.digit)]


def _edges(columns: NDArray[np.float32], text: str, digit: float) -> list[tuple[int, int]]:
    """Where each digit stands: between the lightest columns near the places where digits of one width part."""
    wide = len(columns)
    narrow = [ONE * (end == "1") for end in (text[0], text[-1])]
    pitch = digit or wide / (len(text) - sum(narrow) - 2 * BESIDE)
    start = (wide - (len(text) - sum(narrow)) * pitch) / 2 - narrow[0] * pitch
    cuts = [0]
    for at in range(1, len(text)):
        place = start + at * pitch
        low, high = max(cuts[-1] + 2, int(place - REACH * pitch)), min(wide - 1, int(place + REACH * pitch) + 2)
        if low >= high:
            return []
        far = np.abs(np.arange(low, high) + 0.5 - place) / pitch
        cuts.append(low + int((columns[low:high] + FARTHER * columns.max() * far).argmin()))
    return list(pairwise([*cuts, wide]))


def _trimmed(ink: NDArray[np.float32]) -> NDArray[np.float32]:
    """Without the blank columns on its sides."""
    used = np.flatnonzero(ink.max(axis=0) > 0.4 * max(float(ink.max()), 1.0))
    return ink[:, used[0] : used[-1] + 1] if used.size else ink


def _shape(ink: NDArray[np.float32]) -> Shape:
    """A digit in a square of one size, its width in proportion to its height, as a vector of length 1."""
    ink = _trimmed(ink)
    wide = min(WIDE, max(2, round(ink.shape[1] * HIGH / ink.shape[0])))
    small: Any = cv2.resize(ink, (wide, HIGH), interpolation=cv2.INTER_AREA)
    square = np.zeros((HIGH, WIDE), np.float32)
    left = (WIDE - wide) // 2
    square[:, left : left + wide] = small
    smooth: Any = cv2.GaussianBlur(square, (0, 0), 1.0)
    centred = (smooth - smooth.mean()).ravel()
    found: Shape = (centred / max(float(np.linalg.norm(centred)), 1e-6)).astype(np.float32)
    return found
