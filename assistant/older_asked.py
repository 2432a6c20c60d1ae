"""Questions on reports that print the list form used up to 2018: which of its rows are asked, and the plan for them."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from assistant.asking import Asking
from assistant.figure_plan import figure_query
from assistant.first_look import Look
from assistant.intent import how_many_asked, wants
from assistant.leftover import leftover
from assistant.older_form import list_form, of_list
from assistant.order_asked import LEVELS
from assistant.prose_plan import asked_part, passage_query
from assistant.query import Clarify, FigureQuery, Operation, Plan, Scope
from assistant.reading import Library, Reading
from assistant.terms import Terms
from index.form import Forms
from index.yaml_file import read_yaml

WORDS_FILE = Path(__file__).with_name("older_form.yaml")
UNDERSTOOD = ("operations", "scopes", "neutral")  # groups of the lexicon that name no row
ASIDE = ("beyond", "content", "lasting", "mentioned")
MOST_ROWS = 8
PEOPLE = re.compile(r"(?:多少|几)(?:个|名|位)?(?:人|名|位)|how many (?:people|persons|staff)")
MONEY = re.compile(r"(?:多少|几)(?:万|亿)?(?:元|钱|块)|how much (?:money|was)")
OTHERS = re.compile(r"(?:多少|几)(?:家|所|户|天|日|岁)|百分之|how many (?:days|bodies|households)")
WHY = Look(r"为什么|为何|原因|理由|\bwhy\b|\breasons?\b")
OF_PEOPLE, OF_MONEY = ("人", "人次"), ("万元",)
OF_TWO = ("share", "ratio", "difference", "sum")


@dataclass(frozen=True, slots=True)
class Way:
    """One way of naming a row: words that must be said, and such as may be."""

    row: str
    must: tuple[str, ...]
    may: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wordings:
    """The words of the list form; the patterns are of plain text in lower case."""

    words: dict[str, re.Pattern[str]]
    ways: tuple[Way, ...]
    unless: dict[str, tuple[str, ...]]
    text: re.Pattern[str]
    fillers: re.Pattern[str]


@lru_cache(maxsize=1)
def wordings() -> Wordings:
    """older_form.yaml."""
    raw = read_yaml(WORDS_FILE)
    ways = tuple(
        Way(row, tuple(w for w in said if not w.endswith("?")), tuple(w[:-1] for w in said if w.endswith("?")))
        for row, named in raw["rows"].items()
        for said in named
    )
    return Wordings(
        words={name: re.compile(pattern) for name, pattern in raw["words"].items()},
        ways=ways,
        unless={row: tuple(names) for row, names in raw["unless"].items()},
        text=re.compile(raw["text"]),
        fillers=re.compile(raw["fillers"]),
    )


def older_plan(reading: Reading, asked: Asking, scope: Scope, library: Library) -> Plan | None:
    """The plan where rows of the list are asked of reports that print it; None where they are not."""
    reports = [report for report in library.summaries if report.id in scope.reports]
    lists = [report for report in reports if list_form(report)]
    if not lists or (len(lists) < len(reports) and (scope.whole or (asked.cells and not asked.prose))):
        return None
    if wants("explain", reading.text) and WHY.search(reading.about) and not wants("quantity", reading.text):
        return passage_query(reading, scope) if len(reports) == 1 else None
    rows = rows_said(reading) or tuple(cell for cell in asked.cells if of_list(cell) and not asked.prose)
    return _query(reading, asked, rows, scope, library) if rows else None


def older_terms(plan: Plan) -> Terms | None:
    """What the next question may lean on, where rows of the list were asked."""
    rows = plan.cells if isinstance(plan, FigureQuery) else ()
    return Terms(rows=rows, noun=True) if rows and all(map(of_list, rows)) else None


def rows_said(reading: Reading) -> tuple[str, ...]:
    """The rows that a question names, in its own order; () where it asks for more or other than rows."""
    text = asked_part(reading.about)
    for mention in (m for m in reading.mentions if m.bare_office):
        text = text.replace(mention.text, " ")
    if _tells(text) or (OTHERS.search(text) and "share" not in reading.operations):
        return ()
    before = reading.context.terms if reading.context else None
    of_requests = bool(before and before.rows and all(row.startswith(("l14.req.", "t3.new")) for row in before.rows))
    for said in (text, f"申请 {text}") if of_requests and not reading.mentions else (text,):
        rows = _rows(said, reading)
        if rows:
            return rows
    return ()


def _tells(text: str) -> bool:
    """Whether a question asks why, who or what is planned: the text tells, whatever numbers it names."""
    return bool(wordings().text.search(re.sub(r"什么(?:数|值)|怎么(?:算|填)|哪些数", " ", text)))


def _rows(text: str, reading: Reading) -> tuple[str, ...]:
    known = wordings()
    spans = {name: [m.span() for m in looks.finditer(text)] for name, looks in known.words.items()}
    places = {name: {at for start, end in found for at in range(start, end)} for name, found in spans.items()}
    found: dict[str, set[int]] = {}
    for way in known.ways:
        if not all(places[word] for word in way.must) or any(places[w] for w in known.unless.get(way.row, ())):
            continue
        covered = set().union(*(places[word] for word in (*way.must, *way.may)))
        if len(covered) > len(found.get(way.row, ())):
            found[way.row] = covered
    kept = {row: at for row, at in found.items() if not any(at < other for other in found.values())}
    kept = {row: at for row, at in kept.items() if _counts(row, text)}
    if not kept or len(kept) > MOST_ROWS or len({frozenset(at) for at in kept.values()}) < len(kept):
        return ()  # nothing, or the same words name two rows
    read = set().union(*kept.values())
    rest = known.fillers.sub(" ", "".join(" " if at in read else letter for at, letter in enumerate(text)))
    understood = [hit for hit in reading.hits if hit.group in UNDERSTOOD]
    if any(wants(intent, rest) for intent in ASIDE) or leftover(rest, understood):
        return ()

    def first(row: str) -> int:
        """Where the words begin that name this row alone."""
        return min(kept[row] - set().union(*(at for other, at in kept.items() if other != row)) or kept[row])

    return tuple(sorted(kept, key=first))


def _counts(row: str, text: str) -> bool:
    """Whether a row counts what the question's measure word asks for: people, money, or neither."""
    unit = _forms().cells[row].unit
    if PEOPLE.search(text) and unit not in OF_PEOPLE:
        return False
    return not MONEY.search(text) or unit in OF_MONEY


def _forms() -> Forms:
    from index.form import load_forms

    return load_forms()


def _query(reading: Reading, asked: Asking, rows: tuple[str, ...], scope: Scope, library: Library) -> Plan:
    operation = asked.operation
    single = len(scope.reports) == 1
    if single and operation in ("share", "ratio") and len(rows) == 1 and (whole := _whole(rows[0], library.forms)):
        rows, operation = (rows[0], whole), "share"
    once = how_many_asked(reading.text) == 1 and wants("together", reading.text) and not wants("apart", reading.text)
    added = operation == "lookup" and once and len(rows) > 1
    if single and added and _possible("sum", rows, library.forms, single=True):
        operation = "sum"
    if not _possible(operation, rows, library.forms, single=single):
        if operation in OF_TWO:
            words = tuple(hit.text for hit in reading.hits if hit.group == "operations")
            return Clarify(about="row", reports=scope.reports[:1], cells=rows, words=words, offered=True)
        operation = "lookup"
    query = figure_query(reading, Terms(), rows, operation, scope, library)
    placed = single and (wants("own_place", reading.text) or (asked.order is not None and asked.order.kind in LEVELS))
    return replace(query, cells=rows, also=(), own=scope.reports[0] if placed else query.own)


def _whole(row: str, forms: Forms) -> str:
    """The row of the list that a row is a part of; "" for none."""
    parent = forms.legacy[row].parent or ""
    return parent if parent in forms.cells else ""


def _possible(operation: Operation, rows: tuple[str, ...], forms: Forms, *, single: bool) -> bool:
    if operation == "lookup":
        return True
    if len(rows) == 1:
        return not single
    alike = len({forms.cells[row].unit for row in rows}) == 1
    apart = not any(_whole(one, forms) == other for one in rows for other in rows)
    if operation == "sum":
        return single and alike and apart
    return single and alike and len(rows) == 2 and operation in OF_TWO
