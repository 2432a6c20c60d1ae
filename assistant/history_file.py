"""The file of conversations: its tables, what a row of it is, and how it is opened."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.errors import NianbaoError

SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, created TEXT NOT NULL, updated TEXT NOT NULL, serial INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS conversations_by_serial ON conversations (serial);
CREATE TABLE IF NOT EXISTS turns (
  serial INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
  conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  question TEXT NOT NULL, text TEXT NOT NULL, answer TEXT NOT NULL, asked TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS turns_of_conversation ON turns (conversation, serial);
CREATE TABLE IF NOT EXISTS contexts (conversation TEXT PRIMARY KEY, context TEXT NOT NULL, serial INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS contexts_by_serial ON contexts (serial);
CREATE TABLE IF NOT EXISTS feedback (
  answer TEXT PRIMARY KEY, good INTEGER NOT NULL, reason TEXT NOT NULL, given TEXT NOT NULL,
  question TEXT NOT NULL, text TEXT NOT NULL, index_version TEXT NOT NULL);
"""


class HistoryUnavailable(NianbaoError):
    """The file of conversations cannot be read or written."""


class NoSuchConversation(NianbaoError):
    """No conversation or answer has that id, or it was deleted or has made room for newer ones."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A conversation as a list shows it. `serial` grows with each use."""

    id: str
    title: str
    created: str  # ISO, UTC
    updated: str
    questions: int
    serial: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its whole answer object."""

    question: str
    answer: dict[str, Any]
    asked: str  # ISO, UTC
    good: bool | None = None
    reason: str = ""


TURN = (
    "SELECT t.question, t.answer, t.asked, f.good, coalesce(f.reason, '') "
    "FROM turns t LEFT JOIN feedback f ON f.answer = t.id"
)


def turn_of(row: tuple[Any, ...]) -> Turn:
    question, answer, asked, good, reason = row
    return Turn(question, json.loads(answer), asked, None if good is None else bool(good), reason)


def opened(file: Path | None) -> sqlite3.Connection:
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(file or ":memory:", check_same_thread=False, timeout=10)
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.executescript(SCHEMA)
    return connection


def next_serial(db: sqlite3.Connection) -> int:
    found = db.execute(
        "SELECT 1 + max(coalesce((SELECT max(serial) FROM conversations), 0), "
        "coalesce((SELECT max(serial) FROM contexts), 0))"
    ).fetchone()
    return int(found[0])


def require(found: object, name: str) -> None:
    if not found:
        raise NoSuchConversation(
            f"no conversation or answer has the id {name!r}: it was deleted, or has made room for newer ones; "
            "ask again, or see GET /api/v1/conversations"
        )


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
