"""Old office files, made into .docx or .xlsx by LibreOffice and read as those."""

import shutil
import tempfile
import time
from pathlib import Path

from index.errors import HelperMissing, TooLarge, UnreadableReport
from index.readers.docx import read_docx
from index.readers.sandbox import run
from index.readers.sheets import read_xlsx
from index.readers.sniff import sniff
from index.report import Document
from index.settings import Limits

# Content → LibreOffice's name of its format. It is always given: what fits none would be opened as plain text.
FORMATS = {".doc": "MS Word 97", ".rtf": "Rich Text Format", ".odt": "writer8", ".xls": "MS Excel 97", ".ods": "calc8"}
SHEETS = (".xls", ".ods")
FILTERS = {".docx": "docx:MS Word 2007 XML", ".xlsx": "xlsx:Calc MS Excel 2007 XML"}
TRIES = 2  # LibreOffice now and then ends at its start without a word
LEAST_SECONDS = 20
INSTALL = "reading it needs LibreOffice; install it with: sudo apt-get install {}"
PACKAGES = {".docx": "libreoffice-writer-nogui", ".xlsx": "libreoffice-calc-nogui"}
ENCRYPTED_FLAG = 0x0100  # of the flags of a .doc's first block
# No macros, no content that acts, nothing fetched: links are not followed, and the way out leads nowhere.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{}</oor:items>
"""
ITEM = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'
CHOICES = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "1"),
    ("Office.Common/Save/Document", "WarnAlienFormat", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


def read_office(path: Path, limits: Limits, *, program: str | None = None) -> Document:
    """The paragraphs and tables of a .doc, .wps, .rtf or .odt file, or of an .xls, .et or .ods sheet.

    `program` is LibreOffice's, "" for none; by default it is looked for.

    Raises:
        HelperMissing: LibreOffice is not installed.
        TooLarge: it takes more time or memory than the limits allow, or what is made of it is over them.
        UnreadableReport: LibreOffice cannot open it, or it is encrypted.
    """
    content = sniff(path)
    if content not in FORMATS:
        raise UnreadableReport(path, "it is damaged, or no office file by its content; save it as .docx")
    wanted = ".xlsx" if content in SHEETS else ".docx"
    if content == ".doc" and _is_encrypted(path):
        raise UnreadableReport(path, "it is encrypted with a password; save it without one")
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        program = shutil.which("soffice") or shutil.which("libreoffice") if program is None else program
        if not program:
            raise HelperMissing(path, INSTALL.format(PACKAGES[wanted]))
        made = _converted(path, content, wanted, program, Path(folder), limits)
        try:
            return (read_xlsx if wanted == ".xlsx" else read_docx)(made, limits)
        except UnreadableReport as error:
            raise type(error)(path, error.reason) from error


def _converted(path: Path, content: str, wanted: str, program: str, folder: Path, limits: Limits) -> Path:
    """The file that LibreOffice makes of another, in a profile of its own."""
    source = folder / f"report{content}"
    shutil.copyfile(path, source)
    made = folder / "made" / f"report{wanted}"
    until = time.monotonic() + limits.seconds
    for attempt in range(TRIES):
        left = until - time.monotonic()
        if attempt and left < LEAST_SECONDS:
            break
        profile = _profile(folder / f"profile{attempt}")
        command = [
            program, "--headless", "--norestore", "--nolockcheck", "--nologo", "--nodefault",
            f"-env:UserInstallation={profile.as_uri()}", f"--infilter={FORMATS[content]}", "--convert-to",
            FILTERS[wanted], "--outdir", str(made.parent), str(source),
        ]  # fmt: skip
        finished = run(command, folder, seconds=left, memory_mb=limits.memory_mb, file_mb=limits.unpacked_mb)
        if finished.status is None:
            raise TooLarge(path, f"LibreOffice took more than {limits.seconds} seconds over it; save it as .docx")
        if made.is_file() and made.stat().st_size:
            return made
        if "source file could not be loaded" in finished.said:
            break
    package = PACKAGES[wanted]
    raise UnreadableReport(
        path, f"LibreOffice cannot open it: it is damaged or encrypted, or {package} is not installed; save it as .docx"
    )


def _profile(folder: Path) -> Path:
    (folder / "user").mkdir(parents=True)
    items = "".join(ITEM.format(*choice) for choice in CHOICES)
    (folder / "user" / "registrymodifications.xcu").write_text(PROFILE.format(items), encoding="utf-8")
    return folder


def _is_encrypted(path: Path) -> bool:
    """Whether a .doc asks for a password, by the flags of its first block."""
    import olefile  # loaded for such files only

    try:
        with olefile.OleFileIO(path) as container, container.openstream("WordDocument") as stream:
            head = stream.read(12)
    except (OSError, ValueError, IndexError, TypeError, AttributeError):
        return False
    return bool(int.from_bytes(head[10:12], "little") & ENCRYPTED_FLAG)
