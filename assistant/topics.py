"""Questions on what section five tells: problems and plans. Which passages of a report hold them, best first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.concepts import Concept
from assistant.first_look import Look
from index.report import Passage
from index.yaml_file import read_yaml

TOPICS_FILE = Path(__file__).with_name("topics.yaml")
SECTION = "s5"
PLANS = "plans"
PLANNED_FOR = (  # the year that plans are for, not the one of the report that is asked
    re.compile(
        r"(?:对|在|为)?(?P<year>20\d\d)年(?:度)?(?:的)?(?:工作)?(?:里)?(?:有(?:什么|哪些|啥|何)(?:新)?的?|将|要|准备|想|拟|会)?(?:工作)?"
        r"(?:打算|计划|安排|规划|目标|做(?:什么|啥|哪)|干(?:什么|啥)|怎么(?:做|干)|抓(?:什么|啥|哪)|重点(?:抓|做))"
    ),
    re.compile(
        r"\b(?:plan\w*|promis\w+|pledg\w*|intend\w*|aims?|aimed|goals?|targets?|next steps?|priorit\w+|commit\w*)\b"
        r"[^.?;]{0,40}?"
        r"\bfor (?P<year>20\d\d)\b(?! report)"
    ),
    re.compile(
        r"\b(?:will|going to|intends? to|plans? to|planned to)\b[^.?;]{0,40}?"
        r"\b(?:in|during|for) (?P<year>20\d\d)\b(?! report)"
    ),
    re.compile(r"\b(?P<year>20\d\d) (?:plans?|goals?|targets?)\b"),
)  # fmt: skip
SAYS = 2.0  # the weight of a word that says where to look
STRONG = 5  # mild words that one of the topic's own is worth
LEAD = 2  # words of its own that the beginning of a passage is worth
ABOUT = 2  # words of the topic that one word of the question is worth
BOTH = Look(
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
    opens: re.Pattern[str] = re.compile("(?!)")  # how a passage begins that tells this topic


@lru_cache(maxsize=1)
def load_topics() -> tuple[Topic, ...]:
    """Every topic of the file, in its order."""
    raw = read_yaml(TOPICS_FILE)
    return tuple(
        Topic(
            name,
            re.compile("|".join(t["asked"])),
            frozenset(t["said"]),
            frozenset(t.get("mild", ())),
            re.compile(t["opens"]),
        )
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


def planned_year(text: str) -> int | None:
    """The year that a plain question asks the plans for: "what will it do in 2021" is told by the report of 2020."""
    for words in PLANNED_FOR:
        if found := words.search(text):
            return int(next(group for group in found.groups() if group))
    return None


def telling(topic: Topic, passages: Sequence[Passage], words: Sequence[Concept], question: str = "") -> list[Passage]:
    """The passages of section five that tell of a topic, best first; none where other words point out of it.

    `words` are what the question speaks of: passages that speak of it too come first. Those by which it asks for the
    topic, 评价 in "自己评价哪些活没干好", say nothing more.
    """
    found = topic.asked.search(question)
    asked = found.group() if found else ""
    inside = [p for p in passages if p.section == SECTION and p.table is None]
    here = "".join(p.text for p in inside)
    elsewhere = "".join(p.text for p in passages if p.section != SECTION and p.table is None)
    own = topic.said | topic.mild
    others = [c for c in words if c.weight >= SAYS and not topic.asked.search(c.said) and own.isdisjoint(c.words)]
    others = [c for c in others if c.said not in asked]
    there = sum(c.weight for c in others if c.is_in(elsewhere) and not c.is_in(here))
    if there > sum(c.weight for c in others if c.is_in(here)):
        return []
    told = []
    for number, passage in enumerate(inside):
        text = passage.text + _own_heading(topic, passage)
        strong, mild = (sum(text.count(word) for word in words) for words in (topic.said, topic.mild))
        own_lead = bool(topic.opens.search(passage.text))
        other = not own_lead and any(t.opens.search(passage.text) for t in load_topics() if t.name != topic.name)
        if strong or mild or own_lead:
            about = sum(ABOUT for concept in others if concept.is_in(passage.text))
            weight = STRONG * (strong + (LEAD if own_lead else 0)) + mild + about
            told.append((not (strong or own_lead), other, -weight, number, passage))
    return [passage for *_, passage in sorted(told, key=lambda item: item[:4])]


def _own_heading(topic: Topic, passage: Passage) -> str:
    """The heading over a passage where it names this topic alone, not problems and plans together."""
    heading = "".join(passage.heading[-1:])
    others = (other for other in load_topics() if other.name != topic.name)
    return "" if any(word in heading for other in others for word in other.said) else heading
