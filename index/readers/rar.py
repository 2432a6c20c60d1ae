"""What rarfile does for .rar files; the only file that names it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import rarfile

from index.errors import HelperMissing, UnreadableReport
from index.readers.zips import BROKEN, DAMAGED, PASSWORD

PIECE = 1 << 20
INSTALL = "unpacking it needs a program; install it with: sudo apt-get install unar"


def list_members(path: Path) -> tuple[rarfile.RarFile, Sequence[rarfile.RarInfo]]:
    """The archive, to be closed by the caller, and what it declares to hold.

    Raises:
        UnreadableReport: it is no such archive, is damaged or encrypted as a whole, or is a later volume of one.
    """
    try:
        archive = rarfile.RarFile(path)
        members = archive.infolist()
    except rarfile.NeedFirstVolume as error:
        raise UnreadableReport(path, "it is a later volume of an archive; pack the files in one archive") from error
    except rarfile.PasswordRequired as error:
        raise UnreadableReport(path, PASSWORD) from error
    except (rarfile.Error, OSError, ValueError, LookupError) as error:
        raise UnreadableReport(path, BROKEN) from error
    if archive.needs_password() and not members:
        archive.close()
        raise UnreadableReport(path, PASSWORD)
    return archive, members


def pieces(path: Path, archive: rarfile.RarFile, member: rarfile.RarInfo) -> Iterator[bytes]:
    """The bytes of a member, at most one more than it declares.

    Raises:
        HelperMissing: it is packed, and no program that unpacks it is installed.
        UnreadableReport: it is damaged.
    """
    left = member.file_size + 1
    try:
        # 7z is left out: Debian's lists such archives but cannot unpack them.
        if member.compress_type != rarfile.RAR_M0:
            rarfile.tool_setup(sevenzip=False, sevenzip2=False, force=True)
        with archive.open(member) as stream:
            while left > 0 and (piece := stream.read(min(PIECE, left))):
                left -= len(piece)
                yield piece
    except rarfile.RarCannotExec as error:
        raise HelperMissing(path, INSTALL) from error
    except (rarfile.Error, OSError, ValueError, LookupError, EOFError) as error:
        raise UnreadableReport(path, DAMAGED) from error
    if left != 1:
        raise UnreadableReport(path, DAMAGED)
