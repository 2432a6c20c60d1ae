"""One file → its reports, each read whole: a plain file holds one or several, an archive one or more a member."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.build_files import hash_of, stamp_of
from index.errors import HelperMissing, TooLarge, UnreadableReport
from index.figures import read_table
from index.form import Forms, load_forms
from index.gazetteer import Gazetteer, load_gazetteer
from index.identity import identify
from index.manifest import ManifestEntry
from index.passages import cut_passages
from index.readers import read_document
from index.readers.archives import ARCHIVES, opened
from index.report import Document, Report
from index.rules import check_report, findings
from index.settings import Limits
from index.split import split_document
from index.tables import map_tables

READING_VERSION = "7"  # raise it when a reader changes what it makes of the same bytes
MEGABYTE = 1_000_000
ATTEMPTS = 3  # at a file that changes while it is read


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read. `known` is file → content hash of what the index holds of it."""

    path: Path
    root: Path
    file: str
    content_hash: str = ""  # of the whole file when it was last read
    known: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, ManifestEntry] = field(default_factory=dict)  # of the file and its members
    done: frozenset[str] = frozenset()  # members that were read before the process that read them died
    lost: Mapping[str, str] = field(default_factory=dict)  # members that made it die, with the reason
    tried: str = ""  # the file or member at which it died once


@dataclass(frozen=True, slots=True)
class Begun:
    """A member of an archive is about to be read."""

    file: str


@dataclass(frozen=True, slots=True)
class Read:
    """A report was read."""

    report: Report


@dataclass(frozen=True, slots=True)
class Same:
    """A report is still what the index holds."""

    file: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A file, or a member of one, cannot be used.

    `passing`: that says nothing of what is in it, so what the index holds of it stays.
    """

    file: str
    reason: str
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """The file was read to its end, or, with an empty hash, refused as a whole."""

    content_hash: str = ""
    stamp: str = ""


Event = Begun | Read | Same | Refused | Done


@dataclass(frozen=True, slots=True)
class Known:
    """What a file is read against."""

    forms: Forms
    gazetteer: Gazetteer
    limits: Limits


def load_known(limits: Limits | None = None) -> Known:
    """The forms and the gazetteer, loaded once a process."""
    return Known(load_forms(), load_gazetteer(), limits or Limits())


def read_file(task: Task, known: Known) -> Iterator[Event]:
    """Read a file to its end: its reports and refusals one by one, then `Done`; nothing is raised.

    A file that changes while it is read is read again.
    """
    try:
        yield from _to_its_end(task, known)
    except Exception as error:  # a fault of a reader costs one file, never the build
        yield refused(task.file, error)
        yield Done()


def refused(file: str, error: Exception) -> Refused:
    """Why a file cannot be used, out of what its reader raised."""
    if isinstance(error, UnreadableReport):
        return Refused(file, error.reason, passing=isinstance(error, HelperMissing))
    return Refused(file, fault(error), passing=True)


def fault(error: BaseException) -> str:
    """What is said of a file at which a reader failed in a way that nobody foresaw."""
    if isinstance(error, MemoryError):
        return "reading it takes more memory than it may (NIANBAO_MAX_MEMORY_MB)"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror or error}"
    return f"a fault in the reader ({type(error).__name__}: {error}); please report it together with the file"


def _to_its_end(task: Task, known: Known) -> Iterator[Event]:
    reading = reading_of(task.entries)
    for _ in range(ATTEMPTS):
        check_size(task.path, known.limits)
        stamp, content_hash = stamp_of(task.path, reading), hash_of(task.path, reading)
        if content_hash == task.content_hash:
            yield Done(content_hash, stamp)
            return
        events = (
            _members(task, known)
            if task.path.suffix.lower() in ARCHIVES
            else iter([Read(r) for r in read_reports(task.path, task.file, known, task.entries, content_hash)])
        )
        # The first event of an archive comes once it is unpacked: what happens to it afterwards is the same to us.
        first = next(events, None)
        same = stamp and stamp_of(task.path, reading) == stamp
        if same or hash_of(task.path, reading) == content_hash:
            yield from (first,) if first else ()
            yield from events
            yield Done(content_hash, stamp)
            return
    yield Refused(task.file, "it changes while it is read; build again once it is written", passing=True)
    yield Done()


def _members(task: Task, known: Known) -> Iterator[Event]:
    with opened(task.path, known.limits) as members:
        for member in members:
            file = f"{task.file}/{member.name}"
            if file in task.done:
                continue
            yield Begun(file)
            if member.refused or not member.path:
                yield refused(file, member.refused or OSError("it cannot be unpacked"))
            elif file in task.lost:
                yield Refused(file, task.lost[file], passing=True)
            else:
                yield from _member(member.path, file, task, known)


def _member(path: Path, file: str, task: Task, known: Known) -> Iterator[Event]:
    entries = {name: entry for name, entry in task.entries.items() if name == file}
    try:
        content_hash = hash_of(path, reading_of(entries))
        same = [name for name, kept in task.known.items() if kept == content_hash and name.partition("#")[0] == file]
        if same:
            yield from map(Same, same)
        else:
            yield from map(Read, read_reports(path, file, known, entries, content_hash))
    except Exception as error:
        yield refused(file, error)


def reading_of(entries: Mapping[str, ManifestEntry]) -> str:
    """What decides, beside its bytes, how a file is read; of manifest.csv all but the place of its rows."""
    told = [repr(replace(entries[file], row=0)) for file in sorted(entries)]
    return f"{READING_VERSION}{hashlib.sha256(repr(told).encode()).hexdigest()[:12]}"


def check_size(path: Path, limits: Limits) -> None:
    """Refuse a file over the limit.

    Raises:
        TooLarge: it is.
    """
    size = path.stat().st_size
    if size > limits.file_mb * MEGABYTE:
        reason = f"{size / MEGABYTE:.0f} MB is over the limit of {limits.file_mb} MB (NIANBAO_MAX_FILE_MB)"
        raise TooLarge(path, reason)


def read_reports(
    path: Path, file: str, known: Known, entries: Mapping[str, ManifestEntry], content_hash: str
) -> list[Report]:
    """All reports of a file that is no archive; `file` is its name in the index, "#2" is added to the second one's.

    Raises:
        UnreadableReport: the file cannot be used; the message says why.
    """
    parts = split_document(read_document(path, known.limits))
    reports = []
    for number, part in enumerate(parts, start=1):
        name = f"{file}#{number}" if number > 1 else file
        entry = entries.get(name)
        if not entry and file in entries:  # the address is that of the page; whose report it is, that of the first
            entry = replace(entries[file], issuer=None, year=None)
        reports.append(_report(part, path, name, known, entry, content_hash))
    return reports


def read_report(
    path: Path,
    root: Path,
    forms: Forms | None = None,
    gazetteer: Gazetteer | None = None,
    limits: Limits | None = None,
) -> Report:
    """The first report of a file, read whole: identity, tables, figures, findings, passages.

    Raises:
        UnreadableReport: the file cannot be used; the message says why.
    """
    known = Known(forms or load_forms(), gazetteer or load_gazetteer(), limits or Limits())
    file = path.relative_to(root).as_posix()
    return read_reports(path, file, known, {}, hash_of(path, reading_of({})))[0]


def _report(
    document: Document, path: Path, file: str, known: Known, entry: ManifestEntry | None, content_hash: str
) -> Report:
    identity = identify(document, path, known.gazetteer, entry)
    blocks = document.blocks
    key = hashlib.sha256(file.encode()).hexdigest()[:12]
    tables = {name: read_table(mapped, file, known.forms) for name, mapped in map_tables(blocks, known.forms).items()}
    report = Report(
        id=key, file=file, content_hash=content_hash, title=identity.title, issuer=identity.issuer,
        year=identity.year, region=identity.region, spellings=identity.spellings, sample=identity.sample,
        blocks=blocks, tables=tables, lines=document.lines, pages=document.pages,
        url=(entry and entry.url) or document.url, published=(entry and entry.published) or document.published,
        notes=(*document.notes, *(entry.problems if entry else ())), recognised=document.recognised,
        confidence=identity.confidence, reasons=identity.reasons,
        passages=cut_passages(key, blocks, tables, identity),
    )  # fmt: skip
    return replace(report, findings=findings(check_report(report)))
