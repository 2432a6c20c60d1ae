"""Questions on the parts of something, each or the largest: kinds of applicant, grounds of refusal, results, rows."""

import re
from collections.abc import Sequence

from assistant.intent import column_of, wants
from assistant.query import Operation
from assistant.terms import Terms
from index.form import Forms

GROUNDS = ("t3.res.denied", "t3.res.unable", "t3.res.refuse")
GROUPS_BY_NUMBER = (
    ("t3.res.refuse", re.compile(r"五(?:条|种|类|项|样)|\bfive\b")),
    ("t3.res.unable", re.compile(r"三(?:条|种|类|项|样)|\bthree\b")),
)
KINDS = ("natural", "org.commercial", "org.research", "org.social", "org.legal", "org.other")
OUTCOMES = ("t3.res.granted", "t3.res.partial", "t3.res.denied", "t3.res.unable", "t3.res.refuse", "t3.res.other")
RESULTS = ("upheld", "corrected", "other", "pending")
WHOLE = ("t3.res", "t3.res.total")
ORDERED = ("max", "min", "rank")


def _whole_row(text: str, terms: Terms, forms: Forms, form: str) -> tuple[str, ...]:
    """Every printed cell of a row, where all its figures are asked for, or the one told by its place in the row.

    What a number of items went from and to is asked of more than one row.
    """
    t2 = [row for row in terms.rows if row.startswith("t2.")]
    if t2 and wants("from_to", text):
        return tuple(f"{row}.{measure}" for row in t2 for measure in ("prior_items", "change", "items"))
    column = column_of(text)
    if not (wants("all_of_row", text) or column is not None) or len(terms.rows) + len(terms.blocks) != 1:
        return ()
    cells = _row_cells(t2, terms, forms, form)
    if column is None:
        return cells
    return cells[column : column + 1 or None] if -1 <= column < len(cells) else ()


def _row_cells(t2: Sequence[str], terms: Terms, forms: Forms, form: str) -> tuple[str, ...]:
    """The printed cells of the one row named, in the order of the form; () where the question names its columns."""
    if terms.blocks:
        return tuple(f"{terms.blocks[0]}.{result}" for result in forms.results) if not terms.results else ()
    if t2:
        return tuple(c for c in forms.printed[form, "t2"] if forms.cells[c].row == t2[0]) if not terms.firm else ()
    return tuple(f"{terms.rows[0]}|{kind}" for kind in (*KINDS, "total")) if not terms.applicants else ()


def _group_of_number(text: str) -> str:
    """The group of the form that has as many rows as are said: "the five grounds" are those for not processing."""
    return next((row for row, said in GROUPS_BY_NUMBER if said.search(text)), "t3.res.denied")


def parts_of_whole(terms: Terms, forms: Forms, operation: Operation) -> tuple[str, ...]:
    """What the one row or block is made up of that is put in order: of one number alone there is no largest."""
    rows = [row for row in terms.rows if row.startswith("t3.")]
    if operation not in ORDERED or len(terms.rows) + len(terms.blocks) != 1 or not (rows or terms.blocks):
        return ()
    if terms.blocks:
        return tuple(f"{terms.blocks[0]}.{result}" for result in RESULTS) if not terms.results else ()
    children = tuple(row for row in forms.rows if forms.rows[row].parent == rows[0])
    applicant = terms.applicants[0] if terms.applicants else "total"
    if applicant == "org":
        return tuple(f"{rows[0]}|{kind}" for kind in KINDS[1:])
    if children or rows[0] == "t3.res.total":
        return tuple(f"{row}|{applicant}" for row in (OUTCOMES if rows[0] in WHOLE else children))
    return tuple(f"{rows[0]}|{kind}" for kind in KINDS) if not terms.applicants else ()


def breakdown(text: str, terms: Terms, forms: Forms, form: str, operation: Operation) -> tuple[str, ...]:
    """The cells that a question on parts asks for, in the order of the form; () where it asks for none.

    `text` is the plain question, `form` that of the report's tables.
    """
    rows = [row for row in terms.rows if row.startswith("t3.")]
    together = "total" in terms.applicants and (wants("together", text) or not wants("apart", text))
    of_requests = bool(rows or terms.requests) and not terms.blocks
    if wants("kinds_of_applicant", text) and of_requests and not together:
        row = rows[0] if len(rows) == 1 else "t3.new"
        row = "t3.res.total" if row == "t3.res" else row
        return tuple(f"{row}|{kind}" for kind in KINDS)
    if wants("kinds_of_ground", text):
        up = rows if operation in ORDERED else []  # "which ground most often", after a question on one of them
        above = dict.fromkeys(forms.rows[row].parent or "" for row in up if row in forms.rows)
        parents = [row for row in (*rows, *above) if row in GROUNDS] or ([_group_of_number(text)] if not rows else [])
        applicant = terms.applicants[0] if terms.applicants else "total"
        return tuple(
            f"{row}|{applicant}" for parent in parents for row in forms.rows if forms.rows[row].parent == parent
        )
    if wants("kinds_of_outcome", text):
        if len(terms.blocks) == 1:
            return tuple(f"{terms.blocks[0]}.{result}" for result in RESULTS)
        if not terms.blocks and all(row.startswith(("t3.res", "t3.new")) for row in rows):
            applicant = terms.applicants[0] if terms.applicants else "total"
            return tuple(f"{row}|{applicant}" for row in OUTCOMES)
    if operation == "lookup" and (found := _whole_row(text, terms, forms, form)):
        return found
    if operation in ORDERED and wants("which_row", text) and terms.measures and not terms.rows:
        wanted = {*terms.measures}
        return tuple(cell for cell in forms.printed[form, "t2"] if cell.rsplit(".", 1)[-1] in wanted)
    return ()
