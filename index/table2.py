"""Table 2, proactive disclosure: five small blocks, each row read under its own block's header."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.form import FORMS, Forms, load_forms, measure_id
from index.labels import CLOSE, Wordings, normal, score
from index.quick import quick
from index.table_rows import NotExtracted, Place, PrintedCell, Reading, Row, has_digit, printed_cell

CORNER = ("信息内容",)
UNIT = re.compile(r"[(（](?:单位[:：])?\s*(万元|亿元|元)\s*[)）]")


@quick
@dataclass(frozen=True, slots=True)
class _Line:
    """One row of values with the header it stands under."""

    row: Row
    key: str  # row id of the form
    fit: float
    header: tuple[str, ...]
    columns: tuple[int, ...]  # where the header prints its words, counted from the cell after 信息内容
    width: int  # cells of the header after 信息内容, padding counted


def read_t2(rows: Sequence[Row], forms: Forms) -> Reading:
    """Match the rows of a printed table 2 to the form by row label and by header.

    Raises:
        NotExtracted: a row is missing, doubled or under another header than the form's, or values cannot be told
            from padding.
    """
    lines = _lines(rows, forms)
    if not lines:
        raise NotExtracted("没有找到任何一行公开情况数据")
    keys = [line.key for line in lines]
    if doubled := {key for key, times in Counter(keys).items() if times > 1}:
        raise NotExtracted("行重复：" + "、".join(forms.rows[key].zh for key in sorted(doubled)))
    form = _form(lines, forms)
    wanted = list(dict.fromkeys(forms.cells[cell].row for cell in forms.printed[form, "t2"]))
    by_key = {line.key: line for line in lines}
    if missing := [key for key in wanted if key not in by_key]:
        raise NotExtracted(f"{form} 表二缺少可读的行：" + "、".join(forms.rows[key].zh for key in missing))
    cells: list[PrintedCell] = []
    for key in wanted:
        cells.extend(_cells(by_key[key], form, key == wanted[-1], forms))
    fits = [by_key[key].fit for key in wanted]
    return Reading(form, tuple(cells), round(sum(fits) / len(fits) / 100, 3))


def _lines(rows: Sequence[Row], forms: Forms) -> list[_Line]:
    wordings = rows_worded()
    lines: list[_Line] = []
    header: list[Row] = []
    for row in rows:
        first = next((place.text for place in row.places if place.text), "")
        match = wordings.best(first)
        if lines and not row.labels:
            _check_labelled(row, lines[-1].row)
        if match and len(row.labels) == 1:
            lines.append(_Line(row, match.key, match.score, _header(header), *_columns(header)))
        elif is_corner(first) or (header and not is_article(first)):
            if is_corner(first):
                header = []
            header.append(row)
            if any(has_digit(place.text) for place in row.after_labels):
                header.pop()  # a row some provinces add: values under a label the form does not have
        elif is_article(first):
            header = []
    return lines


PAGE = re.compile(r"\W*(?:第|共)?\s*\d{1,3}(?:\s*/\s*\d{1,3})?\s*页?\W*(?:共\s*\d{1,3}\s*页\W*)?")


@lru_cache(maxsize=1)
def rows_worded() -> Wordings:
    """How the rows of table 2 may be printed."""
    return Wordings({key: item.labels for key, item in load_forms().rows.items() if item.table == "t2"})


@lru_cache(maxsize=1)
def measures_worded() -> Wordings:
    """How the columns of table 2 may be headed."""
    return Wordings({measure: item.labels for measure, item in load_forms().measures.items()})


def _check_labelled(row: Row, before: Row) -> None:
    """Refuse a table with several numbers, or an amount, under no label: they belong to no row of it.

    One bare number may be that of a page, unless the row before it prints some of its values and ends in a blank.
    """
    texts = [place.text for place in row.places if place.text]
    loose = [text for text in texts if has_digit(text)]
    filled = [bool(place.text) for place in before.after_labels]
    number_of_page = len(texts) == 1 and len(row.places) == 1 and bool(PAGE.fullmatch(texts[0]))
    if loose and (not number_of_page or (any(filled) and not filled[-1])):
        raise NotExtracted(f"有数值不在任何一行之内：{loose[0]}")


@lru_cache(maxsize=4096)
def is_article(text: str) -> bool:
    """Whether a text opens a block of table 2."""
    articles = load_forms().articles.values()
    return "第二十条" in normal(text) or any(score(text, item.labels) >= CLOSE for item in articles)


@lru_cache(maxsize=4096)
def is_corner(text: str) -> bool:
    """Whether a text is the corner of a block of table 2."""
    return score(text, CORNER) >= CLOSE


def _header(rows: Sequence[Row]) -> tuple[str, ...]:
    """The header of each value column, joined over the rows a publisher broke it into."""
    width = max((len(row.places) for row in rows), default=0)
    columns = ["".join(row.places[at].text for row in rows if at < len(row.places)) for at in range(width)]
    return tuple(text for text in columns[1:] if text)


def _columns(rows: Sequence[Row]) -> tuple[tuple[int, ...], int]:
    """Where the first row of a header prints its words, and how wide it is, both after its corner."""
    texts = [place.text for place in rows[0].places] if rows else []
    corner = next((at for at, text in enumerate(texts) if text), len(texts))
    after = texts[corner + 1 :]
    return tuple(at for at, text in enumerate(after) if text), len(after)


def _form(lines: Sequence[_Line], forms: Forms) -> str:
    """The one form all of whose headers fit the rows that are there."""
    fitting = [form for form in FORMS if all(_under_its_header(line, form, forms) for line in lines)]
    if len(fitting) != 1:
        names = "、".join(forms.rows[line.key].zh for line in lines if not _any_form(line, forms))
        raise NotExtracted(f"表二表头与规定格式不同{'：' + names if names else ''}")
    return fitting[0]


def _any_form(line: _Line, forms: Forms) -> bool:
    return any(_under_its_header(line, form, forms) for form in FORMS)


@lru_cache(maxsize=256)
def measures_of(key: str, form: str) -> tuple[str, ...]:
    """The measures that a form has for a row of table 2, in its order."""
    forms = load_forms()
    return tuple(forms.cells[cell].column for cell in forms.printed[form, "t2"] if forms.cells[cell].row == key)


def _under_its_header(line: _Line, form: str, forms: Forms) -> bool:
    measures = measures_of(line.key, form)
    if not measures:
        return form not in forms.rows[line.key].forms and not line.header
    if len(line.header) != len(measures):
        return False
    for text, suffix in zip(line.header, measures, strict=True):
        match = measures_worded().best(text)
        if match is None or match.key != measure_id(line.key, suffix):
            return False
    return True


def _cells(line: _Line, form: str, last: bool, forms: Forms) -> list[PrintedCell]:
    measures = measures_of(line.key, form)
    cells = []
    for offset, (suffix, place) in enumerate(zip(measures, _values(line, last, forms), strict=True)):
        unit = header_unit(line.header[offset])
        cells.append(printed_cell(f"{line.key}.{suffix}", place, _at(line.row, place, offset), unit))
    return cells


def _values(line: _Line, last: bool, forms: Forms) -> list[Place]:
    """The cells under the words of the header: a row is exactly as wide as its header, and padded in the same places.

    Only the last row of the table may have lost its padding: converters drop what is empty at the end of a table.
    """
    after = line.row.after_labels
    wide = len(after) == line.width and not any(p.text for at, p in enumerate(after) if at not in line.columns)
    if wide and len(line.columns) == len(line.header):
        return [after[at] for at in line.columns]
    bare = len(after) == len(line.header) and (bool(after[-1].text) or not any(place.text for place in after))
    if last and bare:
        return list(after)
    raise NotExtracted(f"“{forms.rows[line.key].zh}”一行的数值与表头各栏对不上")


def _at(row: Row, place: Place, offset: int) -> tuple[int, int]:
    return row.number, place.column if place.column is not None else 1 + offset


def header_unit(header: str) -> str:
    """The unit that a header says in brackets, or ""."""
    found = UNIT.search(header) if "元" in header else None
    return found.group(1) if found else ""
