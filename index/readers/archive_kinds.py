"""The three kinds of archive behind one face: what is packed, and the bytes of each member piece by piece."""

import lzma
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.errors import TooLarge, UnreadableReport
from index.readers.zips import (
    DAMAGED,
    MEGABYTE,
    PASSWORD,
    check_members,
    is_encrypted,
    is_plain_file,
    member_names,
    open_zip,
)  # fmt: skip
from index.settings import Limits

PIECE = 1 << 20
NO_FILE = "it is a link or a device, not a file"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of an archive. `refused` says why it cannot be unpacked, or ""."""

    number: int
    name: str  # parts joined by "/"
    size: int  # declared
    folder: bool = False
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Packed:
    """An open archive. `pieces` yields the bytes of the entry with that number.

    It raises UnreadableReport where the entry is damaged, HelperMissing where a program is missing.
    """

    items: tuple[Item, ...]
    pieces: Callable[[int], Iterator[bytes]]


@contextmanager
def open_zip_archive(path: Path, limits: Limits) -> Iterator[Packed]:
    """A .zip file.

    Raises:
        TooLarge, UnreadableReport: as `check_zip`.
    """
    with open_zip(path) as archive:
        members = archive.infolist()
        check_members(path, members, limits)
        names = member_names(members)

        def pieces(number: int) -> Iterator[bytes]:
            try:
                with archive.open(members[number]) as stream:
                    while piece := stream.read(PIECE):
                        yield piece
            except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError) as error:
                raise UnreadableReport(path, DAMAGED) from error
            except (NotImplementedError, RuntimeError) as error:
                raise UnreadableReport(path, f"it is packed in a way that cannot be read ({error})") from error

        yield Packed(
            tuple(_zip_item(at, m, name) for at, (m, name) in enumerate(zip(members, names, strict=True))), pieces
        )


def _zip_item(number: int, member: zipfile.ZipInfo, name: str) -> Item:
    refused = PASSWORD if is_encrypted(member) else "" if is_plain_file(member) else NO_FILE
    folder = name.endswith("/")
    return Item(number, name, member.file_size, folder, "" if folder else refused)


@contextmanager
def open_rar_archive(path: Path, limits: Limits) -> Iterator[Packed]:
    """A .rar file. What is packed, not only stored, needs the program unar (or unrar, or bsdtar).

    Raises:
        TooLarge: it declares more members or bytes than the limits allow.
        UnreadableReport: it is no such archive, is damaged or encrypted as a whole, or is a later volume of one.
    """
    from index.readers.rar import list_members, pieces  # rarfile is loaded for such files only

    archive, members = list_members(path)
    with archive:
        items = tuple(
            Item(
                at, member.filename.replace("\\", "/"), member.file_size, member.is_dir(),
                PASSWORD if member.needs_password() else "" if member.is_file() or member.is_dir() else NO_FILE,
            )
            for at, member in enumerate(members)
        )  # fmt: skip
        _check_declared(path, items, limits)
        yield Packed(items, lambda number: pieces(path, archive, members[number]))


@contextmanager
def open_7z_archive(path: Path, limits: Limits) -> Iterator[Packed]:
    """A .7z file, unpacked in one go: its members are packed together.

    Raises:
        TooLarge: it declares more members or bytes than the limits allow, or asks for more memory than there is.
        UnreadableReport: it is no such archive, is damaged or encrypted as a whole.
    """
    from index.readers.seven_zip import Unpacking, list_members  # py7zr is loaded for such files only

    # Opened as a stream: py7zr then unpacks one member after the other, in order.
    with path.open("rb") as stream, tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        archive, members = list_members(path, stream, limits)
        items = tuple(
            Item(at, m.filename.replace("\\", "/"), m.uncompressed, m.is_directory, "" if m.is_file else NO_FILE)
            for at, m in enumerate(members)
        )
        _check_declared(path, items, limits)
        unpacking = Unpacking(path, archive, members, Path(folder))
        yield Packed(items, unpacking.pieces)


def _check_declared(path: Path, items: tuple[Item, ...], limits: Limits) -> None:
    if len(items) > limits.members:
        raise TooLarge(path, f"it holds {len(items):,} files, more than the {limits.members:,} that are read of one")
    unpacked = sum(item.size for item in items)
    if unpacked > limits.unpacked_mb * MEGABYTE:
        size = f"{unpacked / MEGABYTE:,.0f} MB unpacked"
        raise TooLarge(path, f"it holds {size}, more than the {limits.unpacked_mb:,} MB that are read of one")


KINDS: dict[str, Callable[[Path, Limits], AbstractContextManager[Packed]]] = {
    ".zip": open_zip_archive,
    ".rar": open_rar_archive,
    ".7z": open_7z_archive,
}
