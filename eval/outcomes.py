"""What came of each case, kept beside the baseline, so that a run can say which cases became right and which fell.

Of the test split nothing is kept: to say which of its cases fell would invite tuning to it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.baseline import BadBaseline
from eval.measures import QuestionResult
from eval.own import unseen

OUTCOMES = ("right", "not right", "wrong figure", "not scored")
Outcomes = Mapping[str, Mapping[str, str]]  # group → case id → one of OUTCOMES


@dataclass(frozen=True, slots=True)
class Change:
    """One case whose outcome is another than that of the baseline."""

    group: str
    case: str
    was: str
    now: str

    @property
    def better(self) -> bool:
        """Whether it became right, or at least is no wrong figure any more."""
        return self.now == "right" or (self.was == "wrong figure" and self.now == "not right")


def beside(baseline: Path) -> Path:
    """The file of outcomes that belongs to a baseline: baseline.json, baseline.outcomes.json."""
    return baseline.with_name(f"{baseline.stem}.outcomes.json")


def outcome(result: QuestionResult) -> str:
    """What came of one case."""
    if result.scores is None:
        return "not scored"
    if result.scores.wrong.value:
        return "wrong figure"
    return "right" if result.scores.right.value else "not right"


def outcomes(results: Iterable[tuple[str, QuestionResult]]) -> dict[str, dict[str, str]]:
    """Group → case id → outcome, of (group, result) pairs; without the test split."""
    found: dict[str, dict[str, str]] = {}
    for group, result in results:
        if not unseen(group):
            found.setdefault(group, {})[result.case.id] = outcome(result)
    return found


def write_outcomes(path: Path, found: Outcomes) -> None:
    """Write the outcomes of the groups that ran; other groups stay. One line an outcome, ids separated by blanks."""
    kept = {**(read_outcomes(path) if path.is_file() else {}), **found}
    compact = {
        group: {
            what: " ".join(case for case, came in cases.items() if came == what)
            for what in OUTCOMES
            if what in cases.values()
        }
        for group, cases in kept.items()
    }
    path.write_text(json.dumps(compact, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_outcomes(path: Path) -> dict[str, dict[str, str]]:
    """Read what `write_outcomes` wrote.

    Raises:
        BadBaseline: it is something else.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return {
            group: {case: what for what, ids in kinds.items() for case in ids.split()} for group, kinds in raw.items()
        }
    except (OSError, ValueError, AttributeError) as error:
        raise BadBaseline(f"{path}: no outcomes in it; write them with --update-baseline ({error})") from error


def changes(now: Outcomes, was: Outcomes) -> tuple[Change, ...]:
    """The cases whose outcome changed, those that fell first; cases that are new or did not run are passed over."""
    found = [
        Change(group, case, was[group][case], came)
        for group, cases in now.items()
        for case, came in cases.items()
        if case in was.get(group, {}) and was[group][case] != came
    ]
    return tuple(sorted(found, key=lambda change: change.better))
