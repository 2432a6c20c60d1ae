"""Figures, findings and passages of many reports as rows: each with its place, where it is published and its page."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from assistant.answer import CitedSource, json_number, place_href
from assistant.api_filters import BAD_CURSOR, key_of
from assistant.api_ports import StorePort
from assistant.api_problems import Problem, Wording
from assistant.decided import remarks_of
from index.form import Forms
from index.report import Figure, Finding, Passage, Source
from index.report_summary import FindingHead, ReportSummary

AT_ONCE = 50  # reports
FINDINGS_AT_ONCE = 128
MOST_SORTED = 200_000  # figures that are held to be sorted by number

FIGURE_COLUMNS = (
    "report", "issuer", "year", "region", "title", "form", "table", "cell", "row", "column", "label", "printed",
    "number", "unit", "state", "file", "line", "page", "box", "grid", "grid_row", "grid_column", "url", "href",
    "sample", "superseded", "remark",
)  # fmt: skip
FINDING_COLUMNS = (
    "report", "issuer", "year", "region", "rule", "kind", "severity", "message_zh", "message_en", "cells", "numbers",
    "file", "line", "page", "url", "href", "sample",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure and its report."""

    report: ReportSummary
    figure: Figure
    remark: Finding | None = None  # what people decided about it


@dataclass(frozen=True, slots=True)
class FoundFinding:
    """A finding, its report and its 0-based place there."""

    report: ReportSummary
    place: int
    finding: Finding


class PlacedFinding(NamedTuple):
    """A finding that is not read yet: its report, its 0-based place there and its head."""

    report: ReportSummary
    place: int
    head: FindingHead


def found_figures(
    store: StorePort,
    reports: Sequence[ReportSummary],
    cells: list[str] | None,
    states: Sequence[str] = (),
    *,
    decided: bool = False,
) -> Iterator[FoundFigure]:
    """The figures of these reports, in their order, each report's as printed; `decided`: with people's remarks."""
    for at in range(0, len(reports), AT_ONCE):
        some = reports[at : at + AT_ONCE]
        by_report: dict[str, list[Figure]] = {report.id: [] for report in some}
        remarks = {}
        if decided:
            told = store.findings([report.id for report in some])
            remarks = {(key, cell): f for key, found in told.items() for cell, f in remarks_of(found).items()}
        for (report_id, _), figure in store.figures([report.id for report in some], cells).items():
            by_report[report_id].append(figure)
        for report in some:
            for figure in by_report[report.id]:
                if not states or figure.state in states:
                    yield FoundFigure(report, figure, remarks.get((report.id, figure.cell)))


def by_number(found: Iterable[FoundFigure], *, largest_first: bool) -> list[FoundFigure]:
    """Sorted by number; what has none comes last. Equal ones keep their order.

    Raises:
        Problem: there are too many to be held.
    """
    held = list(islice(found, MOST_SORTED + 1))
    if len(held) > MOST_SORTED:
        raise Problem(422, "too_many", TOO_MANY)
    sign = -1 if largest_first else 1
    return sorted(held, key=lambda f: (f.figure.number is None, sign * (f.figure.number or 0)))


def reports_from(reports: list[ReportSummary], cursor: str | None, parts: int) -> tuple[list[ReportSummary], str]:
    """The reports from that of a cursor on, and the rest of its key.

    Raises:
        Problem: the report is gone, or the cursor is none.
    """
    if cursor is None:
        return reports, ""
    report_id, *rest = key_of(cursor, parts)
    for at, report in enumerate(reports):
        if report.id == report_id:
            return reports[at:], rest[0] if rest else ""
    raise Problem(422, "bad_cursor", BAD_CURSOR)


def after_figure(found: Iterator[FoundFigure], report_id: str, cell: str) -> Iterator[FoundFigure]:
    """What comes after the figure of a cursor.

    Raises:
        Problem: there is no such figure any more.
    """
    for row in found:
        if (row.report.id, row.figure.cell) == (report_id, cell):
            return found
    raise Problem(422, "bad_cursor", BAD_CURSOR)


def placed_findings(
    reports: Sequence[ReportSummary],
    heads: Mapping[str, Sequence[FindingHead]],
    tests: Collection[Callable[[FindingHead], bool]],
) -> list[PlacedFinding]:
    """The findings of these reports that every test lets through, in the order of the reports."""
    known: dict[FindingHead, bool] = {}  # a hundred thousand findings have a few dozen heads
    placed: list[PlacedFinding] = []
    for report in reports:
        for place, head in enumerate(heads.get(report.id, ())):
            if head not in known:
                known[head] = all(test(head) for test in tests)
            if known[head]:
                placed.append(PlacedFinding(report, place, head))
    return placed


def after_finding(placed: list[PlacedFinding], report_id: str, place: str) -> list[PlacedFinding]:
    """What comes after the finding of a cursor.

    Raises:
        Problem: there is no such finding any more.
    """
    for at, finding in enumerate(placed):
        if finding.report.id == report_id and str(finding.place) == place:
            return placed[at + 1 :]
    raise Problem(422, "bad_cursor", BAD_CURSOR)


def found_findings(store: StorePort, placed: Sequence[PlacedFinding]) -> Iterator[FoundFinding]:
    """The same with what they say. One that is gone since is left out."""
    for at in range(0, len(placed), FINDINGS_AT_ONCE):
        some = placed[at : at + FINDINGS_AT_ONCE]
        by_report = store.findings(list(dict.fromkeys(finding.report.id for finding in some)))
        for report, place, head in some:
            told = by_report.get(report.id, ())
            if place < len(told) and told[place].rule == head.rule:
                yield FoundFinding(report, place, told[place])


def figure_json(found: FoundFigure, forms: Forms, public_url: str) -> dict[str, Any]:
    """One figure: what is printed, and where."""
    report, figure = found.report, found.figure
    cell = forms.cells[figure.cell]
    table = report.tables[cell.table]
    row, column = cell.paths(table.form)
    return {
        **_whose(report),
        "title": report.title,
        "form": table.form,
        "table": cell.table,
        "cell": figure.cell,
        "row": list(row),
        "column": list(column),
        "label": {"zh": cell.zh, "en": cell.en},
        "printed": figure.printed,
        "number": json_number(figure.number),
        "unit": figure.unit,
        "state": figure.state,
        **_where(report, figure.source, public_url, figure.cell),
        "superseded": report.superseded_by is not None,
        "remark": remark_json(found.remark),
    }


def remark_json(remark: Finding | None) -> dict[str, str] | None:
    """What people decided, in both languages."""
    return None if remark is None else {"zh": remark.message_zh, "en": remark.message_en}


def finding_json(found: FoundFinding, public_url: str) -> dict[str, Any]:
    """One finding: the rule that failed, the numbers it compares, and where the first of them stands."""
    report, finding = found.report, found.finding
    source = finding.sources[0] if finding.sources else Source(report.file)
    cell = finding.cells[-1] if finding.cells else None  # the total, beside the parts that do not make it
    return {
        **_whose(report),
        "rule": finding.rule,
        "kind": finding.kind,
        "severity": finding.severity,
        "message_zh": finding.message_zh,
        "message_en": finding.message_en,
        "cells": list(finding.cells),
        "numbers": {name: json_number(number) for name, number in finding.numbers.items()},
        **_where(report, source, public_url, cell),
    }


def passage_json(passage: Passage, score: float, report: ReportSummary, public_url: str) -> dict[str, Any]:
    """One passage with its place; `score` orders one search and means nothing beyond it."""
    return {
        "id": passage.id,
        **_whose(report),
        "title": report.title,
        "section": passage.section,
        "heading": list(passage.heading),
        "table": passage.table,
        "text": passage.text,
        "score": round(score, 6),
        **_where(report, passage.source(report.file), public_url, None),
    }


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """A row as spreadsheets take it: paths joined, the place in columns of its own."""
    source = row["source"]
    cell = source["cell"] or (None, None)
    shown: dict[str, Any] = {
        **row,
        **{name: source[name] for name in ("file", "line", "page", "box", "grid", "sample")},
        "grid_row": cell[0],
        "grid_column": cell[1],
    }
    for name in ("row", "column", "cells"):
        if name in row:
            shown[name] = (" › " if name != "cells" else " ").join(row[name])
    if "label" in row:
        shown["label"] = row["label"]["zh"]
    if row.get("remark"):
        shown["remark"] = row["remark"]["zh"]
    if "numbers" in row:
        shown["numbers"] = "; ".join(f"{name}: {number}" for name, number in row["numbers"].items())
    return shown


def _whose(report: ReportSummary) -> dict[str, Any]:
    return {"report": report.id, "issuer": report.issuer, "year": report.year, "region": report.region}


def _where(report: ReportSummary, source: Source, public_url: str, cell: str | None) -> dict[str, Any]:
    place = CitedSource(
        file=source.file, line=source.line, page=source.page, cell=source.cell, sample=report.sample,
        box=source.box, grid=source.grid, block=source.block,
    )  # fmt: skip
    return {
        "source": {
            "file": place.file,
            "line": place.line,
            "page": place.page,
            "cell": list(place.cell) if place.cell else None,
            "sample": place.sample,
            "box": list(place.box) if place.box else None,
            "grid": place.grid,
            "block": place.block,
        },
        "url": report.url,
        "href": public_url.rstrip("/") + place_href(report.id, cell or place.fragment),
    }


TOO_MANY = Wording(
    f"按数字排序最多 {MOST_SORTED:,} 格。请用 cell、row、year 或 region 缩小范围，或按单位、年份排序。",
    f"At most {MOST_SORTED:,} figures are sorted by number. Narrow them with cell, row, year or region, or sort by "
    "issuer or year.",
)
