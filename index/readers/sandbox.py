"""Another program run within limits of time, memory and disk, without network where the system allows that."""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MEGABYTE = 1_000_000
# A network of its own, which has no way out, and processes of its own, all ended with the first.
ALONE = ("unshare", "--map-root-user", "--net", "--pid", "--fork", "--kill-child")


@dataclass(frozen=True, slots=True)
class Finished:
    """How a program ended. `status` is its exit status, None where it was ended for taking too long."""

    status: int | None
    said: str


def run(command: Sequence[str], folder: Path, *, seconds: float, memory_mb: int, file_mb: int) -> Finished:
    """Run a program in a private folder, which is its home, and wait for it. What it started ends with it.

    Raises:
        FileNotFoundError: there is no such program.
    """
    bounds = (
        "prlimit", f"--as={memory_mb * MEGABYTE}", f"--fsize={file_mb * MEGABYTE}", "--core=0",
        f"--cpu={int(seconds) + 5}",
    )  # fmt: skip
    wrapped = [*_leash(), *_alone(), *bounds, *command]
    home = str(folder)
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": home, "TMPDIR": home, "LANG": "C.UTF-8"}
    with (folder / "said.txt").open("w+b") as said:
        process = subprocess.Popen(
            wrapped, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
        try:
            status: int | None = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            status = None
        finally:
            _end(process)
        said.seek(0)
        return Finished(status, said.read(4000).decode("utf-8", errors="replace"))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End what is left of the program's process group."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@cache
def _alone() -> tuple[str, ...]:
    """What cuts a program off from network and processes; () where the system does not let us."""
    try:
        tried = subprocess.run([*ALONE, "true"], capture_output=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return ALONE if tried.returncode == 0 else ()


@cache
def _leash() -> tuple[str, ...]:
    """What ends a program when the process that started it is killed."""
    return ("setpriv", "--pdeathsig", "KILL") if shutil.which("setpriv") else ()
