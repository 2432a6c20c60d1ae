"""The embedding model behind sentence-transformers: built in, or any other by one setting.

The model loads when something is first embedded, never before: importing this file, opening an embedder and asking
for its fingerprint import neither torch nor sentence_transformers. Nothing here reaches the network.
"""

import hashlib
import json
import os
import re
import sys
import threading
from pathlib import Path
from typing import Any, NamedTuple

from langchain_core.embeddings import Embeddings

from index.errors import ModelUnavailable
from index.settings import Settings

# Also the model's folder: another name where the conversion changes, so that `make install` converts again.
BUILT_IN = "multilingual-e5-small-int8"
MANIFEST_FILE = "nianbao-model.json"
E5_NAME = re.compile(r"(?:^|[-_])e5(?:[-_]|$)", re.IGNORECASE)
E5_PROMPTS = {"query": "query: ", "document": "passage: "}
BATCH = 32
MEBIBYTE = 1 << 20
# Two words of equal length: a tokenizer that knows no words gives both the same vector and says nothing.
PROBES = ("申请", "收费")


class Manifest(NamedTuple):
    """What the converter says about the model it made: its fingerprint, and file name → bytes."""

    fingerprint: str
    sizes: dict[str, int]


def model_folder() -> Path:
    """Where `make install` puts the built-in model: inside the Python environment it belongs to."""
    return Path(sys.prefix) / "share" / "nianbao" / BUILT_IN


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a finished built-in model.

    Raises:
        ModelUnavailable: there is none, or its files are not those that were made.
    """
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8")))
        whole = all((folder / name).stat().st_size == size for name, size in manifest.sizes.items())
    except (OSError, ValueError, TypeError) as error:
        raise ModelUnavailable(f"The embedding model is not in {folder}. Run `make install`.") from error
    if not whole:
        raise ModelUnavailable(
            f"The embedding model in {folder} is damaged. Remove that folder and run `make install`."
        )
    return manifest


class Embedder(Embeddings):
    """One embedding model. Vectors are normalised lists of floats; equal texts get equal vectors; threads may share it.

    Raises (from the three methods and the property):
        ModelUnavailable: the model is not there, cannot be loaded, or does not tell words apart.
    """

    def __init__(
        self, folder: Path, fingerprint: str, *, built_in: bool = False, prompts: dict[str, str] | None = None
    ) -> None:
        self.folder = folder
        self.fingerprint = fingerprint  # kind and content hash of the model; stored beside every vector
        self._built_in = built_in
        self._prompts = prompts  # for a model whose own folder names none
        self._model: Any = None
        self._lock = threading.Lock()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return one vector a text, in order; text beyond the model's limit (512 tokens) is cut off."""
        if not texts:
            return []  # without loading the model
        model = self._loaded()
        rows: list[list[float]] = []
        for start in range(0, len(texts), BATCH):
            with self._lock:  # released between batches, so that a question need not wait for a whole build
                vectors = model.encode_document(
                    list(texts[start : start + BATCH]), normalize_embeddings=True, show_progress_bar=False
                )
            rows.extend(vectors.tolist())
        return rows

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        model = self._loaded()
        with self._lock:
            vector = model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        numbers: list[float] = vector.tolist()
        return numbers

    def _loaded(self) -> Any:
        with self._lock:
            if self._model is None:
                self._model = _load(self.folder, built_in=self._built_in, prompts=self._prompts)
            return self._model


def open_embedder(settings: Settings) -> Embedder:
    """Return the embedder that the settings name, not yet loaded.

    Raises:
        ModelUnavailable: there is no such model on this machine.
    """
    _stay_offline()
    if not settings.embedding:
        folder = model_folder()
        return Embedder(folder, read_manifest(folder).fingerprint, built_in=True)
    folder = Path(settings.embedding).expanduser()
    if not folder.is_dir():
        folder = _cached_folder(settings.embedding)
    name = Path(settings.embedding).name
    # E5 models are trained with these prompts, but few of their folders say so.
    prompts = E5_PROMPTS if E5_NAME.search(name) else None
    return Embedder(folder, _folder_fingerprint(name, folder), prompts=prompts)


def _stay_offline() -> None:
    # Read by huggingface_hub when it is first imported, so set before; whatever the user's shell says.
    os.environ.update(
        HF_HUB_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1", TRANSFORMERS_OFFLINE="1", TOKENIZERS_PARALLELISM="false"
    )


def _cached_folder(name: str) -> Path:
    """Find a model by name in the local Hugging Face cache; nothing is fetched."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (OSError, HFValidationError) as error:  # LocalEntryNotFoundError is an OSError
        raise ModelUnavailable(
            f"NIANBAO_EMBEDDING={name}: no such folder, and no model of that name in the local Hugging Face cache. "
            f"Fetch it first (`hf download {name}`), or give the folder it is in."
        ) from error


def _folder_fingerprint(name: str, folder: Path) -> str:
    """Kind and hash of a model: every file's path, size, first and last mebibyte (weights run to gigabytes)."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode())
        with path.open("rb") as file:
            digest.update(file.read(MEBIBYTE))
            file.seek(max(0, size - MEBIBYTE))
            digest.update(file.read(MEBIBYTE))
    return f"{name}:{digest.hexdigest()[:16]}"


def _load(folder: Path, *, built_in: bool, prompts: dict[str, str] | None) -> Any:
    _stay_offline()
    try:
        from sentence_transformers import SentenceTransformer

        if built_in:
            from index.onnx_encoder import OnnxEncoder

            model = SentenceTransformer(modules=[OnnxEncoder(folder)], device="cpu", prompts=E5_PROMPTS)
        else:
            model = SentenceTransformer(str(folder), local_files_only=True)
            if prompts and not any(model.prompts.values()):
                model.prompts = prompts
        first, second = model.encode(list(PROBES), show_progress_bar=False)
    except Exception as error:  # whatever a foreign model folder makes the library raise
        raise ModelUnavailable(f"The embedding model in {folder} cannot be loaded: {error}") from error
    if (first == second).all():
        raise ModelUnavailable(
            f"The embedding model in {folder} gives different words one vector: is tokenizer.json missing?"
        )
    return model
