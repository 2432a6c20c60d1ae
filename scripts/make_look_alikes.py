"""Write assistant/look_alikes.yaml: for each character of the form's labels those that look like it.

Characters are drawn with a font and compared as pictures, sharp and blurred, whole and by halves. Run it where the
labels of the forms change:

    python scripts/make_look_alikes.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from assistant.lexicon import CHINESE
from index.form import load_forms

OUT = Path(__file__).parent.parent / "assistant" / "look_alikes.yaml"
SIZE = 48  # pixels
BLURS = (1.2, 2.5, 4.0)  # pixels
NEAREST = 45  # of the common characters, in each comparison
HEAD = "# Characters that look like those of the form's labels, made by scripts/make_look_alikes.py.\n"


def main(font_file: str) -> None:
    """Draw the common characters, compare, write."""
    font = ImageFont.truetype(font_file, SIZE)
    common = _gb2312()
    number = {character: n for n, character in enumerate(common)}
    labels = sorted(_of_labels() & number.keys())
    own = [number[character] for character in labels]
    alike: list[set[int]] = [set() for _ in labels]
    for blur in BLURS:
        drawn = np.stack([_drawn(character, font, blur) for character in common])
        middle = SIZE // 2
        for part in (drawn, drawn[:, :, :middle], drawn[:, :, middle:], drawn[:, :middle], drawn[:, middle:]):
            flat = _normal(part.reshape(len(common), -1))
            nearest = np.argsort(-(flat[own] @ flat.T), axis=1)[:, : NEAREST + 1]
            for found, row in zip(alike, nearest, strict=True):
                found.update(int(n) for n in row)
    lines = [
        f"{character}: {''.join(sorted(common[n] for n in found if common[n] != character))}\n"
        for character, found in zip(labels, alike, strict=True)
    ]
    OUT.write_text(HEAD + "".join(lines), encoding="utf-8")


def _gb2312() -> list[str]:
    """The 6,763 common characters."""
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return [text for row in rows if (text := row.decode("gb2312", "ignore"))]


def _of_labels() -> set[str]:
    """The characters of all labels that the forms print."""
    forms = load_forms()
    items = (*forms.rows.values(), *forms.applicants.values(), *forms.measures.values(), *forms.blocks.values())
    labels = [label for item in (*items, *forms.results.values()) for label in (item.zh, *item.labels)]
    return {character for label in labels for character in label if CHINESE.match(character)}


def _drawn(character: str, font: ImageFont.FreeTypeFont, blur: float) -> np.ndarray:
    picture = Image.new("L", (SIZE, SIZE))
    ImageDraw.Draw(picture).text((SIZE / 2, SIZE / 2), character, 255, font, anchor="mm")
    return np.asarray(picture.filter(ImageFilter.GaussianBlur(blur)), dtype=np.float32)


def _normal(rows: np.ndarray) -> np.ndarray:
    rows = rows - rows.mean(axis=1, keepdims=True)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


if __name__ == "__main__":
    main(sys.argv[1])
