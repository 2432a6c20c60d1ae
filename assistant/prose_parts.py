"""A question on prose that asks for several things of one report, as one question for each."""

import re

from assistant.concepts import concepts_of
from assistant.first_look import Look
from assistant.sought import specific
from assistant.topics import topic_of, topics_of

BETWEEN = re.compile(r"[,，;；。?？、]|以及|还有|并且|另外|(?<=[少么谁])(?:和|与|及)|\band\b|\bplus\b", re.IGNORECASE)
ASKS = re.compile(
    r"多少|几|什么|啥|谁|哪|怎么|如何|怎样|吗|是否|有没有|有无|\b(?:how|what|which|who|whom|when|where|why)\b",
    re.IGNORECASE,
)
GENERAL_WORDS = "结果 效果 成效 原因 内容 形式 方式 时间 时候 地点 名字 名称 怎么样 result results outcome effect"
GENERAL = frozenset(GENERAL_WORDS.split())  # of anything
EACH = Look(
    r"(?P<one>[^,，。;；?？]{2,20}?)(?:和|与|及|跟|、)(?P<other>[^,，。;；?？]{2,16}?)(?:各|分别|都)(?:是|有|为|开了|办了|搞了)?(?P<how>多少|几)(?P<unit>[^,，。?？]{0,3})"
)
EACH_EN = re.compile(
    r"\bhow many (?P<one>[a-z' -]{4,40}?) and (?:how many )?(?P<other>[a-z' -]{4,40}?) "
    r"(?P<rest>(?:did|does|do|were|was|are|is|has|have)\b.*)"
)


def parts_of(text: str) -> tuple[str, ...]:
    """Each part of a plain question that asks for a thing of its own; () where it asks for one thing."""
    plain = text.lower()
    if len(topics_of(plain)) > 1:
        return ()
    if both := EACH.search(plain):
        parts = [f"{both[name]}{both['how']}{both['unit']}" for name in ("one", "other")]
    elif both := EACH_EN.search(plain):
        parts = [f"how many {both[name]} {both['rest']}" for name in ("one", "other")]
    else:
        parts = _with_subject(asking_pieces(plain))
    own = all(specific(concepts_of(part)) or topic_of(part) for part in parts)
    return tuple(parts) if len(parts) > 1 and own else ()


def _with_subject(parts: list[str]) -> list[str]:
    """Parts that say by themselves what they ask for: "with what result" asks it of the part before."""
    whole = []
    for before, part in zip(["", *parts], parts, strict=False):
        said = {concept.said for concept in specific(concepts_of(part))}
        whole.append(f"{before} {part}" if before and said and said <= GENERAL else part)
    return whole


def asking_pieces(text: str) -> list[str]:
    """The pieces that ask, each with those before it that do not; what follows the last one goes with it."""
    parts: list[str] = []
    before = ""
    for piece in BETWEEN.split(text):
        before = f"{before} {piece.strip()}".strip()
        if ASKS.search(piece):
            parts.append(before)
            before = ""
    if before and parts:
        parts[-1] = f"{parts[-1]} {before}"
    return parts
