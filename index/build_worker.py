"""The process that reads files: `python -P -m index.build_worker FD MEMORY_MB`, started by `index.build_pool`.

It takes `Task`s from the connection and sends the events of each. It ends with the process that started it. What a
library prints goes nowhere; a fault in one costs this process, and the pool starts another.
"""

import contextlib
import ctypes
import gc
import os
import resource
import signal
import sys
from multiprocessing.connection import Connection

MEGABYTE = 1_000_000
ROOM_MB = 4_000  # address space beyond the memory that is watched: mapped files, stacks and reserves are no memory
PR_SET_PDEATHSIG = 1
COLLECT_AFTER = 100_000  # values: some thirty reports


def main() -> None:
    """Read files until the connection closes."""
    descriptor, memory_mb, parent = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    _end_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the builder
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    most = (memory_mb + ROOM_MB) * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with Connection(descriptor) as connection, contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        _serve(connection)


def _end_with(parent: int) -> None:
    """Be killed when the builder is, even by kill -9."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it was over before that
        sys.exit(0)


def settle_memory() -> None:
    """Let the collector of cycles leave alone what is loaded once, and look seldom: reading makes few cycles.

    A report is thousands of values that all stay until it is written; to go through them again and again took a tenth
    of the time of reading.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 10, 10)


def _serve(connection: Connection) -> None:
    from index.build_read import load_known, read_file

    limits = connection.recv()
    known = load_known(limits)
    settle_memory()
    connection.send(None)  # ready: the time of a file does not begin before
    while True:
        task = connection.recv()
        for event in read_file(task, known):
            connection.send(event)


if __name__ == "__main__":
    main()
