"""Extracted figures against known ones: non-zero cells and blanks apart, for zeros make any reader look good."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from eval.tally import Tally, count
from eval.truth import EMPTY_STATES, KnownCell, KnownFigures

FigureRow = Mapping[str, Any]  # one object of `nianbao figures --format jsonl`


def check_figures(rows: Iterable[FigureRow], known: KnownFigures) -> tuple[Tally, ...]:
    """Compare the figures of the known files, cell by cell.

    known cells right     number and state are those printed
    non-zero cells right  the same over the cells that print a number other than 0
    cells on their line   the line is that of the known cell, over the cells that know one
    blanks invented       a blank, dash or slash that got a number
    cells shifted         a printed number that became another number
    cells invented        a cell that the report does not print
    """
    got = {(str(row["file"]), str(row["cell"])): row for row in rows if row["file"] in known.files}
    verdicts = [_verdict(cell, got.get((cell.file, cell.cell))) for cell in known.cells]
    pairs = list(zip(known.cells, verdicts, strict=True))
    there = {(cell.file, cell.cell) for cell in known.cells}
    extra = tuple(
        f"{file} {cell}: {row.get('printed')!r} is not in the report"
        for (file, cell), row in got.items()
        if (file, cell) not in there and row.get("state") != "absent"
    )
    return (
        count("known cells right", verdicts),
        count("non-zero cells right", [verdict for cell, verdict in pairs if cell.value]),
        count("cells on their line", _line_verdicts(known.cells, got)),
        count("blanks invented", _invented(known.cells, got), better="fewer"),
        count("cells shifted", _shifted(known.cells, got), better="fewer"),
        Tally("cells invented", len(extra), None, "fewer", extra),
    )


def right(cell: KnownCell, row: FigureRow) -> bool:
    """Whether a figure has the number and the state that the cell prints."""
    return _number(row) == cell.value and row.get("state") == cell.state


def _verdict(cell: KnownCell, row: FigureRow | None) -> tuple[bool, str]:
    if row is None:
        return False, f"{cell.file} {cell.cell}: prints {cell.printed!r}; no figure was extracted"
    good = right(cell, row)
    got = f"{row.get('state')} {row.get('number')}"
    return good, f"{cell.file} {cell.cell}: prints {cell.printed!r} ({cell.state}), extracted as {got}"


def _line_verdicts(cells: Iterable[KnownCell], got: Mapping[tuple[str, str], FigureRow]) -> list[tuple[bool, str]]:
    verdicts = []
    for cell in cells:
        row = got.get((cell.file, cell.cell))
        if cell.line is not None:
            line = row.get("line") if row else None
            verdicts.append((line == cell.line, f"{cell.file} {cell.cell}: on line {cell.line}, not {line}"))
    return verdicts


def _invented(cells: Iterable[KnownCell], got: Mapping[tuple[str, str], FigureRow]) -> list[tuple[bool, str]]:
    return [
        (_number(row) is not None, f"{cell.file} {cell.cell}: {cell.state} became {row.get('number')}")
        for cell in cells
        if cell.state in EMPTY_STATES
        for row in [got.get((cell.file, cell.cell), {})]
    ]


def _shifted(cells: Iterable[KnownCell], got: Mapping[tuple[str, str], FigureRow]) -> list[tuple[bool, str]]:
    verdicts = []
    for cell in cells:
        number = _number(got.get((cell.file, cell.cell), {}))
        if cell.value is not None:
            shifted = number is not None and number != cell.value
            verdicts.append((shifted, f"{cell.file} {cell.cell}: prints {cell.printed!r}, became {number}"))
    return verdicts


def _number(row: FigureRow) -> Decimal | None:
    number = row.get("number")
    return None if number is None else Decimal(str(number))
