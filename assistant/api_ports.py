"""What the HTTP doors need of the rest of the program, as protocols: a small fake can stand in for each of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.answer import Answer, Language
from index.figure_store import ReportSummary
from index.report import Report
from index.settings import Limits


class StorePort(Protocol):
    """The reports that were read. `report` raises NoSuchReport; everything raises IndexMissing before a build."""

    @property
    def index_version(self) -> str: ...
    def reports(self) -> tuple[ReportSummary, ...]:
        """Return the summaries in the order a list shows them."""
        ...

    def report(self, name: str, /) -> Report: ...


class AssistantPort(Protocol):
    """The path from a question to an answer.

    `stream` yields steps (with `name` and `text`), deltas (with `text`) and, last, the `Answer`.
    `ready` is None when questions can be answered, else the reason why not.
    """

    @property
    def store(self) -> StorePort: ...

    def ask(self, question: str, *, conversation_id: str | None = None, language: Language | None = None) -> Answer: ...
    def stream(
        self, question: str, *, conversation_id: str | None = None, language: Language | None = None
    ) -> Iterator[Any]: ...
    def ready(self) -> str | None: ...


class ApiSettings(Protocol):
    """The settings that the doors read."""

    @property
    def allow_open(self) -> bool: ...
    @property
    def public_url(self) -> str: ...
    @property
    def limits(self) -> Limits: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """What every route closes over."""

    assistant: AssistantPort
    public_url: str
    limits: Limits

    @property
    def store(self) -> StorePort:
        """The reports behind the assistant."""
        return self.assistant.store
