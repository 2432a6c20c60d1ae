"""Charts draw the answer's own figures, only where there is one number a point; text stays text."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.answer import Answer, AnswerFigure, to_json
from assistant.charts import chart_of
from assistant.history import History
from tests.doors import client_of
from tests.fake_assistant import FakeAssistant, FakeStore, contradicted, figure_zh


def figure(issuer: str, year: int, value: str, unit: str = "件", cell: str = "t3.new|total") -> AnswerFigure:
    """A figure; a value of "" is a blank."""
    number = Decimal(value) if value else None
    state = "number" if value else "blank"
    return AnswerFigure(
        value=value, number=number, unit=unit, state=state, issuer=issuer, year=year, cell=cell, label="新收",  # type: ignore[arg-type]
        citations=(1,),
    )  # fmt: skip


def answer_of(*figures: AnswerFigure) -> Answer:
    """An answer that holds these figures."""
    return replace(figure_zh(FakeStore()), id="chart", kind="comparison", figures=figures)


TREND = answer_of(figure("甲", 2019, "3"), figure("甲", 2020, ""), figure("甲", 2021, "8"))
LONG = answer_of(*(figure(f"样例省鹭厝县住房和城乡建设局第{n}分局", 2020, str(50_000 + n)) for n in range(10)))
PHONE = 310  # pixels inside a card of a phone
RANK = answer_of(figure("丙", 2020, "9"), figure("甲", 2020, "5"), figure("乙", 2020, "1"))


def test_a_trend_is_a_line_over_years_and_names_the_blank() -> None:
    chart = chart_of(TREND)
    assert chart is not None
    assert [(v["year"], v["number"]) for v in chart["data"]["values"]] == [("2019", 3), ("2020", None), ("2021", 8)]
    assert chart["layer"][0]["mark"]["type"] == "line"
    assert chart["title"]["subtitle"] == "未填报: 甲 2020"


def test_a_rank_is_bars_in_the_order_of_the_answer() -> None:
    chart = chart_of(RANK)
    assert chart is not None
    assert chart["encoding"]["y"]["sort"] == ["丙", "甲", "乙"]
    assert chart["layer"][0]["mark"]["type"] == "bar"
    assert chart["title"]["text"] == "新收 (2020)"


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(answer_of(), id="no figure"),
        pytest.param(answer_of(figure("甲", 2020, "1")), id="one number"),
        pytest.param(answer_of(figure("甲", 2020, "1"), figure("乙", 2020, "")), id="one number and a blank"),
        pytest.param(answer_of(figure("甲", 2020, "1"), figure("乙", 2020, "2", "万元")), id="two units"),
        pytest.param(answer_of(figure("甲", 2020, "1"), figure("甲", 2020, "2", cell="x")), id="two cells of one"),
        pytest.param(contradicted(FakeStore()), id="a report that contradicts itself"),
        pytest.param(
            answer_of(figure("甲", 2019, "1"), figure("甲", 2020, "0"), figure("甲", 2020, "25")), id="two for one year"
        ),
    ],
)
def test_there_is_no_chart_where_it_would_have_to_choose(answer: Answer) -> None:
    assert chart_of(answer) is None


@pytest.mark.parametrize("answer", [pytest.param(TREND, id="trend"), pytest.param(RANK, id="rank")])
def test_a_chart_is_drawn_with_its_text_as_text(answer: Answer) -> None:
    history = History(None)
    hostile = answer_of(*(replace(f, issuer=f"{f.issuer}<script>alert(1)</script>") for f in answer.figures))
    history.record("q", to_json(replace(answer, chart=chart_of(answer))))
    history.record("q", to_json(replace(hostile, id="hostile", chart=chart_of(hostile))))
    history.record("q", to_json(replace(answer, id="none")))
    with client_of(FakeAssistant(), history=history) as client:
        response = client.get("/api/v1/answers/chart/chart.svg")
        again = client.get("/api/v1/answers/chart/chart.svg", headers={"if-none-match": response.headers["etag"]})
        bad = client.get("/api/v1/answers/hostile/chart.svg")
        none = client.get("/api/v1/answers/none/chart.svg")

    texts = re.findall(r"<text[^>]*>([^<]+)</text>", response.text)
    assert response.headers["content-type"].startswith("image/svg+xml")
    assert "sandbox" in response.headers["content-security-policy"]
    assert {"3", "8"} <= set(texts) or {"9", "5", "1"} <= set(texts)
    assert any("新收" in text for text in texts)
    assert again.status_code == 304
    assert "<script" not in bad.text
    assert (none.status_code, none.json()["code"]) == (404, "no_chart")


@pytest.mark.parametrize("answer", [TREND, RANK, LONG], ids=["line", "bars", "long names"])
def test_a_narrow_chart_fits_a_phone_and_shows_the_same_numbers(answer: Answer) -> None:
    history = History(None)
    history.record("问", to_json(replace(answer, chart=chart_of(answer))))
    with client_of(FakeAssistant(), history=history) as client:
        wide, narrow = (client.get(f"/api/v1/answers/chart/chart.svg?narrow={n}").text for n in ("false", "true"))
    widths = [float(re.search(r'<svg[^>]* width="([\d.]+)"', svg)[1]) for svg in (wide, narrow)]  # type: ignore[index]
    assert widths[1] <= PHONE < widths[0]
    for figure in answer.figures:
        assert f">{figure.value}<" in narrow or figure.number is None
