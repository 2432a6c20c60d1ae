"""Is everything there that answers need? One line a part, with what to do where it is not."""

import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from index.embedding import open_embedder
from index.errors import NianbaoError
from index.figure_store import FigureStore, open_engine
from index.passage_records import Stored
from index.passage_store import PassageStore
from index.settings import Settings


@dataclass(frozen=True, slots=True)
class Line:
    """One part examined."""

    what: str
    well: bool
    detail: str


def examine(settings: Settings) -> Iterator[Line]:
    """Look at Python, the database, the index, the embedding model and the vectors, in this order."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Line("python", (3, 11) <= sys.version_info[:2] < (3, 14), f"{version} (3.11 to 3.13 are supported)")
    yield Line("sqlite", sqlite3.sqlite_version_info >= (3, 35), sqlite3.sqlite_version)
    reports: dict[str, Stored] = {}
    try:
        store = FigureStore(open_engine(settings.database, settings.data))
        counts = store.passage_counts()
        reports = {r.id: Stored(r.content_hash, counts[r.id]) for r in store.reports() if r.id in counts}
        unsettled = len(store.unsettled())
        yield Line(
            "index",
            bool(reports),
            f"{len(reports)} reports, version {store.index_version}"
            if reports
            else "empty: run `nianbao build FOLDER`",
        )
        if unsettled:
            yield Line("build", False, "the last build did not end: run the same `nianbao build` again")
    except NianbaoError as error:
        yield Line("index", False, str(error))
    fingerprint = ""
    try:
        embedder = open_embedder(settings)
        size = len(embedder.embed_query("申请"))
        fingerprint = embedder.fingerprint
        yield Line("embedding model", True, f"{fingerprint}, {size} dimensions")
    except NianbaoError as error:
        yield Line("embedding model", False, str(error))
    try:
        there = PassageStore.open(settings, fingerprint).contents()
        wrong = sum(there.get(report) != stored for report, stored in reports.items())
        yield Line(
            "vectors",
            not wrong,
            f"those of {wrong} reports are not there: run `nianbao build` again" if wrong else "complete",
        )
    except NianbaoError as error:
        yield Line("vectors", False, str(error))
