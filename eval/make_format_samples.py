"""Write the invented reports in every format, and what must be read from them.

    format_reports.yaml ─▶ samples_formats (content) ─▶ samples_web, samples_office, samples_print ─▶ reports/formats/*
                                                     └─▶ places ─▶ known_figures/formats/*.json, findings.yaml

Run it with `python -m eval.make_format_samples`. Text, HTML, MHT and Markdown come out byte for byte; what a library
writes into a DOCX, PDF or picture may change with its version, so tests compare what stands in those. `.doc`, `.rtf`
and the PDF of an office need LibreOffice: without it those files stay as they are.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from eval.format_known import findings_text, known_text
from eval.make_samples import lay_out
from eval.samples_form import Grid
from eval.samples_formats import FormatSample, Place, content_of, format_samples, places
from eval.samples_office import sheet_file, word_file, zip_file
from eval.samples_print import LONG_PAGE, converted, pages_of_cells, scan_file, scanned_pages, web_pdf
from eval.samples_report import Content, Paragraph
from eval.samples_web import saved_page, web_page

HERE = Path(__file__).parent
REPORTS = HERE / "reports" / "formats"
KNOWN = HERE / "known_figures" / "formats"
TEXT_SUFFIXES = (".txt", ".md", ".html", ".mht")
LAYOUTS = {".md": "markdown", ".txt": "paragraphs"}
OFFICE = "office"
POINTS = (9.0, 11.0)  # of the letters of a PDF, in turn: so pages break at different rows
SCAN_POINTS = 8.0


def text_file(file: str) -> bytes:
    """A report of a text format, by the name of its file; two reports where the description names a second one."""
    samples = [sample for sample in format_samples() if sample.file.partition("#")[0] == file]
    first = samples[0]
    if first.suffix in LAYOUTS:
        return lay_out(content_of(file), LAYOUTS[first.suffix]).text.encode()
    page = web_page([(sample, content_of(sample.file)) for sample in samples])
    if first.suffix == ".mht":
        return saved_page(first, page).encode()
    return page.encode("gb18030" if "gbk" in first.style else "utf-8")


def binary_file(sample: FormatSample) -> bytes | None:
    """A report of any other format; None where LibreOffice is needed and not installed."""
    content = content_of(sample.file)
    if "scan" in sample.style:
        return scan_file(scanned_pages(scan_source(sample), sample.sample.stem), sample.suffix)
    if sample.suffix in (".doc", ".rtf") or OFFICE in sample.style:
        return converted(word_file(content), sample.suffix[1:])
    if sample.suffix == ".pdf":
        return web_pdf(content, points=POINTS[sample.sample.number % 2])
    write: Callable[[Content], bytes] = {".docx": word_file, ".xlsx": sheet_file}[sample.suffix]
    return write(content)


def scan_source(sample: FormatSample) -> bytes:
    """The PDF whose pages a scan shows."""
    size = LONG_PAGE if sample.suffix == ".png" else "A4"
    return web_pdf(content_of(sample.file), size=size, points=SCAN_POINTS)


def is_text(sample: FormatSample) -> bool:
    """Whether its bytes depend on this project alone."""
    return sample.suffix in TEXT_SUFFIXES


def members(archive: str) -> dict[str, bytes]:
    """The members of an archive, by name."""
    found = {}
    for sample in format_samples():
        outer, _, inner = sample.file.partition("/")
        if outer == archive and inner:
            found[inner] = text_file(sample.file) if is_text(sample) else binary_file(sample) or b""
    return found


def places_of(sample: FormatSample) -> dict[str, Place]:
    """Where each cell stands, as far as its format has places of its own."""
    content = content_of(sample.file)
    if sample.suffix in LAYOUTS:
        lines = lay_out(content, LAYOUTS[sample.suffix]).places
        return {cell: Place(line=line) for cell, line in lines.items()}
    if "scan" in sample.style:
        pages = pages_of_cells(scan_source(sample), content.printed)
        return {cell: Place(page=page) for cell, page in pages.items()}
    if sample.suffix == ".pdf":
        pages = pages_of_cells((REPORTS / sample.file).read_bytes(), content.printed)
        return {cell: Place(page=page) for cell, page in pages.items()}
    if sample.suffix == ".xlsx":
        return {}  # a reader may take a sheet for one table or for several
    grids: list[Grid] = [part for part in content.parts if not isinstance(part, Paragraph)]
    return {cell: place for grid in grids for cell, place in places(grid).items()}


def write_reports(say: Callable[[str], None]) -> None:
    """Write every report; say which need LibreOffice and were left alone."""
    for sample in format_samples():
        inner = sample.file.partition("/")[2]
        if inner or "#" in sample.file:
            continue
        content = text_file(sample.file) if is_text(sample) else binary_file(sample)
        if content is None:
            say(f"{sample.file}: left as it is, LibreOffice is not installed")
        else:
            (REPORTS / sample.file).write_bytes(content)
    for archive in {sample.file.partition("/")[0] for sample in format_samples() if "/" in sample.file}:
        (REPORTS / archive).write_bytes(zip_file(members(archive)))


def known_files(scans: bool = True) -> dict[str, str]:
    """Name below known_figures/formats/ → content. The pages are those of the files as they lie there.

    Without `scans` those are left out: their pages are known only by rendering them again, which takes seconds.
    """
    contents = {}
    for sample in format_samples():
        if "scan" in sample.style and not scans:
            continue
        content = content_of(sample.file)
        contents[f"{sample.sample.stem.removeprefix('format-')}.json"] = known_text(sample, content, places_of(sample))
    return {**contents, "findings.yaml": findings_text()}


def main() -> None:
    """Rewrite every report, then what is known of them."""
    REPORTS.mkdir(exist_ok=True)
    KNOWN.mkdir(exist_ok=True)
    write_reports(lambda line: print(line, file=sys.stderr))
    for name, text in known_files().items():
        (KNOWN / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
