"""Ruling lines → the cells they enclose, with their spans. Used for PDF pages and for scans alike.

    lines ─join what is in one line─▶ groups that touch ─▶ the finest raster ─merge where no line parts─▶ cells

No cell is guessed: where the lines do not enclose rectangles, there is no table.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

COVERED = 0.6  # share of a cell's side that must be drawn for the side to count as a line
CLOSED = 0.95  # share of the whole table's side
MOST_RASTER = 40_000  # the largest table of the forms has some 300 cells
MOST_RULES = 20_000


class Rule(NamedTuple):
    """A ruling line: its place across its direction, and where it begins and ends along it."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Slot:
    """One enclosed cell: its place, its first row and column in the raster, and its spans."""

    left: float
    top: float
    right: float
    bottom: float
    row: int
    column: int
    row_span: int
    col_span: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """The cells of one drawn table, row by row. `closed_top` and `closed_bottom`: a line is drawn there."""

    xs: tuple[float, ...]  # places of the vertical lines
    ys: tuple[float, ...]
    slots: tuple[Slot, ...]
    closed_top: bool
    closed_bottom: bool

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the whole table."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def lattices(across: Iterable[Rule], down: Iterable[Rule], *, snap: float, gap: float) -> list[Lattice]:
    """The drawn tables of a page from top to bottom.

    `snap` is how far two lines may lie apart and still be one (a double line), `gap` what may be missing of a line
    between two of its dashes; both in the unit of the lines. Lines that enclose nothing are left out.
    """
    flat, upright = _joined(across, snap / 3, gap), _joined(down, snap / 3, gap)
    if not flat or not upright or len(flat) + len(upright) > MOST_RULES:
        return []
    # Lines are taken as one only within their own table: those of two tables may lie as near as a double line.
    groups = [(_joined(some, snap, gap), _joined(others, snap, gap)) for some, others in _groups(flat, upright, snap)]
    found = [_lattice(some, others, snap) for some, others in groups if some and others]
    return sorted((table for table in found if table), key=lambda table: (table.ys[0], table.xs[0]))


def _joined(rules: Iterable[Rule], snap: float, gap: float) -> list[Rule]:
    """Lines with what lies in one line joined: dashes, double lines, the borders of neighbouring cells."""
    ordered = sorted(rule for rule in rules if rule.end - rule.start > 0)
    joined: list[Rule] = []
    for group in _clusters(ordered, snap):
        at = sum(rule.at * (rule.end - rule.start) for rule in group) / sum(rule.end - rule.start for rule in group)
        start, end = None, 0.0
        for rule in sorted(group, key=lambda rule: rule.start):
            if start is not None and rule.start <= end + gap:
                end = max(end, rule.end)
                continue
            if start is not None:
                joined.append(Rule(at, start, end))
            start, end = rule.start, rule.end
        if start is not None:
            joined.append(Rule(at, start, end))
    return [rule for rule in joined if rule.end - rule.start > snap]


def _clusters(ordered: Sequence[Rule], snap: float) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in ordered:
        if groups and rule.at - groups[-1][0].at <= snap:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _groups(flat: list[Rule], upright: list[Rule], snap: float) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that touch, directly or through others."""
    parent = list(range(len(flat) + len(upright)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for i, line in enumerate(flat):
        for j, other in enumerate(upright):
            if line.start - snap <= other.at <= line.end + snap and other.start - snap <= line.at <= other.end + snap:
                parent[root(i)] = root(len(flat) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for item in range(len(parent)):
        part = 0 if item < len(flat) else 1
        groups[root(item)][part].append(flat[item] if part == 0 else upright[item - len(flat)])
    whole = [group for group in groups.values() if group[0] and group[1]]
    for lonely in (group for group in groups.values() if not group[0]):
        for rule in lonely[1]:
            _add_side(rule, whole, snap)
    return whole


def _add_side(rule: Rule, groups: list[tuple[list[Rule], list[Rule]]], snap: float) -> None:
    """Give a vertical line that no other touches to the table beside it that is exactly as high.

    It is the outer side of a cell that spans all rows of a page.
    """
    for flat, upright in groups:
        top, bottom = min(other.start for other in upright), max(other.end for other in upright)
        if abs(rule.start - top) <= 2 * snap and abs(rule.end - bottom) <= 2 * snap and len(flat) > 1:
            upright.append(rule)
            return


def _lattice(flat: list[Rule], upright: list[Rule], snap: float) -> Lattice | None:
    xs = _places(upright, flat, snap)
    ys = _places(flat, upright, snap)
    wide, high = len(xs) - 1, len(ys) - 1
    if wide < 1 or high < 1 or wide * high > MOST_RASTER:
        return None
    parted_right = _parted(upright, xs, ys, snap)
    parted_below = _parted(flat, ys, xs, snap)
    _prune(parted_right, parted_below, wide, high)
    region: dict[tuple[int, int], int] = {}
    slots: list[Slot] = []
    for row in range(high):
        for column in range(wide):
            if (row, column) in region:
                continue
            right = column
            while right + 1 < wide and (right + 1, row) not in parted_right and (row, right + 1) not in region:
                right += 1
            below = row
            while below + 1 < high and not any((below + 1, c) in parted_below for c in range(column, right + 1)):
                below += 1
            spot = len(slots)
            for r in range(row, below + 1):
                for c in range(column, right + 1):
                    if (r, c) in region:
                        return None
                    region[r, c] = spot
            slots.append(Slot(xs[column], ys[row], xs[right + 1], ys[below + 1], row, column,
                              below - row + 1, right - column + 1))  # fmt: skip
    if not _rectangular(region, parted_right, parted_below, wide, high):
        return None
    closed = [_drawn(flat, y, xs[0], xs[-1], snap) for y in (ys[0], ys[-1])]
    return Lattice(tuple(xs), tuple(ys), tuple(slots), closed[0], closed[1])


def _prune(right: set[tuple[int, int]], below: set[tuple[int, int]], wide: int, high: int) -> None:
    """Take away sides that end in nothing: they enclose nothing. The outer sides count as drawn."""
    while True:
        loose = {side for side in right if 0 < side[0] < wide and _ends_loose(side, right, below, high)}
        loose_below = {side for side in below if 0 < side[0] < high and _ends_loose(side, below, right, wide)}
        if not loose and not loose_below:
            return
        right -= loose
        below -= loose_below


def _ends_loose(side: tuple[int, int], along: set[tuple[int, int]], across: set[tuple[int, int]], last: int) -> bool:
    """Whether at one end of a side nothing goes on: `along` runs in its direction, `across` crosses it."""
    place, stretch = side
    for end, following in ((stretch, stretch - 1), (stretch + 1, stretch + 1)):
        if end in (0, last):
            continue  # it ends on an outer side
        if (place, following) not in along and not {(end, place - 1), (end, place)} & across:
            return True
    return False


def _rectangular(
    region: dict[tuple[int, int], int], right: set[tuple[int, int]], below: set[tuple[int, int]], wide: int, high: int
) -> bool:
    """Whether a line stands between every two cells, and nowhere inside one."""
    for (row, column), spot in region.items():
        if column + 1 < wide and (region[row, column + 1] != spot) != ((column + 1, row) in right):
            return False
        if row + 1 < high and (region[row + 1, column] != spot) != ((row + 1, column) in below):
            return False
    return True


def _places(lines: list[Rule], crossing: list[Rule], snap: float) -> list[float]:
    """Where lines stand, and the ends of the lines that cross them: an open side of a table is a side all the same."""
    places: list[float] = []
    for rule in sorted(lines):
        if not places or rule.at - places[-1] > snap:
            places.append(rule.at)
    first, last = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    if places[0] - first > 2 * snap:
        places.insert(0, first)
    if last - places[-1] > 2 * snap:
        places.append(last)
    return places


def _parted(lines: list[Rule], places: Sequence[float], along: Sequence[float], snap: float) -> set[tuple[int, int]]:
    """(number of the place, number of the stretch along it) of every side of the raster that is drawn."""
    parted = set()
    for number, place in enumerate(places):
        near = [rule for rule in lines if abs(rule.at - place) <= snap]
        for stretch in range(len(along) - 1):
            if _share(near, along[stretch], along[stretch + 1]) >= COVERED:
                parted.add((number, stretch))
    return parted


def _share(lines: Iterable[Rule], start: float, end: float) -> float:
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in lines)
    return covered / (end - start) if end > start else 0.0


def _drawn(lines: list[Rule], place: float, start: float, end: float, snap: float) -> bool:
    return _share([rule for rule in lines if abs(rule.at - place) <= snap], start, end) >= CLOSED
