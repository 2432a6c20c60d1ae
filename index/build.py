"""Folders and files through readers, tables, rules and passages into the index, once per content hash.

A report's vectors go into Chroma first and its SQL commit comes last: that commit makes it visible. A file is noted as
read after the last of its reports. Whatever a killed build left behind is put right at the start of the next one.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock, Timeout

from index.build_files import ReportFile, report_files
from index.build_held import Held, by_file, is_of
from index.build_pool import PoolReading, Reading, Stopped, never
from index.build_read import Done, Event, Read, Refused, Same, Task, read_report, refused
from index.build_summary import RefusedFile, Summary
from index.build_writing import ReadFile, Ready, Writer
from index.embedding import Embedder, open_embedder
from index.errors import NianbaoError, UnreadableReport
from index.figure_store import FigureStore, Kept, KeptFile, Settled, open_engine
from index.manifest import Manifest, load_manifest
from index.passage_store import open_or_remake
from index.report import Report
from index.settings import Settings
from index.settle import group_of, settle_group

__all__ = ["Builder", "RefusedFile", "Summary", "read_report", "report_files"]


class StoppedBuild(Exception):
    """The build was asked to end; what is committed stays."""


class Watcher:
    """Told how a build goes on; this one looks away."""

    def total(self, files: int) -> None:
        """So many files are looked at."""

    def file(self, file: str) -> None:
        """One of them is done with."""

    def embedding(self, done: int, total: int) -> None:
        """Vectors that were missing are made again, for so many reports of so many."""


@dataclass(slots=True)
class _Open:
    """A file being read: what of it was seen so far."""

    seen: set[str] = field(default_factory=set)
    refused: bool = False


class Builder:
    """Writes one index. Only one builder works on a data folder at a time.

    Raises:
        NianbaoError: another build holds the data folder, or it cannot be written.
    """

    def __init__(self, settings: Settings, *, embedder: Embedder | None = None, reading: Reading | None = None) -> None:
        self._settings = settings
        embedder = embedder or open_embedder(settings)
        self._reading = reading or PoolReading(settings.limits, settings.processes)
        self._lock = _locked(settings.data)
        try:
            self.store = FigureStore(open_engine(settings.database, settings.data, create=True), create=True)
            self._passages = open_or_remake(settings, embedder.fingerprint)
        except BaseException:
            self._lock.release()
            raise
        self._stopped: Stopped = never
        self._writer = Writer(self.store, self._passages, embedder, self._check_stopped)
        self._held = Held({}, {})

    def close(self) -> None:
        """Let go of the data folder."""
        self._reading.close()
        self._passages.close()
        self.store.close()
        self._lock.release()

    def build(
        self,
        roots: Sequence[Path],
        watcher: Watcher | None = None,
        stopped: Stopped = never,
    ) -> Summary:
        """Bring the index in line with folders and single files.

        Reports whose file is gone from one of the folders are removed; a single file only adds or replaces itself.
        Once `stopped` says so, it ends between two reports and the summary says `interrupted`.

        Raises:
            NianbaoError: there is no file at all, or the index cannot be written.
        """
        started, summary = time.monotonic(), Summary()
        self._stopped = stopped
        try:
            self._build(roots, watcher or Watcher(), summary)
        except StoppedBuild:
            summary.interrupted = True
        summary.tell_of(self.store.reports())
        summary.seconds = time.monotonic() - started
        return summary

    def _build(self, roots: Sequence[Path], watcher: Watcher, summary: Summary) -> None:
        files = report_files(roots)
        if not files:
            where = ", ".join(map(str, roots))
            raise NianbaoError(f"no report files under {where}: give a folder of reports; the index was left alone")
        watcher.total(len(files))
        self._held = Held(self.store.contents(), self.store.files())
        self._writer.reconcile(self._held.reports.values(), watcher.embedding)
        manifests = {root: load_manifest(root) for root in {report_file.root for report_file in files}}
        summary.notes.extend(("manifest.csv", problem) for m in manifests.values() for problem in m.problems)
        opened: dict[str, _Open] = {}
        tasks = self._tasks(files, manifests, watcher, summary)
        try:
            for task, event in self._reading.read(tasks, self._stopped):
                self._take(task, event, opened.setdefault(task.file, _Open()), summary)
                if isinstance(event, Done):
                    del opened[task.file]
                    watcher.file(task.file)
        finally:  # what is embedded is kept, whatever ends the build
            self._writer.flush()
        self._check_stopped()
        gone, gone_files = self._held.gone(roots, files)
        for file in gone:
            self._remove(file, summary)
        for file in gone_files:
            self._forget(file)
        self.store.put_rows(self._held.moved_rows({str(root): m.entries for root, m in manifests.items()}))
        self._settle()

    def _tasks(
        self,
        files: Sequence[ReportFile],
        manifests: dict[Path, Manifest],
        watcher: Watcher,
        summary: Summary,
    ) -> Iterator[Task]:
        """What is to be read; files that were not touched since are done with here."""
        entries = {root: by_file(manifest) for root, manifest in manifests.items()}
        taken: dict[str, Path] = {}
        for report_file in files:
            file = report_file.file
            try:
                first = taken.setdefault(file, report_file.path)
                if first != report_file.path:
                    raise UnreadableReport(report_file.path, f"{first} has the same name; rename one")
                task = self._held.task(report_file, entries[report_file.root].get(file, {}))
            except (UnreadableReport, OSError) as error:
                summary.refused.append(RefusedFile(file, refused(file, error).reason))
                watcher.file(file)
                continue
            if task:
                yield task
            else:
                summary.unchanged.extend(sorted(self._held.inside.get(file, ())))
                watcher.file(file)

    def _take(self, task: Task, event: Event, state: _Open, summary: Summary) -> None:
        match event:
            case Read(report):
                self._put(task, replace(report, root=str(task.root)), state, summary)
            case Same(file):
                state.seen.add(file)
                summary.unchanged.append(file)
            case Refused(file, reason, passing):
                state.refused = True
                summary.refused.append(RefusedFile(file, reason))
                mine = [name for name in self._held.inside.get(task.file, ()) if is_of(name, file)]
                if passing:
                    state.seen.update(mine)
                else:
                    for name in sorted(mine):
                        self._remove(name, summary)
            case Done(content_hash) if content_hash:
                self._close_file(task, event, state, summary)

    def _put(self, task: Task, report: Report, state: _Open, summary: Summary) -> None:
        kept = self._held.reports.get(report.file)
        if kept and kept.container != task.file:
            reason = f"a report of this name is in the index from {kept.container}; rename one"
            self._take(task, Refused(report.file, reason, passing=True), state, summary)
            return
        state.seen.add(report.file)
        if kept and (kept.content_hash, kept.root) == (report.content_hash, report.root):
            summary.unchanged.append(report.file)
            return
        row = task.entries[report.file].row if report.file in task.entries else 0
        group = "\n".join(group_of(report))
        self._writer.add(Ready(report, task.file, group, row, replaces=kept is not None))
        self._held.put(report.file, Kept(report.id, report.content_hash, report.root, task.file, row))
        (summary.replaced if kept else summary.added).append(report.file)

    def _close_file(self, task: Task, done: Done, state: _Open, summary: Summary) -> None:
        """A file was read to its end: what it held before and holds no more goes, and the file is noted."""
        gone = sorted(self._held.inside.get(task.file, set()) - state.seen)
        if done.content_hash == task.content_hash:
            summary.unchanged.extend(gone)  # none of them was looked at
        else:
            for file in gone:
                self._remove(file, summary)
        if state.refused:  # it is read again in the next build, and named again
            self._forget(task.file)
            return
        kept = KeptFile(str(task.root), done.content_hash, done.stamp)
        if self._held.files.get(task.file) != kept:
            self._writer.note(ReadFile(task.file, kept))
            self._held.files[task.file] = kept

    def _remove(self, file: str, summary: Summary) -> None:
        self._writer.remove(file, self._held.remove(file).report)
        summary.removed.append(file)

    def _forget(self, file: str) -> None:
        if self._held.files.pop(file, None):
            self.store.remove_file(file)

    def _settle(self) -> None:
        """Compare the reports of each issuer of which one came, went or changed."""
        for reports in self.store.unsettled().values():
            self._check_stopped()
            wholes = [self.store.report(report) for report in reports]
            settled = settle_group(wholes, rows=reports)
            self.store.settle(
                {r.id: Settled(settled.superseded.get(r.id), settled.findings.get(r.id, ())) for r in wholes}
            )

    def _check_stopped(self) -> None:
        if self._stopped():
            raise StoppedBuild


def _locked(data: Path) -> FileLock:
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = FileLock(data / "build.lock")
        lock.acquire(timeout=0)
    except Timeout as error:
        raise NianbaoError(f"another build is writing to {data}: wait until it is done") from error
    except OSError as error:
        raise NianbaoError(f"{data} cannot be written: {error.strerror}; set NIANBAO_DATA to another folder") from error
    return lock
