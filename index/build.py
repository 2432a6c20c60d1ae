"""A folder of report files → the index, once per content hash.

A report's vectors go into Chroma first and its SQL commit comes last: that commit makes it visible. Whatever a
killed build left behind in Chroma is put right at the start of the next one.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock, Timeout

from index.embedding import Embedder, open_embedder
from index.errors import EmbedderMismatch, NianbaoError, TooLarge, UnreadableReport
from index.figure_store import FigureStore, Kept, open_engine
from index.figures import read_table
from index.form import Forms, load_forms
from index.gazetteer import Gazetteer, load_gazetteer
from index.identity import identify
from index.passage_store import PassageStore
from index.passages import cut_passages
from index.readers import read_document
from index.report import Report
from index.rules import check_report, findings
from index.settings import Limits, Settings
from index.tables import map_tables

READING_VERSION = "2"  # raise it when a reader changes what it makes of the same bytes
IGNORED = {"readme", "manifest", "license", "thumbs"}
MEGABYTE = 1_000_000


@dataclass(slots=True)
class Summary:
    """What a build did, in files; `refused` says of each file it could not use why."""

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    refused: list[UnreadableReport] = field(default_factory=list)
    not_extracted: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file to be read: `file` is its name in the index, relative to `root`."""

    path: Path
    root: Path
    file: str


class Builder:
    """Writes one index. Only one builder works on a data folder at a time.

    Raises:
        NianbaoError: another build holds the data folder.
    """

    def __init__(self, settings: Settings, *, embedder: Embedder | None = None) -> None:
        self._settings = settings
        self._embedder = embedder or open_embedder(settings)
        settings.data.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(settings.data / "build.lock")
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise NianbaoError(f"another build is writing to {settings.data}: wait until it is done") from error
        try:
            self.store = FigureStore(open_engine(settings.database, settings.data, create=True), create=True)
            self._passages = _open_passages(settings, self._embedder.fingerprint)
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        """Let go of the data folder."""
        self.store.close()
        self._lock.release()

    def build(self, roots: Sequence[Path], on_file: Callable[[str], None] = lambda file: None) -> Summary:
        """Bring the index in line with folders and single files; `on_file` is called before each file.

        Reports whose file is gone from one of the folders are removed; a single file only adds or replaces itself.
        """
        files = report_files(roots)
        kept = self.store.contents()
        self.reconcile(kept)
        summary = Summary()
        taken: dict[str, Path] = {}
        for report_file in files:
            on_file(report_file.file)
            try:
                first = taken.setdefault(report_file.file, report_file.path)
                if first != report_file.path:
                    raise UnreadableReport(report_file.path, f"{first} has the same name; rename one")
                self._take(report_file, kept.get(report_file.file), summary)
            except UnreadableReport as error:
                error.path = Path(report_file.file)
                summary.refused.append(error)
        folders = {str(root.resolve()) for root in roots if root.is_dir()}
        there = {report_file.file for report_file in files}
        for file, entry in kept.items():
            if entry.root in folders and file not in there:
                self.store.remove(file)
                self._passages.remove(entry.report)
                summary.removed.append(file)
        return summary

    def _take(self, report_file: ReportFile, kept: Kept | None, summary: Summary) -> None:
        size = _size(report_file.path)
        if size > self._settings.max_file_mb * MEGABYTE:
            raise TooLarge(
                report_file.path,
                f"{size / MEGABYTE:.0f} MB is over the limit of {self._settings.max_file_mb} MB (NIANBAO_MAX_FILE_MB)",
            )
        before = Path(kept.root, report_file.file) if kept and kept.root else report_file.path
        moved = before != report_file.path
        if moved and before.exists():
            raise UnreadableReport(report_file.path, f"a file of this name is in the index from {before}; rename one")
        if kept and kept.content_hash == _content_hash(report_file.path) and not moved:
            summary.unchanged.append(report_file.file)
            return
        report = replace(
            read_report(report_file.path, report_file.root, limits=self._settings.limits), root=str(report_file.root)
        )
        self._embed(report)
        self.store.put(report)
        (summary.replaced if kept else summary.added).append(report_file.file)
        summary.not_extracted.extend(
            f"{report.file}: {table.reason}" for table in report.tables.values() if table.status == "not_extracted"
        )

    def _embed(self, report: Report) -> None:
        vectors = self._embedder.embed_documents([passage.embedded for passage in report.passages])
        self._passages.put(report.id, report.passages, vectors, issuer=report.issuer, year=report.year)

    def reconcile(self, kept: dict[str, Kept]) -> None:
        """Make Chroma hold the passages of exactly the reports that SQL holds."""
        here, there = {entry.report for entry in kept.values()}, self._passages.reports()
        for report in there - here:
            self._passages.remove(report)
        for report in here - there:
            whole = self.store.report(report)
            if whole.passages:
                self._embed(whole)


def _open_passages(settings: Settings, fingerprint: str) -> PassageStore:
    """The passage store; one that another model filled is emptied, and `reconcile` fills it again."""
    try:
        return PassageStore.open(settings, fingerprint)
    except EmbedderMismatch:
        passages = PassageStore.open(settings)
        passages.clear(fingerprint)
        return passages


def report_files(roots: Iterable[Path]) -> list[ReportFile]:
    """Every report file under the folders, and the single files, by name; hidden files and READMEs are left out.

    A file given twice is listed once, under the first of its names. Two files may have the same name.

    Raises:
        NianbaoError: a path is not there.
    """
    found: dict[Path, ReportFile] = {}
    for given in roots:
        if not given.exists():
            raise NianbaoError(f"{given} is not there: give a folder of reports or a report file")
        root = given.resolve() if given.is_dir() else given.resolve().parent
        for path in sorted(root.rglob("*")) if given.is_dir() else [given.resolve()]:
            parts = path.relative_to(root).parts
            hidden = any(part.startswith((".", "~$")) for part in parts)
            if path.is_file() and not hidden and path.stem.lower() not in IGNORED:
                found.setdefault(path, ReportFile(path, root, "/".join(parts)))
    return sorted(found.values(), key=lambda report_file: report_file.file)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise UnreadableReport(path, f"cannot be opened: {error.strerror}") from error


def _content_hash(path: Path) -> str:
    try:
        return hashlib.sha256(READING_VERSION.encode() + path.read_bytes()).hexdigest()
    except OSError as error:
        raise UnreadableReport(path, f"cannot be opened: {error.strerror}") from error


def read_report(
    path: Path,
    root: Path,
    forms: Forms | None = None,
    gazetteer: Gazetteer | None = None,
    limits: Limits | None = None,
) -> Report:
    """Read one report file whole: identity, tables, figures, findings, passages; its name is relative to `root`.

    Raises:
        UnreadableReport: the file cannot be used; the message says why.
    """
    forms, gazetteer = forms or load_forms(), gazetteer or load_gazetteer()
    document = read_document(path, limits)
    blocks = document.blocks
    identity = identify(document, path, gazetteer)
    file = path.relative_to(root).as_posix()
    key = hashlib.sha256(file.encode()).hexdigest()[:12]
    tables = {name: read_table(mapped, file, forms) for name, mapped in map_tables(blocks, forms).items()}
    report = Report(
        id=key, file=file, content_hash=_content_hash(path), title=identity.title, issuer=identity.issuer,
        year=identity.year, region=identity.region, spellings=identity.spellings, sample=identity.sample,
        blocks=blocks, tables=tables, lines=document.lines, url=document.url, published=document.published,
        notes=document.notes, pages=document.pages, confidence=identity.confidence, reasons=identity.reasons,
        passages=cut_passages(key, blocks, tables, identity, forms),
    )  # fmt: skip
    return replace(report, findings=findings(check_report(report)))
