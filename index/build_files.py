"""Which files a build is about, and how it tells that a file is still the one that was read."""

import hashlib
import os
import time
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.errors import NianbaoError

IGNORED = {"readme", "manifest", "license", "thumbs"}
HIDDEN = (".", "~$")
RACY_SECONDS = 2.0  # a file changed so shortly before may change again without another date
PIECE = 1 << 16
STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # classes of Unicode


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file to be read: `file` is its name in the index, relative to `root`.

    `refused` says why it cannot be; a folder that cannot be listed stands here as well, its name ends in "/".
    """

    path: Path
    root: Path
    file: str
    refused: str = ""


def report_files(roots: Iterable[Path]) -> list[ReportFile]:
    """Every report file under the folders, and the single files, by name; hidden files and READMEs are left out.

    A file given twice is listed once, under the first of its names. Two files may have the same name. Links to
    folders are not followed.

    Raises:
        NianbaoError: a path is not there.
    """
    found: dict[str, ReportFile] = {}
    for given in roots:
        if not given.exists():
            raise NianbaoError(f"{given} is not there: give a folder of reports or a report file")
        whole = given.resolve()
        root = whole if whole.is_dir() else whole.parent
        for path, refused in _walk(str(whole)) if whole.is_dir() else [(str(whole), "")]:
            stem = os.path.splitext(os.path.basename(path))[0]
            if stem.lower() not in IGNORED:
                found.setdefault(path, _named(path, root, refused))
    return sorted(found.values(), key=lambda report_file: report_file.file)


def _named(path: str, root: Path, refused: str) -> ReportFile:
    file = os.path.relpath(path, root).replace(os.sep, "/")
    if refused:
        return ReportFile(Path(path), root, printable(file) + "/", refused)
    if any("\ud800" <= sign <= "\udfff" for sign in file):  # bytes that are no UTF-8
        return ReportFile(Path(path), root, printable(file), "its name is not in UTF-8; rename it")
    return ReportFile(Path(path), root, file)


def _walk(folder: str) -> Iterator[tuple[str, str]]:
    """Path of every file, and why it cannot be used; also of every folder that cannot be listed."""
    waiting = [folder]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                inside = [entry for entry in entries if not entry.name.startswith(HIDDEN)]
        except OSError as error:
            yield folder, f"the folder cannot be listed: {error.strerror}"
            continue
        waiting.extend(entry.path for entry in inside if entry.is_dir(follow_symlinks=False))
        yield from ((entry.path, "") for entry in inside if _is_file(entry))


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads in circles
        return False


def stamp_of(path: Path, reading: str) -> str:
    """Size and dates of a file as one text; "" where they cannot tell whether it is changed from now on.

    `reading` is what else decides how the file is read.

    Raises:
        OSError: the file cannot be looked at.
    """
    there = path.stat()
    if time.time() - max(there.st_mtime, there.st_ctime) < RACY_SECONDS:
        return ""
    return f"{reading} {there.st_size} {there.st_mtime_ns} {there.st_ctime_ns} {there.st_ino}"


def hash_of(path: Path, reading: str) -> str:
    """Hash of a file's bytes and of what else decides how it is read.

    Raises:
        OSError: the file cannot be opened.
    """
    digest = hashlib.sha256(reading.encode())
    with path.open("rb", buffering=0) as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def printable(name: str) -> str:
    """A file name fit to print: what is no character, or steers a terminal, is written as its code."""
    return "".join(
        sign.encode("unicode_escape").decode() if unicodedata.category(sign) in STEERING else sign for sign in name
    )
