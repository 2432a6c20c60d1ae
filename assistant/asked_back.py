"""What is asked back before figures are looked up: cells that may be meant, words that no cell of the form takes."""

from dataclasses import replace

from assistant.asking import Asking
from assistant.counted_nowhere import counted_nowhere
from assistant.counts_said import said_parts
from assistant.first_look import Look
from assistant.nested import narrowed_by_another
from assistant.query import Clarify, Scope
from assistant.reading import Library, Reading, lacks_some
from assistant.unsure import instead_of_unwanted, strange_measures, unsure_words, vague, wished

BARE_ITEMS = Look(r"项目|事项|(?:fee )?items?")
ITEM_CELLS = ("prior_items", "change", "decisions")


def as_wished(reading: Reading, asked: Asking, scope: Scope, library: Library) -> Asking:
    """The same without the cells that the question says it does not want."""
    kept = wished(reading, asked.cells, scope, library)
    return asked if kept == asked.cells else replace(asked, cells=kept)


def asked_back(reading: Reading, asked: Asking, scope: Scope, library: Library) -> Clarify | None:
    """What is asked back of a question on figures; None where it is clear."""
    reports, whole = scope.reports[:1], (" ".join(reading.text.split()).strip("？?。,， "),)
    if 1 < len(asked.cells) < said_parts(reading.text) and asked.operation == "sum":
        return Clarify(about="row", reports=reports, cells=asked.cells, words=whole)
    if out := counted_nowhere(reading, asked, library):
        return Clarify(about="row", reports=reports, cells=asked.cells, words=out)
    there = asked.cells
    asked = as_wished(reading, asked, scope, library)
    if there and not asked.cells:
        offered = instead_of_unwanted(reading, there, scope, library)
        return Clarify(about="row", reports=reports, cells=offered, words=whole, offered=True)
    if lacks_some(reading) or narrowed_by_another(reading, library):
        return Clarify(about="row", reports=reports, words=whole)
    if len(meant := _item_cells(asked, scope, library)) > 1 and (bare := _bare_items(reading, asked)):
        return Clarify(about="row", reports=reports, cells=meant, words=bare, offered=True)
    if strange := strange_measures(reading, asked):
        return Clarify(about="row", reports=reports, cells=asked.cells, words=strange)
    refined = asked.refined
    if refined.options:
        return Clarify(about="row", reports=reports, cells=refined.options, words=refined.words, offered=True)
    if passed_over := vague(reading, asked):
        return Clarify(about="row", reports=reports, cells=asked.cells, words=passed_over)
    guessed = refined.taken and not refined.taken.startswith("t2.")
    if not (guessed or asked.parts) and (unsure := unsure_words(reading, asked.terms, asked.cells, library)):
        return Clarify(about="row", reports=reports, cells=asked.cells, words=unsure)
    return None


def _item_cells(asked: Asking, scope: Scope, library: Library) -> tuple[str, ...]:
    """The printed cells of the asked rows that count items or cases, in the form of the first report."""
    report = next((s for s in library.summaries if scope.reports and s.id == scope.reports[0]), None)
    form = report.tables["t2"].form if report and "t2" in report.tables else None
    cells = (f"{row}.{measure}" for row in asked.terms.rows for measure in ITEM_CELLS)
    return tuple(cell for cell in cells if cell in library.forms.cells and library.forms.is_printed(cell, form or ""))


def _bare_items(reading: Reading, asked: Asking) -> tuple[str, ...]:
    """Words such as 项目, items that alone took the column of last year: those of this year may be meant, or cases."""
    if asked.operation != "lookup" or asked.parts or not any(cell.endswith(".prior_items") for cell in asked.cells):
        return ()
    said = dict.fromkeys(hit.text for hit in reading.hits if hit.group == "measures")
    return tuple(said) if said and all(BARE_ITEMS.fullmatch(text) for text in said) else ()
