"""What stands close to a row of the form and is none of its cells is refused or asked back, never given the row's figure."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("宜春2020年不服处罚提起复议的有多少件", id="reviews over penalties"),
        pytest.param("宜春2020年因行政许可被起诉多少件", id="suits over licences"),
        pytest.param("宜春2020年关于行政处罚的申请收到多少件", id="requests about penalties"),
        pytest.param("How many lawsuits over penalties did Yichun face in 2020?", id="lawsuits over penalties"),
        pytest.param("How many requests about permits did Yichun get in 2020?", id="requests about permits"),
        pytest.param("宜春2020年自然人起诉了多少件", id="suits by natural persons"),
        pytest.param("How many companies sued Yichun in 2020?", id="companies that sued"),
        pytest.param("宜春2020年平均罚款多少", id="average fine"),
        pytest.param("What is the largest fine Yichun issued in 2020?", id="largest fine"),
        pytest.param("宜春2020年除商业企业外收到多少申请", id="requests without those of companies"),
        pytest.param("宜春2020年除国家秘密外不予公开多少件", id="denials without state secrets"),
        pytest.param("宜春2020年如果去掉重复申请，办结多少件", id="closed without duplicates"),
        pytest.param("How many requests, other than from law firms, did Yichun receive in 2020?", id="but law firms"),
        pytest.param("How many requests were not granted in full at Yichun in 2020?", id="not granted in full"),
        pytest.param("宜春2020年人均处理了多少件申请", id="per head"),
        pytest.param("How many requests did Yichun receive per 1,000 residents in 2020?", id="per 1,000 residents"),
        pytest.param("宜春2020年首次申请的有多少件", id="first requests"),
        pytest.param("How many applications at Yichun in 2020 came from repeat applicants?", id="repeat applicants"),
        pytest.param("宜春2020年计划制发规范性文件多少件", id="planned documents"),
        pytest.param("How many rules does Yichun plan to draft next year?", id="rules planned"),
        pytest.param("宜春2020年修订规范性文件多少件", id="documents amended"),
        pytest.param("How many normative documents did Yichun amend in 2020?", id="documents amended, English"),
        pytest.param("湘乡2023年行政事业性收费减免了多少万元", id="fees waived"),
        pytest.param("宜春2020年受理行政许可申请多少件", id="applications for licences"),
        pytest.param("How many permits expired at Yichun in 2020?", id="permits expired"),
    ],
)
def test_what_no_cell_counts_gets_no_figure(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind in ("clarify", "refuse") and not answer.figures, answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("宜春2020年许可、处罚、复议和诉讼各几件", "18"),
        ("宜春2020年除法人或其他组织外收到多少申请", "1"),
        ("宜春2020年除了自然人以外收到多少申请", "1"),
        ("How many requests did Yichun receive in 2020, not counting those from companies, only natural persons?", "1"),
        ("宜春2020年处罚和被起诉的各有多少件", "108"),
        ("宜春2020年有多少老百姓打官司", "0"),
        ("第一次用，宜春2020年处罚了多少件", "108"),
    ],
)
def test_the_same_words_beside_what_a_cell_counts_stand_in_no_way(question: str, value: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert any(figure.value == value for figure in answer.figures), answer.text
