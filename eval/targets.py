"""The indexes that a run asks: a running server, the index named, or trial ones, built when they are first needed.

A case folder may hold `index.txt`, the report files its questions are about, one a line: "which body has the most" has
another answer over more reports.
"""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from eval.server import Server
from eval.target import Target, build_index, open_target
from index.settings import Settings

INDEX_FILE = "index.txt"
Say = Callable[[str], object]


class Targets:
    """Trial indexes of a folder of reports, or the one index in `data`."""

    def __init__(self, data: Path | None, reports: Path, stack: ExitStack, say: Say) -> None:
        self._data, self._reports, self._stack, self._say = data, reports, stack, say
        self._built: dict[tuple[str, ...], Target] = {}

    def whole(self) -> Target:
        """The index of all reports."""
        return self._of(())

    def of(self, cases: Path) -> Target:
        """The index that a case folder's questions are about."""
        return self._of(asked_files(cases))

    def anew(self, cases: Path) -> Target | None:
        """The same index built once more from nothing; None where the index is not this run's own."""
        if self._data is not None:
            return None
        return self._build(self._there(asked_files(cases)))

    def _of(self, files: tuple[str, ...]) -> Target:
        files = self._there(files)
        if files not in self._built:
            self._built[files] = self._build(files)
        return self._built[files]

    def _there(self, files: tuple[str, ...]) -> tuple[str, ...]:
        if self._data is not None or not all((self._reports / file).is_file() for file in files):
            return ()
        return files

    def _build(self, files: tuple[str, ...]) -> Target:
        if self._data is not None:
            return open_target(Settings(data=self._data))
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="nianbao-eval-")))
        # The environment may name a database or a Chroma server: a trial index must not go there.
        settings = Settings(data=folder, database="", chroma="")
        self._say(f"building an index of {self._reports} for this run" + (f", {len(files)} files" if files else ""))
        refused = build_index([self._reports / file for file in files] or [self._reports], settings)
        for error in refused:
            self._say(f"not read: {error}")
        return replace(open_target(settings), refused=tuple(refused))


class ServerTargets:
    """A running server: one index for all cases, whatever is in it."""

    def __init__(self, url: str, stack: ExitStack, say: Say) -> None:
        self._server = Server(url)
        stack.callback(self._server.close)
        self._say = say
        self._target: Target | None = None

    def whole(self) -> Target:
        """The server; its reports are read when it is first needed."""
        if self._target is None:
            self._target = Target(self._server.ask, None, (), known_facts=self._server.facts())
        return self._target

    def of(self, cases: Path) -> Target:
        """The server, with a word where its index is not what the questions are about."""
        target, about = self.whole(), asked_files(cases)
        files = {report.file for report in target.facts}
        if about and files != set(about):
            self._say(
                f"{cases.name}: its questions are about {len(about)} reports, the server has {len(files)}: "
                "answers over all reports may rightly differ"
            )
        return target

    def anew(self, cases: Path) -> None:
        """Nothing: a server's index is not this run's to build."""


def asked_files(cases: Path) -> tuple[str, ...]:
    """The files in a case folder's index.txt; () where it has none."""
    names = cases / INDEX_FILE
    return tuple(names.read_text(encoding="utf-8").split()) if names.is_file() else ()
