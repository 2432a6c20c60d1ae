"""Does a question ask what a term means, and which terms of the form does it name?"""

from assistant.first_look import Look
from assistant.intent import wants
from assistant.reading import Library, Reading, has_operation
from assistant.rows_said import ARTICLE, ARTICLES
from index.form import Forms

RESULTS = {"upheld": "upheld", "corrected": "corrected", "other": "other_result", "pending": "pending"}
DOCUMENTS = (
    (Look(r"2019\D{0,2}60\s*号|60\s*号文|\bno\.? ?60\b"), "doc.form2019"),
    (Look(r"2021\D{0,2}30\s*号|30\s*号文|\bno\.? ?30\b"), "doc.form2021"),
    (Look(r"2020\D{0,2}109\s*号|109\s*号文|信息处理费管理办法|\bno\.? ?109\b"), "doc.fees"),
    (Look(r"711\s*号|政府信息公开条例|\b(?:no|order|decree)\.? (?:no\.? ?)?711\b"), "doc.regulation"),
)
# Terms that are no row, column or result of the form: asked for where nothing of the form is named.
TERMS = (
    (Look(r"勾稽|\bidentity\b"), "identity"),
    (Look(r"信息处理费|(?<!行政事业性)处理费|processing fee"), "processing_fee"),
    (Look(r"区分处理|\bseparab\w+|\bseverab\w+"), "separable"),
    (Look(r"补正|\bcorrection of (?:a|the) request"), "correction"),
    (Look(r"依申请公开|on request"), "on_request"),
    (Look(r"主动公开|proactive"), "proactive"),
    (Look(r"年度报告|年报|annual report"), "report"),
)
FIRST = ("identity", "processing_fee")  # said beside rows of the form, these are still what is asked


def asks_meaning(reading: Reading) -> bool:
    """Whether a question asks what something means or takes in, not for a figure of some report."""
    quantity = wants("quantity", reading.text)
    takes_in = wants("contains", reading.text) and not (reading.mentions or quantity)
    if reading.mentions and "difference" in reading.operations and (reading.terms.any or reading.terms.requests):
        return False  # between two bodies, not between two terms
    figures = quantity or has_operation(reading) or reading.mentions or reading.whole
    if documents_named(reading.text) and wants("document", reading.text) and not figures:
        return True
    if reading.years.years and not takes_in:
        return False
    if wants("which_cell", reading.text) and not figures and not reading.context:
        return True
    return wants("definition", reading.text) or takes_in or (wants("named", reading.text) and not figures)


def documents_named(text: str) -> tuple[str, ...]:
    """The documents that the reports rest on, where a question names them by number."""
    return tuple(key for words, key in DOCUMENTS if words.search(text))


def definitions_asked(reading: Reading, library: Library) -> tuple[str, ...]:
    """The ids of the definitions that answer, in the order asked; () where no term is known."""
    forms = library.forms
    named = ["".join(group or "" for group in found.groups()) for found in ARTICLE.finditer(reading.text)]
    if articles := [ARTICLES[number] for number in named if number in ARTICLES]:
        return tuple(dict.fromkeys(articles))
    if reading.mentions and wants("quantity", reading.text):
        return ()
    documents = documents_named(reading.text)
    if documents and wants("document", reading.text):
        return documents
    said = [key for words, key in TERMS if words.search(reading.text)]
    found = [key for key in said if key in FIRST]
    found += [RESULTS[hit.target] for hit in reading.hits if hit.group == "results" and hit.target in RESULTS]
    blocks = () if found else (f"{b}.total" for b in reading.terms.blocks)
    for key in (*reading.terms.rows, *blocks, *reading.terms.measures, *reading.terms.applicants):
        if entry := _definition_of(key, forms):
            found.append(entry)
    return tuple(dict.fromkeys(found or said[:1]))


def _definition_of(key: str, forms: Forms) -> str | None:
    known = forms.definitions
    if key in known:
        return key
    if key.startswith("t4."):
        block = key.rsplit(".", 1)[0]
        return "t4.direct" if block in ("t4.direct", "t4.post") else block if block in known else None
    if key in forms.applicants:
        return "applicants"
    if key in ("prior_items", "change", "items"):
        return "prior_items"
    if key in ("t2.license", "decisions"):
        return "t2.license.decisions"
    parent = forms.rows[key].parent if key in forms.rows else None
    return parent if parent in known else None
