"""One file → its reports, each read whole: a plain file holds one or several, an archive one or more a member."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.build_files import hash_of, stamp_of
from index.errors import NianbaoError, UnreadableReport
from index.figures import read_table
from index.form import Forms, load_forms
from index.gazetteer import Gazetteer, load_gazetteer
from index.identity import identify
from index.passages import cut_passages
from index.readers import read_document
from index.report import Document, Report
from index.rules import check_report, findings
from index.settings import Limits
from index.tables import map_tables

READING_VERSION = "2"  # raise it when a reader changes what it makes of the same bytes
ATTEMPTS = 3  # at a file that changes while it is read


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read. `known` is file → content hash of what the index holds of it."""

    path: Path
    root: Path
    file: str
    content_hash: str = ""  # of the whole file when it was last read
    known: Mapping[str, str] = field(default_factory=dict)
    done: frozenset[str] = frozenset()  # members that were read before the process that read them died
    lost: Mapping[str, str] = field(default_factory=dict)  # members that made it die, with the reason


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
    """A file, or a member of one, cannot be used."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Done:
    """The file was read to its end. With an empty hash it was refused as a whole: there is nothing to keep of it."""

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
