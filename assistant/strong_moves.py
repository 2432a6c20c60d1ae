"""Strong verbs for a rise or fall of items, "锐减50项", "items soared by 90", read as the plain ones."""

from functools import lru_cache
from pathlib import Path

from assistant.first_look import Look
from index.yaml_file import read_yaml

VERBS_FILE = Path(__file__).with_name("strong_moves.yaml")
# Of requests and decisions no report prints a change: there such a verb says nothing of the column.
ITEMS = Look(r"项目|事项|(?<![一])项(?!内容)|\bitems?\b")
UP_TO = r"(?!了?(?:到|至|成|为)| to (?:\d|how many|what))"  # 猛增到90项 is how many there are now


def plain_moves(text: str) -> str:
    """The question with plain verbs in the place of strong ones, where it speaks of items."""
    if not ITEMS.search(text):
        return text
    for plain, verbs in _verbs().items():
        text = verbs.sub(plain, text)
    return text


@lru_cache(maxsize=1)
def _verbs() -> dict[str, Look]:
    raw = read_yaml(VERBS_FILE)
    return {str(plain): Look(f"(?:{'|'.join(verbs)}){UP_TO}") for plain, verbs in raw.items()}
