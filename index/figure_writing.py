"""What is written into the SQL tables, within a transaction of the caller's.

The index version is a sum over the marks of all reports, so that a write need not look at the others.
"""

import hashlib
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from index import figure_records as records
from index import figure_schema as sql
from index.lexical import count_words
from index.report import LEGACY_ID, TABLE_IDS, Finding, Report
from index.report_summary import KeptFile, Settled

MARK_BITS = 256


def put_report(connection: Connection, report: Report, container: str, group: str, row: int) -> None:
    """Add a report, or replace the one of the same file; the reports of its group are to be settled again."""
    lengths, counts = count_words(report.passages)
    drop_report(connection, report.file)
    mark = _mark(report.file, report.content_hash, report.superseded_by, ())
    of_build = {"container": container, "issuer_group": group, "manifest_row": row, "settled": 0, "mark": mark}
    connection.execute(insert(sql.reports), records.report_record(report) | of_build)
    _count(connection, added=mark)
    _unsettle(connection, group)
    for table in (report.tables[key] for key in (*TABLE_IDS, LEGACY_ID) if key in report.tables):
        connection.execute(insert(sql.tables), records.table_record(report.id, table))
        figures = [records.figure_record(report.id, table.id, n, f) for n, f in enumerate(table.figures)]
        if figures:
            connection.execute(insert(sql.figures), figures)
    findings = [records.finding_record(report.id, n, f) for n, f in enumerate(report.findings)]
    if findings:
        connection.execute(insert(sql.findings), findings)
    passages = [records.passage_record(n, p, lengths[p.id]) for n, p in enumerate(report.passages)]
    if passages:
        connection.execute(insert(sql.passages), passages)
    if counts:
        connection.execute(insert(sql.words), counts)


def drop_report(connection: Connection, file: str) -> None:
    """Take out the report of a file, with all it had; nothing happens where there is none."""
    r = sql.reports.c
    there = connection.execute(select(r.issuer_group, r.mark).where(r.file == file)).first()
    if there is None:
        return
    connection.execute(delete(sql.reports).where(r.file == file))
    _count(connection, taken=there.mark)
    _unsettle(connection, there.issuer_group)


def put_file(connection: Connection, file: str, kept: KeptFile) -> None:
    """Note that a file was read to its end."""
    drop_file(connection, file)
    connection.execute(insert(sql.files), {"file": file} | kept._asdict())


def drop_file(connection: Connection, file: str) -> None:
    """Forget that a file was read."""
    connection.execute(delete(sql.files).where(sql.files.c.file == file))


def settle_reports(connection: Connection, settled: Mapping[str, Settled]) -> None:
    """Write what comparing reports says of each of them (by id), in place of what it said before."""
    f, r = sql.findings.c, sql.reports.c
    for report, result in settled.items():
        connection.execute(delete(sql.findings).where(and_(f.report == report, f.across == 1)))
        place = (connection.scalar(select(func.max(f.place)).where(f.report == report)) or 0) + 1
        rows = [records.finding_record(report, place + n, x, across=True) for n, x in enumerate(result.findings)]
        if rows:
            connection.execute(insert(sql.findings), rows)
        old = connection.execute(select(r.file, r.content_hash, r.mark).where(r.id == report)).one()
        mark = _mark(old.file, old.content_hash, result.superseded_by, result.findings)
        _count(connection, added=mark, taken=old.mark)
        values = {"superseded_by": result.superseded_by, "settled": 1, "mark": mark}
        connection.execute(update(sql.reports).where(r.id == report).values(values))


def put_rows(connection: Connection, rows: Mapping[str, int]) -> None:
    """Note the rows of manifest.csv by file: they tell which of two versions is the newer one."""
    r = sql.reports.c
    for file, row in rows.items():
        there = connection.execute(select(r.issuer_group).where(r.file == file)).first()
        if there:
            connection.execute(update(sql.reports).where(r.file == file).values(manifest_row=row))
            _unsettle(connection, there.issuer_group)


def _unsettle(connection: Connection, group: str) -> None:
    connection.execute(update(sql.reports).where(sql.reports.c.issuer_group == group).values(settled=0))


def _mark(file: str, content_hash: str, superseded_by: str | None, findings: Sequence[Finding]) -> str:
    across = [[f.rule, f.message_zh, f.cells] for f in findings]
    return hashlib.sha256(records.dump([file, content_hash, superseded_by, across]).encode()).hexdigest()


def _count(connection: Connection, *, added: str = "0", taken: str = "0") -> None:
    """Move the index version on: the same reports give the same version, in whatever order they came."""
    stored = connection.scalar(select(sql.meta.c.value).where(sql.meta.c.key == "marks")) or "0"
    total = (int(stored, 16) + int(added, 16) - int(taken, 16)) % (1 << MARK_BITS)
    version = hashlib.sha256(f"{total:x}".encode()).hexdigest()[:12]
    for key, value in (("marks", f"{total:x}"), ("index_version", version)):
        known = update(sql.meta).where(sql.meta.c.key == key).values(value=value)
        if not connection.execute(known).rowcount:
            connection.execute(insert(sql.meta).values(key=key, value=value))
