"""The whole path to a figure against what is known: whose report of which year, form, table, cell, and its place."""

from collections.abc import Iterable, Mapping

from eval.figures_check import FigureRow, right
from eval.tally import Tally, count
from eval.truth import KnownCell, KnownFigures, KnownReport


def check_paths(rows: Iterable[FigureRow], known: KnownFigures) -> tuple[Tally, ...]:
    """Compare figures with the known files of which it is known whose they are; nothing where that is of none.

    full path right       number and state, issuer, year, form and table of the cell, and its page or line where known
    cells in their place  row and column in the grid of the file, over the cells that know them
    tables not extracted  tables of which not one figure was extracted
    """
    if not any(file in known.reports for file in known.files):
        return ()
    got = {(str(row["file"]), str(row["cell"])): row for row in rows if row["file"] in known.reports}
    cells = [cell for cell in known.cells if cell.file in known.reports]
    tables = dict.fromkeys((cell.file, cell.table) for cell in cells)
    there = {(file, name.split(".", 1)[0]) for file, name in got}
    return (
        count("full path right", [_path(cell, known.reports[cell.file], got) for cell in cells]),
        count("cells in their place", [_place(cell, got) for cell in cells if cell.place is not None]),
        count(
            "tables not extracted",
            [((file, table) not in there, f"{file} {table}: no figure was extracted") for file, table in tables],
            better="fewer",
        ),
    )


def _path(cell: KnownCell, report: KnownReport, got: Mapping[tuple[str, str], FigureRow]) -> tuple[bool, str]:
    row = got.get((cell.file, cell.cell))
    if row is None:
        return False, f"{cell.file} {cell.cell}: no figure was extracted"
    expected = {
        "issuer": report.issuer, "year": report.year, "form": report.forms.get(cell.table), "table": cell.table,
    }  # fmt: skip
    expected |= {name: place for name, place in (("page", cell.page), ("line", cell.line)) if place is not None}
    off = [
        f"{name} {row.get(name)!r} instead of {value!r}" for name, value in expected.items() if row.get(name) != value
    ]
    off += [] if right(cell, row) else [f"prints {cell.printed!r}, extracted as {row.get('state')} {row.get('number')}"]
    return not off, f"{cell.file} {cell.cell}: {', '.join(off)}"


def _place(cell: KnownCell, got: Mapping[tuple[str, str], FigureRow]) -> tuple[bool, str]:
    row = got.get((cell.file, cell.cell)) or {}
    place = row.get("place")
    same = place is not None and tuple(place) == cell.place
    return same, f"{cell.file} {cell.cell}: in row and column {cell.place}, not {place}"
