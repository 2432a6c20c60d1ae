"""Table 2 of a grid with real spans: each row under the header of its own block, each value under its own words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.form import FORMS, Forms, measure_id
from index.labels import normal, score
from index.table2 import header_unit, is_article, is_corner, measures_of, measures_worded, rows_worded
from index.table3_match import STRANGE
from index.table_grid import Field, covers, fields_of, is_heading, is_page_number, several_values, values_under
from index.table_rows import NotExtracted, PrintedCell, PrintedExtra, Reading, Row


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of values: its row of the form ("" for a row the form lacks), its printed label, the fields over it."""

    row: Row
    key: str
    label: str
    fit: float
    fields: tuple[Field, ...]
    moved: bool  # the header stands in another grid of another width


def read_t2_spans(rows: Sequence[Row], forms: Forms) -> Reading:
    """Match the rows of a printed table 2 with spans by label and header.

    Raises:
        NotExtracted: a row is missing, doubled or under another header than the form's, or a cell is merged.
    """
    lines = _lines(rows, forms)
    known = [line for line in lines if line.key]
    if not known:
        raise NotExtracted("没有找到任何一行公开情况数据")
    keys = Counter(line.key for line in known)
    if doubled := sorted(key for key, times in keys.items() if times > 1):
        raise NotExtracted("行重复：" + "、".join(forms.rows[key].zh for key in doubled))
    form = _form(known, forms)
    wanted = list(dict.fromkeys(forms.cells[cell].row for cell in forms.printed[form, "t2"]))
    by_key = {line.key: line for line in known}
    if gone := [key for key in wanted if key not in by_key]:
        raise NotExtracted(f"{form} 表二缺少可读的行：" + "、".join(forms.rows[key].zh for key in gone))
    cells, extras, doubts = [], [], [line.label for line in known if line.moved]
    for key in wanted:
        found, exact = _cells(by_key[key], form, forms)
        cells += found
        doubts += [] if exact else [by_key[key].label]
        extras += _beside(by_key[key], found)
    for line in lines:
        if line.key not in wanted:
            extras += _beside(line, [])
    fit = sum(by_key[key].fit for key in wanted) / len(wanted) / 100
    doubt = f"{'、'.join(doubts)}各行的格线与表头不齐" if doubts else ""
    return Reading(form, tuple(cells), round(fit, 3), tuple(extras), doubt)


def _lines(rows: Sequence[Row], forms: Forms) -> list[_Line]:
    lines: list[_Line] = []
    header: list[Row] = []
    fields: tuple[Field, ...] = ()
    corner, open_, width = 0, False, -1
    for row in rows:
        texts = [place.text for place in row.places]
        at = next((p.column or 0 for p in row.places if is_corner(p.text)), None)
        if at is not None:
            header, corner, open_, width = [row], at, True, len(row.slots)
            continue
        if not any(texts) or is_page_number(texts):
            continue
        label = _label(row, corner)
        match = rows_worded().best(label)
        if not match and is_article(label):
            header, fields = [], ()
            open_ = False
            continue
        if not match and open_:
            header.append(row)
            continue
        if open_:
            fields, open_ = _fields(header, corner), False
        if match or (label and fields):
            lines.append(_Line(row, match.key if match else "", label, match.score if match else 0.0, fields,
                               len(row.slots) != width))  # fmt: skip
            _check_strange(lines[-1], forms)
        elif not is_heading(row, corner + 1) and fields:
            raise NotExtracted(f"有数值不在任何一行之内：{'、'.join(text for text in texts if text)[:60]}")
    return lines


def _label(row: Row, corner: int) -> str:
    """The words in the column of 信息内容; a row span over several rows of values is no label of any of them."""
    slot = row.slots[corner] if corner < len(row.slots) else None
    return slot.place.text if slot else ""


def _check_strange(line: _Line, forms: Forms) -> None:
    """Refuse a row whose label is nearly one of the form: its values may be that row's."""
    if line.key or not line.fields:
        return
    near = max(score(line.label, item.labels) for item in forms.rows.values() if item.table == "t2")
    if near >= STRANGE or len(normal(line.label)) < 2 or normal(line.label).isdigit():
        raise NotExtracted(f"“{line.label}”一行残缺或不在规定格式之内")
    values_under(line.row, line.fields, line.label)


def _fields(header: Sequence[Row], corner: int) -> tuple[Field, ...]:
    first = covers(header[0], corner, corner + 1)[0]
    return tuple(field for field in fields_of(header) if field.start >= first.end)


def _form(lines: Sequence[_Line], forms: Forms) -> str:
    """The one form all of whose headers are over the rows that are there."""
    fitting = [form for form in FORMS if all(_fits(line, form, forms) for line in lines)]
    if len(fitting) != 1:
        names = [line.label for line in lines if not any(_fits(line, form, forms) for form in FORMS)]
        raise NotExtracted(f"表二表头与规定格式不同{'：' + '、'.join(names) if names else ''}")
    return fitting[0]


def _fits(line: _Line, form: str, forms: Forms) -> bool:
    """Whether every measure that the form has for the row stands once in the header over it."""
    measures = measures_of(line.key, form)
    if not measures:
        return not any(measures_of(line.key, other) for other in FORMS) or form not in forms.rows[line.key].forms
    named = [_measure(field) for field in line.fields]
    return all(named.count(measure_id(line.key, measure)) == 1 for measure in measures) and not any(
        name in forms.measures and name not in [measure_id(line.key, m) for m in measures] for name in named
    )


def _measure(field: Field) -> str:
    """The measure a header names, "" for one the form does not have."""
    return _measure_said(field.words)


@lru_cache(maxsize=1024)
def _measure_said(words: tuple[str, ...]) -> str:
    matches = [match for said in words if (match := measures_worded().best(said))]
    return max(matches, key=lambda match: match.score).key if matches else ""


def _cells(line: _Line, form: str, forms: Forms) -> tuple[list[PrintedCell], bool]:
    measures = measures_of(line.key, form)
    by_measure = {_measure(field): field for field in line.fields}
    fields = [by_measure[measure_id(line.key, measure)] for measure in measures]
    places, exact = values_under(line.row, fields, line.label)
    label = _label_slot_is_own(line)
    if not label:
        raise NotExtracted(f"“{line.label}”一格与上下行合并，数值不能归于任何一行")
    for place in places:
        if several_values(place.text):
            raise NotExtracted(f"“{line.label}”一行的一格中有多行数值，两行合成了一行")
    row = line.row
    return [
        PrintedCell(f"{line.key}.{measure}", place, (row.number, place.column or 0), header_unit("".join(field.texts)),
                    row.grid)
        for measure, place, field in zip(measures, places, fields, strict=True)
    ], exact  # fmt: skip


def _label_slot_is_own(line: _Line) -> bool:
    """Whether the label's cell belongs to this row alone."""
    return any(p.text == line.label and p.cell.row_span == 1 for p in line.row.places)


def _beside(line: _Line, cells: Sequence[PrintedCell]) -> list[PrintedExtra]:
    """The cells of a row that no measure of the form takes.

    Raises:
        NotExtracted: one of them prints something and stands under no header: the row has slid.
    """
    taken = {id(cell.place) for cell in cells}
    found = []
    first = min((field.start for field in line.fields), default=1)
    for slot in covers(line.row, first, len(line.row.slots)):
        column = slot.place.column or 0
        over = next((f for f in line.fields if f.start < slot.end and column < f.end), None)
        if id(slot.place) in taken or not slot.place.text:
            continue
        if over is None or any(cell.at[1] < over.end and over.start <= cell.at[1] for cell in cells):
            raise NotExtracted(f"“{line.label}”一行有数值“{slot.place.text[:20]}”与表头各栏对不上")
        found.append(PrintedExtra((line.label,), over.texts, slot.place, (line.row.number, column), line.row.grid))
    return found
