"""What a question wants done: a definition, a check, a list, an operation on figures, or prose; told by its words."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import cast

import yaml

from assistant.lexicon import Hit
from assistant.query import Comparison, Condition, Operation

INTENTS_FILE = Path(__file__).with_name("intents.yaml")
ADDED = re.compile(
    r"[\u4e00-\u9fff]\s*[+＋]\s*[\u4e00-\u9fff]|(?<![增参附更外叠])加(?![强快大工入班密油以上])|^\s*add\b|\badd the\b"
)
MORE_THAN = re.compile(r"比.{1,24}(?:多|少|高|低)(?:几|多少|出|了|\d)?|how many more|how many fewer|\bexceed|outnumber")
LIMIT = re.compile(r"前\s*([二三四五六七八九十两\d]{1,2})\s*[名家个位]?|\btop (\w+)")
CONDITIONS = (
    ("blank", re.compile(r"空着|空白|未填|没填|没有填|留空|blank|left empty|not filled")),
    (">", re.compile(r"(?:大于|超过|多于|高于|超出|more than|over|above|greater than|exceed\w*)\s*([\d,.]+)")),
    (">=", re.compile(r"(?:至少|不少于|不低于|at least|no fewer than)\s*([\d,.]+)|([\d,.]+)\s*件?以上")),
    ("<", re.compile(r"(?:小于|少于|低于|不到|fewer than|less than|below|under)\s*([\d,.]+)")),
    ("==", re.compile(r"(?:等于|equals?|exactly)\s*([\d,.]+)")),
    ("==", re.compile(r"没有|未收到|没收到|为零|为0|是0|是零|零申请|无申请|0件")),
    ("==", re.compile(r"\bno\b|\bzero\b|\bnone\b|\bnot (?:receive|have|issue|handle)|did ?n.t")),
)
NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {
    "两": 2,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "ten": 10,
}
UNITS = (
    (r"多少人|几人|几名|多少名|几个人|人数|how many (?:people|staff|persons|members)|people make up", ("人", "名")),
    (r"几场|多少场|how many (?:press|news) conferences|how many occasions|(?:press|news) conference", ("场", "次")),
    (r"几次|多少次|how many times|how many (?:trainings?|meetings?)", ("次", "场", "期")),
    (r"几条|多少条|条数|how many items|how much information", ("条", "件", "篇")),
    (r"几天|多少天|多久|多长时间|平均时长|how long|how many days|number of days", ("天", "日", "个工作日")),
    (r"多少例|几例|how many cases of", ("例",)),
    (r"百分之几|百分比|占比|比例|percentage|what share|what percent", ("%", "％")),
    (r"多少钱|多少万元?|多少元|几万|how much money|how much was spent", ("元", "万元", "万")),
    (r"how much did .{0,40}(?:spend|cost|pay)", ("元", "万元", "万")),
    (r"几件|多少件", ("件", "份", "条")),
    (r"几个环节|多少环节|how many steps", ("环节", "个")),
    (r"几个|多少个|几家|多少家|几项|几份|几篇|how many\b", ("",)),
)
PRIORITY: tuple[Operation, ...] = (
    "list_where",
    "count",
    "rank",
    "max",
    "min",
    "share",
    "ratio",
    "average",
    "sum",
    "difference",
    "trend",
)


@lru_cache(maxsize=1)
def _intents() -> dict[str, re.Pattern[str]]:
    raw = yaml.load(INTENTS_FILE.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {name: re.compile("|".join(f"(?:{part})" for part in parts)) for name, parts in raw.items()}


def wants(intent: str, text: str) -> bool:
    """Whether the words of a plain question tell of an intent of intents.yaml."""
    return bool(_intents()[intent].search(text))


def words_of_intent(intent: str, text: str) -> tuple[str, ...]:
    """The words of a plain question that tell of an intent."""
    return tuple(found.group() for found in _intents()[intent].finditer(text))


def how_many_asked(text: str) -> int:
    """How often a question asks for a quantity: "收到几件，办结几件" asks twice."""
    return len(_intents()["how_many"].findall(text))


def operation_of(hits: Sequence[Hit], text: str, *, several: bool) -> Operation:
    """The operation a question asks for; "lookup" where one figure, or several side by side, is all it wants.

    `several` says that more than one report is asked about.
    """
    asked = {hit.target for hit in hits if hit.group == "operations"}
    if ADDED.search(text):
        asked.add("sum")
    if MORE_THAN.search(text) and several:
        asked.add("difference")
    for operation in PRIORITY:
        # "Which bodies" without a condition asks for the most, or for each of them.
        if operation in asked and (operation not in ("list_where", "count") or condition_of(text)):
            return operation
    for hit in hits:
        if hit.group == "measures":
            text = text.replace(hit.text, " ")
    return "sum" if several and wants("together", text) and not wants("apart", text) else "lookup"


def condition_of(text: str) -> Condition | None:
    """The condition that "which bodies …" and "how many bodies …" put on a cell; None where there is none."""
    text = re.sub(r"\b(above|over|more than|under|below) zero\b", r"\1 0", text).replace("大于零", "大于0")
    for comparison, words in CONDITIONS:
        if found := words.search(text):
            number = next((group for group in found.groups() if group), "0").replace(",", "").rstrip(".")
            return Condition(comparison=cast(Comparison, comparison), number=number)
    return None


def limit_of(text: str) -> int | None:
    """How many places of a ranking are wanted, None for all."""
    found = LIMIT.search(text)
    if not found:
        return None
    word = found.group(1) or found.group(2)
    return int(word) if word.isdecimal() else NUMERALS.get(word)


def units_of(text: str) -> tuple[str, ...]:
    """The measure words a number that answers this must have; ("",) for any, () where no number is asked."""
    return next((units for words, units in UNITS if re.search(words, text)), ())
