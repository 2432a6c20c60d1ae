"""A rise or a fall that a question wants borne out: "可以写X的许可上升了吗", "may we print that X's licences rose"."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from assistant.asides import set_aside
from assistant.first_look import Look
from index.yaml_file import read_yaml

WORDS_FILE = Path(__file__).with_name("may_print.yaml")
LONGEST = 120  # characters: a longer question tells a story


class Moved(NamedTuple):
    """A question with blanks for the words that ask whether it may be said; `way`: 1 that it rose, -1 that it fell."""

    text: str
    way: int = 0


def claimed_move(text: str) -> Moved:
    """What a question wants borne out; its text as it is, and way 0, where it asks for anything else."""
    words = _words()
    up, down = words["up"].search(text), words["down"].search(text)
    moved = up or down
    if moved is None or (up and down) or len(text) > LONGEST or words["not"].search(text[: moved.start()]):
        return Moved(text)
    asked, closed = words["asked"].search(text), words["closed"].search(text)
    opened = asked or (words["wanted"].search(text) if closed else None)
    if not (asked or closed):
        return Moved(text)
    without = set_aside(text, [found.span() for found in (opened, closed) if found])
    if words["asks"].search(without):
        return Moved(text)
    if words["number"].search(without):
        return Moved(without)  # by how much is held against the printed number
    said = [moved.span(), *(found.span() for found in words["before"].finditer(without))]
    return Moved(set_aside(without, said), 1 if up else -1)


@lru_cache(maxsize=1)
def _words() -> dict[str, Look]:
    raw = read_yaml(WORDS_FILE)
    parts = {f"{{{name}}}": str(part) for name, part in raw.pop("parts").items()}

    def filled(entry: str) -> str:
        for name, part in parts.items():
            entry = entry.replace(name, part)
        return entry

    return {name: Look("|".join(filled(entry) for entry in entries)) for name, entries in raw.items()}
