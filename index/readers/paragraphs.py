"""Tables whose cells stand a paragraph each, without tabs or bars: blank cells have vanished.

A row is its labels and the values after them. The matcher accepts it only where it has all its values.
"""

from collections.abc import Sequence
from functools import lru_cache

from index.form import load_forms
from index.labels import CLOSE, normal, printed_text, score
from index.report import Grid, GridCell

LONGEST_CELL = 60  # a longer line is prose
LEAST_LINES = 14  # the shortest table, a block of table 2 apart, has fifteen values
LEAST_VALUES = 0.3  # of the lines of a table
HEADS = ("信息内容", "行政复议", "申请人情况")
VALUE_MARKS = set("0123456789,.-—–/\\+±增减项件元万个条()")


def cut_paragraphs(lines: Sequence[str], at: int) -> tuple[Grid, int] | None:
    """The table whose first cell is line `at` (0-based), and the place after its last one; None where none begins."""
    if not opens(printed_text(lines[at])):
        return None
    rows: list[list[GridCell]] = [[]]
    count = values = 0
    end, cases = at, False  # cases: in table 4, whose values are a row of their own
    for number in range(at, len(lines)):
        text = printed_text(lines[number])
        if not text:
            continue
        value = is_value(text)
        if not value and (len(text) > LONGEST_CELL or text[-1] in "。；：:" or not is_word(text)):
            break
        cases = normal(text) == "行政复议" or (cases and not opens(text))
        before = bool(rows[-1]) and is_value(rows[-1][-1].text)
        starts = cases and not before if value else before or begins_row(text)
        if rows[-1] and starts:
            rows.append([])
        rows[-1].append(GridCell(text, number + 1))
        count, values, end = count + 1, values + value, number + 1
    if count < LEAST_LINES or values < LEAST_VALUES * count:
        return None
    return Grid(tuple(tuple(row) for row in rows)), end


def paragraph_lines(lines: Sequence[str]) -> int:
    """How many lines are a value alone: many say that cells stand a paragraph each."""
    return sum(is_value(text) for line in lines if (text := printed_text(line)))


@lru_cache(maxsize=16384)
def is_value(text: str) -> bool:
    """Whether a text can be the value of a cell."""
    plain = normal(text)
    return (
        len(text) <= 16 and set(text) <= VALUE_MARKS and (plain.isdigit() or not plain or any(map(str.isdigit, plain)))
    )


@lru_cache(maxsize=16384)
def opens(text: str) -> bool:
    """Whether a text stands at the head of a table or of a block of table 2."""
    plain = normal(text)
    return plain in HEADS or "第二十条第" in plain or "勾稽关系" in plain or _fits(text, ("t3.new",))


@lru_cache(maxsize=16384)
def begins_row(text: str) -> bool:
    """Whether a text opens a table or is the label of a row of tables 2 and 3."""
    return opens(text) or _fits(
        text, tuple(key for key, item in load_forms().rows.items() if item.table in ("t2", "t3"))
    )


def _fits(text: str, keys: tuple[str, ...]) -> bool:
    rows = load_forms().rows
    return any(score(text, rows[key].labels) >= CLOSE for key in keys)


@lru_cache(maxsize=16384)
def is_word(text: str) -> bool:
    """Whether a text is one that the forms print: a row, an applicant, a measure, a result or a heading of them."""
    wordings = _wordings()
    return "勾稽关系" in text or any(score(text, labels) >= CLOSE for labels in wordings)


def is_label(text: str) -> bool:
    """Whether a text is one that the forms print, to the letter; only blanks, marks and ordinals may differ."""
    return normal(text) in _normal_labels()


@lru_cache(maxsize=1)
def _normal_labels() -> frozenset[str]:
    return frozenset(normal(label) for labels in _wordings() for label in labels)


@lru_cache(maxsize=1)
def _wordings() -> tuple[tuple[str, ...], ...]:
    forms = load_forms()
    items = [*forms.rows.values(), *forms.applicants.values(), *forms.measures.values(), *forms.blocks.values()]
    items += [*forms.results.values(), *forms.articles.values()]
    words = ("未经复议直接起诉", "复议后起诉", "信息内容", "申请人情况", "合计", "其它")
    return (*(item.labels for item in items), words)
