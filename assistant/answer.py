"""The question, the query it becomes, the evidence for it and the answer: frozen values and their JSON.

    Question ─understand─▶ Query ─lookup─▶ Evidence ─compose─▶ Answer ─to_json─▶ every door

`Answer` is the contract of DESIGN.md; the HTTP API, the CLI, the stream and the tests all show `to_json(answer)`.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal
from urllib.parse import quote

from index.quick import quick
from index.report import Box, State

Kind = Literal["figure", "comparison", "list", "passage", "blank", "check", "definition", "clarify", "refuse"]
Reason = Literal["issuer", "year", "row", "not_reported", "not_extracted", "out_of_scope", "ambiguous"]
Language = Literal["zh", "en"]


@lru_cache(maxsize=4096)
def place_href(report: str, fragment: str) -> str:
    """Address of the page of a report, at a place of it, relative to the server's root."""
    return f"/reports/{quote(report)}" + (f"#{quote(fragment, safe='.')}" if fragment else "")


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class CitedSource:
    """Where a citation points, as in the contract."""

    file: str
    line: int | None
    page: int | None
    cell: tuple[int, int] | None  # 0-based (row, column) in the expanded grid, header rows counted
    sample: bool
    box: Box | None = None  # where on the page: shares of it, from its top left corner
    grid: int | None = None  # 0-based number of the table in a file that has neither lines nor pages
    block: int | None = None  # 0-based number of the paragraph, likewise

    @property
    def fragment(self) -> str:
        """The part of a page's address that names a place in the prose; "" where only the file is known."""
        if self.line:
            return f"line-{self.line}"
        if self.block is not None:
            return f"b{self.block}"
        return f"page-{self.page}" if self.page else ""


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One numbered place in a report: a cell (table, row, column, printed) or a piece of prose (quote)."""

    n: int
    report: str  # report id
    issuer: str
    year: int
    title: str
    section: str
    table: str | None
    row: tuple[str, ...]
    column: tuple[str, ...]
    printed: str | None
    quote: str | None
    source: CitedSource
    url: str | None
    cell: str | None = None  # form cell id; becomes the fragment of `href`
    passage: str | None = None  # passage id; becomes the fragment of `href`

    @property
    def href(self) -> str:
        """Address of the report page at this place, relative to the server's root."""
        return place_href(self.report, self.cell or self.source.fragment)


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Covers:
    """What an aggregate rests on: `used` of `of` reports; the others are named."""

    used: int
    of: int
    blank: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """How a computed figure came about; `inputs` are citation numbers."""

    expression: str
    inputs: tuple[int, ...]
    covers: Covers


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFigure:
    """One figure of an answer: printed (cited) or computed (with its formula)."""

    value: str  # as printed, or the computed number written out
    number: Decimal | None
    unit: str
    state: State
    issuer: str
    year: int | None
    cell: str
    label: str
    citations: tuple[int, ...]
    formula: Formula | None = None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFinding:
    """A failed rule that touches the answer."""

    rule: str
    severity: str
    message: str
    citations: tuple[int, ...] = ()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why nothing is answered, and the nearest thing that is there (never its figure)."""

    reason: Reason
    message: str
    nearest: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer as every door gives it."""

    id: str
    conversation_id: str
    index_version: str
    language: Language
    kind: Kind
    text: str
    figures: tuple[AnswerFigure, ...] = ()
    assumptions: tuple[str, ...] = ()
    not_understood: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    findings: tuple[AnswerFinding, ...] = ()
    refusal: Refusal | None = None
    options: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    chart: dict[str, Any] | None = None
    query: dict[str, Any] = field(default_factory=dict)
    generated_by: str | None = None
    timing_ms: dict[str, float] = field(default_factory=dict)


def json_number(number: Decimal | None) -> int | float | None:
    """A JSON number for an exact one: an int where it is whole."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def to_json(answer: Answer, *, public_url: str = "") -> dict[str, Any]:
    """Return the answer as the JSON object of the contract; keys in the contract's order.

    `public_url` makes every `href` absolute; empty leaves it relative.
    """
    return {
        "id": answer.id,
        "conversation_id": answer.conversation_id,
        "index_version": answer.index_version,
        "language": answer.language,
        "kind": answer.kind,
        "generated_by": answer.generated_by,
        "text": answer.text,
        "figures": [_figure_json(figure) for figure in answer.figures],
        "assumptions": list(answer.assumptions),
        "not_understood": list(answer.not_understood),
        "citations": [_citation_json(citation, public_url) for citation in answer.citations],
        "findings": [
            {"rule": f.rule, "severity": f.severity, "message": f.message, "citations": list(f.citations)}
            for f in answer.findings
        ],
        "refusal": None
        if answer.refusal is None
        else {
            "reason": answer.refusal.reason,
            "message": answer.refusal.message,
            "nearest": list(answer.refusal.nearest),
        },
        "options": list(answer.options),
        "suggestions": list(answer.suggestions),
        "chart": answer.chart,
        "query": answer.query,
        "timing_ms": answer.timing_ms,
    }


def _figure_json(figure: AnswerFigure) -> dict[str, Any]:
    formula = figure.formula
    return {
        "value": figure.value,
        "number": json_number(figure.number),
        "unit": figure.unit,
        "state": figure.state,
        "issuer": figure.issuer,
        "year": figure.year,
        "cell": figure.cell,
        "label": figure.label,
        "citations": list(figure.citations),
        "formula": None
        if formula is None
        else {
            "expression": formula.expression,
            "inputs": list(formula.inputs),
            "covers": {
                "used": formula.covers.used,
                "of": formula.covers.of,
                "blank": list(formula.covers.blank),
                "missing": list(formula.covers.missing),
            },
        },
    }


def _citation_json(citation: Citation, public_url: str) -> dict[str, Any]:
    source = citation.source
    return {
        "n": citation.n,
        "report": citation.report,
        "issuer": citation.issuer,
        "year": citation.year,
        "title": citation.title,
        "section": citation.section,
        "table": citation.table,
        "row": list(citation.row),
        "column": list(citation.column),
        "printed": citation.printed,
        "quote": citation.quote,
        "source": {
            "file": source.file,
            "line": source.line,
            "page": source.page,
            "cell": list(source.cell) if source.cell else None,
            "sample": source.sample,
            **_place_json(source),
        },
        "url": citation.url,
        "href": public_url.rstrip("/") + citation.href,
    }


def _place_json(source: CitedSource) -> dict[str, Any]:
    """What the contract adds where a file has pages, or neither pages nor lines."""
    box = list(source.box) if source.box else None
    added = {"box": box, "grid": source.grid, "block": source.block}
    return {name: value for name, value in added.items() if value is not None}
