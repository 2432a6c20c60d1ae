"""Words of questions → the cells they ask for."""

import pytest

from assistant.chain import Assistant
from assistant.query import Clarify, FigureQuery
from index.form import load_forms


def asked(question: str, assistant: Assistant) -> tuple[str, ...]:
    plan = assistant.understand(question).plan
    assert isinstance(plan, FigureQuery), plan
    return plan.cells


@pytest.mark.parametrize(
    ("words", "cells"),
    [
        pytest.param("收到多少件申请", ("t3.new|total",), id="received"),
        pytest.param("办理了多少件申请", ("t3.res.total|total",), id="handled is the total of the results"),
        pytest.param("依申请公开多少件", ("t3.new|total",), id="requests by themselves are those received"),
        pytest.param("自然人申请几件", ("t3.new|natural",), id="an applicant by itself is of those received"),
        pytest.param("法人或其他组织的申请", ("t3.new|org",), id="a column the form does not print"),
        pytest.param("自然人申请中予以公开的几件", ("t3.res.granted|natural",), id="a row and an applicant"),
        pytest.param("因国家秘密不予公开多少", ("t3.res.denied.state_secret|total",), id="a row in its group"),
        pytest.param("不予公开多少件", ("t3.res.denied|total",), id="a group by itself"),
        pytest.param("收到的申请里，其他申请人几件", ("t3.new|org.other",), id="other as an applicant"),
        pytest.param("（七）总计", ("t3.res.total|total",), id="a row by its number"),
        pytest.param("结转下年度多少", ("t3.carried_out|total",), id="carried out"),
        pytest.param("上年结转多少", ("t3.carried_in|total",), id="carried in"),
        pytest.param("收到几件，办结几件", ("t3.new|total", "t3.res.total|total"), id="two rows"),
        pytest.param("行政许可多少", ("t2.license.*",), id="a row of table 2 by itself"),
        pytest.param("行政许可处理决定多少件", ("t2.license.decisions",), id="decisions"),
        pytest.param("行政处罚上一年项目数量", ("t2.penalty.prior_items",), id="items of the year before"),
        pytest.param("行政处罚增减多少", ("t2.penalty.change",), id="their change"),
        pytest.param("集中采购花了多少钱", ("t2.procurement.amount",), id="money of procurement"),
        pytest.param("罚款金额多少", ("t2.penalty.amount",), id="money that no form has stays asked"),
        pytest.param("规范性文件制发几件、现行有效几件", ("t2.normative.made", "t2.normative.in_force"), id="both"),
        pytest.param("行政复议几件", ("t4.review.total",), id="reviews"),
        pytest.param("行政复议被纠正几件", ("t4.review.corrected",), id="their outcome"),
        pytest.param("行政诉讼多少", ("t4.lit.total",), id="litigation as a whole"),
        pytest.param("未经复议直接起诉几件", ("t4.direct.total",), id="suits without review"),
        pytest.param("复议后起诉尚未审结几件", ("t4.post.pending",), id="suits after review"),
        pytest.param("行政复义总计几件", ("t4.review.total",), id="a character of the same sound"),
        pytest.param("办结率是多少", ("d.clearance",), id="a rate"),
    ],
)
def test_chinese_words(words: str, cells: tuple[str, ...], five: Assistant) -> None:
    assert asked(f"宜春2020年{words}", five) == cells


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        pytest.param("how many requests did Yichun receive in 2020", ("t3.new|total",), id="received"),
        pytest.param("how many requests did Yichun handle in 2020", ("t3.res.total|total",), id="handled"),
        pytest.param("Yichun 2020: requests from companies", ("t3.new|org.commercial",), id="an applicant"),
        pytest.param("Yichun 2020, refused because of state secrets", ("t3.res.denied.state_secret|total",), id="why"),
        pytest.param("Yichun 2020 carried over to next year", ("t3.carried_out|total",), id="carried out"),
        pytest.param("carried over into 2020 at Yichun", ("t3.carried_in|total",), id="over into its own year"),
        pytest.param("Yichun 2020 coercion items prior yr", ("t2.coercion.prior_items",), id="items, in short"),
        pytest.param("Did Yichun's penalty items grow or shrink in 2020", ("t2.penalty.change",), id="a change"),
        pytest.param("lawsuits against Yichun in 2020 filed straight to court", ("t4.direct.total",), id="direct"),
        pytest.param("Yichun 2020 penaltys isued", ("t2.penalty.decisions",), id="misspelt"),
    ],
)  # fmt: skip
def test_english_words(question: str, cells: tuple[str, ...], five: Assistant) -> None:
    assert asked(question, five) == cells


@pytest.mark.parametrize(("form", "file"), [("F2019", "yichun-2020"), ("F2021", "xiangxiang-2023")])
def test_every_printed_cell_is_found_by_its_own_labels(form: str, file: str, five: Assistant) -> None:
    forms = load_forms()
    report = next(r for r in five.store.reports() if file in r.file)
    for table in ("t2", "t3", "t4"):
        for cell in forms.printed[form, table]:
            row, column = forms.cells[cell].paths(form)
            if cell.startswith("t3.res.other.rest"):
                row = (*row[:-1], "其他处理中的其他")
            question = f"{report.issuer}{report.year}年{''.join((*row[-1:], *column))}是多少"
            answer = five.ask(question)
            assert [f.cell for f in answer.figures][:1] == [cell], question


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("崆峒区卫健局2019年既非许可也非处罚的有几件？", id="neither, nor"),
        pytest.param("除行政处罚外，崆峒区卫健局2019年处理决定数量是多少？", id="all but one"),
        pytest.param("湖南省中医药管理局2020年不予公开以外的处理结果有多少件？", id="other than"),
        pytest.param("Kongtong 2019: how many decisions other than administrative penalties?", id="in English"),
    ],
)
def test_a_row_that_is_left_out_is_never_the_one_answered(question: str, five: Assistant) -> None:
    assert isinstance(five.understand(question).plan, Clarify)


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        pytest.param("otherwise handled, other, total", ["t3.res.other.rest|total"], id="the row, its total named"),
        pytest.param(
            "“otherwise handled, other” under “law firms”", ["t3.res.other.rest|org.legal"], id="an applicant"
        ),
        pytest.param("otherwise handled other, other organisations", ["t3.res.other.rest|org.other"], id="both others"),
        pytest.param("otherwise handled, other", [], id="the row or the applicant: asked back"),
    ],
)
def test_other_behind_otherwise_handled(question: str, cells: list[str], everything: Assistant) -> None:
    answer = everything.ask(f"Baishi Health Bureau 2021: {question}")
    assert [figure.cell for figure in answer.figures] == cells
    assert answer.kind == ("figure" if cells else "clarify")
