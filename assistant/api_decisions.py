"""GET and POST /api/v1/decisions: what people decided about tables that could not be proved, or are read wrongly."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.api_examples import DECISION
from assistant.api_models import problems
from assistant.api_ports import Doors
from assistant.api_problems import Problem, Wording
from assistant.api_reports import decision_json
from assistant.api_table_models import DecisionOut
from assistant.decisions import Decision
from assistant.standing import file_hash, reading_of, standings
from index.errors import NoSuchReport
from index.figures import read_cell
from index.form import load_forms
from index.report import Report, Table

ONE_LINE = r"^[^\x00-\x1f\x7f\u2028\u2029]*$"
Line = Annotated[str, StringConstraints(strip_whitespace=True, pattern=ONE_LINE)]


class DecisionBody(BaseModel):
    """A decision. The printed value stays as it is, whatever is decided."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "report": "8c1f0d2a7b34",
                    "table": "t3",
                    "reading": "5f0c1a9be2d34476",
                    "kind": "accept",
                    "name": "张三",
                    "note": "已与原件逐格核对",
                }
            ]
        },
    )

    report: Annotated[str, StringConstraints(min_length=1, max_length=100)] = Field(description="Id of the report")
    table: Literal["t2", "t3", "t4", "l14"]
    reading: Annotated[str, StringConstraints(min_length=1, max_length=64)] = Field(
        description="`reading` of the table that was looked at; another one there now is answered with 409"
    )
    kind: Literal["accept", "reject", "correct", "withdraw"] = Field(
        description="`accept`: the proposed reading may be quoted; `reject`: the table is not to be quoted; `correct`: "
        "what one cell should print; `withdraw`: the verdict, or with `cell` the correction, no longer stands"
    )
    name: Annotated[Line, Field(min_length=1, max_length=40)] = Field(description="Who decides; answers say it")
    note: Annotated[Line, Field(max_length=300)] = Field(default="", description="Why; answers say it")
    cell: Annotated[str, StringConstraints(max_length=60)] | None = Field(
        default=None, description="Cell of the form (t3.new|total); needed for a correction"
    )
    value: Annotated[Line, Field(max_length=40)] | None = Field(
        default=None, description='What the cell should print; "" for a blank. Needed for a correction'
    )


class ListedDecisionOut(DecisionOut):
    stands: bool = Field(description="Whether it counts now: no later one replaced it, file and reading are the same")


class DecisionsOut(BaseModel):
    decisions: list[ListedDecisionOut] = Field(description="The newest first")


def decision_routes(doors: Doors) -> APIRouter:
    """Return the routes that keep and list decisions."""
    router = APIRouter(prefix="/api/v1", tags=["decisions"])
    one: dict[str, Any] = {"model": DecisionOut, "content": {"application/json": {"example": DECISION}}}

    @router.get("/decisions", responses={200: {"model": DecisionsOut}, **problems(422, 503)})
    def decisions(
        report: Annotated[str | None, Query(max_length=100, description="Id of a report")] = None,
        limit: Annotated[int, Query(ge=1, le=500)] = 100,
    ) -> JSONResponse:
        """What was decided, by whom and when, the newest first."""
        everything = doors.decisions.all()
        found = [d for d in reversed(everything) if report in (None, d.report)][:limit]
        standing = _standing(found, doors)
        return JSONResponse({"decisions": [{**decision_json(d), "stands": d.id in standing} for d in found]})

    @router.post(
        "/decisions", status_code=201, responses={201: one, 200: one, **problems(400, 403, 404, 409, 410, 422, 503)}
    )
    def decide(body: DecisionBody) -> JSONResponse:
        """Accept, reject or correct what was read of a table. Sending the same again changes nothing (200).

        An accepted reading is answered from, with the words "accepted by NAME on DATE: not proved by its sums".
        """
        report = doors.store.report(body.report)
        table = report.tables.get(body.table)
        if table is None or report.id != body.report:
            raise NoSuchReport(
                f"no report has the id {body.report!r} and a table {body.table}: see GET /api/v1/reports"
            )
        _check(body, table)
        decision = Decision(
            report=report.id, file=report.file, content_hash=report.content_hash,
            file_hash=file_hash(report, doors.limits), table=table.id, reading=body.reading, kind=body.kind,
            cell=body.cell, value=body.value, name=body.name, note=body.note,
        )  # fmt: skip
        kept, new = doors.decisions.add(decision)
        return JSONResponse(decision_json(kept), status_code=201 if new else 200)

    return router


def _check(body: DecisionBody, table: Table) -> None:
    """Refuse what makes no sense of this table.

    Raises:
        Problem: the reading is another one, there is nothing to accept, or a correction names no cell or no value.
    """
    if body.reading != reading_of(table):
        raise Problem(409, "reading_changed", READING_CHANGED)
    if (body.kind == "correct") != (body.value is not None):
        raise Problem(422, "bad_decision", NO_VALUE)
    if (body.kind in ("accept", "reject") and body.cell is not None) or (body.kind == "correct" and body.cell is None):
        raise Problem(422, "bad_decision", WRONG_CELL)
    if body.kind == "accept" and table.proposed is None:
        raise Problem(422, "nothing_to_accept", NOTHING_TO_ACCEPT)
    if body.cell is not None:
        figures = table.proposed.figures if table.proposed else table.figures
        if body.cell not in {figure.cell for figure in figures}:
            raise Problem(422, "bad_decision", WRONG_CELL)
        if body.value is not None and read_cell(body.value, load_forms().cells[body.cell].unit).state == "text":
            raise Problem(422, "bad_value", BAD_VALUE)


def _standing(found: list[Decision], doors: Doors) -> set[str]:
    """Ids of those decisions that count now."""
    everything = doors.decisions.all()
    standing: set[str] = set()
    for key in dict.fromkeys(decision.report for decision in found):
        try:
            report: Report = doors.store.report(key)
        except NoSuchReport:
            continue
        for counts in standings(report, everything, doors.limits).values():
            standing |= {d.id for d in (counts.verdict, *counts.corrections.values()) if d is not None}
    return standing


READING_CHANGED = Wording(
    "这张表在您打开之后已被重新读取，读数不同了。请重新打开，再核对一次。",
    "The table was read anew since you opened it, and the reading is another one. Open it again and compare once more.",
)
NO_VALUE = Wording(
    "更正须写明应为何值（空白写空字符串）；接受、退回和撤回不带 value。",
    "A correction says what the cell should print (an empty string for a blank); accept, reject and withdraw have no "
    "value.",
)
WRONG_CELL = Wording(
    "更正须指明这张表读出的某一格；接受和退回针对整张表，不带 cell。",
    "A correction names a cell that was read of this table; accept and reject are about the whole table, without cell.",
)
NOTHING_TO_ACCEPT = Wording(
    "这张表没有可接受的读数：或已读取无疑，或其行列未能与表式逐一对上。请上传更清晰的原件，或对照原件退回。",
    "There is no reading to accept: the table was read without doubt, or its rows and columns could not all be matched "
    "to the form. Upload a clearer original, or reject it.",
)
BAD_VALUE = Wording(
    "更正值应像表格中所印：数字（可带单位）、横线、斜线或空白。",
    "A corrected value is what a table prints: a number, with its unit or without, a dash, a slash, or nothing.",
)
