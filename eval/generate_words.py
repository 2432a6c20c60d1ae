"""The words that generated questions are filled with: what the form, and people, call rows, columns and issuers."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.form import Forms
from index.form_types import Item
from index.report import Report

_NUMBERING = re.compile(r"^(?:[一二三四]、|（[一二三四五六七]）|\d[.、．])")
_BRACKETS = re.compile(r"\s*[（(][^）)]*[）)]")


@dataclass(frozen=True, slots=True)
class Named:
    """An issuer and year as questions name them: whole, as people shorten it, and in English."""

    issuer: str
    short: str
    english: str
    year: int

    @classmethod
    def of(cls, report: Report, words: "Words", year: int | None = None) -> "Named":
        """The names of a report's issuer; the report's year unless another is given."""
        short = words.shortened(report.issuer)
        return cls(report.issuer, short, words.english_issuer(report), year or report.year)


class Words:
    """Fills wordings. English names of issuers are those of their places where no other report has the same."""

    def __init__(self, phrasings: Mapping[str, Any], forms: Forms, reports: Sequence[Report]) -> None:
        self.forms = forms
        self._wordings = phrasings["tables"]
        self._names, self._said, self._bodies = phrasings["names"], phrasings["said"], phrasings["bodies"]
        issuers = {(report.issuer, report.spellings[:1]) for report in reports}
        self._spelled = Counter(spelling for _, spellings in issuers for spelling in spellings)

    def asked(self, named: Named, cell: str, form: str | None) -> dict[tuple[str, str], str]:
        """(language, wording) → question for one cell."""
        found = {}
        for language, wordings in self._wordings[cell[:2]].items():
            filling = {**self._cell(cell, form, language), "year": named.year}
            filling |= {"issuer": named.issuer, "issuer_short": named.short, "issuer_en": named.english}
            for wording, text in wordings.items():
                found[language, wording] = text.format(**filling)
        return found

    def shortened(self, issuer: str) -> str:
        """宜春市卫生健康委 → 宜春市卫健委."""
        for body, short in self._bodies["zh"].items():
            if issuer.endswith(body):
                return issuer.removesuffix(body) + str(short)
        return issuer

    def english_issuer(self, report: Report) -> str:
        """Yichun Health Commission; the Chinese name where the place's spelling or the body has no English one here."""
        body = next((en for zh, en in self._bodies["en"].items() if report.issuer.endswith(zh)), "")
        spelling = report.spellings[0] if report.spellings else ""
        if not body or not spelling or self._spelled[spelling] > 1:
            return report.issuer
        return f"{spelling.title()} {body}"

    def _cell(self, cell: str, form: str | None, language: str) -> dict[str, str]:
        if cell.startswith("t3"):
            row, _, applicant = cell.partition("|")
            return {
                **self._row(row, self.forms.rows[row], language),
                **self._named("applicant", applicant, self.forms.applicants[applicant], language),
            }
        row, _, column = cell.rpartition(".")
        row_path, column_path = self.forms.cells[cell].paths(form)
        if cell.startswith("t4"):
            return {
                **self._named("row", row, self.forms.blocks[row], language),
                **self._named("column", column, self.forms.results[column], language),
                "row_printed": "“的“".join(column_path[:-1]),
            }
        measure = self.forms.measures.get(column) or self.forms.measures[f"{row.partition('.')[2]}.{column}"]
        printed = column_path[-1]
        words = self._named("column", cell, measure, language)
        if language == "zh":
            words |= {"column": _BRACKETS.sub("", printed), "column_printed": printed}
        return {**self._row(row, self.forms.rows[row], language), **words, "row_printed": row_path[-1]}

    def _row(self, row: str, item: Item, language: str) -> dict[str, str]:
        return self._named("row", row, item, language)

    def _named(self, slot: str, name: str, item: Item, language: str) -> dict[str, str]:
        label = item.zh if language == "zh" else item.en
        plain = _BRACKETS.sub("", _NUMBERING.sub("", label)).strip()
        plain = plain if language == "zh" else plain[:1].lower() + plain[1:]
        short = str(self._names[language].get(name) or plain)
        alias = next((alias for alias in item.aliases if alias.isascii() == (language == "en")), short)
        said = str(self._said[language].get(name) or (short if name in self._names[language] else alias))
        return {f"{slot}_printed": label, slot: short, f"{slot}_said": said}
