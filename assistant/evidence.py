"""What was found for a plan: values with their cells, quotes with their passages, findings. Frozen; no wording yet."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from assistant.query import (
    CheckQuery,
    Claim,
    Clarify,
    DefinitionQuery,
    FigureQuery,
    ListQuery,
    PassageQuery,
    Refuse,
    Understood,
)
from index.figure_store import ReportSummary
from index.form import Definition
from index.quick import quick
from index.report import Figure, Finding, Passage, Source, State


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A hard rule that the asked total fails: what its printed parts add up to, and what the prose says."""

    finding: Finding
    supported: Decimal
    parts: tuple[Figure, ...]  # every printed part
    narrative: Decimal | None = None
    narrative_place: Source | None = None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One asked cell or rate of one report.

    `number` is the printed number, or the computed one of a derived cell; None where `state` has none. `inputs` are
    the printed figures it rests on: itself for a printed cell. `supported` is what its conflicting parts make of it.
    """

    report: ReportSummary
    cell: str
    state: State
    number: Decimal | None
    unit: str
    figure: Figure | None = None
    inputs: tuple[Figure, ...] = ()
    expression: str = ""
    conflict: Conflict | None = None
    supported: Decimal | None = None

    @property
    def best(self) -> Decimal | None:
        """The number that the row's own parts support: the printed one unless a hard rule fails."""
        return self.supported if self.supported is not None else self.number


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """The outcome of an operation over values: as supported by the parts, and as the printed totals would give."""

    number: Decimal | None
    as_printed: Decimal | None
    unit: str
    expression: str
    used: tuple[Value, ...]


@quick
@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A cell of another report that a finding compares with: that of the year before."""

    report: ReportSummary
    figure: Figure


@dataclass(frozen=True, slots=True)
class Refuted:
    """A number that a question claims of a value that is another; where the report does print it, as what."""

    claim: Claim
    value: Value
    elsewhere: Figure | None = None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class FigureEvidence:
    """Values by report and cell in the order asked, those stated beside them, and the computed outcome if any."""

    query: FigureQuery
    values: tuple[Value, ...]
    also: tuple[Value, ...] = ()
    computed: Computed | None = None
    ranked: tuple[Value, ...] = ()
    ranked_as_printed: tuple[Value, ...] = ()
    findings: dict[str, tuple[Finding, ...]] = field(default_factory=dict)  # those that touch a stated cell
    shown: dict[tuple[str, str], Figure] = field(default_factory=dict)  # (report, cell) → figure that a finding shows
    words: dict[tuple[str, Source], str] = field(default_factory=dict)  # (report, place) → sentence a finding shows
    elsewhere: dict[Source, Elsewhere] = field(default_factory=dict)  # cells of other reports that findings name
    missing: tuple[str, ...] = ()
    refuted: tuple[Refuted, ...] = ()  # what the question takes for granted and the report does not say
    lacking: tuple[Value, ...] = ()  # asked by name and not in a report that has another of the asked cells
    not_compared: str = ""  # why figures are not compared: forms (of 2019 and 2021), units, older (before 2019)
    older: tuple[str, ...] = ()  # reports of the form before 2019 that an operation over all leaves out
    by: tuple[Value, ...] = ()  # of every report asked: the cell by which they were narrowed


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a report that answer a question."""

    report: ReportSummary
    passage: Passage
    text: str
    line: int | None
    numbers: tuple[tuple[str, str], ...] = ()  # those of its numbers that answer: (as printed, unit)


@dataclass(frozen=True, slots=True)
class Worked:
    """What two numbers of the prose give together, with the formula over them as printed."""

    number: Decimal
    unit: str
    expression: str
    higher: str = ""  # of a difference: which of the two, in the words of the question; "" where they are equal


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class PassageEvidence:
    """Quotes, best first. `stated` is False where a number was asked and no quote holds one of that unit."""

    query: PassageQuery
    quotes: tuple[Quote, ...]
    stated: bool = True
    silent: tuple[ReportSummary, ...] = ()  # reports that were asked and say nothing of it
    left: tuple[ReportSummary, ...] = ()  # reports asked that are too many to be quoted as well
    unsaid: tuple[str, ...] = ()  # parts of the question, in its words, that the report does not state
    worked: Worked | None = None  # of two numbers of the quotes


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class CheckEvidence:
    """The findings of each report that the question touches, and the figures of the printed identity."""

    query: CheckQuery
    reports: tuple[ReportSummary, ...]
    findings: dict[str, tuple[Finding, ...]]
    shown: dict[tuple[str, str], Figure] = field(default_factory=dict)
    words: dict[tuple[str, Source], str] = field(default_factory=dict)
    elsewhere: dict[Source, Elsewhere] = field(default_factory=dict)
    quotes: tuple["Quote", ...] = ()  # what the prose says of it
    identity: tuple[Value, ...] = ()  # new, carried in, handled, carried out of one report, column by column
    asked: tuple[Value, ...] = ()


Held = Literal["filled", "zero", "blank", "zero_and_blank", "unread", "none"]


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class TableHeld:
    """What one table of a report holds, and a figure that shows it; "none" where its form has no such table."""

    report: ReportSummary
    state: Held
    shown: Value | None = None


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class ListEvidence:
    """The reports asked for."""

    query: ListQuery
    reports: tuple[ReportSummary, ...]
    tables: tuple[TableHeld, ...] = ()  # where a table is asked about


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionEvidence:
    """Definitions, or the rows of an article of the form."""

    query: DefinitionQuery
    definitions: tuple[tuple[str, Definition], ...]  # (term as printed, its definition)
    articles: tuple[tuple[str, tuple[str, ...]], ...] = ()  # (article, its rows)
    labels: tuple[tuple[ReportSummary, str, int], ...] = ()  # where a report prints the term


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class StopEvidence:
    """Nothing to state: what to ask back or why it is refused, with the reports that are near."""

    plan: Clarify | Refuse
    reports: tuple[ReportSummary, ...]
    detail: str = ""
    quotes: tuple[Quote, ...] = ()
    # What was asked for, where that is no number: text, names of what tables only count, the most of many reports, two
    # numbers of the prose to be put together.
    wanted: Literal["", "text", "names", "most", "pair"] = ""


Found = FigureEvidence | PassageEvidence | CheckEvidence | ListEvidence | DefinitionEvidence | StopEvidence


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A question understood and what was found for it."""

    understood: Understood
    found: Found
    index_version: str
    replaced: frozenset[str] = frozenset()  # ids of reports that have an older version
    also: tuple["Evidence", ...] = ()  # that of the other parts of the question


def reports_of(found: Found) -> tuple[ReportSummary, ...]:
    """The reports that something found rests on or is near, in the order of the answer."""
    if isinstance(found, FigureEvidence):
        return tuple(value.report for value in found.values)
    if isinstance(found, PassageEvidence):
        return tuple(quote.report for quote in found.quotes)
    return found.reports if isinstance(found, CheckEvidence | ListEvidence | StopEvidence) else ()


def quotes_alone(evidence: Evidence) -> tuple[Quote, ...]:
    """The quotes of an answer that says nothing beside them: no other part, nothing not stated, no silent report."""
    found = evidence.found
    alone = isinstance(found, PassageEvidence) and not (
        evidence.also or found.unsaid or found.silent or found.left or found.worked
    )
    return found.quotes if isinstance(found, PassageEvidence) and alone else ()
