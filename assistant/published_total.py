"""How many items of information a body published of its own accord, in whatever words, asked in those of reports."""

from functools import lru_cache
from pathlib import Path

from assistant.concepts import concepts_of
from assistant.first_look import Look
from assistant.sought import specific
from index.yaml_file import read_yaml

WORDS_FILE = Path(__file__).with_name("published_total.yaml")
UNITS = ("条", "件", "篇")
SENTENCES = (
    "主动公开",
    "公开政府信息",
    "公开各类",
    "公开信息",
    "发布信息",
    "发布政府信息",
    "发布各类",
)  # one of them tells it
ASKED = "主动公开政府信息多少条"


def total_published(text: str) -> str:
    """The question as reports would word it, with the channels it names; "" where it asks for anything else.

    `text` is a plain English question without the names and years in it.
    """
    words = _words()
    counted = words["counted"].search(text)
    if not counted or not words["published"].search(text):
        return ""
    if not (words["own"].search(text) or words["information"].search(counted.group())):
        return ""
    channels = " ".join(found.group() for found in words["channels"].finditer(text))
    rest = text
    for look in words.values():
        rest = look.sub(" ", rest)
    return f"{ASKED} {channels}".strip() if not specific(concepts_of(rest)) else ""


@lru_cache(maxsize=1)
def _words() -> dict[str, Look]:
    raw = read_yaml(WORDS_FILE)
    return {name: Look(rf"\b(?:{'|'.join(entries)})\b") for name, entries in raw.items()}
