"""Counts that the evaluation prints and compares with the baseline."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Better = Literal["more", "fewer"]
Table = tuple[tuple[str, ...], ...]  # header row first
Z = 1.959964  # of a normal distribution: 95 % lie within so many deviations


@dataclass(frozen=True, slots=True)
class Tally:
    """`n` of `of`; `of` is None for a plain count. `failures` says which and why, one line each."""

    name: str
    n: int
    of: int | None = None
    better: Better = "more"
    failures: tuple[str, ...] = ()

    @property
    def rate(self) -> float | None:
        """n / of, 0..1; None for a plain count or where nothing could be scored."""
        return self.n / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the rate; None where there is no rate."""
        return wilson(self.n, self.of) if self.of else None

    def as_json(self) -> dict[str, int]:
        """What the baseline keeps."""
        return {"n": self.n} if self.of is None else {"n": self.n, "of": self.of}


@dataclass(frozen=True, slots=True)
class Group:
    """The tallies of one folder of known figures or of cases."""

    name: str
    tallies: tuple[Tally, ...]
    latency: Mapping[str, float] = field(default_factory=dict)  # milliseconds; shown, never compared
    tables: tuple[Table, ...] = ()  # right, wrong and cited by category, kind and language; refusals by reason
    unscored: tuple[str, ...] = ()  # what could not be scored, and why


def count(name: str, verdicts: Iterable[tuple[bool, str]], better: Better = "more") -> Tally:
    """Tally verdicts: each is (good, reason). With `better="fewer"` a True verdict is a fault that is counted."""
    listed = list(verdicts)
    faults = tuple(reason for good, reason in listed if good == (better == "fewer"))
    return Tally(name, sum(good for good, _ in listed), len(listed), better, faults)


def wilson(n: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a rate after Wilson, 0..1: it is of use for 0 of n too.

    Raises:
        ValueError: nothing was counted, or n is more than all.
    """
    if not 0 <= n <= of or of == 0:
        raise ValueError(f"{n} of {of} is no rate")
    rate, spread = n / of, Z * Z / of
    middle = rate + spread / 2
    half = Z * math.sqrt(rate * (1 - rate) / of + spread / (4 * of))
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


def rate_with_interval(n: int, of: int) -> str:
    """The rate and its interval as they are shown: "98.6% (92.5 to 99.8)"."""
    low, high = wilson(n, of)
    return f"{n / of:.1%} ({low * 100:.1f} to {high * 100:.1f})"
