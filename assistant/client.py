"""A client of the HTTP interface with typed answers. The standard library is all it needs: the file may be copied.

from assistant.client import Nianbao

nianbao = Nianbao("http://127.0.0.1:8000")
answer = nianbao.ask("宜春市卫生健康委2020年办理了多少件申请")
print(answer.text, answer.figures[0].number, answer.cited(answer.figures[0])[0].href)
"""

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

Value = TypeVar("Value")


class NianbaoProblem(Exception):
    """The server refused; `str(error)` says what to do next."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        self.status = status
        self.code = code
        self.detail = detail
        super().__init__(f"{status} {code}: {detail}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where something is printed."""

    file: str
    line: int | None = None  # 1-based
    page: int | None = None  # 1-based
    cell: tuple[int, int] | None = None  # 0-based (row, column) in the expanded grid
    sample: bool = False  # one of the project's own samples: not to be quoted
    box: tuple[float, ...] | None = None  # left, top, right, bottom as shares of the page
    grid: int | None = None
    block: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One numbered place in a report."""

    n: int
    report: str
    issuer: str
    year: int
    title: str
    section: str
    table: str | None
    row: tuple[str, ...]
    column: tuple[str, ...]
    printed: str | None
    quote: str | None
    source: Source
    url: str | None
    href: str  # absolute


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of an answer; `number` is None unless `state` is "number" or "computed"."""

    value: str
    number: float | int | None
    unit: str
    state: str
    issuer: str
    year: int | None
    cell: str
    label: str
    citations: tuple[int, ...]
    formula: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why nothing is answered, and the nearest thing that is there."""

    reason: str
    message: str
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer; `raw` is the whole object as it came."""

    id: str
    conversation_id: str
    language: str
    kind: str
    text: str
    generated_by: str | None
    figures: tuple[Figure, ...]
    citations: tuple[Citation, ...]
    findings: tuple[dict[str, Any], ...]
    refusal: Refusal | None
    options: tuple[str, ...]
    suggestions: tuple[str, ...]
    raw: dict[str, Any] = field(repr=False)

    def cited(self, figure: Figure) -> tuple[Citation, ...]:
        """The places of a figure."""
        return tuple(citation for citation in self.citations if citation.n in figure.citations)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One printed cell of a list of figures."""

    report: str
    issuer: str
    year: int
    region: str
    title: str
    form: str | None
    table: str
    cell: str
    row: tuple[str, ...]
    column: tuple[str, ...]
    label: dict[str, str]
    printed: str
    number: float | int | None
    unit: str
    state: str
    source: Source
    url: str | None
    href: str
    superseded: bool


class Nianbao:
    """A server. `timeout` is in seconds. Every method raises NianbaoProblem, or OSError where nobody answers."""

    def __init__(self, address: str = "http://127.0.0.1:8000", *, timeout: float = 60.0) -> None:
        self.address = address.rstrip("/")
        self.timeout = timeout

    def ask(
        self,
        question: str,
        *,
        conversation_id: str | None = None,
        language: str | None = None,
        query: dict[str, Any] | None = None,
    ) -> Answer:
        """Answer a question; `conversation_id` of an answer goes on with it.

        `query` ({"cells": […], "reports": […], "operation": …}) is what is asked for, where it is known exactly.
        """
        body = {"question": question, "conversation_id": conversation_id, "language": language, "query": query}
        return self._answer(self._json("POST", "/api/v1/ask", body=body))

    def figures(self, **filters: Any) -> Iterator[Cell]:
        """The printed cells that the filters of /api/v1/figures let through, page after page."""
        for row in self._rows("/api/v1/figures", "figures", filters):
            yield _made(Cell, {**row, "href": self._absolute(row["href"])})

    def findings(self, **filters: Any) -> Iterator[dict[str, Any]]:
        """The rules that reports fail, page after page."""
        yield from self._rows("/api/v1/findings", "findings", filters)

    def reports(self, **filters: Any) -> list[dict[str, Any]]:
        """The reports."""
        return list(self._rows("/api/v1/reports", "reports", filters))

    def passages(self, q: str, **filters: Any) -> list[dict[str, Any]]:
        """The passages nearest to a text, best first."""
        found: list[dict[str, Any]] = self._json("GET", "/api/v1/passages", query={"q": q, **filters})["passages"]
        return found

    def feedback(self, answer_id: str, *, good: bool, reason: str = "") -> None:
        """Say whether an answer was good."""
        self._json("POST", "/api/v1/feedback", body={"answer_id": answer_id, "good": good, "reason": reason})

    def export(self, answer_id: str, format: str = "docx") -> bytes:
        """An answer as .docx, .xlsx or .csv."""
        path = f"/api/v1/answers/{urllib.parse.quote(answer_id, safe='')}/export"
        return self._bytes("GET", path, query={"format": format})

    def _rows(self, path: str, name: str, filters: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        cursor: str | None = None
        while True:
            body = self._json("GET", path, query={**filters, **({"cursor": cursor} if cursor else {})})
            yield from body[name]
            cursor = body["next"]
            if cursor is None:
                return

    def _answer(self, raw: dict[str, Any]) -> Answer:
        cited = [{**citation, "href": self._absolute(citation["href"])} for citation in raw["citations"]]
        return _made(
            Answer,
            {
                **raw,
                "figures": tuple(_made(Figure, figure) for figure in raw["figures"]),
                "citations": tuple(_made(Citation, citation) for citation in cited),
                "refusal": _made(Refusal, raw["refusal"]) if raw["refusal"] else None,
                "raw": raw,
            },
        )

    def _absolute(self, href: str) -> str:
        return urllib.parse.urljoin(f"{self.address}/", href)

    def _json(self, method: str, path: str, **parts: Any) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._bytes(method, path, **parts))
        return found

    def _bytes(
        self, method: str, path: str, *, query: Mapping[str, Any] | None = None, body: dict[str, Any] | None = None
    ) -> bytes:
        address = self.address + path
        if query:
            address += "?" + urllib.parse.urlencode(query, doseq=True)
        content = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"} if body is not None else {}
        request = urllib.request.Request(address, content, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as response:
                whole: bytes = response.read()
                return whole
        except urllib.error.HTTPError as error:
            with error:
                raise _problem(error.code, error.read()) from None


def _problem(status: int, content: bytes) -> NianbaoProblem:
    try:
        body = json.loads(content)
        return NianbaoProblem(status, str(body["code"]), str(body["detail"]))
    except (ValueError, KeyError, TypeError):
        return NianbaoProblem(status, "unknown", content[:200].decode(errors="replace"))


def _made(kind: type[Value], raw: Mapping[str, Any]) -> Value:
    """A value of a dataclass from JSON; members that a newer server adds are left out."""
    values = {}
    for item in fields(kind):  # type: ignore[arg-type]
        if item.name in raw:
            value = raw[item.name]
            if item.name == "source" and isinstance(value, dict):
                value = _made(Source, value)
            values[item.name] = tuple(value) if isinstance(value, list) else value
    return kind(**values)
