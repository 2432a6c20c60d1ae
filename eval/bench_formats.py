"""`python -m eval.bench_formats`: reports a second of each format, and beside it what other converters make of them.

Reading to figures goes without embedding, one file after the other, and what is measured is the processor time of the
quickest of several rounds: reports a second and core, whatever else the machine does; the clock on the wall where
another program does the work.
markitdown and docling run in virtual environments of their own (`scripts/bench-tools.sh`), in the same run on the same
files; of each it is counted how many known cells still stand under their own headers in the Markdown it gives.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eval.figures_check import right
from eval.headers_kept import kept
from eval.own import FORMATS, KNOWN, REPORTS
from eval.target import build_index, figure_rows
from eval.truth import KnownCell, KnownReport, load_known
from index.build_read import Known, Read, Task, read_file
from index.build_read import load_known as load_reading
from index.build_worker import settle_memory
from index.report import Report
from index.settings import Settings

ROUNDS = 5  # at least
LEAST_SECONDS = 2.0  # that all rounds of a format take together: a short one says little
PARENT, SPENT = 1, (11, 12, 13, 14)  # fields of /proc/…/stat behind the name: parent; user, system, of its children
TOOL_SECONDS = 900
TOOLS = {"markitdown": (".docx", ".html", ".pdf", ".xlsx"), "docling": (".docx", ".html")}
ENVIRONMENTS = Path(".bench")
BARS = {"txt": 100, "md": 100, "html": 100, "mht": 100, "docx": 20, "pdf": 3}  # reports a second and core
Spent = Callable[[Callable[[], object]], float]  # the seconds that some work takes
SLOW = ("doc", "rtf", "scan")  # read once: another program or OCR does most of it


@dataclass(frozen=True, slots=True)
class Speed:
    """One format read by one tool: reports a second, and known cells that are right (ours) or kept (theirs)."""

    format: str
    tool: str
    files: int
    per_second: float | None
    cells: int
    of: int
    note: str = ""


def main() -> None:
    """Measure, print a table, write JSON."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, default=Path("build/bench-formats.json"))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--formats", default="", help="only these, parted by commas")
    parser.add_argument("--embedding", action="store_true", help="build an index of all of them too, with the model")
    given = parser.parse_args()
    settle_memory()  # as a process of a build does
    samples = {name: files for name, files in _samples().items() if name in (given.formats or name).split(",")}
    speeds = [speed for name, files in samples.items() for speed in _measured(name, files, given.rounds)]
    if given.embedding:
        speeds.append(_with_embedding())
    _print(speeds)
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_text(json.dumps([asdict(speed) for speed in speeds], ensure_ascii=False, indent=1) + "\n")


@dataclass(frozen=True, slots=True)
class File:
    """One file with the known cells of the reports in it."""

    path: Path
    reports: tuple[tuple[KnownReport, tuple[KnownCell, ...]], ...]


def _samples() -> dict[str, list[File]]:
    """Format → its sample files. The text files beside the formats are a format of their own: "txt"."""
    found: dict[str, dict[Path, list[tuple[KnownReport, tuple[KnownCell, ...]]]]] = {}
    for part in load_known(KNOWN / FORMATS):
        for file in part.files:
            report = part.reports[file]
            cells = tuple(cell for cell in part.cells if cell.file == file)
            path = _file_of(file)
            found.setdefault(report.format, {}).setdefault(path, []).append((report, cells))
    for part in load_known(KNOWN):
        for file in part.files:
            cells = tuple(cell for cell in part.cells if cell.file == file)
            bare = KnownReport(file, "txt", "", 0, {})
            found.setdefault("txt", {})[REPORTS / file] = [(bare, cells)]
    return {name: [File(path, tuple(of)) for path, of in files.items()] for name, files in sorted(found.items())}


def _file_of(name: str) -> Path:
    """The file on disk that a report is in: of "a.zip/b.html" the archive."""
    path = REPORTS / name.partition("#")[0]
    return path if path.exists() else path.parent


def _measured(name: str, files: Sequence[File], rounds: int) -> list[Speed]:
    speeds = [measured_by_us(name, files, 1 if name in SLOW else rounds)]
    suffixes = {file.path.suffix for file in files}
    for tool, readable in TOOLS.items():
        if suffixes <= set(readable) and name != "scan":
            speeds.append(_theirs(tool, name, files, rounds))
    return speeds


def measured_by_us(name: str, files: Sequence[File], rounds: int) -> Speed:
    """How fast these files are read to figures, and how many of their known cells are right."""
    known = load_reading()
    reports = [report for file in files for report in _read(file.path, known)]
    number = sum(len(file.reports) for file in files)
    spent = wall_time if name in SLOW else processor_time
    taken = best_round(lambda: [_read(file.path, known) for file in files], spent, rounds, name not in SLOW)
    rows = {(str(row["file"]), str(row["cell"])): row for report in reports for row in figure_rows(report)}
    cells = [cell for file in files for _, of in file.reports for cell in of]
    good = sum((cell.file, cell.cell) in rows and right(cell, rows[cell.file, cell.cell]) for cell in cells)
    return Speed(name, "nianbao", number, number / taken, good, len(cells))


def _read(path: Path, known: Known) -> list[Report]:
    task = Task(path, REPORTS, path.relative_to(REPORTS).as_posix())
    return [event.report for event in read_file(task, known) if isinstance(event, Read)]


def best_round(work: Callable[[], object], spent: Spent, rounds: int, again: bool = True) -> float:
    """The seconds of the quickest of several rounds, at least `rounds`; with `again` until they took LEAST_SECONDS.

    Whatever else the machine does makes a round longer, never shorter.
    """
    times: list[float] = []
    while len(times) < rounds or (again and sum(times) < LEAST_SECONDS):
        times.append(spent(work))
    return max(min(times), 1e-9)


def wall_time(work: Callable[[], object]) -> float:
    """Seconds that some work takes by the clock on the wall."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def processor_time(work: Callable[[], object]) -> float:
    """Seconds of processor time that some work takes: of this process, and of those it has started, as PDF is read in.

    To look at the others takes as long as to read a report, so that is done outside the time of this one.
    """
    others = _time_of_children()
    started = time.process_time()
    work()
    own = time.process_time() - started
    return own + _time_of_children() - others


def _time_of_children() -> float:
    """Processor time of the processes this one has started; of those that go on to hundredths, and on Linux only."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, IndexError, ValueError):
            after = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if int(after[PARENT]) == os.getpid():
                ticks += sum(int(after[at]) for at in SPENT)
    return ended.ru_utime + ended.ru_stime + ticks / os.sysconf("SC_CLK_TCK")


def _theirs(tool: str, name: str, files: Sequence[File], rounds: int) -> Speed:
    python = ENVIRONMENTS / tool / "bin" / "python"
    cells = sum(len(of) for file in files for _, of in file.reports)
    number = sum(len(file.reports) for file in files)
    if not python.exists():
        return Speed(name, tool, number, None, 0, cells, "not installed: scripts/bench-tools.sh")
    # -I: the folder of the script holds a numbers.py, which must not stand in for Python's own.
    command = [str(python), "-I", str(Path(__file__).with_name("bench_tool.py")), tool, str(rounds)]
    ran = subprocess.run(
        [*command, *(str(file.path) for file in files)], capture_output=True, text=True, timeout=TOOL_SECONDS
    )
    if ran.returncode:
        return Speed(name, tool, number, None, 0, cells, ran.stderr.strip().split("\n")[-1][:200])
    told = json.loads(ran.stdout)
    results = [told["files"][str(file.path)] for file in files]
    failed = [result["error"] for result in results if "error" in result]
    taken = sum(min(result["seconds"]) for result in results if "seconds" in result)
    good = sum(
        kept(of, report.forms.get("t2", ""), report.forms.get("t3", ""), result.get("markdown", ""))
        for file, result in zip(files, results, strict=True)
        for report, of in file.reports
    )
    note = f"{tool} {told['version']}" + (f"; {len(failed)} not converted: {failed[0]}" if failed else "")
    return Speed(name, tool, number, number / taken if taken else None, good, cells, note)


def _with_embedding() -> Speed:
    """All samples into an index, model loaded, with as many processes as a build takes."""
    with tempfile.TemporaryDirectory(prefix="nianbao-bench-") as folder:
        settings = Settings(data=Path(folder), database="", chroma="")
        started = time.perf_counter()
        refused = build_index([REPORTS], settings)
        taken = time.perf_counter() - started
    number = sum(len(file.reports) for files in _samples().values() for file in files)
    note = f"an index of all, model loaded, {taken:.1f} s" + (f"; {len(refused)} refused" if refused else "")
    return Speed("all, with embedding", "nianbao", number, (number - len(refused)) / taken, 0, 0, note)


def _print(speeds: Sequence[Speed]) -> None:
    own = {speed.format: speed.per_second for speed in speeds if speed.tool == "nianbao"}
    table = Table(show_edge=False, pad_edge=False)
    for column in ("format", "tool", "reports", "reports/s", "times nianbao's", "cells right", "bar", "note"):
        table.add_column(column, justify="left" if column in ("format", "tool", "note") else "right")
    for speed in speeds:
        rate, base = speed.per_second, own.get(speed.format)
        table.add_row(
            speed.format,
            speed.tool,
            str(speed.files),
            f"{rate:.1f}" if rate else "-",
            f"{rate / base:.2f}" if rate and base and speed.tool != "nianbao" else "",
            f"{speed.cells / speed.of:.1%}" if speed.of else "",
            str(BARS.get(speed.format, "")) if speed.tool == "nianbao" else "",
            speed.note,
        )
    Console(width=150 if not sys.stdout.isatty() else None).print(table)


if __name__ == "__main__":
    main()
