"""Where both years and their change are asked at once: the columns of one report, or the reports of two years."""

from dataclasses import replace

from assistant.asking import Asking
from assistant.at_once import at_once
from assistant.reading import Library, Reading
from assistant.wanted import Resolved
from assistant.year_before import held_before, not_held

ITEM_ROWS = ("t2.license", "t2.penalty", "t2.coercion", "t2.other_services", "t2.fees")
COLUMNS = ("prior_items", "items", "change", "decisions")
FORM_WITH_CHANGE = "F2019"  # its table 2 prints the items of the year before and their change


def with_columns(reading: Reading, asked: Asking, resolved: Resolved, library: Library) -> tuple[Asking, Resolved]:
    """The columns of one report that tell all of it, or the reports of two years; as given where not all is asked."""
    if not at_once(reading.text) or asked.checking or resolved.scope is None:
        return asked, resolved
    reports = [s for s in library.summaries if s.id in resolved.scope.reports]
    rows = {cell.rpartition(".")[0] if cell.startswith("t2.") else cell for cell in asked.cells}
    if len({s.issuer for s in reports}) != 1 or len(rows) != 1:
        return asked, resolved
    newest = max(reports, key=lambda report: report.year)
    row = rows.pop()
    table = newest.tables.get("t2")
    if row in ITEM_ROWS and table is not None and table.form == FORM_WITH_CHANGE:
        columns = (f"{row}.{column}" for column in COLUMNS)
        cells = tuple(cell for cell in columns if cell in library.forms.cells)
        return _lookup(asked, cells), replace(resolved, scope=replace(resolved.scope, reports=(newest.id,)))
    cell = f"{row}.decisions" if row in ITEM_ROWS else next(iter(asked.cells))
    if earlier := held_before(newest, library):
        scope = replace(resolved.scope, reports=(earlier, newest.id), years=(newest.year - 1, newest.year))
        of_both = replace(_lookup(asked, (cell,)), operation="difference", several=True)
        return of_both, replace(resolved, scope=scope)
    resolved.assumptions.append(not_held(newest, reading.language))
    return _lookup(asked, (cell,)), replace(resolved, scope=replace(resolved.scope, reports=(newest.id,)))


def _lookup(asked: Asking, cells: tuple[str, ...]) -> Asking:
    return replace(asked, cells=cells, operation="lookup", prose=False)
