"""Scores of one answer, each with its reason.

    wrong      a number is shown that the answer may not show     eval/score_wrong.py
    right      the answer holds what a right answer holds         eval/score_right.py
    cited      a citation names the file and a line of the value  eval/score_citation.py

A scorer is a function of (case, answer JSON, truth, verified). What cannot be scored is None, never a zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from eval import shown
from eval.cases import Case
from eval.score import Score
from eval.score_citation import score_citation
from eval.score_right import score_right
from eval.score_wrong import score_wrong
from eval.shown import AnswerJson
from eval.truth import Truth
from eval.verify import verify


@dataclass(frozen=True, slots=True)
class AnswerScores:
    """What the scorers say of one answer."""

    wrong: Score
    right: Score
    cited: Score
    refused: Score  # value: refused; scored against the case by the runner

    def as_mapping(self) -> Mapping[str, Score]:
        """The scores by name."""
        return MappingProxyType(
            {"wrong": self.wrong, "right": self.right, "cited": self.cited, "refused": self.refused}
        )


def score_answer(case: Case, answer: AnswerJson, truth: Truth) -> AnswerScores:
    """Score one answer. An answer that shows a wrong figure is never right."""
    verified = verify(answer, truth)
    wrong = score_wrong(case, answer, truth, verified)
    right = score_right(case, answer, truth)
    if wrong.value and right.value:
        right = Score(False, f"wrong figure: {wrong.reason}")
    refused = shown.kind(answer) == "refuse"
    reason = str((answer.get("refusal") or {}).get("reason") or "") if refused else shown.kind(answer)
    return AnswerScores(wrong, right, score_citation(case, answer, truth), Score(refused, reason))


def missing_report(case: Case, truth: Truth) -> str | None:
    """The report that a case needs and the collection lacks: such a case cannot be scored. None where all are there."""
    needed = [*(source.file for source in case.source), *case.report]
    return next((file for file in needed if file not in truth.reports), None)
