"""What a question speaks of, as the words reports have for it: its own Chinese words, its English ones translated."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from assistant.first_look import Look
from assistant.lexicon import stem
from index.words import words_of
from index.yaml_file import read_yaml

GLOSSARY_FILE = Path(__file__).with_name("glossary.yaml")
VOCABULARY_FILE = Path(__file__).with_name("vocabulary.yaml")
NOTHING = "_nothing"  # the key of the English words that say nothing
LATIN = re.compile(r"[a-z]+")
LONGEST = 4  # words of a phrase
MISSPELT = 6  # letters from which on a word may be misspelt
NEAR = 87.0  # of 100
TRANSLATED = 3.0  # the weight of an English word, that of a Chinese one of three characters
NAMED = 3.0  # the weight of a number
PART = 0.5  # what a pair of characters inside a longer word counts
FAINT_PART = 0.3
NUMBER = Look(r"(?<![\d.第〔\[(-])(?!(?:19|20)\d\d(?!\d))\d{2,}(?![\d.]|\s*号)")
FAINT_WORDS = "信息 公开 政府 政务 政府信息 信息公开 政务公开 公开信息 府信 息公 务公"
FAINT = frozenset(FAINT_WORDS.split())  # in nearly every sentence
ASKING_WORDS = """
哪 哪些 什么 多少 怎么 怎样 如何 为什么 谁 几 是否 有没有 请问 一下 告诉
介绍 说说 年 年报 报告 年度 单位 情况 具体 主要 一共 总共 全部 大概 分别
里面 提到 写 写着 讲 说 列出 给出 了 吗 呢 啊 工作 全年 数字 中 市 县
区 省 局 委 的 卫健 卫健委 卫健局 健局 卫生 健康 卫生健康 健康局 那 那边
搞 进行 正文 文中
"""
ASKING = frozenset(ASKING_WORDS.split())
HOW_ASKED = re.compile(
    r"几[条件个家人场次项例名篇份位期天]|多少[条件个家人场次项例名篇份位期天]?|百分之几|[提讲说写问][了到过]|怎么[样改办]?|什么样?|哪[些个家]"
    r"|(?:从|在|就|分)?(?:哪|这|那)?(?:几|些|哪些|哪几)(?:个|大)?(?:方面|方向|层面|角度)"
    r"|(?:[靠用凭以按]|通过|采取|采用|借助|依靠)(?:的是|了)?(?:什么|啥|何种|哪些|哪几种|哪种)(?:办法|方法|方式|手段|途径|形式|法子)"
)
YEAR = re.compile(r"(?:19|20)?\d{2}\s*年?(?:度|报)?")


@dataclass(frozen=True, slots=True)
class Concept:
    """Something a question speaks of: one of `words` in a sentence speaks of it; () where no report would."""

    said: str
    words: tuple[str, ...]
    weight: float

    def is_in(self, text: str) -> bool:
        """Whether a text speaks of it."""
        return any(word in text for word in self.words)


def concepts_of(text: str, names: Sequence[str] = ()) -> tuple[Concept, ...]:
    """What a question speaks of. `names` are words of issuers and places: they say where to look, not what for."""
    plain = text.lower()
    for name in sorted(names, key=len, reverse=True):
        plain = plain.replace(name.lower(), " ")
    found = [*_numbers(plain), *_english(plain), *_chinese(HOW_ASKED.sub(" ", YEAR.sub(" ", plain)))]
    return tuple({concept.said: concept for concept in found}.values())


def translated(text: str) -> tuple[str, ...]:
    """The reports' words for the English words and the everyday Chinese ones of a question."""
    concepts = [c for c in concepts_of(text) if c.words != (c.said,)]
    return tuple(dict.fromkeys(word for concept in concepts for word in concept.words if word != concept.said))


def base(word: str) -> str:
    """An English word without the endings of plurals and verbs: "renewing", "renewed" → "renew"."""
    word = stem(word)
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    return word.removesuffix("e") if len(word) > 3 else word


def _english(text: str) -> Iterable[Concept]:
    """The English words of a question, phrases before their words."""
    phrases, nothing = _phrases(), _nothing()
    words = LATIN.findall(text)
    bases = [base(word) for word in words]
    at = 0
    while at < len(words):
        for length in range(min(LONGEST, len(words) - at), 0, -1):
            if known := phrases.get(" ".join(bases[at : at + length])):
                says = length > 1 or bases[at] not in nothing
                yield _concept(" ".join(words[at : at + length]), known, TRANSLATED * (1.0 if says else FAINT_PART))
                break
        else:
            length = 1
            meant = bases[at] if bases[at] in nothing else _respelt(bases[at])
            if meant not in nothing and len(words[at]) > 2:
                yield _concept(words[at], phrases.get(meant, ()), TRANSLATED)
        at += length


def _chinese(text: str) -> Iterable[Concept]:
    """The Chinese words of a question, those that people use with those of reports beside them."""
    for said, meant in _everyday().items():
        if said in text:
            text = text.replace(said, " ")
            yield _concept(said, (said, *meant), float(len(said)))
    whole = ""
    for word in words_of(text):
        part = len(word) == 2 and word in whole and word != whole
        whole = whole if part else word
        if word not in ASKING and not re.fullmatch(r"[a-z]+|\d+(?:\.\d+)?", word):
            yield _concept(word, (word,), len(word) * (PART if part else 1.0))


def _numbers(text: str) -> Iterable[Concept]:
    """The numbers a question names: the sentence that prints one is likely meant."""
    for number in NUMBER.findall(text):
        yield Concept(number, (number,), NAMED)


def _concept(said: str, words: tuple[str, ...], weight: float) -> Concept:
    faint = bool(words) and all(word in FAINT for word in words)
    return Concept(said, words, weight * (FAINT_PART if faint else 1.0))


@lru_cache(maxsize=512)
def _respelt(word: str) -> str:
    """The known word that this one is misspelt from, else itself."""
    if len(word) < MISSPELT:
        return word
    near = process.extractOne(word, _single(), scorer=fuzz.ratio, score_cutoff=NEAR)
    return near[0] if near else word


@lru_cache(maxsize=1)
def _single() -> tuple[str, ...]:
    return (*(phrase for phrase in _phrases() if " " not in phrase), *_nothing())


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[str, ...]]:
    """English phrase, each word in its first form → the words of reports for it."""
    found: dict[str, dict[str, None]] = {}
    for english, words in read_yaml(GLOSSARY_FILE).items():
        if LATIN.search(english):
            found.setdefault(_based(english), {}).update(dict.fromkeys(words))
    for word, phrases in read_yaml(VOCABULARY_FILE).items():
        for english in phrases if word != NOTHING else ():
            found.setdefault(_based(english), {})[word] = None
    return {phrase: tuple(words) for phrase, words in found.items()}


def _based(phrase: str) -> str:
    return " ".join(base(word) for word in LATIN.findall(phrase.lower()))


@lru_cache(maxsize=1)
def _nothing() -> frozenset[str]:
    return frozenset(base(str(word)) for word in read_yaml(VOCABULARY_FILE)[NOTHING])


@lru_cache(maxsize=1)
def _everyday() -> dict[str, tuple[str, ...]]:
    """Chinese words people use, the longest first → those of reports."""
    raw = {said: tuple(words) for said, words in read_yaml(GLOSSARY_FILE).items() if not LATIN.search(said)}
    return dict(sorted(raw.items(), key=lambda item: -len(item[0])))
