"""Which questions are rightly answered otherwise once more issuers are there, told from the names in them alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.issuers import issuer_key_kept, wider_paths
from assistant.mentions import Mention, blanked
from assistant.names import Names
from assistant.place_words import EVERYDAY
from assistant.wording import plain
from eval.cases import Case
from index.gazetteer import Place, short_name


@dataclass(frozen=True, slots=True)
class Apart:
    """The names of the collection as it was, and the places of the issuers that join it."""

    names: Names
    joined: frozenset[str]  # paths of the places, and of those they lie in
    shorts: frozenset[str]  # names of the places without 省, 市, 县, 区

    def why(self, case: Case, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
        """Why the answers may differ: "all" reports, a "kind" of body without a place, a new "place", or ""."""
        if _over_all(before) or (after.get("query") or {}).get("kind") == "list":
            return "all"
        asked = self._mentions(case.question)
        beside = blanked(case.question, asked)
        if any(map(self._is_new, asked)) or any(short in beside for short in self.shorts):
            return "place"
        spoken = [*asked, *(mention for turn in case.history for mention in self._mentions(turn))]
        return "kind" if spoken and all(mention.bare_office for mention in spoken) else ""

    def _mentions(self, text: str) -> list[Mention]:
        return self.names.find(issuer_key_kept(plain(text)), text)

    def _is_new(self, mention: Mention) -> bool:
        """Whether a place is named that had no body, and has one now or in it: Jiangxi, where only Yichun was there.

        Of a name cut to its first letter, 宜卫健委, the letter may be that of a place that joins.
        """
        if not mention.issuers:
            return any(path in self.joined for path in mention.paths)
        places = [self.names.issuers[key].place for key in mention.issuers]
        cut = mention.sure < 1 and not any(place and place.short[:2] in mention.text for place in places)
        return cut and any(short[0] == mention.text[0] for short in self.shorts)


def apart(names: Names, joining: Iterable[Place]) -> Apart:
    """What is needed to tell them; `joining` are the places of the issuers that join."""
    places = tuple(joining)
    held = {short_name(name) for name in names.own}
    shorts = {place.short for place in places if len(place.short) > 1} - EVERYDAY - held
    return Apart(names, frozenset(path for p in places for path in (p.path, *wider_paths(p.path))), frozenset(shorts))


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
