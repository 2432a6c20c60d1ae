"""Ways to damage single cells of a row with values.

Damage that leaves the text telling which cell is which keeps the origins of tokens; the rest takes them away.
"""

from dataclasses import replace
from random import Random

from tests.mutants import Document, Line, Row, Token, tokens


def _pick(row: Row, rng: Random) -> tuple[Line, int]:
    """A value of the row: its line and its place in that line."""
    line = rng.choice([line for line in row if line.values])
    return line, rng.choice([at for at, token in enumerate(line.tokens) if token.origin])


def insert(row: Row, line: Line, at: int, token: Token) -> None:
    if line.style in ("tab", "pipe"):
        row.insert(next(n for n, own in enumerate(row) if own is line) + at, Line(line.style, [token]))
    else:
        line.tokens.insert(at, token)


def remove(row: Row, line: Line, at: int) -> None:
    if len(line.tokens) == 1:
        row[:] = [own for own in row if own is not line]
    else:
        del line.tokens[at]


def copy(row: Row) -> Row:
    return [Line(line.style, [replace(token) for token in line.tokens]) for line in row]


def drop_cell(doc: Document, at: int, rng: Random) -> None:
    remove(doc.rows[at], *_pick(doc.rows[at], rng))


def double_cell(doc: Document, at: int, rng: Random) -> None:
    line, place = _pick(doc.rows[at], rng)
    insert(doc.rows[at], line, place, replace(line.tokens[place]))


def insert_blank(doc: Document, at: int, rng: Random) -> None:
    line, place = _pick(doc.rows[at], rng)
    insert(doc.rows[at], line, place + rng.randint(0, 1), Token(""))


def split_cell(doc: Document, at: int, rng: Random) -> None:
    line, place = _pick(doc.rows[at], rng)
    text = line.tokens[place].text
    cut = rng.randint(0, len(text))
    whole = cut == len(text)  # nothing is cut off: only a blank comes behind
    line.tokens[place].text, line.tokens[place].origin = text[:cut], line.tokens[place].origin if whole else None
    insert(doc.rows[at], line, place + 1, Token(text[cut:]))


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
    remove(row, other, there)
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
    line.tokens[place].text = rng.choice(["-", "/", "无", "详见附件", "3（其中修订1件）", "１２", "±0", "1,234", "l2"])


def drop_padding(doc: Document, at: int, rng: Random) -> None:
    row = doc.rows[at]
    empty = [
        (line, n)
        for line in row
        for n, t in enumerate(line.tokens)
        if not t.text and not t.origin and line.style != "prose"
    ]
    if empty:
        remove(row, *rng.choice(empty))


def add_padding(doc: Document, at: int, rng: Random) -> None:
    row = doc.rows[at]
    line = rng.choice([line for line in row if line.style != "prose"])
    insert(row, line, rng.choice([0, len(line.tokens)]), Token(""))
