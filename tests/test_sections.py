"""Sections however they are numbered and worded."""

import pytest

from index.report import Prose
from index.sections import section_of, subsection_of


@pytest.mark.parametrize(
    ("text", "after", "section"),
    [
        pytest.param("一、总体情况", "s0", "s1", id="the official title"),
        pytest.param("1、 总体情况", "s0", "s1", id="a digit and a blank"),
        pytest.param("一．概述", "s0", "s1", id="another word"),
        pytest.param("二、主动公开政府信息情况", "s1", "s2", id="section two"),
        pytest.param("四、行政复议和行政诉讼", "s3", "s4", id="section four, shortened"),
        pytest.param("五、存在的问题与下一步工作计划", "s4", "s5", id="section five, reworded"),
        pytest.param("六、其它需要报告的事项", "s5", "s6", id="section six"),
        pytest.param("一、本年新收政府信息公开申请数量", "s3", None, id="a row of table 3, for sections go forward"),
        pytest.param("一、总体情况", "s1", None, id="a section is not opened twice"),
        pytest.param("五、存在问题，已经改进。", "s4", None, id="a sentence is no heading"),
        pytest.param("总体情况", "s0", None, id="no number"),
    ],
)
def test_a_heading_opens_its_section(text: str, after: str, section: str | None) -> None:
    assert section_of(Prose(text), after) == section


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        pytest.param("（一）主动公开", "（一）主动公开", id="a heading of its own"),
        pytest.param("（二）依申请公开。全年收到三件。", "（二）依申请公开", id="a heading in front of its paragraph"),
        pytest.param("我局公开信息三条。", None, id="prose"),
    ],
)
def test_a_subsection_is_told_by_its_number(text: str, heading: str | None) -> None:
    assert subsection_of(Prose(text)) == heading
