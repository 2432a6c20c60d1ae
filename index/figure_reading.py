"""What is read out of the SQL tables, within a connection of the caller's, which sees one state of the index."""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, func, select

from index import figure_records as records
from index import figure_schema as sql
from index.report import Figure, Finding, Passage, Report
from index.report_summary import FindingHead, ReportSummary, TableSummary

# Statements that every answer needs, made once: building one takes longer than SQLite takes to answer it.
FIGURES = (
    select(sql.figures, sql.reports.c.file)
    .join(sql.reports)
    .where(sql.figures.c.report.in_(bindparam("reports", expanding=True)))
    .order_by(sql.figures.c.report, sql.figures.c.table_id, sql.figures.c.place)
)
SOME_FIGURES = FIGURES.where(sql.figures.c.cell.in_(bindparam("cells", expanding=True)))
FINDINGS = (
    select(sql.findings)
    .where(sql.findings.c.report.in_(bindparam("reports", expanding=True)))
    .order_by(sql.findings.c.report, sql.findings.c.place)
)


def read_summaries(connection: Connection) -> tuple[ReportSummary, ...]:
    """Every report, by issuer and year."""
    tables, counts = _table_summaries(connection), _finding_counts(connection)
    chosen = [c for c in sql.reports.c if c.name not in ("prose", "lines")]
    order = (sql.reports.c.issuer, sql.reports.c.year, sql.reports.c.file)
    rows = connection.execute(select(*chosen).order_by(*order))
    return tuple(
        ReportSummary(
            id=r["id"], file=r["file"], content_hash=r["content_hash"], title=r["title"], issuer=r["issuer"],
            year=r["year"], region=r["region"], spellings=tuple(r["spellings"].split()),
            sample=bool(r["sample"]), url=r["url"], superseded_by=r["superseded_by"], published=r["published"],
            confidence=r["confidence"], reasons=tuple(json.loads(r["reasons"])), notes=tuple(json.loads(r["notes"])),
            pages=r["pages"], tables=tables.get(r["id"], {}), findings=counts.get(r["id"], 0),
            recognised=bool(r["recognised"]),
        )
        for r in rows.mappings()
    )  # fmt: skip


def read_whole(connection: Connection, key: str) -> Report | None:
    """The report with this id, or None where it is gone; `blocks` holds its prose only."""
    row = connection.execute(select(sql.reports).where(sql.reports.c.id == key)).mappings().first()
    if row is None:
        return None
    tables = connection.execute(select(sql.tables).where(sql.tables.c.report == key)).mappings().all()
    by_table: dict[str, list[Figure]] = {}
    for (_, cell), figure in read_figures(connection, [key]).items():
        by_table.setdefault(cell.partition(".")[0], []).append(figure)
    return Report(
        id=row["id"], file=row["file"], content_hash=row["content_hash"], title=row["title"], issuer=row["issuer"],
        year=row["year"], region=row["region"], spellings=tuple(row["spellings"].split()),
        sample=bool(row["sample"]), url=row["url"], root=row["root"], published=row["published"],
        confidence=row["confidence"], reasons=tuple(json.loads(row["reasons"])),
        notes=tuple(json.loads(row["notes"])), pages=row["pages"], superseded_by=row["superseded_by"],
        recognised=bool(row["recognised"]),
        blocks=records.prose_of(row),
        tables={t["table_id"]: records.table_of(t, tuple(by_table.get(t["table_id"], ()))) for t in tables},
        findings=read_findings(connection, [key]).get(key, ()), passages=read_passages(connection, [key]),
        lines=tuple(row["lines"].split("\n")) if row["lines"] else (),
    )  # fmt: skip


def read_figures(
    connection: Connection, reports: Sequence[str], cells: Iterable[str] | None = None
) -> dict[tuple[str, str], Figure]:
    """(report id, cell) → figure, in printed order; `cells` None means every cell."""
    given: dict[str, list[str]] = {"reports": list(reports)}
    query = FIGURES
    if cells is not None:
        query, given["cells"] = SOME_FIGURES, list(cells)
    rows = connection.execute(query, given).mappings()
    return {(row["report"], row["cell"]): records.figure_of(row, row["file"]) for row in rows}


def read_findings(connection: Connection, reports: Sequence[str]) -> dict[str, tuple[Finding, ...]]:
    """Report id → its findings in the order of the rules; reports without any are left out."""
    found: dict[str, list[Finding]] = {}
    for row in connection.execute(FINDINGS, {"reports": list(reports)}).mappings():
        found.setdefault(row["report"], []).append(records.finding_of(row))
    return {report: tuple(rows) for report, rows in found.items()}


def read_finding_heads(connection: Connection) -> dict[str, tuple[FindingHead, ...]]:
    """Report id → the heads of its findings, in their order; reports without any are left out."""
    f = sql.findings.c
    found: dict[str, list[FindingHead]] = {}
    kept: dict[FindingHead, FindingHead] = {}  # a hundred thousand findings have a few dozen heads
    for report, *words in connection.execute(select(f.report, f.rule, f.kind, f.severity).order_by(f.report, f.place)):
        head = FindingHead(*words)
        found.setdefault(report, []).append(kept.setdefault(head, head))
    return {report: tuple(heads) for report, heads in found.items()}


def read_passages(connection: Connection, reports: Sequence[str]) -> tuple[Passage, ...]:
    """All passages of these reports in reading order."""
    p = sql.passages.c
    query = select(sql.passages).where(p.report.in_(reports)).order_by(p.report, p.place)
    return tuple(records.passage_of(row) for row in connection.execute(query).mappings())


def _table_summaries(connection: Connection) -> dict[str, dict[str, TableSummary]]:
    t = sql.tables.c
    tables: dict[str, dict[str, TableSummary]] = {}
    chosen = select(t.report, t.table_id, t.status, t.form, t.reason, t.confidence)
    for report, table, status, form, reason, confidence in connection.execute(chosen):
        summary = TableSummary(status=status, form=form, reason=reason, confidence=confidence)
        tables.setdefault(report, {})[table] = summary
    return tables


def _finding_counts(connection: Connection) -> dict[str, int]:
    f = sql.findings.c
    query = select(f.report, func.count()).where(f.severity != "info").group_by(f.report)
    return {report: count for report, count in connection.execute(query)}  # noqa: C416 - dict() takes no rows
