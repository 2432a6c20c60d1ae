"""Table 3 of a grid with real spans: rows by their deepest label, values by the header over them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from index.form import Forms
from index.labels import normal
from index.table3_header import Header, bare_header, header_of, moved_header
from index.table3_match import (
    GROUPS,
    align,
    cells_of,
    fits_any,
    form_of,
    gains,
    groups_named,
    is_head,
    is_strange,
    label_fit,
    missing_rows,
)
from index.table_grid import (
    Field,
    covers,
    is_heading,
    is_page_number,
    labels_of,
    several_values,
    values_under,
)
from index.table_rows import NotExtracted, Place, PrintedCell, PrintedExtra, Reading, Row, printed_cell

COUNTED_IN = {"件", "条", "项", "份", "次", "单位", "数量"}  # what a column beside the labels may say in every row


@dataclass(frozen=True, slots=True)
class _Line:
    """A row under its header. `rest` is the row of values where a page break parts it from its label."""

    row: Row
    header: Header
    labels: tuple[str, ...]
    rest: Row | None = None

    @property
    def label(self) -> str:
        """The deepest label. A unit beside it is none; a number there is a value that has slid."""
        return _deepest(self.labels)

    @property
    def printed(self) -> bool:
        """Whether it prints anything under a header of the form or beside it."""
        row = self.rest or self.row
        return any(slot.place.text for slot in covers(row, self.header.start, len(row.slots)))


@lru_cache(maxsize=4096)
def _deepest(labels: tuple[str, ...]) -> str:
    return next((text for text in reversed(labels) if normal(text) not in COUNTED_IN), "")


def read_t3_spans(rows: Sequence[Row], forms: Forms) -> Reading:
    """Match the rows of a printed table 3 with spans.

    Raises:
        NotExtracted: a row or column of the form is missing, doubled or out of order, a cell is merged over two of
            them, or values stand outside every row.
    """
    lines = _joined(_lines(rows, forms), forms)
    form = form_of([line.label for line in lines], forms)
    found = align([line.label for line in lines], form, forms)
    own = forms.t3_rows(form)
    found = {key: at for key, at in found.items() if key not in GROUPS or key in own or lines[at].printed}
    if reason := missing_rows(found, form, forms):
        raise NotExtracted(reason)
    extras = _extras(lines, found, forms)
    cells: list[PrintedCell] = []
    doubts = [line.header.doubt for line in lines if line.header.doubt]
    for key, at in found.items():
        line = lines[at]
        _check_parents(key, line, forms)
        row = line.rest or line.row
        names = tuple(line.header.columns)
        places, exact = values_under(row, [line.header.columns[name] for name in names], forms.rows[key].zh)
        _check_covered(row, line.header, forms.rows[key].zh)
        if not exact:
            doubts.append(f"“{forms.rows[key].zh}”一行的格线与表头不齐")
        if line.rest and any(place.text for place in places):
            doubts.append(f"“{forms.rows[key].zh}”一行被分页隔断")
        for cell, place in zip(cells_of(key, names), places, strict=True):
            if not place.text.isalnum() and several_values(place.text):  # most print a number
                raise NotExtracted(f"“{forms.rows[key].zh}”一行的一格中有多行数值，两行合成了一行")
            cells.append(printed_cell(cell, place, (row.number, place.column or 0), "", row.grid))
        extras += [
            _extra(line.labels, field, row) for field in line.header.extra if covers(row, field.start, field.end)
        ]
    fit = label_fit({key: lines[at].label for key, at in found.items()}, forms)
    order = "" if all(line.header.in_order for line in lines) else "表三栏目的次序与规定格式不同"
    return Reading(form, tuple(cells), fit, tuple(extras), "；".join(dict.fromkeys(doubts)), order)


def _lines(rows: Sequence[Row], forms: Forms) -> list[_Line]:
    """The rows of values and of group labels, each under the header of its own grid or of the one before it."""
    lines: list[_Line] = []
    header: Header | None = None
    pending: list[Row] = []
    piece = width = -1
    for row in rows:
        if row.piece != piece:
            if pending and piece >= 0 and not _heads(row):
                header, pending = header_of(pending, forms), []
            if header and len(row.slots) != width and not _heads(row):
                header = moved_header(header, len(row.slots) - width)
            piece, width = row.piece, len(row.slots)
        texts = [place.text for place in row.places]
        if not any(texts) or is_page_number(texts):
            continue
        if _heads(row) or (pending and not _opens_data(row, forms)):
            pending.append(row)
            continue
        if pending:
            header, pending = header_of(pending, forms), []
        if header is None:
            if not _opens_data(row, forms):
                continue
            header = bare_header(row)
        lines.append(_Line(row, header, labels_of(row, header.start)))
    return lines


def _heads(row: Row) -> bool:
    """Whether a row is part of a header: it names applicants, and no row of the form."""
    return any(is_head(place.text) for place in row.places if place.text)


def _opens_data(row: Row, forms: Forms) -> bool:
    texts = [place.text for place in row.places if place.text]
    return any(gains(text, forms).keys() - {"t3.res.other.rest", "t3.res.total"} for text in texts)


def _joined(lines: list[_Line], forms: Forms) -> list[_Line]:
    """The lines with those put together that a page break cuts: the rest of a label, or values without one."""
    joined: list[_Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last is None or last.row.piece == line.row.piece or last.rest or (last.printed and line.printed):
            joined.append(line)
            continue
        label = last.label + (line.label if line.label != last.label else "")
        better = len(gains(label, forms)) > 0 and _fit(label, forms) > max(
            _fit(t, forms) for t in (last.label, line.label)
        )
        bare = not line.label and line.printed and not last.printed and last.label not in ("", *line.labels)
        if not (better or bare):
            joined.append(line)
            continue
        rest = line.row if line.printed else None
        joined[-1] = replace(last, labels=(*last.labels[:-1], label), rest=rest,
                             header=line.header if rest else last.header)  # fmt: skip
    return joined


def _fit(label: str, forms: Forms) -> float:
    return max(gains(label, forms).values(), default=0.0)


def _check_covered(row: Row, header: Header, name: str) -> None:
    """Refuse a row that prints something in a column without a header: header or row has slid."""
    under = header.under
    for slot in covers(row, header.start, len(row.slots)):
        if slot.end > header.end:
            raise NotExtracted(f"“{name}”一行比表头多出一格，数值可能错位")
        text, _, column = slot.place
        if text and column not in under and under.isdisjoint(range(column or 0, slot.end)):
            raise NotExtracted(f"“{name}”一行有数值“{text[:20]}”不在任何一栏的表头之下")


def _check_parents(key: str, line: _Line, forms: Forms) -> None:
    """Refuse a row that stands under another group than its own."""
    parent = forms.rows[key].parent
    for text in line.labels[:-1]:
        named = groups_named(text)
        if named and parent not in named and key not in named:
            raise NotExtracted(f"“{forms.rows[key].zh}”一行排在“{text}”之下，与规定格式不同")


def _extras(lines: Sequence[_Line], found: dict[str, int], forms: Forms) -> list[PrintedExtra]:
    """The cells of rows that the form does not have.

    Raises:
        NotExtracted: a row of the form is there twice, or values stand under no label: something slipped.
    """
    extras: list[PrintedExtra] = []
    used = set(found.values())
    for at, line in enumerate(lines):
        if at in used or is_heading(line.row, line.header.start):
            continue
        if not line.printed:
            if fits_any(line.label, [key for key in found if key not in GROUPS], forms):
                raise NotExtracted(f"“{line.label}”一行重复")
            continue
        if not line.label:
            raise NotExtracted(f"有数值不在任何一行之内：{'、'.join(p.text for p in line.row.places if p.text)[:60]}")
        if not is_strange(line.label):
            raise NotExtracted(f"“{line.label}”一行重复、残缺或不在规定格式之内")
        fields = list(line.header.columns.values())
        values_under(line.row, fields, line.label)
        extras += [_extra(line.labels, field, line.row) for field in (*fields, *line.header.extra)]
    return extras


def _extra(labels: tuple[str, ...], field: Field, row: Row) -> PrintedExtra:
    slots = covers(row, field.start, field.end)
    place = next((slot.place for slot in slots if slot.place.text), slots[0].place if slots else None)
    place = place or Place("", row.places[0].cell, field.start)
    return PrintedExtra(labels, field.texts, place, (row.number, place.column or 0), row.grid)
