"""The original of a report is shown at the cited place, harmless, and from where it lies."""

import zipfile
from pathlib import Path

import docx
import pytest

from index.block_view import blocks_as_html
from index.errors import OriginalGone
from index.original import opened_original, original_html, original_kind
from index.report import Grid, GridCell, Prose, Report
from index.settings import Limits

LIMITS = Limits()


def report_in(root: Path, file: str) -> Report:
    """A report that was read from a file below a folder."""
    return Report(id="r", file=file, content_hash="0" * 64, title="题", issuer="甲局", year=2020, root=str(root))


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        pytest.param("a.txt", "lines", id="text has lines"),
        pytest.param("a.PDF", "pages", id="a PDF has pages"),
        pytest.param("b/scan.tif", "pages", id="a scan has pages"),
        pytest.param("a.docx", "html", id="Word is shown as a page"),
        pytest.param("page.html#2", "html", id="the second report of a page"),
        pytest.param("a.zip/b.pdf", "pages", id="a member of an archive"),
    ],
)
def test_an_original_is_shown_as_its_format_allows(file: str, kind: str) -> None:
    assert original_kind(file) == kind


def test_cells_and_paragraphs_carry_the_places_that_sources_name() -> None:
    wide = GridCell("合计", col_span=2)
    grid = Grid(((wide, GridCell("<3>")), (GridCell("规章", row_span=2), GridCell("1"), GridCell("2"))), True, number=4)

    shown = blocks_as_html([Prose("甲&乙", block=7), grid])

    assert '<p id="b7">甲&amp;乙</p>' in shown
    assert '<td id="g4-0-0" colspan="2">合计</td><td id="g4-0-2">&lt;3&gt;</td>' in shown
    assert '<td id="g4-1-0" rowspan="2">规章</td><td id="g4-1-1">1</td><td id="g4-1-2">2</td>' in shown


def test_a_word_file_is_shown_with_its_table(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_paragraph("一、总体情况")
    file.add_table(1, 2).cell(0, 1).text = "25"
    file.save(str(tmp_path / "a.docx"))

    shown = original_html(report_in(tmp_path, "a.docx"), LIMITS)

    assert '<td id="g0-0-1">25</td>' in shown and "总体情况" in shown


def test_a_member_is_taken_out_of_its_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("inner/b.txt", "一、总体情况")

    with opened_original(report_in(tmp_path, "a.zip/inner/b.txt"), LIMITS) as path:
        assert path.read_text("utf-8") == "一、总体情况"


@pytest.mark.parametrize("file", ["gone.pdf", "a.zip/gone.txt", "../outside.txt", "/etc/hostname"])
def test_a_file_that_is_gone_is_said_to_be_gone(tmp_path: Path, file: str) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "outside.txt").write_text("secret", "utf-8")
    with zipfile.ZipFile(tmp_path / "root" / "a.zip", "w") as archive:
        archive.writestr("b.txt", "一")

    with pytest.raises(OriginalGone), opened_original(report_in(tmp_path / "root", file), LIMITS):
        pass
