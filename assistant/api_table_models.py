"""Tables of a report, their findings and what was decided about them, described for OpenAPI."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from assistant.api_models import TableSummaryOut
from index.report import Severity, State


class CellOut(BaseModel):
    text: str
    cell: str | None = Field(description="Cell id of the form; null for a label or header")
    header: bool
    row_span: int
    col_span: int
    line: int | None
    state: State | None
    number: float | int | None
    unit: str | None
    findings: list[str] = Field(description="Ids of the failed rules that touch the cell")


class FindingOut(BaseModel):
    rule: str
    kind: str
    severity: Severity
    message_zh: str
    message_en: str
    cells: list[str]
    sources: list[dict[str, Any]]
    numbers: dict[str, float | int | None]


class FindingsOut(BaseModel):
    report: str
    findings: list[FindingOut]


class TableOut(TableSummaryOut):
    id: str
    title: str
    confidence: float
    line: int | None
    last_line: int | None
    page: int | None


class DecisionOut(BaseModel):
    id: str
    report: str
    file: str
    table: str
    reading: str = Field(description="The reading of the table it is about; see GET /reports/{id}/tables/{table}")
    kind: Literal["accept", "reject", "correct", "withdraw"]
    cell: str | None = Field(description="Of a correction, or of one taken back")
    value: str | None = Field(description="What the cell should print, says whoever corrected it")
    name: str
    note: str
    created: str = Field(description="ISO, UTC")
    file_hash: str = Field(description="SHA-256 of the file it is about")


class ExtraOut(BaseModel):
    row: list[str]
    column: list[str]
    printed: str
    line: int | None
    page: int | None


class TablesOut(BaseModel):
    report: str
    tables: list[TableOut]


class PlaceOut(BaseModel):
    line: int | None = Field(description="1-based")
    page: int | None = Field(description="1-based")
    cell: tuple[int, int] | None = Field(description="0-based (row, column) in the expanded grid, header rows counted")
    box: tuple[float, float, float, float] | None = Field(description="On the page, as shares of it")
    grid: int | None = Field(description="0-based number of the table in an HTML or Word file")


class TableRowsOut(TableOut):
    report: str
    rows: list[list[CellOut]]
    findings: list[FindingOut]
    extras: list[ExtraOut] = Field(description="Printed cells that the form does not have")
    candidate: list[list[str]] = Field(description="What was read of a table that is not extracted; no figures")
    proposed: list[list[CellOut]] = Field(
        description="A reading that its sums do not prove, on the form. A decision may accept it; no figures"
    )
    places: dict[str, PlaceOut] = Field(description="Cell → where the file prints it; of `proposed` where it is there")
    reading: str = Field(description="Names this reading of the table: decisions are about it")
    decision: DecisionOut | None = Field(description="The verdict that stands")
    corrections: list[DecisionOut] = Field(description="Those that stand, each beside what its cell prints")
