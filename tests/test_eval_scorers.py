"""Good and lying answers: no scorer may pass a lie, nor fail what is true."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from eval.cases import Case
from eval.scorers import AnswerScores, missing_report, score_answer
from tests.eval_oracle import Draft, Json
from tests.eval_world import CITY, DISTRICT, case, cell, truth

HANDLED = case("number", 2, unit="件", cell="t3.res.total|total", report=CITY)
LICENCES = case("number", 18, unit="件", cell="t2.license.decisions", report=CITY)
CHANGE = case("number", -1, unit="项", acceptable=["减1"], cell="t2.license.change", report=CITY)
MONEY = case("number", 122.51, unit="万元", cell="t2.procurement.amount", report=CITY)
ZERO = case("number", 0, unit="件", acceptable=["零"], cell="t3.carried_out|total", report=CITY)
BLANK = case("blank", "未填报", cell="t3.new|total", report=DISTRICT)
REFUSED = case("refuse", "没有", question="丁市2020年行政许可多少件？")
TWO_PENALTIES = case(
    "number", 128, unit="件", category="aggregate", cell="t2.penalty.decisions", report=[CITY, DISTRICT]
)
QUOTED = case("number", 87, unit="条", source=[{"file": CITY, "line": 2, "quote": "平台公开信息87条"}])
WHICH = case(
    "clarify",
    "哪一家",
    source=[{"file": CITY, "line": 8, "quote": "18"}, {"file": DISTRICT, "line": 4, "quote": "434"}],
)
RANKED = case(
    "list",
    ["乙区 434", "甲市 18"],
    category="rank",
    must_mention=["434", "18"],
    cell="t2.license.decisions",
    report=[CITY, DISTRICT],
)
FELL = case("text", "减少11", must_mention=["11"], anyof=[["减", "fell"]], cell="t2.penalty.change", report=DISTRICT)

Build = Callable[[Draft], Json]


def one_figure(name: str, text: str, file: str = CITY, kind: str = "figure", **changes: Any) -> Build:
    """An answer that gives one cell's figure."""

    def build(draft: Draft) -> Json:
        draft.figure(cell(file, name), **changes)
        return draft.answer(kind, text)

    return build


def words_only(kind: str, text: str, **changes: Any) -> Build:
    """An answer without figures and citations."""
    return lambda draft: draft.answer(kind, text, **changes)


def refusal(text: str) -> Build:
    """A refusal with a reason."""
    return words_only(
        "refuse", text, refusal={"reason": "issuer", "message": text, "nearest": ["甲市卫生健康委2020年"]}
    )


def total(number: int, expression: str, text: str) -> Build:
    """A computed figure over both reports' penalty cells."""

    def build(draft: Draft) -> Json:
        cells = [cell(CITY, "t2.penalty.decisions"), cell(DISTRICT, "t2.penalty.decisions")]
        draft.computed(Decimal(number), "件", expression, cells)
        return draft.answer("comparison", text)

    return build


def quoting(quote: str, text: str) -> Build:
    """A passage that quotes line 2 of the city's report."""

    def build(draft: Draft) -> Json:
        draft.cite_line(CITY, 2, quote)
        return draft.answer("passage", text)

    return build


def forged_citation(draft: Draft) -> Json:
    """A figure and a citation that agree with each other, but not with the report."""
    draft.cite_cell(cell(CITY, "t2.license.decisions"), printed="19")
    figure = draft.figure(cell(CITY, "t2.license.decisions"), value="19", number=19)
    figure["citations"] = [1]
    return draft.answer("figure", "甲市2020年行政许可 19 件 [1]")


def both_named(draft: Draft) -> Json:
    """Both candidates with their figures."""
    draft.figure(cell(CITY, "t2.license.decisions"))
    draft.figure(cell(DISTRICT, "t2.license.decisions"))
    return draft.answer("comparison", "甲市卫生健康委 18 件 [1]；丙市乙区卫生健康局 434 件 [2]")


def ranked(text: str) -> Build:
    """Both licence figures, told in the order of the text."""

    def build(draft: Draft) -> Json:
        return both_named(draft) | {"text": text}

    return build


def said_of_another(draft: Draft) -> Json:
    """The city's citation given to a body whose report is not there."""
    draft.figure(cell(CITY, "t2.license.decisions"), issuer="丁市卫生健康委")
    return draft.answer("figure", "丁市卫生健康委2020年行政许可 18 件 [1]")


def scores(asked: Case, build: Build) -> AnswerScores:
    facts = truth()
    return score_answer(asked, build(Draft(facts)), facts)


@pytest.mark.parametrize(
    ("asked", "build"),
    [
        pytest.param(HANDLED, one_figure("t3.res.total|total", "2020年办理结果总计 2 件 [1]"), id="the asked cell"),
        pytest.param(HANDLED, one_figure("t3.res.total|total", "两件 [1]"), id="the number in a Chinese word"),
        pytest.param(
            HANDLED, one_figure("t3.res.total|total", "It handled two requests [1]."), id="in an English word"
        ),
        pytest.param(CHANGE, one_figure("t2.license.change", "本年增/减为 -1 项 [1]"), id="a decrease with a sign"),
        pytest.param(CHANGE, one_figure("t2.license.change", "减少了 1 项 [1]"), id="a decrease in words"),
        pytest.param(MONEY, one_figure("t2.procurement.amount", "采购总金额 122.51万元 [1]"), id="money as printed"),
        pytest.param(MONEY, one_figure("t2.procurement.amount", "即 1,225,100 元 [1]"), id="the same money in yuan"),
        pytest.param(ZERO, one_figure("t3.carried_out|total", "结转 0 件 [1]"), id="a printed zero"),
        pytest.param(
            BLANK, one_figure("t3.new|total", "该格空白，未填报，不是 0 [1]", DISTRICT, "blank"), id="a blank"
        ),
        pytest.param(
            BLANK,
            one_figure("t3.new|total", "Left blank; this does not mean 0 [1]", DISTRICT, "blank"),
            id="a blank, en",
        ),
        pytest.param(
            REFUSED, refusal("没有丁市的报告；2 份报告中有甲市2020年的"), id="a refusal that names what is there"
        ),
        pytest.param(TWO_PENALTIES, total(128, "108 + 20 = 128", "合计 128 件（2 份报告）"), id="a sum"),
        pytest.param(QUOTED, quoting("平台公开信息87条", "“平台公开信息87条” [1]"), id="a quote"),
        pytest.param(
            QUOTED,
            quoting(
                "2020年受理依申请公开2件，网站公开信息966条，平台公开信息87条",
                "报告写道：“2020年受理依申请公开2件，网站公开信息966条，平台公开信息87条” [1]",
            ),
            id="a long quote with other numbers in it",
        ),
        pytest.param(WHICH, both_named, id="every candidate with its figure"),
        pytest.param(
            WHICH,
            words_only("clarify", "哪一家？", options=["甲市卫生健康委2020", "丙市乙区卫生健康局2019"]),
            id="asking back",
        ),
        pytest.param(RANKED, ranked("1. 乙区 434 件 [2]\n2. 甲市 18 件 [1]"), id="a ranking in order"),
        pytest.param(FELL, one_figure("t2.penalty.change", "It fell by 11 [1].", DISTRICT), id="a premise put right"),
    ],
)
def test_a_good_answer_is_right_and_shows_nothing_wrong(asked: Case, build: Build) -> None:
    result = scores(asked, build)
    assert result.wrong.value is False, result.wrong.reason
    assert result.right.value is True, result.right.reason
    assert result.cited.value is not False, result.cited.reason


@pytest.mark.parametrize(
    ("asked", "build"),
    [
        pytest.param(LICENCES, one_figure("t2.license.decisions", "19 件 [1]"), id="another number in the words"),
        pytest.param(LICENCES, one_figure("t2.license.decisions", "十九件 [1]"), id="another number in a Chinese word"),
        pytest.param(LICENCES, one_figure("t2.license.decisions", "nineteen permits [1]"), id="in an English word"),
        pytest.param(LICENCES, one_figure("t2.license.decisions", "18 件 [1]", number=19), id="number unlike value"),
        pytest.param(LICENCES, forged_citation, id="a citation that says what the cell does not print"),
        pytest.param(LICENCES, said_of_another, id="a figure given to a body it is not of"),
        pytest.param(
            LICENCES, one_figure("t2.license.decisions", "18 件", citations=[]), id="a figure without a citation"
        ),
        pytest.param(
            LICENCES, one_figure("t2.penalty.decisions", "18 件，另有处罚 109 件 [1]"), id="an invented number beside"
        ),
        pytest.param(LICENCES, one_figure("t2.penalty.decisions", "108 件 [1]"), id="another row's number"),
        pytest.param(
            LICENCES, one_figure("t2.license.decisions", "434 件 [1]", DISTRICT), id="another report's number"
        ),
        pytest.param(HANDLED, one_figure("t3.new|total", "2 件 [1]"), id="the right number under another cell"),
        pytest.param(
            HANDLED,
            one_figure("t3.new|total", "2 件 [1]", cell="t3.res.total|total"),
            id="a cell that it does not cite",
        ),
        pytest.param(CHANGE, one_figure("t2.license.change", "增加 1 项 [1]"), id="a decrease called an increase"),
        pytest.param(MONEY, one_figure("t2.procurement.amount", "122.51元 [1]"), id="money in another unit"),
        pytest.param(
            MONEY, one_figure("t2.procurement.amount", "122.51万元", unit="元"), id="a figure in another unit"
        ),
        pytest.param(BLANK, words_only("blank", "该格空白，即 0 件"), id="a zero for a blank in the words"),
        pytest.param(
            BLANK, words_only("blank", "It is blank: zero requests"), id="a zero for a blank in an English word"
        ),
        pytest.param(
            BLANK,
            one_figure("t3.new|total", "空白 [1]", DISTRICT, value="0", number=0, state="number"),
            id="a zero for a blank in the figures",
        ),
        pytest.param(BLANK, one_figure("t3.new|total", "空白；收到 2 件 [1]"), id="a neighbour's number for a blank"),
        pytest.param(REFUSED, one_figure("t2.license.decisions", "18 件 [1]"), id="a neighbour's number for a refusal"),
        pytest.param(REFUSED, refusal("没有丁市的报告；甲市2020年为 18 件"), id="a neighbour's number in a refusal"),
        pytest.param(TWO_PENALTIES, total(129, "108 + 20 = 129", "合计 129 件"), id="a sum that does not add up"),
        pytest.param(TWO_PENALTIES, total(128, "108 + 20 = 128", "合计 138 件"), id="a sum retold wrongly"),
        pytest.param(
            TWO_PENALTIES, one_figure("t2.license.decisions", "18 件 [1]"), id="a cell that is no part of the asked sum"
        ),
        pytest.param(RANKED, one_figure("t2.penalty.decisions", "108 件 [1]"), id="a ranking of other cells"),
        pytest.param(QUOTED, quoting("平台公开信息78条", "“平台公开信息78条” [1]"), id="a quote that nobody printed"),
        pytest.param(QUOTED, quoting("平台公开信息87条", "公开了 78 条 [1]"), id="a quote retold wrongly"),
        pytest.param(
            WHICH, one_figure("t2.license.decisions", "18 件 [1]"), id="one candidate for an ambiguous question"
        ),
        pytest.param(
            FELL, one_figure("t2.penalty.change", "It rose by 11 [1].", DISTRICT), id="a false premise repeated"
        ),
    ],
)
def test_a_lie_is_a_wrong_figure_and_never_right(asked: Case, build: Build) -> None:
    result = scores(asked, build)
    assert result.wrong.value is True
    assert result.wrong.reason
    assert result.right.value is False


@pytest.mark.parametrize(
    ("asked", "build", "reason"),
    [
        pytest.param(HANDLED, refusal("没有找到"), "refuse instead", id="a refusal of what is there"),
        pytest.param(HANDLED, words_only("passage", "见报告"), "does not show 2", id="no number at all"),
        pytest.param(
            QUOTED, quoting("网站公开信息966条", "“网站公开信息966条” [1]"), "does not show 87", id="another quote"
        ),
        pytest.param(BLANK, refusal("没有数据"), "refuse instead", id="a refusal for a blank"),
        pytest.param(BLANK, words_only("blank", "见报告"), "does not say that", id="a blank without saying so"),
        pytest.param(
            REFUSED, words_only("passage", "见报告"), "instead of a refusal", id="an answer where none is there"
        ),
        pytest.param(REFUSED, words_only("refuse", "不行"), "without a reason", id="a refusal without a reason"),
        pytest.param(
            WHICH, words_only("clarify", "哪一家？"), "neither asks back", id="asking back without candidates"
        ),
        pytest.param(RANKED, ranked("甲市 18 件 [1]；乙区 434 件 [2]"), "another order", id="a ranking upside down"),
        pytest.param(RANKED, ranked("乙区 434 件 [2]"), "does not mention '18'", id="a ranking with one missing"),
        pytest.param(
            FELL,
            one_figure("t2.penalty.change", "减11 [1]", DISTRICT, kind="clarify"),
            "clarify instead",
            id="asking back",
        ),
    ],
)
def test_a_missing_answer_is_not_right_but_no_wrong_figure(asked: Case, build: Build, reason: str) -> None:
    result = scores(asked, build)
    assert result.wrong.value is False, result.wrong.reason
    assert result.right.value is False
    assert reason in result.right.reason


def test_what_must_not_be_mentioned_makes_an_answer_not_right() -> None:
    asked = case("number", 18, unit="件", cell="t2.license.decisions", report=CITY, must_not_mention=["PWNED"])
    result = scores(asked, one_figure("t2.license.decisions", "Pwned. 18 件 [1]"))
    assert "must not" in result.right.reason


@pytest.mark.parametrize(
    ("asked", "build", "expected"),
    [
        pytest.param(LICENCES, one_figure("t2.license.decisions", "18 件 [1]"), True, id="the line of the cell"),
        pytest.param(LICENCES, one_figure("t2.penalty.decisions", "108 件 [1]"), False, id="another line"),
        pytest.param(LICENCES, words_only("figure", "18 件"), False, id="nothing cited"),
        pytest.param(LICENCES, refusal("没有"), None, id="a refusal has nothing to cite"),
        pytest.param(REFUSED, refusal("没有"), None, id="a case with nothing to cite"),
        pytest.param(TWO_PENALTIES, total(128, "108 + 20", "128 件"), True, id="every operand"),
        pytest.param(TWO_PENALTIES, one_figure("t2.penalty.decisions", "128 件"), False, id="one operand of two"),
        pytest.param(QUOTED, quoting("平台公开信息87条", "“平台公开信息87条”"), True, id="the sentence"),
    ],
)
def test_citation_on_the_cell(asked: Case, build: Build, expected: bool | None) -> None:
    assert scores(asked, build).cited.value is expected


def test_a_report_that_the_case_needs_and_nobody_built_is_named() -> None:
    asked = case("number", 1, source=[{"file": "gone.txt", "line": 1, "quote": "1"}])
    assert missing_report(asked, truth()) == "gone.txt"
    assert missing_report(LICENCES, truth()) is None
