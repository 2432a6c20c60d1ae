"""What stands beside a row of the form and is none of its cells: a part left out, a row turned round or narrowed."""

from assistant.asking import Asking
from assistant.crossed import concluded, crossed, of_carried
from assistant.reading import Library, Reading
from assistant.rows_out import rows_left_out
from assistant.undone import turned_round, undone

OF_BODIES = ("list_where", "count")  # "who granted none" turns no figure round


def counted_nowhere(reading: Reading, asked: Asking, library: Library) -> tuple[str, ...]:
    """The words that ask for what no cell counts; () where there are none."""
    text, hits = reading.masked, reading.hits
    out = rows_left_out(text, hits, library.forms) or crossed(text, hits) or undone(text, hits)
    out = out or of_carried(text, hits) or concluded(text, hits)
    return out or (turned_round(text, hits, asked.terms.rows) if asked.operation not in OF_BODIES else ())
