"""The committed baseline: a run that falls below it fails, and a change of it shows as a diff."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from eval.tally import Group, Tally
from index.errors import NianbaoError

_FACTS = "sum rules: "  # how many pass or fail is a fact of the reports: neither more nor fewer is better


class BadBaseline(NianbaoError):
    """The baseline file is not what `--update-baseline` writes."""


def as_json(groups: Iterable[Group]) -> dict[str, dict[str, dict[str, int]]]:
    """Group name → tally name → counts, in the order of the run."""
    return {group.name: {tally.name: tally.as_json() for tally in group.tallies} for group in groups}


def write_baseline(path: Path, groups: Iterable[Group]) -> None:
    """Write the counts of this run over those of the groups it ran; other groups stay."""
    kept = read_baseline(path) if path.is_file() else {}
    path.write_text(json.dumps({**kept, **as_json(groups)}, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def read_baseline(path: Path) -> dict[str, Any]:
    """Read a baseline.

    Raises:
        BadBaseline: it is no JSON object of groups.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadBaseline(f"{path}: {error}") from error
    if not isinstance(raw, dict) or not all(isinstance(group, dict) for group in raw.values()):
        raise BadBaseline(f"{path}: not a baseline; write one with --update-baseline")
    return raw


def compare(groups: Iterable[Group], baseline: dict[str, Any]) -> tuple[str, ...]:
    """What fell below the baseline, one line each; groups that did not run are passed over.

    A rate may not fall, a count of faults may not rise, and no fewer cases may be scored than before. A group of which
    nothing could be measured here says so itself.
    """
    fallen: list[str] = []
    for group in groups:
        if not group.tallies and group.unscored:
            continue
        tallies = {tally.name: tally for tally in group.tallies}
        for name, was in baseline.get(group.name, {}).items():
            tally = tallies.get(name)
            if tally is None:
                fallen.append(f"{group.name}: {name}: could not be scored; was {_text(was)}")
            elif reason := _worse(tally, was):
                fallen.append(f"{group.name}: {name}: {reason}")
    return tuple(fallen)


def _worse(tally: Tally, was: dict[str, int]) -> str | None:
    now = tally.as_json()
    if now == was:
        return None
    if tally.name.startswith(_FACTS):
        return f"{_text(now)}, was {_text(was)}"
    if now.get("of", 0) < was.get("of", 0):
        return f"only {_text(now)} scored, was {_text(was)}"
    if tally.better == "fewer":
        return f"{_text(now)}, was {_text(was)}" if tally.n > was["n"] else None
    # n/of against n/of without rounding
    fell = tally.n * was.get("of", 1) < was["n"] * now.get("of", 1)
    return f"{_text(now)}, was {_text(was)}" if fell else None


def _text(counts: dict[str, int]) -> str:
    return f"{counts['n']}/{counts['of']}" if "of" in counts else str(counts["n"])
