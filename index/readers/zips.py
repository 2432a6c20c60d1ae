"""What a zip may hold before anything of it is unpacked: archives, and DOCX, XLSX and OFD, which are zips too."""

import re
import stat
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from index.errors import TooLarge, UnreadableReport
from index.settings import Limits

MEGABYTE = 1_000_000
BOMB_RATIO = 250  # a report's XML shrinks to a tenth, a table of empty cells to a hundredth; a bomb to a thousandth
BOMB_SIZE = 20 * MEGABYTE  # a smaller member does no harm however well it was packed
UTF8_NAME = 0x800
ENCRYPTED = 0x1
UNICODE_PATH = 0x7075
PASSWORD = "it is encrypted with a password; pack it again without one"
DAMAGED = "it is damaged inside the archive; pack it again"
UNSAFE = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]")  # of a member's name
BROKEN = "it is damaged or was not sent whole; download or export it again"


def open_zip(path: Path) -> zipfile.ZipFile:
    """A zip file opened for reading; the caller closes it.

    Raises:
        UnreadableReport: it is no zip, or its directory is damaged.
    """
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeError, OverflowError) as error:
        raise UnreadableReport(path, BROKEN) from error


def check_zip(path: Path, limits: Limits) -> None:
    """See that a zip is within limits by what it declares; `zipfile` never unpacks more of a member than declared.

    Raises:
        TooLarge: it holds more members or bytes than the limits allow, or is packed as only a zip bomb is.
        UnreadableReport: it is no zip, or its directory is damaged.
    """
    with open_zip(path) as opened:
        check_members(path, opened.infolist(), limits)


def check_members(path: Path, members: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    """As `check_zip`, for the directory of an opened zip."""
    if len(members) > limits.members:
        raise TooLarge(path, f"it holds {len(members):,} files, more than the {limits.members:,} that are read of one")
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked_mb * MEGABYTE:
        size = f"{unpacked / MEGABYTE:,.0f} MB unpacked"
        raise TooLarge(path, f"it holds {size}, more than the {limits.unpacked_mb:,} MB that are read of one")
    for member in members:
        if member.file_size > max(BOMB_SIZE, BOMB_RATIO * member.compress_size):
            raise TooLarge(path, "it is packed so tightly that it can only be a zip bomb")


def member_names(members: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The names of members in reading order, parts joined by "/".

    Windows packs names in GBK and does not say so: without the flag for UTF-8, they are GBK unless all are UTF-8.
    """
    stored = [None if member.flag_bits & UTF8_NAME else _stored(member) for member in members]
    try:
        for name in stored:
            (name or b"").decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = "gb18030"
    return [_name(member, name, encoding) for member, name in zip(members, stored, strict=True)]


def _stored(member: zipfile.ZipInfo) -> bytes:
    return member.orig_filename.encode("cp437", errors="replace")


def _name(member: zipfile.ZipInfo, stored: bytes | None, encoding: str) -> str:
    if stored is None:
        name = member.orig_filename
    else:
        name = _unicode_path(member, stored) or stored.decode(encoding, errors="replace")
    return name.replace("\\", "/")


def _unicode_path(member: zipfile.ZipInfo, stored: bytes) -> str:
    """The name in UTF-8 that some packers add beside the one in a local encoding, or ""."""
    extra = member.extra
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == UNICODE_PATH and len(field) > 5 and int.from_bytes(field[1:5], "little") == zlib.crc32(stored):
            return field[5:].decode("utf-8", errors="replace")
    return ""


def is_plain_file(member: zipfile.ZipInfo) -> bool:
    """Whether a member is a file, not a link or a device."""
    kind = stat.S_IFMT(member.external_attr >> 16)
    return kind in (0, stat.S_IFREG)


def is_encrypted(member: zipfile.ZipInfo) -> bool:
    """Whether a member asks for a password."""
    return bool(member.flag_bits & ENCRYPTED)
