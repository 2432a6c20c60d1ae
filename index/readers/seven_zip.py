"""What py7zr does for .7z files; the only file that names it."""

import lzma
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import IO

from py7zr import FileInfo, Py7zIO, SevenZipFile, WriterFactory
from py7zr.exceptions import ArchiveError, PasswordRequired

from index.errors import TooLarge, UnreadableReport
from index.readers.zips import BROKEN, DAMAGED, MEGABYTE, PASSWORD, UNSAFE
from index.settings import Limits

PIECE = 1 << 20
# py7zr raises the last of these on headers that are damaged.
FAULTS = (
    ArchiveError, lzma.LZMAError, zlib.error, OSError, ValueError, EOFError, LookupError, AttributeError, TypeError,
    AssertionError, ArithmeticError,
)  # fmt: skip
MEMORY = "it asks for more memory than there is; pack it again with a smaller dictionary"


def list_members(path: Path, stream: IO[bytes], limits: Limits) -> tuple[SevenZipFile, Sequence[FileInfo]]:
    """The archive and what it declares to hold.

    Raises:
        TooLarge: it asks for more memory than there is.
        UnreadableReport: it is no such archive, is damaged or encrypted.
    """
    try:
        archive = SevenZipFile(stream, max_extract_size=limits.unpacked_mb * MEGABYTE)
        encrypted = archive.needs_password()
        members = archive.list()
    except PasswordRequired as error:
        raise UnreadableReport(path, PASSWORD) from error
    except MemoryError as error:
        raise TooLarge(path, MEMORY) from error
    except FAULTS as error:
        raise UnreadableReport(path, BROKEN) from error
    if encrypted:
        raise UnreadableReport(path, PASSWORD)
    return archive, members


class _File(Py7zIO):
    """One member as it is unpacked, written to a file of its own."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.checksum = 0
        self.written = 0
        self._out = place.open("wb")

    def write(self, s: bytes | bytearray) -> int:
        self.checksum = zlib.crc32(s, self.checksum)
        self.written += len(s)
        return self._out.write(s)

    def read(self, size: int | None = None) -> bytes:
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def flush(self) -> None:
        self._out.flush()

    def size(self) -> int:
        return self.written

    def close(self) -> None:
        self._out.close()


class _Files(WriterFactory):
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: dict[str, _File] = {}  # the first of each name
        self.all: list[_File] = []

    def create(self, filename: str) -> Py7zIO:
        file = _File(self.folder / f"{len(self.all)}")
        self.all.append(file)
        self.made.setdefault(filename, file)
        return file

    def close(self) -> None:
        for file in self.all:
            file.close()


class Unpacking:
    """All members unpacked into a folder under numbers; what came out whole is told by size and checksum.

    Raises:
        TooLarge: the archive asks for more memory than there is.
    """

    def __init__(self, path: Path, archive: SevenZipFile, members: Sequence[FileInfo], folder: Path) -> None:
        self._path = path
        self._members = members
        self._files = _Files(folder)
        wanted = {m.filename for m in members if m.is_file and not UNSAFE.search(m.filename.replace("\\", "/"))}
        try:
            archive.extract(targets=wanted, factory=self._files)
        except MemoryError as error:
            raise TooLarge(path, MEMORY) from error
        except FAULTS:
            pass  # what was unpacked before the damage is whole
        finally:
            self._files.close()

    def pieces(self, number: int) -> Iterator[bytes]:
        """The bytes of a member.

        Raises:
            UnreadableReport: it did not come out whole.
        """
        member = self._members[number]
        name = PurePosixPath(member.filename.lstrip("/")).as_posix()
        file = self._files.made.get(name)
        if not member.uncompressed:
            return
        if file is None or file.written != member.uncompressed or member.crc32 not in (None, file.checksum):
            raise UnreadableReport(self._path, DAMAGED)
        with file.place.open("rb") as stream:
            while piece := stream.read(PIECE):
                yield piece
