"""Ways to damage whole rows, labels and headers, and mutants: samples damaged by chance.

Damage that leaves the text telling which cell is which keeps the origins of tokens; the rest takes them away.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.damage_cells import (
    add_padding,
    blank_cell,
    copy,
    double_cell,
    drop_cell,
    drop_padding,
    insert,
    insert_blank,
    join_cells,
    odd_cell,
    remove,
    split_cell,
    swap_cells,
)  # fmt: skip
from tests.mutants import Document, Line, Row, Token, document, table_of, tokens

Damage = Callable[[Document, int, Random], None]


def drop_row(doc: Document, at: int, rng: Random) -> None:
    del doc.rows[at]


def double_row(doc: Document, at: int, rng: Random) -> None:
    doc.rows.insert(
        at + rng.randint(0, 1), [Line(line.style, [replace(t) for t in line.tokens]) for line in doc.rows[at]]
    )


def double_row_with_other_values(doc: Document, at: int, rng: Random) -> None:
    again = copy(doc.rows[at])
    for token in tokens(doc.rows[at]) + tokens(again):
        if token.origin:
            token.origin = None
    for token in tokens(again):
        token.text = "77" if token.text.isdigit() else token.text
    doc.rows.insert(at + rng.randint(0, 1), again)


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
        remove(row, line, place)
        insert(after, after[0], 0, Token(token.text))
    else:
        line, place = after[0], 0
        token = line.tokens[place]
        if len(after) == 1 and len(line.tokens) == 1:
            return
        remove(after, line, place)
        last = [own for own in row if own.style != "prose"][-1]
        insert(row, last, len(last.tokens), Token(token.text, token.origin))


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
    places = [
        (line, n)
        for line in row
        for n, t in enumerate(line.tokens)
        if t.text and not t.origin and line.style != "prose"
    ]
    if places:
        line, place = rng.choice(places)
        if line.tokens[place] is _labels(row)[-1]:
            for token in tokens(row):
                token.origin = None
        remove(row, line, place)


def label_last(doc: Document, at: int, rng: Random) -> None:
    """A value line before its label, as pages converted from PDF have it."""
    row = doc.rows[at]
    labels = _labels(row)
    if not labels:
        return
    label = labels[-1]
    line = next(line for line in row if any(t is label for t in line.tokens))
    place = next(n for n, t in enumerate(line.tokens) if t is label)
    remove(row, line, place)
    last = [own for own in row if own.style != "prose"][-1]
    insert(row, last, rng.randint(0, len(last.tokens)), label)


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
        copies = [copy(doc.rows[m]) for m in range(n, end)]
        doc.rows[at:at] = [copy for copy in copies if not any(line.values for line in copy)]


def drop_header(doc: Document, at: int, rng: Random) -> None:
    before = [n for n in doc.header_rows() if n < at]
    if before:
        row = doc.rows[rng.choice(before[-3:])]
        places = [(line, n) for line in row for n in range(len(line.tokens))]
        line, place = rng.choice(places)
        if line.tokens[place].text:
            line.tokens[place].text = ""


def swap_headers(doc: Document, at: int, rng: Random) -> None:
    """Two header cells change places: where they name columns, the values under them are another column's."""
    before = [n for n in doc.header_rows() if n < at]
    if not before:
        return
    found = [t for n in before[-3:] for t in tokens(doc.rows[n]) if t.text.strip("-: ")]  # no rule of Markdown
    if not found:
        return
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
            remove(row, *owners[gone])


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
    hurt: list[Row] = []
    for damage in rng.sample(DAMAGE, rng.choice((1, 1, 1, 2, 3))):
        rows = [at for at in doc.value_rows() if not any(doc.rows[at] is row for row in hurt)]
        if rows:
            at = rng.choice(rows)
            hurt.append(doc.rows[at])
            damage(doc, at, rng)
            doc.damage.append(damage.__name__)
    return doc
