"""What stands close to a row of the form and is none of its cells never gets the row's figure."""

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
        pytest.param("宜春2020年上年结转的申请中予以公开多少件", id="carried in and granted"),
        pytest.param("宜春2020年上年结转的行政诉讼多少件", id="suits carried in"),
        pytest.param("宜春2020年已审结的行政诉讼多少件", id="suits that are over"),
        pytest.param("How many concluded lawsuits did Yichun have in 2020?", id="lawsuits concluded"),
        pytest.param("宜春2020年调解结案的诉讼有多少件", id="suits settled"),
        pytest.param("How many reviews did Yichun handle as the reviewing body in 2020?", id="as the reviewing body"),
        pytest.param("宜春2020年对个人处罚多少件", id="penalties on persons"),
        pytest.param("宜春2020年重大行政处罚多少件", id="grave penalties"),
        pytest.param("宜春2020年未公开的规范性文件有多少件", id="documents not published"),
        pytest.param("湘乡2023年公开的规章多少件", id="rules published, a column of the older form"),
        pytest.param("How many rules were in force at the start of 2023 in Xiangxiang?", id="in force in January"),
        pytest.param("湘乡2023年要求补正的申请多少件", id="asked to correct"),
        pytest.param("How many requests needed clarification at Yichun in 2020?", id="needed clarification"),
        pytest.param("宜春2020年征求第三方意见多少件", id="third parties heard"),
        pytest.param("How many requests were answered orally at Yichun in 2020?", id="answered orally"),
        pytest.param("黎平2020年许可比上年增加多少件", id="a change of cases, whose year before is not held"),
        pytest.param("What was the change in Yichun's penalty decisions from 2019 to 2020?", id="change of decisions"),
        pytest.param("假设黎平2020年处罚减少一半还有多少", id="supposed to be halved"),
        pytest.param(
            "If Yichun had doubled its procurement in 2020, how much would it be?", id="supposed to be doubled"
        ),
        pytest.param("宜春2020年采购了多少台设备", id="machines bought"),
        pytest.param("黎平2020年许可中有多少是医师注册", id="licences of physicians"),
        pytest.param("崆峒2019年许可信息434条中公共场所多少", id="licences of public places"),
        pytest.param("宜春2020年律师以外的申请有多少件", id="all but lawyers"),
        pytest.param("宜春2020年既不是自然人也不是企业的申请有多少", id="neither persons nor companies"),
        pytest.param("How many non-company organisations applied to Yichun in 2020?", id="non-company"),
        pytest.param("黎平2020年行政许可办理率", id="a rate of licences"),
        pytest.param("湘乡2023年规章废止率是多少", id="a rate that no form makes"),
        pytest.param("宜春2020年企业申请的公开率", id="a rate of companies alone"),
        pytest.param("宜春2020年复议后起诉的败诉率", id="a rate of suits after review alone"),
        pytest.param("湘乡2023年规范性文件净增多少件", id="net growth"),
        pytest.param("Net change in normative documents at Xiangxiang in 2023?", id="net change"),
        pytest.param("湘乡2023年收费项目多少个", id="fee items, which the form since 2021 does not count"),
        pytest.param("宜春2020年补正多少件", id="corrections"),
        pytest.param("宜春2020年因为申请人滥用权利被拒绝多少件", id="a ground that no form has"),
        pytest.param(
            "How many requests were rejected because the applicant abused the right at Yichun in 2020?",
            id="a ground that no form has, English",
        ),
        pytest.param("How many requests per lawsuit at Yichun in 2020?", id="requests per lawsuit"),
        pytest.param("宜春2020年尚未审结的占多少", id="a share of either table"),
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
        ("宜春2020年12月31日还有多少件没办完", "0"),
        ("宜春2020年新收和上年结转的申请各多少件，予以公开多少件", "2"),
        ("黎平2020年行政处罚项目比上年增加几项", "增3"),
        ("How many more penalty items did Liping have in 2020 than the year before?", "增3"),
        ("宜春2020年公开了多少规范性文件", "1"),
        ("宜春2020年有多少人告它", "0"),
        ("宜春2020年部分不予公开的申请多少件", "0"),
        ("宜春2020年因国家秘密被拒绝多少件", "0"),
        ("宜春2020年申请办结后剩多少", "0"),
        ("黎平2020年收费项目多少个", "0"),
    ],
)
def test_the_same_words_beside_what_a_cell_counts_stand_in_no_way(question: str, value: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert any(figure.value == value for figure in answer.figures), answer.text


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("2020年之后的报告里许可最多的是谁", {"312"}),
        ("Which body issued the most licences after 2020?", {"312"}),
        ("2021年以前的报告哪家处罚最多", {"108", "20", "0", "244"}),
        ("Which report before 2020 has the most licences?", {"434"}),
        ("2020年及以后的报告里许可最多的是谁", {"18", "312", "0", "1342"}),
    ],
)
def test_a_year_that_bounds_the_others_is_not_one_of_them(question: str, values: set[str], five: Assistant) -> None:
    assert {figure.value for figure in five.ask(question).figures} == values


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("宜春2020年企业申请中予以公开的占多少", "1 ÷ 1"),
        ("What share of requests from companies was refused by Yichun in 2020?", "÷ 1 = 0"),
        ("宜春2020年予以公开的申请中企业占多少", "1 ÷ 2"),
        ("宜春2020年申请办结率", "100%"),
    ],
)
def test_a_share_counts_from_what_it_is_said_to_be_of(question: str, told: str, five: Assistant) -> None:
    assert told in five.ask(question).text
