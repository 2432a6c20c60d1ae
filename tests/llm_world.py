"""Two reports with quoted prose, the answer that cites them, and an independent reading of what a text shows."""

import re
import unicodedata

from assistant.answer import Answer, Language
from assistant.citing import Citer
from assistant.evidence import Quote
from assistant.llm import ChatWording
from eval.numbers import find_numerals
from index.figure_store import ReportSummary
from index.form import load_forms
from index.report import Passage

WORKS = (
    "一是主动公开信息966条，其中通过政府网站公开二十五条，占百分之三。二是召开新闻发布会12场，参加人员约300人，"
    "支出经费122.51万元。三是依托两微一端开展政策解读，公开三公经费。咨询电话0795-3998078。"
)
PROBLEMS = (
    "公开形式的便民性需要进一步提高，信息公开工作的创新力度有待加强。2024年计划新增公开专栏3个，培训全体工作人员。"
)
QUESTION_ZH = "宜春和湘乡的报告怎么讲公开工作和存在的问题？"
QUESTION_EN = "What do Yichun and Xiangxiang say about disclosure work and problems?"


GOOD_ZH = "报告主动公开信息⟦n1⟧条[1]。公开形式的便民性需要进一步提高，信息公开工作的创新力度有待加强[2]。"
GOOD_EN = "It disclosed ⟦n1⟧ items of information [1]. Disclosure needs to become more convenient for the public. [2]"
WRITTEN_OUT = (
    r"(?i)(?<![a-z])(?:dozens?|hundreds?|twice|half|doubled?|percent|per cent|twenty|nine|zero|[IVX]{2,})(?![a-z])"
    r"|翻番|倍|半|百分之|分之|[%％‰]|[一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰]{2,}"
)


def report(number: str, issuer: str, year: int) -> ReportSummary:
    return ReportSummary(
        id=number, file=f"{number}.txt", content_hash=number, title=f"{issuer}{year}年政府信息公开工作年度报告",
        issuer=issuer, year=year, region="", spellings=(), sample=False, url=None, tables={}, findings=0,
    )  # fmt: skip


def quote(of: ReportSummary, text: str) -> Quote:
    passage = Passage(
        id=f"{of.id}:1", report=of.id, section="s5", heading=(of.title, "五、存在的主要问题及改进情况"), text=text,
        embedded=text, line=9,
    )  # fmt: skip
    return Quote(report=of, passage=passage, text=text, line=9)


YICHUN = report("r1", "宜春市卫生健康委", 2020)
XIANGXIANG = report("r2", "湘乡市卫生健康局", 2023)
QUOTES = (quote(YICHUN, WORKS), quote(XIANGXIANG, PROBLEMS))


def answer_of(quotes: tuple[Quote, ...] = QUOTES, language: Language = "zh") -> Answer:
    """The answer without a model: the quotes, each with its citation."""
    citer = Citer(load_forms())
    text = "".join(f"{q.report.issuer}{q.report.year}年报告写道：“{q.text}”[{citer.quote(q)}]" for q in quotes)
    return Answer(
        id="a", conversation_id="c", index_version="i", language=language, kind="passage", text=text,
        citations=tuple(citer.citations),
    )  # fmt: skip


def reworded(wording: ChatWording, language: Language = "zh") -> Answer:
    """The answer that the model worded, or the one without it."""
    question = QUESTION_ZH if language == "zh" else QUESTION_EN
    return wording.reword(answer_of(language=language), question, QUOTES)


def streamed(wording: ChatWording, language: Language = "zh") -> tuple[list[str], Answer]:
    """The pieces as they were sent, and the answer that ends them."""
    question = QUESTION_ZH if language == "zh" else QUESTION_EN
    *pieces, last = wording.stream(answer_of(language=language), question, QUOTES)
    assert isinstance(last, Answer)
    return [str(piece) for piece in pieces], last


def unbound(text: str, quotes: tuple[Quote, ...] = QUOTES) -> list[str]:
    """Numbers in a shown text that stand in none of the quotes. Years of the cited reports and [n] are not counted."""
    for of in (q.report for q in quotes):
        text = text.replace(f"{of.issuer}{of.year}年报告", "").replace(f"the {of.year} report of {of.issuer}", "")
    text = re.sub(r"\[\d+\]", "", text)
    quoted = " ".join(q.text for q in quotes)
    wrong = [run for run in re.findall(r"\d[\d.,:/\-]*(?<=\d)", text) if not _whole(run, quoted)]
    wrong += [c for c in text if unicodedata.category(c)[0] == "N" and not c.isascii() and c not in quoted]
    wrong += [n.text for n in find_numerals(text) if n.text not in quoted and not _whole(n.text, quoted)]
    return wrong + re.findall(WRITTEN_OUT, text.replace("百分之三", "").replace("二十五", ""))


def _whole(run: str, quoted: str) -> bool:
    """Whether the number stands in the quotes by itself, not as part of a longer one."""
    return bool(re.search(rf"(?<![\d.,]){re.escape(run)}(?![\d]|[.,]\d)", quoted))
