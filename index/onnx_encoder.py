"""A sentence-transformers module around the converted model: tokenizers and ONNX Runtime, on the CPU.

Importing this file imports torch (4 s, 390 MB): only `index.embedding` does, and only when something is embedded.
"""

import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from sentence_transformers.base.modules.input_module import InputModule
from tokenizers import Tokenizer

MODEL_FILE = "model_int8.onnx"
TOKENIZER_FILE = "tokenizer.json"
MAX_TOKENS = 512
DIMENSIONS = 384


class OnnxEncoder(InputModule):
    """Turns texts into normalised vectors of 384 numbers, each text on its own.

    An int8 model scales its activations over the whole batch, so the vector of a text would depend on its
    neighbours: every text is a run of its own, and the runs share the cores.

    Raises:
        OSError, ValueError, RuntimeError: the folder does not hold a model that ONNX Runtime can open.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # two texts at once beat two threads on one text: 71 against 54 a second
        options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            str(folder / MODEL_FILE), options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self.tokenizer.enable_truncation(MAX_TOKENS)
        self.runs = ThreadPoolExecutor(min(8, os.cpu_count() or 1), thread_name_prefix="embed")

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        """Return the token ids of each text, prompt in front, cut at 512; lists, as their lengths differ."""
        encodings = self.tokenizer.encode_batch([(prompt or "") + str(text) for text in inputs])
        return {"token_ids": [encoding.ids for encoding in encodings]}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Add `sentence_embedding`, shape (texts, 384), in the order of the texts."""
        vectors = list(self.runs.map(self._run, features["token_ids"]))
        features["sentence_embedding"] = torch.from_numpy(np.stack(vectors))
        return features

    def _run(self, token_ids: list[int]) -> Any:
        ids = np.array([token_ids], dtype=np.int64)
        return self.session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0]

    def get_embedding_dimension(self) -> int:
        """Length of a vector."""
        return DIMENSIONS

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Copy the two files the encoder is made of into a folder."""
        for name in (MODEL_FILE, TOKENIZER_FILE):
            shutil.copy(self.folder / name, output_path)
