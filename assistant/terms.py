"""The rows, applicants, measures and results a question names → the cells it asks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.first_look import Look
from assistant.intent import wants
from assistant.lexicon import Hit
from assistant.meant import (
    MEASURES_OF,
    REQUESTS,
    SOFT,
    VERBS,
    YEAR_WORDS,
    implied_rows,
    meant_applicants,
    meant_blocks,
    meant_measures,
    meant_rows,
    row_measures,
    t2_cell,
)
from assistant.older_form import of_list, with_applicant
from index.form import Forms
from index.quick import quick
from index.report import LEGACY_ID

DEFAULT = ".*"  # stands for the cells a row means by itself, which depends on the form of the report
STRICT_MEASURES = {"published", "public_total", "repealed", "in_force", "money", "fees.amount", "procurement.amount"}
TOTAL = Look(r"\btotal\b|总计|合计")
BETWEEN = re.compile(r"[\s,，、:：;“”\"'(（]*(?:中|里|当中|之中)?的?\s*")
OPEN = re.compile(r"undecided|pending|open\b|unresolved|unfinished|outstanding|没审?结|未审?结|没判|未决|没办结|未办结")
NOUNS = re.compile(r"新收|申请[数量件总]|办理结果|办结数|办理总|总计|[(（]|new request|total handled")


@quick
@dataclass(frozen=True, slots=True)
class Terms:
    """What was named, in order of place; `rows` are rows of tables 2 and 3."""

    rows: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    narrative: tuple[str, ...] = ()
    requests: bool = False
    pairs: tuple[tuple[str, str], ...] = ()  # (row, measure) told by their places
    firm: bool = False  # a measure is named by more than "items" or "last year"
    noun: bool = False  # a row or block is named by its noun, not only by a verb such as 回复 or 公开

    @property
    def any(self) -> bool:
        """Whether anything of the form was named."""
        return bool(self.rows or self.applicants or self.measures or self.blocks or self.results or self.metrics)


def read_terms(hits: Sequence[Hit], text: str, forms: Forms, *, dated: bool = True) -> Terms:
    """Sort the hits of a question into terms, leaving out what only sounds like one.

    `dated` says that the question names its year: only then is "last year" the column of the previous year.
    """
    named = {
        group: [h for h in hits if h.group == group]
        for group in ("rows", "applicants", "measures", "blocks", "results", "metrics", "narrative")
    }
    named = _with_others(named, [h for h in hits if h.group == "others"], text)
    if named["blocks"] and not REQUESTS.search(text):
        named = _of_cases(named)
    rows = meant_rows(named["rows"], bool(named["applicants"]), text, forms)
    blocks = meant_blocks(named["blocks"], text)
    rows = sorted([*rows, *implied_rows(named["measures"], rows)], key=lambda hit: hit.start)
    measures = meant_measures([h for h in named["measures"] if dated or h.text not in YEAR_WORDS], rows, forms, text)
    applicants = meant_applicants(named["applicants"], text)
    terms = Terms(
        rows=_targets(rows),
        applicants=_targets(applicants),
        measures=_targets(measures),
        blocks=blocks,
        results=_targets([h for h in named["results"] if h.target != "total" or blocks]),
        metrics=_targets(named["metrics"]),
        narrative=_targets(named["narrative"]),
        requests=bool(REQUESTS.search(text)),
        firm=any(h.text not in SOFT for h in measures),
        noun=bool(blocks) or any(h.target not in VERBS or NOUNS.search(h.text) for h in rows),
        pairs=row_measures(rows, measures, forms),
    )
    if {*terms.rows} <= {"t2.fees"} and not (terms.applicants or terms.narrative) and wants("money_of_fees", text):
        terms = replace(terms, rows=("t2.fees",), measures=("amount",), firm=True, noun=True)
    return replace(terms, rows=()) if blocks and all(row in VERBS for row in terms.rows) else terms


def _of_cases(named: dict[str, list[Hit]]) -> dict[str, list[Hit]]:
    """What was open when the year closed is a result where cases of table 4 are asked, not the last row of table 3."""
    open_cases = [h for h in named["rows"] if h.target == "t3.carried_out" and OPEN.search(h.text)]
    rows = [h for h in named["rows"] if h not in open_cases]
    pending = [h._replace(group="results", target="pending") for h in open_cases]
    return {**named, "rows": rows, "results": [*named["results"], *pending]}


def _with_others(named: dict[str, list[Hit]], others: list[Hit], text: str) -> dict[str, list[Hit]]:
    """其他 by itself: a result of table 4 beside its blocks, an applicant beside a row of table 3 or 申请."""
    rows = {hit.start for hit in named["rows"]}
    for hit in (other for other in others if other.end not in rows):  # 其他 belongs to the label behind it
        numbered = re.search(r"3\s*[.、．]\s*$", text[: hit.start])
        if numbered or (_behind_other(hit, named["rows"], text) and (named["applicants"] or TOTAL.search(text))):
            named["rows"] = [h for h in named["rows"] if h.target != "t3.res.other"]
            named["rows"].append(hit._replace(group="rows", target="t3.res.other.rest"))
        elif named["blocks"]:
            named["results"].append(hit._replace(group="results", target="other"))
        elif any(h.target.startswith("t3.") for h in named["rows"]) or REQUESTS.search(text):
            named["applicants"].append(hit._replace(group="applicants", target="org.other"))
    return named


def _behind_other(hit: Hit, rows: Sequence[Hit], text: str) -> bool:
    """Whether 其他 stands right behind 其他处理: then it is the row of that name below it, or the applicant."""
    other = [h for h in rows if h.target in ("t3.res.other", "t3.res.other.rest") and h.end <= hit.start]
    return any(BETWEEN.fullmatch(text[h.end : hit.start]) for h in other)


def other_unclear(hits: Sequence[Hit], terms: Terms, text: str) -> bool:
    """Whether "other" behind "otherwise handled" may be the row below it as well as the applicant: none is named."""
    others = [h for h in hits if h.group == "others"]
    rows = [h for h in hits if h.group == "rows"]
    unsaid = terms.applicants == ("org.other",) and "t3.res.other.rest" not in terms.rows
    return unsaid and any(_behind_other(h, rows, text) for h in others)


def _targets(hits: Sequence[Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.target for hit in hits))


def cells_of(terms: Terms, forms: Forms) -> tuple[str, ...]:
    """The cells (or rates) the terms ask for, in order; () where they ask for none.

    A cell that no form has is kept ("t2.penalty.amount"): it is refused, not replaced.
    """
    if terms.metrics:
        return terms.metrics
    cells: list[str] = []
    if terms.blocks or (terms.results and not (terms.rows or terms.requests or terms.applicants)):
        blocks = terms.blocks or ("t4.review", "t4.lit")
        cells.extend(f"{block}.{result}" for block in blocks for result in terms.results or ("total",))
    cells.extend(_t2_cells(terms, forms))
    older = [row for row in terms.rows if of_list(row)]
    cells.extend(cell for row in older for a in terms.applicants for cell in [with_applicant(row, a)] if cell)
    if older and not terms.applicants:
        cells.extend(older)
    t3 = [row for row in terms.rows if row.startswith("t3.")]
    if not (t3 or cells or older) and (terms.applicants or terms.requests):
        t3 = ["t3.new"]
    cells.extend(f"{row}|{applicant}" for row in t3 for applicant in terms.applicants or ("total",))
    return tuple(
        dict.fromkeys("t3.res.total" + c.removeprefix("t3.res") if c.startswith("t3.res|") else c for c in cells)
    )


def _t2_cells(terms: Terms, forms: Forms) -> list[str]:
    rows = [row for row in terms.rows if row.startswith("t2.")]
    cells = []
    for row in rows:
        measures = [m for r, m in terms.pairs if r == row] or list(terms.measures)
        fitting = [cell for m in measures if (cell := t2_cell(row, m, forms))]
        strict = [m for m in measures if m in STRICT_MEASURES and not t2_cell(row, m, forms)]
        if fitting and "money" not in strict:
            cells.extend(fitting)
        elif strict:
            cells.append(f"{row}.{MEASURES_OF.get(strict[0], strict[0])}")
        else:
            cells.append(row + DEFAULT)
    return cells


def defaults(row: str, form: str | None, *, single: bool) -> tuple[str, ...]:
    """The cells that a row of table 2 means by itself in a form; only the first where one figure must stand."""
    if row in ("t2.rules", "t2.normative", "t2.other_docs"):
        both = (f"{row}.made", f"{row}.in_force" if form == "F2021" else f"{row}.public_total")
        return both[:1] if single else both
    if row == "t2.fees":
        fees = (f"{row}.amount",) if form == "F2021" else (f"{row}.prior_items", f"{row}.change")
        return fees[:1] if single else fees
    if row == "t2.procurement":
        both = (f"{row}.projects", f"{row}.amount")
        return both[:1] if single else both
    return (f"{row}.decisions",)


def table_of(cell: str) -> str:
    """The table, "t2" or "l14", that a cell or rate belongs to."""
    if of_list(cell):
        return LEGACY_ID
    return "t4" if cell.startswith(("t4", "d.review", "d.litigation")) else "t3" if cell.startswith("d.") else cell[:2]
