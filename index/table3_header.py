"""The header of table 3 in a grid with real spans: which columns are which applicant's, and where values begin."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index.form import APPLICANTS, Forms
from index.labels import normal
from index.table3_match import SUBTOTAL, applicant
from index.table_grid import Field, covers, fields_of, labels_of
from index.table_rows import NotExtracted, Row


@dataclass(frozen=True)
class Header:
    """The columns of one grid: applicant → field, others, where the values begin and where the header ends."""

    columns: dict[str, Field]
    extra: tuple[Field, ...]
    start: int
    end: int
    doubt: str = ""

    @cached_property
    def under(self) -> frozenset[int]:
        """The columns that have a header."""
        fields = (*self.columns.values(), *self.extra)
        return frozenset(at for field in fields for at in range(field.start, field.end))

    @cached_property
    def in_order(self) -> bool:
        """Whether the columns stand as the form has them."""
        order = [key for key in sorted(self.columns, key=lambda key: self.columns[key].start) if key != "org"]
        return tuple(order) == APPLICANTS


def header_of(rows: Sequence[Row], forms: Forms) -> Header:
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
    return Header({key: columns[key] for key in order}, extra, start, end, doubt)


def _applicant(field: Field) -> str | None:
    for words in field.words:
        key = applicant(normal(words))
        if key == "org" and SUBTOTAL not in normal(words):
            return None  # the heading over five columns: a column under it that says nothing else has no name
        if key:
            return key
    return None


def bare_header(row: Row) -> Header:
    """The columns of a grid without a header: its last seven, one cell each, as every form orders them."""
    width = len(row.slots)
    start = width - len(APPLICANTS)
    cells = covers(row, max(start, 0), width)
    if start < 1 or len(cells) != len(APPLICANTS) or len(labels_of(row, start)) == 0:
        raise NotExtracted("表三没有可读的表头，数值列数也与规定格式不同")
    fields = [Field(start + at, start + at + 1, (key,)) for at, key in enumerate(APPLICANTS)]
    return Header(dict(zip(APPLICANTS, fields, strict=True)), (), start, width, "表三没有可读的表头")


def moved_header(header: Header, by: int) -> Header:
    """The columns of the grid before, counted from the right: a page break may take away columns of labels."""

    def moved(field: Field) -> Field:
        return Field(field.start + by, field.end + by, field.texts)

    if header.start + by < 1:
        raise NotExtracted("表三分页后的列数与前页不同，数值无法与各栏对应")
    columns = {key: moved(field) for key, field in header.columns.items()}
    extra = tuple(moved(field) for field in header.extra)
    return Header(columns, extra, header.start + by, header.end + by, "表三分页后的列数与前页不同")
