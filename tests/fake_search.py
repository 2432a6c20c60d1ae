"""A search over the reports of the fake store."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.report import Passage, Report


@dataclass(frozen=True)
class Ranked:
    """A passage and its score."""

    passage: Passage
    score: float


@dataclass
class FakeSearch:
    """Finds the passages that share the most characters with a text."""

    held: dict[str, Report]

    def search(self, text: str, reports: Sequence[str] | None, limit: int = 5, *, tables: bool = False) -> list[Ranked]:
        """Return at most `limit` passages, best first."""
        names = self.held if reports is None else reports
        passages = [passage for name in names for passage in self.held[name].passages]
        ranked = [Ranked(passage, len(set(text) & set(passage.text))) for passage in passages]
        return sorted(ranked, key=lambda found: -found.score)[:limit]
