"""A scanned page as an image: straightened, its ruling lines and its ink. The only file that calls OpenCV.

Sizes are in pixels of the straightened image; `Scan.unit` pixels are a point.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from index.readers.lattice import Lattice, Rule, lattices

Image = NDArray[np.uint8]

SIDES = (595.0, 842.0)  # points of A4: scans do not tell their true size reliably
TALL = 1.6  # times as high as wide: no page but a picture of several, as wide as one
LEVELLED = 1.07  # pixels a point at which the skew is measured
MOST_TURN = 5.0  # degrees of skew that are looked for
SHORTEST = 22.0  # points: a straight stroke of that length is a ruling line, no part of a letter
GAP = 4.0  # points: between the dashes of a line
FULL, DASHED = 0.88, 0.45  # share of the length of a line, and of a dashed one, that is inked
FREE, FREE_OF_DASHES = 0.3, 0.1  # share of the pixels right above or below it that may be inked
INKED = 0.85  # share of a line's length from crossing to crossing
TOUCHING = 0.8  # share of the ends of that length, next to the lines it runs into
NARROWEST = 0.3  # share of the page's width: big letters of a title enclose smaller squares
FREE_BETWEEN = 0.2  # share of the pixels beside it, on one of its sides
TOUCHED = 0.55  # share of a row of pixels that is inked where it is the row of a line
FELLOWS = 4  # lines that begin or end at one place
STROKE = 0.35  # of the contrast of a page: a pixel so dark may be a thin stroke
LONE = 1.3  # points: a stroke so long is no noise
PATCH = 15.0  # points: the neighbourhood against which a pixel counts as dark


@dataclass(frozen=True, slots=True)
class Scan:
    """A straightened page. `dark` is 255 where ink is, without ruling lines; `back` leads to the original image."""

    grey: Image
    plain: Image  # the brightest colour channel: coloured seals fade, black print stays
    dark: Image
    tables: list[Lattice]
    unit: float
    back: NDArray[np.float64]

    def box(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        """Where a rectangle stands on the original page, as shares of it."""
        high, wide = self.grey.shape
        corners = np.array([[left, top, 1], [right, top, 1], [right, bottom, 1], [left, bottom, 1]])
        xs, ys = self.back @ corners.T
        return _share(xs.min(), wide), _share(ys.min(), high), _share(xs.max(), wide), _share(ys.max(), high)


def _share(place: float, whole: int) -> float:
    return min(1.0, max(0.0, float(place) / whole))


def straightened(pixels: Image) -> Scan:
    """A scanned page (rows × columns, or × 3 colours), turned so that its lines are level."""
    colour: Any = pixels if pixels.ndim == 3 else cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB)
    high, wide = colour.shape[:2]
    unit = unit_of(high, wide)
    flat: Any = cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY)
    turn: Any = cv2.getRotationMatrix2D((wide / 2, high / 2), skew(flat), 1.0)
    paper = float(np.percentile(flat, 90))
    grey, plain = (_turned(one, turn, paper) for one in (flat, colour.max(axis=2)))
    across, down, lines = _rules(_dark(cv2.GaussianBlur(grey, (3, 3), 0), unit, 10), unit)
    dark = _ink(plain, unit)
    tables = lattices(across, down, snap=3.5 * unit, gap=6 * unit)
    dark[lines > 0] = 0
    tables = [table for table in tables if len(table.slots) > 1 and table.xs[-1] - table.xs[0] > NARROWEST * wide]
    back: Any = cv2.invertAffineTransform(turn)
    return Scan(grey, plain, dark, tables, unit, back)


def unit_of(high: float, wide: float) -> float:
    """How many pixels of a picture are a point."""
    return wide / SIDES[0] if high > TALL * wide else max(high, wide) / SIDES[1]


def longest_side(high: float, wide: float, usual: int) -> int:
    """The long side that a picture may have where that of a page may have `usual`: in pixels of the same size."""
    return round(usual / SIDES[1] * max(high, wide) / unit_of(high, wide))


def _turned(image: Any, turn: Any, paper: float) -> Image:
    high, wide = image.shape
    found: Any = cv2.warpAffine(image, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(paper,))
    return found  # type: ignore[no-any-return]


def skew(grey: Image) -> float:
    """The angle in degrees, at most MOST_TURN, by which a page must be turned for its rows to be level."""
    scale = LEVELLED / unit_of(*grey.shape)
    small: Any = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = 255 - cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 25, 15)
    best = 0.0
    for step, reach in ((0.5, MOST_TURN), (0.1, 0.5), (0.02, 0.1)):
        angles = best + np.arange(-reach, reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _levelness(ink, angle)))
    return best


def _levelness(ink: Image, angle: float) -> float:
    high, wide = ink.shape
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    rows = cv2.warpAffine(ink, turn, (wide, high), flags=cv2.INTER_NEAREST).sum(axis=1, dtype=np.float64)
    return float(((rows[1:] - rows[:-1]) ** 2).sum())


def _dark(grey: Any, unit: float, least: int) -> Image:
    """Ink: darker than the mean of its neighbourhood by `least` of 255."""
    patch = int(PATCH * unit) | 1
    found: Any = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, patch, least)
    return found  # type: ignore[no-any-return]


def _ink(plain: Image, unit: float) -> Image:
    """The ink of a page without its noise: what a median leaves, and the thin strokes that hang on it or are long."""
    kept = _dark(cv2.medianBlur(plain, 3), unit, 18)
    contrast = float(np.percentile(plain, 90)) - float(np.percentile(plain, 1))
    strokes = _dark(cv2.GaussianBlur(plain, (3, 3), 0.6), unit, max(18, int(STROKE * contrast)))
    count, numbers, boxes, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    held = np.zeros(count, bool)
    held[np.unique(numbers[kept > 0])] = True
    held |= boxes[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].max(axis=1) >= LONE * unit
    held[0] = False
    kept[held[numbers]] = 255
    return kept


def _rules(dark: Image, unit: float) -> tuple[list[Rule], list[Rule], Image]:
    """Horizontal and vertical ruling lines, and the pixels they cover."""
    upright: Any = np.ascontiguousarray(dark.T)
    across, down = _level_rules(dark, unit), _level_rules(upright, unit)
    down += _between(across, upright, unit)
    across += _between(down, dark, unit)
    for _ in range(3):  # a line that hung on one that was none falls with it
        across, down = _held(across, down, dark, unit), _held(down, across, upright, unit)
    lines = np.zeros_like(dark)
    half = max(2.0, 1.2 * unit)
    for rule in across:
        lines[_span(rule.at, half), int(rule.start) : int(rule.end) + 1] = 255
    for rule in down:
        lines[int(rule.start) : int(rule.end) + 1, _span(rule.at, half)] = 255
    return across, down, lines


def _span(at: float, half: float) -> slice:
    return slice(max(0, int(at - half)), int(at + half) + 1)


def _level_rules(dark: Image, unit: float) -> list[Rule]:
    """The level lines of an image: long, thin, with paper above and below, which the rows of a text do not have."""
    length, thick = int(SHORTEST * unit), max(3, round(1.2 * unit))
    # A line that is not quite level or is eaten at by noise still is one after it is made a little thicker.
    joined = cv2.dilate(dark, np.ones((thick, 1), np.uint8))
    joined = cv2.morphologyEx(joined, cv2.MORPH_CLOSE, np.ones((1, int(GAP * unit)), np.uint8))
    only = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(only, connectivity=8)
    rules = []
    for at in range(1, count):
        left, top, wide, high = (int(boxes[at, key]) for key in range(4))
        if high > 5 * unit + 2 * thick:  # a block of ink, or a line that letters touch
            full = np.flatnonzero((dark[top : top + high, left : left + wide] > 0).mean(axis=1) > TOUCHED)
            if full.size == 0 or full[-1] - full[0] > 2 * unit:
                continue
            top, high = top + int(full[0]), int(full[-1] - full[0]) + 1
        if _is_rule(dark, left, top, wide, high, unit):
            rules.append(Rule(top + high / 2, left, left + wide))
    return rules


def _between(crossing: list[Rule], dark: Image, unit: float) -> list[Rule]:
    """The level lines from one crossing line to the next, however short: inked all the way, as no letter is."""
    places = sorted({round(rule.at) for rule in crossing})
    places = [at for n, at in enumerate(places) if n == 0 or at - places[n - 1] > 3 * unit]
    half = max(2, round(unit))
    wider = cv2.dilate(dark, np.ones((2 * half + 1, 1), np.uint8))
    rules = []
    for start, end in pairwise(places):
        if end - start < 5 * unit or end - start > 0.5 * dark.shape[1]:
            continue
        full = _filled(wider[:, start:end] > 0, unit)
        edges = np.flatnonzero(np.diff(np.concatenate(([False], full, [False])).astype(np.int8)))
        for top, bottom in zip(edges[::2], edges[1::2], strict=True):
            if bottom - top > 2 * half + 4 * unit:  # a block of ink
                continue
            at, near, far = (int(top) + int(bottom) - 1) / 2, half + (bottom - top - 2 * half) / 2, 2.0 * unit
            above = dark[max(0, int(at - near - far)) : max(0, int(at - near)), start:end]
            below = dark[int(at + near) + 1 : int(at + near + far) + 1, start:end]
            if min(float((part > 0).mean()) if part.size else 0.0 for part in (above, below)) <= FREE_BETWEEN:
                rules.append(Rule(at, start, end))
    return rules


def _filled(stretches: NDArray[np.bool_], unit: float) -> NDArray[np.bool_]:
    """Of level stretches between two crossing lines, those that are inked all along and touch both.

    Letters that fill a narrow row leave a little paper above and below.
    """
    edge, touch = round(0.8 * unit), max(2, round(1.2 * unit))
    inner = stretches[:, edge : max(edge + 1, stretches.shape[1] - edge)]
    ends = np.minimum(inner[:, :touch].mean(axis=1), inner[:, -touch:].mean(axis=1))
    found: NDArray[np.bool_] = (inner.mean(axis=1) >= INKED) & (ends >= TOUCHING)
    return found


def _is_rule(dark: Image, left: int, top: int, wide: int, high: int, unit: float) -> bool:
    """Whether a level stroke is a line: inked all along, everywhere as thick, paper on both sides; or dashed."""
    side = max(2, round(2 * unit))
    band = dark[top : top + high, left : left + wide] > 0
    inside = float(band.any(axis=0).mean())
    thickness = band.sum(axis=0)
    uneven = float(thickness[thickness > 0].std()) if inside else 0.0
    parts = (
        dark[max(0, top - side) : max(0, top - 1), left : left + wide],
        dark[top + high + 1 : top + high + side, left : left + wide],
    )
    beside = max((float((part > 0).mean()) for part in parts if part.size), default=0.0)
    if uneven > 1 + 0.25 * unit:
        return False
    return (inside >= FULL and beside <= FREE) or (inside >= DASHED and beside <= FREE_OF_DASHES)


def _held(rules: list[Rule], crossing: list[Rule], dark: Image, unit: float) -> list[Rule]:
    """The level lines cut to what runs from one crossing line to the next and is inked all the way.

    Strokes of letters in a row do not; nor does a line that the blank between two tables or a heading interrupts.
    """
    if not rules or not crossing:
        return []
    near = 4 * unit
    kept = []
    others, fellows = np.array(sorted(crossing)), np.array(rules)
    for rule in rules:
        ats, starts, ends = others.T
        met = (starts - near <= rule.at) & (rule.at <= ends + near) & (rule.start - near <= ats)
        meets = [float(at) for at in ats[met & (ats <= rule.end + near)]]
        dashed = _band(dark, rule.at, rule.start, rule.end, unit).mean() < FULL
        places = [rule.start] * _is_open(rule.start, meets[:1], fellows, near)
        places += meets + [rule.end] * _is_open(rule.end, meets[-1:], fellows, near)
        for start, end in pairwise(places):
            if end - start <= near / 2:
                continue
            solid = not dashed and start in meets and end in meets
            stretch = _band(dark, rule.at, start, end, unit)
            if _filled(stretch[None, :], unit)[0] if solid else stretch.mean() >= (DASHED if dashed else INKED):
                kept.append(Rule(rule.at, start, end))
    return kept


def _is_open(end: float, meet: list[float], fellows: NDArray[np.float64], near: float) -> bool:
    """Whether a line may end in nothing: where a side of the table is open, its lines all do, at one place."""
    if meet and abs(meet[0] - end) <= near:
        return False
    return int((np.abs(fellows[:, 1:] - end).min(axis=1) <= near).sum()) - 1 >= FELLOWS


def _band(dark: Image, at: float, start: float, end: float, unit: float) -> NDArray[np.bool_]:
    """Where along a level line ink is, pixel by pixel."""
    half = max(2, round(unit))
    top, left = max(0, int(at) - half), max(0, int(start))
    band = dark[top : int(at) + half + 1, left : max(left + 1, int(end))]
    return np.asarray(band.max(axis=0) > 0)


def without_tables(scan: Scan) -> Image:
    """The page with its tables painted over."""
    image = scan.grey.copy()
    paper = int(np.percentile(image, 90))
    for table in scan.tables:
        left, top, right, bottom = (int(place) for place in table.box)
        image[max(0, top - 2) : bottom + 3, max(0, left - 2) : right + 3] = paper
    return image
