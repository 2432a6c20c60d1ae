"""The real assistant and index, as the plain callables and rows that the evaluation checks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answer import to_json
from assistant.chain import open_assistant
from eval.figures_check import FigureRow
from eval.retriever_check import Retrieve
from eval.runner import Ask
from eval.truth import ReportFacts
from index.build import Builder, RefusedFile
from index.embedding import Embedder
from index.report import Finding, Report, RuleResult
from index.rules import check_report
from index.settings import Settings


@dataclass(frozen=True, slots=True)
class Target:
    """One built index and the assistant over it."""

    ask: Ask
    retrieve: Retrieve
    reports: tuple[Report, ...]
    refused: tuple[RefusedFile, ...] = ()  # by the build that made the index; () where it was made before

    @property
    def facts(self) -> tuple[ReportFacts, ...]:
        """What the scorers need to know of each report."""
        return tuple(ReportFacts(r.file, r.issuer, r.year, r.lines) for r in self.reports)

    def figures(self) -> Iterable[FigureRow]:
        """Every figure, as `nianbao figures --format jsonl` writes it."""
        return [row for report in self.reports for row in figure_rows(report)]

    def findings(self) -> Iterable[tuple[str, Finding]]:
        """Every finding that the index keeps, with the file it is of."""
        return [(report.file, finding) for report in self.reports for finding in report.findings]

    def rule_results(self) -> Iterable[tuple[str, RuleResult]]:
        """Every instance of every rule, worked out anew."""
        return [(report.file, result) for report in self.reports for result in check_report(report)]


def figure_rows(report: Report) -> list[FigureRow]:
    """The figures of a report as `nianbao figures --format jsonl` writes them, with their place in the file's grid."""
    return [
        {
            "file": report.file,
            "issuer": report.issuer,
            "year": report.year,
            "form": report.tables[table].form,
            "table": table,
            "cell": figure.cell,
            "printed": figure.printed,
            "number": figure.number,
            "unit": figure.unit,
            "state": figure.state,
            "line": figure.source.line,
            "page": figure.source.page,
            "place": figure.source.cell,
        }
        for figure in report.figures
        for table in [figure.cell.split(".", 1)[0]]
    ]


def build_index(reports: Sequence[Path], settings: Settings, *, embedder: Embedder | None = None) -> list[RefusedFile]:
    """Build an index of folders and files into `settings.data`; return the files that could not be read."""
    builder = Builder(settings, embedder=embedder)
    try:
        return builder.build(reports).refused
    finally:
        builder.close()


def open_target(settings: Settings) -> Target:
    """Open the assistant over a built index.

    Raises:
        IndexMissing: nothing is built there.
    """
    assistant = open_assistant(settings)

    def ask(question: str, conversation_id: str | None) -> dict[str, Any]:
        return to_json(assistant.ask(question, conversation_id=conversation_id))

    def retrieve(question: str) -> list[dict[str, Any]]:
        return [dict(document.metadata) for document in assistant.retriever.invoke(question)]

    reports = tuple(assistant.store.report(summary.id) for summary in assistant.store.reports())
    return Target(ask, retrieve, reports)
