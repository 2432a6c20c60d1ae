"""Write the invented sample reports, their known figures and their findings.

    invented_reports.yaml ─▶ samples_numbers (draw) ─▶ samples_form (tables) ─▶ samples_layouts (text) ─▶ reports/*.txt
                                                                                └─▶ samples_known ─▶ known_figures/

Run it with `python -m eval.make_samples`: the same input gives the same files, byte for byte. The five samples that
carry real figures are written by hand and are left alone, as is the part of findings.yaml above the mark.
"""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from eval.samples_form import Grid, applicants, request_rows, table2, table2_cells, table3, table4, table4_cells
from eval.samples_known import Known, KnownFigure, findings
from eval.samples_layouts import Page
from eval.samples_numbers import RISE, SIGNED_ROWS, Numbers, draw

HERE = Path(__file__).parent
DESCRIPTIONS = HERE / "invented_reports.yaml"
FINDINGS = "known_figures/findings.yaml"
MARK = "# ---- Below: the invented reports, written by eval.make_samples."
OUTCOMES = ("pass", "fail", "not_assessable")
SIGNS = ({1: "增", -1: "减"}, {1: "+", -1: "-"})
AMOUNT = "t2.procurement.amount"
TITLE = "{issuer}{year}年政府信息公开工作年度报告"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One entry of invented_reports.yaml; `facts` are the texts that its prose is filled with."""

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
class Written:
    """A report as it is written, and what must be read from it."""

    text: str
    known: Known


@cache
def _descriptions() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(DESCRIPTIONS.read_text(encoding="utf-8"))
    return found


def samples() -> list[Sample]:
    """The invented reports as described, in the order of the file."""
    own = {"stem", "issuer", "year", "layout", "table2", "table3", "template", "amount_unit", "broken_headers"}
    own |= {"states", "swapped", "raised"}
    found = []
    for number, entry in enumerate(_descriptions()["reports"], start=11):
        facts = {key: value for key, value in entry.items() if key not in own}
        found.append(Sample(number=number, facts=facts, **{key: entry[key] for key in own & entry.keys()}))
    return found


def write(sample: Sample) -> Written:
    """Draw the numbers of a sample and lay it out."""
    numbers = draw(sample.stem, form2=sample.table2, form3=sample.table3, zero=sample.states.keys())
    values = _seeded(sample, numbers)
    printed = {cell: sample.states.get(cell, _printed(sample, cell, value)) for cell, value in values.items()}
    page = Page(sample.layout)
    page.lines.append(TITLE.format(issuer=sample.issuer, year=sample.year))
    _fill(page, sample, _told(sample, numbers), printed)
    columns = applicants()
    cells = [
        *table2_cells(sample.table2),
        *(f"{row.id}|{column}" for row in request_rows(sample.table3) for column in columns),
        *table4_cells(),
    ]
    figures = [
        KnownFigure(cell, printed[cell], None if cell in sample.states else values[cell], page.places[cell])
        for cell in cells
    ]
    known = Known(f"{sample.stem}.txt", sample.issuer, sample.year, sample.table2, sample.table3, tuple(figures))
    return Written(page.text, known)


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
        "basis": _descriptions()["basis"][sample.table2],
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
    told["disputes"] = "" if sample.raised else _descriptions()["disputes"].format(**told)
    return told


def _fill(page: Page, sample: Sample, told: dict[str, object], printed: dict[str, str]) -> None:
    titles, template = _descriptions()["section_titles"], _descriptions()["templates"][sample.template]
    tables: dict[str, Grid] = {
        "s2": table2(sample.table2, printed, _headers(sample)),
        "s3": table3(sample.table3, printed),
        "s4": table4(printed),
    }
    prose = {"s1": template["overview"], "s5": template["problems"], "s6": template["other"]}
    page.lines += [""] if page.layout != "pipe-cell" else []
    for text in template["opening"]:
        page.paragraph(text.format(**told))
    for section, title in titles.items():
        page.paragraph(title)
        for text in prose.get(section, ()):
            page.paragraph(text.format(**told))
        if section in tables:
            page.table(tables[section])
    if page.lines[-1]:
        page.lines.append("")
    page.lines.append(_descriptions()["notice"])


def files() -> dict[str, str]:
    """What is written: path below eval/ → content. findings.yaml keeps what stands above its mark.

    Raises:
        ValueError: findings.yaml has no mark.
    """
    contents = {}
    above, mark, _ = (HERE / FINDINGS).read_text(encoding="utf-8").partition(MARK)
    if not mark:
        raise ValueError(f"{FINDINGS} lacks the line {MARK!r}")
    entries = []
    total: Counter[str] = Counter()
    for sample in samples():
        written = write(sample)
        contents[f"reports/{sample.stem}.txt"] = written.text
        contents[f"known_figures/{sample.stem}.json"] = written.known.json()
        tally, found = findings(written.known)
        total += tally
        note = f"   # {sample.issuer} {sample.year}: {_in_words(tally)}"
        entries.append(f'"{sample.stem}":{"" if found else " []"}{note}')
        entries += [f"  - {entry}" for entry in found]
    counts = ", ".join(f"{name}: {total[name]}" for name in OUTCOMES)
    instances = f"sum_rule_instances_invented: {{total: {total.total()}, {counts}}}"
    contents[FINDINGS] = "\n".join([above + MARK, instances, *entries]) + "\n"
    return contents


def _in_words(tally: Counter[str]) -> str:
    return ", ".join(f"{tally[name]} {name.replace('_', ' ')}" for name in OUTCOMES if tally[name])


def main() -> None:
    """Rewrite every generated file."""
    for path, content in files().items():
        (HERE / path).write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
