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

    @property
    def table(self) -> str:
        """t2, t3 or t4."""
        return self.cell.split(".", 1)[0]


@dataclass(frozen=True, slots=True)
class KnownFigures:
    """One folder of known figures: its cells, and what its findings.yaml says (raw, empty where there is none)."""

    name: str
    cells: tuple[KnownCell, ...]
    findings: dict[str, Any] = field(default_factory=dict)

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
    would hide among others. What findings.yaml counts over all (`sum_rule_instances`) is of the real ones.

    Raises:
        BadKnownFigures: nothing to read there, or a file of another shape.
    """
    cells: list[KnownCell] = []
    for path in sorted(folder.glob("*.json")):
        try:
            raw = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
            cells += [_known_cell(raw["file"], entry) for entry in raw["cells"]]
        except (ValueError, KeyError, TypeError) as error:
            raise BadKnownFigures(f"{path.name}: no known figures in it ({error!r})") from error
    if not cells:
        raise BadKnownFigures(f"{folder}: no known figures there")
    findings = folder / "findings.yaml"
    raw_findings = yaml.safe_load(findings.read_text(encoding="utf-8")) if findings.is_file() else {}
    real = tuple(cell for cell in cells if not cell.file.startswith(INVENTED))
    invented = tuple(cell for cell in cells if cell.file.startswith(INVENTED))
    name, entries = name or folder.name, raw_findings or {}
    by_file = {key: entry for key, entry in entries.items() if isinstance(entry, list)}
    parts = (KnownFigures(name, real, entries), KnownFigures(f"{name}, invented reports", invented, by_file))
    return tuple(part for part in parts if part.cells)


def _known_cell(file: str, entry: dict[str, Any]) -> KnownCell:
    value = entry["value"]
    return KnownCell(
        file=file,
        cell=entry["cell"],
        printed=entry["printed"],
        value=None if value is None else Decimal(value),
        state=entry["state"],
        line=entry.get("line"),
    )
