"""Numbers the places an answer rests on: one citation a place, in the order they are first used."""

from collections.abc import Mapping
from dataclasses import replace

from assistant.answer import Citation, CitedSource
from assistant.evidence import Elsewhere, Quote
from assistant.terms import table_of
from index.figure_store import ReportSummary
from index.form import Forms
from index.report import LEGACY_ID, Figure, Finding, Source

OLDER_LIST = "政府信息公开情况统计表（2018年及以前的旧格式）"
SECTION_OF = {"t2": "s2", "t3": "s3", "t4": "s4"}


class Citer:
    """Collects citations. The same cell or line always gets the same number."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._numbers: dict[tuple[str, str], int] = {}
        self.citations: list[Citation] = []

    def figure(self, report: ReportSummary, figure: Figure) -> int:
        """The citation of a printed cell."""
        table = table_of(figure.cell)
        row, column = self._forms.cells[figure.cell].paths(report.tables[table].form)
        return self._add(
            (report.id, figure.cell),
            report,
            figure.source,
            section=self._section(table),
            table=table,
            row=row,
            column=column,
            printed=figure.printed,
            cell=figure.cell,
        )

    def _section(self, table: str) -> str:
        """The printed title of the section that a table stands in; the list of before 2019 stands in none."""
        return OLDER_LIST if table == LEGACY_ID else self._forms.section_titles[SECTION_OF[table]][0]

    def quote(self, quote: Quote) -> int:
        """The citation of quoted words."""
        source = replace(quote.passage.source(quote.report.file), line=quote.line)
        return self._add(
            (quote.report.id, f"{quote.passage.id}:{quote.text}"),
            quote.report,
            source,
            section=" › ".join(quote.passage.heading),
            quote=quote.text,
            passage=quote.passage.id,
        )

    def place(self, report: ReportSummary, source: Source, words: str | None, section: str = "") -> int:
        """The citation of a place in the prose."""
        return self._add((report.id, f"{source}"), report, source, section=section, quote=words)

    def title(self, report: ReportSummary) -> int:
        """The citation of a report as such: its title."""
        return self.place(report, Source(report.file, line=1 if report.has_lines else None), report.title)

    def finding(
        self,
        report: ReportSummary,
        finding: Finding,
        figures: dict[tuple[str, str], Figure],
        words: dict[tuple[str, Source], str],
        elsewhere: Mapping[Source, Elsewhere],
    ) -> tuple[int, ...]:
        """The citations of what a finding shows: every cell it compares, also one of another year's report
        (`elsewhere`), and the sentence of the prose."""
        numbers = [self.figure(report, figures[report.id, c]) for c in finding.cells if (report.id, c) in figures]
        for source in finding.sources:
            if source in elsewhere:
                numbers.append(self.figure(elsewhere[source].report, elsewhere[source].figure))
            elif source.cell is None:
                numbers.append(self.place(report, source, words.get((report.id, source))))
        return tuple(dict.fromkeys(numbers))

    def _add(
        self,
        key: tuple[str, str],
        report: ReportSummary,
        source: Source,
        *,
        section: str,
        table: str | None = None,
        row: tuple[str, ...] = (),
        column: tuple[str, ...] = (),
        printed: str | None = None,
        quote: str | None = None,
        cell: str | None = None,
        passage: str | None = None,
    ) -> int:
        if key in self._numbers:
            return self._numbers[key]
        number = len(self.citations) + 1
        self._numbers[key] = number
        cited = CitedSource(
            file=report.file, line=source.line, page=source.page, cell=source.cell, sample=report.sample,
            box=source.box, grid=source.grid, block=source.block,
        )  # fmt: skip
        self.citations.append(
            Citation(
                n=number,
                report=report.id,
                issuer=report.issuer,
                year=report.year,
                title=report.title,
                section=section,
                table=table,
                row=row,
                column=column,
                printed=printed,
                quote=quote,
                source=cited,
                url=report.url,
                cell=cell,
                passage=passage,
            )
        )
        return number


def marks(*numbers: int) -> str:
    """Citation marks as they stand in the text: [1][2]."""
    return "".join(f"[{number}]" for number in dict.fromkeys(numbers))
