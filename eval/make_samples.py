"""Write the invented sample reports, their known figures and their findings.

    invented_reports.yaml ─▶ samples_numbers (draw) ─▶ samples_report (content) ─▶ samples_layouts ─▶ reports/*.txt
                                                                                └─▶ samples_known ─▶ known_figures/

Run it with `python -m eval.make_samples`: the same input gives the same files, byte for byte. The five samples that
carry real figures are written by hand and are left alone, as is the part of findings.yaml above the mark.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from eval.samples_known import Known, KnownFigure, findings
from eval.samples_layouts import Page
from eval.samples_numbers import draw
from eval.samples_report import Content, Paragraph, Sample, content, descriptions

HERE = Path(__file__).parent
FINDINGS = "known_figures/findings.yaml"
MARK = "# ---- Below: the invented reports, written by eval.make_samples."
OUTCOMES = ("pass", "fail", "not_assessable")


@dataclass(frozen=True, slots=True)
class Written:
    """A report as it is written, and what must be read from it."""

    text: str
    known: Known


def samples() -> list[Sample]:
    """The invented reports as described, in the order of the file."""
    own = {"stem", "issuer", "year", "layout", "table2", "table3", "template", "amount_unit", "broken_headers"}
    own |= {"states", "swapped", "raised"}
    found = []
    for number, entry in enumerate(descriptions()["reports"], start=11):
        facts = {key: value for key, value in entry.items() if key not in own}
        found.append(Sample(number=number, facts=facts, **{key: entry[key] for key in own & entry.keys()}))
    return found


def write(sample: Sample) -> Written:
    """Draw the numbers of a sample and lay it out."""
    numbers = draw(sample.stem, form2=sample.table2, form3=sample.table3, zero=sample.states.keys())
    report = content(sample, numbers)
    page = lay_out(report, sample.layout)
    figures = [
        KnownFigure(cell, report.printed[cell], number, page.places[cell]) for cell, number in report.values.items()
    ]
    known = Known(f"{sample.stem}.txt", sample.issuer, sample.year, sample.table2, sample.table3, tuple(figures))
    return Written(page.text, known)


def lay_out(report: Content, layout: str) -> Page:
    """Write a report as text in one of the layouts of samples_layouts."""
    page = Page(layout)
    page.lines.append(report.title)
    page.lines += [""] if layout != "pipe-cell" else []
    *parts, notice = report.parts
    for part in parts:
        if isinstance(part, Paragraph):
            page.paragraph(part.text)
        else:
            page.table(part)
    if page.lines[-1]:
        page.lines.append("")
    page.lines.append(notice.text if isinstance(notice, Paragraph) else "")
    return page


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
    for path, text in files().items():
        (HERE / path).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
