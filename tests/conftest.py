"""What every test gets: no network, an embedder without weights, and the folders of reports to read.

pytest-socket (`--disable-socket` in pyproject.toml) makes any socket raise; Unix sockets stay, asyncio needs them.
A test marked `loopback` may talk to 127.0.0.1.
"""

import math
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.chain import Assistant, open_assistant
from index.build import Builder
from index.build_pool import HereReading
from index.embedding import Embedder
from index.settings import Settings

if TYPE_CHECKING:  # Chromium's driver is loaded by the tests that need it
    from selenium import webdriver

    from tests.browser import Browser

ROOT = Path(__file__).resolve().parents[1]
SAMPLE_REPORTS = ROOT / "eval" / "reports"
DIMENSIONS = 256


class CharacterEmbedder(Embedder):
    """Embeds by counting characters: texts that share words are near each other, and nothing is loaded."""

    def __init__(self, fingerprint: str = "characters:1") -> None:
        super().__init__(Path(), fingerprint)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        counts = [0.0] * DIMENSIONS
        for character in text:
            counts[ord(character) % DIMENSIONS] += 1.0
        length = math.hypot(*counts) or 1.0
        return [count / length for count in counts]


def sample_files() -> list[Path]:
    """The text samples. Those in other formats are left to the tests of formats: reading scans takes long."""
    return sorted(SAMPLE_REPORTS.glob("*.txt"))


def report_folders() -> list[Path]:
    """The sample reports, and the folder of real ones where NIANBAO_TEST_REPORTS names it."""
    named = os.environ.get("NIANBAO_TEST_REPORTS")
    return [SAMPLE_REPORTS, Path(named)] if named else [SAMPLE_REPORTS]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for `reports_folder` once for each folder of reports."""
    if "reports_folder" in metafunc.fixturenames:
        metafunc.parametrize("reports_folder", report_folders(), ids=["samples", "real"][: len(report_folders())])


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("loopback"):
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "::1"]))


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, keys and tracing of the developer's shell change no test."""
    for name in list(os.environ):
        if (
            name.startswith(("NIANBAO_", "LANGSMITH_", "LANGCHAIN_", "HF_", "OPENAI_"))
            and name != "NIANBAO_TEST_REPORTS"
        ):
            monkeypatch.delenv(name)


@pytest.fixture
def fake_embedder() -> CharacterEmbedder:
    """An embedder that ranks by shared characters."""
    return CharacterEmbedder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two samples, to be changed."""
    from tests.builds import with_samples

    return with_samples(tmp_path / "reports")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder in which nothing was built yet."""
    return tmp_path / "data"


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with all text samples, embedded by counting characters."""
    return _indexed(tmp_path_factory.mktemp("samples"), sample_files())


@pytest.fixture(scope="session")
def five_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the five samples whose figures are real."""
    five = [path for path in sample_files() if not path.name.startswith("invented-")]
    return _indexed(tmp_path_factory.mktemp("five"), five)


def _indexed(data: Path, reports: list[Path]) -> Path:
    builder = Builder(Settings(data=data), embedder=CharacterEmbedder(), reading=HereReading(Settings().limits))
    try:
        assert not builder.build(reports).refused
    finally:
        builder.close()
    return data


@pytest.fixture(scope="session")
def five(five_index: Path) -> Assistant:
    """The assistant over the five samples."""
    return open_assistant(Settings(data=five_index), embedder=CharacterEmbedder())


@pytest.fixture(scope="session")
def everything(sample_index: Path) -> Assistant:
    """The assistant over all samples."""
    return open_assistant(Settings(data=sample_index), embedder=CharacterEmbedder())


@pytest.fixture(scope="session")
def real_reports() -> Path:
    """The folder NIANBAO_TEST_REPORTS names; the sample reports where it names none."""
    return report_folders()[-1]


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[webdriver.Chrome]":
    """The one Chromium of the run."""
    from tests.browser import open_chromium

    with open_chromium(tmp_path_factory.mktemp("chromium")) as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(chromium: "webdriver.Chrome") -> "Iterator[Browser]":
    """Chromium at the pages of the fake assistant."""
    from tests.browser import Browser
    from tests.fake_assistant import FakeAssistant
    from tests.running import running

    with running(FakeAssistant()) as base:
        yield Browser(chromium, base)


@pytest.fixture(scope="session")
def chat(chromium: "webdriver.Chrome", tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Browser]":
    """Chromium at the pages of the real assistant, over the five samples and three files in other formats."""
    from tests.browser import Browser
    from tests.running import running

    formats = [
        SAMPLE_REPORTS / "formats" / name for name in ("yunque-2021.html", "yunque-2022.docx", "shuojing-2020.pdf")
    ]
    five = [path for path in sample_files() if not path.name.startswith("invented-")]
    data = _indexed(tmp_path_factory.mktemp("chat"), [*five, *formats])
    with running(open_assistant(Settings(data=data), embedder=CharacterEmbedder())) as base:
        yield Browser(chromium, base)


@pytest.fixture(scope="module")
def site(chromium: "webdriver.Chrome", tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Browser]":
    """Chromium at the real assistant over eight reports, one with a doubtful table.

    Uploads and decisions are taken: each file of tests has reports of its own.
    """
    from tests.browser import Browser
    from tests.reports_site import open_site

    with open_site(tmp_path_factory.mktemp("site")) as base:
        yield Browser(chromium, base)
