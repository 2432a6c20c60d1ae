"""Which of the decisions count now: those about this file and this reading of its table, the last of each."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.decisions import Decision
from index.errors import NianbaoError
from index.original import opened_original
from index.report import Report, Table
from index.report_summary import ReportSummary
from index.settings import Limits

PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts for one table now: the verdict on it, and the correction of each cell."""

    verdict: Decision | None = None
    corrections: dict[str, Decision] = field(default_factory=dict)


def reading_of(table: Table) -> str:
    """A short hash of what was read of a table: a decision is about this reading and no other."""
    figures = table.proposed.figures if table.proposed else table.figures
    told = [table.id, [(figure.cell, figure.printed) for figure in figures], table.candidate]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def file_hash(report: Report, limits: Limits) -> str:
    """Hash of the bytes of a report's file.

    Raises:
        OriginalGone: the file is not there any more.
    """
    digest = hashlib.sha256()
    with opened_original(report, limits) as path, path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def is_about(decision: Decision, report: Report | ReportSummary) -> bool:
    """Whether a decision may be about a report: that of the same name, or the same content under another one."""
    part = [file.partition("#")[2] for file in (decision.file, report.file)]
    return decision.report == report.id or (decision.content_hash == report.content_hash and part[0] == part[1])


def standings(report: Report, decisions: Sequence[Decision], limits: Limits) -> dict[str, Standing]:
    """Table → what counts of these decisions, for the tables of a report about whose present reading there are any."""
    mine = [d for d in decisions if d.table in report.tables and is_about(d, report)]
    if any(d.content_hash != report.content_hash for d in mine):  # another reader, or another file under the same name
        mine = _still_about(report, mine, limits)
    readings = {name: reading_of(table) for name, table in report.tables.items()}
    found: dict[str, Standing] = {}
    for decision in mine:
        if decision.reading == readings[decision.table]:
            found[decision.table] = _after(found.get(decision.table, Standing()), decision)
    return {table: standing for table, standing in found.items() if standing.verdict or standing.corrections}


def _still_about(report: Report, decisions: list[Decision], limits: Limits) -> list[Decision]:
    try:
        now = file_hash(report, limits)
    except (NianbaoError, OSError):
        now = ""
    return [d for d in decisions if d.content_hash == report.content_hash or d.file_hash == now]


def _after(standing: Standing, decision: Decision) -> Standing:
    if decision.cell is None:
        return replace(standing, verdict=None if decision.kind == "withdraw" else decision)
    kept = {cell: known for cell, known in standing.corrections.items() if cell != decision.cell}
    return replace(standing, corrections=kept if decision.kind == "withdraw" else {**kept, decision.cell: decision})
