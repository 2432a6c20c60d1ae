"""A report as lists show it: what it is and how its tables were read, without its contents."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

WITH_LINES = (".txt", ".md")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSummary:
    """How one table of a report was read."""

    status: str
    form: str | None
    reason: str


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

    @property
    def has_lines(self) -> bool:
        """Whether places in its file are told by line."""
        return PurePosixPath(self.file.partition("#")[0]).suffix.lower() in WITH_LINES


class Kept(NamedTuple):
    """A report in the index: its id, the hash of the bytes it was read from, the folder it was built from."""

    report: str
    content_hash: str
    root: str
