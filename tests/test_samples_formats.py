"""The samples in every format: written by the project, different in every cell, and with what must be read from them.

What a library writes (DOCX, PDF, pictures) may change with its version, so of those the content is compared.
"""

import io
import json
import zipfile
from collections import Counter
from decimal import Decimal
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest
import yaml
from PIL import Image

from eval.make_format_samples import KNOWN, REPORTS, is_text, known_files, members, text_file
from eval.make_samples import samples
from eval.samples_form import Cell
from eval.samples_formats import LEGACY, FormatSample, content_of, format_samples, places, split
from eval.samples_office import word_file, zip_file
from eval.samples_print import words_of_pages
from eval.samples_report import Paragraph

SAMPLES = format_samples()
TEXTS = sorted({s.file.partition("#")[0] for s in SAMPLES if is_text(s) and "/" not in s.file})
MEGABYTE = 1_000_000
NOTICE = "样例：本报告为虚构，数字与文字均为编造，请勿引用"


def of(*suffixes: str, scans: bool = False) -> list[Any]:
    """The samples of some suffixes that are files of their own."""
    chosen = [s for s in SAMPLES if s.suffix in suffixes and ("scan" in s.style) == scans and "/" not in s.file]
    return [pytest.param(sample, id=sample.file) for sample in chosen]


def known(sample: FormatSample) -> dict[str, Any]:
    name = f"{sample.sample.stem.removeprefix('format-')}.json"
    found: dict[str, Any] = json.loads((KNOWN / name).read_text(encoding="utf-8"), parse_float=Decimal)
    return found


def printed(sample: FormatSample) -> Counter[str]:
    """What its value cells print, and how often."""
    return Counter(content_of(sample.file).printed.values())


@pytest.mark.parametrize("file", TEXTS)
def test_a_text_format_is_what_the_generator_writes(file: str) -> None:
    assert (REPORTS / file).read_bytes() == text_file(file), "run python -m eval.make_format_samples"


def test_the_known_figures_are_what_the_generator_writes() -> None:
    written = known_files(scans=False)
    scanned = {f"{s.sample.stem.removeprefix('format-')}.json" for s in SAMPLES if "scan" in s.style}
    assert {path.name for path in KNOWN.iterdir()} == set(written) | scanned
    for name, text in written.items():
        assert (KNOWN / name).read_text(encoding="utf-8") == text, f"{name}: run python -m eval.make_format_samples"


def test_every_described_file_is_there_and_no_other() -> None:
    described = {sample.file.partition("/")[0].partition("#")[0] for sample in SAMPLES}
    assert {path.name for path in REPORTS.iterdir()} == described
    assert sum(path.stat().st_size for path in REPORTS.iterdir()) < 3 * MEGABYTE


@pytest.mark.parametrize("sample", of(".docx"))
def test_a_word_file_prints_every_cell_where_it_is_known_to_stand(sample: FormatSample) -> None:
    committed = (REPORTS / sample.file).read_bytes()
    for content in (committed, word_file(content_of(sample.file))):
        tables = docx.Document(io.BytesIO(content)).tables
        grids = [part for part in content_of(sample.file).parts if not isinstance(part, Paragraph)]
        assert len(tables) == len(grids)
        for table, grid in zip(tables, grids, strict=True):
            rows = [[cell.text for cell in row.cells] for row in table.rows]
            assert all(
                rows[place.row or 0][place.column or 0] == content_of(sample.file).printed[cell]
                for cell, place in places(grid).items()
            )


@pytest.mark.parametrize("sample", of(".xlsx"))
def test_a_sheet_prints_every_cell_once(sample: FormatSample) -> None:
    sheet = openpyxl.load_workbook(REPORTS / sample.file).worksheets[0]
    there = Counter(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
    assert printed(sample) <= there
    assert len(sheet.merged_cells.ranges) > 20


@pytest.mark.parametrize("sample", of(".pdf"))
def test_a_pdf_prints_every_cell_and_breaks_a_page_inside_table_3(sample: FormatSample) -> None:
    pages = words_of_pages((REPORTS / sample.file).read_bytes())
    words = Counter(word.replace(" ", "") for page in pages for word in page)
    assert printed(sample) <= words
    broken = {cell["page"] for cell in known(sample)["cells"] if cell["table"] == "t3" and "page" in cell}
    assert len(broken) > 1


@pytest.mark.parametrize("sample", of(".pdf", scans=True))
def test_a_scanned_pdf_has_no_text(sample: FormatSample) -> None:
    document = pypdfium2.PdfDocument(REPORTS / sample.file)
    assert not "".join(page.get_textpage().get_text_bounded() for page in document).strip()
    document.close()


@pytest.mark.parametrize("sample", of(".png", ".tif", scans=True))
def test_a_scanned_picture_is_black_and_white_and_has_every_page(sample: FormatSample) -> None:
    with Image.open(REPORTS / sample.file) as image:
        assert image.mode == "1"
        pages = {cell["page"] for cell in known(sample)["cells"] if "page" in cell}
        assert getattr(image, "n_frames", 1) == max(pages)


@pytest.mark.parametrize("sample", of(".pdf", ".png", ".tif", scans=True))
def test_the_known_figures_of_a_scan_are_its_cells(sample: FormatSample) -> None:
    cells = {cell["cell"]: cell["printed"] for cell in known(sample)["cells"]}
    assert cells == content_of(sample.file).printed


@pytest.mark.parametrize("sample", of(".doc", ".rtf"))
def test_a_file_of_libreoffice_has_its_signature(sample: FormatSample) -> None:
    start = {".doc": b"\xd0\xcf\x11\xe0", ".rtf": b"{\\rtf"}[sample.suffix]
    assert (REPORTS / sample.file).read_bytes().startswith(start)


def test_the_members_of_the_archive_are_named_in_gbk_and_hold_what_is_written() -> None:
    archive = next(sample.file.partition("/")[0] for sample in SAMPLES if "/" in sample.file)
    with zipfile.ZipFile(REPORTS / archive) as committed:
        infos = committed.infolist()
        assert all(not info.flag_bits & 0x800 for info in infos)
        names = {info.filename.encode("cp437").decode("gbk"): committed.read(info) for info in infos}
    assert names.keys() == members(archive).keys()
    assert all(content == members(archive)[name] for name, content in names.items() if name.endswith(".html"))


def test_a_name_of_gbk_stands_in_an_archive_as_windows_writes_it() -> None:
    content = zip_file({"年报.txt": b"1", "报告.txt": b"2"})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert [i.filename.encode("cp437").decode("gbk") for i in archive.infolist()] == ["年报.txt", "报告.txt"]
        assert archive.testzip() is None


@pytest.mark.parametrize("sample", [pytest.param(sample, id=sample.file) for sample in SAMPLES])
def test_every_cell_of_a_report_prints_another_number(sample: FormatSample) -> None:
    values = [abs(value) for value in content_of(sample.file).values.values() if value is not None]
    forms = {"F2019": 198, "F2021": 200, "hybrid": 186, LEGACY: 58}
    assert len(values) == len(set(values)) == forms[sample.form]
    assert min(values) > 9
    assert len(known(sample)["cells"]) == forms[sample.form]


def test_all_issuers_differ_but_those_of_two_years() -> None:
    issuers = Counter(s.sample.issuer for s in SAMPLES) + Counter(s.issuer for s in samples())
    assert {issuer for issuer, number in issuers.items() if number > 1} == {"样例省郧阙县卫生健康局"}


def test_every_report_ends_with_the_notice() -> None:
    for sample in SAMPLES:
        last = content_of(sample.file).parts[-1]
        assert isinstance(last, Paragraph)
        assert last.text == NOTICE


def test_only_the_seeded_carry_over_is_a_finding() -> None:
    findings = yaml.safe_load((KNOWN / "findings.yaml").read_text(encoding="utf-8"))
    assert findings.keys() == {f"formats/{sample.file}" for sample in SAMPLES}
    found = {key: entries for key, entries in findings.items() if entries}
    assert list(found) == ["formats/yunque-2022.docx"]
    assert [(entry["rule"], entry["column"]) for entry in found["formats/yunque-2022.docx"]] == [
        ("XY.CARRY", "org.legal"),
        ("XY.CARRY", "total"),
    ]


def test_a_table_cut_in_two_keeps_its_rows_and_leaves_an_empty_cell_for_a_label_that_spans_the_cut() -> None:
    label, values = Cell("结果", rows=3), [Cell("甲", cols=1), Cell("乙"), Cell("丙")]
    grid = ((label, values[0], Cell("12", "a")), (values[1], Cell("34", "b")), (values[2], Cell("56", "c")))
    upper, lower = split(grid, 1)
    assert upper == ((Cell("结果", rows=1), values[0], Cell("12", "a")),)
    assert lower == ((Cell("", rows=2), values[1], Cell("34", "b")), (values[2], Cell("56", "c")))


def test_the_sums_of_the_list_before_2019_hold() -> None:
    for sample in SAMPLES:
        values = content_of(sample.file).values
        if sample.form == LEGACY:
            parts = ("in_person", "fax", "online", "letter")
            assert values["l14.req.received"] == sum(values[f"l14.req.{part}"] or 0 for part in parts)
            assert values["l14.req.closed"] == sum(values[f"l14.req.{p}"] or 0 for p in ("on_time", "extended"))
