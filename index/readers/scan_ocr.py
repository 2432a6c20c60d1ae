"""The recogniser: rapidocr with the models its package brings. The only file that names it.

Loaded at the first scan of a process, one engine a process, one thread: a build reads several files at a time.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np

from index.errors import HelperMissing
from index.readers.scan_lines import Image

NARROWEST = 48  # pixels, as high as the model's input: a digit is not padded to the width of a sentence
BATCH = 16
FLATTEST = 40  # times as wide as high: a line of print of some 40 letters
DETECTED = 1.55  # pixels a point at which lines of print are looked for


class Reading(NamedTuple):
    """A recognised text and the model's own score, 0 to 1."""

    text: str
    score: float


class Found(NamedTuple):
    """Where a line of print stands, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


def recognised(images: Sequence[Image], path: Path) -> list[Reading]:
    """The text of small images of one line of print each.

    Raises:
        HelperMissing: rapidocr or its models are not installed.
    """
    if not images:
        return []
    from rapidocr.ch_ppocr_rec import TextRecInput

    engine = _engine(path)
    given = TextRecInput(img=[cv2.cvtColor(_bounded(one), cv2.COLOR_GRAY2BGR) for one in images], return_word_box=False)
    with engine._rec_model_lock:
        found = recogniser(given) if (recogniser := engine.text_rec) else None
    if found is None or found.txts is None:
        return [Reading("", 0.0) for _ in images]
    return [Reading(str(text), float(score)) for text, score in zip(found.txts, found.scores, strict=True)]


def _bounded(image: Image) -> Image:
    """A picture not flatter than a line of print: the model makes all equally high, and a stroke would take minutes."""
    high, wide = image.shape[:2]
    more = (-(-wide // FLATTEST) - high + 1) // 2
    if more <= 0:
        return image
    found: Any = cv2.copyMakeBorder(image, more, more, 0, 0, cv2.BORDER_REPLICATE)
    return found  # type: ignore[no-any-return]


def detected(image: Image, unit: float, path: Path) -> list[Found]:
    """The lines of print on a page of `unit` pixels a point.

    Raises:
        HelperMissing: as `recognised`.
    """
    engine = _engine(path)
    scale = min(1.0, DETECTED / unit)
    small: Any = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    with engine._det_model_lock:
        found = engine.text_det(cv2.cvtColor(small, cv2.COLOR_GRAY2BGR))
    if found.boxes is None:
        return []
    boxes = np.asarray(found.boxes) / scale
    return [Found(*map(float, (*box.min(axis=0), *box.max(axis=0)))) for box in boxes]


@cache
def _load() -> Any:
    import rapidocr

    models = Path(str(rapidocr.__file__)).parent / "models"
    if not any(models.glob("*rec*.onnx")):
        return None  # it would fetch them from the network
    engine: Any = rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Rec.rec_img_shape": [3, 48, NARROWEST],
            "Rec.rec_batch_num": BATCH,
        }
    )
    engine._load_det_model()
    engine._load_rec_model()
    return engine


def _engine(path: Path) -> Any:
    try:
        engine = _load()
    except ImportError as error:
        raise HelperMissing(path, "scans need OCR: pip install rapidocr==3.10.0") from error
    if engine is None:
        raise HelperMissing(path, "the OCR models are missing: pip install --force-reinstall rapidocr==3.10.0")
    return engine
