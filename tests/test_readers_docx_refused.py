"""Word files that are none, that do harm or that are too large: refused with the reason."""

import io
import zipfile
from pathlib import Path

import pytest

from index.errors import NoTextFound, TooLarge, UnreadableReport, UnsupportedFormat
from index.readers import read_document
from index.report import Grid
from index.settings import Limits
from tests.test_readers_docx import W, packed, word
from tests.word import read_bytes, tables_of, word_report

BOMB = (
    "<!DOCTYPE d [<!ENTITY a '1'>"
    + "".join(f"<!ENTITY a{at} '{f'&a{at - 1};' * 10}'>" for at in range(1, 10)).replace("&a0;", "&a;")
    + f"]><w:document {W}><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>"
)
OUTSIDE = (
    f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document {W}><w:body><w:p><w:r><w:t>&x;</w:t></w:r>'
    "</w:p></w:body></w:document>"
)
DEEP = "<w:tbl><w:tr><w:tc>" * 5000 + "</w:tc></w:tr></w:tbl>" * 5000
MANY = "<w:tbl>" + ("<w:tr>" + "<w:tc><w:p/></w:tc>" * 1000 + "</w:tr>") * 1000 + "</w:tbl>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        pytest.param(packed({"word/document.xml": BOMB}), UnreadableReport, "XML", id="a billion laughs"),
        pytest.param(packed({"word/document.xml": OUTSIDE}), UnreadableReport, "entities", id="an outside entity"),
        pytest.param(word(DEEP), UnreadableReport, "nested without end", id="tables in tables without end"),
        pytest.param(word("<w:sdt><w:sdtContent>" * 120 + "</w:sdtContent></w:sdt>" * 120), NoTextFound, "no text",
                     id="controls in controls"),
        pytest.param(word(MANY), TooLarge, "cells", id="a million cells"),
        pytest.param(word("<w:p>"), UnreadableReport, "damaged", id="broken XML"),
        pytest.param(word(""), NoTextFound, "no text", id="nothing in it"),
        pytest.param(packed({"word/styles.xml": "<a/>"}), UnreadableReport, "no text part", id="no text part"),
        pytest.param(word_report("F2021").saved()[:9000], UnreadableReport, "damaged", id="cut off"),
        pytest.param(packed({"word/document.xml": b"0" * 60_000_000}), TooLarge, "bomb", id="a zip bomb"),
        pytest.param(packed({f"word/{at}": "" for at in range(2100)}), TooLarge, "2,101 files", id="too many parts"),
        pytest.param(b"PK\x03\x04" + b"\x00" * 100, UnreadableReport, "damaged", id="not a zip after all"),
        pytest.param(OLE + b"\x00" * 2000, UnreadableReport, "", id="a container of something else"),
        pytest.param(b"", UnreadableReport, "damaged", id="empty"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused_with_the_reason(
    data: bytes, error: type[UnreadableReport], says: str, tmp_path: Path
) -> None:
    with pytest.raises(error) as refused:
        read_bytes(data, tmp_path)
    assert says in refused.value.reason


def test_a_span_without_measure_takes_no_memory(tmp_path: Path) -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc>'
    body = f"<w:tbl><w:tr>{wide}{wide}</w:tr><w:tr>{wide}{wide}</w:tr></w:tbl>"
    grid = read_bytes(word(body), tmp_path).blocks[0]
    assert isinstance(grid, Grid)
    assert grid.rows[0][0].col_span == 63


@pytest.mark.parametrize(
    ("name", "how"),
    [("report.ppt", "as PDF"), ("report.pages", "DOCX or PDF"), ("report.key", "convert"), ("report", "convert")],
)
def test_a_format_without_reader_says_what_to_do(name: str, how: str, tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat, match=how):
        read_bytes(b"x", tmp_path, name)


def test_a_word_file_under_another_name_is_read_by_its_content(tmp_path: Path) -> None:
    document = read_bytes(word_report("F2021").saved(), tmp_path, "report.doc")
    assert tables_of(document)["t3"].status == "ok"
    assert "按内容读取" in document.notes[-1]


def test_an_archive_under_the_name_of_a_word_file_is_told(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(UnreadableReport, match=r"\.zip"):
        read_bytes(out.getvalue(), tmp_path)


def test_limits_are_those_given(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(word_report("F2021").saved())
    with pytest.raises(TooLarge):
        read_document(path, Limits(members=3))
