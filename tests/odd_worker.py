"""A process that reads files, with a reader whose files do what no file should: crash, hang, grow, print."""

import ctypes
import os
import sys
import time
from pathlib import Path

from index.build_worker import main
from index.readers import READERS
from index.report import Document
from index.settings import Limits

MEGABYTE = 1_000_000


def read_odd(path: Path, limits: Limits) -> Document:
    """Do what the file says; a file that says a number of seconds takes as long, one with "once" crashes once."""
    told = path.read_text(encoding="utf-8").strip()
    if told == "crash":
        ctypes.string_at(0)
    if told == "exit":
        os._exit(3)
    if told == "hang":
        while True:
            time.sleep(60)
    if told == "child":  # hangs in a program it started
        os.system("sleep 1000")
    if told == "grow":
        pieces = []
        while True:
            pieces.append(b"x" * 20 * MEGABYTE)
            time.sleep(0.01)
    if told == "leap":
        return Document(blocks=(), names=("x" * (1 << 34),))
    if told == "fault":
        raise KeyError("told")
    if told == "deep":
        return read_odd(path, limits)
    if told.startswith("once ") and not Path(told[5:]).exists():
        Path(told[5:]).touch()
        ctypes.string_at(0)
    print("noise" * 100_000, file=sys.stdout)
    return READERS[".txt"](Path(os.environ["NIANBAO_TEST_SAMPLE"]), limits)


if __name__ == "__main__":
    READERS[".odd"] = read_odd
    main()
