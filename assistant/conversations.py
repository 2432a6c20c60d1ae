"""What a conversation has settled so far: issuers, years and terms of its last question.

Held in memory, bounded; a keeper remembers it beyond that, and beyond the process.
"""

import logging
import threading
import uuid
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Any, Protocol

from assistant.query import Operation, Plan, plan_of, reports_of_plan
from assistant.terms import Terms
from index.errors import NianbaoError
from index.quick import as_dict, quick

log = logging.getLogger("nianbao.conversations")

MOST = 10_000


@quick
@dataclass(frozen=True, slots=True)
class Asked:
    """What one question on figures was about."""

    issuers: tuple[str, ...]
    terms: Terms
    reports: tuple[str, ...] = ()  # that it was answered of


@quick
@dataclass(frozen=True, slots=True)
class Kept:
    """The reports an answer was narrowed to, out of those asked of; `rest`: they are what is left without some."""

    reports: tuple[str, ...]
    zh: str  # what they are called
    en: str
    of: tuple[str, ...] = ()
    rest: bool = False


MOST_KEPT = 500  # reports of a plan that is kept to be gone back to
MOST_ASKED = 5  # questions on figures that "all five together" may be about


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a follow-up question may leave out."""

    issuers: tuple[str, ...] = ()  # issuer keys
    recent: tuple[str, ...] = ()  # issuers of the questions before as well, the latest last
    years: tuple[int, ...] = ()
    terms: Terms | None = None
    operation: Operation = "lookup"
    kind: str = ""
    text: str = ""
    whole: bool = False
    asked: tuple[Asked, ...] = ()  # the last questions on figures, the latest last
    plan: Plan | None = None  # what was looked up; None where it is too long to be kept
    assumed: tuple[str, ...] = ()  # what was said with it
    kept: Kept | None = None  # where the answer was narrowed to some bodies
    excluded: tuple[str, ...] = ()  # names of issuers that the question set aside
    earlier: "Context | None" = None  # of the question before, which has none itself


def kept_plan(context: Context, plan: Plan, assumed: tuple[str, ...], before: Context | None) -> Context:
    """A context with the plan that "say that again" goes back to, and the context before it."""
    earlier = replace(before, earlier=None) if before is not None else None
    kept = plan if len(reports_of_plan(plan)) <= MOST_KEPT else None
    return replace(context, plan=kept, assumed=assumed, earlier=earlier)


class Keeper(Protocol):
    """Remembers contexts where memory ends."""

    def load(self, conversation: str) -> Context | None:
        """What a conversation has settled; None where it is not known."""

    def save(self, conversation: str, context: Context) -> None:
        """Keep what a conversation has settled."""


class Conversations:
    """Conversation id → context; the one unused longest goes first when there are too many. Safe between threads."""

    def __init__(self, most: int = MOST, *, keeper: Keeper | None = None) -> None:
        self._most = most
        self._keeper = keeper
        self._contexts: OrderedDict[str, Context] = OrderedDict()
        self._lock = threading.Lock()

    def start(self, conversation: str | None) -> tuple[str, Context | None]:
        """The id to go on with and its context: a new id and None where the given one is not known."""
        if not conversation:
            return uuid.uuid4().hex, None
        with self._lock:
            if conversation in self._contexts:
                self._contexts.move_to_end(conversation)
                return conversation, self._contexts[conversation]
        context = self._loaded(conversation)
        return (conversation, context) if context else (uuid.uuid4().hex, None)

    def keep(self, conversation: str, context: Context) -> None:
        """Remember what the last question settled."""
        with self._lock:
            self._contexts[conversation] = context
            self._contexts.move_to_end(conversation)
            while len(self._contexts) > self._most:
                self._contexts.popitem(last=False)
        if self._keeper is not None:
            try:
                self._keeper.save(conversation, context)
            except NianbaoError as error:  # the answer matters more than remembering it
                log.warning("%s", error)

    def _loaded(self, conversation: str) -> Context | None:
        if self._keeper is None:
            return None
        try:
            return self._keeper.load(conversation)
        except NianbaoError as error:
            log.warning("%s", error)
            return None


def context_json(context: Context) -> dict[str, Any]:
    """A context as JSON; `context_of` makes it again."""
    return as_dict(context)


def context_of(raw: dict[str, Any]) -> Context:
    """The context that `context_json` wrote. What a newer version added is left out, what it lacks is as if new."""
    terms, earlier = raw.get("terms"), raw.get("earlier")
    kept = raw.get("kept")
    own = {"terms", "asked", "plan", "kept", "earlier"}
    values = {name: _frozen(value) for name, value in raw.items() if name in Context.__slots__ and name not in own}
    return Context(
        **values,
        terms=_terms_of(terms) if terms is not None else None,
        asked=tuple(_asked_of(one) for one in raw.get("asked", ())),
        plan=plan_of(raw.get("plan")),
        kept=Kept(**{name: _frozen(value) for name, value in kept.items()}) if kept is not None else None,
        earlier=context_of(earlier) if earlier is not None else None,
    )


def _terms_of(raw: dict[str, Any]) -> Terms:
    return Terms(**{name: _frozen(value) for name, value in raw.items() if name in Terms.__slots__})


def _asked_of(raw: dict[str, Any]) -> Asked:
    reports = tuple(raw.get("reports", ()))
    return Asked(tuple(raw["issuers"]), _terms_of(raw["terms"]), reports)


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
