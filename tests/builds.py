"""Builds of small folders in this process, and embedders that count or fail."""

import shutil
from pathlib import Path

from index.build import Builder, Summary, Watcher
from index.build_pool import HereReading
from index.settings import Settings
from tests.conftest import SAMPLE_REPORTS, CharacterEmbedder

STEMS = ("liping-2020", "yichun-2020")


class StumblingEmbedder(CharacterEmbedder):
    """Fails at one report."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if any(self.at in text for text in texts):
            raise RuntimeError("the model died")
        return super().embed_documents(texts)


class CountingEmbedder(CharacterEmbedder):
    """Counts the texts it is given."""

    def __init__(self, fingerprint: str = "characters:1") -> None:
        super().__init__(fingerprint)
        self.count = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.count += len(texts)
        return super().embed_documents(texts)


class Seen(Watcher):
    """Notes what it is told."""

    def __init__(self) -> None:
        self.files: list[str] = []
        self.count = 0

    def total(self, files: int) -> None:
        self.count = files

    def file(self, file: str) -> None:
        self.files.append(file)


def open_builder(data: Path, embedder: CharacterEmbedder | None = None) -> Builder:
    """A builder that reads in this process; `test_build_pool` has those that do not."""
    settings = Settings(data=data, max_file_mb=1)
    return Builder(settings, embedder=embedder or CharacterEmbedder(), reading=HereReading(settings.limits))


def build(data: Path, *roots: Path, embedder: CharacterEmbedder | None = None) -> Summary:
    builder = open_builder(data, embedder)
    try:
        return builder.build(roots)
    finally:
        builder.close()


def indexed(builder: Builder) -> list[str]:
    return [summary.file for summary in builder.store.reports()]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def with_samples(folder: Path) -> Path:
    """A new folder with the reports of STEMS."""
    folder.mkdir()
    for stem in STEMS:
        shutil.copy(SAMPLE_REPORTS / f"{stem}.txt", folder)
    return folder
