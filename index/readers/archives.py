"""Archives: .zip, .rar and .7z unpacked into a private folder, archives inside archives flattened, all within limits.

Nothing is written under a name from the archive but its last part, each member in a folder of its own: a name that
climbs out, a link or a device can do nothing, and is refused besides.
"""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.errors import TooLarge, UnreadableReport
from index.readers.archive_kinds import KINDS, Packed
from index.readers.zips import MEGABYTE, UNSAFE
from index.settings import Limits

ARCHIVES = frozenset(KINDS)
NO_REPORT = re.compile(
    r"(?:^|/)(?:__MACOSX/|\._|~\$|\.~)|(?:^|/)(?:\.DS_Store|Thumbs\.db|desktop\.ini)$", re.IGNORECASE
)
LONGEST_NAME = 80  # characters; file systems take 255 bytes


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: where it lies unpacked, or why it is refused.

    `name` has "/" between its parts; that of a file in an archive inside is "inner.zip/x.html".
    """

    name: str
    path: Path | None = None
    refused: UnreadableReport | None = None


@dataclass(slots=True)
class _Room:
    """What may still be unpacked, shared by an archive and those inside it."""

    folder: Path
    limits: Limits
    members: int = 0
    size: int = 0
    names: set[str] = field(default_factory=set)
    folders: int = 0

    @property
    def left(self) -> Limits:
        """The limits less what is taken: what an archive inside may declare."""
        left = -(-max(self.limits.unpacked_mb * MEGABYTE - self.size, 0) // MEGABYTE)  # the last begun one counts
        return replace(self.limits, members=max(self.limits.members - self.members, 0), unpacked_mb=left)

    def place(self, name: str) -> Path:
        """A new file's path: its own folder, and the last part of its name, by which it is read."""
        own = self.folder / f"{self.folders}"
        self.folders += 1
        own.mkdir()
        last = re.sub(r"[\x00-\x1f/]", "_", name.rsplit("/", 1)[-1]) or "_"
        stem, dot, suffix = last.rpartition(".")
        return own / (f"{stem[:LONGEST_NAME]}{dot}{suffix[:12]}" if stem else last[:LONGEST_NAME])

    def count(self, archive: Path) -> None:
        """Take note of one more member.

        Raises:
            TooLarge: there are too many.
        """
        self.members += 1
        if self.members > self.limits.members:
            raise TooLarge(
                archive, f"it holds more than the {self.limits.members:,} files that are read of one archive"
            )

    def take(self, archive: Path, size: int) -> None:
        """Take note of bytes about to be written.

        Raises:
            TooLarge: there are too many.
        """
        self.size += size
        if self.size > self.limits.unpacked_mb * MEGABYTE:
            most = f"{self.limits.unpacked_mb:,} MB"
            raise TooLarge(archive, f"unpacked it is more than the {most} that are read of one archive")


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[list[Member]]:
    """The files of an archive in its order, unpacked until the context is left. Folders and system files are left out.

    A member that is damaged, encrypted, doubled or unsafe is refused by itself; so is an archive inside that cannot
    be used.

    Raises:
        TooLarge: the archive is over the limits of members or size.
        HelperMissing: it needs a program that is not installed.
        UnreadableReport: it is no such archive, is damaged or encrypted as a whole, or holds no file.
    """
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        members = list(_members(path, "", 0, _Room(Path(folder), limits)))
        if not members:
            raise UnreadableReport(path, "the archive holds no file")
        yield members


def _members(archive: Path, above: str, depth: int, room: _Room) -> Iterator[Member]:
    with KINDS[archive.suffix.lower()](archive, room.left) as packed:
        for item in packed.items:
            if item.folder or NO_REPORT.search(item.name):
                continue
            room.count(archive)
            yield from _member(archive, packed, item.number, above + item.name.removeprefix("./"), depth, room)


def _member(archive: Path, packed: Packed, number: int, name: str, depth: int, room: _Room) -> Iterator[Member]:
    item = packed.items[number]
    reason = item.refused or _refusal(item.name, name, item.size, room)
    if reason:
        yield Member(name, refused=UnreadableReport(Path(name), reason))
        return
    room.names.add(name)
    place = room.place(name)
    try:
        with place.open("wb") as out:
            for piece in packed.pieces(number):
                room.take(archive, len(piece))
                out.write(piece)
    except UnreadableReport as error:
        place.unlink(missing_ok=True)
        if isinstance(error, TooLarge):
            raise
        yield Member(name, refused=type(error)(Path(name), error.reason))
        return
    yield from _inside(place, name, depth, room) if place.suffix.lower() in ARCHIVES else [Member(name, place)]


def _refusal(packed_name: str, name: str, size: int, room: _Room) -> str:
    """Why a member is not unpacked, or ""."""
    if UNSAFE.search(packed_name):
        return "its name leads out of the archive; pack the file again under a plain name"
    if name in room.names:
        return "the archive holds another file of the same name before it; give each a name of its own"
    if size > room.limits.file_mb * MEGABYTE:
        return f"it is {size / MEGABYTE:,.0f} MB, more than the {room.limits.file_mb} MB that are read of one file"
    return ""


def _inside(archive: Path, name: str, depth: int, room: _Room) -> Iterator[Member]:
    """The members of an archive inside another; it is refused whole where it cannot be used."""
    if depth + 1 > room.limits.depth:
        reason = f"archives are opened {room.limits.depth} deep inside one another, not deeper; unpack it first"
        yield Member(name, refused=TooLarge(Path(name), reason))
        return
    members, size = room.members, room.size
    try:
        yield from list(_members(archive, f"{name}/", depth + 1, room))
    except UnreadableReport as error:
        room.members, room.size = members, size
        yield Member(name, refused=type(error)(Path(name), error.reason))
    finally:
        archive.unlink(missing_ok=True)
