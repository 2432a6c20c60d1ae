"""Processes that read: what goes wrong in one costs the file it reads, with the reason, and nothing else."""

import os
import shutil
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build_pool import HereReading, PoolReading, family
from index.build_read import Done, Read, Refused, Task
from index.settings import Limits
from tests.conftest import SAMPLE_REPORTS

LIMITS = Limits(seconds=3, memory_mb=600)
SAMPLE = SAMPLE_REPORTS / "yichun-2020.txt"


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[PoolReading]:
    monkeypatch.setenv("NIANBAO_TEST_SAMPLE", str(SAMPLE))
    pool = PoolReading(LIMITS, 2, module="tests.odd_worker")
    yield pool
    pool.close()


def odd(folder: Path, **told: str) -> list[Task]:
    """Files that do what they are told, by name."""
    for name, text in told.items():
        (folder / f"{name}.odd").write_text(text, encoding="utf-8")
    return [Task(folder / f"{name}.odd", folder, f"{name}.odd") for name in told]


def outcome(pool: PoolReading | HereReading, tasks: list[Task]) -> dict[str, str]:
    """File → its issuer, or why it is refused; every file ends with one `Done`."""
    found: dict[str, str] = {}
    done = []
    for task, event in pool.read(tasks):
        if isinstance(event, Read):
            found[event.report.file] = event.report.issuer
        if isinstance(event, Refused):
            found[event.file] = event.reason
        if isinstance(event, Done):
            done.append(task.file)
    assert sorted(done) == sorted(task.file for task in tasks)
    return found


def test_what_processes_read_is_what_is_read_here(tmp_path: Path) -> None:
    files = sorted(SAMPLE_REPORTS.glob("*.txt"))[:4]
    tasks = [Task(path, SAMPLE_REPORTS, path.name) for path in files]
    pool = PoolReading(Limits(), 2)
    try:
        there = {event.report.file: event.report for _, event in pool.read(tasks) if isinstance(event, Read)}
    finally:
        pool.close()
    here = {
        event.report.file: event.report for _, event in HereReading(Limits()).read(tasks) if isinstance(event, Read)
    }
    assert there == here
    assert len(here) == 4


def test_a_file_that_harms_its_process_is_refused_with_the_reason_and_the_others_are_read(
    pool: PoolReading, tmp_path: Path
) -> None:
    tasks = odd(
        tmp_path, good="", crash="crash", exit="exit", hang="hang", child="child", grow="grow", leap="leap",
        fault="fault", deep="deep", fine="",
    )  # fmt: skip
    found = outcome(pool, tasks)
    assert found.pop("good.odd") == found.pop("fine.odd") == "宜春市卫生健康委"
    told = {
        "crash.odd": "SIGSEGV", "exit.odd": "status 3", "hang.odd": "NIANBAO_MAX_SECONDS",
        "child.odd": "NIANBAO_MAX_SECONDS", "grow.odd": "NIANBAO_MAX_MEMORY_MB", "leap.odd": "NIANBAO_MAX_MEMORY_MB",
        "fault.odd": "KeyError", "deep.odd": "nested",
    }  # fmt: skip
    assert {file: word for file, word in told.items() if word in found[file]} == told


def test_nothing_that_a_process_started_outlives_it(pool: PoolReading, tmp_path: Path) -> None:
    before = family(os.getpid())  # a test before this one may have left a helper of its own
    outcome(pool, odd(tmp_path, child="child", good=""))
    pool.close()
    assert not {*family(os.getpid())} - {*before}


def test_a_crash_that_does_not_come_again_costs_nothing(pool: PoolReading, tmp_path: Path) -> None:
    tasks = odd(tmp_path, once=f"once {tmp_path / 'mark'}")
    assert outcome(pool, tasks) == {"once.odd": "宜春市卫生健康委"}


def test_a_member_that_harms_its_process_costs_the_archive_that_member_only(pool: PoolReading, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name, told in {"1.odd": "", "2.odd": "crash", "3.odd": "", "4.odd": "hang", "5.odd": ""}.items():
            archive.writestr(name, told)
    found = outcome(pool, [Task(tmp_path / "a.zip", tmp_path, "a.zip")])
    assert [found[f"a.zip/{n}.odd"] for n in (1, 3, 5)] == ["宜春市卫生健康委"] * 3
    assert "SIGSEGV" in found["a.zip/2.odd"]
    assert "SECONDS" in found["a.zip/4.odd"]


def test_the_time_of_an_archive_is_that_of_each_member(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(100):
            archive.write(SAMPLE, f"{number}.txt")
    pool = PoolReading(LIMITS, 1)
    slow: list[str] = []
    try:
        for _, event in pool.read([Task(tmp_path / "a.zip", tmp_path, "a.zip")]):
            if isinstance(event, Read):
                slow.append(event.report.file)
                time.sleep(0.05)  # the builder embeds; that is no fault of the file
    finally:
        pool.close()
    assert len(slow) == 100


def test_reading_stops_when_asked_even_while_a_file_hangs(pool: PoolReading, tmp_path: Path) -> None:
    asked = iter([False, False, True])
    assert list(pool.read(odd(tmp_path, hang="hang", hung="hang"), lambda: next(asked, True))) == []


def test_a_file_that_is_gone_when_its_turn_comes_is_refused(tmp_path: Path) -> None:
    found = outcome(HereReading(Limits()), [Task(tmp_path / "gone.txt", tmp_path, "gone.txt")])
    assert "No such file" in found["gone.txt"]


def test_a_file_over_the_limit_of_size_is_refused_unread(tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "a.txt")
    with (tmp_path / "a.txt").open("ab") as file:
        file.truncate(3_000_000)
    found = outcome(HereReading(Limits(file_mb=2)), [Task(tmp_path / "a.txt", tmp_path, "a.txt")])
    assert "NIANBAO_MAX_FILE_MB" in found["a.txt"]
