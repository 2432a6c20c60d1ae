"""Table 3 of a grid with real spans: rows by their deepest label, values by the header over them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.form import APPLICANTS, Forms
from index.labels import CLOSE, normal, score
from index.table3_match import (
    GROUPS,
    SUBTOTAL,
    align,
    applicant,
    fits_any,
    form_of,
    gains,
    is_head,
    is_strange,
    label_fit,
    missing_rows,
)
from index.table_grid import (
    Field,
    covers,
    fields_of,
    is_heading,
    is_page_number,
    labels_of,
    several_values,
    values_under,
)
from index.table_rows import NotExtracted, Place, PrintedCell, PrintedExtra, Reading, Row

COUNTED_IN = {"件", "条", "项", "份", "次", "单位", "数量"}  # what a column beside the labels may say in every row


@dataclass(frozen=True, slots=True)
class _Header:
    """The columns of one grid: applicant → field, others, where the values begin and where the header ends."""

    columns: dict[str, Field]
    extra: tuple[Field, ...]
    start: int
    end: int
    doubt: str = ""

    @property
    def in_order(self) -> bool:
        """Whether the columns stand as the form has them."""
        order = [key for key in sorted(self.columns, key=lambda key: self.columns[key].start) if key != "org"]
        return tuple(order) == APPLICANTS


@dataclass(frozen=True, slots=True)
class _Line:
    """A row under its header. `rest` is the row of values where a page break parts it from its label."""

    row: Row
    header: _Header
    labels: tuple[str, ...]
    rest: Row | None = None

    @property
    def label(self) -> str:
        """The deepest label. A unit beside it is none; a number there is a value that has slid."""
        words = [text for text in self.labels if normal(text) not in COUNTED_IN]
        return words[-1] if words else ""

    @property
    def printed(self) -> bool:
        """Whether it prints anything under a header of the form or beside it."""
        row = self.rest or self.row
        return any(slot.place.text for slot in covers(row, self.header.start, len(row.slots)))


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
        names = list(line.header.columns)
        places, exact = values_under(row, [line.header.columns[name] for name in names], forms.rows[key].zh)
        _check_covered(row, line.header, forms.rows[key].zh)
        if not exact:
            doubts.append(f"“{forms.rows[key].zh}”一行的格线与表头不齐")
        if line.rest and any(place.text for place in places):
            doubts.append(f"“{forms.rows[key].zh}”一行被分页隔断")
        for name, place in zip(names, places, strict=True):
            if several_values(place.text):
                raise NotExtracted(f"“{forms.rows[key].zh}”一行的一格中有多行数值，两行合成了一行")
            cells.append(PrintedCell(f"{key}|{name}", place, (row.number, place.column or 0), "", row.grid))
        extras += [
            _extra(line.labels, field, row) for field in line.header.extra if covers(row, field.start, field.end)
        ]
    fit = label_fit({key: lines[at].label for key, at in found.items()}, forms)
    order = "" if all(line.header.in_order for line in lines) else "表三栏目的次序与规定格式不同"
    return Reading(form, tuple(cells), fit, tuple(extras), "；".join(dict.fromkeys(doubts)), order)


def _lines(rows: Sequence[Row], forms: Forms) -> list[_Line]:
    """The rows of values and of group labels, each under the header of its own grid or of the one before it."""
    lines: list[_Line] = []
    header: _Header | None = None
    pending: list[Row] = []
    piece = width = -1
    for row in rows:
        if row.piece != piece:
            if pending and piece >= 0 and not _heads(row):
                header, pending = _header(pending, forms), []
            if header and len(row.slots) != width and not _heads(row):
                header = _moved(header, len(row.slots) - width)
            piece, width = row.piece, len(row.slots)
        texts = [place.text for place in row.places]
        if not any(texts) or is_page_number(texts):
            continue
        if _heads(row) or (pending and not _opens_data(row, forms)):
            pending.append(row)
            continue
        if pending:
            header, pending = _header(pending, forms), []
        if header is None:
            if not _opens_data(row, forms):
                continue
            header = _bare(row)
        lines.append(_Line(row, header, labels_of(row, header.start)))
    return lines


def _heads(row: Row) -> bool:
    """Whether a row is part of a header: it names applicants, and no row of the form."""
    return any(is_head(place.text) for place in row.places if place.text)


def _opens_data(row: Row, forms: Forms) -> bool:
    texts = [place.text for place in row.places if place.text]
    return any(gains(text, forms).keys() - {"t3.res.other.rest", "t3.res.total"} for text in texts)


def _header(rows: Sequence[Row], forms: Forms) -> _Header:
    """The columns that some header rows name.

    Raises:
        NotExtracted: a column of the form is missing or doubled, or an organisation is not under their heading.
    """
    fields = fields_of(rows)
    columns: dict[str, Field] = {}
    strange: list[Field] = []
    grouped = any(applicant(normal(text)) == "org" for field in fields for text in field.texts[:-1])
    for field in fields:
        key = _applicant(field)
        if key is None:
            strange.append(field)
            continue
        if key in columns:
            raise NotExtracted(f"表三表头有重复的栏目：{forms.applicants[key].zh}")
        under = any(applicant(normal(text)) == "org" for text in field.texts[:-1])
        if grouped and under != key.startswith("org"):
            raise NotExtracted(f"表三表头“{field.texts[-1]}”一栏的上级栏目与规定格式不同")
        columns[key] = field
    if gone := [key for key in APPLICANTS if key not in columns]:
        raise NotExtracted("表三表头缺少栏目：" + "、".join(forms.applicants[key].zh for key in gone))
    start = min(field.start for field in columns.values())
    # An extra column between labels and values counts as one of the labels' columns: its words are no row's label.
    extra = tuple(f for f in strange if f.start >= start and "勾稽" not in "".join(f.texts))
    nameless = [f for f in extra if applicant(normal(f.texts[-1])) == "org"]
    order = ["natural", *(key for key in columns if key.startswith("org")), "total"]
    doubt = "“法人或其他组织”之下有一栏没有名称" if nameless else ""
    end = max(at + 1 for row in rows for at, slot in enumerate(row.slots) if slot)
    return _Header({key: columns[key] for key in order}, extra, start, end, doubt)


def _applicant(field: Field) -> str | None:
    for words in field.words:
        key = applicant(normal(words))
        if key == "org" and SUBTOTAL not in normal(words):
            return None  # the heading over five columns: a column under it that says nothing else has no name
        if key:
            return key
    return None


def _bare(row: Row) -> _Header:
    """The columns of a grid without a header: its last seven, one cell each, as every form orders them."""
    width = len(row.slots)
    start = width - len(APPLICANTS)
    cells = covers(row, max(start, 0), width)
    if start < 1 or len(cells) != len(APPLICANTS) or len(labels_of(row, start)) == 0:
        raise NotExtracted("表三没有可读的表头，数值列数也与规定格式不同")
    fields = [Field(start + at, start + at + 1, (key,)) for at, key in enumerate(APPLICANTS)]
    return _Header(dict(zip(APPLICANTS, fields, strict=True)), (), start, width, "表三没有可读的表头")


def _moved(header: _Header, by: int) -> _Header:
    """The columns of the grid before, counted from the right: a page break may take away columns of labels."""

    def moved(field: Field) -> Field:
        return Field(field.start + by, field.end + by, field.texts)

    if header.start + by < 1:
        raise NotExtracted("表三分页后的列数与前页不同，数值无法与各栏对应")
    columns = {key: moved(field) for key, field in header.columns.items()}
    extra = tuple(moved(field) for field in header.extra)
    return _Header(columns, extra, header.start + by, header.end + by, "表三分页后的列数与前页不同")


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


def _check_covered(row: Row, header: _Header, name: str) -> None:
    """Refuse a row that prints something in a column without a header: header or row has slid."""
    under = {at for field in (*header.columns.values(), *header.extra) for at in range(field.start, field.end)}
    for slot in covers(row, header.start, len(row.slots)):
        if slot.end > header.end:
            raise NotExtracted(f"“{name}”一行比表头多出一格，数值可能错位")
        if slot.place.text and not under & {*range(slot.place.column or 0, slot.end)}:
            raise NotExtracted(f"“{name}”一行有数值“{slot.place.text[:20]}”不在任何一栏的表头之下")


def _check_parents(key: str, line: _Line, forms: Forms) -> None:
    """Refuse a row that stands under another group than its own."""
    parent = forms.rows[key].parent
    for text in line.labels[:-1]:
        named = [group for group in GROUPS if score(text, forms.rows[group].labels) >= CLOSE]
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
