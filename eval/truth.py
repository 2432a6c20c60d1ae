"""What is known to be printed: the lines of the reports and their known cells. Answers are judged by this alone."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from index.errors import NianbaoError

INVENTED = "invented-"  # how the file of an invented report begins
EMPTY_STATES = ("blank", "dash", "slash")
_NOISE = re.compile(r"\[bookmark[^]]*\]|\s|[|　]")


class BadKnownFigures(NianbaoError):
    """A folder of known figures cannot be used; the message names the file."""


@dataclass(frozen=True, slots=True)
class KnownCell:
    """One printed cell as a person read it. `value` is None for a blank, dash, slash or words."""

    file: str
    cell: str
    printed: str
    value: Decimal | None
    state: str
    line: int | None
    page: int | None = None  # 1-based
    place: tuple[int, int] | None = None  # 0-based (row, column) in the expanded grid of the file

    @property
    def table(self) -> str:
        """t2, t3, t4, or l14 of a report before 2019."""
        return self.cell.split(".", 1)[0]


@dataclass(frozen=True, slots=True)
class KnownReport:
    """Whose report of which year a file is, and the form of each of its tables."""

    file: str
    format: str  # "" for the text files outside `formats`
    issuer: str
    year: int
    forms: dict[str, str]


@dataclass(frozen=True, slots=True)
class KnownFigures:
    """One folder of known figures: its cells, and what its findings.yaml says (raw, empty where there is none).

    `reports` has an entry for each file of which the folder says whose report it is.
    """

    name: str
    cells: tuple[KnownCell, ...]
    findings: dict[str, Any] = field(default_factory=dict)
    reports: dict[str, KnownReport] = field(default_factory=dict)

    @property
    def files(self) -> tuple[str, ...]:
        """The report files it covers, in order."""
        return tuple(dict.fromkeys(cell.file for cell in self.cells))


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What an answer may say of a report without a citation."""

    file: str
    issuer: str
    year: int
    lines: tuple[str, ...] = ()


class Truth:
    """The reports asked about and their known cells, for look-ups by file, cell and line."""

    def __init__(self, reports: Iterable[ReportFacts], cells: Iterable[KnownCell] = ()) -> None:
        self.reports = {report.file: report for report in reports}
        self._cells: dict[tuple[str, str], KnownCell] = {}
        self._lines: dict[tuple[str, int], list[KnownCell]] = {}
        for cell in cells:
            self._cells[cell.file, cell.cell] = cell
            if cell.line is not None:
                self._lines.setdefault((cell.file, cell.line), []).append(cell)
        self._text = {file: squeeze("".join(report.lines)) for file, report in self.reports.items()}

    def cell(self, file: str, cell: str) -> KnownCell | None:
        """The known cell of that form id; None where it is not known."""
        return self._cells.get((file, cell))

    def cells_on(self, file: str, line: int | None) -> tuple[KnownCell, ...]:
        """The known cells printed on that line: several where a row stands on one line."""
        return tuple(self._lines.get((file, line), ())) if line is not None else ()

    def cells_of(self, file: str, table: str) -> tuple[KnownCell, ...]:
        """The known cells of one table of a report."""
        return tuple(cell for cell in self._cells.values() if cell.file == file and cell.table == table)

    def line(self, file: str, line: int | None) -> str:
        """The text of a 1-based line; empty where there is none."""
        report = self.reports.get(file)
        return report.lines[line - 1] if report and line and 0 < line <= len(report.lines) else ""

    def holds(self, file: str, quote: str) -> bool:
        """Whether the report prints the quote, blanks aside; an ellipsis stands for anything between its parts."""
        parts = [squeeze(part) for part in re.split(r"…+|\.{3,}", quote)]
        text = self._text.get(file, "")
        return any(parts) and all(part in text for part in parts)


def squeeze(text: str) -> str:
    """The text without blanks, cell borders and bookmarks, for comparing what was printed."""
    return _NOISE.sub("", text)


def load_known(folder: Path, name: str | None = None) -> tuple[KnownFigures, ...]:
    """Read `*.json` (one report each) and `findings.yaml` of a folder.

    Reports that were invented are a part of their own: real reports are mostly zeros and blanks, and their figures
    would hide among others. So is each format that a report names. What findings.yaml counts over all
    (`sum_rule_instances`) is of the real ones.

    Raises:
        BadKnownFigures: nothing to read there, or a file of another shape.
    """
    parts: dict[str, list[KnownCell]] = {}
    reports: dict[str, KnownReport] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            raw = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
            part = raw.get("format") or ("invented reports" if raw["file"].startswith(INVENTED) else "")
            parts.setdefault(part, []).extend(_known_cell(raw["file"], entry) for entry in raw["cells"])
            if "format" in raw:
                reports[raw["file"]] = KnownReport(
                    raw["file"], raw["format"], raw["issuer"], raw["year"], dict(raw["forms"])
                )
        except (ValueError, KeyError, TypeError) as error:
            raise BadKnownFigures(f"{path.name}: no known figures in it ({error!r})") from error
    if not parts:
        raise BadKnownFigures(f"{folder}: no known figures there")
    findings = folder / "findings.yaml"
    entries = (yaml.safe_load(findings.read_text(encoding="utf-8")) if findings.is_file() else {}) or {}
    by_file = {key: entry for key, entry in entries.items() if isinstance(entry, list)}
    name = name or folder.name
    return tuple(
        KnownFigures(f"{name}, {part}" if part else name, tuple(cells), by_file if part else entries, reports)
        for part, cells in sorted(parts.items())
    )


def _known_cell(file: str, entry: dict[str, Any]) -> KnownCell:
    value = entry["value"]
    return KnownCell(
        file=file,
        cell=entry["cell"],
        printed=entry["printed"],
        value=None if value is None else Decimal(value),
        state=entry["state"],
        line=entry.get("line"),
        page=entry.get("page"),
        place=(entry["row"], entry["column"]) if "row" in entry else None,
    )
