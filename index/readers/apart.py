"""A process of its own for readers in native code: where one falls over, only the file it was reading is refused.

pdfium, image decoders and the OCR runtime are C and C++: a hostile file can end the process, take all its memory or
never come back. One helper process stands beside each process that reads; it is started at the first such file,
used for all that follow, and started anew when it dies. It is bounded in time and memory from here.

    caller ──(function, path, arguments) by pickle──▶ `python -c "…serve()"` ──result or error──▶ caller
"""

import atexit
import importlib
import os
import pickle
import resource
import select
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from index.errors import TooLarge, UnreadableReport
from index.settings import Limits

START = "from index.readers.apart import serve; serve()"
HEADER = struct.Struct(">Q")
MEGABYTE = 1024 * 1024
WAITING = 8  # times as long on the clock as on the processor: a process that does nothing has hung
LOOK = 0.5  # seconds between two looks at how much it has used
BEFORE = 1_500  # megabytes of address space that the libraries take before they read anything


def apart(function: str, path: Path, *arguments: Any, limits: Limits) -> Any:
    """Call `function`, written "package.module:name", with path and arguments in the helper process.

    By name, so that the caller's process does not load what the function needs. Everything goes by pickle.

    Raises:
        TooLarge: it took longer or more memory than `limits` has.
        UnreadableReport: the process died over the file; or whatever of ours the function raised.
    """
    with _lock:
        helper = _helper(limits)
        try:
            helper.send((function, path, arguments))
            outcome = helper.receive(limits.seconds)
        except TimeoutError as error:
            _drop()
            reason = f"reading took longer than {limits.seconds} seconds (NIANBAO_MAX_SECONDS)"
            raise TooLarge(path, reason) from error
        except (EOFError, OSError) as error:
            _drop()
            raise UnreadableReport(path, "it is damaged in a way that no reader survives; save it again") from error
        except BaseException:  # an interrupt: what the helper still sends would be taken for the next answer
            _drop()
            raise
    if isinstance(outcome, _Refusal):
        refused = outcome.kind.__new__(outcome.kind)
        UnreadableReport.__init__(refused, path, outcome.reason)
        raise refused
    return outcome


@dataclass(frozen=True, slots=True)
class _Refusal:
    """An error on its way back: its class and reason, for an exception with arguments of its own does not travel."""

    kind: type[UnreadableReport]
    reason: str


class _Helper:
    """The other process and the two pipes to it."""

    def __init__(self, memory_mb: int) -> None:
        self.memory_mb = memory_mb
        paths = os.pathsep.join(path or os.getcwd() for path in sys.path)
        environment = {**os.environ, "PYTHONPATH": paths, "OMP_NUM_THREADS": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, str(memory_mb)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=environment,
        )  # fmt: skip

    def send(self, message: object) -> None:
        assert self.process.stdin
        _write(self.process.stdin, message)

    def receive(self, seconds: float) -> object:
        """What it answers.

        Raises:
            TimeoutError: it used `seconds` of processor time for it, or waited far longer without any.
        """
        assert self.process.stdout
        source = self.process.stdout
        until = _Until(self.process.pid, seconds)
        (size,) = HEADER.unpack(self._bytes(source, HEADER.size, until))
        return pickle.loads(self._bytes(source, size, until))

    def _bytes(self, source: IO[bytes], size: int, until: "_Until") -> bytes:
        parts = bytearray()
        while len(parts) < size:
            while not select.select([source], [], [], until.next_look())[0]:
                pass
            part = os.read(source.fileno(), min(size - len(parts), 1 << 20))
            if not part:
                raise EOFError
            parts += part
        return bytes(parts)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()


class _Until:
    """How long an answer may take: processor time of the other process, so that a loaded machine refuses no file."""

    def __init__(self, pid: int, seconds: float) -> None:
        self.pid, self.seconds = pid, seconds
        self.used = _processor_seconds(pid)
        self.latest = time.monotonic() + seconds * (1 if self.used is None else WAITING)

    def next_look(self) -> float:
        """Seconds until it is to be looked at again.

        Raises:
            TimeoutError: the time is over.
        """
        left = self.latest - time.monotonic()
        used = _processor_seconds(self.pid)
        if self.used is not None and used is not None:
            left = min(left, self.seconds - (used - self.used))
        if left <= 0:
            raise TimeoutError
        return min(left, LOOK)


def _processor_seconds(pid: int) -> float | None:
    """The processor time a process has used; None where the system does not tell."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            told = file.read().rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return None


_lock = threading.Lock()
_kept: list[_Helper] = []
_owner = [0]


def _helper(limits: Limits) -> _Helper:
    if _owner[0] != os.getpid():  # a fork: the helper belongs to the process it was started by
        _kept.clear()
        _owner[0] = os.getpid()
    if _kept and (_kept[0].memory_mb != limits.memory_mb or _kept[0].process.poll() is not None):
        _drop()
    if not _kept:
        _kept.append(_Helper(limits.memory_mb))
    return _kept[0]


def _drop() -> None:
    while _kept:
        _kept.pop().close()


@atexit.register
def _close() -> None:
    if _owner[0] == os.getpid():
        _drop()


# ---- in the helper


def serve() -> None:
    """Answer calls until the pipe closes; runs in the helper process."""
    limit = (int(sys.argv[1]) + BEFORE) * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the answers
    while header := source.read(HEADER.size):
        function, path, arguments = pickle.loads(source.read(HEADER.unpack(header)[0]))
        module, _, name = function.partition(":")
        outcome: object
        try:
            outcome = getattr(importlib.import_module(module), name)(path, *arguments)
        except UnreadableReport as error:
            outcome = _Refusal(type(error), error.reason)
        except MemoryError:
            memory = int(sys.argv[1])
            outcome = _Refusal(TooLarge, f"reading took more than {memory} MB of memory (NIANBAO_MAX_MEMORY_MB)")
        except Exception as error:
            outcome = _Refusal(UnreadableReport, f"it is damaged ({type(error).__name__}: {error}); save it again")
        _write(sink, outcome)


def _write(sink: IO[bytes], message: object) -> None:
    data = pickle.dumps(message)
    sink.write(HEADER.pack(len(data)) + data)
    sink.flush()
