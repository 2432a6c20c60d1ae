"""Processes that read files, watched from outside: one that dies, hangs or grows costs its file, not the build."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Protocol

from index.build_read import Begun, Done, Event, Known, Refused, Task, load_known, read_file
from index.errors import NianbaoError
from index.settings import Limits

LOOK_SECONDS = 0.2  # between two looks at time and memory
START_SECONDS = 120.0  # a process that is not ready after that never will be
MEGABYTE = 1_000_000
MOST_FILES = 1_000  # that one process reads: what leaks is given back
WORKER = "index.build_worker"
PAGE = os.sysconf("SC_PAGE_SIZE")


Stopped = Callable[[], bool]


def never() -> bool:
    """Nobody stops it."""
    return False


class Reading(Protocol):
    """Reads files: task and event, in whatever order the files are done; `Done` is the last event of each."""

    def read(self, tasks: Iterable[Task], stopped: Stopped = never) -> Iterator[tuple[Task, Event]]:
        """Read these files until `stopped`."""

    def close(self) -> None:
        """Let go of everything; files being read are given up."""


class HereReading:
    """Reads in this process, one file after the other: without processes there are no limits of time and memory."""

    def __init__(self, limits: Limits) -> None:
        self._known: Known = load_known(limits)

    def read(self, tasks: Iterable[Task], stopped: Stopped = never) -> Iterator[tuple[Task, Event]]:
        """Read these files until `stopped`."""
        for task in tasks:
            if stopped():
                return
            for event in read_file(task, self._known):
                yield task, event

    def close(self) -> None:
        """Nothing is held."""


@dataclass(slots=True, eq=False)
class _Worker:
    """One process. `lock` is held while a message comes in, so that the watch does not take it for a hanging one."""

    process: subprocess.Popen[bytes]
    connection: Connection
    task: Task | None = None
    member: str = ""  # being read, of an archive
    done: set[str] = field(default_factory=set)  # members read
    since: float = field(default_factory=time.monotonic)
    ready: bool = False
    files: int = 0
    killed_for: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)


class PoolReading:
    """Reads in processes of its own, started when there is something to read; `module` is what they run.

    Raises (from `read`):
        NianbaoError: no process can be started.
    """

    def __init__(self, limits: Limits, processes: int = 0, *, module: str = WORKER) -> None:
        self._limits = limits
        self._module = module
        self._most = processes or os.cpu_count() or 1
        self._workers: list[_Worker] = []
        self._closed = threading.Event()
        self._watch: threading.Thread | None = None

    def read(self, tasks: Iterable[Task], stopped: Stopped = never) -> Iterator[tuple[Task, Event]]:
        """Read these files until `stopped`, as many at a time as there are processes."""
        waiting = iter(tasks)
        again: list[Task] = []
        while not stopped():
            self._hand_out(waiting, again)
            busy = {worker.connection: worker for worker in self._workers if worker.task}
            if not busy:
                return
            for connection in wait(list(busy), LOOK_SECONDS):
                yield from self._receive(busy[connection], again)  # type: ignore[index]

    def close(self) -> None:
        """End every process."""
        self._closed.set()
        for worker in list(self._workers):
            self._end(worker)
        if self._watch:
            self._watch.join()

    def _hand_out(self, waiting: Iterator[Task], again: list[Task]) -> None:
        """Give every idle process a file, and start further ones while there are files."""
        while True:
            idle = next((w for w in self._workers if not w.task), None)
            if idle is None and len(self._workers) >= self._most:
                return
            task = again.pop() if again else next(waiting, None)
            if task is None:
                return
            if idle and (idle.files >= MOST_FILES or idle.process.poll() is not None or self._grown(idle)):
                self._end(idle)
                idle = None
            worker = idle or self._start()
            worker.member, worker.done, worker.since = "", set(task.done), time.monotonic()
            worker.files += 1
            worker.task = task
            with contextlib.suppress(OSError):  # it died; its end of the connection says so
                worker.connection.send(task)

    def _receive(self, worker: _Worker, again: list[Task]) -> Iterator[tuple[Task, Event]]:
        task = worker.task
        assert task
        try:
            with worker.lock:
                event: Event | None = worker.connection.recv()
                worker.since = time.monotonic()
        except (EOFError, OSError):
            yield from self._died(worker, task, again)
            return
        if event is None:
            worker.ready = True
            return
        if isinstance(event, Begun):
            if worker.member:
                worker.done.add(worker.member)
            worker.member = event.file
        if isinstance(event, Done):
            worker.task = None
        yield task, event

    def _died(self, worker: _Worker, task: Task, again: list[Task]) -> Iterator[tuple[Task, Event]]:
        ready, reason = worker.ready, worker.killed_for
        self._end(worker)
        code = worker.process.returncode
        if not ready and not reason:
            raise NianbaoError(
                f"the process that reads files ended as it started (status {code}): "
                f"run `{sys.executable} -c 'import index.build_read'` to see why"
            )
        at = worker.member or task.file
        if not reason and task.tried != at:  # it may have been another's fault: once more, in a new process
            again.append(replace(task, done=frozenset(worker.done), tried=at))
            return
        reason = reason or f"reading it ended the reader ({_named(code)}); the file may be damaged"
        if worker.member:
            again.append(replace(task, done=frozenset(worker.done), lost={**task.lost, at: reason}))
        else:
            yield task, Refused(task.file, reason, passing=True)
            yield task, Done()

    def _start(self) -> _Worker:
        here, there = socket.socketpair()
        root = str(Path(__file__).resolve().parents[1])
        path = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
        words = ["-P", "-m", self._module, str(there.fileno()), str(self._limits.memory_mb), str(os.getpid())]
        try:
            process = subprocess.Popen(
                [sys.executable, *words], stdin=subprocess.DEVNULL, pass_fds=[there.fileno()],
                env=os.environ | {"PYTHONPATH": path}, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise NianbaoError(f"no process can be started to read files: {error.strerror}") from error
        finally:
            there.close()
        worker = _Worker(process, Connection(here.detach()))
        with contextlib.suppress(OSError):
            worker.connection.send(self._limits)
        self._workers.append(worker)
        if not self._watch:
            self._watch = threading.Thread(target=self._look, name="watch", daemon=True)
            self._watch.start()
        return worker

    def _end(self, worker: _Worker) -> None:
        with worker.lock:  # its number may be another's as soon as it is waited for
            self._workers.remove(worker)
            _kill(worker.process.pid)
            worker.process.wait()
            worker.connection.close()

    def _grown(self, worker: _Worker) -> bool:
        return memory_of(worker.process.pid) > self._limits.memory_mb * MEGABYTE / 2

    def _look(self) -> None:
        """Kill what is over the limits of time and memory; runs beside everything else."""
        while not self._closed.wait(LOOK_SECONDS):
            for worker in list(self._workers):
                if not worker.lock.acquire(blocking=False):
                    continue
                try:
                    there = worker.task and not worker.killed_for and worker.process.returncode is None
                    if there and (reason := self._over(worker)):
                        worker.killed_for = reason
                        _kill(worker.process.pid)
                finally:
                    worker.lock.release()

    def _over(self, worker: _Worker) -> str:
        """Why a process must end, or ""."""
        if memory_of(worker.process.pid) > self._limits.memory_mb * MEGABYTE:
            return f"reading it takes more than {self._limits.memory_mb:,} MB of memory (NIANBAO_MAX_MEMORY_MB)"
        allowed = self._limits.seconds if worker.ready else START_SECONDS
        if time.monotonic() - worker.since < allowed:
            return ""
        try:
            if worker.connection.poll(0):  # it waits for us
                return ""
        except OSError:
            return ""
        return f"reading it takes longer than {self._limits.seconds:,} seconds (NIANBAO_MAX_SECONDS)"


def memory_of(pid: int) -> int:
    """Resident bytes of a process and of all it started; 0 where that cannot be told."""
    total = 0
    for each in family(pid):
        with contextlib.suppress(OSError, ValueError, IndexError):
            total += int(Path(f"/proc/{each}/statm").read_text(encoding="ascii").split()[1]) * PAGE
    return total


def family(pid: int) -> list[int]:
    """A process and all it started, the oldest first."""
    found = [pid]
    for each in found:
        with contextlib.suppress(OSError, ValueError):
            for children in Path(f"/proc/{each}/task").glob("*/children"):
                found.extend(int(child) for child in children.read_text(encoding="ascii").split())
    return found


def _kill(pid: int) -> None:
    for each in family(pid):
        with contextlib.suppress(OSError):
            os.kill(each, signal.SIGKILL)


def _named(code: int) -> str:
    if code >= 0:
        return f"status {code}"
    with contextlib.suppress(ValueError):
        return signal.Signals(-code).name
    return f"signal {-code}"
