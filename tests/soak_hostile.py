"""Files built to hurt a reader: bombs, loops, deep nesting, huge spans, lies about size. All are small on disk."""

import base64
import io
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from random import Random

from PIL import Image

HEAD = "样例省某县某局2021年政府信息公开工作年度报告"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MEGABYTE = 1_000_000
BOMB = 300 * MEGABYTE  # that a bomb unpacks to
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
ENTITIES = (
    "<!DOCTYPE b [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    + "<!ENTITY file SYSTEM 'file:///etc/hostname'>]>"
)


def nothing(rng: Random) -> bytes:
    return rng.choice((b"", b" ", b"\n" * 5000, b"\xef\xbb\xbf", b"\xff\xfe", b"\0" * 10_000))


def noise(rng: Random) -> bytes:
    return rng.randbytes(rng.choice((1, 100, 40_000)))


def one_long_line(rng: Random) -> bytes:
    piece = rng.choice(("| 1 ", "\t0", "第", "自然人12", "一、总体情况", "<td>1", "（一）"))
    return (HEAD + piece * rng.choice((1_000, 100_000))).encode()


def many_short_lines(rng: Random) -> bytes:
    line = rng.choice(("1", "\t", "一、总体情况", "自然人", "|", "-", "||||", "2021年", HEAD))
    return f"{HEAD}\n{(line + chr(10)) * rng.choice((10_000, 60_000))}".encode()


def nested_tags(rng: Random) -> bytes:
    tag = rng.choice(("div", "table><tr><td", "ul><li", "b", "span", "blockquote", "font"))
    return f"<html><h1>{HEAD}</h1>{f'<{tag}>' * rng.choice((300, 5_000, 50_000))}1".encode()


def huge_spans(rng: Random) -> bytes:
    number = rng.choice(("1000000", "65535", "-1", "0", "999999999999999999999", "1e9", "٣", ""))
    cell = f'<td rowspan="{number}" colspan="{number}">自然人</td>'
    row = f"<tr>{cell * rng.choice((1, 30))}</tr>"
    return f"<html><h1>{HEAD}</h1><table>{row * rng.choice((1, 40))}</table></html>".encode()


def entity_bomb(rng: Random) -> bytes:
    return f"<?xml version='1.0'?>{ENTITIES}<html><p>{HEAD}</p><p>&a11;&file;</p></html>".encode()


def odd_references(rng: Random) -> bytes:
    refs = "".join(
        rng.choice(("&#xD800;", "&#0;", "&#99999999999;", "&nosuch;", "&#x;", "&lt", "\0")) for _ in range(500)
    )
    return f"<html><title>{HEAD}</title><p>{refs}</p><!-- <p>".encode()


def links_out(rng: Random) -> bytes:
    parts = (
        '<base href="http://127.0.0.1:9/"><meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">',
        '<iframe src="http://127.0.0.1:9/"></iframe><img src="file:///dev/zero">',
        '<link rel=stylesheet href="//127.0.0.1:9/">',
        "<script>while(1){}</script><object data='http://127.0.0.1:9/'></object>",
    )
    return f"<html><h1>{HEAD}</h1>{''.join(rng.sample(parts, 2))}<p>一、总体情况</p></html>".encode()


def broken_mime(rng: Random) -> bytes:
    edge = rng.choice(("x", "", "-" * 5000, 'a"b'))
    body = base64.b64encode(rng.randbytes(3000)).decode()
    encoding = rng.choice(("base64", "quoted-printable", "7bit", "nosuch"))
    part = f"--{edge}\nContent-Type: text/html; charset={rng.choice(('utf-8', 'nosuch', 'gbk'))}\n"
    place = rng.choice(("http://[", "x" * 9000, ""))
    part += f"Content-Transfer-Encoding: {encoding}\nContent-Location: {place}\n\n{body}\n"
    kind = rng.choice(("multipart/related", "multipart/mixed", "message/rfc822", "text/html"))
    return f'MIME-Version: 1.0\nContent-Type: {kind}; boundary="{edge}"\n\n{part * rng.choice((1, 50))}'.encode()


def undated(name: str) -> zipfile.ZipInfo:
    """A member of a zip without the time of now: the same number makes the same bytes."""
    return zipfile.ZipInfo(name)


def _zip(members: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(undated(name), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _word(body: str, before: str = "") -> bytes:
    document = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return _zip(
        {"[Content_Types].xml": TYPES.encode(), "_rels/.rels": RELS.encode(), "word/document.xml": document.encode()}
    )


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_entity_bomb(rng: Random) -> bytes:
    return _word(_paragraph(HEAD) + _paragraph("&a11;&file;"), ENTITIES)


def word_deep(rng: Random) -> bytes:
    deep = rng.choice((200, 3_000, 60_000))
    tag = rng.choice(("w:tbl><w:tr><w:tc", "w:sdt><w:sdtContent", "w:p", "w:ins"))
    closing = "".join(f"</{part}>" for part in reversed(tag.split("><")))
    return _word(_paragraph(HEAD) + f"<{tag}>" * deep + _paragraph("1") + closing * deep)


def word_spans(rng: Random) -> bytes:
    number = rng.choice(("1000000", "-3", "0", "x", "99999999999"))
    merge = rng.choice(('<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:vMerge w:val="x"/>'))
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{number}"/>{merge}</w:tcPr>{_paragraph("自然人")}</w:tc>'
    row = f'<w:tr><w:trPr><w:gridBefore w:val="{number}"/></w:trPr>{cell * 5}</w:tr>'
    return _word(_paragraph(HEAD) + f"<w:tbl>{row * rng.choice((1, 200))}</w:tbl>")


def zip_bomb(rng: Random) -> bytes:
    name = rng.choice(("report.txt", "word/document.xml", "xl/worksheets/sheet1.xml", "年报.html"))
    return _bomb(name, BOMB // MEGABYTE if rng.random() < 0.2 else 60)


@cache
def _bomb(name: str, megabytes: int) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(undated("[Content_Types].xml"), TYPES, zipfile.ZIP_DEFLATED)
        archive.writestr(undated("_rels/.rels"), RELS, zipfile.ZIP_DEFLATED)
        with archive.open(name, "w", force_zip64=True) as member:
            for _ in range(megabytes):
                member.write(bytes(MEGABYTE))
    return written.getvalue()


def zip_in_zip(rng: Random) -> bytes:
    content = _zip({"年报.txt": HEAD.encode()})
    for depth in range(rng.choice((3, 12, 60))):
        content = _zip({f"{depth}.zip": content})
    return content


def zip_of_many(rng: Random) -> bytes:
    return _zip({f"{number}.txt": b"1" for number in range(rng.choice((300, 6_000)))})


def zip_of_odd_names(rng: Random) -> bytes:
    names = (
        "../../../tmp/soak-out.txt",
        "/tmp/soak-out.txt",
        "C:\\x.txt",
        "a\nb.txt",
        "x" * 300 + ".txt",
        "con.txt",
        ".hidden.txt",
        "a/../b.txt",
    )
    return _zip({name: HEAD.encode() for name in rng.sample(names, 4)})


def zip_that_lies(rng: Random) -> bytes:
    """Sizes, check sums and flags of the directory are changed."""
    content = bytearray(_zip({"年报.txt": HEAD.encode() * 50, "b.txt": b"x" * 5000}))
    at = content.index(b"PK\x01\x02")
    for place in rng.sample(range(at + 4, at + 46), 6):
        content[place] = rng.randrange(256)
    return bytes(content)


def _pdf(objects: list[str]) -> bytes:
    written = b"%PDF-1.5\n"
    for number, text in enumerate(objects, start=1):
        written += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    return written + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def pdf_loop(rng: Random) -> bytes:
    kids = rng.choice(("[2 0 R]", "[2 0 R 3 0 R 2 0 R]", "[3 0 R] /Parent 3 0 R"))
    count = rng.choice((1, 10**9, -5))
    return _pdf(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids {kids} /Count {count} >>",
            "<< /Type /Page /Parent 2 0 R >>",
        ]
    )


def pdf_of_odd_pages(rng: Random) -> bytes:
    box = rng.choice(("0 0 1e9 1e9", "0 0 0 0", "0 0 -100 -100", "0 0 200000 200000", "nan nan nan nan", "0 0 595 842"))
    pages = rng.choice((1, 40, 500))
    stream = rng.choice(
        ("BT /F1 12 Tf (1) Tj ET", "0 0 m 9999999 9999999 l S\n" * 3000, "q " * 50_000, "1 0 0 1 0 0 cm " * 20_000)
    )
    kids = " ".join(f"{4 + number} 0 R" for number in range(pages))
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 3 0 R /Rotate {rng.choice((0, 90, 37))} >>"
    contents = f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"
    return _pdf(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
            contents,
            *[page] * pages,
        ]
    )


def pdf_bomb(rng: Random) -> bytes:
    packed = zlib.compress(b" " * (BOMB // 3), 9).decode("latin-1")
    contents = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n{packed}\nendstream"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R >>"
    return _pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [4 0 R] /Count 1 >>", contents, page])


def _picture(image: Image.Image, format: str) -> bytes:
    written = io.BytesIO()
    image.save(written, format)
    return written.getvalue()


def empty_picture(rng: Random) -> bytes:
    size = rng.choice(((1, 1), (3000, 2), (2, 4000), (600, 800)))
    return _picture(Image.new("L", size, rng.choice((0, 255))), rng.choice(("PNG", "TIFF", "JPEG")))


def huge_picture(rng: Random) -> bytes:
    return _picture(Image.new("1", rng.choice(((30_000, 30_000), (60_000, 4_000))), 1), "PNG")


def noisy_picture(rng: Random) -> bytes:
    return _picture(Image.frombytes("L", (300, 300), rng.randbytes(90_000)), rng.choice(("PNG", "TIFF", "JPEG")))


def rtf_deep(rng: Random) -> bytes:
    return b"{\\rtf1" + rng.choice((b"{", b"{\\b ", b"\\bin999999999 ", b"\\u-99999?")) * rng.choice((500, 30_000))


Build = Callable[[Random], bytes]
PLAIN: tuple[Build, ...] = (nothing, noise, one_long_line, many_short_lines)
MARKUP: tuple[Build, ...] = (*PLAIN, nested_tags, huge_spans, entity_bomb, odd_references, links_out)
ARCHIVE: tuple[Build, ...] = (nothing, noise, zip_bomb, zip_in_zip, zip_of_many, zip_of_odd_names, zip_that_lies)
PICTURE: tuple[Build, ...] = (nothing, noise, empty_picture, noisy_picture, huge_picture)
HOSTILE: dict[str, tuple[Build, ...]] = {
    ".txt": PLAIN,
    ".md": MARKUP,
    ".html": MARKUP,
    ".htm": MARKUP,
    ".mht": (*MARKUP, broken_mime, broken_mime),
    ".docx": (word_entity_bomb, word_deep, word_spans, zip_bomb, zip_that_lies, zip_of_odd_names, noise),
    ".xlsx": (zip_bomb, zip_that_lies, zip_of_many, noise),
    ".zip": ARCHIVE,
    ".pdf": (nothing, noise, pdf_loop, pdf_of_odd_pages, pdf_bomb),
    ".scan": (pdf_loop, pdf_of_odd_pages),
    ".png": PICTURE,
    ".jpg": PICTURE,
    ".tif": PICTURE,
    ".rtf": (nothing, noise, rtf_deep),
    ".doc": (nothing, noise, rtf_deep, nested_tags),
    ".ofd": ARCHIVE,
    ".rar": ARCHIVE,
    ".7z": ARCHIVE,
    ".xml": (entity_bomb, nested_tags),
    ".wps": (nothing, noise),
}
