"""A build on the command line: its progress on stderr, and signals that end it between two reports."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)  # fmt: skip
from rich.text import Text

from index.build import Watcher
from index.build_files import printable

EVERY_SECONDS = 10.0  # a line of progress where stderr is no terminal
NAME_WIDTH = 40
SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass(slots=True)
class Stop:
    """Whether a signal asked the build to end, and which."""

    signal: int = 0

    def __call__(self) -> bool:
        return self.signal != 0

    @property
    def exit_code(self) -> int:
        """As a shell reports a program that a signal ended."""
        return 128 + self.signal


@contextmanager
def stopped_by_signals(note: Callable[[str], None]) -> Iterator[Stop]:
    """The first Ctrl-C or SIGTERM asks the build to end after the report at hand; the second ends it at once."""
    stop = Stop()

    def ask(number: int, _: FrameType | None) -> None:
        if stop.signal:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
        stop.signal = number
        note("stopping after this report; everything read so far is kept")

    before = {number: signal.signal(number, ask) for number in SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Rate(ProgressColumn):
    """Files a second, over the whole build so far."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f} files/s" if speed else "")


class BarWatcher(Watcher):
    """A bar with rate and time left."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._files = progress.add_task("Reading", total=None)
        self._again: TaskID | None = None

    def total(self, files: int) -> None:
        self._progress.update(self._files, total=files)

    def file(self, file: str) -> None:
        self._progress.update(self._files, advance=1, description=printable(file)[:NAME_WIDTH])

    def embedding(self, done: int, total: int) -> None:
        if self._again is None:
            self._again = self._progress.add_task("Vectors that are missing", total=total)
        self._progress.update(self._again, completed=done)


@dataclass(slots=True)
class LineWatcher(Watcher):
    """A line every few seconds, for logs."""

    note: Callable[[str], None]
    clock: Callable[[], float] = time.monotonic
    every: float = EVERY_SECONDS
    _files: int = 0
    _done: int = 0
    _started: float = 0.0
    _told: float = field(default=0.0)

    def total(self, files: int) -> None:
        self._files, self._started = files, self.clock()
        self._told = self._started
        self.note(f"{files} files")

    def file(self, file: str) -> None:
        self._done += 1
        now = self.clock()
        if now - self._told < self.every:
            return
        self._told = now
        rate = self._done / (now - self._started)
        left = time.strftime("%H:%M:%S", time.gmtime((self._files - self._done) / rate))
        self.note(f"{self._done} of {self._files} files, {rate:.1f} files/s, {left} left: {printable(file)}")

    def embedding(self, done: int, total: int) -> None:
        now = self.clock()
        if done == 0 or now - self._told >= self.every:
            self._told = now
            self.note(f"vectors that are missing: {done} of {total} reports")


@contextmanager
def watching(note: Callable[[str], None]) -> Iterator[Watcher]:
    """Progress for stderr: a bar on a terminal, else lines."""
    if not sys.stderr.isatty():
        yield LineWatcher(note)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), speed_estimate_period=300) as progress:
        yield BarWatcher(progress)
