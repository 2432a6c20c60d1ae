"""Is everything there that answers need? One line a part, with what to do where it is not."""

import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from index.embedding import open_embedder
from index.errors import NianbaoError
from index.figure_store import FigureStore, open_engine
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
    reports: set[str] = set()
    try:
        store = FigureStore(open_engine(settings.database, settings.data))
        reports = {summary.id for summary in store.reports()}
        yield Line(
            "index",
            bool(reports),
            f"{len(reports)} reports, version {store.index_version}"
            if reports
            else "empty: run `nianbao build FOLDER`",
        )
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
        missing = reports - PassageStore.open(settings, fingerprint).reports()
        yield Line(
            "vectors",
            not missing,
            f"{len(missing)} reports have none: run `nianbao build` again" if missing else "complete",
        )
    except NianbaoError as error:
        yield Line("vectors", False, str(error))
