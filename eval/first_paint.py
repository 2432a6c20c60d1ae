"""`python -m eval.first_paint`: how long a reader with an empty cache waits until a page is there.

    .venv/bin/python -m eval.first_paint --runs 9

For every page, over a server with the sample reports, in Debian's Chromium: medians of the first paint, of the first
paint with content, and of the moment when everything is loaded; bytes and requests of one load. Exit 1 where the first
paint of the chat page takes longer than the bar. The load of the machine is printed: on a busy one all of it is longer.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from selenium import webdriver

from eval.bench import serving
from eval.chromium import open_chromium
from eval.own import REPORTS
from eval.target import build_index
from index.embedding import open_embedder
from index.settings import Settings

WIDE = 120  # characters of the table, where the output is no terminal
BAR = 300.0  # milliseconds until the first paint of the chat page
SCRIPT = """
const paints = Object.fromEntries(performance.getEntriesByType("paint").map((e) => [e.name, e.startTime]));
const page = performance.getEntriesByType("navigation")[0];
const files = performance.getEntriesByType("resource");
if (!page.loadEventEnd || !paints["first-contentful-paint"]) return null;
return [paints["first-paint"], paints["first-contentful-paint"], page.loadEventEnd,
        page.transferSize + files.reduce((sum, file) => sum + file.transferSize, 0), 1 + files.length];
"""


@dataclass(frozen=True, slots=True)
class Load:
    """One load of a page: milliseconds since it was asked for, bytes, requests."""

    paint: float
    content: float
    loaded: float
    size: int
    requests: int


def main() -> None:
    """Measure every page, print one table, and end with 1 where the chat page is too slow."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--data", type=Path, help="an index that is there; left out, one of the samples is built")
    given = parser.parse_args()
    console = Console(width=max(WIDE, Console().width))
    with tempfile.TemporaryDirectory(prefix="nianbao-paint-") as folder:
        settings = Settings(data=given.data or Path(folder) / "index", database="", chroma="")
        if given.data is None:
            build_index([REPORTS], settings, embedder=open_embedder(settings))
        with serving(settings) as port, open_chromium(Path(folder) / "chromium") as driver:
            base = f"http://127.0.0.1:{port}"
            loads = {path: _loads(driver, base, path, given.runs) for path in _pages(base)}
    console.print(_table(loads))
    console.print(f"load of the machine in the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    sys.exit(statistics.median(load.paint for load in loads["/"]) > BAR)


def _pages(base: str) -> list[str]:
    with urllib.request.urlopen(f"{base}/api/v1/reports") as response:
        report = json.loads(response.read())["reports"][0]["id"]
    return ["/", "/reports", f"/reports/{report}", f"/reports/{report}/check/t3", "/compare", "/findings", "/uploads",
            "/guide", "/docs", "/embed"]  # fmt: skip


def _loads(driver: webdriver.Chrome, base: str, path: str, runs: int) -> list[Load]:
    return [_load(driver, base, path) for _ in range(runs + 1)][1:]  # the first one starts what starts once


def _load(driver: webdriver.Chrome, base: str, path: str) -> Load:
    driver.get("about:blank")
    driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    driver.get(base + path)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if found := driver.execute_script(SCRIPT):
            return Load(*found)
        time.sleep(0.02)
    raise SystemExit(f"{path} was not painted within 20 seconds")


def _table(loads: Mapping[str, Sequence[Load]]) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    for column in ("page", "runs", "first paint ms", "slowest", "content ms", "loaded ms", "KB", "requests", "bar"):
        table.add_column(column, justify="left" if column in ("page", "bar") else "right")
    for path, found in loads.items():
        paints = [load.paint for load in found]
        table.add_row(
            "/".join(part if len(part) < 12 else "…" for part in path.split("/")),
            str(len(found)),
            f"{statistics.median(paints):.0f}",
            f"{max(paints):.0f}",
            f"{statistics.median(load.content for load in found):.0f}",
            f"{statistics.median(load.loaded for load in found):.0f}",
            f"{found[-1].size / 1000:.0f}",
            str(found[-1].requests),
            f"first paint {BAR:.0f} ms" if path == "/" else "",
        )
    return table


if __name__ == "__main__":
    main()
