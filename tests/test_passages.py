"""Passages: prose under its headings, a table whole, and what the model sees of them."""

import pytest

from index.build import read_report
from index.embedding import model_folder, read_manifest
from index.form import load_forms
from index.gazetteer import load_gazetteer
from index.identity import Identity
from index.passages import LONGEST, TABLE_EMBEDDED, cut_passages
from index.report import Passage, Prose, Report, Table
from tests.conftest import SAMPLE_REPORTS
from tests.mutants import sample_names

WHO = Identity("某市教育局2020年报告", "某市教育局", 2020, "", (), False)
ABSENT = {name: Table(id=name, status="absent") for name in ("t2", "t3", "t4")}


def sample(stem: str) -> Report:
    return read_report(SAMPLE_REPORTS / f"{stem}.txt", SAMPLE_REPORTS, load_forms(), load_gazetteer())


def cut(*texts: str) -> tuple[Passage, ...]:
    blocks = [Prose(text, line=at) for at, text in enumerate(texts, start=1)]
    return cut_passages("r", blocks, ABSENT, WHO)


def test_a_paragraph_stands_under_its_section_and_its_heading() -> None:
    passages = cut("一、总体情况", "（一）主动公开", "全年公开三条。", "（二）依申请公开。全年收到一件。")
    assert [(p.section, p.heading, p.text, p.line) for p in passages] == [
        ("s1", ("一、总体情况", "（一）主动公开"), "全年公开三条。", 3),
        ("s1", ("一、总体情况", "（二）依申请公开"), "（二）依申请公开。全年收到一件。", 4),
    ]


def test_issuer_and_year_stand_before_what_is_embedded_and_not_before_what_is_shown() -> None:
    for passage in (*cut("一、总体情况", "全年公开三条。"), *sample("yichun-2020").passages):
        assert passage.embedded.startswith(("某市教育局2020年", "宜春市卫生健康委2020年"))
        assert not passage.text.startswith(("某市教育局2020年：", "宜春市卫生健康委2020年："))


def test_a_long_paragraph_is_cut_at_sentence_ends_and_loses_nothing() -> None:
    text = "我局公开信息三条，申请二件。" * 100
    passages = cut("一、总体情况", text)
    assert "".join(p.text for p in passages) == text
    assert all(len(p.text) <= LONGEST and p.text.endswith("。") for p in passages)


def test_a_sentence_without_end_is_cut_too() -> None:
    passages = cut("一、总体情况", "公开" * LONGEST)
    assert [len(p.text) for p in passages] == [LONGEST, LONGEST]


@pytest.mark.parametrize("stem", sample_names())
def test_a_table_is_one_passage_with_every_cell_of_it(stem: str) -> None:
    report = sample(stem)
    forms = load_forms()
    for name, table in report.tables.items():
        (passage,) = [p for p in report.passages if p.table == name]
        assert (passage.line, passage.last_line) == (table.line, table.last_line)
        for figure in table.figures:
            row, column = forms.cells[figure.cell].paths(table.form)
            assert row == () or row[-1] in passage.text
            value = figure.printed or "（空白）"
            assert f"{column[-1]} {value}" in passage.text or f"{column[-1]}：{value}" in passage.text


def test_what_is_embedded_of_a_table_has_its_numbers_first_and_is_short() -> None:
    (passage,) = [p for p in sample("yichun-2020").passages if p.table == "t3"]
    assert len(passage.embedded) <= TABLE_EMBEDDED
    assert "一、本年新收政府信息公开申请数量总计 2" in passage.embedded
    assert passage.embedded.index("总计 2") < passage.embedded.index("信访举报投诉类申请")


def test_ids_are_unique_and_name_their_report() -> None:
    report = sample("liping-2020")
    ids = [passage.id for passage in report.passages]
    assert len(set(ids)) == len(ids)
    assert all(key.startswith(f"{report.id}:") for key in ids)


def test_nothing_embedded_is_longer_than_the_model_reads() -> None:
    """Counted by the tokenizer of the model that `make install` puts in place."""
    from tokenizers import Tokenizer

    read_manifest(model_folder())  # says what to run where it is not installed
    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    for stem in sample_names():
        for passage in sample(stem).passages:
            length = len(tokenizer.encode(f"passage: {passage.embedded}").ids)
            assert length <= (500 if passage.table else 512), passage.id
