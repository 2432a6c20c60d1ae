"""The truth: reports, tables, figures, findings, passages and the lexical index, in SQL. The only file with SQL.

One transaction a report: its commit is the moment the report becomes visible. SQLite by default, any database that
SQLAlchemy speaks to by one setting.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, delete, event, func, insert, select, update
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from index import figure_records as records
from index import figure_schema as sql
from index.errors import IndexMissing, NoSuchReport
from index.lexical import Hit, Scored, count_words, rank
from index.report import TABLE_IDS, Figure, Finding, Passage, Report
from index.report_summary import Kept, ReportSummary, TableSummary
from index.words import words_of

__all__ = ["FigureStore", "Kept", "ReportSummary", "Scored", "TableSummary", "open_engine"]


def open_engine(database: str, data: Path, *, create: bool = False) -> Engine:
    """The database of a setting: "" is a SQLite file in the data folder, else a URL of SQLAlchemy.

    Raises:
        IndexMissing: there is no SQLite file yet and `create` is not set, or the database cannot be reached.
    """
    file = data / "nianbao.sqlite"
    if not database and not create and not file.exists():
        raise IndexMissing(f"nothing has been built in {data} yet: run `nianbao --data {data} build FOLDER` first")
    if not database:
        data.mkdir(parents=True, exist_ok=True)
    try:
        url = make_url(database) if database else URL.create("sqlite", database=str(file))
        engine = create_engine(url, poolclass=NullPool if url.get_backend_name() == "sqlite" and create else None)
    except ModuleNotFoundError as error:
        raise IndexMissing(f"NIANBAO_DATABASE needs a driver: `.venv/bin/pip install {error.name}`") from error
    except ArgumentError as error:
        raise IndexMissing(f"NIANBAO_DATABASE cannot be used: {error}") from error
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _sqlite_settings)
    return engine


def _sqlite_settings(connection: object, _: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


class FigureStore:
    """Reads and writes the SQL tables. Safe to share between threads; every read sees whole reports only."""

    def __init__(self, engine: Engine, *, create: bool = False) -> None:
        """Use a database. With `create` the tables are made where they are missing.

        Raises:
            IndexMissing: the database holds no index, or one of another schema.
        """
        self._engine = engine
        self._summaries: tuple[str, tuple[ReportSummary, ...]] | None = None
        try:
            if create:
                sql.metadata.create_all(engine)
            with engine.begin() as connection:
                found = connection.scalar(select(sql.meta.c.value).where(sql.meta.c.key == "schema"))
                if found is None and create:
                    connection.execute(insert(sql.meta).values(key="schema", value=sql.SCHEMA_VERSION))
        except (OperationalError, DatabaseError) as error:
            kind = error.__class__.__name__
            raise IndexMissing(f"the index cannot be read ({kind}): run `nianbao build` again") from error
        if (found or sql.SCHEMA_VERSION) != sql.SCHEMA_VERSION or (found is None and not create):
            raise IndexMissing("the index was made by another version: run `nianbao build` into an empty data folder")

    def close(self) -> None:
        """Give every connection back; the store cannot be used after."""
        self._engine.dispose()

    # ---- writing

    def put(self, report: Report) -> None:
        """Add a report, or replace the one of the same file, in one transaction."""
        lengths, counts = count_words(report.passages)
        with self._writing() as connection:
            connection.execute(delete(sql.reports).where(sql.reports.c.file == report.file))
            connection.execute(insert(sql.reports), records.report_record(report))
            for table in (report.tables[key] for key in TABLE_IDS):
                connection.execute(insert(sql.tables), records.table_record(report.id, table))
                rows = [records.figure_record(report.id, table.id, n, f) for n, f in enumerate(table.figures)]
                if rows:
                    connection.execute(insert(sql.figures), rows)
            findings = [records.finding_record(report.id, n, f) for n, f in enumerate(report.findings)]
            if findings:
                connection.execute(insert(sql.findings), findings)
            passages = [records.passage_record(n, p, lengths[p.id]) for n, p in enumerate(report.passages)]
            if passages:
                connection.execute(insert(sql.passages), passages)
            if counts:
                connection.execute(insert(sql.words), counts)

    def remove(self, file: str) -> None:
        """Take out the report of a file; nothing happens where there is none."""
        with self._writing() as connection:
            connection.execute(delete(sql.reports).where(sql.reports.c.file == file))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            yield connection
            files = select(sql.reports.c.file, sql.reports.c.content_hash).order_by(sql.reports.c.file)
            text = "\n".join(f"{file} {content}" for file, content in connection.execute(files))
            version = hashlib.sha256(text.encode()).hexdigest()[:12]
            known = update(sql.meta).where(sql.meta.c.key == "index_version").values(value=version)
            if not connection.execute(known).rowcount:
                connection.execute(insert(sql.meta).values(key="index_version", value=version))

    # ---- reading

    @property
    def index_version(self) -> str:
        """A hash over all files and their contents; "" while nothing is indexed."""
        with self._engine.connect() as connection:
            return str(connection.scalar(select(sql.meta.c.value).where(sql.meta.c.key == "index_version")) or "")

    def contents(self) -> dict[str, Kept]:
        """File → what is kept of it, for every report."""
        query = select(sql.reports.c.file, sql.reports.c.id, sql.reports.c.content_hash, sql.reports.c.root)
        with self._engine.connect() as connection:
            return {file: Kept(report, content, root) for file, report, content, root in connection.execute(query)}

    def reports(self) -> tuple[ReportSummary, ...]:
        """Every report, by issuer and year. Kept in memory until the index changes."""
        version = self.index_version
        if self._summaries and self._summaries[0] == version:
            return self._summaries[1]
        with self._engine.connect() as connection:
            tables, counts = _table_summaries(connection), _finding_counts(connection)
            chosen = [c for c in sql.reports.c if c.name not in ("prose", "lines")]
            order = (sql.reports.c.issuer, sql.reports.c.year, sql.reports.c.file)
            rows = connection.execute(select(*chosen).order_by(*order))
            summaries = tuple(
                ReportSummary(
                    id=r["id"], file=r["file"], content_hash=r["content_hash"], title=r["title"], issuer=r["issuer"],
                    year=r["year"], region=r["region"], spellings=tuple(r["spellings"].split()),
                    sample=bool(r["sample"]), url=r["url"], superseded_by=r["superseded_by"],
                    tables=tables.get(r["id"], {}), findings=counts.get(r["id"], 0),
                )
                for r in rows.mappings()
            )  # fmt: skip
        self._summaries = (version, summaries)
        return summaries

    def summary(self, name: str) -> ReportSummary:
        """The report with this id, file, file name or "issuer year".

        Raises:
            NoSuchReport: none or several have that name; the message lists what there is.
        """
        found = [r for r in self.reports() if name in (r.id, r.file)] or [
            r for r in self.reports() if name in (Path(r.file).name, Path(r.file).stem, *_issuer_and_year(r))
        ]
        if len(found) != 1:
            there = ", ".join(f"{r.file} ({r.issuer} {r.year})" for r in (found or self.reports())[:10])
            count = "several reports are" if found else "no report is"
            raise NoSuchReport(f"{count} called {name!r}; there are: {there or 'none at all'}")
        return found[0]

    def report(self, name: str) -> Report:
        """The whole report of an id, file or name; `blocks` holds its prose only.

        Raises:
            NoSuchReport: as `summary`.
        """
        key = self.summary(name).id
        with self._engine.connect() as connection:
            row = connection.execute(select(sql.reports).where(sql.reports.c.id == key)).mappings().one()
            tables = connection.execute(select(sql.tables).where(sql.tables.c.report == key)).mappings().all()
        figures = self.figures([key])
        by_table: dict[str, list[Figure]] = {}
        for (_, cell), figure in figures.items():
            by_table.setdefault(cell.partition(".")[0], []).append(figure)
        return Report(
            id=row["id"], file=row["file"], content_hash=row["content_hash"], title=row["title"], issuer=row["issuer"],
            year=row["year"], region=row["region"], spellings=tuple(row["spellings"].split()),
            sample=bool(row["sample"]), url=row["url"], root=row["root"],
            published=row["published"], confidence=row["confidence"], reasons=tuple(json.loads(row["reasons"])),
            notes=tuple(json.loads(row["notes"])), pages=row["pages"], superseded_by=row["superseded_by"],
            blocks=records.prose_of(row),
            tables={t["table_id"]: records.table_of(t, tuple(by_table.get(t["table_id"], ()))) for t in tables},
            findings=self.findings([key]).get(key, ()), passages=self.passages([key]),
            lines=tuple(row["lines"].split("\n")),
        )  # fmt: skip

    def figures(self, reports: Sequence[str], cells: Iterable[str] | None = None) -> dict[tuple[str, str], Figure]:
        """(report id, cell) → figure, in printed order; `cells` None means every cell."""
        query = select(sql.figures, sql.reports.c.file).join(sql.reports).where(sql.figures.c.report.in_(reports))
        if cells is not None:
            query = query.where(sql.figures.c.cell.in_(list(cells)))
        query = query.order_by(sql.figures.c.report, sql.figures.c.table_id, sql.figures.c.place)
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings()
            return {(row["report"], row["cell"]): records.figure_of(row, row["file"]) for row in rows}

    def findings(self, reports: Sequence[str]) -> dict[str, tuple[Finding, ...]]:
        """Report id → its findings in the order of the rules; reports without any are left out."""
        query = (
            select(sql.findings)
            .where(sql.findings.c.report.in_(reports))
            .order_by(sql.findings.c.report, sql.findings.c.place)
        )
        found: dict[str, list[Finding]] = {}
        with self._engine.connect() as connection:
            for row in connection.execute(query).mappings():
                found.setdefault(row["report"], []).append(records.finding_of(row))
        return {report: tuple(rows) for report, rows in found.items()}

    def passages(self, reports: Sequence[str]) -> tuple[Passage, ...]:
        """All passages of these reports in reading order."""
        query = (
            select(sql.passages)
            .where(sql.passages.c.report.in_(reports))
            .order_by(sql.passages.c.report, sql.passages.c.place)
        )
        with self._engine.connect() as connection:
            return tuple(records.passage_of(row) for row in connection.execute(query).mappings())

    def passages_by_id(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passage id → passage; ids that are gone are left out."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(sql.passages).where(sql.passages.c.id.in_(ids))).mappings()
            return {row["id"]: records.passage_of(row) for row in rows}

    def search_words(self, text: str, reports: Sequence[str] | None = None, limit: int = 50) -> list[Scored]:
        """BM25 over the lexical index, best first; passages with no word of the text are left out.

        `reports` None searches all of them; word weights come from the same reports that are searched.
        """
        wanted = list(dict.fromkeys(words_of(text)))
        here = [] if reports is None else [sql.passages.c.report.in_(reports)]
        there = [] if reports is None else [sql.words.c.report.in_(reports)]
        with self._engine.connect() as connection:
            total, mean = connection.execute(select(func.count(), func.avg(sql.passages.c.words)).where(*here)).one()
            rows = connection.execute(
                select(sql.words.c.word, sql.words.c.passage, sql.words.c.count, sql.passages.c.words)
                .join(sql.passages, sql.passages.c.id == sql.words.c.passage)
                .where(sql.words.c.word.in_(wanted), *there)
            ).all()
        return rank([Hit(*row) for row in rows], total, float(mean or 1))[:limit]


def _table_summaries(connection: Connection) -> dict[str, dict[str, TableSummary]]:
    t = sql.tables.c
    tables: dict[str, dict[str, TableSummary]] = {}
    for report, table, status, form, reason in connection.execute(
        select(t.report, t.table_id, t.status, t.form, t.reason)
    ):
        tables.setdefault(report, {})[table] = TableSummary(status=status, form=form, reason=reason)
    return tables


def _finding_counts(connection: Connection) -> dict[str, int]:
    f = sql.findings.c
    query = select(f.report, func.count()).where(f.severity != "info").group_by(f.report)
    return {report: count for report, count in connection.execute(query)}  # noqa: C416 - dict() takes no rows


def _issuer_and_year(report: ReportSummary) -> tuple[str, str]:
    return f"{report.issuer} {report.year}", f"{report.issuer}{report.year}"
