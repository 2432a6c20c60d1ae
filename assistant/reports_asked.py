"""The reports that what is asked is to be looked up in: those named, and those a share, change or plan brings in."""

import re
from dataclasses import dataclass, replace

from assistant.asking import Asking, with_changed_terms
from assistant.at_once import at_once
from assistant.columns_asked import with_columns
from assistant.intent import wants
from assistant.reading import Library, Reading, goes_on
from assistant.scope import resolve_scope
from assistant.some_years import held_years_only
from assistant.spans import (
    all_taken,
    as_spoken_of,
    beside,
    change_within,
    named_twice,
    newest_only,
    part_of_all,
    part_of_both,
    part_of_named,
    planned_in,
    told_before,
    wanted_reports,
)
from assistant.topics import planned_year, topic_of
from assistant.wanted import Resolved, Wanted
from assistant.year_before import with_year_before
from index.quick import quick

ALL = re.compile("全部|所有|全体")
COLUMN = re.compile(r"增减|增/减|column|items?|项|up or down|plus or minus")


@quick
@dataclass(frozen=True, slots=True)
class Placed:
    """What is asked, and of which reports or why of none; reports may change what is asked."""

    asked: Asking
    resolved: Resolved


def place(reading: Reading, asked: Asking, library: Library) -> Placed:
    """Find the reports."""
    wanted = wanted_reports(reading, whole=asked.whole, prose=asked.prose or asked.checking)
    resolved = resolve_scope(wanted, library.names, library.summaries)
    resolved = all_taken(reading, as_spoken_of(reading, resolved))
    if asked.operation in ("share", "ratio") and len(asked.cells) == 1 and resolved.scope is not None:
        asked, resolved = _shared(reading, asked, wanted, resolved, library)
    if len(asked.cells) == 1:
        resolved = beside(reading, resolved, asked.operation, library)
    if resolved.stop is not None and asked.prose and topic_of(reading.text):
        resolved = planned_in(reading, resolved, library)
    elif asked.prose and (year := planned_year(reading.text)):
        resolved = told_before(reading, year, resolved, library)
    if resolved.stop is not None and change_within(reading, asked.terms, resolved, library):
        resolved = newest_only(reading, library, resolved)
    resolved = held_years_only(reading, asked, resolved, library)
    changed = asked.terms.measures == ("change",) and (asked.several or not _column_named(reading))
    if changed and resolved.scope is not None and len(resolved.scope.reports) > 1:
        asked = with_changed_terms(asked, library)
    if at_once(reading.text):
        return Placed(*with_columns(reading, asked, resolved, library))
    return Placed(*with_year_before(reading, asked, resolved, library))


def _column_named(reading: Reading) -> bool:
    """Whether the column 本年增/减 itself is named, not only that something changed."""
    return any(COLUMN.search(hit.text) for hit in reading.hits if hit.target == "change")


def _shared(
    reading: Reading, asked: Asking, wanted: Wanted, resolved: Resolved, library: Library
) -> tuple[Asking, Resolved]:
    """A share of one cell is that of one body in several."""
    carried = not reading.mentions and reading.whole and goes_on(reading)
    if carried and reading.context:
        own = replace(wanted, whole=False, carried_issuers=reading.context.issuers)
        resolved = resolve_scope(own, library.names, library.summaries)
    if (len(reading.mentions) == 1 or carried) and (reading.whole or _of_all(reading, asked.cells[0])):
        return replace(asked, operation="share"), part_of_all(wanted, resolved, library)
    if resolved.scope is not None and len(resolved.scope.reports) > 2 and (part := named_twice(reading)):
        return replace(asked, operation="share"), part_of_named(part, resolved, library)
    if resolved.scope is not None and len(resolved.scope.reports) == 2 and wants("together", reading.text):
        return replace(asked, operation="share"), part_of_both(reading, resolved, library)
    return asked, resolved


def _of_all(reading: Reading, cell: str) -> bool:
    """Whether a share is of what all bodies have, not of the whole the cell has in its own table."""
    row, _, applicant = cell.partition("|")
    result = cell.startswith("t4.") and not cell.endswith(".total")
    own_whole = applicant not in ("", "total") or row.startswith("t3.res.") or result
    ends = [found.end() for found in ALL.finditer(reading.masked)]
    of_measure = any(hit.start in ends for hit in reading.hits if hit.group == "measures")  # 占全部处理决定
    of_suits = cell in ("t4.direct.total", "t4.post.total") and any(
        hit.start in ends for hit in reading.hits if hit.target in ("t4.lit", "lit")
    )  # 占全部诉讼
    return wants("of_all", reading.text) and not (own_whole or of_measure or of_suits)
