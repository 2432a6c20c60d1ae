"""What the HTTP doors need of the rest of the program, as protocols: a small fake can stand in for each of them."""

import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import orjson

from assistant.answer import Answer, Language, to_json
from assistant.api_lanes import Lanes
from assistant.decisions import Decisions
from assistant.edited import EditedQuery
from assistant.history import History, HistoryUnavailable
from index.figure_store import ReportSummary
from index.quick import quick
from index.report import Figure, Finding, Passage, Report
from index.report_summary import FindingHead
from index.settings import Limits

log = logging.getLogger("nianbao.api")


class StorePort(Protocol):
    """The reports that were read. `report` raises NoSuchReport; everything raises IndexMissing before a build."""

    @property
    def index_version(self) -> str: ...
    def reports(self) -> tuple[ReportSummary, ...]:
        """Return the summaries in the order a list shows them."""
        ...

    def report(self, name: str, /) -> Report: ...
    def figures(self, reports: Sequence[str], cells: Iterable[str] | None = None) -> dict[tuple[str, str], Figure]:
        """(report id, cell) → figure, each report's in printed order; `cells` None means every cell."""
        ...

    def findings(self, reports: Sequence[str]) -> dict[str, tuple[Finding, ...]]:
        """Report id → its findings; reports without any may be left out."""
        ...

    def finding_heads(self) -> Mapping[str, tuple[FindingHead, ...]]:
        """Report id → the heads of its findings, in the order of `findings`; reports without any may be left out."""
        ...


class Ranked(Protocol):
    """A passage that was found, with its score; higher is better."""

    @property
    def passage(self) -> Passage: ...
    @property
    def score(self) -> float: ...


class SearchPort(Protocol):
    """Search in the prose of reports; `reports` None searches the newest versions of all."""

    def search(
        self, text: str, reports: Sequence[str] | None, limit: int = 5, *, tables: bool = False
    ) -> Sequence[Ranked]: ...


class AssistantPort(Protocol):
    """The path from a question to an answer.

    `stream` yields steps (with `name` and `text`), deltas (with `text`) and, last, the `Answer`.
    `ready` is None when questions can be answered, else the reason why not.
    """

    @property
    def store(self) -> StorePort: ...
    @property
    def search(self) -> SearchPort: ...

    def ask(
        self,
        question: str,
        *,
        conversation_id: str | None = None,
        language: Language | None = None,
        query: EditedQuery | None = None,
    ) -> Answer: ...
    def stream(
        self,
        question: str,
        *,
        conversation_id: str | None = None,
        language: Language | None = None,
        query: EditedQuery | None = None,
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
    @property
    def data(self) -> Path: ...
    @property
    def max_upload_mb(self) -> int: ...
    @property
    def rate(self) -> int: ...
    @property
    def embed_origins(self) -> str: ...


@quick
@dataclass(frozen=True, slots=True)
class Told:
    """An answer, its JSON object, and that object as text, written once for all who need it."""

    answer: Answer
    whole: dict[str, Any]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """What every route closes over. `read_only` until somebody can be told from somebody else."""

    assistant: AssistantPort
    public_url: str
    limits: Limits
    history: History
    decisions: Decisions = field(default_factory=lambda: Decisions(None))
    read_only: bool = False
    lanes: Lanes = field(default_factory=Lanes)

    @property
    def store(self) -> StorePort:
        """The reports behind the assistant."""
        return self.assistant.store

    def ask(
        self,
        question: str,
        *,
        conversation_id: str | None = None,
        language: Language | None = None,
        query: EditedQuery | None = None,
    ) -> Answer:
        """Answer a question and keep it in its conversation: what every door asks with."""
        return self.told(question, conversation_id=conversation_id, language=language, query=query).answer

    def told(
        self,
        question: str,
        *,
        conversation_id: str | None = None,
        language: Language | None = None,
        query: EditedQuery | None = None,
    ) -> Told:
        """The same, with the answer's JSON as it was kept."""
        with self.history.together():
            answer = self.assistant.ask(question, conversation_id=conversation_id, language=language, query=query)
            return self.keep(question, answer)

    def keep(self, question: str, answer: Answer) -> Told:
        """Keep an answer in its conversation; where that cannot be, the answer matters more."""
        whole = to_json(answer, public_url=self.public_url)
        told = Told(answer, whole, json_text(whole))
        try:
            self.history.record(question, told.whole, told.text)
        except HistoryUnavailable as error:
            log.warning("%s", error)
        return told


def json_text(value: Any) -> str:
    """A value as compact JSON, characters as they are. ValueError for what JSON cannot say: NaN, half a character."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:  # a whole number of more than 64 bits
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
