"""One upload's files and what became of them: values, their JSON, and names that are safe to keep."""

import json
import os
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Literal

from index.build_summary import Summary

NOT_LOOKED_AT = "its name is that of a README; rename it"
FileState = Literal["queued", "added", "replaced", "unchanged", "refused", "failed"]
JobState = Literal["queued", "running", "done", "failed"]
NAME_BYTES = 180  # a file system takes 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """One file of a job. `reports` are ids; `reasons` say what of it could not be read, and why."""

    name: str
    file: str  # its name in the index
    size: int
    content_hash: str
    state: FileState = "queued"
    reports: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is done with the files of one upload. `done` of `total` counts every file of the uploads' folder."""

    id: str
    created: str  # ISO, UTC
    state: JobState = "queued"
    done: int = 0
    total: int = 0
    files: tuple[Brought, ...] = ()
    reason: str = ""  # why it failed
    ended: str | None = field(default=None)


def safe_name(name: str) -> str:
    """A file name that stays in its folder, is listed, and keeps its suffix."""
    base = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    kept = "".join(sign for sign in base if unicodedata.category(sign)[0] != "C" and sign not in '<>:"|?*#')
    stem, suffix = os.path.splitext(kept.strip().lstrip(".~$").strip())
    room = NAME_BYTES - len(suffix[:12].encode())
    return f"{stem.encode()[:room].decode(errors='ignore') or 'report'}{suffix[:12]}"


def told(brought: Brought, summary: Summary, ids: dict[str, str]) -> Brought:
    """What a build says of one file and of what is in it."""

    def inside(file: str) -> bool:
        return file == brought.file or file.startswith((f"{brought.file}/", f"{brought.file}#"))

    reasons = tuple(
        f"{refused.file.removeprefix(brought.file).lstrip('/#') or brought.name}: {refused.reason}"
        for refused in summary.refused
        if inside(refused.file)
    )
    for state in ("replaced", "added", "unchanged"):
        if any(map(inside, getattr(summary, state))):
            reports = tuple(sorted(report for file, report in ids.items() if inside(file)))
            return replace(brought, state=state, reports=reports, reasons=reasons)
    return replace(brought, state="refused", reasons=reasons or (NOT_LOOKED_AT,))


def job_of(text: str) -> Job:
    raw = json.loads(text)
    files = tuple(
        Brought(**{**item, "reports": tuple(item["reports"]), "reasons": tuple(item["reasons"])})
        for item in raw.pop("files")
    )
    return Job(**raw, files=files)
