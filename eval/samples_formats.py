"""The reports of format_reports.yaml: what each says and where its cells stand, before it becomes a file."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from eval.samples_form import Cell, Grid, Row, applicants
from eval.samples_layouts import expand
from eval.samples_legacy import legacy_list
from eval.samples_numbers import Numbers, draw
from eval.samples_report import TITLE, Content, Paragraph, Part, Sample, content, descriptions

DESCRIPTIONS = Path(__file__).parent / "format_reports.yaml"
FORMS = {"F2019": ("F2019", "F2019"), "F2021": ("F2021", "F2021"), "hybrid": ("F2021", "F2019")}
LEGACY = "F2014"
TOLD = ("plan", "channel", "management", "platform", "activity", "problem_one", "problem_two", "step_one", "step_two")
FEES = ("本年度没有收取信息处理费。", "全年收取信息处理费{fee_yuan}元，已上缴财政。")
FIRST_NUMBER = 31  # the invented reports of eval.make_samples end before it
AMISS = Decimal(7)
HEADER_ROWS = 3  # of table 3
CUT = 9  # row of table 3 inside （三）不予公开 before which it is cut in two


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatSample:
    """One entry of format_reports.yaml."""

    file: str  # below reports/formats/
    form: str
    style: frozenset[str]
    sample: Sample
    before: str = ""
    amiss: str = ""

    @property
    def suffix(self) -> str:
        """ ".html" for "a.zip/b.html" and for "page.html#2"."""
        return Path(self.file.partition("#")[0]).suffix

    @property
    def forms(self) -> tuple[str, str]:
        """The forms of table 2 and of table 3."""
        return FORMS[self.form]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands: in the expanded grid of its own printed table, on a line or on a page."""

    row: int | None = None  # 0-based, header rows counted
    column: int | None = None  # 0-based
    line: int | None = None  # 1-based
    page: int | None = None  # 1-based


@cache
def format_samples() -> tuple[FormatSample, ...]:
    """Every described report, in the order of the file."""
    entries = yaml.safe_load(DESCRIPTIONS.read_text(encoding="utf-8"))["reports"]
    return tuple(_format_sample(entry, number) for number, entry in enumerate(entries, start=FIRST_NUMBER))


def _format_sample(entry: dict[str, Any], number: int) -> FormatSample:
    file, issuer = str(entry["file"]), str(entry["issuer"])
    stem = Path(file.partition("#")[0]).stem
    year = entry.get("year") or int(re.findall(r"20\d\d", stem)[-1])
    place = re.match(r"样例省.+?[市县区]", issuer)
    facts = dict(zip(TOLD, entry["facts"], strict=True))
    facts |= {"we": "我局", "place": place[0] if place else issuer, "fee": FEES[number % 2]}
    form2, form3 = FORMS.get(entry["form"], ("F2019", "F2019"))
    slug = entry.get("slug") or stem.split("-")[0]
    sample = Sample(
        stem=f"format-{slug}-{year}", number=number, issuer=issuer, year=year, layout="", table2=form2, table3=form3,
        template=("even", "odd")[number % 2], facts=facts, amount_unit=("cell", "header")[number // 2 % 2],
    )  # fmt: skip
    style = frozenset(entry.get("style", ()))
    return FormatSample(
        file=file, form=entry["form"], style=style, sample=sample, before=entry.get("before", ""),
        amiss=entry.get("amiss", ""),
    )  # fmt: skip


@cache
def content_of(file: str) -> Content:
    """What the report of that file says, table 3 cut as its style asks for."""
    sample = next(sample for sample in format_samples() if sample.file == file)
    if sample.form == LEGACY:
        return _legacy(sample.sample)
    told = content(sample.sample, numbers_of(sample))
    if sample.style & {"split", "repeated"}:
        return replace(told, parts=tuple(new for part in told.parts for new in _cut(part, sample.style)))
    return told


def numbers_of(sample: FormatSample) -> Numbers:
    """The numbers of a report; those of the year before are taken up, except in the column that is amiss."""
    form2, form3 = sample.forms
    if not sample.before:
        return draw(sample.sample.stem, form2=form2, form3=form3)
    last = next(s for s in format_samples() if s.file.startswith(sample.before))
    before = dict(numbers_of(last).cells)
    for column in (sample.amiss, applicants()[-1]):
        before[f"t3.carried_out|{column}"] += AMISS
    return draw(sample.sample.stem, form2=form2, form3=form3, before=before)


def _legacy(sample: Sample) -> Content:
    listed = legacy_list(sample.stem)
    facts = {**sample.facts, "year": sample.year, "next_year": sample.year + 1, "issuer": sample.issuer}
    told = {cell: str(number) for cell, number in listed.values.items()}
    facts["total"], facts["received"] = told["l14.proactive.total"], told["l14.req.received"]
    parts: list[Part] = []
    for section, texts in _LEGACY_PROSE.items():
        parts += [Paragraph(section, heading=True)] if section else []
        parts += [Paragraph(text.format(**facts)) for text in texts]
    parts += [listed.grid, Paragraph(descriptions()["notice"])]
    title = TITLE.format(issuer=sample.issuer, year=sample.year)
    return Content(title, tuple(parts), told, dict(listed.values))


_LEGACY_PROSE = {
    "": [
        "根据《中华人民共和国政府信息公开条例》规定，编制{issuer}{year}年政府信息公开工作年度报告。",
        "数据统计期限为{year}年1月1日至12月31日。",
    ],
    "一、概述": ["{management}{activity}"],
    "二、主动公开政府信息情况": ["全年主动公开政府信息{total}条，重点公开了{plan}。{platform}"],
    "三、依申请公开政府信息情况": ["全年收到政府信息公开申请{received}件，均在规定期限内办理。"],
    "四、存在的问题和改进措施": ["一是{problem_one}；二是{problem_two}。{next_year}年将{step_one}，并{step_two}。"],
    "五、附表：政府信息公开情况统计表": [],
}  # fmt: skip


def _cut(part: Part, style: frozenset[str]) -> tuple[Part, ...]:
    if isinstance(part, Paragraph) or not _is_table3(part):
        return (part,)
    upper, lower = split(part, CUT)
    return (upper, lower) if "split" in style else ((*upper, *part[:HEADER_ROWS], *lower),)


def _is_table3(grid: Grid) -> bool:
    return any(cell.id.startswith("t3.") for row in grid for cell in row)


def split(grid: Grid, at: int) -> tuple[Grid, Grid]:
    """Cut a table before a row; a label that spans the cut leaves an empty cell of the rest of its rows below it."""
    rows: list[Row] = []
    carried: list[Cell] = []
    for number, row in enumerate(grid):
        own = []
        for cell in row:
            below = number + cell.rows - at
            if number < at and below > 0:
                carried.append(Cell("", "", cell.cols, below))
                cell = replace(cell, rows=cell.rows - below)
            own.append(cell)
        rows.append((*carried, *own) if number == at else tuple(own))
    return tuple(rows[:at]), tuple(rows[at:])


def places(grid: Grid) -> dict[str, Place]:
    """Row and column of each value cell in the expanded grid: of its first row and column where it spans."""
    found = {}
    for row, slots in enumerate(expand(grid)):
        for column, slot in enumerate(slots):
            if slot.cell.id and slot.first_row and slot.first_col:
                found[slot.cell.id] = Place(row=row, column=column)
    return found
