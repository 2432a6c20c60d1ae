"""How much of a form's table the printed rows show: the score of a reading that is not accepted."""

from collections.abc import Sequence

from index.form import FORMS, Forms
from index.report import LEGACY_ID
from index.table2 import rows_worded
from index.table3_match import align, form_of
from index.table4 import WORDS, wordings
from index.table_rows import Row, is_value


def share_of_rows(table: str, rows: Sequence[Row], forms: Forms) -> float:
    """The share of the table's labels that stand in some row, 0 to 1."""
    labels = [text for row in rows[:200] for place in row.places if (text := place.text) and not is_value(text)]
    if table == "t3":
        form = form_of(labels, forms)
        found = align(labels, form, forms)
        wanted = forms.t3_rows(form)
        return sum(key in found for key in wanted) / len(wanted)
    if table == "t4":
        return len({match.key for text in labels if (match := wordings().best(text))}) / len(WORDS)
    if table == LEGACY_ID:
        return 0.5 if labels else 0.0
    seen = {match.key for text in labels if (match := rows_worded().best(text))}
    shares = []
    for form in FORMS:
        rows_of_form = {forms.cells[cell].row for cell in forms.printed[form, "t2"]}
        shares.append(len(seen & rows_of_form) / len(rows_of_form))
    return max(shares)
