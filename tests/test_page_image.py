"""Pages of originals as pictures, and the helper process that survives what a file does to it."""

import io
import os
import signal
import time
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from index.errors import TooLarge, UnreadableReport, UnsupportedFormat
from index.page_image import WIDEST, page_count, render_page
from index.readers.apart import apart
from index.settings import Limits

HERE = "tests.test_page_image:"
LIMITS = Limits(seconds=20)


def a_pdf(folder: Path, *, wide: float = 300, high: float = 400, pages: int = 2) -> Path:
    path = folder / "original.pdf"
    pdf = pdfium.PdfDocument.new()
    for _ in range(pages):
        pdf.new_page(wide, high)
    pdf.save(path)
    pdf.close()
    return path


def a_tif(folder: Path) -> Path:
    path = folder / "original.tif"
    pages = [Image.new("RGB", (600, 800), colour) for colour in ("white", "red", "black")]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    return path


def size_of(png: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(png)) as image:
        assert image.format == "PNG"
        return image.size


def test_a_page_of_a_pdf_has_the_width_that_is_asked_for(tmp_path: Path) -> None:
    path = a_pdf(tmp_path)
    assert page_count(path) == 2
    assert size_of(render_page(path, 2, 600)) == (600, 800)


def test_the_width_is_kept_within_bounds(tmp_path: Path) -> None:
    path = a_pdf(tmp_path)
    assert size_of(render_page(path, 1, 1))[0] == 100
    assert size_of(render_page(path, 1, 10**9))[0] == WIDEST


def test_each_page_of_an_image_file_is_shown(tmp_path: Path) -> None:
    path = a_tif(tmp_path)
    assert page_count(path) == 3
    with Image.open(io.BytesIO(render_page(path, 2, 300))) as image:
        assert image.size == (300, 400)
        assert image.convert("RGB").getpixel((150, 200)) == (255, 0, 0)


@pytest.mark.parametrize("page", [0, -1, 3])
def test_a_page_that_is_not_there_is_named(tmp_path: Path, page: int) -> None:
    with pytest.raises(UnreadableReport, match=f"no page {page}"):
        render_page(a_pdf(tmp_path), page)


def test_a_page_of_a_shape_that_no_report_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="points"):
        render_page(a_pdf(tmp_path, wide=10, high=9000), 1)


def test_other_formats_have_no_pages(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat):
        page_count(tmp_path / "report.txt")


def test_an_original_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport, match="no longer there"):
        render_page(tmp_path / "gone.pdf", 1)


# ---- the helper process


def own_number(path: Path) -> int:
    return os.getpid()


def falls_over(path: Path) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def never_ends(path: Path) -> None:
    time.sleep(60)


def works(path: Path) -> None:
    while True:
        pass


def waits_a_little(path: Path) -> str:
    time.sleep(1.5)
    return "answer"


def takes_all(path: Path) -> int:
    return len(bytearray(40_000_000_000))


def breaks(path: Path) -> None:
    raise KeyError("no such glyph")


def prints(path: Path) -> str:
    os.write(1, b"what a library prints does not get between the answers")
    return "answer"


def test_one_helper_reads_file_after_file() -> None:
    first = apart(HERE + "own_number", Path("a.pdf"), limits=LIMITS)
    assert first != os.getpid()
    assert apart(HERE + "own_number", Path("b.pdf"), limits=LIMITS) == first


@pytest.mark.parametrize(
    ("function", "error", "words"),
    [
        pytest.param("falls_over", UnreadableReport, "damaged", id="native code that crashes"),
        pytest.param("takes_all", TooLarge, "NIANBAO_MAX_MEMORY_MB", id="more memory than there is"),
        pytest.param("breaks", UnreadableReport, "KeyError", id="an error of a library"),
    ],
)
def test_what_a_file_does_to_its_reader_refuses_that_file_only(
    function: str, error: type[UnreadableReport], words: str
) -> None:
    with pytest.raises(error, match=words):
        apart(HERE + function, Path("report.pdf"), limits=LIMITS)
    assert apart(HERE + "own_number", Path("next.pdf"), limits=LIMITS) != os.getpid()


def test_a_reader_that_waits_for_a_loaded_machine_is_waited_for() -> None:
    apart(HERE + "own_number", Path("first.pdf"), limits=LIMITS)
    assert apart(HERE + "waits_a_little", Path("report.pdf"), limits=Limits(seconds=1)) == "answer"


@pytest.mark.parametrize("function", ["never_ends", "works"])
def test_a_reader_that_never_ends_is_ended(function: str) -> None:
    apart(HERE + "own_number", Path("first.pdf"), limits=LIMITS)
    with pytest.raises(TooLarge, match="NIANBAO_MAX_SECONDS"):
        apart(HERE + function, Path("report.pdf"), limits=Limits(seconds=1))
    assert apart(HERE + "own_number", Path("next.pdf"), limits=LIMITS) != os.getpid()


def test_what_a_library_prints_does_no_harm() -> None:
    assert apart(HERE + "prints", Path("report.pdf"), limits=LIMITS) == "answer"
