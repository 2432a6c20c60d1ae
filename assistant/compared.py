"""Reports beside each other, cell by cell: what each prints, and how it differs from the first where that is sure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.comparable import COMPARABLE
from assistant.evidence import Value
from assistant.values import Reports
from index.figure_store import ReportSummary
from index.form import Forms
from index.report import LEGACY_ID, TABLE_IDS, Figure, Finding

TABLES = (*TABLE_IDS, LEGACY_ID)
NO_NUMBER = {"blank": "blank", "dash": "blank", "slash": "blank", "text": "text", "absent": "absent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One cell of one report. `difference` is to the first report, in `value.unit`; else `why_not` says why not.

    `supported` is the difference that the parts of a contradicted total give. `unread` says that its table was not
    read or is not there, and why.
    """

    value: Value
    difference: Decimal | None = None
    supported: Decimal | None = None
    why_not: str = ""  # blank, text, absent, not_extracted, no_table, forms, unit
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One cell over all compared reports."""

    table: str
    cell: str
    values: tuple[Compared, ...]

    @property
    def differs(self) -> bool:
        """Whether the reports do not all say the same here; what cannot be told counts as a difference."""
        first = self.values[0].value
        return any((v.value.state, v.value.best) != (first.state, first.best) for v in self.values[1:])


def compare(
    reports: Sequence[ReportSummary],
    figures: dict[tuple[str, str], Figure],
    findings: dict[str, tuple[Finding, ...]],
    forms: Forms,
    tables: Sequence[str] = (),
) -> Iterator[Line]:
    """Every cell that one of the reports prints, in the order of the form."""
    read = Reports(forms, figures, findings)
    printed = {cell for _, cell in figures}
    for table in TABLES:
        if tables and table not in tables:
            continue
        for cell in (cell for cell in forms.cells if cell.partition(".")[0] == table and cell in printed):
            values = [read.value(report, cell) for report in reports]
            yield Line(table, cell, tuple(_beside(values[0], value, table, forms) for value in values))


def not_comparable(reports: Sequence[ReportSummary]) -> list[tuple[str, str]]:
    """What of these reports cannot be compared because their forms count differently, Chinese and English."""
    used = {
        table: {r.tables[table].form for r in reports if table in r.tables and r.tables[table].status == "ok"}
        for table in TABLES
    }
    notes = []
    if len(used["t2"] - {None}) > 1:
        notes.append((
            "表二：两种表式（2019 年式、2021 年式）口径不同，只有制作（制发）数量和处理决定数量可以相比，"
            "其余各格不计算差值。",
            "Table 2: the two forms (2019 and 2021) count different things. Only items made and decisions can be "
            "compared; no difference is given for the other cells.",
        ))  # fmt: skip
    if len(used["t3"] - {None}) > 1:
        notes.append((
            "表三：2019 年式“（六）其他处理”是一行，2021 年式分为三行；后者以三行之和相比，并注明为计算值。",
            "Table 3: row 6 “other handling” is one row in the form of 2019 and three in that of 2021; their sum is "
            "compared and marked as computed.",
        ))  # fmt: skip
    if used[LEGACY_ID] and any(used[table] for table in TABLE_IDS):
        notes.append((
            "2019 年以前的统计表与现行三张表没有相同的格，不能相比。",
            "The list used before 2019 has no cell in common with the three tables of today: they cannot be compared.",
        ))  # fmt: skip
    return notes


def _beside(first: Value, value: Value, table: str, forms: Forms) -> Compared:
    held = value.report.tables.get(table)
    if value.state == "absent" and (held is None or held.status != "ok"):
        why = "not_extracted" if held is not None and held.status == "not_extracted" else "no_table"
        return Compared(value=value, why_not=why, unread=held.reason if held else "")
    if value is first:
        return Compared(value=value)
    if why := _why_not(first, value, table, forms):
        return Compared(value=value, why_not=why)
    assert value.number is not None and first.number is not None
    printed = value.number - first.number
    best = (value.best or Decimal(0)) - (first.best or Decimal(0))
    return Compared(value=value, difference=printed, supported=best if best != printed else None)


def _why_not(first: Value, value: Value, table: str, forms: Forms) -> str:
    """Why a value has no difference to that of the first report; "" where it has one."""
    for one in (value, first):
        if one.number is None:
            held = one.report.tables.get(table)
            unread = one.state == "absent" and (held is None or held.status != "ok")
            return "not_extracted" if unread else NO_NUMBER.get(one.state, "text")
    own = [one.report.tables[table].form for one in (first, value)]
    if table == "t2" and own[0] != own[1] and forms.cells[value.cell].column not in COMPARABLE:
        return "forms"
    return "unit" if first.unit != value.unit else ""
