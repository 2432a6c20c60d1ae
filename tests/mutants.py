"""Sample reports with their tables damaged on purpose, and what may still be read from them.

A report is cut into tokens, one a printed cell. A token knows which cell of the form it is (`origin`); damage moves,
drops or copies tokens together with that knowledge. A token whose place in the form is no longer told by the text has
no origin: whatever is read from it is wrong.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from random import Random

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
    """One line: prose, an empty line, or cells. `style` says how its cells are written down."""

    style: str  # prose, tab, pipe, row
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
        parts, style = [part.strip(" ") for part in raw.strip("| ").split("|")], "markdown"
        parts = [part.strip(" ") for part in raw.strip()[1:-1].split("|")]
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
    by_line = {number: line for number, line in enumerate(_physical(doc), start=1)}
    found = []
    for table in tables.values():
        for figure in table.figures:
            line = by_line[figure.source.line or 0]
            if not any(t.origin == figure.cell and printed_text(t.text) == figure.printed for t in line.tokens):
                if figure.printed or not _blank_nearby(figure.cell, figure.source.line or 0, by_line):
                    found.append(f"{figure.cell} = {figure.printed!r} on line {figure.source.line}: {line.text[:60]!r}")
        if table.status == "ok":
            there = {figure.cell for figure in table.figures}
            found += [f"{c} is missing" for c in forms.printed[table.form or "F2019", table.id] if c not in there]
    return found


def _blank_nearby(cell: str, at: int, by_line: dict[int, Line]) -> bool:
    """Whether the cell is a blank of that line or of the next: one empty cell cannot be told from the padding beside it."""
    return any(
        token.origin == cell and not printed_text(token.text)
        for number in (at - 1, at, at + 1)
        if number in by_line
        for token in by_line[number].tokens
    )


def _physical(doc: Document) -> list[Line]:
    lines = []
    for line in doc.lines:
        lines += [line] * (line.text.count("\n") + 1)
    return lines


# ---- damage: each takes a document and a row with values


Damage = Callable[[Document, int, Random], None]


def _pick(row: Row, rng: Random) -> tuple[Line, int]:
    """A value of the row: its line and its place in that line."""
    line = rng.choice([line for line in row if line.values])
    return line, rng.choice([at for at, token in enumerate(line.tokens) if token.origin])


def _insert(row: Row, line: Line, at: int, token: Token) -> None:
    if line.style in ("tab", "pipe"):
        row.insert(next(n for n, own in enumerate(row) if own is line) + at, Line(line.style, [token]))
    else:
        line.tokens.insert(at, token)


def _remove(row: Row, line: Line, at: int) -> None:
    if len(line.tokens) == 1:
        row[:] = [own for own in row if own is not line]
    else:
        del line.tokens[at]


def drop_cell(doc: Document, at: int, rng: Random) -> None:
    _remove(doc.rows[at], *_pick(doc.rows[at], rng))


def double_cell(doc: Document, at: int, rng: Random) -> None:
    line, place = _pick(doc.rows[at], rng)
    _insert(doc.rows[at], line, place, replace(line.tokens[place]))


def insert_blank(doc: Document, at: int, rng: Random) -> None:
    line, place = _pick(doc.rows[at], rng)
    _insert(doc.rows[at], line, place + rng.randint(0, 1), Token(""))


def split_cell(doc: Document, at: int, rng: Random) -> None:
    line, place = _pick(doc.rows[at], rng)
    text = line.tokens[place].text
    cut = rng.randint(0, len(text))
    line.tokens[place].text, line.tokens[place].origin = text[:cut], None if text else line.tokens[place].origin
    _insert(doc.rows[at], line, place + 1, Token(text[cut:]))


def join_cells(doc: Document, at: int, rng: Random) -> None:
    row = doc.rows[at]
    owners = [(line, n) for line in row for n, token in enumerate(line.tokens) if token.origin]
    if len(owners) < 2:
        return drop_cell(doc, at, rng)
    k = rng.randrange(len(owners) - 1)
    (line, place), (other, there) = owners[k], owners[k + 1]
    joined = line.tokens[place].text + other.tokens[there].text
    whole = joined == line.tokens[place].text
    line.tokens[place] = Token(joined, line.tokens[place].origin if whole else None)
    _remove(row, other, there)
    return None


def swap_cells(doc: Document, at: int, rng: Random) -> None:
    """Two values of a row change places: the report prints so."""
    owners = [token for token in tokens(doc.rows[at]) if token.origin]
    one, other = rng.choice(owners), rng.choice(owners)
    one.text, other.text = other.text, one.text


def blank_cell(doc: Document, at: int, rng: Random) -> None:
    line, place = _pick(doc.rows[at], rng)
    line.tokens[place].text = rng.choice(["", "\u3000"])


def odd_cell(doc: Document, at: int, rng: Random) -> None:
    line, place = _pick(doc.rows[at], rng)
    line.tokens[place].text = rng.choice(["-", "/", "无", "详见附件", "3（其中修订1件）", "１２", "±0", "1,234", "l2", "7.5万元"])


def drop_padding(doc: Document, at: int, rng: Random) -> None:
    row = doc.rows[at]
    empty = [(line, n) for line in row for n, t in enumerate(line.tokens) if not t.text and not t.origin and line.style != "prose"]
    if empty:
        _remove(row, *rng.choice(empty))


def add_padding(doc: Document, at: int, rng: Random) -> None:
    row = doc.rows[at]
    line = rng.choice([line for line in row if line.style != "prose"])
    _insert(row, line, rng.choice([0, len(line.tokens)]), Token(""))


def drop_row(doc: Document, at: int, rng: Random) -> None:
    del doc.rows[at]


def double_row(doc: Document, at: int, rng: Random) -> None:
    doc.rows.insert(at + rng.randint(0, 1), [Line(line.style, [replace(t) for t in line.tokens]) for line in doc.rows[at]])


def double_row_with_other_values(doc: Document, at: int, rng: Random) -> None:
    copy = [Line(line.style, [replace(t) for t in line.tokens]) for line in doc.rows[at]]
    for token in tokens(doc.rows[at]) + tokens(copy):
        if token.origin:
            token.origin = None
    for token in tokens(copy):
        token.text = "77" if token.text.isdigit() else token.text
    doc.rows.insert(at + rng.randint(0, 1), copy)


def swap_rows(doc: Document, at: int, rng: Random) -> None:
    same = [n for n in doc.value_rows() if table_of(doc.rows[n]) == table_of(doc.rows[at])]
    other = rng.choice(same)
    doc.rows[at], doc.rows[other] = doc.rows[other], doc.rows[at]


def split_row(doc: Document, at: int, rng: Random) -> None:
    row = doc.rows[at]
    if len(row) > 2:
        cut = rng.randint(1, len(row) - 1)
        end = [Line("prose", [Token("")])] if row[0].style == "tab" else [Line("pipe", [Token(""), Token("")])]
        doc.rows[at : at + 1] = [row[:cut] + end, row[cut:]]
    elif len(row[0].tokens) > 2:
        cut = rng.randint(1, len(row[0].tokens) - 1)
        doc.rows[at : at + 1] = [
            [Line(row[0].style, row[0].tokens[:cut])],
            [Line(row[0].style, row[0].tokens[cut:])],
        ]


def join_rows(doc: Document, at: int, rng: Random) -> None:
    if at + 1 >= len(doc.rows) or doc.rows[at + 1][0].style == "prose":
        return
    row, after = doc.rows[at], doc.rows[at + 1]
    if row[0].style in ("row", "markdown"):
        row[0].tokens += after[0].tokens
        del doc.rows[at + 1]
    else:
        doc.rows[at : at + 2] = [[line for line in row if line.style != "prose"] + after]


def move_row_end(doc: Document, at: int, rng: Random) -> None:
    """The last value of a row slips to the front of the next one, or the first of the next to the end of this one."""
    row, after = doc.rows[at], doc.rows[min(at + 1, len(doc.rows) - 1)]
    if after is row or after[0].style in ("prose", "pipe"):  # a pipe after each cell leaves no row ends to cross
        return
    if rng.random() < 0.5:
        line = [line for line in row if line.values][-1]
        place = max(n for n, t in enumerate(line.tokens) if t.origin)
        token = line.tokens[place]
        _remove(row, line, place)
        _insert(after, after[0], 0, Token(token.text))
    else:
        line, place = after[0], 0
        token = line.tokens[place]
        if len(after) == 1 and len(line.tokens) == 1:
            return
        _remove(after, line, place)
        last = [own for own in row if own.style != "prose"][-1]
        _insert(row, last, len(last.tokens), Token(token.text, token.origin))


def _labels(row: Row) -> list[Token]:
    return [token for token in tokens(row) if token.text and not token.origin]


def typo(doc: Document, at: int, rng: Random) -> None:
    """A label loses, doubles or changes one character and can still be told."""
    labels = [token for token in _labels(doc.rows[at]) if len(token.text) >= 8]
    if labels:
        token = rng.choice(labels)
        place = rng.randrange(3, len(token.text) - 1)
        middle = rng.choice(["", token.text[place] * 2, "的"])
        token.text = token.text[:place] + middle + token.text[place + 1 :]


def rename_row(doc: Document, at: int, rng: Random) -> None:
    """A row gets another row's label, or one that no form has: its values belong to no cell any more."""
    labels = _labels(doc.rows[at])
    if not labels:
        return
    others = [t.text for n in doc.value_rows() for t in _labels(doc.rows[n]) if t.text != labels[-1].text]
    labels[-1].text = rng.choice([*others, "小计", "合计", "其他", "总计", "（八）", "备注", "12", ""])
    for token in tokens(doc.rows[at]):
        token.origin = None


def swap_labels(doc: Document, at: int, rng: Random) -> None:
    """The labels of two rows change places: their values change rows with them."""
    same = [n for n in doc.value_rows() if n != at and table_of(doc.rows[n]) == table_of(doc.rows[at])]
    if not same:
        return
    one, other = doc.rows[at], doc.rows[rng.choice(same)]
    if not (_labels(one) and _labels(other)):
        return
    first, second = _labels(one)[-1], _labels(other)[-1]
    first.text, second.text = second.text, first.text
    values = [[token for token in tokens(row) if token.origin] for row in (one, other)]
    alike = table_of(one) == "t2" and len(values[0]) == len(values[1])
    origins = [[token.origin for token in row] for row in values]
    for row, names in zip(values, reversed(origins), strict=True):
        for at, token in enumerate(row):
            # In table 2 a row is read by its label wherever it stands; table 3 has its rows in the form's order.
            token.origin = names[at] if alike else None


def drop_label(doc: Document, at: int, rng: Random) -> None:
    row = doc.rows[at]
    for token in tokens(row):
        token.origin = token.origin if len(_labels(row)) > 1 else None
    places = [(line, n) for line in row for n, t in enumerate(line.tokens) if t.text and not t.origin and line.style != "prose"]
    if places:
        line, place = rng.choice(places)
        if line.tokens[place] is _labels(row)[-1]:
            for token in tokens(row):
                token.origin = None
        _remove(row, line, place)


def label_last(doc: Document, at: int, rng: Random) -> None:
    """A value line before its label, as pages converted from PDF have it."""
    row = doc.rows[at]
    labels = _labels(row)
    if not labels:
        return
    label = labels[-1]
    line = next(line for line in row if any(t is label for t in line.tokens))
    place = next(n for n, t in enumerate(line.tokens) if t is label)
    _remove(row, line, place)
    last = [own for own in row if own.style != "prose"][-1]
    _insert(row, last, rng.randint(0, len(last.tokens)), label)


def page_number(doc: Document, at: int, rng: Random) -> None:
    text = rng.choice(["12", "- 3 -", "— 4 —", "第5页", "5 / 9", "\f"])
    style = rng.choice(["prose", doc.rows[at][0].style])
    line = Line(style, [Token(text)])
    if rng.random() < 0.5:
        doc.rows.insert(at, [line])
    else:
        doc.rows[at].insert(rng.randint(0, len(doc.rows[at])), line)


def repeat_header(doc: Document, at: int, rng: Random) -> None:
    """A page break: rows of labels from above stand once more above this row."""
    before = [n for n in doc.header_rows() if n < at]
    if before:
        n = rng.choice(before[-4:])
        end = max(m for m in before) + 1
        copies = [[Line(line.style, [replace(t) for t in line.tokens]) for line in doc.rows[m]] for m in range(n, end)]
        doc.rows[at:at] = [copy for copy in copies if not any(line.values for line in copy)]


def drop_header(doc: Document, at: int, rng: Random) -> None:
    before = [n for n in doc.header_rows() if n < at]
    if before:
        row = doc.rows[rng.choice(before[-3:])]
        places = [(line, n) for line in row for n, t in enumerate(line.tokens) if line.style != "prose"]
        line, place = rng.choice(places)
        if line.tokens[place].text:
            line.tokens[place].text = ""


def swap_headers(doc: Document, at: int, rng: Random) -> None:
    """Two header cells change places: where they name columns, the values under them are another column's."""
    before = [n for n in doc.header_rows() if n < at]
    if not before:
        return
    found = [t for n in before[-3:] for t in tokens(doc.rows[n]) if t.text]
    named = _column_names(found)
    one, other = rng.choice(found), rng.choice(found)
    one.text, other.text = other.text, one.text
    if _column_names(found) == named:
        return
    for n in doc.value_rows():
        if table_of_rows(doc, before[-1], n):
            for token in tokens(doc.rows[n]):
                token.origin = None


def _column_names(found: list[Token]) -> list[str]:
    no_column = ("勾稽关系", "申请人情况", "第二十条", "信息内容")
    return [token.text for token in found if not any(word in token.text for word in no_column)]


def table_of_rows(doc: Document, header: int, at: int) -> bool:
    """Whether a row may stand under a header: no prose between them, or the same table after a page break."""
    low, high = sorted((header, at))
    return not any(r[0].style == "prose" and r[0].text.strip() for r in doc.rows[low:high])


def drop_column(doc: Document, at: int, rng: Random) -> None:
    """One column of values is gone from a whole table."""
    table, gone = table_of(doc.rows[at]), rng.randrange(7)
    for n in doc.value_rows():
        row = doc.rows[n]
        if table_of(row) != table:
            continue
        owners = [(line, k) for line in row for k, t in enumerate(line.tokens) if t.origin]
        if gone < len(owners):
            _remove(row, *owners[gone])


def cut_table(doc: Document, at: int, rng: Random) -> None:
    """The file ends in the middle of a table."""
    doc.rows[at + rng.randint(0, 1) :] = []


def move_row(doc: Document, at: int, rng: Random) -> None:
    row = doc.rows.pop(at)
    doc.rows.insert(rng.choice(doc.value_rows() or [0]), row)


DAMAGE: tuple[Damage, ...] = (
    drop_cell, double_cell, insert_blank, split_cell, join_cells, swap_cells, blank_cell, odd_cell, drop_padding,
    add_padding, drop_row, double_row, double_row_with_other_values, swap_rows, split_row, join_rows, move_row_end,
    typo, rename_row, swap_labels, drop_label, label_last, page_number, repeat_header, drop_header, swap_headers,
    drop_column, cut_table, move_row,
)  # fmt: skip


def mutant(name: str, seed: int) -> Document:
    """A damaged copy of a sample: one to three kinds of damage, each on a row of its own."""
    rng = Random(seed)
    doc = document(name)
    for damage in rng.sample(DAMAGE, rng.choice((1, 1, 1, 2, 3))):
        rows = [at for at in doc.value_rows() if not any(doc.rows[at] is row for row in _hurt(doc))]
        if rows:
            at = rng.choice(rows)
            _TOUCHED.setdefault(id(doc), []).append(doc.rows[at])
            damage(doc, at, rng)
            doc.damage.append(damage.__name__)
    _TOUCHED.pop(id(doc), None)
    return doc


_TOUCHED: dict[int, list[Row]] = {}


def _hurt(doc: Document) -> list[Row]:
    return _TOUCHED.get(id(doc), [])
