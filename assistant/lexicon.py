"""The words that name rows, applicants, measures, results and operations.

Sources: form.yaml (labels and aliases), lexicon.yaml (further wordings) and patterns.yaml (wordings of changing shape).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from assistant.first_look import Sieve, Starts, Words, needed
from index.form import Forms, load_forms
from index.labels import normal
from index.yaml_file import read_yaml

LEXICON_FILE = Path(__file__).with_name("lexicon.yaml")
PATTERNS_FILE = Path(__file__).with_name("patterns.yaml")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[a-z]+")
GROUPS = ("rows", "applicants", "measures", "blocks", "results", "metrics", "operations", "scopes", "others")
AMERICAN = re.compile(r"iz(e|ed|es|ing|ation|ations)$")
MISSPELT_GROUPS = {"rows", "blocks", "measures", "narrative"}
NEAR_START = 3
NEAR_LENGTH = 4  # a shorter word with one character changed is another word
# Aliases of form.yaml that are everyday words of any question; lexicon.yaml has the phrases in which they mean a row.
TOO_COMMON = {
    "公开",
    "处理",
    "确认",
    "变化",
    "总计",
    "合计",
    "总数",
    "总共",
    "一共",
    "全部",
    "单位申请",
    "其他",
    "组织",
    "商业",
    "增加",
    "减少",
    "重复",
    "how many requests",
    "requests",
    "total",
    "overall",
    "in all",
    "items",
    "person",
    "review",
    "results",
    "outcomes",
    "办理结果",
    "处理结果",
    "答复情况",
    "收费",
    "有效",
    "许可件数",
    "处罚件数",
    "confirm",
    "business",
    "publication",
    "收费金额",
    "收了多少钱",
    "采购金额",
    "采购项目",
    "申请数量",
    "依申请公开件数",
    "审批",
    "服务事项",
    "公开总数",
    "发文",
    "应办",
    "total public",
    "change",
    "decisions",
    "other",
    "不再处理",
    "rules",
    "regulations",
}


class Hit(NamedTuple):
    """A phrase found: what it means, where it stands in the normal text, and how sure the match is (0 to 1)."""

    group: str  # rows, applicants, measures, blocks, results, metrics, operations, scopes, others, narrative, neutral
    target: str
    start: int
    end: int
    text: str
    sure: float = 1.0


class Shape(NamedTuple):
    """What a wording of changing shape means; `words`: one of them is in every match."""

    group: str
    target: str
    looks: re.Pattern[str]
    words: Words


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by their first characters; English phrases are kept as words joined by one blank."""

    chinese: dict[str, tuple[tuple[str, str], ...]]  # phrase → (group, target)…
    near: dict[str, str]  # a phrase with one character left open ("行政复?") → the phrase
    english: dict[str, tuple[tuple[str, str], ...]]
    english_words: frozenset[str]
    relative_years: dict[str, int]
    patterns: tuple[Shape, ...] = ()
    starts: Starts = field(default_factory=Starts)  # of the Chinese phrases
    near_starts: frozenset[str] = frozenset()  # the first NEAR_START characters of `near`
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)  # first English word → words of phrases
    sieve: Sieve = field(init=False)  # which of `patterns` may match

    def __post_init__(self) -> None:
        object.__setattr__(self, "sieve", Sieve(shape.words for shape in self.patterns))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """An English word without its plural or a possessive."""
    word = AMERICAN.sub(r"is\1", word.removesuffix("'s"))
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def stemmed(text: str) -> str:
    """A phrase as its words, lower case, each without its plural."""
    return " ".join(stem(word) for word in LATIN.findall(text.lower()))


@lru_cache(maxsize=2)
def load_lexicon(path: Path = LEXICON_FILE) -> Lexicon:
    """Read lexicon.yaml and the labels and aliases of form.yaml."""
    raw = read_yaml(path)
    entries: list[tuple[str, str, str]] = [*_from_form(load_forms())]
    for group in GROUPS:
        entries.extend((str(p), group, str(target)) for target, phrases in raw[group].items() for p in phrases)
    entries.extend((str(p), "narrative", phrases[0]) for phrases in raw["narrative"] for p in phrases)
    entries.extend((str(p), "neutral", "") for p in raw["neutral"])
    chinese: dict[str, dict[tuple[str, str], None]] = {}
    english: dict[str, dict[tuple[str, str], None]] = {}
    for phrase, group, target in entries:
        if CHINESE.search(phrase):
            chinese.setdefault(normal(phrase), {})[group, target] = None
        else:
            english.setdefault(stemmed(phrase), {})[group, target] = None
    words = frozenset(word for phrase in english for word in phrase.split())
    years = {str(p): int(n) for n, phrases in raw["relative_years"].items() for p in phrases}
    near = _near(chinese)
    return Lexicon(
        _frozen(chinese), near, _frozen(english), words, years, _patterns(),
        Starts(filter(None, chinese)), frozenset(phrase[:NEAR_START] for phrase in near),
        _lengths(filter(None, english)),
    )  # fmt: skip


def _lengths(phrases: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The numbers of words of English phrases by their first word, the longest first."""
    found: dict[str, set[int]] = {}
    for phrase in phrases:
        first, *others = phrase.split(" ")
        found.setdefault(first, set()).add(1 + len(others))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def _patterns() -> tuple[Shape, ...]:
    raw = read_yaml(PATTERNS_FILE)
    return tuple(
        Shape(group, str(target), re.compile(part), needed(part))
        for group, targets in raw.items()
        for target, parts in targets.items()
        for part in parts
    )


def _near(chinese: dict[str, dict[tuple[str, str], None]]) -> dict[str, str]:
    near: dict[str, str] = {}
    for phrase, meanings in chinese.items():
        if len(phrase) < NEAR_LENGTH or not {group for group, _ in meanings} & {
            "rows",
            "blocks",
            "measures",
            "narrative",
            "results",
        }:
            continue
        for at in range(len(phrase)):
            near[phrase[:at] + "?" + phrase[at + 1 :]] = phrase
    return near


def _frozen(found: dict[str, dict[tuple[str, str], None]]) -> dict[str, tuple[tuple[str, str], ...]]:
    return {phrase: tuple(meanings) for phrase, meanings in found.items() if phrase}


def _from_form(forms: Forms) -> Iterable[tuple[str, str, str]]:
    for group, items in (
        ("rows", forms.rows),
        ("applicants", forms.applicants),
        ("measures", forms.measures),
        ("blocks", forms.blocks),
    ):
        for key, item in items.items():
            english = (item.en, item.en.split("(")[0]) if group != "measures" else ()
            for phrase in (*item.labels, *item.aliases, *english):
                common = phrase.strip().lower() in TOO_COMMON or normal(phrase) in TOO_COMMON
                if phrase and not common and "header" not in phrase and "cell " not in phrase:
                    yield phrase, group, key
    for metric in forms.metrics.values():
        yield metric.zh, "metrics", metric.id
