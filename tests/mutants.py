"""Sample reports with their tables damaged on purpose, and what may still be read from them.

A report is cut into tokens, one a printed cell. A token knows which cell of the form it is (`origin`); damage moves,
drops or copies tokens together with that knowledge. A token whose place in the form is no longer told by the text has
no origin: whatever is read from it is wrong.
"""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from index.figures import read_table
from index.form import load_forms
from index.labels import printed_text
from index.readers.text import blocks_of
from index.report import Table
from index.tables import map_tables

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "eval" / "reports"
KNOWN = ROOT / "eval" / "known_figures"


@dataclass(slots=True)
class Token:
    """One printed cell: its text, and the cell of the form it is, None for a label, padding or a lost value."""

    text: str
    origin: str | None = None


@dataclass(slots=True)
class Line:
    """One line: prose or empty, or cells. `style` says how its cells are written down."""

    style: str  # prose, tab, pipe, row, markdown
    tokens: list[Token]

    @property
    def text(self) -> str:
        texts = [token.text for token in self.tokens]
        if self.style == "prose":
            return texts[0]
        if self.style == "tab":
            return "\t" + "\t".join(texts)
        if self.style == "pipe":
            return f"{texts[0]} |" if texts[0] else "|" * len(texts)
        return " | ".join(texts) + " |" if self.style == "row" else "| " + " | ".join(texts) + " |"

    @property
    def values(self) -> list[Token]:
        return [token for token in self.tokens if token.origin]


Row = list[Line]  # the lines of one printed row, padding included; an empty line ends it in a tab layout


@dataclass(slots=True)
class Document:
    """A report as rows: prose lines are rows of their own."""

    name: str
    rows: list[Row]
    damage: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [line for row in self.rows for line in row]

    def value_rows(self) -> list[int]:
        """Places of the rows that print values of the form."""
        return [at for at, row in enumerate(self.rows) if any(line.values for line in row)]

    def header_rows(self) -> list[int]:
        """Places of the rows of a table that print labels only."""
        return [
            at
            for at, row in enumerate(self.rows)
            if row[0].style != "prose" and not any(line.values for line in row) and any(t.text for t in tokens(row))
        ]


def tokens(row: Row) -> list[Token]:
    """All cells of a row."""
    return [token for line in row for token in line.tokens]


def table_of(row: Row) -> str:
    """t2, t3 or t4 of a row with values."""
    return next(token.origin for token in tokens(row) if token.origin)[:2]


@lru_cache(maxsize=64)
def _sample(name: str) -> tuple[str, dict[int, list[tuple[str, str]]]]:
    known = json.loads((KNOWN / f"{name}.json").read_text(encoding="utf-8"))
    by_line: dict[int, list[tuple[str, str]]] = {}
    for cell in known["cells"]:
        by_line.setdefault(cell["line"], []).append((cell["cell"], cell["printed"]))
    return (SAMPLES / f"{name}.txt").read_text(encoding="utf-8"), by_line


def sample_names() -> list[str]:
    """Every sample report that has known figures."""
    return sorted(path.stem for path in KNOWN.glob("*.json"))


def document(name: str) -> Document:
    """A sample report cut into rows of tokens; it is written down again exactly as it was."""
    text, known = _sample(name)
    raw = text.split("\n")
    lines = [_line(line, known.get(number, [])) for number, line in enumerate(raw, start=1)]
    if [line.text.strip() for line in lines] != [line.strip() for line in raw]:
        raise AssertionError(f"{name} is not written down as it was read")
    return Document(name, _rows(lines))


def _line(raw: str, known: list[tuple[str, str]]) -> Line:
    if raw.startswith("\t"):
        parts, style = raw[1:].split("\t"), "tab"
    elif raw.strip() and not raw.strip("|"):
        parts, style = [""] * len(raw), "pipe"
    elif raw.rstrip().endswith("|") and raw.startswith("|"):
        parts, style = [part.strip(" ") for part in raw.strip()[1:-1].split("|")], "markdown"
    elif raw.rstrip().endswith("|") and raw.count("|") > 1:
        parts, style = [part.strip(" ") for part in raw.rstrip().removesuffix("|").split("|")], "row"
    elif raw.rstrip().endswith("|"):
        parts, style = [raw.rstrip().removesuffix("|").rstrip(" ")], "pipe"
    else:
        parts, style = [raw], "prose"
    found = [Token(part) for part in parts]
    if known:
        first = 1 if known[0][0].startswith("t2") and len(parts) > 1 else len(parts) - len(known)
        for token, (cell, printed) in zip(found[first : first + len(known)], known, strict=True):
            if printed_text(token.text) != printed_text(printed):
                raise AssertionError(f"{raw!r} does not print {printed!r}")
            token.origin = cell
    return Line(style, found)


def _rows(lines: list[Line]) -> list[Row]:
    rows: list[Row] = []
    fresh = True
    for line in lines:
        empty = line.style == "prose" and not line.text.strip()
        label = line.style == "pipe" and bool(line.tokens[0].text) and not line.values
        if line.style == "tab" and not fresh:
            rows[-1].append(line)
        elif empty and rows and rows[-1][0].style == "tab" and not fresh:
            rows[-1].append(line)
            fresh = True
        elif line.style == "pipe" and rows and rows[-1][0].style == "pipe" and not (label and _has_values(rows[-1])):
            rows[-1].append(line)
        else:
            rows.append([line])
            fresh = line.style != "tab"
    return rows


def _has_values(row: Row) -> bool:
    return not all(token.text for token in tokens(row)) or any(line.values for line in row)


def read(doc: Document) -> dict[str, Table]:
    """The three tables as the readers find them."""
    forms = load_forms()
    text = "\n".join(line.text for line in doc.lines)
    mapped = map_tables(blocks_of(text.split("\n")), forms)
    return {name: read_table(table, doc.name, forms) for name, table in mapped.items()}


def wrong_figures(doc: Document, tables: dict[str, Table]) -> list[str]:
    """Every figure that is not the cell its line prints, and every table that is read but not whole."""
    forms = load_forms()
    by_line = dict(enumerate(_physical(doc), start=1))
    found = []
    for table in tables.values():
        for figure in table.figures:
            at = figure.source.line or 0
            right = any(t.origin == figure.cell and printed_text(t.text) == figure.printed for t in by_line[at].tokens)
            if not right and (figure.printed or not _blank_nearby(figure.cell, at, by_line)):
                found.append(f"{figure.cell} = {figure.printed!r} on line {at}: {by_line[at].text[:60]!r}")
        if table.status == "ok":
            there = {figure.cell for figure in table.figures}
            found += [f"{c} is missing" for c in forms.printed[table.form or "F2019", table.id] if c not in there]
    return found


def _blank_nearby(cell: str, at: int, by_line: dict[int, Line]) -> bool:
    """Whether the cell is a blank of that line, of one beside it or of its run of bars: padding looks the same."""
    near = {at - 1, at, at + 1}
    for step in (-1, 1):
        number = at
        while number in by_line and by_line[number].text and not by_line[number].text.strip("|"):
            near.add(number)
            number += step
    return any(
        token.origin == cell and not printed_text(token.text)
        for number in near
        if number in by_line
        for token in by_line[number].tokens
    )


def _physical(doc: Document) -> list[Line]:
    lines = []
    for line in doc.lines:
        lines += [line] * (line.text.count("\n") + 1)
    return lines
