"""Rules on prose: which sentences state what a table prints, and which do not."""

import pytest

from index.rules_document import is_same_body
from index.rules_prose import read_number
from tests.report_builder import FIRST_CELL, HEADINGS, found, lines, outcome, zero_report

ASKED = {"t3.new|natural": "20", "t3.new|org.legal": "5", "t3.new|total": "25"}
HANDLED = {"t3.res.granted|natural": "25", "t3.res.granted|total": "25", "t3.res.total|natural": "25"}
HANDLED |= {"t3.res.total|total": "25"}


@pytest.mark.parametrize(
    ("sentence", "rule", "statuses"),
    [
        pytest.param("2021年共收到政府信息公开申请25件。", "N.RECEIVED", ["pass"], id="received agrees"),
        pytest.param("2021年共收到政府信息公开申请26件。", "N.RECEIVED", ["fail"], id="received differs"),
        pytest.param("2021年受理依申请公开 2 6 件。", "N.RECEIVED", ["fail"], id="blanks inside"),
        pytest.param("收到公民、法人和其他组织政府信息公开申请二十五件。", "N.RECEIVED", ["pass"], id="in characters"),
        pytest.param("全年收到26件政府信息公开申请。", "N.RECEIVED", ["fail"], id="the number in front"),
        pytest.param("全年收到政府信息公开申请约26件。", "N.RECEIVED", [], id="about is no number"),
        pytest.param("收到政府信息公开申请20余件。", "N.RECEIVED", [], id="more than is no number"),
        pytest.param("2020年收到政府信息公开申请26件。", "N.RECEIVED", [], id="another year"),
        pytest.param("2020年收到依申请公开30件，2021年收到依申请公开25件。", "N.RECEIVED", ["pass"], id="two years"),
        pytest.param("2022年计划：收到申请公开3件即办。", "N.RECEIVED", [], id="a plan"),
        pytest.param("全县收到政府信息公开申请260件。", "N.RECEIVED", [], id="the whole county"),
        pytest.param("收到行政许可申请1342件，政府信息公开到位。", "N.RECEIVED", [], id="applications for a licence"),
        pytest.param("依申请公开中，收到信函申请3件。", "N.RECEIVED", [], id="one way of asking"),
        pytest.param("收到依申请公开25件，其中收到自然人申请20件。", "N.RECEIVED", ["pass"], id="a part of it"),
        pytest.param(
            "收到申请公开30件。受理依申请公开25件。", "N.RECEIVED", ["not_assessable", "pass"], id="one agrees"
        ),
        pytest.param(
            "收到依申请公开25件，其中自然人20件，法人或其他组织4件。", "N.SPLIT", ["pass", "fail"], id="split"
        ),
        pytest.param("依申请公开窗口接待自然人19件。", "N.SPLIT", [], id="a split of nothing received"),
        pytest.param("依申请公开25件，答复自然人19件。", "N.SPLIT", [], id="a split of something else"),
        pytest.param("收到依申请公开25件，均已按时办结，共答复24件。", "N.ANSWERED", ["fail"], id="answered differs"),
        pytest.param("依申请公开方面，回复25件。", "N.ANSWERED", ["pass"], id="answered agrees"),
        pytest.param("依申请公开25件，回复群众留言300件。", "N.ANSWERED", [], id="answers to other letters"),
        pytest.param("收到依申请公开25件，其中按时答复20件。", "N.ANSWERED", [], id="part of the answers"),
        pytest.param("办理政府信息公开申请25件。", "N.ANSWERED", ["pass"], id="handled is either"),
        pytest.param("依申请公开中予以公开24件，部分公开0件。", "N.BY_RESULT", ["fail", "pass"], id="results"),
        pytest.param("依申请公开不予公开2件。", "N.BY_RESULT", ["fail"], id="denied is the sum of its rows"),
        pytest.param("政府信息公开申请结转下年度继续办理2件。", "N.CARRY", ["fail"], id="carried out"),
        pytest.param("政府信息公开申请上年结转0件。", "N.CARRY", ["pass"], id="carried in"),
        pytest.param("2021年，我局无申请公开事项。", "N.NONE", ["fail"], id="none is said, some are printed"),
        pytest.param("2021年未收到政府信息公开申请。", "N.NONE", ["fail"], id="not received"),
        pytest.param("2021年收到政府信息公开申请0件。", "N.NONE", ["fail"], id="zero received"),
        pytest.param("2021年未收到政府信息公开申请行政复议。", "N.NONE", [], id="no review is another matter"),
        pytest.param("未收到要求减免费用的政府信息公开申请。", "N.NONE", [], id="no request to waive a fee"),
        pytest.param("2020年未收到政府信息公开申请。", "N.NONE", [], id="none in another year"),
        pytest.param("未发生因政府信息公开引起的行政复议、行政诉讼。", "N.REVIEW", ["fail", "pass"], id="no review"),
        pytest.param("因政府信息公开被申请行政复议2件。", "N.REVIEW", ["pass"], id="reviews agree"),
        pytest.param("全年办理行政复议案件300件。", "N.REVIEW", [], id="reviews of all kinds"),
        pytest.param("全年作出行政许可决定7件。", "N.LICENSE", ["fail"], id="licences differ"),
        pytest.param("公开行政许可信息434条。", "N.LICENSE", [], id="items on the web are no decisions"),
        pytest.param("制发规范性文件3件。", "N.NORMATIVE", ["fail"], id="documents issued"),
        pytest.param("公开规范性文件3件。", "N.NORMATIVE", ["not_assessable"], id="the form has no such cell"),
        pytest.param("收到3件，其中自然人2件，法人1件。", "N.SUM", ["pass"], id="an enumeration that adds up"),
        pytest.param("收到3件，其中自然人2件，法人2件。", "N.SUM", ["fail"], id="an enumeration that does not"),
        pytest.param("公开90条，其中网站20条，微信30条。", "N.SUM", [], id="an enumeration that is not complete"),
        pytest.param("公开90条，其中网站20条，微信30条，其他50条。", "N.SUM", ["fail"], id="complete with 其他"),
        pytest.param(
            "公开99条，包含许可34条，其中医师18条、护士16条，处罚20条，其它45条。",
            "N.SUM",
            ["pass", "pass"],
            id="nested",
        ),
        pytest.param("统计期限自2021年1月1日起至2021年12月31日止。", "M.YEAR", ["pass"], id="the period agrees"),
        pytest.param("统计期限自2020年1月1日起至2020年12月31日止。", "M.YEAR", ["fail"], id="the period of last year"),
        pytest.param(
            "根据国办公开办函〔2019〕60号和国务院令第711号，2022年将改进。", "M.YEAR", [], id="numbers of laws"
        ),
        pytest.param("请与白石县卫健委联系（电话）。", "M.ORG", ["pass"], id="a short name, 委 for 局"),
        pytest.param("请与白石县教育局联系。", "M.ORG", ["fail"], id="another body"),
        pytest.param("请与我局联系。", "M.ORG", ["not_assessable"], id="our body"),
    ],
)
def test_a_statement_of_the_prose(sentence: str, rule: str, statuses: list[str]) -> None:
    cells = ASKED | HANDLED | {"t4.review.upheld": "2", "t4.review.total": "2", "t2.license.decisions": "8"}
    assert outcome(zero_report(sentence, cells=cells), rule) == statuses


def test_a_heading_tells_what_the_paragraph_below_it_counts() -> None:
    asked = zero_report("（二）依申请公开", "2021年共收到申请26件。", cells=ASKED)
    assert outcome(asked, "N.RECEIVED") == ["fail"]
    other = zero_report("（三）政务服务", "2021年共收到申请26件。", cells=ASKED)
    assert outcome(other, "N.RECEIVED") == []


def test_plans_of_section_five_are_no_statements() -> None:
    headings = (*HEADINGS[:5], "2021年收到政府信息公开申请26件。", HEADINGS[5])
    assert outcome(zero_report(headings=headings, cells=ASKED), "N.RECEIVED") == []


def test_a_number_in_ten_thousands_is_compared_as_far_as_it_is_stated() -> None:
    cells = {"t3.new|natural": "12034", "t3.new|total": "12034"}
    assert outcome(zero_report("收到政府信息公开申请1.2万件。", cells=cells), "N.RECEIVED") == ["pass"]
    assert outcome(zero_report("收到政府信息公开申请1.3万件。", cells=cells), "N.RECEIVED") == ["fail"]
    assert outcome(zero_report("收到政府信息公开申请1.2035万件。", cells=cells), "N.RECEIVED") == ["fail"]
    assert outcome(zero_report("收到政府信息公开申请12,034件。", cells=cells), "N.RECEIVED") == ["pass"]


def test_a_statement_that_differs_shows_the_sentence_first_and_the_parts_last() -> None:
    report = zero_report("2021年受理依申请公开25件。", cells={"t3.new|natural": "25"})
    (finding,) = found(report, "N.RECEIVED")
    first = FIRST_CELL + len(report.tables["t2"].figures)
    assert lines(finding) == [3, first + 6, first]
    assert finding.cells == ("t3.new|natural", "t3.new|total")
    assert finding.numbers == {"narrative": 25, "t3.new|total": 0, "t3.new|natural": 25}
    assert finding.severity == "warn"
    assert finding.message_zh.startswith("正文称“受理依申请公开25件”")


@pytest.mark.parametrize(
    ("text", "number", "step"),
    [
        pytest.param("25", 25, 1, id="digits"),
        pytest.param("1.2万", 12000, 1000, id="ten thousands with a decimal"),
        pytest.param("3万", 30000, 10000, id="whole ten thousands"),
        pytest.param("1.2034万", 12034, 1, id="exact in ten thousands"),
        pytest.param("零", 0, 1, id="zero in a character"),
        pytest.param("十二", 12, 1, id="ten and two"),
        pytest.param("二十", 20, 1, id="two tens"),
        pytest.param("一百零五", 105, 1, id="a hundred and five"),
        pytest.param("两千三百", 2300, 1, id="thousands"),
    ],
)
def test_a_stated_number_is_read(text: str, number: int, step: int) -> None:
    stated = read_number(text)
    assert (int(stated.number), int(stated.step)) == (number, step)


@pytest.mark.parametrize(
    ("name", "issuer", "same"),
    [
        pytest.param("县卫生健康局", "黎平县卫生健康局", True, id="without its place"),
        pytest.param("湘乡市卫生健康委员会", "湘乡市卫生健康局", True, id="委 for 局"),
        pytest.param("湖南中医药管理局", "湖南省中医药管理局", True, id="without 省"),
        pytest.param("江西省宜春市卫健委", "宜春市卫生健康委", True, id="with its province, short"),
        pytest.param("市人社局", "宜春市人力资源和社会保障局", True, id="the usual short name"),
        pytest.param("长春市朝阳区城市管理局", "朝阳区城市管理局", True, id="市 inside a name"),
        pytest.param("宜春市卫生健康委", "江西省宜春卫生健康委", True, id="市 left out"),
        pytest.param("伊春市卫生健康委", "宜春市卫生健康委", False, id="another city"),
        pytest.param("宜春市教育局", "宜春市卫生健康委", False, id="another body"),
        pytest.param("政府信息公开办公室", "宜春市卫生健康委", None, id="an office is not compared"),
        pytest.param("本机关", "宜春市卫生健康委", None, id="this body"),
    ],
)
def test_names_of_one_body(name: str, issuer: str, same: bool | None) -> None:
    assert is_same_body(name, issuer, "") is same
