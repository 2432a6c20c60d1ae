"""Cases for every cell of every report: each in Chinese and English, in three wordings, with what must be refused.

The wordings and the words they are filled with are data: phrasings.yaml and index/form.yaml. The answer expected is
the figure of the index: a number, a blank, or a refusal where the form has no such cell, no report is of that year or
issuer.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from eval.cases import Case
from eval.generate_words import Named, Words
from index.form import load_forms
from index.gazetteer import Place, load_gazetteer
from index.report import Figure, Report

PHRASINGS = Path(__file__).with_name("phrasings.yaml")
LANGUAGES = ("zh", "en")


def load_phrasings() -> dict[str, Any]:
    """The data that cases are written from."""
    found: dict[str, Any] = yaml.safe_load(PHRASINGS.read_text(encoding="utf-8"))
    return found


def generated(reports: Sequence[Report], *, seed: int = 1) -> Iterator[Case]:
    """Yield the cases of these reports, then those of years and issuers that none of them is of.

    Every set of wordings of one cell is a group: its answers must be alike.
    """
    phrasings = load_phrasings()
    words = Words(phrasings, load_forms(), reports)
    for report in reports:
        for figure in report.figures:
            if figure.cell.startswith(("t2", "t3", "t4")):
                yield from _of_cell(report, figure, words, phrasings)
        yield from _absent(report, words)
        yield from _other_year(report, reports, words, phrasings)
    yield from _other_issuers(reports, words, phrasings, random.Random(seed))


def as_line(case: Case) -> str:
    """A case as a line of a JSONL file."""
    return json.dumps(case.model_dump(exclude_defaults=True), ensure_ascii=False, default=list)


def _of_cell(report: Report, figure: Figure, words: Words, phrasings: dict[str, Any]) -> Iterator[Case]:
    answer: dict[str, Any] = {"type": "blank", "acceptable": phrasings["states"].get(figure.state, [])}
    category = "blank_cell"
    if figure.state == "number" and figure.number is not None:
        whole = figure.number == figure.number.to_integral_value()
        value = int(figure.number) if whole else float(figure.number)
        answer = {"type": "number", "value": value, "unit": figure.unit}
        category = "zero_cell" if value == 0 else "cell"
    elif figure.state == "text":
        answer = {"type": "text", "value": figure.printed}
        category = "text_cell"
    source = {"file": report.file, "line": figure.source.line, "quote": figure.printed}
    about: dict[str, Any] = {"cell": figure.cell, "report": report.file, "operation": "lookup"}
    if figure.source.line is not None:
        about["source"] = [source]
    form = report.tables[figure.cell[:2]].form
    asked = words.asked(Named.of(report, words), figure.cell, form)
    yield from _cases(f"{report.file}#{figure.cell}", category, answer, asked, about)


def _absent(report: Report, words: Words) -> Iterator[Case]:
    """Cells that the other form prints and this report's does not, and that cannot be summed from others either."""
    forms = words.forms
    for table in ("t2", "t3"):
        form = report.tables[table].form
        other = {"F2019": "F2021", "F2021": "F2019"}.get(form or "")
        if other is None or report.tables[table].status != "ok":
            continue
        for cell in forms.printed[other, table]:
            if not forms.is_printed(cell, form or "") and not forms.cells[cell].parts:
                asked = words.asked(Named.of(report, words), cell, other)
                answer = {"type": "refuse"}
                yield from _cases(f"{report.file}#{cell}", "absent", answer, asked, {"report": report.file})


def _other_year(report: Report, reports: Sequence[Report], words: Words, phrasings: dict[str, Any]) -> Iterator[Case]:
    there = {other.year for other in reports if other.issuer == report.issuer}
    for year in (report.year - 1, report.year + 1):
        if year in there:
            continue
        named = Named.of(report, words, year)
        asked = words.asked(named, phrasings["refused"]["cell"], "F2021")
        about = {"report": report.file, "reason": "year"}
        yield from _cases(f"{report.file}#{year}", "unanswerable_year", {"type": "refuse"}, asked, about)


def _other_issuers(
    reports: Sequence[Report], words: Words, phrasings: dict[str, Any], chance: random.Random
) -> Iterator[Case]:
    refused = phrasings["refused"]
    year = Counter(report.year for report in reports).most_common(1)[0][0]
    for place in chance.sample(_elsewhere(reports), refused["places"]):
        issuer = f"{place.name}{refused['body']['zh']}"
        english = f"{place.pinyin.title()} {refused['body']['en']}"
        named = Named(issuer, words.shortened(issuer), english, year)
        asked = words.asked(named, refused["cell"], "F2021")
        about = {"reason": "issuer"}
        yield from _cases(f"{issuer}#{year}", "unanswerable_org", {"type": "refuse"}, asked, about)


def _elsewhere(reports: Iterable[Report]) -> list[Place]:
    """Today's counties and cities that neither have a report nor the name of one that has, by their codes.

    Of places spelled alike only the first.
    """
    taken = {spelling for report in reports for spelling in report.spellings}
    named = "".join(report.issuer + report.region for report in reports)
    first: dict[str, Place] = {}
    for place in sorted(load_gazetteer().by_code.values(), key=lambda place: place.code):
        here = place.pinyin in taken or place.short in named
        if place.level >= 2 and not place.until and not here and len(place.short) > 1:
            first.setdefault(place.pinyin, place)
    return list(first.values())


def _cases(
    name: str, category: str, answer: dict[str, Any], asked: dict[tuple[str, str], str], about: dict[str, Any]
) -> Iterator[Case]:
    for (language, wording), question in asked.items():
        raw = {
            "id": re.sub(r"\s", "_", f"{name}#{language}-{wording}"),
            "category": category,
            "lang": language,
            "question": question,
            "answer": answer,
            "group": name,
            **about,
        }
        yield Case.model_validate(raw)
