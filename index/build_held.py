"""What the index holds, file by file, and what is therefore to be read or to be taken out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index.build_files import ReportFile, stamp_of
from index.build_read import Task, reading_of
from index.errors import UnreadableReport
from index.manifest import Manifest, ManifestEntry
from index.report_summary import Kept, KeptFile


@dataclass(slots=True)
class Held:
    """Reports and files of the index by name; `inside` is file → the reports that were read from it."""

    reports: dict[str, Kept]
    files: dict[str, KeptFile]
    inside: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for file, kept in self.reports.items():
            self.inside.setdefault(kept.container, set()).add(file)

    def put(self, file: str, kept: Kept) -> None:
        """A report was written."""
        self.reports[file] = kept
        self.inside.setdefault(kept.container, set()).add(file)

    def remove(self, file: str) -> Kept:
        """A report is to be taken out."""
        kept = self.reports.pop(file)
        self.inside[kept.container].discard(file)
        return kept

    def task(self, report_file: ReportFile, entries: Mapping[str, ManifestEntry]) -> Task | None:
        """How a file is to be read; None where it was read and not touched since.

        Raises:
            UnreadableReport: it cannot be used.
        """
        if report_file.refused:
            raise UnreadableReport(report_file.path, report_file.refused)
        file, root, before = report_file.file, str(report_file.root), self.files.get(report_file.file)
        known = {name: self.reports[name] for name in self.inside.get(file, ())}
        old_root = before.root if before else next((kept.root for kept in known.values()), root)
        if old_root != root:
            old = Path(old_root, file)
            if old.exists():
                raise UnreadableReport(report_file.path, f"a file of this name is in the index from {old}; rename one")
            return Task(report_file.path, report_file.root, file, entries=entries)
        if before and before.stamp and before.stamp == stamp_of(report_file.path, reading_of(entries)):
            return None
        return Task(
            report_file.path, report_file.root, file, entries=entries,
            content_hash=before.content_hash if before else "",
            known={name: kept.content_hash for name, kept in known.items()},
        )  # fmt: skip

    def gone(self, roots: Sequence[Path], files: Sequence[ReportFile]) -> tuple[list[str], list[str]]:
        """Reports, and files, that are no more in one of the folders; one that cannot be listed tells nothing."""
        folders = {str(root.resolve()) for root in roots if root.is_dir()}
        there = {report_file.file for report_file in files}
        unseen = [(str(f.root), f.file.removeprefix("./")) for f in files if f.file.endswith("/")]

        def missing(file: str, root: str) -> bool:
            hidden = any(root == above and file.startswith(folder) for above, folder in unseen)
            return root in folders and file not in there and not hidden

        reports = [file for file, kept in self.reports.items() if missing(kept.container, kept.root)]
        return sorted(reports), sorted(file for file, kept in self.files.items() if missing(file, kept.root))

    def moved_rows(self, entries: Mapping[str, Mapping[str, ManifestEntry]]) -> dict[str, int]:
        """Report → its row of manifest.csv now (0 for none), where it is another; `entries` by folder and file."""
        return dict(self._moved_rows(entries))

    def _moved_rows(self, entries: Mapping[str, Mapping[str, ManifestEntry]]) -> Iterator[tuple[str, int]]:
        for file, kept in self.reports.items():
            if kept.root in entries:
                entry = entries[kept.root].get(file)
                if kept.row != (row := entry.row if entry else 0):
                    yield file, row


def is_of(report: str, file: str) -> bool:
    """Whether a report was read from a file, or from something inside it."""
    return report == file or report.startswith((f"{file}#", f"{file}/"))


def by_file(manifest: Manifest) -> dict[str, dict[str, ManifestEntry]]:
    """File → the rows of manifest.csv on it and on what is inside it."""
    found: dict[str, dict[str, ManifestEntry]] = {}
    for name, entry in manifest.entries.items():
        ends = [at for at, sign in enumerate(name) if sign in "/#"]
        for end in (*ends, len(name)):
            found.setdefault(name[:end], {})[name] = entry
    return found
