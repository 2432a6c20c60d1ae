"""What a file is by its first bytes: names lie, and many a .doc is a web page."""

import re
import zipfile
from pathlib import Path

from index.errors import CONVERT

HEAD = 4096
MAGIC = (
    (b"%PDF-", ".pdf"), (b"{\\rtf", ".rtf"), (b"\x89PNG\r\n", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"), (b"Rar!\x1a\x07", ".rar"), (b"7z\xbc\xaf\x27\x1c", ".7z"),
)  # fmt: skip
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WEB_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table)\b", re.IGNORECASE)
MAIL = re.compile(rb"^(?:MIME-Version|From|Content-Type|Date|Subject):", re.IGNORECASE | re.MULTILINE)
WORD_XML = (b'<?mso-application progid="Word', b"schemas.microsoft.com/office/word/2003", b"<pkg:package")
# Part of a zip → what the zip is; mimetype is told apart by its text.
PARTS = (("word/", ".docx"), ("xl/", ".xlsx"), ("ppt/", ".pptx"), ("OFD.xml", ".ofd"))
MIME_TYPES = {
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
}
# Suffixes of one format: one under the name of another is no surprise.
ALIKE = (
    {".docx", ".docm"}, {".doc", ".wps"}, {".xls", ".et"}, {".xlsx", ".xlsm"}, {".jpg", ".jpeg"}, {".tif", ".tiff"},
    {".html", ".htm", ".mht", ".mhtml"},
)  # fmt: skip
TEXTS = frozenset([".txt", ".md", ".csv"])  # may quote a web page, a mail or a table
ENCRYPTED = ".encrypted"
STREAMS = (("EncryptedPackage", ENCRYPTED), ("WordDocument", ".doc"), ("Workbook", ".xls"), ("Book", ".xls"),
           ("PowerPoint Document", ".ppt"))  # fmt: skip
WHAT = {
    ENCRYPTED: "it is encrypted with a password; save it without one",
    ".zip": "it is a zip archive of other files; give it the suffix .zip",
    ".xml": "it is Word's old XML; open it in Word or WPS and save it as .docx",
}


def suffix_of(path: Path) -> str:
    """The suffix by which a file is read: its own, unless its content is told to be another format.

    Raises:
        OSError: the file cannot be opened.
    """
    own = path.suffix.lower()
    content = sniff(path)
    if not content or (own in TEXTS and content in (".html", ".mht", ".xml")):
        return own
    return own if any({own, content} <= alike for alike in ALIKE) else content


def refusal(content: str) -> str:
    """Why a file is not read whose content no reader is for."""
    how = CONVERT.get(content, "save it as .docx or PDF")
    return WHAT.get(content, f"its content is that of a {content} file, which is not read; {how}")


def sniff(path: Path) -> str:
    """The suffix that fits the content, "" where only the name can tell."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _zip(path)
    if head.startswith(OLE):
        return _ole(path)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, suffix in MAGIC:
        if text.startswith(magic):
            return suffix
    if any(mark in head for mark in WORD_XML):
        return ".xml"
    if b"\x00" in head:
        text = text.replace(b"\x00", b"")  # UTF-16
    if MAIL.match(text) and b"multipart/" in text.lower():
        return ".mht"
    return ".html" if WEB_PAGE.search(text) else ""


def _zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < HEAD:
                return MIME_TYPES.get(archive.read("mimetype").strip(), ".zip")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return ""
    office = "[Content_Types].xml" in names
    for part, suffix in PARTS:
        if part in names or (office and any(name.startswith(part) for name in names)):
            return suffix
    return "" if office else ".zip"


def _ole(path: Path) -> str:
    import olefile  # loaded for such files only

    try:
        with olefile.OleFileIO(path) as container:
            return next((suffix for stream, suffix in STREAMS if container.exists(stream)), "")
    except (OSError, ValueError, IndexError, TypeError, AttributeError, OverflowError, RecursionError):
        return ""
