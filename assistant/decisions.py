"""What people decided about tables, in a small SQLite file beside the index, never changed and never built anew.

A decision is about one reading of one table of one file: where the file or the reading becomes another, it stands no
more, though it is kept. Of those about the same table the last one counts, of corrections the last one of each cell.
"""

import os
import sqlite3
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from index.errors import NianbaoError

Kind = Literal["accept", "reject", "correct", "withdraw"]
SCHEMA = """
CREATE TABLE IF NOT EXISTS decisions (
  serial INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, report TEXT NOT NULL, file TEXT NOT NULL,
  content_hash TEXT NOT NULL, file_hash TEXT NOT NULL, table_id TEXT NOT NULL, reading TEXT NOT NULL,
  kind TEXT NOT NULL, cell TEXT, value TEXT, name TEXT NOT NULL, note TEXT NOT NULL, created TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS decisions_of_report ON decisions (report, serial);
"""


class DecisionsUnavailable(NianbaoError):
    """The file of decisions cannot be read or written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision. `reading` is that of `assistant.standing.reading_of`; `file_hash` is of the bytes of the file.

    `cell` and `value` are set for a correction; `withdraw` with a cell takes back a correction, without one the
    verdict on the table.
    """

    serial: int = 0
    id: str = ""
    report: str
    file: str
    content_hash: str  # of the index: the same as long as file and reader are
    file_hash: str
    table: str
    reading: str
    kind: Kind
    cell: str | None = None
    value: str | None = None
    name: str
    note: str = ""
    created: str = ""  # ISO, UTC

    @property
    def date(self) -> str:
        """The day it was made."""
        return self.created[:10]


class Decisions:
    """Keeps decisions. Safe between threads and processes; the file is made by the first one. None keeps in memory.

    Every method raises DecisionsUnavailable where the file cannot be used.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._name = str(file) if file else ""  # asked for with every question: a path is slower than its name
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._held: tuple[int, tuple[Decision, ...]] = (0, ())

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @property
    def version(self) -> int:
        """Grows with each decision; 0 where there is none."""
        with self._lock:
            if self._connection is None and not (self._name and os.access(self._name, os.F_OK)):
                return 0
            with self._opened() as db:
                return int(db.execute("SELECT coalesce(max(serial), 0) FROM decisions").fetchone()[0])

    def all(self) -> tuple[Decision, ...]:
        """Every decision, the oldest first."""
        with self._lock:
            version = self.version
            if version != self._held[0]:
                with self._opened() as db:
                    rows = db.execute(f"SELECT {_COLUMNS} FROM decisions ORDER BY serial").fetchall()
                self._held = (version, tuple(Decision(**dict(zip(_NAMES, row, strict=True))) for row in rows))
            return self._held[1]

    def add(self, decision: Decision) -> tuple[Decision, bool]:
        """Keep a decision; one that says what already stands is not kept twice.

        Returns the decision that stands, and whether it is new.
        """
        with self._lock:
            standing = next((d for d in reversed(self.all()) if _same_subject(d, decision)), None)
            if standing is not None and _said(standing) == _said(decision):
                return standing, False
            new = replace(decision, id=uuid.uuid4().hex, created=datetime.now(UTC).isoformat(timespec="seconds"))
            with self._opened() as db, db:
                values = [getattr(new, name) for name in _NAMES[1:]]
                places = ",".join("?" * len(values))
                columns = _COLUMNS.removeprefix("serial, ")
                serial = db.execute(f"INSERT INTO decisions ({columns}) VALUES ({places})", values).lastrowid
            return replace(new, serial=serial or 0), True

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            if self._connection is None:
                if self._file is not None:
                    self._file.parent.mkdir(parents=True, exist_ok=True)
                self._connection = sqlite3.connect(self._file or ":memory:", check_same_thread=False, timeout=10)
                self._connection.executescript(SCHEMA)
            yield self._connection
        except (sqlite3.Error, OSError) as error:
            raise DecisionsUnavailable(
                f"decisions cannot be kept in {self._file} ({error}): make room or give the right to write, or move "
                "the file away if it is damaged"
            ) from error


def open_decisions(data: Path) -> Decisions:
    """The decisions of a data folder."""
    return Decisions(data / "decisions.sqlite")


def _same_subject(one: Decision, other: Decision) -> bool:
    """Whether one decision takes the place of the other: the same reading, and the same cell or the table as such."""
    return (one.file_hash, one.file, one.table, one.reading, one.cell) == (
        other.file_hash, other.file, other.table, other.reading, other.cell,
    )  # fmt: skip


def _said(decision: Decision) -> tuple[str | None, ...]:
    return (decision.kind, decision.value, decision.name, decision.note)


_NAMES = tuple(field.name for field in fields(Decision))
_COLUMNS = ", ".join("table_id" if name == "table" else name for name in _NAMES)
