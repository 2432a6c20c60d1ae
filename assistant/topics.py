"""Questions on what section five tells: problems and plans. Which passages of a report hold them, best first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from index.report import Passage

TOPICS_FILE = Path(__file__).with_name("topics.yaml")
SECTION = "s5"


@dataclass(frozen=True, slots=True)
class Topic:
    """How it is asked for, and the words of the sentences that tell it."""

    name: str
    asked: re.Pattern[str]
    said: tuple[str, ...]


@lru_cache(maxsize=1)
def load_topics() -> tuple[Topic, ...]:
    """Every topic of the file, in its order."""
    raw = yaml.safe_load(TOPICS_FILE.read_text(encoding="utf-8"))
    return tuple(Topic(name, re.compile("|".join(t["asked"])), tuple(t["said"])) for name, t in raw.items())


def topic_of(text: str) -> Topic | None:
    """The topic a plain question asks for; the later one where both are named ("improve on the problems")."""
    return next((topic for topic in reversed(load_topics()) if topic.asked.search(text)), None)


def telling(topic: Topic, passages: Sequence[Passage], words: Sequence[str]) -> list[Passage]:
    """The passages of section five that tell of a topic, best first; none where other words of the question point away.

    `words` are the question's words of content.
    """
    inside = [p for p in passages if p.section == SECTION and p.table is None]
    here = "".join(p.text for p in inside)
    elsewhere = "".join(p.text for p in passages if p.section != SECTION and p.table is None)
    others = [word for word in words if len(word) > 1 and not topic.asked.search(word) and word not in topic.said]
    if any(word in elsewhere and word not in here for word in others):
        return []
    told = [(sum(p.text.count(word) for word in topic.said), -number, p) for number, p in enumerate(inside)]
    return [p for count, _, p in sorted(told, key=lambda item: (-item[0], -item[1])) if count]
