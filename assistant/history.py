"""Conversations, their answers and what people thought of them, in one small SQLite file beside the index.

    conversations ─< turns (question, whole answer object) ─ feedback

Bounded: the conversations unused longest go first. Nothing here is needed to answer a question.
"""

import json
import logging
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.conversations import Context, context_json, context_of
from assistant.history_file import (
    TURN,
    Heading,
    HistoryUnavailable,
    NoSuchConversation,
    Turn,
    next_serial,
    now,
    opened,
    require,
    turn_of,
)
from index.waiting import Waits, must_not_wait

__all__ = ["Heading", "History", "HistoryUnavailable", "NoSuchConversation", "Turn", "open_history"]

log = logging.getLogger("nianbao.history")

MOST_CONVERSATIONS = 5_000
LOOK_EVERY = 64  # writes between two looks whether there are too many: counting them takes longer than writing one
MOST_TURNS = 300  # of one conversation; the oldest go first
MOST_BYTES = 500_000_000  # of all answers together
TITLE = 80  # characters


class History:
    """Keeps conversations. Safe between threads; the file is opened at the first use. `file` None keeps in memory.

    Every method raises HistoryUnavailable where the file cannot be used.
    """

    def __init__(self, file: Path | None, *, most: int = MOST_CONVERSATIONS, most_bytes: int = MOST_BYTES) -> None:
        self._file = file
        self._most = most
        self._most_bytes = most_bytes
        self._look_every = max(1, min(LOOK_EVERY, most // 50, most_bytes // 5_000_000))
        self._written = self._saved = 0  # by this process
        self._lock = threading.RLock()
        self._waiting = threading.local()
        self._connection: sqlite3.Connection | None = None

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    # ---- writing

    @contextmanager
    def together(self) -> Iterator[None]:
        """What a question settles (`save`) is written with its answer (`record`), in one transaction of this thread.

        Raises:
            Waits: this thread must not wait, and another is at the file.
        """
        if not must_not_wait():
            with self._gathered():
                yield
        elif not self._lock.acquire(blocking=False):
            raise Waits
        else:
            try:
                with self._gathered():
                    yield
            finally:
                self._lock.release()

    @contextmanager
    def _gathered(self) -> Iterator[None]:
        waiting: dict[str, Context] = {}
        self._waiting.contexts = waiting
        try:
            yield
        finally:
            del self._waiting.contexts
            if waiting:
                self._save_waiting(waiting)

    def record(self, question: str, answer: Mapping[str, Any], whole: str | None = None) -> None:
        """Add a turn to its conversation, which begins with it where it is new. `whole` is the answer as JSON text."""
        conversation, asked = str(answer["conversation_id"]), now()
        whole = whole or json.dumps(answer, ensure_ascii=False)
        waiting = getattr(self._waiting, "contexts", {})
        with self._writing() as db:
            serial = next_serial(db)
            db.execute(
                "INSERT INTO conversations VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET updated = excluded.updated, serial = excluded.serial",
                (conversation, " ".join(question.split())[:TITLE], asked, asked, serial),
            )
            db.execute(
                "INSERT OR REPLACE INTO turns (id, conversation, question, text, answer, asked) VALUES (?,?,?,?,?,?)",
                (answer["id"], conversation, question, answer["text"], whole, asked),
            )
            db.execute(
                "DELETE FROM turns WHERE conversation = ? AND serial <= "
                "(SELECT serial FROM turns WHERE conversation = ? ORDER BY serial DESC LIMIT 1 OFFSET ?)",
                (conversation, conversation, MOST_TURNS),
            )
            self._save(db, waiting)
            waiting.clear()
            if self._written % self._look_every == 0:
                self._make_room(db)
            self._written += 1

    def _make_room(self, db: sqlite3.Connection) -> None:
        count = db.execute("SELECT count(*) FROM conversations").fetchone()[0]
        pages = db.execute("PRAGMA page_count").fetchone()[0] - db.execute("PRAGMA freelist_count").fetchone()[0]
        full = pages * db.execute("PRAGMA page_size").fetchone()[0] > self._most_bytes
        surplus = max(count - self._most, min(count - 1, self._look_every + count // 20) if full else 0)
        if surplus > 0:
            db.execute(
                "DELETE FROM conversations WHERE id IN (SELECT id FROM conversations ORDER BY serial LIMIT ?)",
                (surplus,),
            )
            db.execute("DELETE FROM contexts WHERE conversation NOT IN (SELECT id FROM conversations)")

    def rename(self, conversation: str, title: str) -> None:
        """Give a conversation another title."""
        with self._writing() as db:
            changed = db.execute("UPDATE conversations SET title = ? WHERE id = ?", (title[:TITLE], conversation))
            require(changed.rowcount, conversation)

    def delete(self, conversation: str) -> None:
        """Forget a conversation, its answers and what it has settled; feedback on its answers stays."""
        with self._writing() as db:
            require(db.execute("DELETE FROM conversations WHERE id = ?", (conversation,)).rowcount, conversation)
            db.execute("DELETE FROM contexts WHERE conversation = ?", (conversation,))

    def judge(self, answer_id: str, *, good: bool, reason: str) -> None:
        """Note what somebody thought of an answer; a later opinion replaces the one before."""
        turn = self.answer(answer_id)
        with self._writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    answer_id, int(good), reason, now(), turn.question, turn.answer["text"],
                    turn.answer["index_version"],
                ),
            )  # fmt: skip

    # ---- reading

    def conversations(self, words: str = "", *, limit: int = 100, before: int | None = None) -> list[Heading]:
        """The conversations used last, first; `words` must stand in the title, a question or an answer.

        `before` is the `serial` of the last one of the page before.
        """
        like = "%" + words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        query = (
            "SELECT id, title, created, updated, (SELECT count(*) FROM turns WHERE conversation = c.id), serial "
            "FROM conversations c WHERE (:before IS NULL OR serial < :before) AND (:like = '%%' "
            "OR title LIKE :like ESCAPE '\\' OR EXISTS (SELECT 1 FROM turns WHERE conversation = c.id "
            "AND (question LIKE :like ESCAPE '\\' OR text LIKE :like ESCAPE '\\'))) ORDER BY serial DESC LIMIT :limit"
        )
        with self._reading() as db:
            rows = db.execute(query, {"before": before, "like": like, "limit": limit}).fetchall()
        return [Heading(*row) for row in rows]

    def conversation(self, conversation: str) -> tuple[Heading, list[Turn]]:
        """A conversation with its turns in order.

        Raises:
            NoSuchConversation: there is none with this id.
        """
        with self._reading() as db:
            row = db.execute(
                "SELECT id, title, created, updated, (SELECT count(*) FROM turns WHERE conversation = c.id), serial "
                "FROM conversations c WHERE id = ?",
                (conversation,),
            ).fetchone()
            require(row, conversation)
            turns = db.execute(f"{TURN} WHERE t.conversation = ? ORDER BY t.serial", (conversation,)).fetchall()
        return Heading(*row), [turn_of(turn) for turn in turns]

    def answer(self, answer_id: str) -> Turn:
        """One answer with its question.

        Raises:
            NoSuchConversation: there is none with this id.
        """
        with self._reading() as db:
            row = db.execute(f"{TURN} WHERE t.id = ?", (answer_id,)).fetchone()
        require(row, answer_id)
        return turn_of(row)

    # ---- what conversations have settled: `assistant.conversations.Keeper`

    def load(self, conversation: str) -> Context | None:
        """What a conversation has settled; None where it is not known."""
        with self._reading() as db:
            row = db.execute("SELECT context FROM contexts WHERE conversation = ?", (conversation,)).fetchone()
        return context_of(json.loads(row[0])) if row else None

    def save(self, conversation: str, context: Context) -> None:
        """Keep what a conversation has settled."""
        waiting = getattr(self._waiting, "contexts", None)
        if waiting is not None:
            waiting[conversation] = context
            return
        with self._writing() as db:
            self._save(db, {conversation: context})

    def _save_waiting(self, contexts: Mapping[str, Context]) -> None:
        try:
            with self._writing() as db:
                self._save(db, contexts)
        except HistoryUnavailable as error:  # the answer matters more than remembering it
            log.warning("%s", error)

    def _save(self, db: sqlite3.Connection, contexts: Mapping[str, Context]) -> None:
        for conversation, context in contexts.items():
            text = json.dumps(context_json(context), ensure_ascii=False)
            db.execute("INSERT OR REPLACE INTO contexts VALUES (?, ?, ?)", (conversation, text, next_serial(db)))
        if self._saved % self._look_every == 0:
            db.execute(
                "DELETE FROM contexts WHERE serial <= (SELECT serial FROM contexts ORDER BY serial DESC "
                "LIMIT 1 OFFSET ?)",
                (2 * self._most,),
            )
        self._saved += 1

    # ---- the file

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = opened(self._file)
                yield self._connection
            except (sqlite3.Error, OSError) as error:
                raise HistoryUnavailable(
                    f"conversations cannot be kept in {self._file} ({error}): answers still come; make room or give "
                    "the right to write, or move the file away if it is damaged"
                ) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._reading() as db, db:
            yield db


def open_history(data: Path) -> History:
    """The conversations of a data folder."""
    return History(data / "conversations.sqlite")
