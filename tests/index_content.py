"""All that an index holds, so that two can be compared: the rows of SQL, and ids, vectors and texts of Chroma."""

import hashlib
import json
from pathlib import Path

import numpy as np
from sqlalchemy import select

from index import figure_schema as sql
from index.figure_store import open_engine

OF_THE_RUN = {"stamp"}  # whether a file was old enough to be told by its dates


def index_content(data: Path) -> dict[str, dict[str, int]]:
    """Part of the index → its rows as hashes, each with how often it is there."""
    found: dict[str, dict[str, int]] = {}
    engine = open_engine("", data)
    with engine.connect() as connection:
        for table in sql.metadata.sorted_tables:
            columns = [column for column in table.c if column.name not in OF_THE_RUN]
            for row in connection.execute(select(*columns)):
                _count(found.setdefault(table.name, {}), repr(tuple(row)))
    engine.dispose()
    found["chroma"] = _chroma(data / "chroma")
    return found


def differences(one: dict[str, dict[str, int]], other: dict[str, dict[str, int]]) -> list[str]:
    """What differs between two indexes, a line a part."""
    lines = []
    for part in sorted({*one, *other}):
        here, there = one.get(part, {}), other.get(part, {})
        wrong = sum(here.get(row) != there.get(row) for row in {*here, *there})
        if wrong:
            lines.append(f"{part}: {wrong} rows differ ({sum(here.values())} and {sum(there.values())})")
    return lines


def _chroma(folder: Path) -> dict[str, int]:
    import chromadb
    from chromadb.config import Settings

    found: dict[str, int] = {}
    client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
    for collection in client.list_collections():
        ids = sorted(collection.get(include=[])["ids"])
        for start in range(0, len(ids), 1000):
            some = collection.get(ids=ids[start : start + 1000], include=["embeddings", "metadatas", "documents"])
            vectors = np.round(np.asarray(some["embeddings"], dtype=np.float64), 6) + 0.0
            rows = zip(some["ids"], some["metadatas"] or (), some["documents"] or (), vectors, strict=True)
            for id_, metadata, document, vector in rows:
                _count(found, json.dumps([id_, dict(metadata), document, vector.tolist()], sort_keys=True))
    client.close()
    return found


def _count(found: dict[str, int], row: str) -> None:
    key = hashlib.sha256(row.encode()).hexdigest()
    found[key] = found.get(key, 0) + 1
