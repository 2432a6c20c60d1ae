"""An invented report before it is laid out: its numbers as printed, its prose, its tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from eval.samples_form import Grid, applicants, request_rows, table2, table2_cells, table3, table4, table4_cells
from eval.samples_numbers import RISE, SIGNED_ROWS, Numbers

DESCRIPTIONS = Path(__file__).parent / "invented_reports.yaml"
SIGNS = ({1: "增", -1: "减"}, {1: "+", -1: "-"})
AMOUNT = "t2.procurement.amount"
TITLE = "{issuer}{year}年政府信息公开工作年度报告"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One described report; `facts` are the texts that its prose is filled with."""

    stem: str
    number: int
    issuer: str
    year: int
    layout: str
    table2: str
    table3: str
    template: str
    facts: dict[str, str]
    amount_unit: str = "cell"
    broken_headers: bool = False
    states: dict[str, str] = field(default_factory=dict)
    swapped: tuple[str, ...] = ()
    raised: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of prose; a heading where it is one."""

    text: str
    heading: bool = False


Part = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Content:
    """What a report says, in reading order after its title, the notice last."""

    title: str
    parts: tuple[Part, ...]
    printed: dict[str, str]  # cell → printed text
    values: dict[str, Decimal | None]  # cell → the number it stands for; None where none is printed


@cache
def descriptions() -> dict[str, Any]:
    """invented_reports.yaml as it stands."""
    found: dict[str, Any] = yaml.safe_load(DESCRIPTIONS.read_text(encoding="utf-8"))
    return found


def content(sample: Sample, numbers: Numbers) -> Content:
    """Fill the prose and the tables of a sample with its numbers."""
    values = _seeded(sample, numbers)
    printed = {cell: sample.states.get(cell, _printed(sample, cell, value)) for cell, value in values.items()}
    parts = tuple(_parts(sample, _told(sample, numbers), printed))
    stands = {cell: None if cell in sample.states else values[cell] for cell in cells_of(sample.table2, sample.table3)}
    return Content(TITLE.format(issuer=sample.issuer, year=sample.year), parts, printed, stands)


def cells_of(form2: str, form3: str) -> list[str]:
    """Ids of all printed cells of a report in form order."""
    requests = [f"{row.id}|{column}" for row in request_rows(form3) for column in applicants()]
    return [*table2_cells(form2), *requests, *table4_cells()]


def _seeded(sample: Sample, numbers: Numbers) -> dict[str, Decimal]:
    """The numbers as printed: with the mistakes of the broken report."""
    values = dict(numbers.cells)
    if sample.swapped:
        one, other = sample.swapped
        values[one], values[other] = values[other], values[one]
    if sample.raised:
        values[sample.raised] += RISE
    return values


def _printed(sample: Sample, cell: str, value: Decimal) -> str:
    row, _, suffix = cell.rpartition(".")
    if suffix == "change":
        sign = SIGNS[(SIGNED_ROWS.index(row) + sample.number) % 2]
        return f"{sign[1 if value > 0 else -1]}{abs(value)}"
    if cell == AMOUNT and sample.amount_unit == "cell":
        return f"{value}万元"
    return str(value)


def _headers(sample: Sample) -> dict[str, str]:
    headers = {}
    if sample.amount_unit == "header":
        headers["采购总金额"] = "采购总金额（万元）"
    if sample.broken_headers:
        headers |= {"本年新制作数量": "本年新\n制作数量", "本年新公开数量": "本年新\n公开数量"}
    return headers


def _told(sample: Sample, numbers: Numbers) -> dict[str, object]:
    """Everything the templates may name."""
    cells = numbers.cells
    told: dict[str, object] = {
        **numbers.told,
        "issuer": sample.issuer,
        "year": sample.year,
        "next_year": sample.year + 1,
        "number": sample.number,
        "slug": sample.stem.split("-")[1],
        "basis": descriptions()["basis"][sample.table2],
        "new": cells["t3.new|total"],
        "natural": cells["t3.new|natural"],
        "organisations": cells["t3.new|total"] - cells["t3.new|natural"],
        "handled": cells["t3.res.total|total"],
        "carried_in": cells["t3.carried_in|total"],
        "carried_out": cells["t3.carried_out|total"],
        "normative": cells["t2.normative.made"],
        "license": cells["t2.license.decisions"],
        "penalty": cells["t2.penalty.decisions"],
        "review": cells["t4.review.total"],
        "lawsuits": cells["t4.direct.total"] + cells["t4.post.total"],
    }
    told |= {name: fact.format(**told) for name, fact in sample.facts.items()}
    # The prose of the broken report is silent on what its table has wrong, so that only the two rules fail.
    told["disputes"] = "" if sample.raised else descriptions()["disputes"].format(**told)
    return told


def _parts(sample: Sample, told: dict[str, object], printed: Mapping[str, str]) -> Iterator[Part]:
    template = descriptions()["templates"][sample.template]
    tables = {
        "s2": table2(sample.table2, printed, _headers(sample)),
        "s3": table3(sample.table3, printed),
        "s4": table4(printed),
    }
    prose = {"s1": template["overview"], "s5": template["problems"], "s6": template["other"]}
    for text in template["opening"]:
        yield Paragraph(text.format(**told))
    for section, title in descriptions()["section_titles"].items():
        yield Paragraph(title, heading=True)
        for text in prose.get(section, ()):
            yield Paragraph(text.format(**told))
        if section in tables:
            yield tables[section]
    yield Paragraph(descriptions()["notice"])
