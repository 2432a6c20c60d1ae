"""What the lists over all reports return, described for OpenAPI."""

from pydantic import BaseModel, Field

from assistant.api_models import SourceOut
from assistant.query import Operation
from index.report import Severity, State


class LabelOut(BaseModel):
    zh: str
    en: str


class WhoseOut(BaseModel):
    report: str
    issuer: str
    year: int
    region: str = Field(description="Province, city, county, as far as known")


class WhereOut(BaseModel):
    source: SourceOut
    url: str | None = Field(description="Where the report is published")
    href: str = Field(description="Its page, at this place")


class FigureRowOut(WhoseOut, WhereOut):
    title: str
    form: str | None
    table: str
    cell: str
    row: list[str] = Field(description="Printed labels, outermost first")
    column: list[str]
    label: LabelOut
    printed: str
    number: float | int | None = Field(description="In `unit`; null unless `state` is number")
    unit: str
    state: State
    superseded: bool = Field(description="A newer version of the same report is there")
    remark: LabelOut | None = Field(
        default=None, description="What people decided: a table accepted without proof, a corrected cell"
    )


class FiguresOut(BaseModel):
    index_version: str
    reports: int = Field(description="How many reports the filters let through")
    figures: list[FigureRowOut]
    next: str | None = Field(description="`cursor` of the next page; null on the last")


class FindingRowOut(WhoseOut, WhereOut):
    rule: str
    kind: str
    severity: Severity
    message_zh: str
    message_en: str
    cells: list[str]
    numbers: dict[str, float | int | None]


class FindingRowsOut(BaseModel):
    index_version: str
    reports: int = Field(description="How many reports the filters let through")
    findings: list[FindingRowOut]
    next: str | None = Field(description="`cursor` of the next page; null on the last")


class PassageRowOut(WhoseOut, WhereOut):
    id: str
    title: str
    section: str
    heading: list[str]
    table: str | None
    text: str
    score: float = Field(description="Orders one search; means nothing beyond it")


class PassagesOut(BaseModel):
    index_version: str
    reports: int = Field(description="How many reports were searched")
    passages: list[PassageRowOut]


class CellRowOut(BaseModel):
    cell: str
    table: str
    row: str
    label: LabelOut
    unit: str
    row_path: list[str]
    column_path: list[str]
    forms: list[str] = Field(description="Forms that print it")


class OperationOut(BaseModel):
    """An operation of a query, and on how many cells of how many reports it is done (fewest, most)."""

    operation: Operation
    label: LabelOut
    cells: tuple[int, int]
    reports: tuple[int, int]
    one_issuer: bool = Field(description="Only over the years of one body")


class CellsOut(BaseModel):
    cells: list[CellRowOut]
    rows: dict[str, LabelOut] = Field(description="Rows, and blocks of table 4, by id")
    applicants: dict[str, LabelOut] = Field(description="Columns of table 3, by id")
    operations: list[OperationOut]


class RuleOut(BaseModel):
    rule: str
    kind: str = Field(description="hard, soft, completeness, info or parse")
    severity: Severity
    label: LabelOut


class RulesOut(BaseModel):
    rules: list[RuleOut]
