"""Whether one table of each of many reports holds any number but 0."""

from collections.abc import Sequence

from assistant.evidence import Held, TableHeld, Value
from assistant.lookup_prose import Shelf
from index.figure_store import ReportSummary
from index.report import Figure

LIKELY = {
    "t2": ("t2.license.decisions", "t2.penalty.decisions"),
    "t3": ("t3.new|total", "t3.new|natural", "t3.res.total|total"),
    "t4": ("t4.review.total", "t4.review.upheld"),
}


def tables_held(reports: Sequence[ReportSummary], table: str, shelf: Shelf) -> tuple[TableHeld, ...]:
    """What the table of each report holds, in the order given; all cells are read only where the likely ones are 0."""
    read = [r for r in reports if table in r.tables and r.tables[table].status == "ok"]
    likely = _by_report(shelf.store.figures([r.id for r in read], LIKELY[table]))
    open_ = [r.id for r in read if not any(f.number for f in likely.get(r.id, ()))]
    cells = [cell for (_, of), printed in shelf.forms.printed.items() if of == table for cell in printed]
    whole = _by_report(shelf.store.figures(open_, tuple(dict.fromkeys(cells)))) if open_ else {}
    ids = {report.id for report in read}
    return tuple(
        _held(report, whole.get(report.id) or likely.get(report.id) or [], table)
        if report.id in ids
        else TableHeld(report=report, state="unread" if table in report.tables else "none")
        for report in reports
    )


def _by_report(figures: dict[tuple[str, str], Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for (report, _), figure in figures.items():
        found.setdefault(report, []).append(figure)
    return found


def _held(report: ReportSummary, figures: Sequence[Figure], table: str) -> TableHeld:
    """Sort a table by its numbers; the figure kept shows it: the first that is not 0, else that of a likely cell."""
    filled = [figure for figure in figures if figure.number]
    first = next((f for cell in LIKELY[table] for f in figures if f.cell == cell), figures[0] if figures else None)
    shown = filled[0] if filled else first
    blank = [figure for figure in figures if figure.number is None]
    state: Held = (
        "filled" if filled else "blank" if len(blank) == len(figures) else "zero_and_blank" if blank else "zero"
    )
    value = _value(report, shown) if shown else None
    return TableHeld(report=report, state=state, shown=value)


def _value(report: ReportSummary, figure: Figure) -> Value:
    return Value(
        report=report,
        cell=figure.cell,
        state=figure.state,
        number=figure.number,
        unit=figure.unit,
        figure=figure,
        inputs=(figure,),
    )
