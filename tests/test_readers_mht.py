"""Pages saved as one mail: parts, transfer encodings, charsets, frames, addresses."""

import base64
import quopri
from pathlib import Path

import pytest

from index.errors import NoTextFound, TooLarge, UnreadableReport
from index.figures import read_table
from index.form import load_forms
from index.readers import read_document
from index.report import Document, Prose
from index.settings import Limits
from index.tables import map_tables
from tests.html_pages import body, figures, page, tables_of
from tests.html_shapes import SHAPES

ADDRESS = "http://www.a.gov.cn/xxgk/t20220120_1.html"
BOUNDARY = "----MultipartBoundary--x7"


def part(html: bytes, encoding: str, charset: str = "utf-8", headers: str = "", location: str = ADDRESS) -> bytes:
    coded = {
        "quoted-printable": lambda: quopri.encodestring(html),
        "base64": lambda: base64.encodebytes(html),
        "8bit": lambda: html,
    }[encoding]()
    head = f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n{headers}"
    place = f"Content-Location: {location}\r\n" if location else ""
    return f"{head}{place}\r\n".encode() + coded


PICTURE = b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo="


def mail(*parts: bytes, headers: str = f"Snapshot-Content-Location: {ADDRESS}\r\n", start: str = "") -> bytes:
    head = (
        f"From: <Saved by Blink>\r\n{headers}Subject: =?utf-8?Q?=E5=B9=B4=E6=8A=A5?=\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related; type="text/html"; boundary="{BOUNDARY}"{start}\r\n\r\n'
    )
    inner = b"".join(f"--{BOUNDARY}\r\n".encode() + one + b"\r\n" for one in parts)
    return head.encode() + inner + f"--{BOUNDARY}--\r\n".encode()


def read(folder: Path, data: bytes, name: str = "report.mht") -> Document:
    (folder / name).write_bytes(data)
    return read_document(folder / name, Limits())


def printed(document: Document) -> dict[str, str]:
    forms = load_forms()
    found = [read_table(mapped, "report.mht", forms) for mapped in map_tables(document.blocks, forms).values()]
    return {figure.cell: figure.printed for table in found for figure in table.figures}


def report(form: str = "F2021") -> str:
    return page(body(tables_of(form, figures(form))))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(mail(part(report().encode(), "quoted-printable"), PICTURE), id="quoted-printable"),
        pytest.param(mail(part(report().encode(), "base64"), PICTURE), id="base64"),
        pytest.param(mail(part(report().encode(), "8bit")), id="8bit"),
        pytest.param(
            mail(part(report().encode("gb18030"), "quoted-printable", "gb2312")), id="GB18030 declared as gb2312"
        ),
        pytest.param(mail(part(report().encode(), "base64", "gb2312")), id="UTF-8 declared as gb2312"),
        pytest.param(b"\xef\xbb\xbf" + mail(part(report().encode(), "base64")), id="a byte order mark before the mail"),
        pytest.param(mail(PICTURE, part(report().encode(), "base64")), id="a picture before the page"),
        pytest.param(
            mail(part(SHAPES["Word export"](tables_of("F2021", figures("F2021"))), "base64", "gb2312")), id="Word"
        ),
        pytest.param(mail(part(report().encode(), "base64")).replace(b"\r\n", b"\n"), id="line ends of Unix"),
        pytest.param(part(report().encode(), "base64", headers="MIME-Version: 1.0\r\n"), id="a mail of one part"),
        pytest.param(report().encode(), id="a bare page under this name"),
    ],
)
def test_every_figure_comes_out_of_every_coding(tmp_path: Path, data: bytes) -> None:
    assert printed(read(tmp_path, data)) == figures("F2021")


def test_a_mail_named_html_is_read_too(tmp_path: Path) -> None:
    document = read(tmp_path, mail(part(report().encode(), "base64")), "report.html")
    assert printed(document) == figures("F2021") and document.url == ADDRESS


def test_the_tables_of_a_frame_follow_the_main_page(tmp_path: Path) -> None:
    outer = part(
        page("<p>以下为年报全文，请在框架内查看完整的内容和表格。</p><iframe src='cid:f@x'></iframe>").encode(),
        "base64",
    )
    inner = part(
        report().encode(), "base64", headers="Content-ID: <f@x>\r\n", location="http://www.a.gov.cn/frame.html"
    )
    document = read(tmp_path, mail(outer, inner))
    assert printed(document) == figures("F2021") and document.url == ADDRESS


def test_the_part_named_as_start_is_the_main_one(tmp_path: Path) -> None:
    first = part("<p>广告：与年报无关的另一个网页，放在前面。</p>".encode(), "base64", location="http://ad.cn/")
    main = part("<p>我局公开信息三条，具体情况见下面的说明。</p>".encode(), "base64", headers="Content-ID: <main>\r\n")
    document = read(tmp_path, mail(first, main, start='; start="<main>"', headers=""))
    assert document.url == ADDRESS
    assert isinstance(document.blocks[0], Prose) and document.blocks[0].text.startswith("我局")


@pytest.mark.parametrize(
    ("headers", "location", "url"),
    [
        pytest.param(f"Snapshot-Content-Location: {ADDRESS}\r\n", "", ADDRESS, id="of the snapshot"),
        pytest.param("", ADDRESS, ADDRESS, id="of the part"),
        pytest.param("", "file:///c:/a.html", None, id="a file is none"),
        pytest.param("", "", None, id="none"),
    ],
)
def test_the_address_is_that_of_the_main_part(tmp_path: Path, headers: str, location: str, url: str | None) -> None:
    assert (
        read(tmp_path, mail(part("<p>我局公开三条。</p>".encode(), "base64", location=location), headers=headers)).url
        == url
    )


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(b"", NoTextFound, id="nothing"),
        pytest.param(mail(PICTURE), NoTextFound, id="no page in it"),
        pytest.param(mail(part(b"", "base64")), NoTextFound, id="an empty page"),
        pytest.param(mail(part(b"<p>x", "base64"))[:250], NoTextFound, id="cut off in the head"),
        pytest.param(mail(part(b"%PDF-1.4", "base64")), UnreadableReport, id="a PDF called a page"),
        pytest.param(mail(part(b"<div>" * 100_000, "base64")), TooLarge, id="divs without end"),
        pytest.param(
            b"MIME-Version: 1.0\r\n" + b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n" * 5_000,
            TooLarge,
            id="parts within parts",
        ),
        pytest.param(mail(*[PICTURE] * 7_000), TooLarge, id="thousands of parts"),
        pytest.param(b"PK\x03\x04" + bytes(99), UnreadableReport, id="a zip"),
    ],
)
def test_a_mail_without_a_report_is_refused_by_reason(
    tmp_path: Path, data: bytes, error: type[UnreadableReport]
) -> None:
    with pytest.raises(error):
        read(tmp_path, data)


@pytest.mark.parametrize("step", range(5, 100, 12))
def test_a_truncated_mail_gives_right_figures_or_none(tmp_path: Path, step: int) -> None:
    whole = mail(part(report().encode(), "quoted-printable"))
    try:
        found = printed(read(tmp_path, whole[: len(whole) * step // 100]))
    except UnreadableReport:
        return
    assert found.items() <= figures("F2021").items()
