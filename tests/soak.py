"""`python -m tests.soak`: thousands of damaged and hostile files through every reader.

Each must end as reports or as a refusal that says why, in time and without filling memory; and a figure that is read
must be what the damaged file prints. Anything else is a failure: the file is kept and named.
"""

import multiprocessing
import os
import resource
import signal
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path

from index.build_read import Begun, Done, Known, Read, Refused, Same, Task, load_known, read_file
from index.report import Report
from index.settings import Limits
from tests.soak_figures import wrong_figures
from tests.soak_inputs import Input, helped_input, soak_input

FAULT = "a fault in the reader"
GROWTH = 700_000_000  # bytes that one input may add to the most memory a process ever held
LIMITS = Limits(file_mb=20, pages=60, seconds=60, unpacked_mb=100, members=500)
PATIENCE = 10  # times the seconds of work that an input may take, on the wall: others may hold the processors
TICKS = os.sysconf("SC_CLK_TCK")
RENEWED = 400  # inputs after which a process is replaced


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one input ended: "read", "refused" or "failed", with the reason."""

    status: str
    reason: str = ""


@dataclass(slots=True)
class Tally:
    """The outcomes so far, and the failures by name."""

    inputs: int = 0
    statuses: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def line(self) -> str:
        """The result in one line."""
        read, refused = self.statuses["read"], self.statuses["refused"]
        return f"inputs {self.inputs}, read {read}, refused {refused}, failures {len(self.failures)}"


def outcome_of(made: Input, folder: Path, known: Known) -> Outcome:
    """Read one input in this process and judge what came of it."""
    path = folder / made.name
    path.write_bytes(made.content)
    before = _most_memory()
    reports: list[Report] = []
    refusals: list[str] = []
    try:
        for event in read_file(Task(path, folder, made.name), known):
            match event:
                case Read(report):
                    reports.append(report)
                case Refused(_, reason):
                    refusals.append(reason)
                case Begun() | Same() | Done():
                    pass
    except Exception as error:
        return Outcome("failed", f"{type(error).__name__}: {error}")
    finally:
        path.unlink(missing_ok=True)
    grown = _most_memory() - before
    if grown > GROWTH:
        return Outcome("failed", f"memory grew by {grown / 1e6:.0f} MB")
    return judged(made, reports, refusals)


def judged(made: Input, reports: list[Report], refusals: list[str]) -> Outcome:
    """What came of an input, by the reports that were read and the reasons of what was refused."""
    faults = [reason for reason in refusals if reason.startswith(FAULT) or len(reason.strip()) < 5]
    if faults:
        return Outcome("failed", faults[0] or "an empty reason")
    if not reports and not refusals:
        return Outcome("failed", "neither a report nor a reason")
    wrong = [line for report in reports for line in wrong_figures(made, report)]
    if wrong:
        return Outcome("failed", f"{len(wrong)} wrong figures, the first: {wrong[0]}")
    return Outcome("read" if reports else "refused", "; ".join(refusals)[:200])


def _most_memory() -> int:
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(own, children) * 1024


def _work(connection: Connection, folder: Path) -> None:
    """A process that reads what it is told, until it is told None."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    known = load_known(LIMITS)
    while (task := connection.recv()) is not None:
        number, helped = task
        made = helped_input(number) if helped else soak_input(number)
        connection.send(outcome_of(made, folder, known))


class _Worker:
    """One process, its input and since when it reads it."""

    def __init__(self, folder: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, other = context.Pipe()
        self.process = context.Process(target=_work, args=(other, folder), daemon=False)
        self.process.start()
        other.close()
        self.task: tuple[int, bool] | None = None
        self.since, self.before, self.done = time.monotonic(), 0.0, 0

    def give(self, task: tuple[int, bool]) -> None:
        self.task, self.since, self.before = task, time.monotonic(), self.processor_seconds()
        self.connection.send(task)

    def processor_seconds(self) -> float:
        """What the process itself has worked so far; 0 where it is gone."""
        try:
            told = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(told[11]) + int(told[12])) / TICKS

    def end(self) -> None:
        if self.process.is_alive() and self.task is None:
            self.connection.send(None)
            self.process.join(10)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def soak(
    tasks: list[tuple[int, bool]], folder: Path, processes: int, seconds: float
) -> Iterator[tuple[tuple[int, bool], Outcome]]:
    """Every task with its outcome, as they come; a process that hangs or dies is a failure of its task."""
    folder.mkdir(parents=True, exist_ok=True)
    left = list(reversed(tasks))
    workers: list[_Worker] = []
    try:
        workers += [_Worker(folder) for _ in range(min(processes, len(tasks)))]
        while left or any(worker.task for worker in workers):
            for at, worker in enumerate(workers):
                if worker.task is None and left:
                    if worker.done >= RENEWED:
                        worker.end()
                        workers[at] = worker = _Worker(folder)
                    worker.give(left.pop())
            busy = [worker for worker in workers if worker.task]
            wait([worker.connection for worker in busy], timeout=1.0)
            for worker in busy:
                outcome = _looked_at(worker, seconds)
                if outcome and worker.task:
                    yield worker.task, outcome
                    worker.task, worker.done = None, worker.done + 1
                    if not worker.process.is_alive():
                        workers[workers.index(worker)] = _Worker(folder)
    finally:
        for worker in workers:
            worker.end()


def _looked_at(worker: _Worker, seconds: float) -> Outcome | None:
    try:
        if worker.connection.poll():
            outcome: Outcome = worker.connection.recv()
            return outcome
    except (EOFError, OSError):
        worker.process.join()
        return Outcome("failed", f"the process died with status {worker.process.exitcode}")
    worked, waited = worker.processor_seconds() - worker.before, time.monotonic() - worker.since
    if worked > seconds or waited > seconds * PATIENCE:
        worker.process.kill()
        worker.process.join()
        return Outcome("failed", f"no end after {worked:.0f} s of work, {waited:.0f} s in all")
    return None


def main() -> None:
    """Run, print the tally and every failure; status 1 where there is one."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000, help="through readers that need no helper")
    parser.add_argument("--helped", type=int, default=200, help="through LibreOffice and OCR")
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=30, help="of work that one input may take")
    parser.add_argument("--keep", type=Path, default=Path("build/soak"), help="folder of the failing files")
    given = parser.parse_args()
    tasks = [(given.first + number, False) for number in range(given.inputs)]
    tasks += [(given.first + number, True) for number in range(given.helped)]
    tally = run(tasks, given.keep, given.processes, given.seconds)
    print(tally.line())
    sys.exit(bool(tally.failures))


def run(tasks: list[tuple[int, bool]], keep: Path, processes: int, seconds: float) -> Tally:
    """Run all tasks; keep and name the files that fail."""
    tally = Tally()
    for (number, helped), outcome in soak(tasks, keep / "work", processes, seconds):
        tally.inputs += 1
        tally.statuses[outcome.status] += 1
        if outcome.status == "failed":
            made = helped_input(number) if helped else soak_input(number)
            (keep / made.name).write_bytes(made.content)
            tally.failures.append(f"{made.name} ({made.kind} of {made.origin or 'nothing'}): {outcome.reason}")
            print(tally.failures[-1], flush=True)
        if tally.inputs % 500 == 0:
            print(tally.line(), file=sys.stderr, flush=True)
    return tally


if __name__ == "__main__":
    main()
