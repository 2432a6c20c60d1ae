"""Whether, which or how many bodies have something at all, or meet a bound: "did anyone get sued", 有几家单位被起诉."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

from assistant.first_look import TEXTS, Look
from assistant.query import Operation
from index.yaml_file import read_yaml

Whether = Literal["", "some", "every"]
WORDS_FILE = Path(__file__).with_name("any_asked.yaml")
COUNTED = re.compile(r"(?<!哪)(?:几|多少)(?:家|个)|多少(?:单位|机关|部门|局|地方)|\bhow many\b|\bnumber of\b")
WHETHER = re.compile(r"有没有?|有无|是否有|可有|是不是有")


@lru_cache(maxsize=1)
def _words() -> dict[str, Look]:
    raw = read_yaml(WORDS_FILE)
    return {name: Look("|".join(f"(?:{part})" for part in parts)) for name, parts in raw.items()}


@lru_cache(maxsize=TEXTS)
def any_asked(text: str) -> Operation | None:
    """Whether bodies with more than none are counted or listed; None where the question is of something else."""
    words = _words()
    if not words["asked"].search(text) or words["not_at_all"].search(without_whether(text)):
        return None
    return "count" if COUNTED.search(text) else "list_where"


@lru_cache(maxsize=TEXTS)
def whether_asked(text: str) -> Whether:
    """Whether yes or no is asked of some body or of all of them; "" where neither is."""
    words = _words()
    return "every" if words["every"].search(text) else "some" if words["whether"].search(text) else ""


def without_whether(text: str) -> str:
    """A question without its 有没有, whose 没有 denies nothing."""
    return WHETHER.sub("有", text)
