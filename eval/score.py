"""The one value that every scorer returns."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """A verdict and its reason. `value` is None where there is nothing to score."""

    value: bool | None
    reason: str
