"""The vectors of passages, in Chroma. The only file that names it, and it imports it only when a store is opened.

Chroma holds nothing that cannot be made again from the figure store's passages. Scores are cosines, -1..1.
Where issuer and year are known, `score` ranks a report's passages exactly by their ids; `search` asks the
approximate index over the whole collection (a filter there costs a hundred times more).
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from index.embedding import Embedder
from index.errors import EmbedderMismatch, NianbaoError
from index.passage_records import Embedded, Stored, metadata_of
from index.report import Passage
from index.settings import Settings

if TYPE_CHECKING:
    from langchain_chroma import Chroma

COLLECTION = "passages"
BATCH = 5_000  # Chroma takes 5,461 at most
# More neighbours than by default: passages that nearly repeat one another fill the few, and others are not reached.
SPACE = {"hnsw": {"space": "cosine", "max_neighbors": 48, "ef_construction": 400, "ef_search": 400}}
FINGERPRINT = "fingerprint"
MIXED = "mixed"  # the version of a report that a killed build left half replaced


class PassageStore:
    """Passage id → vector, with the embedder's fingerprint beside them.

    Raises (from every method):
        NianbaoError: Chroma cannot be reached or cannot read its files.
    """

    def __init__(self, client: Any, fingerprint: str) -> None:
        self._client = client
        self._collection = client.get_or_create_collection(COLLECTION, embedding_function=None, configuration=SPACE)
        self._agree(fingerprint)

    @classmethod
    def open(cls, settings: Settings, fingerprint: str = "") -> "PassageStore":
        """Open the store that the settings name, made when it is not there.

        `fingerprint` is that of the embedder in use; without one the store can be looked at but takes no vectors.

        Raises:
            EmbedderMismatch: it holds vectors of another embedder.
        """
        with _mapped(settings):
            return cls(_client(settings), fingerprint)

    def close(self) -> None:
        """Let go of files and connections; the store is not used after that."""
        with _mapped():
            self._client.close()

    def clear(self, fingerprint: str) -> None:
        """Forget every vector, and belong to this embedder from now on."""
        with _mapped():
            self._client.delete_collection(COLLECTION)
            self._collection = self._client.get_or_create_collection(
                COLLECTION, embedding_function=None, configuration=SPACE
            )
            self._agree(fingerprint)

    def fingerprint(self) -> str:
        """Fingerprint of the embedder whose vectors are here; empty when none has been named."""
        return str((self._collection.metadata or {}).get(FINGERPRINT, ""))

    def put(
        self,
        report_id: str,
        passages: Sequence[Passage],
        vectors: Sequence[Sequence[float]],
        *,
        issuer: str,
        year: int,
        version: str = "",
    ) -> None:
        """Store a report's passages with one vector each, in place of all it had before; raises as `put_many`."""
        self.put_many([Embedded(report_id, passages, vectors, issuer, year, version)])

    def put_many(self, reports: Sequence[Embedded]) -> None:
        """Store several reports' passages, each in place of all that the report had before.

        Raises:
            EmbedderMismatch: no embedder has been named for this store.
            ValueError: passages and vectors of a report differ in number.
        """
        if not self.fingerprint():
            raise EmbedderMismatch("The passage store was opened without the fingerprint of an embedder.")
        for report in reports:
            if len(report.passages) != len(report.vectors):
                raise ValueError(f"{len(report.passages)} passages with {len(report.vectors)} vectors")
        vectors = [vector for report in reports for vector in report.vectors]
        passages = [(passage, report) for report in reports for passage in report.passages]
        with _mapped():
            for start in range(0, len(passages), BATCH):
                batch = passages[start : start + BATCH]
                self._collection.upsert(
                    ids=[passage.id for passage, _ in batch],
                    embeddings=np.asarray(vectors[start : start + BATCH], dtype=np.float32),
                    documents=[passage.text for passage, _ in batch],
                    metadatas=[metadata_of(passage, report) for passage, report in batch],
                )
            # Last, so that a report being replaced is never without passages.
            for report in reports:
                if report.replaces:
                    self._delete(self._ids(report.report) - {passage.id for passage in report.passages})

    def remove(self, report_id: str) -> None:
        """Forget a report's passages; unknown reports are no error."""
        with _mapped():
            self._delete(self._ids(report_id))

    def reports(self) -> set[str]:
        """Ids of the reports that have passages here."""
        return set(self.contents())

    def contents(self) -> dict[str, Stored]:
        """Report id → what is here of it."""
        found: dict[str, Stored] = {}
        with _mapped():
            for start in range(0, self._collection.count(), BATCH):
                for metadata in self._collection.get(include=["metadatas"], limit=BATCH, offset=start)["metadatas"]:
                    report, version = str(metadata["report"]), str(metadata.get("version", ""))
                    old = found.get(report, Stored(version, 0))
                    found[report] = Stored(version if version == old.version else MIXED, old.passages + 1)
        return found

    def count(self) -> int:
        """Number of passages here."""
        with _mapped():
            return int(self._collection.count())

    def vectors(self, ids: Sequence[str]) -> dict[str, list[float]]:
        """Return passage id → vector; ids that are not here are left out."""
        found, matrix = self._matrix(ids)
        return dict(zip(found, matrix.tolist(), strict=True))

    def search(self, vector: Sequence[float], k: int) -> list[tuple[str, float]]:
        """Return the `k` nearest passages of the whole collection as (id, cosine), best first."""
        with _mapped():
            k = min(k, self._collection.count())
            if k < 1:
                return []
            found = self._collection.query(
                query_embeddings=np.asarray([vector], dtype=np.float32), n_results=k, include=["distances"]
            )
        return [(id_, 1.0 - distance) for id_, distance in zip(found["ids"][0], found["distances"][0], strict=True)]

    def score(self, vector: Sequence[float], ids: Sequence[str]) -> list[tuple[str, float]]:
        """Return the given passages as (id, exact cosine), best first, equal ones by id; ids not here are left out."""
        found, matrix = self._matrix(ids)
        if not found:
            return []
        wanted = np.asarray(vector, dtype=np.float32)
        lengths = np.linalg.norm(matrix, axis=1) * np.linalg.norm(wanted)
        cosines = (matrix @ wanted) / np.maximum(lengths, 1e-12)
        return sorted(zip(found, cosines.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))

    def as_vectorstore(self, embedder: Embedder) -> "Chroma":
        """Return the same collection as a LangChain vector store, for programs that expect one."""
        from langchain_chroma import Chroma

        return Chroma(
            collection_name=COLLECTION,
            client=self._client,
            embedding_function=embedder,
            create_collection_if_not_exists=True,
            collection_configuration=SPACE,  # type: ignore[arg-type]
        )

    def _agree(self, fingerprint: str) -> None:
        stored = self.fingerprint()
        if not fingerprint or fingerprint == stored:
            return
        if stored and self._collection.count():
            raise EmbedderMismatch(
                f"The index holds vectors of {stored}, but the embedding model is now {fingerprint}. "
                "Set NIANBAO_EMBEDDING back, or build the index anew in another data folder."
            )
        self._collection.modify(metadata={FINGERPRINT: fingerprint})

    def _ids(self, report_id: str) -> set[str]:
        return set(self._collection.get(where={"report": report_id}, include=[])["ids"])

    def _delete(self, ids: Iterable[str]) -> None:
        doomed = sorted(ids)
        for start in range(0, len(doomed), BATCH):
            self._collection.delete(ids=doomed[start : start + BATCH])

    def _matrix(self, ids: Sequence[str]) -> tuple[list[str], Any]:
        """The ids that are here and their vectors, shape (found, dimensions)."""
        found: list[str] = []
        rows = []
        with _mapped():
            for start in range(0, len(ids), BATCH):
                got = self._collection.get(ids=list(ids[start : start + BATCH]), include=["embeddings"])
                found.extend(got["ids"])
                rows.append(np.asarray(got["embeddings"], dtype=np.float32))
        return found, np.concatenate(rows) if found else np.zeros((0, 0), dtype=np.float32)


def _client(settings: Settings) -> Any:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    quiet = ChromaSettings(anonymized_telemetry=False)
    if not settings.chroma:
        settings.chroma_folder.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(path=str(settings.chroma_folder), settings=quiet)
    address = urlsplit(settings.chroma)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise NianbaoError(f"NIANBAO_CHROMA={settings.chroma}: expected http://host:port or https://host:port")
    secure = address.scheme == "https"
    port = address.port or (443 if secure else 8000)
    return chromadb.HttpClient(host=address.hostname, port=port, ssl=secure, settings=quiet)


def open_or_remake(settings: Settings, fingerprint: str) -> PassageStore:
    """Open the store for a build, which fills again what is missing: another model's is emptied, a broken one remade.

    Raises:
        NianbaoError: it cannot be written, or it is on a server and cannot be used.
    """
    try:
        store = PassageStore.open(settings, fingerprint)
        store.contents()
        return store
    except EmbedderMismatch:
        store = PassageStore.open(settings)
        store.clear(fingerprint)
        return store
    except NianbaoError as error:
        if settings.chroma or not _set_aside(settings.chroma_folder):
            raise
        try:
            return PassageStore.open(settings, fingerprint)
        except NianbaoError:
            raise error from None


def _set_aside(folder: Path) -> bool:
    """Rename a folder that cannot be read; one that was set aside before is dropped."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient.clear_system_cache()  # else the broken store is opened again
    aside = folder.with_name(folder.name + ".damaged")
    try:
        shutil.rmtree(aside, ignore_errors=True)
        folder.rename(aside)
    except OSError:
        return False
    return True


@contextmanager
def _mapped(settings: Settings | None = None) -> Iterator[None]:
    """Turn whatever Chroma raises into this project's error; it has no base class for all of it."""
    try:
        yield
    except (NianbaoError, ImportError):
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":  # Rust's, no Exception
            raise
        where = f" at {settings.chroma or settings.chroma_folder}" if settings else ""
        raise NianbaoError(f"The passage store (Chroma){where} cannot be used: {error}") from error
