"""Counts that the evaluation prints and compares with the baseline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Better = Literal["more", "fewer"]


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

    def as_json(self) -> dict[str, int]:
        """What the baseline keeps."""
        return {"n": self.n} if self.of is None else {"n": self.n, "of": self.of}


@dataclass(frozen=True, slots=True)
class Group:
    """The tallies of one folder of known figures or of cases."""

    name: str
    tallies: tuple[Tally, ...]
    latency: Mapping[str, float] = field(default_factory=dict)  # milliseconds; shown, never compared
    table: tuple[tuple[str, ...], ...] = ()  # header row first: right, wrong and cited by category
    unscored: tuple[str, ...] = ()  # what could not be scored, and why


def count(name: str, verdicts: Iterable[tuple[bool, str]], better: Better = "more") -> Tally:
    """Tally verdicts: each is (good, reason). With `better="fewer"` a True verdict is a fault that is counted."""
    listed = list(verdicts)
    faults = tuple(reason for good, reason in listed if good == (better == "fewer"))
    return Tally(name, sum(good for good, _ in listed), len(listed), better, faults)
