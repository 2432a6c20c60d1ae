"""Does a question ask what a term means, and which terms of the form does it name?"""

import re

from assistant.intent import wants
from assistant.reading import Library, Reading, has_operation
from assistant.rows_said import ARTICLE, ARTICLES
from index.form import Forms

ON_REQUEST = re.compile(r"依申请公开|on request")


def asks_meaning(reading: Reading) -> bool:
    if reading.years.years:
        return False
    figures = wants("quantity", reading.text) or has_operation(reading) or reading.mentions or reading.whole
    takes_in = wants("contains", reading.text) and not (reading.mentions or wants("quantity", reading.text))
    return wants("definition", reading.text) or takes_in or (wants("named", reading.text) and not figures)


def definitions_asked(reading: Reading, library: Library) -> tuple[str, ...]:
    forms = library.forms
    named = ["".join(groups) for groups in ARTICLE.findall(reading.text)]
    if articles := [ARTICLES[number] for number in named if number in ARTICLES]:
        return tuple(dict.fromkeys(articles))
    if reading.mentions and wants("quantity", reading.text):
        return ()
    found: list[str] = []
    if "勾稽" in reading.text or "identity" in reading.text:
        found.append("identity")
    for key in (
        *reading.terms.rows,
        *(f"{b}.total" for b in reading.terms.blocks),
        *reading.terms.measures,
        *reading.terms.applicants,
    ):
        if entry := _definition_of(key, forms):
            found.append(entry)
    if not found and ON_REQUEST.search(reading.text):
        found.append("t3.new")
    if re.search(r"年度报告|年报|annual report", reading.text) and not found:
        found.append("report")
    return tuple(dict.fromkeys(found))


def _definition_of(key: str, forms: Forms) -> str | None:
    known = forms.definitions
    if key in known:
        return key
    if key.startswith("t4."):
        return "t4.direct" if key.startswith(("t4.direct", "t4.post")) else "t4.review.upheld"
    if key in forms.applicants:
        return "applicants"
    if key in ("prior_items", "change", "items"):
        return "prior_items"
    if key in ("t2.license", "decisions"):
        return "t2.license.decisions"
    parent = forms.rows[key].parent if key in forms.rows else None
    return parent if parent in known else None
