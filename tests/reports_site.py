"""The real assistant over eight reports, one with a doubtful table, with uploads and decisions: for tests, pictures."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.chain import open_assistant
from assistant.decisions import Decisions
from assistant.uploads import Telling, Uploads
from index.build import Builder, Watcher
from index.build_pool import HereReading
from index.build_summary import Summary
from index.settings import Settings
from tests.conftest import SAMPLE_REPORTS, CharacterEmbedder, sample_files
from tests.doors import DoorSettings
from tests.doubtful import build, doubtful_text
from tests.running import running

FORMATS = ("yunque-2021.html", "yunque-2022.docx")  # two years of one issuer


def builds(settings: Settings) -> Callable[[Path, Telling, Callable[[], bool]], Summary]:
    """The build behind uploads: in this process, without weights."""

    def build(folder: Path, telling: Telling, stopped: Callable[[], bool]) -> Summary:
        class Told(Watcher):
            def total(self, files: int) -> None:
                telling.total(files)

            def file(self, file: str) -> None:
                telling.file(file)

        builder = Builder(settings, embedder=CharacterEmbedder(), reading=HereReading(settings.limits))
        try:
            return builder.build([folder], Told(), stopped)
        finally:
            builder.close()

    return build


@contextmanager
def open_site(place: Path) -> Iterator[str]:
    """The address of the server; its files and index lie in an empty folder."""
    folder, data = place / "files", place / "data"
    folder.mkdir()
    (folder / "doubtful.txt").write_text(doubtful_text(), encoding="utf-8")
    five = [path for path in sample_files() if not path.name.startswith("invented-")]
    for path in [*five, *(SAMPLE_REPORTS / "formats" / name for name in FORMATS)]:
        shutil.copy(path, folder)
    build(data, folder)
    settings = Settings(data=data)
    decisions = Decisions(None)
    assistant = open_assistant(settings, embedder=CharacterEmbedder(), decisions=decisions)
    uploads = Uploads(data / "uploads", builds(settings), assistant.store.reports)
    door = DoorSettings(data=data, max_upload_mb=20)
    with running(assistant, door, uploads=uploads, decisions=decisions) as base:
        yield base
    assistant.store.close()
