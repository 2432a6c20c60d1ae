"""Of the passages found, the sentences that answer: those with the question's words and the unit it asks for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.evidence import Quote
from assistant.search import with_glossary
from index.figure_store import ReportSummary
from index.report import Passage
from index.words import words_of

SENTENCE = re.compile(r"[^。！？；;]+[。！？；;]?[”」）)]?")
SHORTEST = 6  # "无。" answers nothing
WHOLE = 320  # a passage up to this length is quoted whole where text is asked for
QUOTED = 240
MOST_QUOTES = 2
ENOUGH = 0.34  # share of the question's words that a sentence with a number must have
RELATED = 0.18  # share of the question's words that a passage must have at all
NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千万]+)"
FAINT = {
    "信息",
    "公开",
    "政府",
    "政务",
    "政府信息",
    "信息公开",
    "政务公开",
    "公开信息",
    "府信",
    "息公",
    "务公",
}  # in nearly every sentence
QUANTITIES = re.compile(
    r"几[条件个家人场次项例名篇份]|多少[条件个家人场次项例名篇份]?|百分之几|[提讲说写问][了到过]|怎么[样改办]?|什么样?|哪[些个家]"
)
CONTENTS = re.compile(r"(?:全文|报告)(?:主要)?(?:包括|由|分为).*总体情况")  # lists what the report holds: no answer
ASKING_WORDS = """
哪 哪些 什么 多少 怎么 怎样 如何 为什么 谁 几 是否 有没有 请问 一下 告诉
介绍 说说 年 年报 报告 年度 单位 情况 具体 主要 一共 总共 全部 大概 分别
里面 提到 写 写着 讲 说 列出 给出 了 吗 呢 啊 工作 全年 数字 中 市 县
区 省 局 委 的 卫健 卫健委 卫健局 健局 卫生 健康 卫生健康 健康局 那 那边
搞 进行 正文 文中
"""
ASKING = frozenset(ASKING_WORDS.split())


@dataclass(frozen=True, slots=True)
class Chosen:
    """The quotes, best first, and whether a number of the asked unit stands in one of them."""

    quotes: tuple[Quote, ...]
    stated: bool


def choose_quotes(
    text: str,
    units: tuple[str, ...],
    passages: Sequence[Passage],
    reports: Mapping[str, ReportSummary],
    names: Sequence[str],
) -> Chosen:
    """Pick what to quote. `names` are words of issuers and places: they say where to look, not what for."""
    wanted = _content(text, names)
    passages = [
        p
        for p in passages
        if len(p.text) >= SHORTEST and "".join(p.text.split()) not in "".join(reports[p.report].title.split())
    ]
    if not units:
        # Of a question for text, words that none of the passages has say how it is asked, not what for.
        known = "".join(p.text + "".join(p.heading) for p in passages)
        wanted = {word: weight for word, weight in wanted.items() if word in known}
    scored = []
    for rank, passage in enumerate(passages):
        for sentence, shares in _sentences(passage, wanted):
            has_number = bool(units) and _has_number(sentence, units)
            # The order of the search breaks ties: it knows synonyms that the words do not.
            score = shares + (0.3 if has_number else 0.0) - 0.05 * rank - (0.4 if CONTENTS.search(sentence) else 0.0)
            scored.append((score, has_number, shares, sentence, passage))
    scored.sort(key=lambda item: -item[0])
    if units:
        numbered = [item for item in scored if item[1] and item[2] >= ENOUGH]
        chosen = numbered or [item for item in scored if item[2] >= ENOUGH]
        quotes = _distinct(
            [(item[4], item[3]) for item in chosen[:MOST_QUOTES]] if numbered else [(i[4], i[3]) for i in chosen[:1]]
        )
        return Chosen(tuple(_quote(p, s, reports) for p, s in quotes), bool(numbered))
    best = max((item[2] for item in scored), default=0.0)
    # Without one word of the question in it, a passage that is merely near answers nothing.
    if not passages or best < RELATED or max(map(len, wanted), default=0) < 2:
        return Chosen((), False)
    top = scored[0][4]
    return Chosen((_quote(top, _excerpt(top, wanted), reports),), True)


def content_words(text: str, names: Sequence[str]) -> list[str]:
    """The question's words that say what it asks for, English ones in Chinese."""
    return list(_content(text, names))


def excerpt_of(passage: Passage, words: Sequence[str], report: ReportSummary) -> Quote:
    """The sentences of a passage that hold most of these words, as a quote."""
    return _quote(passage, _excerpt(passage, dict.fromkeys(words, 1.0)), {report.id: report})


def _content(text: str, names: Sequence[str]) -> dict[str, float]:
    """The question's words with their weights: longer words say more."""
    plain = with_glossary(text)
    for name in sorted(names, key=len, reverse=True):
        plain = plain.replace(name, " ")
    plain = QUANTITIES.sub(" ", re.sub(r"(?:19|20)?\d{2}\s*年?(?:度|报)?", " ", plain))
    words = [word for word in words_of(plain) if word not in ASKING and not re.fullmatch(r"[a-z]+|\d+", word)]
    return {word: len(word) * (0.3 if word in FAINT else 1.0) for word in words}


def _sentences(passage: Passage, wanted: dict[str, float]) -> list[tuple[str, float]]:
    """Each sentence with the share of the wanted words that it, or its heading, holds."""
    total = sum(wanted.values()) or 1.0
    heading = "".join(passage.heading[1:])
    found = []
    for sentence in SENTENCE.findall(passage.text):
        share = sum(
            weight * (1.0 if word in sentence else 0.7 if word in heading else 0.0) for word, weight in wanted.items()
        )
        found.append((sentence.strip(), share / total))
    return found


def _has_number(sentence: str, units: tuple[str, ...]) -> bool:
    return any(re.search(NUMBER + r"\s*(?:多|余|个|类)?" + re.escape(unit), sentence) for unit in units)


def _distinct(pairs: list[tuple[Passage, str]]) -> list[tuple[Passage, str]]:
    return list({sentence: (passage, sentence) for passage, sentence in pairs}.values())


def _excerpt(passage: Passage, wanted: dict[str, float]) -> str:
    """A short passage whole; of a long one the run of sentences that holds most of the wanted words."""
    if len(passage.text) <= WHOLE:
        return passage.text
    sentences = _sentences(passage, wanted)
    best, at = -1.0, (0, 1)
    for start in range(len(sentences)):
        length, share = 0, 0.0
        for end in range(start, len(sentences)):
            length += len(sentences[end][0])
            if length > QUOTED and end > start:
                break
            share += sentences[end][1]
            if share > best:
                best, at = share, (start, end + 1)
    return "".join(sentence for sentence, _ in sentences[at[0] : at[1]])


def _quote(passage: Passage, text: str, reports: Mapping[str, ReportSummary]) -> Quote:
    return Quote(report=reports[passage.report], passage=passage, text=text, line=passage.line)
