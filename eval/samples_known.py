"""What must be read from an invented report: its known figures, and the findings that were put into it."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from eval.samples_form import T4_BLOCKS, applicants, request_rows

STATES = {"": "blank", "\u3000": "blank", "-": "dash", "—": "dash", "/": "slash"}
RESULTS = "t3.res."
HANDLED = "t3.res.total"


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """One printed cell: the raw text, the number it stands for (None: none is printed) and its 1-based line."""

    cell: str
    printed: str
    number: Decimal | None
    line: int

    @property
    def state(self) -> str:
        """number, blank, dash or slash."""
        return "number" if self.number is not None else STATES[self.printed]


@dataclass(frozen=True, slots=True)
class Known:
    """A report with all its printed cells in form order."""

    file: str
    issuer: str
    year: int
    form2: str
    form3: str
    figures: tuple[KnownFigure, ...]

    def json(self) -> str:
        """The known figures as a JSON file, one cell a line.

        `form` is the form of table 2; where table 3 follows another, `forms` names both.
        """
        head: dict[str, object] = {"file": self.file, "issuer": self.issuer, "year": self.year, "form": self.form2}
        if self.form2 != self.form3:
            head["forms"] = {"t2": self.form2, "t3": self.form3}
        fields = [f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}," for key, value in head.items()]
        cells = ",\n".join(f"  {_figure_json(figure)}" for figure in self.figures)
        return "\n".join(["{", *fields, ' "cells": [', cells, " ]", "}"]) + "\n"


def _figure_json(figure: KnownFigure) -> str:
    number = figure.number
    value = None if number is None else int(number) if number == int(number) else float(number)
    record = {
        "table": figure.cell.partition(".")[0],
        "cell": figure.cell,
        "printed": figure.printed,
        "value": value,
        "line": figure.line,
        "state": figure.state,
    }
    return json.dumps(record, ensure_ascii=False)


def sums(form3: str) -> list[tuple[str, str, list[str], list[str]]]:
    """Every instance of the four sum rules as (rule, instance, left cells, right cells): both sides add up alike."""
    columns = applicants()
    rows = [row.id for row in request_rows(form3)]
    results = [row for row in rows if row.startswith(RESULTS) and row != HANDLED]
    found = [("T3.ROW", row, [f"{row}|{c}" for c in columns[:-1]], [f"{row}|{columns[-1]}"]) for row in rows]
    found += [("T3.RESULT", c, [f"{row}|{c}" for row in results], [f"{HANDLED}|{c}"]) for c in columns]
    for column in columns:
        left = [f"t3.new|{column}", f"t3.carried_in|{column}"]
        found.append(("T3.BALANCE", column, left, [f"{HANDLED}|{column}", f"t3.carried_out|{column}"]))
    parts = ("upheld", "corrected", "other", "pending")
    found += [("T4.SUM", block, [f"{block}.{part}" for part in parts], [f"{block}.total"]) for block in T4_BLOCKS]
    return found


def findings(known: Known) -> tuple[Counter[str], list[str]]:
    """Return how many sums of a report pass, fail or are not_assessable, and its findings in the form of findings.yaml.

    Only what is put into invented reports on purpose can be found: broken row totals, broken totals of table 4, and
    cells that print no number.
    """
    numbers = {figure.cell: figure.number for figure in known.figures}
    lines = {figure.cell: figure.line for figure in known.figures}
    tally: Counter[str] = Counter()
    entries = []
    for rule, instance, left, right in sums(known.form3):
        values = [_added(numbers, left), _added(numbers, right)]
        if None in values:
            tally["not_assessable"] += 1
        elif values[0] == values[1]:
            tally["pass"] += 1
        else:
            tally["fail"] += 1
            natural = f"natural: {numbers[left[0]]}, " if rule == "T3.ROW" else ""
            entries.append(
                f"{{rule: {rule}, row: {instance}, {natural}sum: {values[0]}, printed_total: {values[1]}, "
                f"lines: [{lines[left[0]]}, {lines[right[0]]}]}}"
            )
    for table in ("t2", "t3", "t4"):
        empty = [figure for figure in known.figures if figure.cell.startswith(table) and figure.number is None]
        if empty:
            cells = ", ".join(f'"{figure.cell}"' for figure in empty)
            where = ", ".join(str(figure.line) for figure in empty)
            entries.append(f"{{rule: {table.upper()}.BLANK, cells: [{cells}], lines: [{where}]}}")
    return tally, entries


def _added(numbers: Mapping[str, Decimal | None], cells: list[str]) -> Decimal | None:
    total = Decimal(0)
    for cell in cells:
        number = numbers[cell]
        if number is None:
            return None
        total += number
    return total
