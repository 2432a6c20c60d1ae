"""What a build that failed or a damaged store leaves behind is put right by the next build."""

from pathlib import Path

import pytest

from index.build import read_report
from index.passage_store import PassageStore
from index.settings import Settings
from tests.builds import CountingEmbedder, StumblingEmbedder, build, edit, open_builder
from tests.conftest import SAMPLE_REPORTS, CharacterEmbedder


def test_nothing_is_lost_when_the_embedder_fails_in_the_middle(data: Path, folder: Path) -> None:
    with pytest.raises(RuntimeError, match="died"):
        build(data, folder, embedder=StumblingEmbedder(at="宜春市"))
    summary = build(data, folder)
    assert (summary.unchanged, summary.added) == (["liping-2020.txt"], ["yichun-2020.txt"])


def test_a_failed_replacement_leaves_the_old_report(data: Path, folder: Path) -> None:
    build(data, folder)
    edit(folder / "yichun-2020.txt", "宜春市卫生健康委", "宜春市民政局")
    with pytest.raises(RuntimeError, match="died"):
        build(data, folder, embedder=StumblingEmbedder(at="宜春市民政局"))
    builder = open_builder(data)
    issuers = {report.issuer for report in builder.store.reports()}
    builder.close()
    assert "宜春市卫生健康委" in issuers


def test_vectors_left_behind_or_lost_are_put_right_at_the_next_build(data: Path, folder: Path) -> None:
    build(data, folder)
    passages = PassageStore.open(Settings(data=data), CharacterEmbedder().fingerprint)
    lost = sorted(passages.reports())[0]
    passages.remove(lost)
    stray = read_report(SAMPLE_REPORTS / "kongtong-2019.txt", SAMPLE_REPORTS)
    vectors = CharacterEmbedder().embed_documents([passage.embedded for passage in stray.passages])
    passages.put(stray.id, stray.passages, vectors, issuer=stray.issuer, year=stray.year)
    summary = build(data, folder)
    assert len(summary.unchanged) == 2
    there = PassageStore.open(Settings(data=data)).reports()
    assert lost in there
    assert stray.id not in there


def test_another_embedding_model_embeds_everything_again(data: Path, folder: Path) -> None:
    build(data, folder)
    embedder = CountingEmbedder("characters:2")
    assert len(build(data, folder, embedder=embedder).unchanged) == 2
    assert embedder.count > 20


def test_a_passage_store_that_is_damaged_is_made_again(data: Path, folder: Path) -> None:
    build(data, folder)
    (data / "chroma" / "chroma.sqlite3").write_bytes(b"not a database" * 1000)
    embedder = CountingEmbedder()
    assert len(build(data, folder, embedder=embedder).unchanged) == 2
    assert embedder.count > 20
    assert len(PassageStore.open(Settings(data=data)).reports()) == 2


def test_vectors_of_another_reading_of_the_same_report_are_put_right(data: Path, folder: Path) -> None:
    build(data, folder)
    edit(folder / "yichun-2020.txt", "宜春市卫生健康委", "宜春市民政局")
    changed = read_report(folder / "yichun-2020.txt", folder)
    passages = PassageStore.open(Settings(data=data), CharacterEmbedder().fingerprint)
    vectors = CharacterEmbedder().embed_documents([passage.embedded for passage in changed.passages])
    passages.put(changed.id, changed.passages, vectors, issuer=changed.issuer, year=2020, version=changed.content_hash)
    edit(folder / "yichun-2020.txt", "宜春市民政局", "宜春市卫生健康委")  # a killed build never came to the commit
    assert len(build(data, folder).unchanged) == 2
    stored = PassageStore.open(Settings(data=data)).contents()
    assert stored[changed.id].version != changed.content_hash
