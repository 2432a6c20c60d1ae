"""Reports as PDF, by WeasyPrint and by LibreOffice, and as scans: pages rendered, turned a little, with specks."""

import io
import os
import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pypdfium2
from PIL import Image

from eval.samples_office import STAMP
from eval.samples_report import Content
from eval.samples_web import print_page

DOTS = 200  # an inch, as offices scan
TURN = 0.4  # degrees
SPECKS = 150  # a page
CONVERT_SECONDS = 120
LONG_PAGE = "210mm 560mm"  # for a picture that holds a whole report
STAMPED = "{:04d}{:02d}{:02d}{:02d}{:02d}{:02d}".format(*STAMP).encode()
CHANGING = rb"(/CreationDate\(D:)(\d{14})|(<|/DocChecksum /)([0-9A-F]{32})\b"  # of a PDF, with each writing


def web_pdf(content: Content, size: str = "A4", points: float = 9) -> bytes:
    """The report as WeasyPrint prints it, pages numbered."""
    from weasyprint import HTML

    pdf: bytes = HTML(string=print_page(content, size=size, points=points)).write_pdf(uncompressed_pdf=False)
    return pdf


def converted(document: bytes, suffix: str) -> bytes | None:
    """What LibreOffice makes of a DOCX: doc, rtf or pdf; None where LibreOffice is not installed.

    Raises:
        subprocess.SubprocessError: it fails or takes too long.
    """
    with tempfile.TemporaryDirectory(prefix="nianbao-samples-") as folder:
        source = Path(folder, "report.docx")
        source.write_bytes(document)
        profile = Path(folder, "profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", suffix]
        try:
            subprocess.run(
                [*command, "--outdir", folder, str(source)],
                check=True, capture_output=True, timeout=CONVERT_SECONDS, env=_one_date(),
            )  # fmt: skip
        except FileNotFoundError:
            return None
        return _with_one_name(source.with_suffix(f".{suffix}").read_bytes())


def _with_one_name(document: bytes) -> bytes:
    """A PDF with one date and one id, of the same length, so that its offsets still hold; other files as they are."""

    def fixed(found: re.Match[bytes]) -> bytes:
        return found[1] + STAMPED if found[1] else found[3] + b"0" * 32

    return re.sub(CHANGING, fixed, document) if document.startswith(b"%PDF") else document


def _one_date() -> dict[str, str]:
    return {**os.environ, "SOURCE_DATE_EPOCH": "1767225600", "TZ": "UTC"}


def scanned_pages(pdf: bytes, seed: str) -> list[Image.Image]:
    """Each page in black and white, turned by up to TURN degrees and specked; the same seed, the same pages."""
    random = Random(seed)
    pages = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        image = page.render(scale=DOTS / 72, grayscale=True).to_pil()
        angle = TURN * (2 * random.random() - 1)
        image = image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
        pixels = image.load()
        for _ in range(SPECKS):
            x, y = int(random.random() * (image.width - 2)), int(random.random() * (image.height - 2))
            shade = 0 if random.random() < 0.6 else 255
            for right in (0, 1):
                pixels[x + right, y] = shade
        pages.append(image.point(lambda grey: 255 if grey > 140 else 0).convert("1"))
    document.close()
    return pages


def scan_file(pages: Sequence[Image.Image], suffix: str) -> bytes:
    """The pages as one PDF without a text layer, one TIFF, or one PNG of a single page."""
    written = io.BytesIO()
    first, *more = pages
    if suffix == ".pdf":
        first.save(written, "PDF", save_all=True, append_images=more, resolution=DOTS, creationDate=None, modDate=None)
    elif suffix == ".tif":
        first.save(written, "TIFF", save_all=True, append_images=more, compression="group4", dpi=(DOTS, DOTS))
    else:
        if more:
            raise ValueError("a PNG holds one page")
        first.save(written, "PNG", optimize=True, dpi=(DOTS, DOTS))
    return written.getvalue()


def words_of_pages(pdf: bytes) -> list[list[str]]:
    """The numbers that each page of a PDF prints, with their sign or unit; LibreOffice sets 增 a little apart."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [re.sub(r"([增减]) ", r"\1", page.get_textpage().get_text_bounded()) for page in document]
    document.close()
    return [re.findall(r"[增减+-]?\d[\d.]*(?: ?万元)?", text) for text in texts]


def pages_of_cells(pdf: bytes, printed: dict[str, str]) -> dict[str, int]:
    """The 1-based page of each cell, for those whose printed text stands once in the file as a word of its own."""
    seen: dict[str, list[int]] = {}
    for number, words in enumerate(words_of_pages(pdf), start=1):
        for word in words:
            seen.setdefault(word.replace(" ", ""), []).append(number)
    return {cell: seen[text][0] for cell, text in printed.items() if len(seen.get(text, ())) == 1}
