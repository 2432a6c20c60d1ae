"""What a question takes for granted is held against the report, and what it asks beside an answer is told."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        pytest.param(
            "宜春2020年办了108件许可，这108件都是啥许可？", ["18 件", "“108件”与报告不符", "108 是行政处罚"], id="a row"
        ),
        pytest.param(
            "Since Liping licensed 10 cases in 2020, why so few?",
            ["1342", 'bear out "10 cases"', "items"],
            id="another column",
        ),
        pytest.param("宜春2020年收到20件申请，为什么这么多", ["2 件", "“20件”与报告不符", "没有写原因"], id="a reason"),
        pytest.param("崆峒2019年许可项目减少了320项，为什么", ["与问题里说的相反", "增320"], id="the other way round"),
    ],
)
def test_a_number_that_the_report_does_not_print_is_corrected(question: str, told: list[str], five: Assistant) -> None:
    text = five.ask(question).text
    assert [words for words in told if words not in text] == []


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("宜春2020年收到的2件申请里自然人几件", id="the whole of what is asked"),
        pytest.param("宜春2020年许可18件处罚108件对吗", id="right numbers"),
        pytest.param("2020年许可超过100件的有哪几家", id="a bound"),
    ],
)
def test_a_number_that_is_right_or_no_claim_is_not_corrected(question: str, five: Assistant) -> None:
    assert "不符" not in five.ask(question).text


def test_a_column_that_the_form_lacks_is_told_beside_the_others(five: Assistant) -> None:
    answer = five.ask("湘乡市卫健局2023年规章新公开和现行有效各多少")
    assert [figure.cell for figure in answer.figures] == ["t2.rules.in_force"]
    assert "没有“规章 本年新公开数量”这一项" in answer.text


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        pytest.param("宜春市各县区卫健委2020年收到多少申请", "宜春市各县区卫健委", id="counties of a city"),
        pytest.param("湘乡市各乡镇2023年收到多少申请", "湘乡市各乡镇", id="towns"),
        pytest.param(
            "county health bureaus in Yichun 2020: how many requests",
            "county health bureaus in yichun",
            id="in English",
        ),
    ],
)
def test_the_divisions_of_a_region_are_not_the_region(question: str, asked: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "refuse"
    assert asked in answer.text
    assert answer.figures == ()


def test_the_few_bodies_of_a_region_are_named(five: Assistant) -> None:
    text = five.ask("江西省2020年各市卫健委收到申请总数").text
    assert "“江西省2020年各市卫健委”收录的只有宜春市卫生健康委2020年" in text


@pytest.mark.parametrize(
    ("question", "outcome"),
    [
        pytest.param("宜春2020年许可和处罚加起来，处罚占多少", "85.71", id="the part named again"),
        pytest.param("宜春2020年许可、处罚两项合计，许可占百分之几", "14.29", id="the other part"),
        pytest.param(
            "Of Yichun's licences plus penalties in 2020, what share is penalties?",
            "85.71",
            id="in English",
        ),
        pytest.param("宜春2020年处罚÷许可", "6", id="a sign of division"),
        pytest.param("宜春2020处罚-许可=?", "90", id="a sign of subtraction"),
        pytest.param("宜春2020年全部申请中自然人占多少", "50", id="all requests are not all bodies"),
    ],
)
def test_a_share_is_of_the_part_that_is_named(question: str, outcome: str, five: Assistant) -> None:
    assert outcome in {figure.value.removesuffix("%") for figure in five.ask(question).figures}


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        pytest.param("Kongtong 2019 penalty items chnage vs yr before", "t2.penalty.change", id="swapped letters"),
        pytest.param("宜春2020行政许叮件数", "t2.license.decisions", id="a look-alike character"),
        pytest.param(
            "宜春2020因为重复申请被拒绝的有几件", "t3.res.refuse.duplicate|total", id="turned away for a ground"
        ),
        pytest.param("湘乡2023复议里被撤了或改了的多少", "t4.review.corrected", id="everyday words"),
        pytest.param("宜春2020年底还没审结的复议", "t4.review.pending", id="open cases"),
    ],
)
def test_rows_are_found_by_other_words(question: str, cell: str, five: Assistant) -> None:
    assert [figure.cell for figure in five.ask(question).figures] == [cell]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("哪些报告勾稽关系不成立", id="identities"),
        pytest.param("数据有问题的报告有哪些", id="problems"),
        pytest.param("which reports have data problems", id="in English"),
    ],
)
def test_reports_with_errors_are_not_all_reports(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "check"
    assert any(finding.rule.startswith("T3.") for finding in answer.findings)


def test_a_question_taken_back_leaves_its_column_behind(five: Assistant) -> None:
    first = five.ask("宜春2020年行政许可上一年项目数")
    answer = five.ask("算了，黎平2020年的行政处罚呢", conversation_id=first.conversation_id)
    assert [figure.cell for figure in answer.figures] == ["t2.penalty.decisions"]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        pytest.param("2020年的年报你这儿有哪几家", "list", id="which bodies"),
        pytest.param("Which bodies have a 2019 report here?", "list", id="which bodies, in English"),
        pytest.param("宜春卫健委的报告有吗", "list", id="whether it is there"),
        pytest.param("表里哪一行是涉密的", "definition", id="which row"),
        pytest.param("过程性信息跟内部事务信息有啥区别", "definition", id="two terms"),
    ],
)
def test_what_is_no_figure_is_answered_as_what_it_is(question: str, kind: str, five: Assistant) -> None:
    assert five.ask(question).kind == kind
