"""Reports into the index: vectors into Chroma, then each report into SQL in a transaction of its own.

Chroma takes many passages at once in a seventh of the time it takes for one report after the other, so reports wait
for each other; what waits when a build dies is read again in the next one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from index.embedding import Embedder
from index.figure_store import FigureStore, KeptFile
from index.passage_records import Embedded, Stored
from index.passage_store import PassageStore
from index.report import Report
from index.report_summary import Kept

EMBEDDED_AT_ONCE = 64  # passages, between two looks whether to stop
MOST_REPORTS = 16  # that wait
MOST_PASSAGES = 600


class Ready(NamedTuple):
    """A report to be written. `group` is the same for all reports of its issuer, `row` that of manifest.csv."""

    report: Report
    container: str
    group: str
    row: int
    replaces: bool


class ReadFile(NamedTuple):
    """A file that was read to its end, to be noted once its reports are written."""

    file: str
    kept: KeptFile


@dataclass(slots=True)
class Writer:
    """Writes in the order in which it is given reports and files. `check` raises where the build is to stop."""

    store: FigureStore
    passages: PassageStore
    embedder: Embedder
    check: Callable[[], None]
    _waiting: list[Ready | ReadFile] = field(default_factory=list)
    _vectors: list[Embedded] = field(default_factory=list)

    def add(self, ready: Ready) -> None:
        """Embed a report, and write it with those that wait."""
        embedded = self._embedded(ready.report, replaces=ready.replaces)
        self._vectors.append(embedded)
        self._waiting.append(ready)
        passages = sum(len(each.passages) for each in self._vectors)
        if len(self._vectors) >= MOST_REPORTS or passages >= MOST_PASSAGES:
            self.flush()

    def note(self, file: ReadFile) -> None:
        """Note a file once the reports before it are written."""
        self._waiting.append(file)
        if not self._vectors:
            self.flush()

    def flush(self) -> None:
        """Write what waits. What cannot be written is given up."""
        waiting, vectors = self._waiting, self._vectors
        self._waiting, self._vectors = [], []
        self.passages.put_many(vectors)
        for each in waiting:
            if isinstance(each, Ready):
                self.store.put(each.report, container=each.container, group=each.group, row=each.row)
            else:
                self.store.put_file(each.file, each.kept)

    def remove(self, file: str, report: str) -> None:
        """Take a report out; first where it is seen."""
        self.store.remove(file)
        self.passages.remove(report)

    def reconcile(self, kept: Iterable[Kept], told: Callable[[int, int], None]) -> None:
        """Make Chroma hold the passages of exactly the reports that SQL holds, as they were read.

        `told` is called with the number of reports done and to do, before each that has to be embedded again.
        """
        counts, there = self.store.passage_counts(), self.passages.contents()
        here = {k.report: Stored(k.content_hash, counts[k.report]) for k in kept if k.report in counts}
        for report in sorted(there.keys() - here.keys()):
            self.passages.remove(report)
        lost = [report for report, wanted in here.items() if there.get(report) != wanted]
        for done, report in enumerate(lost):
            told(done, len(lost))
            self._vectors.append(self._embedded(self.store.report(report), replaces=report in there))
            if len(self._vectors) >= MOST_REPORTS:
                self.flush()
        self.flush()

    def _embedded(self, report: Report, *, replaces: bool) -> Embedded:
        texts = [passage.embedded for passage in report.passages]
        vectors: list[list[float]] = []
        for start in range(0, len(texts), EMBEDDED_AT_ONCE):
            self.check()
            vectors.extend(self.embedder.embed_documents(texts[start : start + EMBEDDED_AT_ONCE]))
        return Embedded(report.id, report.passages, vectors, report.issuer, report.year, report.content_hash, replaces)
