"""Which files a build is about, and how it tells that a file is still the one that was read."""

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.errors import NianbaoError, UnreadableReport

IGNORED = {"readme", "manifest", "license", "thumbs"}
HIDDEN = (".", "~$")
DEEPEST = 64  # folders inside folders
RACY_SECONDS = 2.0  # a file changed so shortly before may change again without another date
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file to be read: `file` is its name in the index, relative to `root`."""

    path: Path
    root: Path
    file: str


def report_files(roots: Iterable[Path]) -> list[ReportFile]:
    """Every report file under the folders, and the single files, by name; hidden files and READMEs are left out.

    A file given twice is listed once, under the first of its names. Two files may have the same name. Links to
    folders are not followed.

    Raises:
        NianbaoError: a path is not there, or a folder cannot be listed.
    """
    found: dict[str, ReportFile] = {}
    for given in roots:
        if not given.exists():
            raise NianbaoError(f"{given} is not there: give a folder of reports or a report file")
        whole = given.resolve()
        root = whole if whole.is_dir() else whole.parent
        for path in _walk(str(whole), 0) if whole.is_dir() else [str(whole)]:
            stem = os.path.splitext(os.path.basename(path))[0]
            if stem.lower() not in IGNORED:
                found.setdefault(path, ReportFile(Path(path), root, os.path.relpath(path, root).replace(os.sep, "/")))
    return sorted(found.values(), key=lambda report_file: report_file.file)


def _walk(folder: str, depth: int) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            inside = [entry for entry in entries if not entry.name.startswith(HIDDEN)]
    except OSError as error:
        raise NianbaoError(f"{folder} cannot be listed: {error.strerror}") from error
    for entry in inside:
        if entry.is_dir(follow_symlinks=False):
            if depth < DEEPEST:
                yield from _walk(entry.path, depth + 1)
        elif _is_file(entry):
            yield entry.path


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads in circles
        return False


def stamp_of(path: Path, reading: str) -> str:
    """Size and dates of a file as one text; "" where they cannot tell whether it is changed from now on.

    `reading` is what else decides how the file is read.

    Raises:
        UnreadableReport: the file cannot be opened.
    """
    try:
        there = path.stat()
    except OSError as error:
        raise UnreadableReport(path, f"cannot be opened: {error.strerror}") from error
    if time.time() - max(there.st_mtime, there.st_ctime) < RACY_SECONDS:
        return ""
    return f"{reading} {there.st_size} {there.st_mtime_ns} {there.st_ctime_ns} {there.st_ino}"


def hash_of(path: Path, reading: str) -> str:
    """Hash of a file's bytes and of what else decides how it is read.

    Raises:
        UnreadableReport: the file cannot be opened.
    """
    digest = hashlib.sha256(reading.encode())
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                digest.update(piece)
    except OSError as error:
        raise UnreadableReport(path, f"cannot be opened: {error.strerror}") from error
    return digest.hexdigest()


def printable(name: str) -> str:
    """A file name fit to print and to store: what is no character, or steers a terminal, is written as its code."""
    text = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)
