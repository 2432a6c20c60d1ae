"""Vectors go in with their embedder's fingerprint and come out ranked by cosine."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import EmbedderMismatch, NianbaoError
from index.passage_store import PassageStore
from index.report import Passage
from index.settings import Settings
from tests.conftest import ROOT, CharacterEmbedder

TEXTS = ["收到政府信息公开申请两件", "行政复议和行政诉讼均为零", "存在的问题与改进情况"]


def passages(report: str, texts: list[str]) -> list[Passage]:
    return [
        Passage(
            id=f"{report}:{number}", report=report, section="s1", heading=("一、总体情况",), text=text, embedded=text
        )
        for number, text in enumerate(texts)
    ]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path)


@pytest.fixture
def store(settings: Settings, fake_embedder: CharacterEmbedder) -> PassageStore:
    return PassageStore.open(settings, fake_embedder.fingerprint)


def put(store: PassageStore, embedder: CharacterEmbedder, report: str, texts: list[str]) -> None:
    store.put(report, passages(report, texts), embedder.embed_documents(texts), issuer="宜春市卫生健康委", year=2020)


def test_the_nearest_passage_comes_first(store: PassageStore, fake_embedder: CharacterEmbedder) -> None:
    put(store, fake_embedder, "a", TEXTS)

    found = store.search(fake_embedder.embed_query("行政诉讼"), k=10)

    assert found[0][0] == "a:1"
    assert len(found) == 3


def test_exact_scores_agree_with_the_index_and_leave_out_what_is_not_there(
    store: PassageStore, fake_embedder: CharacterEmbedder
) -> None:
    put(store, fake_embedder, "a", TEXTS)
    wanted = fake_embedder.embed_query("公开申请")

    exact = store.score(wanted, ["a:2", "a:0", "missing:0", "a:1"])

    assert [id_ for id_, _ in exact] == [id_ for id_, _ in store.search(wanted, k=3)]
    assert dict(exact) == pytest.approx(dict(store.search(wanted, k=3)), abs=1e-5)
    assert [cosine for _, cosine in exact] == sorted((cosine for _, cosine in exact), reverse=True)


def test_vectors_come_back_as_they_went_in(store: PassageStore, fake_embedder: CharacterEmbedder) -> None:
    put(store, fake_embedder, "a", TEXTS)

    assert store.vectors(["a:1", "missing:0"])["a:1"] == pytest.approx(fake_embedder.embed_query(TEXTS[1]), abs=1e-6)
    assert store.vectors([]) == {}


def test_a_report_put_again_replaces_what_it_had(store: PassageStore, fake_embedder: CharacterEmbedder) -> None:
    put(store, fake_embedder, "a", TEXTS)
    put(store, fake_embedder, "a", ["只剩一段"])

    assert store.count() == 1
    assert set(store.vectors(["a:0", "a:1"])) == {"a:0"}


def test_a_removed_report_is_gone_and_the_others_stay(store: PassageStore, fake_embedder: CharacterEmbedder) -> None:
    put(store, fake_embedder, "a", TEXTS)
    put(store, fake_embedder, "b", TEXTS)

    store.remove("a")
    store.remove("never there")

    assert store.reports() == {"b"}


def test_what_was_put_is_there_after_opening_again(
    store: PassageStore, settings: Settings, fake_embedder: CharacterEmbedder
) -> None:
    put(store, fake_embedder, "a", TEXTS)

    again = PassageStore.open(settings, fake_embedder.fingerprint)

    assert (again.reports(), again.count(), again.fingerprint()) == ({"a"}, 3, "characters:1")


def test_vectors_of_two_embedders_are_never_mixed(
    store: PassageStore, settings: Settings, fake_embedder: CharacterEmbedder
) -> None:
    put(store, fake_embedder, "a", TEXTS)

    with pytest.raises(EmbedderMismatch, match=r"characters:1.*characters:2"):
        PassageStore.open(settings, "characters:2")


def test_an_emptied_store_takes_another_embedder(
    store: PassageStore, settings: Settings, fake_embedder: CharacterEmbedder
) -> None:
    put(store, fake_embedder, "a", TEXTS)

    store.clear("characters:2")

    assert (store.count(), store.fingerprint()) == (0, "characters:2")
    assert PassageStore.open(settings, "characters:2").reports() == set()


def test_a_store_opened_without_an_embedder_takes_no_vectors(
    settings: Settings, fake_embedder: CharacterEmbedder
) -> None:
    with pytest.raises(EmbedderMismatch):
        put(PassageStore.open(settings), fake_embedder, "a", TEXTS)


def test_more_passages_than_one_batch_of_chroma_go_in_and_come_out(
    store: PassageStore, fake_embedder: CharacterEmbedder
) -> None:
    many = [f"第{number}段" for number in range(5_600)]

    put(store, fake_embedder, "big", many)

    assert store.count() == 5_600
    assert len(store.vectors([f"big:{number}" for number in range(5_600)])) == 5_600
    store.remove("big")
    assert store.reports() == set()


def test_other_langchain_programs_can_search_it(store: PassageStore, fake_embedder: CharacterEmbedder) -> None:
    put(store, fake_embedder, "a", TEXTS)

    (document,) = store.as_vectorstore(fake_embedder).similarity_search("行政诉讼", k=1)

    assert document.page_content == TEXTS[1]
    assert document.metadata == {
        "report": "a",
        "issuer": "宜春市卫生健康委",
        "year": 2020,
        "section": "s1",
        "table": "",
        "version": "",
    }
    assert store.fingerprint() == fake_embedder.fingerprint


def test_searching_an_empty_store_finds_nothing(store: PassageStore, fake_embedder: CharacterEmbedder) -> None:
    assert store.search(fake_embedder.embed_query("申请"), k=5) == []
    assert store.score(fake_embedder.embed_query("申请"), ["a:0"]) == []


def test_an_address_that_is_none_is_refused_by_its_setting(tmp_path: Path) -> None:
    with pytest.raises(NianbaoError, match="NIANBAO_CHROMA=somewhere"):
        PassageStore.open(Settings(data=tmp_path, chroma="somewhere"))


@pytest.mark.loopback
def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    with pytest.raises(NianbaoError, match=r"http://127\.0\.0\.1:9"):
        PassageStore.open(Settings(data=tmp_path, chroma="http://127.0.0.1:9"))


@pytest.fixture
def chroma_server(tmp_path: Path) -> Iterator[str]:
    """Address of a Chroma server of our own, on a free port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [Path(sys.executable).with_name("chroma"), "run", "--path", tmp_path / "server", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    for _ in range(300):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise TimeoutError("the Chroma server did not start in 30 seconds")


# A process of its own: Chroma's HTTP client leaves connections open at the end, which would fail this run's last test.
THROUGH_A_SERVER = """
import sys
from pathlib import Path
from index.passage_store import PassageStore
from index.settings import Settings
from tests.conftest import CharacterEmbedder
from tests.test_passage_store import TEXTS, put

settings = Settings(data=Path(sys.argv[1]), chroma=sys.argv[2])
embedder = CharacterEmbedder()
put(PassageStore.open(settings, embedder.fingerprint), embedder, "a", TEXTS)
print(PassageStore.open(settings).search(embedder.embed_query("行政诉讼"), k=1)[0][0])
"""


@pytest.mark.loopback
def test_a_chroma_server_takes_the_place_of_the_folder(chroma_server: str, tmp_path: Path) -> None:
    data = tmp_path / "data"

    result = subprocess.run(
        [sys.executable, "-c", THROUGH_A_SERVER, data, chroma_server],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )

    assert result.stdout.strip() == "a:1"
    assert not data.exists()
