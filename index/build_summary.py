"""What a build did, and what it could not read and why: as values, as text, as JSON with names that stay."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from index.build_files import printable
from index.report import TABLE_IDS
from index.report_summary import ReportSummary

STATUSES = ("ok", "not_extracted", "absent")
MOST_LINES = 50  # of one kind on a terminal; JSON has all


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file, or a member of an archive, that is not used."""

    file: str
    reason: str

    def __str__(self) -> str:
        return printable(f"{self.file}: {self.reason}")


@dataclass(frozen=True, slots=True)
class NotExtracted:
    """A table that is there and could not be read whole; none of its figures is in the index."""

    file: str
    table: str
    reason: str
    confidence: float


def _no_tables() -> dict[str, dict[str, int]]:
    return {table: dict.fromkeys(STATUSES, 0) for table in TABLE_IDS}


@dataclass(slots=True)
class Summary:
    """What a build did. `added`, `replaced`, `unchanged` and `removed` are files of reports.

    `not_extracted`, `notes` and `tables` tell of the reports of this build, unchanged ones too; `superseded` of the
    whole index, older version → newest version.
    """

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    refused: list[RefusedFile] = field(default_factory=list)
    superseded: dict[str, str] = field(default_factory=dict)
    not_extracted: list[NotExtracted] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # file, what of it was not read
    tables: dict[str, dict[str, int]] = field(
        default_factory=lambda: {t: dict.fromkeys(STATUSES, 0) for t in TABLE_IDS}
    )
    reports: int = 0  # in the index when it ended
    seconds: float = 0.0
    interrupted: bool = False

    @property
    def read(self) -> int:
        """Reports that were read and written."""
        return len(self.added) + len(self.replaced)

    @property
    def rate(self) -> float:
        """Reports read and written a second."""
        return self.read / self.seconds if self.seconds else 0.0

    def tell_of(self, reports: Iterable[ReportSummary]) -> None:
        """Take down how the tables of this build's reports were read, and what the index holds now."""
        mine = {*self.added, *self.replaced, *self.unchanged}
        everything = tuple(reports)
        by_id = {report.id: report.file for report in everything}
        self.reports = len(everything)
        for report in everything:
            if report.superseded_by:
                self.superseded[report.file] = by_id.get(report.superseded_by, report.superseded_by)
            if report.file not in mine:
                continue
            self.notes.extend((report.file, note) for note in report.notes)
            for name, table in sorted(report.tables.items()):
                counts = self.tables.setdefault(name, dict.fromkeys(STATUSES, 0))
                counts[table.status] += 1
                if table.status == "not_extracted":
                    self.not_extracted.append(NotExtracted(report.file, name, table.reason, table.confidence))

    def as_json(self) -> dict[str, Any]:
        """The object that `build --json` writes."""
        return {
            "added": len(self.added), "replaced": len(self.replaced), "unchanged": len(self.unchanged),
            "removed": len(self.removed), "reports": self.reports, "tables": self.tables,
            "refused": [{"file": r.file, "reason": r.reason} for r in self.refused],
            "not_extracted": [
                {"file": t.file, "table": t.table, "reason": t.reason, "confidence": round(t.confidence, 3)}
                for t in self.not_extracted
            ],
            "notes": [{"file": file, "note": note} for file, note in self.notes],
            "superseded": [{"file": old, "by": new} for old, new in sorted(self.superseded.items())],
            "seconds": round(self.seconds, 3), "reports_per_second": round(self.rate, 2),
            "interrupted": self.interrupted,
        }  # fmt: skip

    def lines(self) -> Iterator[tuple[str, str]]:
        """The summary as lines: a word that says the kind ("" for counts), and the text."""
        for refused in self.refused:  # all of them, whatever their number
            yield "refused", str(refused)
        tables = [f"{t.file} {t.table}: {t.reason} ({t.confidence:.0%})" for t in self.not_extracted]
        yield from _some("not extracted", tables)
        yield from _some("not read", [f"{file}: {note}" for file, note in self.notes])
        yield from _some("superseded", [f"{old} by {new}" for old, new in sorted(self.superseded.items())])
        if self.read or self.unchanged:
            for name, counts in self.tables.items():
                yield "", f"{name}: " + ", ".join(f"{count} {status}" for status, count in counts.items())
        counts = {name: len(getattr(self, name)) for name in ("added", "replaced", "unchanged", "removed", "refused")}
        yield "", ", ".join(f"{count} {name}" for name, count in counts.items())
        rate = f", {self.rate:.1f} reports/s" if self.read else ""
        yield "", f"{self.reports} reports in the index; {self.seconds:.1f} s{rate}"


def _some(kind: str, texts: list[str]) -> Iterator[tuple[str, str]]:
    for text in texts[:MOST_LINES]:
        yield kind, printable(text)
    if len(texts) > MOST_LINES:
        yield kind, f"… and {len(texts) - MOST_LINES} more; `--json` lists all"
