"""Numbers for an invented report: all different, and every sum of the form holds.

Only `Random.random()` is used: it is the one method that gives the same sequence in every Python version.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from random import Random

from eval.samples_form import T4_BLOCKS, applicants, request_rows

SIGNED_ROWS = ("t2.license", "t2.other_services", "t2.penalty", "t2.coercion", "t2.fees")
ITEM_ROWS = SIGNED_ROWS[:4]
RISE = 90  # what the broken report adds to one total of table 4


class Clash(Exception):
    """A sum came out as a number that is already in the report: draw again."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one report, all different in absolute value.

    `cells` holds one for each printed cell, in the unit of the form (件, 项, 万元); changes are signed.
    `told` holds those that only the prose tells, by the names of invented_reports.yaml.
    """

    cells: dict[str, Decimal]
    told: dict[str, int]


class _Pool:
    def __init__(self, seed: str) -> None:
        self._random = Random(seed)
        self._used: set[Decimal] = set()

    def take(self, low: int, high: int) -> Decimal:
        """Return an unused whole number in low..high-1."""
        while True:
            number = Decimal(low + int(self._random.random() * (high - low)))
            if number not in self._used:
                self._used.add(number)
                return number

    def claim(self, number: Decimal) -> Decimal:
        """Return the number after marking it as used.

        Raises:
            Clash: it is not above 0, or used.
        """
        if number <= 0 or number in self._used:
            raise Clash
        self._used.add(number)
        return number

    def sign(self) -> int:
        return 1 if self._random.random() < 0.5 else -1


def draw(
    seed: str, *, form2: str, form3: str, zero: Collection[str] = (), before: Mapping[str, Decimal] | None = None
) -> Numbers:
    """Draw the numbers of a report; the same arguments give the same numbers.

    `zero` names cells that print no number: as parts of a sum in tables 3 and 4 they count as 0. `before` holds the
    cells of the same body a year earlier: what was carried out is carried in, and what was in force is carried on.
    """
    for attempt in count():
        pool = _Pool(f"{seed}/{attempt}")
        try:
            cells = _requests(pool, form3, zero, before or {})
            cells |= _disputes(pool, zero)
            cells |= _items(pool) if form2 == "F2019" else _stock(pool, before or {})
            return Numbers(cells, _told(pool))
        except Clash:
            continue
    raise AssertionError("count() never ends")


def _requests(pool: _Pool, form: str, zero: Collection[str], before: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Table 3: draw the results and both carry-overs, derive what was received and every total."""
    *parts, total = applicants()
    rows = [row.id for row in request_rows(form)]
    results = [row for row in rows if row.startswith("t3.res.") and row != "t3.res.total"]
    cells: dict[str, Decimal] = {}
    for column in parts:
        for row in (*results, "t3.carried_in", "t3.carried_out"):
            cell = f"{row}|{column}"
            if row == "t3.carried_in" and before:
                cells[cell] = pool.claim(before[f"t3.carried_out|{column}"])
            else:
                cells[cell] = Decimal(0) if cell in zero else pool.take(11, 900)
        handled = sum((cells[f"{row}|{column}"] for row in results), Decimal(0))
        cells[f"t3.res.total|{column}"] = pool.claim(handled)
        received = handled + cells[f"t3.carried_out|{column}"] - cells[f"t3.carried_in|{column}"]
        cells[f"t3.new|{column}"] = pool.claim(received)
    for row in rows:
        cells[f"{row}|{total}"] = pool.claim(sum((cells[f"{row}|{column}"] for column in parts), Decimal(0)))
    return cells


def _disputes(pool: _Pool, zero: Collection[str]) -> dict[str, Decimal]:
    cells: dict[str, Decimal] = {}
    for block in T4_BLOCKS:
        names = [f"{block}.{part}" for part in ("upheld", "corrected", "other", "pending")]
        parts = {cell: Decimal(0) if cell in zero else pool.take(11, 400) for cell in names}
        cells |= parts | {f"{block}.total": pool.claim(sum(parts.values(), Decimal(0)))}
    return cells


def _items(pool: _Pool) -> dict[str, Decimal]:
    """Table 2 of F2019: items stay above 0 and differ from the decisions; what is public holds what was published."""
    cells: dict[str, Decimal] = {}
    for row in ("t2.rules", "t2.normative"):
        published = pool.take(20, 400)
        cells |= {f"{row}.made": pool.take(20, 400), f"{row}.published": published}
        cells[f"{row}.public_total"] = pool.take(int(published) + 1, 2000)
    for row in SIGNED_ROWS:
        prior = pool.take(400, 1500)
        change = pool.take(11, 390)
        cells |= {f"{row}.prior_items": prior, f"{row}.change": change * pool.sign()}
    for row in ITEM_ROWS:
        cells[f"{row}.decisions"] = pool.take(2000, 9000)
    cells["t2.procurement.projects"] = pool.take(20, 400)
    cells["t2.procurement.amount"] = _money(pool)
    return cells


def _stock(pool: _Pool, before: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Table 2 of F2021: more is in force than was made this year."""
    cells: dict[str, Decimal] = {}
    for row in ("t2.rules", "t2.normative"):
        cells |= {f"{row}.made": pool.take(20, 400), f"{row}.repealed": pool.take(20, 400)}
        last = before.get(f"{row}.in_force")
        change = cells[f"{row}.made"] - cells[f"{row}.repealed"]
        cells[f"{row}.in_force"] = pool.take(400, 2000) if last is None else pool.claim(last + change)
    for row in ("t2.license", "t2.penalty", "t2.coercion"):
        cells[f"{row}.decisions"] = pool.take(2000, 9000)
    cells["t2.fees.amount"] = _money(pool)
    return cells


def _money(pool: _Pool) -> Decimal:
    """An amount in 万元 with two decimals, the last never 0."""
    hundredths = pool.take(100_000, 900_000) // 10 * 10 + 7
    return pool.claim(hundredths / 100)


def _told(pool: _Pool) -> dict[str, int]:
    website, wechat = pool.take(10_000, 40_000), pool.take(10_000, 40_000)
    told = {
        "website": website,
        "wechat": wechat,
        "items": pool.claim(website + wechat),
        "staff": pool.take(30, 400),
        "training": pool.take(11, 100),
        "fee_yuan": pool.take(1000, 9000),
    }
    return {name: int(number) for name, number in told.items()}
