"""A query proposed by a chat model where the rules found none: checked against the form, the question and the index.

The model only says which cells and which operation the question means. Bodies and years are found by the rules; a
proposal that names others, or an id that the form does not have, is thrown away. The model sees no figure.
"""

import json
import logging
from typing import Any, get_args

from assistant.answer import Language
from assistant.intent import limit_of
from assistant.labels import cell_label
from assistant.llm_chat import ChatFailed, ChatModel
from assistant.llm_prompts import Message, load_prompt
from assistant.query import FigureQuery, Operation, Scope
from assistant.reading import Library, Reading, read_question
from assistant.scope import resolve_scope
from assistant.wanted import Wanted
from assistant.wording import language_of
from index.form import Forms

MOST_CELLS = 6
# "count" and "list_where" need a number to compare with, which a model may not set.
OFFERED: tuple[Operation, ...] = tuple(o for o in get_args(Operation) if o not in ("count", "list_where"))
OVER_ALL = ("rank", "max", "min", "sum", "average")  # with no body named, these mean all reports
KEYS = {"cells", "issuers", "years", "operation", "order"}

logger = logging.getLogger(__name__)


def propose(question: str, library: Library, model: ChatModel) -> FigureQuery | None:
    """Return the query that the model reads in the question, None where it reads none or one that does not hold."""
    reading = read_question(question, library, None, language_of(question))
    if any(mention.unknown for mention in reading.mentions):
        return None  # a body that is not in the collection: no model changes that
    try:
        said = "".join(model.stream(_messages(question, reading, library), as_json=True))
    except ChatFailed as error:
        logger.warning("understood without the language model: %s", error)
        return None
    proposal = read_proposal(said)
    query = validated(proposal, reading, library) if proposal is not None else None
    if query is None:
        logger.info("no query in what %s proposed: %.200s", model.name, said)
    return query


def read_proposal(said: str) -> dict[str, Any] | None:
    """The JSON object in a model's text, None where there is none or it holds other keys than KEYS."""
    try:
        found = json.loads(said[said.index("{") : said.rindex("}") + 1])
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and set(found) <= KEYS else None


def validated(proposal: dict[str, Any], reading: Reading, library: Library) -> FigureQuery | None:
    """The proposal as a query: None unless all of it is in the form, in the index and in the question."""
    cells, operation = _texts(proposal.get("cells")), proposal.get("operation", "lookup")
    order = proposal.get("order") or "descending"
    known = {*library.forms.cells, *library.forms.metrics}
    if not cells or len(cells) > MOST_CELLS or not {*cells} <= known:
        return None
    if operation not in OFFERED or order not in ("descending", "ascending"):
        return None
    scope = _scope(proposal, reading, library, operation)
    if scope is None:
        return None
    return FigureQuery(
        cells=tuple(dict.fromkeys(cells)),
        scope=scope,
        operation=operation,
        order="ascending" if order == "ascending" else "descending",
        limit=limit_of(reading.text) if operation == "rank" else None,
    )


def note(query: FigureQuery, model: str, language: Language, forms: Forms) -> str:
    """An assumption for the answer: who read the question, and as what."""
    labels = [cell_label(cell, language, forms) for cell in query.cells]
    if language == "zh":
        return f"问题由语言模型 {model} 理解为问“{'、'.join(labels)}”，数字查自报告。"
    read = "; ".join(labels)
    return f'The language model {model} read this as asking for "{read}"; figures are looked up in the reports.'


def _texts(value: object) -> list[str] | None:
    return value if isinstance(value, list) and all(isinstance(item, str) for item in value) else None


def _scope(proposal: dict[str, Any], reading: Reading, library: Library, operation: str) -> Scope | None:
    """The reports that the question's own words name; None where the proposal says others or they are unclear."""
    issuers, years = _texts(proposal.get("issuers") or []), proposal.get("years") or []
    named = {library.names.issuers[key].name for mention in reading.mentions for key in mention.issuers}
    whole_numbers = isinstance(years, list) and all(type(year) is int for year in years)
    if issuers is None or not {*issuers} <= named or not whole_numbers or not {*years} <= {*reading.years.years}:
        return None
    whole = reading.whole or (not reading.mentions and operation in OVER_ALL)
    wanted = Wanted(
        text=reading.text, language=reading.language, mentions=reading.mentions, years=reading.years, whole=whole
    )
    return resolve_scope(wanted, library.names, library.summaries).scope


def _messages(question: str, reading: Reading, library: Library) -> tuple[Message, ...]:
    named = dict.fromkeys(library.names.issuers[key].name for mention in reading.mentions for key in mention.issuers)
    return load_prompt("propose_query").render(
        question=question,
        issuers="; ".join(named) or "(none named)",
        years=", ".join(str(year) for year in reading.years.years) or "(none named)",
        cells=vocabulary(library.forms),
        operations=", ".join(OFFERED),
    )


def vocabulary(forms: Forms) -> str:
    """Every id of the form with its labels, as the model sees it: table 3 by rows and applicants, the rest by cell."""
    rows = [f"  {row.id}: {row.zh} ({row.en})" for row in forms.rows.values() if f"{row.id}|total" in forms.cells]
    applicants = [f"  {item.id}: {item.zh} ({item.en})" for item in forms.applicants.values()]
    cells = [f"  {cell.id}: {cell.zh} ({cell.en})" for cell in forms.cells.values() if cell.table in ("t2", "t4")]
    rates = [f"  {metric.id}: {metric.zh} ({metric.en})" for metric in forms.metrics.values()]
    return "\n".join(
        [
            "Requests (table 3): an id is a row, “|” and an applicant, such as t3.new|total. Rows:", *rows,
            "Applicants:", *applicants,
            "Disclosure (table 2), reviews and lawsuits (table 4):", *cells,
            "Rates:", *rates,
        ]
    )  # fmt: skip
