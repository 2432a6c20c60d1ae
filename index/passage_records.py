"""What goes into the passage store, and what is told of it."""

from collections.abc import Sequence
from typing import NamedTuple

from index.report import Passage


class Embedded(NamedTuple):
    """A report's passages with one vector each.

    `version` is the hash of what they were read from: `contents` tells by it what was put in between. `replaces` is
    False only where nothing of this report can be in the store.
    """

    report: str
    passages: Sequence[Passage]
    vectors: Sequence[Sequence[float]]
    issuer: str
    year: int
    version: str = ""
    replaces: bool = True


class Stored(NamedTuple):
    """What is here of a report: the version it was put with, and the number of its passages."""

    version: str
    passages: int


def metadata_of(passage: Passage, report: Embedded) -> dict[str, str | int]:
    """What Chroma keeps beside a vector."""
    return {
        "report": report.report,
        "issuer": report.issuer,
        "year": report.year,
        "section": passage.section,
        "table": passage.table or "",  # Chroma has no null
        "version": report.version,
    }
