"""`python -m eval.bench`: how fast figures and prose are answered, in process and over HTTP, and an index is built.

Beside each number stands a bare reference of the same run (the SQL look-up alone, a handler that does nothing), so
that a ratio can be quoted where the machine cannot.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from assistant.chain import open_assistant
from eval.own import REPORTS
from eval.runner import percentile
from eval.target import build_index
from eval.truth import INVENTED
from index.embedding import open_embedder
from index.settings import Settings

FIGURE_QUESTIONS = (
    "how many requests did Yichun handle in 2020",
    "宜春市卫生健康委2020年办理结果总计多少件？",
    "黎平县卫生健康局2020年行政处罚处理决定多少件",
    "湘乡市卫健局2023年行政许可处理决定多少件",
    "崆峒区2019年行政许可本年增减多少",
    "湖南省中医药管理局2020年新收申请多少件",
    "How many penalties did Liping issue in 2020?",
)
PROSE_QUESTIONS = (
    "湘乡市卫健局2023年政务公开还存在哪些不足？",
    "湖南省中医药管理局2020年对网站信息员做了什么？",
    "What problems does the Yichun health commission name in its 2020 report?",
    "黎平县卫生健康局2020年下一步打算怎么改？",
)
ROUNDS = 30
COLD_STARTS = 5
START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one kind of work, with the bare reference of the same run where there is one."""

    name: str
    times: tuple[float, ...]
    bar: str = ""


def main() -> None:
    """Measure everything and print one table."""
    console = Console()
    reports = sorted(path for path in REPORTS.glob("*.txt") if not path.name.startswith(INVENTED))
    with tempfile.TemporaryDirectory(prefix="nianbao-bench-") as folder:
        settings = Settings(data=Path(folder), database="", chroma="")
        timings = [_indexing(reports, settings), *_in_process(settings), *_cold_start(settings), *_over_http(settings)]
    table = Table(show_edge=False, pad_edge=False)
    for column in ("what", "runs", "p50 ms", "p95 ms", "bar"):
        table.add_column(column, justify="left" if column in ("what", "bar") else "right")
    for timing in timings:
        p50, p95 = percentile(timing.times, 50), percentile(timing.times, 95)
        table.add_row(timing.name, str(len(timing.times)), f"{p50:.2f}", f"{p95:.2f}", timing.bar)
    console.print(table)


def _indexing(reports: Sequence[Path], settings: Settings) -> Timing:
    embedder = open_embedder(settings)
    embedder.embed_query("loads the model")
    started = time.perf_counter()
    build_index(reports, settings, embedder=embedder)
    taken = (time.perf_counter() - started) * 1000
    return Timing(f"index {len(reports)} reports, model loaded", (taken,), "15 s")


def _in_process(settings: Settings) -> Iterator[Timing]:
    assistant = open_assistant(settings)
    report = assistant.store.reports()[0].id
    ask: Callable[[str], Any] = assistant.ask
    yield Timing(
        "the SQL look-up alone", _time(lambda _: assistant.store.figures([report], ["t3.new|total"]), [""] * 7)
    )
    yield Timing("figure question, in process", _time(ask, FIGURE_QUESTIONS), "p95 20 ms")
    yield Timing("prose question, in process", _time(ask, PROSE_QUESTIONS), "p95 100 ms")


def _time(work: Callable[[str], Any], questions: Sequence[str], rounds: int = ROUNDS) -> tuple[float, ...]:
    """Milliseconds of each call, questions in turn, after one unmeasured round that loads what loads lazily."""
    for question in questions:
        work(question)
    times = []
    for _ in range(rounds):
        for question in questions:
            started = time.perf_counter()
            work(question)
            times.append((time.perf_counter() - started) * 1000)
    return tuple(times)


def _cold_start(settings: Settings) -> Iterator[Timing]:
    command = [str(_nianbao()), "ask", FIGURE_QUESTIONS[0]]
    bare = [sys.executable, "-c", "pass"]
    for name, arguments, bar in (("python that does nothing", bare, ""), ("nianbao ask, cold start", command, "1 s")):
        times = []
        for _ in range(COLD_STARTS):
            started = time.perf_counter()
            subprocess.run(arguments, env=_environment(settings), check=True, capture_output=True)
            times.append((time.perf_counter() - started) * 1000)
        yield Timing(name, tuple(times), bar)


def _over_http(settings: Settings) -> Iterator[Timing]:
    with serving(settings) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)

        def get(_: str) -> None:
            connection.request("GET", "/healthz")
            connection.getresponse().read()

        def ask(question: str) -> None:
            body = json.dumps({"question": question})
            connection.request("POST", "/api/v1/ask", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            text = response.read()
            if response.status != 200:
                raise SystemExit(f"/api/v1/ask answered {response.status}: {text[:200]!r}")

        yield Timing("a bare handler (/healthz) over HTTP", _time(get, [""] * 7))
        yield Timing("figure question over HTTP", _time(ask, FIGURE_QUESTIONS), "p95 50 ms")
        yield Timing("prose question over HTTP", _time(ask, PROSE_QUESTIONS), "p95 100 ms")
        connection.close()


@contextmanager
def serving(settings: Settings) -> Iterator[int]:
    """Serve the index on a free loopback port as a child process, and end that process by its own id."""
    port = free_port()
    command = [str(_nianbao()), "serve", "--host", "127.0.0.1", "--port", str(port)]
    with running(command, _environment(settings), port):
        yield port


def free_port() -> int:
    """A loopback port that nothing listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(command: Sequence[str], environment: dict[str, str], port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A server as a child process that answers /readyz on `port`, ended by its own id."""
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_until_ready(server, port)
        yield server
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait_until_ready(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise SystemExit(f"`nianbao serve` ended with status {server.returncode}")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass  # not listening yet
        time.sleep(0.1)
    raise SystemExit(f"`nianbao serve` was not ready after {START_SECONDS:.0f} s")


def _nianbao() -> Path:
    """The command beside the Python that runs this."""
    return Path(sys.executable).with_name("nianbao")


def _environment(settings: Settings) -> dict[str, str]:
    """This process's environment, pointed at the trial index."""
    return {**os.environ, "NIANBAO_DATA": str(settings.data), "NIANBAO_DATABASE": "", "NIANBAO_CHROMA": ""}


if __name__ == "__main__":
    main()
