"""`python -m eval.load`: fifty users for five minutes, then a closed loop beside a bare handler with the same SQL.

    .venv/bin/python -m eval.load --users 50 --minutes 5

Prints errors, p95 of answers, memory of the server at the start and the end, and answers a second of the product beside
those of a handler that only looks the same cells up. Exit 1 where an answer failed.
"""

import argparse
import csv
import http.client
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from eval.bench import FIGURE_QUESTIONS, free_port, running
from eval.own import REPORTS
from eval.target import build_index
from eval.truth import INVENTED
from index.embedding import open_embedder
from index.figure_store import FigureStore, open_engine
from index.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
LOCUST = ROOT / ".bench" / "locust" / "bin" / "locust"
USERS = Path(__file__).with_name("load_users.py")
CELLS = ("t3.res.total|total", "t3.new|total", "t3.carried_in|total")  # what one answer looks up
CLIENTS = 8
SECONDS = 15.0
BODY = [json.dumps({"question": question}) for question in FIGURE_QUESTIONS]


@dataclass(frozen=True, slots=True)
class Users:
    """What locust counted: requests, failures, milliseconds."""

    requests: int
    failures: int
    p50: float
    p95: float


def main() -> None:
    """Measure, print, and end with 1 where anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--bare", nargs=2, metavar=("PORT", "DATA"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.bare:
        return _serve_bare(int(given.bare[0]), Path(given.bare[1]))
    reports = sorted(path for path in REPORTS.glob("*.txt") if not path.name.startswith(INVENTED))
    with tempfile.TemporaryDirectory(prefix="nianbao-load-") as folder:
        settings = Settings(data=Path(folder), database="", chroma="")
        build_index(reports, settings, embedder=open_embedder(settings))
        failed = _measure(settings, given.users, given.minutes)
    sys.exit(bool(failed))


def _measure(settings: Settings, users: int, minutes: float) -> int:
    """Print both measurements; the number of answers that failed."""
    environment = {"NIANBAO_DATA": str(settings.data), "NIANBAO_RATE": "0", "PATH": "/usr/bin:/bin"}
    port = free_port()
    command = [str(Path(sys.executable).with_name("nianbao")), "serve", "--host", "127.0.0.1", "--port", str(port)]
    with running(command, environment, port) as server:
        _loop(port, "/api/v1/ask", 3.0)  # loads what loads lazily, before memory is read
        before = _memory(server.pid)
        counted = _locust(port, users, minutes)
        print(
            f"{users} users, {minutes:g} minutes: {counted.requests} answers, {counted.failures} failed, "
            f"p50 {counted.p50:.0f} ms, p95 {counted.p95:.0f} ms; "
            f"memory {before / 1e6:.0f} MB before, {_memory(server.pid) / 1e6:.0f} MB after"
        )
        answers, failed = _loop(port, "/api/v1/ask", SECONDS)
    with _bare(settings) as bare_port:
        bare, _ = _loop(bare_port, "/bare", SECONDS)
    print(
        f"closed loop, {CLIENTS} clients: {answers / SECONDS:.0f} answers a second, a bare handler with the same SQL "
        f"{bare / SECONDS:.0f}: ratio {answers / bare:.2f}"
    )
    return counted.failures + failed


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


def _loop(port: int, path: str, seconds: float) -> tuple[int, int]:
    """Answers and failures of CLIENTS that each ask again as soon as they have an answer."""
    until = time.monotonic() + seconds
    counts = [(0, 0)] * CLIENTS

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        done = failed = 0
        while time.monotonic() < until:
            connection.request("POST", path, BODY[(done + number) % len(BODY)], {"Content-Type": "application/json"})
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
def _bare(settings: Settings) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "eval.load", "--bare", str(port), str(settings.data)]
    with running(command, {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}, port):
        yield port


def _serve_bare(port: int, data: Path) -> None:
    """A handler that reads a question and looks up the version, the report and the cells; nothing is understood."""
    store = FigureStore(open_engine("", data))
    reports = [report.id for report in store.reports()]
    app = FastAPI(openapi_url=None)

    @app.get("/readyz")
    def ready() -> dict[str, bool]:
        return {"ready": True}

    @app.post("/bare")
    def bare(question: dict[str, str]) -> dict[str, object]:
        report = reports[len(question["question"]) % len(reports)]
        figures = store.figures([report], CELLS)
        findings = store.findings([report])
        return {
            "version": store.index_version,
            "figures": [figure.printed for figure in figures.values()],
            "findings": len(findings),
        }

    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error")


if __name__ == "__main__":
    main()
