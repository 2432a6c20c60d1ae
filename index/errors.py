"""Everything that can go wrong, as one tree.

    NianbaoError
    ├─ UnreadableReport      one file; the build skips it and says so
    │  ├─ UnsupportedFormat  no reader has its suffix
    │  ├─ NoTextFound        empty, or nothing readable in it
    │  ├─ NotAReport         readable, but no annual report: no issuer, no year, no section
    │  ├─ TooLarge           over a limit of size, pages, time, memory or depth
    │  └─ HelperMissing      the format needs a program or package that is not installed
    ├─ BadSetting            a NIANBAO_… variable holds what it cannot be
    ├─ BadForm               form.yaml or rules.yaml does not say what it must
    ├─ IndexMissing          asked before anything was built
    ├─ NoSuchReport          an id or a name that no report has
    ├─ OriginalGone          the file of a report is no longer where it was read
    ├─ EmbedderMismatch      vectors in the index were made by another model
    ├─ ModelUnavailable      the embedding model cannot be loaded
    ├─ PromptError           a prompt misses a variable, or declares one it does not use
    └─ BadQuestion           empty or far too long

Raised below the entry points; only `assistant/api.py` and `assistant/cli.py` turn them into
HTTP statuses and exit codes. A library's own error is mapped, with `raise ... from`, in the one
file that calls that library.
"""

from collections.abc import Iterable
from pathlib import Path


class NianbaoError(Exception):
    """Base of every error this project raises on purpose. `str(error)` is fit to show a user."""


class UnreadableReport(NianbaoError):
    """One report file cannot be used; the others still can."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path.name}: {reason}")


# How to make something of a format that is not read. No kept library reads OFD, so that it is left to its own programs.
CONVERT = {
    ".ofd": "open it in an OFD reader or WPS and export it as PDF or DOCX (导出为 PDF 或 DOCX)",
    ".ppt": "save the slides as PDF",
    ".pptx": "save the slides as PDF",
    ".pages": "export it as DOCX or PDF",
    ".ceb": "print or export it as PDF",
}


class UnsupportedFormat(UnreadableReport):
    """No reader is registered for this file's suffix."""

    def __init__(self, path: Path, supported: Iterable[str]) -> None:
        kinds = ", ".join(sorted(supported))
        how = CONVERT.get(path.suffix.lower(), "convert the file to one of these")
        super().__init__(path, f"no reader for {path.suffix!r} files (have {kinds}); {how}")


class NoTextFound(UnreadableReport):
    """The file holds nothing that can be read."""


class NotAReport(UnreadableReport):
    """The file can be read, but nothing in it says whose report of which year it is."""


class TooLarge(UnreadableReport):
    """The file is over the limit that keeps one file from stopping a build."""


class HelperMissing(UnreadableReport):
    """The format needs a program or package that is not installed; the message says how to install it."""


class BadSetting(NianbaoError):
    """An environment variable holds something that its setting cannot be; the message names it."""


class BadForm(NianbaoError):
    """form.yaml or rules.yaml is not what the code can use; the message names the entry."""


class IndexMissing(NianbaoError):
    """Nothing has been built in the data folder yet."""


class NoSuchReport(NianbaoError):
    """No report in the index has that id, file name or issuer and year."""


class OriginalGone(NianbaoError):
    """The file that a report was read from is no longer there; what was read of it still is."""


class EmbedderMismatch(NianbaoError):
    """The vectors in the index come from another embedding model than the one set now."""


class ModelUnavailable(NianbaoError):
    """The embedding model cannot be loaded; the message says what to run."""


class PromptError(NianbaoError):
    """A prompt file and the variables given to it do not fit."""


class BadQuestion(NianbaoError):
    """The question is empty or longer than can be answered."""
