"""Builds killed with kill -9 at random moments, run again, and compared with one that nobody killed.

    .venv/bin/python -m tests.kill_run --reports 500 --kills 20
    .venv/bin/python -m tests.kill_run --reports 40 --kills 4 --real

Each round kills the build of an empty data folder at a random moment and runs it again. Every other round then changes,
drops and adds reports, kills the build of that, and runs it again. Exit 1 where an index differs by a row or a vector.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.build import Builder
from index.embedding import Embedder
from index.figure_store import FigureStore, open_engine
from index.settings import Settings
from tests.conftest import ROOT
from tests.index_content import differences, index_content
from tests.many_reports import many_reports

DIMENSIONS = 64


class FastEmbedder(Embedder):
    """Counts characters with numpy; nothing is loaded."""

    def __init__(self) -> None:
        super().__init__(Path(), "fast:1")

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        signs = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32) % DIMENSIONS
        counts = np.bincount(signs, minlength=DIMENSIONS).astype(np.float64)
        return [float(number) for number in counts / (np.linalg.norm(counts) or 1.0)]


@dataclass(frozen=True, slots=True)
class Round:
    """One round: when the build was killed, what was there then, and what differs in the end."""

    after: float
    reports: int
    differs: tuple[str, ...]


def build(folder: Path, data: Path, *, real: bool) -> None:
    """Build in this process."""
    builder = Builder(Settings(data=data), embedder=None if real else FastEmbedder())
    try:
        summary = builder.build([folder])
    finally:
        builder.close()
    assert not summary.refused, summary.refused


def run_build(folder: Path, data: Path, *, real: bool, kill_after: float | None = None) -> float:
    """Build in a process of its own, killed after so many seconds where they are given; return how long it took."""
    words = [sys.executable, "-m", "tests.kill_run", "--build", str(folder), str(data), *(["--real"] if real else [])]
    started = time.monotonic()
    process = subprocess.Popen(words, cwd=ROOT)
    try:
        code = process.wait(kill_after)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        return time.monotonic() - started
    if code:
        raise SystemExit(f"the build of {data} ended with status {code}")
    return time.monotonic() - started


def reports_in(data: Path) -> int:
    """Reports that are visible in an index, 0 where there is none yet."""
    if not (data / "nianbao.sqlite").exists():
        return 0
    store = FigureStore(open_engine("", data, create=True), create=True)
    try:
        return len(store.contents())
    finally:
        store.close()


def change(folder: Path, count: int) -> None:
    """Change a tenth of the reports, drop as many, add as many, and leave one member out of an archive."""
    plain = sorted(folder.rglob("*.txt"))
    some = max(1, count // 10)
    for path in plain[:some]:
        path.write_text(path.read_text(encoding="utf-8").replace("公开", "公布", 1), encoding="utf-8")
    for path in plain[some : 2 * some]:
        path.unlink()
    other = folder / "more"
    many_reports(other, some + 5)
    for archive in sorted(folder.glob("*.zip"))[:1]:
        archive.write_bytes(min(other.glob("*.zip"), default=archive).read_bytes())


@dataclass(frozen=True, slots=True)
class Course:
    """A build that is killed in a round: of `reports`, from the index `start` (None: from nothing)."""

    name: str
    reports: Path
    start: Path | None
    whole: dict[str, dict[str, int]]
    seconds: float


def courses(work: Path, count: int, *, real: bool) -> tuple[Course, Course]:
    """The build of a new index, and that of what changed; each was run once to its end."""
    before, after, first, second = (work / name for name in ("before", "after", "first", "second"))
    many_reports(before, count)
    shutil.copytree(before, after)
    change(after, count)
    built = run_build(_laid(before, work), first, real=real)
    whole = index_content(first)
    shutil.copytree(first, second)
    changed = run_build(_laid(after, work), second, real=real)
    size = f"{count} reports, {len(whole['passages'])} passages"
    print(f"{size}: {built:.1f} s to build, {changed:.1f} s to change", flush=True)
    return (
        Course("build", before, None, whole, built),
        Course("change", after, first, index_content(second), changed),
    )


def one_round(course: Course, work: Path, after: float, *, real: bool) -> Round:
    """Kill a build after so many seconds, run it again, compare."""
    data = work / "killed"
    shutil.rmtree(data, ignore_errors=True)
    if course.start:
        shutil.copytree(course.start, data)
    folder = _laid(course.reports, work)
    moment = run_build(folder, data, real=real, kill_after=after)
    there = reports_in(data)
    run_build(folder, data, real=real)
    return Round(moment, there, tuple(differences(course.whole, index_content(data))))


def rounds(work: Path, count: int, kills: int, seed: int, *, real: bool) -> list[Round]:
    """Run all rounds, a line each."""
    chance = random.Random(seed)
    found, both = [], courses(work, count, real=real)
    for number in range(kills):
        course = both[number % 2]
        result = one_round(course, work, chance.uniform(0.1, 1.0) * course.seconds, real=real)
        found.append(result)
        told = "; ".join(result.differs) or "identical"
        moment = f"killed after {result.after:6.2f} s at {result.reports:4} reports"
        print(f"{number + 1:3} {course.name:6} {moment}: {told}", flush=True)
    return found


def _laid(source: Path, work: Path) -> Path:
    """The folder that is built, made the same as another, dates and all."""
    folder = work / "reports"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder)
    return folder


def main(words: Sequence[str] | None = None) -> int:
    """Run the rounds; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=500)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--real", action="store_true", help="embed with the real model")
    parser.add_argument("--build", nargs=2, type=Path, metavar=("FOLDER", "DATA"), help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    if options.build:
        build(*options.build, real=options.real)
        return 0
    with tempfile.TemporaryDirectory(prefix="kill-run-") as folder:
        found = rounds(Path(folder), options.reports, options.kills, options.seed, real=options.real)
    good = sum(not each.differs for each in found)
    print(f"{good} of {len(found)} indexes identical after kill -9 and a second run")
    return 0 if good == len(found) else 1


if __name__ == "__main__":
    sys.exit(main())
