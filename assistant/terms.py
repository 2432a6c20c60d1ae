"""The rows, applicants, measures and results a question names → the cells it asks for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.intent import how_many_asked
from assistant.lexicon import Hit
from index.form import Forms

VERBS = {"t3.new", "t3.res.total", "t3.res.granted", "t3.res"}
REQUESTS = re.compile(r"申请|\brequests?\b|\bapplications?\b|依申请")
DEFAULT = ".*"  # stands for the cells a row means by itself, which depends on the form of the report
STRICT_MEASURES = {"published", "public_total", "repealed", "in_force", "money", "fees.amount", "procurement.amount"}
MEASURES_OF = {"money": "amount", "fees.amount": "amount", "procurement.amount": "amount"}
YEAR_WORDS = {
    "上年",
    "上一年",
    "上一年度",
    "last year",
    "previous year",
    "previous year's",
    "prior year",
    "year before",
}
SOFT = YEAR_WORDS | {"项目", "事项", "item", "items"}
OF_THEM = re.compile(r"其中|一共|总共|总计|合计|\bof (?:them|these|which|those)\b|in total|altogether|overall")
CHANGE_VERBS = {
    "drop",
    "dropped",
    "fall",
    "fell",
    "rise",
    "rose",
    "jump",
    "jumped",
    "grow",
    "grew",
    "increase",
    "decrease",
    "change",
    "变化",
}
MADE_VERBS = {"issued", "issue", "made", "decided", "decide"}
NOUNS = re.compile(r"新收|申请[数量件总]|办理结果|办结数|办理总|总计|[(（]|new request|total handled")
IMPLIED = ((re.compile("采购|procure"), "t2.procurement"), (re.compile("收费|fee"), "t2.fees"))
JOINED = re.compile(r"^\s*(?:和|与|及|、|以及|,|and|&|or|跟|还有)?\s*$")


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
    rows = _rows(named["rows"], bool(named["applicants"]), text, forms)
    blocks = _blocks(named["blocks"], forms)
    rows = rows or _implied(named["measures"])
    measures = _measures([h for h in named["measures"] if dated or h.text not in YEAR_WORDS], rows, forms)
    applicants = _applicants(named["applicants"], text)
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
        pairs=_pairs(rows, measures, forms),
    )
    return replace(terms, rows=()) if blocks and all(row in VERBS for row in terms.rows) else terms


def _with_others(named: dict[str, list[Hit]], others: list[Hit], text: str) -> dict[str, list[Hit]]:
    """其他 by itself: a result of table 4 beside its blocks, an applicant beside a row of table 3 or 申请."""
    for hit in others:
        if re.search(r"3\s*[.、．]\s*$", text[: hit.start]):
            named["rows"].append(hit._replace(group="rows", target="t3.res.other.rest"))
        elif named["blocks"]:
            named["results"].append(hit._replace(group="results", target="other"))
        elif any(h.target.startswith("t3.") for h in named["rows"]) or REQUESTS.search(text):
            named["applicants"].append(hit._replace(group="applicants", target="org.other"))
    return named


def _targets(hits: Sequence[Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(hit.target for hit in hits))


def _rows(hits: list[Hit], applicants: bool, text: str, forms: Forms) -> list[Hit]:
    """Rows that are meant: a group gives way to its child, a verb to the row it stands with."""
    # 处罚 inside "收到的处罚" is a row, 收到 there is not.
    if any(h.target.startswith("t2.") for h in hits) and not REQUESTS.search(text):
        hits = [h for h in hits if not h.target.startswith("t3.") or h.target not in VERBS]
    parents = {p for h in hits for p in _ancestors(h.target, forms)}
    several = how_many_asked(text) > 1
    kept = [h for h in hits if several or h.target not in parents]
    specific = [h for h in kept if h.target not in VERBS or h.target == "t3.res.granted"]
    if specific and not several:
        kept = [h for h in kept if h in specific or any(_joined(h, other, text) for other in specific)]
    if {"t3.res", "t3.res.total"} <= {h.target for h in kept}:
        kept = [h for h in kept if h.target != "t3.res"]
    return kept


def _implied(measures: list[Hit]) -> list[Hit]:
    """The row that a measure names with it: 采购金额 is of procurement."""
    found = [(h, row) for h in measures for words, row in IMPLIED if words.search(h.text)]
    return [h._replace(group="rows", target=row) for h, row in found[:1]]


def _ancestors(row: str, forms: Forms) -> set[str]:
    found: set[str] = set()
    parent = forms.rows[row].parent if row in forms.rows else None
    while parent:
        found.add(parent)
        parent = forms.rows[parent].parent if parent in forms.rows else None
    return found


def _joined(one: Hit, other: Hit, text: str) -> bool:
    first, second = sorted((one, other), key=lambda hit: hit.start)
    return (first.end < second.start and bool(JOINED.match(text[first.end : second.start]))) or (
        first.end == second.start - 1 and text[first.end] in "和与及、"
    )


def _blocks(hits: list[Hit], forms: Forms) -> tuple[str, ...]:
    found = _targets(hits)
    deeper = {"t4.direct", "t4.post"} & {*found}
    if deeper:
        found = tuple(
            b
            for b in found
            if b != "t4.lit" and not (b == "t4.review" and len(hits) > 1 and "t4.review" not in _apart(hits))
        )
    return found


def _apart(hits: list[Hit]) -> set[str]:
    """Blocks named on their own: 复议 in "没经过复议直接起诉" is part of the suit, 复议 after a comma is not."""
    return {h.target for h in hits if h.target == "t4.review" and h.text.startswith(("行政复议", "administrative re"))}


def _measures(hits: list[Hit], rows: list[Hit], forms: Forms) -> list[Hit]:
    """Of a phrase with two meanings (issued: made, decisions) the one its row has."""
    kept = []
    t2 = [h.target for h in rows if h.target.startswith("t2.")]
    for hit in hits:
        alternatives = [h for h in hits if h.start == hit.start]
        fits = [h for h in alternatives if any(_cell(row, h.target, forms) for row in t2)]
        if len(alternatives) == 1 or hit in fits or not (fits or t2):
            kept.append(hit)
    # "items", "the year before" beside another measure only say more of it.
    if any(h.text not in SOFT for h in kept):
        kept = [h for h in kept if h.text not in SOFT or (h.target == "projects" and "t2.procurement" in t2)]
    # "drop", "rise" beside a measure named by its noun do not ask for the change column.
    if {"decisions", "prior_items", "made"} & {h.target for h in kept if h.text not in MADE_VERBS} and len(kept) > 1:
        kept = [h for h in kept if h.target != "change" or h.text not in CHANGE_VERBS]
    return kept


def _applicants(hits: list[Hit], text: str) -> list[Hit]:
    found = {h.target for h in hits}
    # "一共多少件？其中自然人多少" asks for the total as well.
    if hits and "total" not in found and how_many_asked(text) > 1 and OF_THEM.search(text):
        hits = [hits[0]._replace(target="total"), *hits]
    if any(t.startswith("org.") for t in found):
        hits = [h for h in hits if h.target != "org"]
    return hits


def _cell(row: str, measure: str, forms: Forms) -> str | None:
    cell = f"{row}.{MEASURES_OF.get(measure, measure)}"
    return cell if cell in forms.cells else None


def _pairs(rows: list[Hit], measures: list[Hit], forms: Forms) -> tuple[tuple[str, str], ...]:
    """Which measure goes with which row, where both are several: each measure goes to the row nearest before it."""
    t2 = [h for h in rows if h.target.startswith("t2.")]
    if len({h.target for h in t2}) < 2 or len({h.target for h in measures}) < 2:
        return ()
    pairs = []
    for measure in measures:
        before = [r for r in t2 if r.end <= measure.start and _cell(r.target, measure.target, forms)]
        if before:
            pairs.append((before[-1].target, measure.target))
    return tuple(dict.fromkeys(pairs))


def cells_of(terms: Terms, forms: Forms) -> tuple[str, ...]:
    """The cells (or rates) the terms ask for, in order; () where they ask for none.

    A cell that no form has is kept ("t2.penalty.amount"): it is refused, not replaced.
    """
    if terms.metrics:
        return terms.metrics
    cells: list[str] = []
    if terms.blocks or (terms.results and not terms.rows):
        blocks = terms.blocks or ("t4.review", "t4.lit")
        cells.extend(f"{block}.{result}" for block in blocks for result in terms.results or ("total",))
    cells.extend(_t2_cells(terms, forms))
    t3 = [row for row in terms.rows if row.startswith("t3.")]
    if not t3 and not cells and (terms.applicants or terms.requests):
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
        fitting = [cell for m in measures if (cell := _cell(row, m, forms))]
        strict = [m for m in measures if m in STRICT_MEASURES and not _cell(row, m, forms)]
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
