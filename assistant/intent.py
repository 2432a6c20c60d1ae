"""What a question wants done: a definition, a check, a list, an operation on figures, or prose; told by its words."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from assistant.conditions import condition_of
from assistant.first_look import TEXTS, AnyOf, Look
from assistant.lexicon import Hit
from assistant.query import Operation
from index.yaml_file import read_yaml

INTENTS_FILE = Path(__file__).with_name("intents.yaml")
SUM_OF_THEM = re.compile(r"\b(?:sum|add|total) (?:them|these|those|both|the two)\b(?: up)?")
ADDED = Look(
    r"[\u4e00-\u9fff]\s*[+＋]\s*[\u4e00-\u9fff]|(?<![增参附更外叠])加(?![强快大工入班密油以上])|^\s*add\b|\badd the\b"
    r"|\b(?:total|sum)s? (?:of|for|over|across) (?:all )?(?:(?:the |these |those )?(?:two|three|four|five)\b(?! [a-z])"
    r"|both\b|them\b)"
    r"|(?<!第)[两三四五几](?:个|家|者|处)?(?:单位)?的?(?:总数|总量|总和|总共)(?!量)"
)
MORE_THAN = Look(r"比.{1,24}(?:多|少|高|低)(?:几|多少|出|了|\d)?|how many more|how many fewer|\bexceed|outnumber")
LIMIT = Look(
    r"前\s*([二三四五六七八九十两\d]{1,2})\s*[名家个位]?|\b(?:top|bottom) (\w+)"
    r"|最(?:多|少|高|低|大|小|靠前|靠后)的(?:那|这)?([二三四五六七八九十两\d]{1,2})(?:家|个|份|名|位|所)"
    r"|哪([二三四五六七八九十两\d]{1,2})(?:家|个|份|名|位|所)(?=[^，。？]{0,24}最(?:多|少|高|低|大|小))"
    r"|\b(?:which|what|name|list|show(?: me)?|give me)(?: the)? (\w+) (?!of\b)[a-z]+\b[^.?;]{0,60}\b"
    r"(?:most|highest|largest|biggest|fewest|least|lowest|smallest)\b"
    r"|\bthe (\w+) (?:highest|largest|biggest|lowest|smallest|busiest)\b"
)
LOWEST = Look(r"最(?:少|低|小|靠后)的|\bbottom\b|\b(?:fewest|least|lowest|smallest)\b")
NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {
    "两": 2,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
UNITS = tuple(
    (Look(words), units)
    for words, units in (
        (r"多少人|几人|几名|多少名|几个人|人数|how many (?:people|staff|persons|members)|people make up", ("人", "名")),
        (r"几场|多少场|how many (?:press|news) conferences|how many occasions|(?:press|news) conference", ("场", "次")),
        (r"几次|多少次|how many times|how many (?:trainings?|meetings?)", ("次", "场", "期")),
        (r"几条|多少条|条数|how many (?:items|pieces|entries)|how much information", ("条", "件", "篇")),
        (
            r"几天|多少天|多久|多长时间|平均时长|(?:办理|处理|办件|答复|回复|办结)的?周期|(?:办结|办理|答复|回复|处理|平均).{0,4}天数|耗时|用时"
            r"|(?:平均|人均|件均|均|中位)[^，。？,?]{0,10}(?:天|工作日|时限|时长|时间|多快|速度|小时)|多快(?!乐)"
            r"|\b(?:avg|average|mean|median|typical(?:ly)?)\b[^.?;]{0,40}(?<!per )\b(?:days?|hours?|weeks?|time to)\b"
            r"|(?<!per )\b(?:days?|hours?|weeks?)\b[^.?;]{0,40}\b(?:average|mean|median|avg|per (?:request|case))\b"
            r"|turnaround|lead time|how long|how many days|number of days"
            r"|\b(?:in|how many|of) (?:business|working|calendar|office) (?:days|hours|weeks)\b"
            r"|\b(?:reply|response|answer) (?:lag|delay)s?\b"
            r"|\b(?:days|hours|weeks) per (?:request|application|case)\b"
            r"|\b(?:slow|fast|quick|long|short|prompt)est (?:\w+ ){0,2}"
            r"(?:repl(?:y|ies)|answers?|responses?|waits?|delays?|lag)\b"
            r"|(?:handling|waiting|turnaround|reply|answering) times?|average time|how (?:fast|quickly|soon)",
            ("天", "日", "个工作日"),
        ),
        (r"多少例|几例|how many cases of", ("例",)),
        (
            r"(?:合格|达标|知晓|覆盖|满意|通过|及格)率|\b(?:pass|failure|coverage|success|satisfaction) rate\b"
            r"|百分之几|百分比|占比|比例|percentage|what share|what percent",
            ("%", "％"),
        ),
        (r"多少钱|多少万元?|多少元|几万|how much money|how much was spent", ("元", "万元", "万")),
        (r"how much did .{0,40}(?:spend|cost|pay)", ("元", "万元", "万")),
        (r"几件|多少件", ("件", "份", "条")),
        (r"几个环节|多少环节|how many steps", ("环节", "个")),
        (r"几篇|多少篇|几则|多少则|篇数|how many (?:articles|posts)", ("篇", "条", "则", "期")),
        (r"几家|多少家", ("家", "个", "所")),
        (r"几个|多少个|几项|几份|how many\b|\bnumber of\b", ("",)),
    )
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


PLACE = Look(
    r"(?:第|排(?:名|在|行)?第?)([一二三四五六七八九十\d]{1,2})(?:位|名|高|多|大|少|低|小|(?=的|呢|是谁|$|[,，。?？]))(?![十\d])"
    r"|倒数第([一二三四五\d])"
    r"|\b(?:comes?|came|ranks?|ranked|placed|is|in|the) (second|third|fourth|fifth|2nd|3rd|4th|5th)\b"
    r"|\b(second|third|fourth|fifth|2nd|3rd|4th|5th)[- ](?:most|highest|largest|biggest|fewest|lowest|smallest|place)\b"
    r"|runner-?up()"
)
FROM_THE_END = re.compile(r"倒数第|第[一二三四五\d]{1,2}(?:少|低|小)|(?:fewest|lowest|smallest)")
ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}


@lru_cache(maxsize=1)
def _parts() -> dict[str, list[str]]:
    raw = read_yaml(INTENTS_FILE)
    return dict(raw)


@lru_cache(maxsize=1)
def _intents() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(f"(?:{part})" for part in parts)) for name, parts in _parts().items()}


@lru_cache(maxsize=1)
def _any_of() -> dict[str, AnyOf]:
    return {name: AnyOf(parts) for name, parts in _parts().items()}


@lru_cache(maxsize=TEXTS)
def _told(text: str) -> dict[str, bool]:
    """Intent → whether a text tells of it, for those that were asked about."""
    return {}


def wants(intent: str, text: str) -> bool:
    """Whether the words of a plain question tell of an intent of intents.yaml."""
    told = _told(text)
    found = told.get(intent)
    if found is None:
        found = told[intent] = _any_of()[intent].stand_in(text)
    return found


def words_of_intent(intent: str, text: str) -> tuple[str, ...]:
    """The words of a plain question that tell of an intent."""
    return tuple(found.group() for found in _intents()[intent].finditer(text)) if wants(intent, text) else ()


@lru_cache(maxsize=TEXTS)
def how_many_asked(text: str) -> int:
    """How often a question asks for a quantity: "收到几件，办结几件" asks twice."""
    return len(_intents()["how_many"].findall(text))


@lru_cache(maxsize=TEXTS)
def asking_start(text: str) -> int:
    """Where the last sentence that asks for a quantity begins, behind a story of STORY letters at least; 0 for none."""
    starts = [found.end() for found in SENTENCE_END.finditer(text)]
    story = STORY * (1 if CHINESE.search(text) else 2)
    for at, end in zip(reversed(starts), [len(text), *reversed(starts)], strict=False):
        if at < story:
            break
        if wants("how_many", text[at:end]):
            return at
    return 0


@lru_cache(maxsize=TEXTS)
def added(text: str) -> bool:
    """Whether two things are to be added up, by a sign or a verb."""
    return bool(ADDED.search(text))


@lru_cache(maxsize=TEXTS)
def column_of(text: str) -> int | None:
    """The column of a row that is asked for by its place: 0 for "the first figure", -1 for the last; None for none."""
    found = COLUMN.search(text)
    if not found:
        return None
    word = next(group for group in found.groups() if group)
    if word in ("最后", "末", "最右", "最右边", "last"):
        return -1
    if word in ("打头", "头一", "开头", "最左", "最左边"):
        return 0
    number = int(word) if word.isdecimal() else COLUMN_ORDINALS.get(word) or NUMERALS.get(word) or 0
    return number - 1 if number else None


def operation_of(hits: Sequence[Hit], text: str, *, several: bool) -> Operation:
    """The operation a question asks for; "lookup" where one figure, or several side by side, is all it wants.

    `several` says that more than one report is asked about.
    """
    column = COLUMN.search(text)
    hits = [h for h in hits if not (column and column.start() <= h.start < column.end())]
    asked = {hit.target for hit in hits if hit.group == "operations"}
    if added(text):
        asked.add("sum")
    if wants("per_hundred", text):
        asked.add("share")
    if MORE_THAN.search(text) and several:
        asked.add("difference")
    placed = place_of(text) is not None and not SECTION.search(text) and column is None
    if limit_of(text) is not None or placed:
        asked.add("rank")
    if "ratio" in asked and "占" in text:
        asked.add("share")
    if wants("reversed_ratio", text) and several:
        asked.add("ratio")
    if "sum" in asked and SUM_OF_THEM.search(text):
        return "sum"  # "the two smallest, X and Y, and sum them": the bodies are named already
    for operation in PRIORITY:
        # "Which bodies" without a condition asks for the most, or for each of them.
        if operation in asked and (operation not in ("list_where", "count") or conditional(text, operation)):
            return operation
    for hit in hits:
        if hit.group == "measures":
            text = text.replace(hit.text, " ")
    return "sum" if several and wants("together", text) and not wants("apart", text) else "lookup"


SECTION = re.compile(r"第二十条|第[一二三四五六七八九十]{1,3}[项条款部]|section|article|part ")


STORY = 24
SENTENCE_END = re.compile(r"[。！!?？;；:：—]+\s*|\.\s+| -+ ")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
COLUMN = Look(
    r"(?<![项条])第([一二三四五六七1-7])(?:个|项)?(?:数字|数据|数值|数(?!量)|栏|列|格)|(打头|头一|开头|最左边?|最后|末|最右边?)(?:那|的那)?(?:一|1)?(?:个|项)?(?:数字|数据|数值|数(?!量)|栏|列|格)"
    r"|\b(first|second|third|fourth|fifth|sixth|seventh|last) (?:printed )?(?:figure|number|column|value|cell)\b"
)
COLUMN_ORDINALS = {
    word: at for at, word in enumerate(("first", "second", "third", "fourth", "fifth", "sixth", "seventh"), start=1)
}


@lru_cache(maxsize=TEXTS)
def place_of(text: str) -> int | None:
    """The one place of a ranking that is asked for: 2 for "second most"; None where none is, or it is the first."""
    found = PLACE.search(text)
    if not found:
        return None
    word = next((group for group in found.groups() if group), "second" if "runner" in found.group() else "")
    place = int(word) if word.isdecimal() else ORDINALS.get(word) or NUMERALS.get(word)
    return place if place and (place > 1 or "倒数" in found.group()) else None


def from_the_end(text: str) -> bool:
    """Whether a place is counted from the lowest."""
    return bool(FROM_THE_END.search(text))


def conditional(text: str, operation: Operation) -> bool:
    """Whether a condition is put on bodies: said, or left unsaid ("how many bodies received requests": any)."""
    return condition_of(text) is not None or (operation == "count" and wants("received_any", text))


@lru_cache(maxsize=TEXTS)
def limit_of(text: str) -> int | None:
    """How many places of a ranking are wanted, None for all."""
    for found in LIMIT.finditer(text):
        word = next(group for group in found.groups() if group)
        number = int(word) if word.isdecimal() else NUMERALS.get(word)
        if number and (number > 1 or word == found.group(1)):
            return number
    return None


def lowest_first(text: str) -> bool:
    """Whether a ranking begins with the lowest."""
    counted = place_of(text) is not None and from_the_end(text)
    return wants("ascending", text) or counted or (limit_of(text) is not None and bool(LOWEST.search(text)))


@lru_cache(maxsize=TEXTS)
def units_of(text: str) -> tuple[str, ...]:
    """The measure words a number that answers this must have; ("",) for any, () where no number is asked."""
    return next((units for words, units in UNITS if words.search(text)), ())
