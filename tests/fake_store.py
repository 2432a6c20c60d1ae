"""The reports of a small index held in memory: what the doors read, without a database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.errors import NoSuchReport
from index.figure_store import ReportSummary, TableSummary
from index.report import Figure, Finding, Report
from index.report_summary import FindingHead
from tests.fake_api_reports import hunan, kongtong, yichun


@dataclass
class FakeStore:
    """The three reports of fake_api_reports."""

    index_version: str = "fake-1"
    held: dict[str, Report] = field(default_factory=lambda: {r.id: r for r in (hunan(), yichun(), kongtong())})

    def reports(self) -> tuple[ReportSummary, ...]:
        """Return the summaries in order of id."""
        return tuple(
            ReportSummary(
                id=report.id,
                file=report.file,
                content_hash=report.content_hash,
                title=report.title,
                issuer=report.issuer,
                year=report.year,
                region=report.region,
                recognised=report.recognised,
                spellings=(),
                sample=report.sample,
                url=report.url,
                tables={
                    name: TableSummary(status=t.status, form=t.form, reason=t.reason)
                    for name, t in report.tables.items()
                },
                findings=len(report.findings),
                superseded_by=report.superseded_by,
            )
            for report in self.held.values()
        )

    def figures(self, reports: Sequence[str], cells: Iterable[str] | None = None) -> dict[tuple[str, str], Figure]:
        """Return (report, cell) → figure."""
        wanted = None if cells is None else set(cells)
        return {
            (name, figure.cell): figure
            for name in reports
            for figure in self.held[name].figures
            if wanted is None or figure.cell in wanted
        }

    def findings(self, reports: Sequence[str]) -> dict[str, tuple[Finding, ...]]:
        """Return report → findings."""
        return {name: self.held[name].findings for name in reports}

    def finding_heads(self) -> dict[str, tuple[FindingHead, ...]]:
        """Return report → heads of its findings."""
        return {
            name: tuple(FindingHead(f.rule, f.kind, f.severity) for f in report.findings)
            for name, report in self.held.items()
        }

    def report(self, name: str, /) -> Report:
        """Return one report, or raise NoSuchReport."""
        if name not in self.held:
            raise NoSuchReport(f"没有编号为 {name} 的报告；编号见 /api/v1/reports。")
        return self.held[name]
