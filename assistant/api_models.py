"""The bodies of the HTTP API as pydantic models: they check what comes in and describe what goes out (OpenAPI).

Answers leave as `to_json(answer)`; the models of answers document that object, they do not build it.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Kind, Reason
from assistant.api_examples import PROBLEM
from index.report import State, TableStatus


class SourceOut(BaseModel):
    file: str
    line: int | None = Field(description="1-based")
    page: int | None = Field(description="1-based")
    cell: tuple[int, int] | None = Field(description="0-based (row, column) in the expanded grid, header rows counted")
    sample: bool = Field(description="One of the project's own samples: not to be quoted")
    box: tuple[float, float, float, float] | None = Field(
        default=None, description="Left, top, right, bottom on the page, as shares of it; null where it has no pages"
    )
    grid: int | None = Field(default=None, description="0-based number of the table in an HTML or Word file")
    block: int | None = Field(default=None, description="0-based number of the paragraph in an HTML or Word file")


class CitationOut(BaseModel):
    n: int = Field(description="The [n] of the text")
    report: str
    issuer: str
    year: int
    title: str
    section: str
    table: str | None
    row: list[str]
    column: list[str]
    printed: str | None
    quote: str | None
    source: SourceOut
    url: str | None
    href: str


class CoversOut(BaseModel):
    used: int
    of: int
    blank: list[str]
    missing: list[str]


class FormulaOut(BaseModel):
    expression: str
    inputs: list[int]
    covers: CoversOut


class FigureOut(BaseModel):
    value: str
    number: float | int | None
    unit: str
    state: State
    issuer: str
    year: int | None
    cell: str
    label: str
    citations: list[int]
    formula: FormulaOut | None


class AnswerFindingOut(BaseModel):
    rule: str
    severity: str
    message: str
    citations: list[int]


class RefusalOut(BaseModel):
    reason: Reason
    message: str
    nearest: list[str]


class AnswerOut(BaseModel):
    """The answer: every figure in it is a printed cell, or a stated formula over printed cells, and is cited."""

    id: str
    conversation_id: str
    index_version: str
    language: Literal["zh", "en"]
    kind: Kind
    generated_by: str | None = Field(description="The model that worded the text; null: worded by templates")
    text: str = Field(description="Plain text; [n] marks refer to citations[].n")
    figures: list[FigureOut]
    assumptions: list[str]
    not_understood: list[str]
    citations: list[CitationOut]
    findings: list[AnswerFindingOut]
    refusal: RefusalOut | None
    options: list[str]
    suggestions: list[str]
    chart: dict[str, Any] | None
    query: dict[str, Any]
    timing_ms: dict[str, float]


class TableSummaryOut(BaseModel):
    status: TableStatus
    form: str | None
    reason: str
    reason_en: str = Field(description="The same in English; rows and columns keep their printed names")


class ReportSummaryOut(BaseModel):
    id: str
    file: str
    title: str
    issuer: str
    year: int
    region: str
    sample: bool
    url: str | None
    tables: dict[str, TableSummaryOut]
    findings: int = Field(description="Number of rules the report fails")
    published: str | None = Field(description="ISO date")
    confidence: float = Field(description="Of issuer, year and region, 0 to 1")
    superseded_by: str | None = Field(description="Id of the newer version of the same report")
    quality: list[Literal["ok", "findings", "not_extracted", "scan"]] = Field(
        description="What the filter `quality` goes by"
    )
    href: str = Field(description="Its page")


class ReportsOut(BaseModel):
    index_version: str
    reports: list[ReportSummaryOut]
    next: str | None = Field(description="`cursor` of the next page; null on the last")


class ParagraphOut(BaseModel):
    heading: list[str]
    text: str
    line: int | None
    last_line: int | None
    page: int | None
    block: int | None


class SectionOut(BaseModel):
    id: str
    title: str
    paragraphs: list[ParagraphOut]
    tables: list[str]


class ReportOut(ReportSummaryOut):
    index_version: str
    reasons: list[str] = Field(description="What issuer, year and region rest on")
    notes: list[str] = Field(description="What of the file was not read, and why")
    pages: int = Field(description="0 where the file has no pages")
    sections: list[SectionOut]


class LineOut(BaseModel):
    n: int
    text: str


class TextOut(BaseModel):
    report: str
    file: str
    lines: list[LineOut]


class OriginalOut(BaseModel):
    report: str
    file: str
    kind: Literal["lines", "pages", "html"]
    pages: int = Field(description="0 where the file has no pages")
    url: str | None = Field(description="Where it is published")
    published: str | None = Field(description="ISO date")
    notes: list[str] = Field(description="What of the file was not read, and why")


class SuggestionOut(BaseModel):
    zh: str
    en: str


class SuggestionsOut(BaseModel):
    index_version: str
    suggestions: list[SuggestionOut] = Field(description="At most three questions that the loaded reports answer")


class ProblemOut(BaseModel):
    """RFC 9457 problem document."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [PROBLEM]})

    type: str
    title: str
    status: int
    detail: str = Field(description="What happened and what to do next")
    code: str


class HealthOut(BaseModel):
    status: Literal["ok"]


class ReadyOut(BaseModel):
    status: Literal["ready"]
    index_version: str


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the `responses` of a route that may answer with these problem statuses."""
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemOut"}}}
    return {status: {"description": "Problem", "content": content} for status in statuses}
