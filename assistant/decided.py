"""The figure store as answers see it once people have decided: nothing printed is changed, what was decided is said.

An accepted reading becomes figures, with a finding that says who accepted it and that no sum proves it. A rejected
table gives no figures any more. A correction is a finding beside the printed figure.
"""

import hashlib
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Engine

from assistant.decisions import Decision, Decisions
from assistant.standing import Standing, standings
from index.figure_store import FigureStore, ReportSummary, TableSummary
from index.form import Forms, load_forms
from index.report import Figure, Finding, Passage, Report, Source, Table
from index.report_summary import FindingHead
from index.rules import check_report, findings
from index.settings import Limits
from index.table_layout import layout

ACCEPTED, REJECTED, CORRECTED = "DECISION.ACCEPTED", "DECISION.REJECTED", "DECISION.CORRECTED"
DECISION = "decision"  # kind of their findings
AT_ONCE = 500  # reports whose findings are read together


def accepted_table(table: Table, decision: Decision, forms: Forms) -> Table:
    """A table whose proposed reading was accepted, as if it had been read; the reason says by whom."""
    if table.proposed is None:
        return table
    form, figures = table.proposed.form, table.proposed.figures
    return replace(
        table, status="ok", form=form, figures=figures, rows=layout(table.id, figures, form, forms),
        reason=said_zh(decision),
    )  # fmt: skip


def rejected_table(table: Table, decision: Decision) -> Table:
    """A table that is not to be quoted; what it prints can still be looked at."""
    return replace(table, status="not_extracted", reason="；".join(filter(None, (said_zh(decision), table.reason))))


def said_zh(decision: Decision) -> str:
    """What a verdict says, in Chinese."""
    note = f"（{decision.note}）" if decision.note else ""
    if decision.kind == "accept":
        return f"此表由{decision.name}于{decision.date}核对接受，未经合计证明{note}"
    return f"此表由{decision.name}于{decision.date}核对后认定不得引用{note}"


def said_en(decision: Decision) -> str:
    """The same in English."""
    note = f" ({decision.note})" if decision.note else ""
    if decision.kind == "accept":
        return f"This table was accepted by {decision.name} on {decision.date}: not proved by its sums{note}"
    return f"This table was rejected by {decision.name} on {decision.date} and is not to be quoted{note}"


def finding_of(decision: Decision, cells: tuple[str, ...], printed: str = "") -> Finding:
    """A verdict or a correction as a finding, so that every answer which touches the cells tells it."""
    rule = {"accept": ACCEPTED, "reject": REJECTED, "correct": CORRECTED}[decision.kind]
    zh, en = said_zh(decision), said_en(decision)
    if decision.kind == "correct":
        note = f"（{decision.note}）" if decision.note else ""
        value = decision.value or "空白"
        zh = f"{decision.name}于{decision.date}更正：此格应为“{value}”，报告读作“{printed or '空白'}”{note}"
        note = f" ({decision.note})" if decision.note else ""
        value = decision.value or "blank"
        read = printed or "blank"
        en = f"Corrected by {decision.name} on {decision.date}: should be “{value}”, read as “{read}”{note}"
    return Finding(rule=rule, kind=DECISION, severity="info", message_zh=zh, message_en=en, cells=cells)


def remarks_of(findings: Iterable[Finding]) -> dict[str, Finding]:
    """Cell → what people decided about it; a correction goes before the acceptance of its table."""
    told = sorted((f for f in findings if f.kind == DECISION), key=lambda f: f.rule == CORRECTED)
    return {cell: finding for finding in told for cell in finding.cells}


def decided_report(report: Report, standing: dict[str, Standing], forms: Forms) -> Report:
    """A report with what was decided about its tables."""
    tables = dict(report.tables)
    told: list[Finding] = []
    for name, counts in standing.items():
        table, verdict = tables[name], counts.verdict
        if verdict is not None and verdict.kind == "accept" and table.status == "not_extracted" and table.proposed:
            tables[name] = accepted_table(table, verdict, forms)
            told.append(finding_of(verdict, tuple(figure.cell for figure in table.proposed.figures)))
        elif verdict is not None and verdict.kind == "reject":
            tables[name] = rejected_table(table, verdict)
            told.append(finding_of(verdict, ()))
        printed = {figure.cell: figure.printed for figure in tables[name].figures}
        told += [finding_of(d, (cell,), printed[cell]) for cell, d in counts.corrections.items() if cell in printed]
    whole = replace(report, tables=tables)
    return replace(whole, findings=(*_findings(report, whole), *told))


def _findings(before: Report, after: Report) -> tuple[Finding, ...]:
    """The findings of a report, without those about a rejected table, with those of an accepted one."""
    gone = {name for name, table in before.tables.items() if table.status == "ok" != after.tables[name].status}
    new = {name for name, table in after.tables.items() if table.status == "ok" != before.tables[name].status}
    kept = tuple(f for f in before.findings if not any(cell.partition(".")[0] in gone for cell in f.cells))
    if not new:
        return kept
    found = findings(check_report(after))
    return (*kept, *(f for f in found if any(cell.partition(".")[0] in new for cell in f.cells) and f not in kept))


@dataclass(frozen=True, slots=True)
class _View:
    version: str
    reports: dict[str, Report]  # those about which something was decided
    summaries: tuple[ReportSummary, ...]
    rejected: frozenset[tuple[str, str]]  # (report, table)
    unquotable: frozenset[Source]  # places of rejected cells


class DecidedStore(FigureStore):
    """A figure store with the decisions of people laid over it; without any it is the figure store."""

    def __init__(self, engine: Engine, decisions: Decisions, limits: Limits) -> None:
        super().__init__(engine)
        self._printed = FigureStore(engine)
        self._decisions = decisions
        self._limits = limits
        self._forms = load_forms()
        self._view: _View | None = None
        self._view_heads: tuple[str, Mapping[str, tuple[FindingHead, ...]]] | None = None
        self._making = threading.Lock()

    @property
    def index_version(self) -> str:
        """That of the index; another one with each decision."""
        return _version(self._printed.index_version, self._decisions.version)

    def close(self) -> None:
        """Let go of the index and of the decisions."""
        super().close()
        self._decisions.close()

    def printed(self, report: str) -> Report:
        """A report as it was read, before any decision. Raises as `report`."""
        return self._printed.report(report)

    def overview(self) -> tuple[str, tuple[ReportSummary, ...]]:
        """The version and every report of it, as they are once people have decided."""
        view = self._seen()
        return (view.version, view.summaries) if view else self._printed.overview()

    def report(self, name: str) -> Report:
        """The whole report of an id, file or name. Raises as that of the figure store."""
        found = self._printed.report(name)
        view = self._seen()
        return view.reports.get(found.id, found) if view else found

    def figures(self, reports: Sequence[str], cells: Iterable[str] | None = None) -> dict[tuple[str, str], Figure]:
        """(report id, cell) → figure that may be quoted, each report's in printed order."""
        wanted = None if cells is None else set(cells)
        found = self._printed.figures(reports, wanted)
        view = self._seen()
        touched = [report for report in dict.fromkeys(reports) if view and report in view.reports]
        if view is None or not touched:
            return found
        kept = {key: figure for key, figure in found.items() if key[0] not in touched}
        for report in touched:
            for table in view.reports[report].tables.values():
                if table.status == "ok":
                    kept |= {(report, f.cell): f for f in table.figures if wanted is None or f.cell in wanted}
        return kept

    def findings(self, reports: Sequence[str]) -> dict[str, tuple[Finding, ...]]:
        """Report id → its findings; none rests on a table that is not to be quoted."""
        found = self._printed.findings(reports)
        view = self._seen()
        if view is None:
            return found
        found |= {report: view.reports[report].findings for report in reports if report in view.reports}
        if view.unquotable:
            found = {
                report: tuple(f for f in told if not view.unquotable & {*f.sources}) for report, told in found.items()
            }
        return {report: told for report, told in found.items() if told}

    def finding_heads(self) -> Mapping[str, tuple[FindingHead, ...]]:
        """Report id → the heads of what `findings` gives, in its order."""
        heads = self._printed.finding_heads()
        view = self._seen()
        if view is None:
            return heads
        kept = self._view_heads
        if kept is None or kept[0] != view.version:
            # A finding of any report may rest on the place of a rejected cell: only its sources tell.
            again = list({**view.reports, **(heads if view.unquotable else {})})
            read = dict(heads) if not view.unquotable else {}
            for report in view.reports:
                read.pop(report, None)
            for at in range(0, len(again), AT_ONCE):
                for report, told in self.findings(again[at : at + AT_ONCE]).items():
                    read[report] = tuple(FindingHead(f.rule, f.kind, f.severity) for f in told)
            kept = self._view_heads = (view.version, read)
        return kept[1]

    def passages(self, reports: Sequence[str]) -> tuple[Passage, ...]:
        """All passages of these reports in reading order, but for tables that are not to be quoted."""
        found = self._printed.passages(reports)
        view = self._seen()
        return found if view is None else tuple(p for p in found if (p.report, p.table) not in view.rejected)

    def passages_by_id(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passage id → passage; ids that are gone or not to be quoted are left out."""
        found = self._printed.passages_by_id(ids)
        view = self._seen()
        if view is None:
            return found
        return {key: p for key, p in found.items() if (p.report, p.table) not in view.rejected}

    def _seen(self) -> _View | None:
        """What the decisions make of the index; None where there are none."""
        count = self._decisions.version
        if not count:
            return None
        version = _version(self._printed.index_version, count)
        with self._making:
            if self._view is None or self._view.version != version:
                self._view = self._made(version)
            return self._view

    def _made(self, version: str) -> _View:
        decisions = self._decisions.all()
        about = {decision.report for decision in decisions} | {decision.content_hash for decision in decisions}
        decided: dict[str, Report] = {}
        rejected: set[tuple[str, str]] = set()
        unquotable: set[Source] = set()
        for summary in self._printed.reports():
            if summary.id not in about and summary.content_hash not in about:
                continue
            report = self._printed.report(summary.id)
            standing = standings(report, decisions, self._limits)
            if standing:
                decided[report.id] = decided_report(report, standing, self._forms)
            for table, counts in standing.items():
                if counts.verdict is not None and counts.verdict.kind == "reject":
                    rejected.add((report.id, table))
                    unquotable |= {figure.source for figure in report.tables[table].figures}
        summaries = tuple(_summary(s, decided.get(s.id)) for s in self._printed.reports())
        return _View(version, decided, summaries, frozenset(rejected), frozenset(unquotable))


def _summary(summary: ReportSummary, report: Report | None) -> ReportSummary:
    if report is None:
        return summary
    tables = {
        name: TableSummary(status=t.status, form=t.form, reason=t.reason, confidence=t.confidence)
        for name, t in report.tables.items()
    }
    count = sum(finding.severity != "info" for finding in report.findings)
    return replace(summary, tables=tables, findings=count)


def _version(index: str, decisions: int) -> str:
    if not decisions:
        return index
    return hashlib.sha256(f"{index}:{decisions}".encode()).hexdigest()[: len(index) or 12]
