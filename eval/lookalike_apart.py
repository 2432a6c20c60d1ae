"""Which questions are rightly answered otherwise once more issuers are there, told from the names in them alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.issuers import issuer_key_kept, wider_paths
from assistant.mentions import Mention
from assistant.names import Names
from assistant.wording import plain
from eval.cases import Case


@dataclass(frozen=True, slots=True)
class Apart:
    """The names of the collection as it was, and the places of the issuers that join it."""

    names: Names
    joined: frozenset[str]  # paths of the places, and of those they lie in

    def why(self, case: Case, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
        """Why the answers may differ: "all" reports, a "kind" of body without a place, a new "place", or ""."""
        if _over_all(before) or (after.get("query") or {}).get("kind") == "list":
            return "all"
        asked = self._mentions(case.question)
        if any(self._is_new(mention) for mention in asked):
            return "place"
        spoken = [*asked, *(mention for turn in case.history for mention in self._mentions(turn))]
        return "kind" if spoken and all(mention.bare_office for mention in spoken) else ""

    def _mentions(self, text: str) -> list[Mention]:
        return self.names.find(issuer_key_kept(plain(text)), text)

    def _is_new(self, mention: Mention) -> bool:
        """Whether a place is named that had no body, and has one now or in it: Jiangxi, where only Yichun was there."""
        return not mention.issuers and any(path in self.joined for path in mention.paths)


def apart(names: Names, regions: Iterable[str]) -> Apart:
    """What is needed to tell them; `regions` are the places' paths of the issuers that join."""
    return Apart(names, frozenset(path for region in regions for path in (region, *wider_paths(region))))


def _over_all(answer: Mapping[str, Any]) -> bool:
    """Whether the answer is about the whole collection, or offers what is in it."""
    query = answer.get("query") or {}
    return bool((query.get("scope") or {}).get("whole")) or query.get("kind") == "list"


def told(reasons: Sequence[str]) -> str:
    """How many questions were left out, and why."""
    counts = [reasons.count(reason) for reason in ("all", "kind", "place")]
    return (
        f"{sum(counts)} questions left out: {counts[0]} over all reports, {counts[1]} on a kind of body with no place, "
        f"{counts[2]} on a place that had no body and now has"
    )
