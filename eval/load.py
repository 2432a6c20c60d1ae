"""`python -m eval.load`: fifty users for five minutes, then a closed loop beside bare handlers with the same SQL.

    .venv/bin/python -m eval.load --users 50 --minutes 5

Prints errors, p95 of answers, memory of the server at the start and the end, and answers a second of the product beside
those of handlers that only run the SQL of the same answers (`eval.bare`). Server and handlers run at the same time and
are asked in turns, so that both see the same machine. Exit 1 where an answer failed.
"""

import argparse
import csv
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from eval.bench import FIGURE_QUESTIONS, free_port, running
from eval.generate import generated
from eval.own import REPORTS
from eval.target import build_index, open_target
from eval.truth import INVENTED
from index.embedding import open_embedder
from index.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
LOCUST = ROOT / ".bench" / "locust" / "bin" / "locust"
USERS = Path(__file__).with_name("load_users.py")
CLIENTS = 8
TURNS, SECONDS = 5, 4.0  # in the closed loop
DISTINCT = 500  # questions in the closed loop, each on another cell: none is answered from a memory of itself


@dataclass(frozen=True, slots=True)
class Users:
    """What locust counted: requests, failures, milliseconds."""

    requests: int
    failures: int
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Place:
    """A server: its port, and its process."""

    port: int
    process: int


def main() -> None:
    """Measure, print, and end with 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=5)
    given = parser.parse_args()
    reports = sorted(path for path in REPORTS.glob("*.txt") if not path.name.startswith(INVENTED))
    with tempfile.TemporaryDirectory(prefix="nianbao-load-") as folder:
        settings = Settings(data=Path(folder), database="", chroma="")
        build_index(reports, settings, embedder=open_embedder(settings))
        failed = _measure(settings, given.users, given.minutes)
    sys.exit(bool(failed))


def _measure(settings: Settings, users: int, minutes: float) -> int:
    """Print both measurements; the number of answers that failed."""
    environment = {**os.environ, "NIANBAO_DATA": str(settings.data), "NIANBAO_RATE": "0", "NIANBAO_DATABASE": ""}
    port, bodies = free_port(), _bodies(settings)
    command = [str(Path(sys.executable).with_name("nianbao")), "serve", "--host", "127.0.0.1", "--port", str(port)]
    with running(command, environment, port) as server, _bare(settings, bodies) as bare:
        _loop(port, "/api/v1/ask", 3.0, bodies)  # loads what loads lazily, before memory is read
        before = _memory(server.pid)
        failures = 0
        if minutes:
            counted = _locust(port, users, minutes)
            failures = counted.failures
            print(
                f"{users} users, {minutes:g} minutes: {counted.requests} answers, {counted.failures} failed, "
                f"p50 {counted.p50:.0f} ms, p95 {counted.p95:.0f} ms; "
                f"memory {before / 1e6:.0f} MB before, {_memory(server.pid) / 1e6:.0f} MB after"
            )
        return failures + _compare(Place(port, server.pid), bare, bodies)


def _compare(product: Place, bare: Place, bodies: list[str]) -> int:
    """Print the closed loop of the product beside those of the bare handlers; the number of answers that failed."""
    loops = {"product": (product, "/api/v1/ask"), "bare": (bare, "/bare"), "read": (bare, "/read")}
    rates: dict[str, list[float]] = {name: [] for name in loops}
    costs: dict[str, list[float]] = {name: [] for name in loops}
    failed = 0
    for _ in range(TURNS):
        for name, (place, path) in loops.items():
            before = _processor(place.process)
            answers, wrong = _loop(place.port, path, SECONDS, bodies)
            rates[name].append(answers / SECONDS)
            costs[name].append((_processor(place.process) - before) / max(answers, 1) * 1000)
            failed += wrong
    rate = {name: statistics.median(kept) for name, kept in rates.items()}
    cost = {name: statistics.median(kept) for name, kept in costs.items()}
    print(
        f"closed loop, {CLIENTS} clients, {len(bodies)} questions, medians of {TURNS} turns, answers a second: "
        f"{rate['product']:.0f}; a bare handler with the same SQL {rate['bare']:.0f}: "
        f"ratio {rate['product'] / rate['bare']:.2f}; one that reads and keeps nothing {rate['read']:.0f}: "
        f"ratio {rate['product'] / rate['read']:.2f}"
    )
    print(
        "processor time an answer, which other work on the machine disturbs less: "
        f"{cost['product']:.2f} ms; {cost['bare']:.2f} ms: ratio {cost['bare'] / cost['product']:.2f}; "
        f"{cost['read']:.2f} ms: ratio {cost['read'] / cost['product']:.2f}"
    )
    return failed


def _processor(process: int) -> float:
    """Seconds of processor time that a process has used."""
    used = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")


def _bodies(settings: Settings) -> list[str]:
    """Requests on as many cells of the index, in Chinese and English, in all wordings; each is a figure that is there.

    Those of `eval.bench` come first.
    """
    target = open_target(settings)
    cells = [case.question for case in generated(target.reports) if case.category in ("cell", "zero_cell")]
    chosen = [*FIGURE_QUESTIONS, *random.Random(1).sample(sorted(set(cells)), DISTINCT - len(FIGURE_QUESTIONS))]
    return [json.dumps({"question": question}) for question in chosen]


def _locust(port: int, users: int, minutes: float) -> Users:
    if not LOCUST.exists():
        raise SystemExit("locust is not there: run scripts/bench-tools.sh")
    with tempfile.TemporaryDirectory(prefix="nianbao-locust-") as folder:
        prefix = Path(folder) / "users"
        subprocess.run(
            [str(LOCUST), "-f", str(USERS), "--headless", "-u", str(users), "-r", "10", "-t", f"{minutes * 60:.0f}s",
             "--host", f"http://127.0.0.1:{port}", "--csv", str(prefix), "--only-summary", "--exit-code-on-error", "0"],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        with Path(f"{prefix}_stats.csv").open(encoding="utf-8", newline="") as file:
            (total,) = [row for row in csv.DictReader(file) if row["Name"] == "Aggregated"]
    return Users(int(total["Request Count"]), int(total["Failure Count"]), float(total["50%"]), float(total["95%"]))


def _memory(process: int) -> int:
    """Bytes that a process holds now."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


def _loop(port: int, path: str, seconds: float, bodies: list[str]) -> tuple[int, int]:
    """Answers and failures of CLIENTS that each ask again as soon as they have an answer."""
    until = time.monotonic() + seconds
    counts = [(0, 0)] * CLIENTS

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        done = failed = 0
        while time.monotonic() < until:
            body = bodies[(done * CLIENTS + number) % len(bodies)]
            connection.request("POST", path, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            failed += not answer.read() or answer.status != 200
            done += 1
        counts[number] = done, failed
        connection.close()

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done for done, _ in counts), sum(failed for _, failed in counts)


@contextmanager
def _bare(settings: Settings, bodies: list[str]) -> Iterator[Place]:
    port = free_port()
    questions = settings.data / "questions.json"
    questions.write_text(json.dumps([json.loads(body)["question"] for body in bodies]), encoding="utf-8")
    command = [sys.executable, "-m", "eval.bare", str(port), str(settings.data), str(questions)]
    with running(command, {**os.environ, "PYTHONPATH": str(ROOT)}, port) as server:
        yield Place(port, server.pid)


if __name__ == "__main__":
    main()
