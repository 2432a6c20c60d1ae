"""What a cell prints → a figure: its state, its exact number, its unit."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from index.form import Forms
from index.labels import printed_text
from index.quick import Remembered, series
from index.report import ExtraCell, Figure, Proposed, Source, State, Table
from index.table_layout import layout
from index.table_rows import Place, PrintedCell
from index.tables import MappedTable

NUMBER = re.compile(
    r"(?P<sign>增加|减少|新增|增|减|[+\-−↑↓])?:?"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<unit>万元|亿元|元|万|件|项|条|个|次|人次|人|篇|份|起|宗)?(?:\((?P<remark>.*)\))?",
    re.ASCII,
)
LOOSE_BLANKS = re.compile(r"(?<!\d)\s+|\s+(?!\d)")  # all but those between digits
DASHES = set("-—–─―－−_ー一~～")
SLASHES = set("/／\\＼")
NEGATIVE = {"减", "减少", "-", "−", "↓"}
SIGNS = {"增", "增加", "减", "减少", "↑", "↓"}  # as the whole remark: "3（减）" is -3
MONEY = {"万元", ""}  # units of cells in which 万 alone can only be 万元; the amount of procurement has none
AMBIGUOUS = "±"


class Reading(NamedTuple):
    """What one printed text says: its state, and for a number its value and unit."""

    state: State
    number: Decimal | None
    unit: str


def read_cell(printed: str, unit: str) -> Reading:
    """Read one cell. `unit` is the unit a bare number has.

    The value is never rescaled: "122.51万元" is 122.51 in 万元. "增3" is 3, "减11" and "11（减）" are -11, "±0" is 0;
    "22（其中修订16件）" is 22, "1 234" is 1234. Words ("无", "详见附件"), a range, an estimate, a numeral in a ring and
    digits parted in any other way are text.
    """
    text = _plain(printed)
    if not text:
        return Reading("blank", None, unit)
    if set(text) <= DASHES and text != "一":  # one alone may be the numeral
        return Reading("dash", None, unit)
    if set(text) <= SLASHES:
        return Reading("slash", None, unit)
    found = NUMBER.fullmatch(text.removeprefix(AMBIGUOUS) if text == f"{AMBIGUOUS}0" else text)
    if not found or any(unicodedata.category(character) in ("No", "Nl") for character in printed):
        return Reading("text", None, unit)
    sign, said = found["sign"], found["unit"]
    if (remark := found["remark"]) in SIGNS:
        if sign:
            return Reading("text", None, unit)
        sign = remark
    if said == "万":
        if unit not in MONEY:
            return Reading("text", None, unit)  # 12.5万 of what is counted one by one: sums over it would be wrong
        said = "万元"
    number = Decimal(re.sub("[, ]", "", found["digits"]))
    return Reading("number", -number if sign in NEGATIVE and number else number, said or unit)


def _plain(printed: str) -> str:
    """A text in normal width, without blanks but for those between digits."""
    return LOOSE_BLANKS.sub("", unicodedata.normalize("NFKC", printed_text(printed)).strip())


def read_table(mapped: MappedTable, file: str, forms: Forms) -> Table:
    """The figures of a mapped table in printed order, the table as it is shown, and what the form does not have."""
    if mapped.status != "ok":
        return Table(
            id=mapped.id, status="absent" if mapped.status == "absent" else "not_extracted", reason=mapped.reason,
            confidence=mapped.confidence, line=mapped.line, last_line=mapped.last_line, page=mapped.page,
            candidate=mapped.candidate,
            proposed=_proposed(mapped, file, forms),
        )  # fmt: skip
    figures = _figures(mapped.cells, file, forms)
    extras = tuple(
        ExtraCell(extra.row, extra.column, extra.place.text, _source(file, extra.place, extra.at, extra.grid))
        for extra in mapped.extras
    )
    return Table(
        id=mapped.id, status="ok", form=mapped.form, confidence=mapped.confidence,
        rows=layout(mapped.id, figures, mapped.form, forms), figures=figures,
        line=mapped.line, last_line=mapped.last_line, page=mapped.page, extras=extras,
    )  # fmt: skip


def _proposed(mapped: MappedTable, file: str, forms: Forms) -> Proposed | None:
    if mapped.proposed is None:
        return None
    return Proposed(mapped.proposed.form or None, _figures(mapped.proposed.cells, file, forms))


def _figures(cells: Iterable[PrintedCell], file: str, forms: Forms) -> tuple[Figure, ...]:
    cells, known = list(cells), forms.cells
    readings = [_read(said or known[key].unit)[text] for key, (text, _, _), _, said, _ in cells]
    sources = series(Source)(
        [(file, cell.line, cell.page, at, cell.box, grid, None) for _, (_, cell, _), at, _, grid in cells]
    )
    figures = [
        (key, text, state, number, unit, source)  # `read_cell` gives a number in the states that have one
        for (key, (text, _, _), _, _, _), (state, number, unit), source in zip(cells, readings, sources, strict=True)
    ]
    return tuple(series(Figure)(figures))


@lru_cache(maxsize=64)  # the forms have some ten units, and a header may say another
def _read(unit: str) -> Remembered[Reading]:
    """What texts say as `read_cell` reads them with a unit."""
    return Remembered(lambda printed: read_cell(printed, unit))


def _source(file: str, place: Place, at: tuple[int, int], grid: int | None) -> Source:
    cell = place.cell
    return Source(file, cell.line, cell.page, at, cell.box, grid)
