"""The truth: reports, tables, figures, findings, passages and the lexical index, in SQL. The only file with SQL.

One transaction a report: its commit is the moment the report becomes visible. SQLite by default, any database that
SQLAlchemy speaks to by one setting.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, func, insert, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from index import figure_reading as reading
from index import figure_records as records
from index import figure_schema as sql
from index import figure_writing as writing
from index.errors import IndexMissing, NianbaoError, NoSuchReport
from index.lexical import Hit, Scored, rank
from index.report import Figure, Finding, Passage, Report
from index.report_summary import FindingHead, Kept, KeptFile, ReportSummary, Settled, TableSummary
from index.waiting import about_to_wait
from index.words import words_of

__all__ = ["FigureStore", "Kept", "KeptFile", "ReportSummary", "Scored", "Settled", "TableSummary", "open_engine"]


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
        engine = create_engine(url)
    except ModuleNotFoundError as error:
        raise IndexMissing(f"NIANBAO_DATABASE needs a driver: `.venv/bin/pip install {error.name}`") from error
    except ArgumentError as error:
        raise IndexMissing(f"NIANBAO_DATABASE cannot be used: {error}") from error
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _sqlite_settings)
        event.listen(engine, "begin", _sqlite_begin)
    return engine


def _sqlite_settings(connection: object, _: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    connection.isolation_level = None  # type: ignore[attr-defined]  # transactions begin below
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    # Left to itself the driver begins with the first write, and each read before it sees another state.
    driver = connection.connection.dbapi_connection
    assert driver is not None
    driver.execute("BEGIN")  # sqlite3's own: asked of SQLAlchemy it takes ten times as long


# Made once: building a statement takes longer than SQLite takes to answer it.
VERSION = select(sql.meta.c.value).where(sql.meta.c.key == "index_version")


class FigureStore:
    """Reads and writes the SQL tables. Safe to share between threads; every read sees whole reports only."""

    def __init__(self, engine: Engine, *, create: bool = False) -> None:
        """Use a database. With `create` the tables are made where they are missing.

        Raises:
            IndexMissing: the database holds no index, or one of another schema.
        """
        self._engine = engine
        self._summaries: tuple[str, tuple[ReportSummary, ...]] | None = None
        self._heads: tuple[str, Mapping[str, tuple[FindingHead, ...]]] | None = None
        try:
            if create and not inspect(engine).has_table(sql.meta.name):
                with engine.begin() as connection:
                    sql.metadata.create_all(connection)
                    connection.execute(insert(sql.meta).values(key="schema", value=sql.SCHEMA_VERSION))
            with engine.connect() as connection:
                found = connection.scalar(select(sql.meta.c.value).where(sql.meta.c.key == "schema"))
        except DatabaseError as error:
            raise IndexMissing(f"the index cannot be opened ({error.orig}): run `nianbao build` again") from error
        if found != sql.SCHEMA_VERSION:
            raise IndexMissing("the index was made by another version: run `nianbao build` into an empty data folder")

    def close(self) -> None:
        """Give every connection back; the store cannot be used after."""
        self._engine.dispose()

    # ---- writing

    def put(self, report: Report, *, container: str = "", group: str = "", row: int = 0) -> None:
        """Add a report, or replace the one of the same file, in one transaction.

        `container` is the file it was read from, where that is not its own; `group` is the same for all reports of
        its issuer; `row` is that of manifest.csv.
        """
        with self._writing() as connection:
            writing.put_report(connection, report, container or report.file, group or report.issuer, row)

    def remove(self, file: str) -> None:
        """Take out the report of a file; nothing happens where there is none."""
        with self._writing() as connection:
            writing.drop_report(connection, file)

    def put_file(self, file: str, kept: KeptFile) -> None:
        """Note that a file was read to its end: all its reports are there."""
        with self._writing() as connection:
            writing.put_file(connection, file, kept)

    def remove_file(self, file: str) -> None:
        """Forget that a file was read; its reports stay."""
        with self._writing() as connection:
            writing.drop_file(connection, file)

    def put_rows(self, rows: Mapping[str, int]) -> None:
        """Note the rows of manifest.csv by file."""
        with self._writing() as connection:
            writing.put_rows(connection, rows)

    def settle(self, settled: Mapping[str, Settled]) -> None:
        """Write what comparing the reports of one group says of each (by id), all of them in one transaction."""
        with self._writing() as connection:
            writing.settle_reports(connection, settled)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except OperationalError as error:
            raise NianbaoError(
                f"the index cannot be written ({error.orig}): nothing of this report was kept, all before it was; "
                "make room or give the right to write, and run the same `nianbao build` again"
            ) from error

    # ---- reading

    @property
    def index_version(self) -> str:
        """A hash over all files and their contents; "" while nothing is indexed."""
        with self._engine.connect() as connection:
            return _index_version(connection)

    def contents(self) -> dict[str, Kept]:
        """File → what is kept of it, for every report."""
        r = sql.reports.c
        with self._engine.connect() as connection:
            rows = connection.execute(select(r.file, r.id, r.content_hash, r.root, r.container, r.manifest_row))
            return {file: Kept(*rest) for file, *rest in rows}

    def files(self) -> dict[str, KeptFile]:
        """File → what is kept of it, for every file that was read to its end."""
        f = sql.files.c
        with self._engine.connect() as connection:
            rows = connection.execute(select(f.file, f.root, f.content_hash, f.stamp))
            return {file: KeptFile(*rest) for file, *rest in rows}

    def passage_counts(self) -> dict[str, int]:
        """Report id → number of its passages; reports without any are left out."""
        p = sql.passages.c
        with self._engine.connect() as connection:
            rows = connection.execute(select(p.report, func.count()).group_by(p.report))
            return {report: count for report, count in rows}  # noqa: C416 - dict() takes no rows

    def unsettled(self) -> dict[str, dict[str, int]]:
        """Group → report id → row of manifest.csv, whole groups, of those where a report came, went or changed."""
        r = sql.reports.c
        groups: dict[str, dict[str, int]] = {}
        with self._engine.connect() as connection:
            wanted = select(r.issuer_group).where(r.settled == 0)
            query = select(r.issuer_group, r.id, r.manifest_row).where(r.issuer_group.in_(wanted)).order_by(r.file)
            for group, report, row in connection.execute(query):
                groups.setdefault(group, {})[report] = row
        return groups

    def reports(self) -> tuple[ReportSummary, ...]:
        """Every report, by issuer and year, older versions too. Kept in memory until the index changes."""
        return self.overview()[1]

    def overview(self) -> tuple[str, tuple[ReportSummary, ...]]:
        """The index version and the reports of that version, as `reports`."""
        if self._engine.dialect.name != "sqlite":  # another program, perhaps on another machine
            about_to_wait()
        with self._engine.connect() as connection:
            version = _index_version(connection)
            kept = self._summaries
            if not kept or kept[0] != version:
                kept = self._summaries = (version, reading.read_summaries(connection))
            return kept

    def current_reports(self) -> tuple[ReportSummary, ...]:
        """The reports that answers rest on, by issuer and year: the newest version of each."""
        return tuple(report for report in self.reports() if report.superseded_by is None)

    def older_versions(self, report: str) -> tuple[ReportSummary, ...]:
        """The versions and copies that the report with this id supersedes."""
        return tuple(other for other in self.reports() if other.superseded_by == report)

    def summary(self, name: str) -> ReportSummary:
        """The report with this id, file, file name or "issuer year"; of several versions the newest.

        Raises:
            NoSuchReport: none or several have that name; the message lists what there is.
        """
        everything = self.reports()
        found = [r for r in everything if name in (r.id, r.file)]
        found = found or [r for r in everything if name in (Path(r.file).name, Path(r.file).stem, *_issuer_and_year(r))]
        found = [r for r in found if r.superseded_by is None] or found
        if len(found) != 1:
            there = ", ".join(f"{r.file} ({r.issuer} {r.year})" for r in (found or everything)[:10])
            count = "several reports are" if found else "no report is"
            raise NoSuchReport(f"{count} called {name!r}; there are: {there or 'none at all'}")
        return found[0]

    def report(self, name: str) -> Report:
        """The whole report of an id, file or name; `blocks` holds its prose only.

        Raises:
            NoSuchReport: as `summary`.
        """
        summary = self.summary(name)
        with self._engine.connect() as connection:
            whole = reading.read_whole(connection, summary.id)
        if whole is None:  # taken out since
            raise NoSuchReport(f"the report {summary.file} was just taken out of the index")
        return whole

    def figures(self, reports: Sequence[str], cells: Iterable[str] | None = None) -> dict[tuple[str, str], Figure]:
        """(report id, cell) → figure, in printed order; `cells` None means every cell."""
        with self._engine.connect() as connection:
            return reading.read_figures(connection, reports, cells)

    def findings(self, reports: Sequence[str]) -> dict[str, tuple[Finding, ...]]:
        """Report id → its findings in the order of the rules; reports without any are left out."""
        with self._engine.connect() as connection:
            return reading.read_findings(connection, reports)

    def finding_heads(self) -> Mapping[str, tuple[FindingHead, ...]]:
        """Report id → the heads of what `findings` gives, in its order. Kept in memory until the index changes."""
        with self._engine.connect() as connection:
            version = _index_version(connection)
            kept = self._heads
            if not kept or kept[0] != version:
                kept = self._heads = (version, reading.read_finding_heads(connection))
            return kept[1]

    def passages(self, reports: Sequence[str]) -> tuple[Passage, ...]:
        """All passages of these reports in reading order."""
        with self._engine.connect() as connection:
            return reading.read_passages(connection, reports)

    def passages_by_id(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passage id → passage; ids that are gone are left out."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(sql.passages).where(sql.passages.c.id.in_(ids))).mappings()
            return {row["id"]: records.passage_of(row) for row in rows}

    def search_words(self, text: str, reports: Sequence[str] | None = None, limit: int = 50) -> list[Scored]:
        """BM25 over the lexical index, best first; passages with no word of the text are left out.

        `reports` None searches the newest versions of all; word weights come from the same reports that are searched.
        """
        wanted = list(dict.fromkeys(words_of(text)))
        old = select(sql.reports.c.id).where(sql.reports.c.superseded_by.is_not(None))
        here = [sql.passages.c.report.not_in(old) if reports is None else sql.passages.c.report.in_(reports)]
        there = [sql.words.c.report.not_in(old) if reports is None else sql.words.c.report.in_(reports)]
        with self._engine.connect() as connection:
            total, mean = connection.execute(select(func.count(), func.avg(sql.passages.c.words)).where(*here)).one()
            rows = connection.execute(
                select(sql.words.c.word, sql.words.c.passage, sql.words.c.count, sql.passages.c.words)
                .join(sql.passages, sql.passages.c.id == sql.words.c.passage)
                .where(sql.words.c.word.in_(wanted), *there)
            ).all()
        return rank([Hit(*row) for row in rows], total, float(mean or 1))[:limit]


def _index_version(connection: Connection) -> str:
    return str(connection.scalar(VERSION) or "")


def _issuer_and_year(report: ReportSummary) -> tuple[str, str]:
    return f"{report.issuer} {report.year}", f"{report.issuer}{report.year}"
