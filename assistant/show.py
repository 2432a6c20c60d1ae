"""Reports and their tables as the command line prints them."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from assistant.decided import DECISION
from assistant.show_figures import figure_row
from index.build_files import printable
from index.figure_store import ReportSummary
from index.report import LEGACY_ID, TABLE_IDS, Figure, Finding, Report, Source, Table

BLANK = "空白"
STATES = {"dash": "横线", "slash": "斜线", "text": "文字"}


def report_json(summary: ReportSummary) -> dict[str, Any]:
    """One report as `reports --json` writes it."""
    return {
        "id": summary.id, "file": summary.file, "title": summary.title, "issuer": summary.issuer, "year": summary.year,
        "region": summary.region, "sample": summary.sample,
        "tables": {
            key: {
                "status": table.status, "form": table.form, "reason": table.reason,
                "confidence": round(table.confidence, 3),
            }
            for key, table in sorted(summary.tables.items())
        },
        "findings": summary.findings, "url": summary.url, "published": summary.published,
        "confidence": round(summary.confidence, 3), "reasons": summary.reasons,
        "superseded_by": summary.superseded_by, "pages": summary.pages, "notes": summary.notes,
    }  # fmt: skip


def reports_grid(summaries: Iterable[ReportSummary]) -> Grid:
    """The reports as a table."""
    everything = tuple(summaries)
    files = {s.id: s.file for s in everything}
    grid = Grid("file", "issuer", "year", "region", *TABLE_IDS, "findings", "superseded by")
    for s in everything:
        tables = [_told(s, key) for key in TABLE_IDS]
        newer = files.get(s.superseded_by, s.superseded_by) if s.superseded_by else ""
        cells = (printable(s.file), s.issuer, str(s.year), s.region, *tables, str(s.findings), printable(newer))
        grid.add_row(*map(Text, cells))
    return grid


def _told(report: ReportSummary, key: str) -> str:
    """How a table was read, and in which form; of a report of before 2019, how the list that stands for it was."""
    table, older = report.tables.get(key), report.tables.get(LEGACY_ID)
    if table is not None and table.status == "absent" and older is not None:
        return f"{LEGACY_ID} {older.status}"
    return f"{table.status} {table.form or ''}".strip() if table else ""


def table_json(report: Report, table: Table) -> dict[str, Any]:
    """One table as `show --json` writes it: its rows as printed, its figures, what the form does not have.

    Of a table that is not extracted `candidate` is what was read of it; none of that is a figure.
    """
    return {
        "report": report.id, "file": report.file, "issuer": report.issuer, "year": report.year, "url": report.url,
        "superseded_by": report.superseded_by, "table": table.id, "status": table.status, "form": table.form,
        "reason": table.reason, "confidence": round(table.confidence, 3), "line": table.line,
        "last_line": table.last_line, "page": table.page,
        "rows": [[asdict(cell) for cell in row] for row in table.rows],
        "figures": [figure_row(report, table, number) for number in range(len(table.figures))],
        "extras": [asdict(extra) for extra in table.extras],
        "candidate": table.candidate,
    }  # fmt: skip


RECOGNISED = "由识别得到"  # in the note of a report that is a scan, or has pages that are


def report_lines(report: Report) -> Iterator[str]:
    """What a report is, in front of its tables."""
    yield f"{report.issuer} {report.year}: {printable(report.file)}"
    yield f"confidence {report.confidence:.0%}" + (f": {'; '.join(report.reasons)}" if report.reasons else "")
    if report.url or report.published:
        yield f"published {report.published or ''} {report.url or ''}".rstrip()
    if report.superseded_by:
        yield f"superseded by {report.superseded_by}: a newer version of the same report is in the index"
    yield from (f"not read: {note}" for note in report.notes)


def table_view(report: Report, table: Table) -> RenderableType:
    """A table as printed: spans expanded, states told, line or page in front; else why it is not there."""
    where = _places(table)
    head = f"{report.issuer} {report.year} {table.id}: {table.status}"
    head += f" ({table.form})" if table.form else ""
    head += f", confidence {table.confidence:.0%}" if table.status != "absent" else ""
    parts: list[RenderableType] = [Text(f"{head}{where}", style="bold")]
    if table.status != "absent":
        parts += [Text(note) for note in report.notes if RECOGNISED in note]
    if table.reason:  # why it was not read, or who accepted it
        parts.append(Text(table.reason))
    if table.status == "ok":
        parts.append(_grid(table))
        parts += [Text(f.message_zh) for f in report.findings if f.kind == DECISION and _about(f, table)]
    if table.candidate:
        parts += [Text("what was read of it, no figures:"), _candidate(table.candidate)]
    for extra in table.extras:
        label = " › ".join((*extra.row, *extra.column))
        parts.append(Text(f"not in the form: {label}: {extra.printed or BLANK}{_place(extra.source)}"))
    return Group(*parts)


def _about(finding: Finding, table: Table) -> bool:
    return any(cell.startswith(table.id) for cell in finding.cells) and finding.message_zh != table.reason


def _grid(table: Table) -> Grid:
    width = max(sum(cell.col_span for cell in row) for row in table.rows)
    figures = {figure.cell: figure for figure in table.figures}
    grid = Grid(show_header=False, show_lines=True)
    for _ in range(width + 1):
        grid.add_column(overflow="fold")
    below: set[tuple[int, int]] = set()
    for number, row in enumerate(table.rows):
        texts: list[str] = []
        for cell in row:
            while (number, len(texts)) in below:
                texts.append("")
            start = len(texts)
            shown = _value(figures.get(cell.cell or ""), cell.text)
            texts.extend([shown] + [""] * (cell.col_span - 1))
            span = range(start, start + cell.col_span)
            below |= {(number + down, column) for down in range(1, cell.row_span) for column in span}
        sources = [figures[cell.cell].source for cell in row if cell.cell in figures]
        place = _place(sources[0]).strip(" ()") if sources else ""
        grid.add_row(*map(Text, (place, *texts[:width])))
    return grid


def _value(figure: Figure | None, text: str) -> str:
    """A cell as printed, with its state where it is no number."""
    if figure is None or figure.state not in ("blank", *STATES):
        return text
    return f"{figure.printed} 〔{STATES[figure.state]}〕" if figure.state in STATES else BLANK


def _candidate(rows: tuple[tuple[str, ...], ...]) -> Grid:
    grid = Grid(show_header=False, show_lines=True)
    width = max(map(len, rows))
    for _ in range(width):
        grid.add_column(overflow="fold")
    for row in rows:
        grid.add_row(*map(Text, (*row, *[""] * (width - len(row)))))
    return grid


def _places(table: Table) -> str:
    if table.page is not None:
        return f" (p. {table.page})"
    return f" (l. {table.line}–{table.last_line})" if table.line is not None else ""


def _place(source: Source) -> str:
    if source.page is not None:
        return f" (p. {source.page})"
    if source.line is not None:
        return f" (l. {source.line})"
    return f" (table {source.grid + 1}, row {source.cell[0] + 1})" if source.grid is not None and source.cell else ""
