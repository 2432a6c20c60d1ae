"""Two numbers of the prose put together: each bound to a sentence of the same report, or nothing is worked out."""

import pytest

from assistant.chain import Assistant
from assistant.lookup_pairs import bound_number
from index.report import Passage


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param("宜春网站公开信息条数是政府信息公开平台公开信息条数的几倍", "966 ÷ 87 = 11.10", id="times"),
        pytest.param("宜春网站公开信息比政府信息公开平台多多少条", "“网站公开信息”较多（966 − 87 = 879）", id="more"),
        pytest.param("宜春政府信息公开平台公开信息占网站公开信息的百分之几", "87 ÷ 966 = 9.01%", id="share"),
        pytest.param("白石门户网站条数占主动公开政府信息条数的百分之几", "34111 ÷ 60321 = 56.55%", id="a part of it"),
        pytest.param("白石微信公众号条数和门户网站条数相差多少", "34111 − 26210 = 7901", id="apart"),
        pytest.param(
            "What is the ratio of website items to platform items at Yichun?", "966 ÷ 87 = 11.10", id="ratio, en"
        ),
        pytest.param("Baishi: difference between website items and wechat items", "34111 − 26210 = 7901", id="gap, en"),
    ],
)
def test_both_numbers_are_quoted_and_put_together(question: str, told: str, everything: Assistant) -> None:
    answer = everything.ask(question)
    assert told in answer.text, answer.text
    (worked,) = [figure for figure in answer.figures if figure.formula]
    assert worked.citations and answer.kind == "passage"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        pytest.param("白石的培训人次是培训场次的几倍", "refuse", id="one of them is not there"),
        pytest.param("宜春的培训人次是培训场次的几倍", "refuse", id="neither is there"),
        pytest.param("培训人次是培训场次的几倍", "clarify", id="of no body"),
        pytest.param("宜春新闻发布会场次比网站公开信息多多少", "refuse", id="two units"),
    ],
)
def test_nothing_is_worked_out_of_less(question: str, kind: str, everything: Assistant) -> None:
    answer = everything.ask(question)
    assert answer.kind == kind and answer.figures == (), answer.text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("全年举办培训22场，参训1100人次。", "1100", id="in the clause behind"),
        pytest.param("全年举办培训22场，1100人次参加。接待群众300人次。", "1100", id="another of the unit elsewhere"),
        pytest.param("举办培训22场、1100人次。另办培训5场、90人次。", None, id="two of them"),
        pytest.param("全年举办培训22场。", None, id="none of the unit"),
        pytest.param("明年计划培训1500人次。", None, id="only planned"),
        pytest.param("接待群众300人次。", None, id="of something else"),
    ],
)
def test_a_number_is_bound_where_there_is_but_one(text: str, number: str | None) -> None:
    passage = Passage(id="r:1", report="r", section="s1", heading=(), text=text, embedded=text)
    found = bound_number([passage], 2021, "培训人次", "培训场次")
    assert (found.number.text if found else None) == number
