"""A small assistant for tests of the doors: fixed answers over three reports, chosen by a word of the question."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from assistant.answer import (
    Answer,
    AnswerFigure,
    AnswerFinding,
    Citation,
    CitedSource,
    Covers,
    Formula,
    Language,
    Refusal,
)
from assistant.edited import EditedQuery
from index.form import load_forms
from index.report import Report
from tests.fake_api_reports import HOSTILE
from tests.fake_search import FakeSearch
from tests.fake_store import FakeStore


@dataclass(frozen=True)
class Step:
    """A stage begins."""

    name: str
    text: str


@dataclass(frozen=True)
class Delta:
    """The text grows."""

    text: str


@dataclass
class FakeAssistant:
    """Answers at once; `failure` is raised by every question, `reason` makes it not ready, `pause` slows the stream."""

    store: FakeStore = field(default_factory=FakeStore)
    failure: Exception | None = None
    reason: str | None = None
    pause: float = 0.0
    asked: list[dict[str, Any]] = field(default_factory=list)

    @property
    def search(self) -> FakeSearch:
        """Search over the same reports."""
        return FakeSearch(self.store.held)

    def ready(self) -> str | None:
        """Return `reason`."""
        return self.reason

    def ask(
        self,
        question: str,
        *,
        conversation_id: str | None = None,
        language: str | None = None,
        query: EditedQuery | None = None,
    ) -> Answer:
        """Return the answer for the first word of KNOWN that the question holds."""
        asked = {"question": question, "conversation_id": conversation_id, "language": language, "query": query}
        self.asked.append({name: value for name, value in asked.items() if name != "query" or value is not None})
        if self.failure is not None:
            raise self.failure
        make = next((make for word, make in KNOWN.items() if word in question), clarified)
        answer = make(self.store)
        return replace(answer, id=f"a{len(self.asked)}", conversation_id=conversation_id or "c1")

    def stream(
        self,
        question: str,
        *,
        conversation_id: str | None = None,
        language: str | None = None,
        query: EditedQuery | None = None,
    ) -> Iterator[Step | Delta | Answer]:
        """Yield two steps, the text in two halves, and the answer."""
        yield Step("understand", "正在理解问题…")
        time.sleep(self.pause)
        answer = self.ask(question, conversation_id=conversation_id, language=language, query=query)
        yield Step("lookup", "正在查表三…")
        time.sleep(self.pause)
        half = len(answer.text) // 2
        yield Delta(answer.text[:half])
        yield Delta(answer.text[half:])
        yield answer


def cite(n: int, report: Report, cell: str) -> Citation:
    """Return a citation of one cell of table 3."""
    figure = next(figure for figure in report.figures if figure.cell == cell)
    place = load_forms().cells[cell]
    source = figure.source
    return Citation(
        n=n,
        report=report.id,
        issuer=report.issuer,
        year=report.year,
        title=report.title,
        section="三、收到和处理政府信息公开申请情况",
        table="t3",
        row=place.row_path,
        column=place.column_path,
        printed=figure.printed,
        quote=None,
        source=CitedSource(file=report.file, line=source.line, page=None, cell=source.cell, sample=report.sample),
        url=None,
        cell=cell,
    )


def quote_of(n: int, report: Report) -> Citation:
    """Return a citation of the report's one passage."""
    passage = report.passages[0]
    return Citation(
        n=n,
        report=report.id,
        issuer=report.issuer,
        year=report.year,
        title=report.title,
        section=passage.heading[0],
        table=None,
        row=(),
        column=(),
        printed=None,
        quote=passage.text,
        source=CitedSource(file=report.file, line=passage.line, page=None, cell=None, sample=report.sample),
        url=None,
        passage=passage.id,
    )


def printed(report: Report, cell: str, citations: tuple[int, ...]) -> AnswerFigure:
    """Return the figure that a cell prints."""
    figure = next(figure for figure in report.figures if figure.cell == cell)
    return AnswerFigure(
        value=figure.printed,
        number=figure.number,
        unit=figure.unit,
        state=figure.state,
        issuer=report.issuer,
        year=report.year,
        cell=cell,
        label=load_forms().cells[cell].zh,
        citations=citations,
    )


def _answer(store: FakeStore, language: Language = "zh", **values: Any) -> Answer:
    timing = {"total": 6.1}
    return Answer(
        id="a1", conversation_id="c1", index_version=store.index_version, language=language, timing_ms=timing, **values
    )


def figure_zh(store: FakeStore) -> Answer:
    """宜春 handled 2."""
    report = store.report("003")
    return _answer(
        store,
        kind="figure",
        text="宜春市卫生健康委2020年办理结果总计 2 件 [1]，其中本年新收 2 件 [2]，上年结转 0 件 [3]。",
        figures=(printed(report, "t3.res.total|total", (1,)),),
        citations=(
            cite(1, report, "t3.res.total|total"),
            cite(2, report, "t3.new|total"),
            cite(3, report, "t3.carried_in|total"),
        ),
        suggestions=("宜春市卫生健康委2020年新收多少件申请？", "宜春市卫生健康委2020年予以公开多少件？"),
    )


def figure_en(store: FakeStore) -> Answer:
    """The same in English."""
    text = "宜春市卫生健康委 (Yichun) handled 2 requests [1] in 2020; 2 were new [2], 0 carried over [3]."
    return replace(figure_zh(store), language="en", text=text, suggestions=("How many were granted?",))


def contradicted(store: FakeStore) -> Answer:
    """湖南 received 25 by its parts, and its total prints 0."""
    report = store.report("000")
    total = printed(report, "t3.new|total", (2,))
    formula = Formula(expression="自然人 25 + 商业企业 0 + … + 其他 0 = 25", inputs=(1,), covers=Covers(used=1, of=1))
    summed = replace(total, value="25", number=Decimal(25), state="computed", citations=(1,), formula=formula)
    return _answer(
        store,
        kind="figure",
        text="湖南2020年新收：25 件（自然人 25 [1]，各栏之和 25，正文 25 [3]；总计格印 0 [2]，与之矛盾）。",
        figures=(total, summed),
        citations=(cite(1, report, "t3.new|natural"), cite(2, report, "t3.new|total"), quote_of(3, report)),
        findings=(
            AnswerFinding(rule="T3.ROW", severity="error", message=report.findings[0].message_zh, citations=(1, 2)),
        ),
    )


def blank(store: FakeStore) -> Answer:
    """崆峒 left the cell blank."""
    report = store.report("004")
    return _answer(
        store,
        kind="blank",
        text="平凉市崆峒区卫生健康局2019年该格空白，报告未给出数字 [1]。空白不等于 0。",
        figures=(printed(report, "t3.new|total", (1,)),),
        citations=(cite(1, report, "t3.new|total"),),
    )


def refused(store: FakeStore) -> Answer:
    """武汉 is not in the collection."""
    message = "没有收录武汉市的报告。"
    near = ("湖南省中医药管理局2020年新收多少件申请？", "宜春市卫生健康委2020年办理了多少件？")
    return _answer(store, kind="refuse", text=message, refusal=Refusal(reason="issuer", message=message, nearest=near))


def passage(store: FakeStore) -> Answer:
    """A quotation, which also carries hostile text."""
    report = store.report("003")
    return _answer(
        store,
        kind="passage",
        text=f"报告原文：\n“{report.passages[0].text}” [1]\n{HOSTILE}",
        citations=(quote_of(1, report),),
    )


def clarified(store: FakeStore) -> Answer:
    """Anything else is asked back."""
    return _answer(
        store,
        kind="clarify",
        text="您问的是新收的申请，还是办理的申请？",
        options=("宜春市卫生健康委2020年新收多少件？", "宜春市卫生健康委2020年办理多少件？"),
    )


MANY = 1200


def listed(store: FakeStore) -> Answer:
    """One cell as if each of 1,200 bodies printed it, and a sentence behind the list."""
    report = store.report("003")
    cell = "t3.new|total"
    items = "；".join(f"第{n}家单位：2 件 [{n}]" for n in range(1, MANY + 1))
    return _answer(
        store,
        kind="list",
        text=f"本年新收从高到低：{items}。另有一家空白。",
        figures=tuple(replace(printed(report, cell, (n,)), issuer=f"第{n}家单位") for n in range(1, MANY + 1)),
        citations=tuple(cite(n, report, cell) for n in range(1, MANY + 1)),
    )


KNOWN: dict[str, Callable[[FakeStore], Answer]] = {
    "新闻发布会": passage,
    "宜春": figure_zh,
    "Yichun": figure_en,
    "湖南": contradicted,
    "崆峒": blank,
    "武汉": refused,
    "各单位": listed,
}
