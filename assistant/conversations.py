"""What a conversation has settled so far: issuers, years and terms of its last question. In memory, bounded."""

import threading
import uuid
from collections import OrderedDict
from dataclasses import dataclass

from assistant.query import Operation
from assistant.terms import Terms

MOST = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What one question on figures was about."""

    issuers: tuple[str, ...]
    terms: Terms


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
    asked: tuple[Asked, ...] = ()  # the last two questions on figures, the latest last


class Conversations:
    """Conversation id → context; the one unused longest goes first when there are too many. Safe between threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._contexts: OrderedDict[str, Context] = OrderedDict()
        self._lock = threading.Lock()

    def start(self, conversation: str | None) -> tuple[str, Context | None]:
        """The id to go on with and its context: a new id and None where the given one is not known."""
        with self._lock:
            if conversation and conversation in self._contexts:
                self._contexts.move_to_end(conversation)
                return conversation, self._contexts[conversation]
        return uuid.uuid4().hex, None

    def keep(self, conversation: str, context: Context) -> None:
        """Remember what the last question settled."""
        with self._lock:
            self._contexts[conversation] = context
            self._contexts.move_to_end(conversation)
            while len(self._contexts) > self._most:
                self._contexts.popitem(last=False)
