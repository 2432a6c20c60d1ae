"""A report as lists show it: what it is and how its tables were read, without its contents."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

from index.report import Finding

WITH_LINES = (".txt", ".md")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSummary:
    """How one table of a report was read."""

    status: str
    form: str | None
    reason: str
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSummary:
    """A report without its contents. `findings` counts those of severity error and warn."""

    id: str
    file: str
    content_hash: str
    title: str
    issuer: str
    year: int
    region: str
    spellings: tuple[str, ...]
    sample: bool
    url: str | None
    tables: dict[str, TableSummary]
    findings: int
    superseded_by: str | None = None  # id of the newer version of the same report
    recognised: bool = False  # some of it was recognised from images of its pages
    published: str | None = None
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    pages: int = 0

    @property
    def has_lines(self) -> bool:
        """Whether places in its file are told by line."""
        return PurePosixPath(self.file.partition("#")[0]).suffix.lower() in WITH_LINES


class FindingHead(NamedTuple):
    """What lists of findings are narrowed by: a finding without what it says."""

    rule: str
    kind: str
    severity: str


class Kept(NamedTuple):
    """A report in the index: its id, the hash of the bytes it was read from, the folder it was built from.

    `container` is the file it was read from: its own, or the archive or page that holds it.
    """

    report: str
    content_hash: str
    root: str
    container: str = ""
    row: int = 0  # of manifest.csv


class KeptFile(NamedTuple):
    """A file that was read to its end. `stamp` tells that it was not touched since; "" where its bytes must tell."""

    root: str
    content_hash: str
    stamp: str


class Settled(NamedTuple):
    """What comparing the reports of one issuer says of one of them."""

    superseded_by: str | None = None
    findings: tuple[Finding, ...] = ()
