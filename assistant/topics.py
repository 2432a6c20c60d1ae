"""Questions on what section five tells: problems and plans. Which passages of a report hold them, best first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from assistant.concepts import Concept
from index.report import Passage

TOPICS_FILE = Path(__file__).with_name("topics.yaml")
SECTION = "s5"
SAYS = 2.0  # the weight of a word that says where to look
STRONG = 5  # mild words that one of the topic's own is worth
ABOUT = 2  # words of the topic that one word of the question is worth
BOTH = re.compile(
    r"(?:问题|不足|困难|短板|毛病)[^。？]{0,12}(?:和|及|与|、|,|以及|还有|又)[^。？]{0,16}"
    r"(?:打算|措施|改进|计划|下一步|怎么改|整改|对策|怎么办|解决)"
    r"|\b(?:problem|shortcoming|weakness|difficult)\w*\b.{0,40}\b(?:and|as well as)\b"
    r".{0,50}\b(?:plan|improv|remed|next|step|fix|tackl|(?:what|how) (?:will|does|is) (?:it|they|the body))"
)


@dataclass(frozen=True, slots=True)
class Topic:
    """How it is asked for, and the words of the sentences that tell it."""

    name: str
    asked: re.Pattern[str]
    said: frozenset[str]
    mild: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def load_topics() -> tuple[Topic, ...]:
    """Every topic of the file, in its order."""
    raw = yaml.safe_load(TOPICS_FILE.read_text(encoding="utf-8"))
    return tuple(
        Topic(name, re.compile("|".join(t["asked"])), frozenset(t["said"]), frozenset(t.get("mild", ())))
        for name, t in raw.items()
    )


def topics_of(text: str) -> tuple[Topic, ...]:
    """The topics a plain question asks for: both where problems and plans are joined by "and"."""
    if BOTH.search(text):
        return load_topics()
    topic = topic_of(text)
    return (topic,) if topic else ()


def topic_of(text: str) -> Topic | None:
    """The topic a plain question asks for; the later one where both are named ("improve on the problems")."""
    return next((topic for topic in reversed(load_topics()) if topic.asked.search(text)), None)


def telling(topic: Topic, passages: Sequence[Passage], words: Sequence[Concept]) -> list[Passage]:
    """The passages of section five that tell of a topic, best first; none where other words point out of it.

    `words` are what the question speaks of: passages that speak of it too come first.
    """
    inside = [p for p in passages if p.section == SECTION and p.table is None]
    here = "".join(p.text for p in inside)
    elsewhere = "".join(p.text for p in passages if p.section != SECTION and p.table is None)
    own = topic.said | topic.mild
    others = [c for c in words if c.weight >= SAYS and not topic.asked.search(c.said) and own.isdisjoint(c.words)]
    there = sum(c.weight for c in others if c.is_in(elsewhere) and not c.is_in(here))
    if there > sum(c.weight for c in others if c.is_in(here)):
        return []
    told = []
    for number, passage in enumerate(inside):
        text = passage.text + _own_heading(topic, passage)
        strong, mild = (sum(text.count(word) for word in words) for words in (topic.said, topic.mild))
        if strong or mild:
            about = sum(ABOUT for concept in others if concept.is_in(passage.text))
            told.append((not strong, -(STRONG * strong + mild + about), number, passage))
    return [passage for *_, passage in sorted(told, key=lambda item: item[:3])]


def _own_heading(topic: Topic, passage: Passage) -> str:
    """The heading over a passage where it names this topic alone, not problems and plans together."""
    heading = "".join(passage.heading[-1:])
    others = (other for other in load_topics() if other.name != topic.name)
    return "" if any(word in heading for other in others for word in other.said) else heading
