"""The measures beside right and wrong: each is met by a good answer and missed by a bad one."""

from decimal import Decimal
from typing import Any

import pytest

from eval.cases import Case, CaseSet
from eval.cited_cells import CellCounts, count_cells
from eval.measures import fingerprint, measure
from eval.reread import reread
from eval.runner import run_cases
from eval.scorers import score_answer
from eval.slots import score_slots
from eval.tally import Tally, rate_with_interval, wilson
from eval.truth import Truth
from tests.eval_oracle import Draft, answer_well
from tests.eval_world import CITY, DISTRICT, case, cell, truth

GRANTED = case("number", 2, cell="t3.res.granted|total", report=CITY, unit="件", lang="zh")


def query(cells: list[str], **changes: Any) -> dict[str, Any]:
    return {"query": {"cells": cells, "operation": "lookup", "kind": "figure", **changes}}


def run(*asked: tuple[Case, dict[str, Any]], again: int = 0) -> dict[str, Tally]:
    answers = iter([answer for _, answer in asked])
    repeated = [iter([answer for _, answer in asked]) for _ in range(again)]
    cases = CaseSet(name="s", cases=tuple(one.model_copy(update={"id": f"c{n}"}) for n, (one, _) in enumerate(asked)))
    asks = [lambda question, conversation, it=it: next(it) for it in repeated]  # type: ignore[misc]
    group, _ = run_cases(cases, lambda question, conversation: next(answers), None, truth(), asks)
    return {tally.name: tally for tally in group.tallies}


# ---- intervals


@pytest.mark.parametrize(
    ("n", "of", "low", "high"),
    [
        pytest.param(0, 100, 0.0, 0.0370, id="none of a hundred"),
        pytest.param(50, 100, 0.4038, 0.5962, id="half"),
        pytest.param(100, 100, 0.9630, 1.0, id="all"),
        pytest.param(1, 1, 0.2065, 1.0, id="one of one says little"),
    ],
)
def test_an_interval_is_that_of_wilson(n: int, of: int, low: float, high: float) -> None:
    assert wilson(n, of) == pytest.approx((low, high), abs=0.0001)


def test_a_rate_is_shown_with_its_interval_and_nothing_is_no_rate() -> None:
    assert rate_with_interval(50, 100) == "50.0% (40.4 to 59.6)"
    with pytest.raises(ValueError):
        wilson(0, 0)


# ---- numerals read again


@pytest.mark.parametrize(
    ("text", "unbound"),
    [
        pytest.param("予以公开2件 [1]。", 0, id="a figure"),
        pytest.param("予以公开3件 [1]。", 1, id="another number"),
        pytest.param("予以公开二十五件。", 1, id="a Chinese numeral"),
        pytest.param("Three requests were granted.", 1, id="an English numeral"),
        pytest.param("您问的是7件，报告印的是2件 [1]。", 0, id="a number of the question"),
        pytest.param("2020年第二十条，2件。", 0, id="a year and an article"),
        pytest.param("2份报告里有 1 个空白格，2件。", 0, id="counts of reports and cells"),
        pytest.param("90份报告里有2件。", 1, id="more reports than there are"),
        pytest.param("空白，不是 0；另有2件。", 0, id="a denied zero"),
    ],
)
def test_every_numeral_of_a_text_is_bound_or_named(text: str, unbound: int) -> None:
    answer = answer_well(GRANTED, truth()) | {"text": text}
    assert len(reread(answer, ["予以公开7件？"], 2).unbound) == unbound


def test_a_numeral_in_a_cited_quote_is_bound() -> None:
    draft = Draft(truth())
    draft.cite_line(CITY, 2)
    told = reread(draft.answer("passage", f"“{truth().line(CITY, 2)}” [1]"), ["?"], 2)
    assert told.unbound == ()
    assert reread(draft.answer("passage", "共 967 条 [1]"), ["?"], 2).unbound != ()
    assert reread(draft.answer("passage", "共 966 条 [1]"), ["?"], 2).unbound == ()


def test_earlier_turns_are_read_too() -> None:
    asked = GRANTED.model_copy(update={"history": ("那呢",)})
    first = {"kind": "figure", "text": "共 41 件"}
    measured = measure(asked, [first, answer_well(asked, truth())], truth())
    assert [len(read.unbound) for read in measured.reads] == [1, 0]


# ---- slots


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        pytest.param(query(["t3.res.granted|total"]), [], id="all right"),
        pytest.param(query(["t3.res.partial|total"]), ["row"], id="another row"),
        pytest.param(query(["t3.res.granted|natural"]), ["applicant"], id="another applicant"),
        pytest.param(query(["t3.res.granted|total"], operation="sum"), ["operation"], id="another operation"),
        pytest.param({"query": {}}, ["row", "applicant", "operation"], id="no query"),
    ],
)
def test_a_slot_is_right_or_wrong_by_itself(given: dict[str, Any], wrong: list[str]) -> None:
    slots = score_slots(GRANTED, answer_well(GRANTED, truth()) | given, truth())
    assert [name for name, score in slots.items() if score.value is False] == wrong


def test_issuer_and_year_come_from_the_query_where_its_reports_are_known() -> None:
    known = Truth([r.__class__(r.file, r.issuer, r.year, r.lines, f"id-{r.file}") for r in truth().reports.values()])
    other = query(["t3.res.granted|total"], scope={"reports": [f"id-{DISTRICT}"]})
    slots = score_slots(GRANTED, answer_well(GRANTED, truth()) | other, known)
    assert (slots["issuer"].value, slots["year"].value) == (False, False)


def test_a_summed_row_is_the_rows_it_sums() -> None:
    parts = ["t3.res.unable.not_held|total", "t3.res.unable.need_creation|total", "t3.res.unable.unclear|total"]
    asked = case("number", 0, cell=parts, report=CITY)
    assert score_slots(asked, query(["t3.res.unable|total"]), truth())["row"].value is True


def test_every_column_of_a_row_is_right_and_another_column_is_not() -> None:
    asked = case("number", 108, cell="t2.penalty.decisions", report=CITY)
    assert score_slots(asked, query(["t2.penalty.*"]), truth())["column"].value is True
    assert score_slots(asked, query(["t2.penalty.change"]), truth())["column"].value is False


# ---- citations, blanks, paraphrases, runs


def test_cited_cells_are_counted_for_precision_and_recall() -> None:
    answer = answer_well(GRANTED, truth())
    assert count_cells(GRANTED, answer, truth()) == CellCounts(1, 1, 1)
    draft = Draft(truth())
    draft.figure(cell(CITY, "t3.res.granted|total"))
    draft.figure(cell(CITY, "t2.license.decisions"))
    assert count_cells(GRANTED, draft.answer("figure", "2"), truth()) == CellCounts(2, 1, 1)
    draft = Draft(truth())
    draft.figure(cell(CITY, "t2.license.decisions"))
    assert count_cells(GRANTED, draft.answer("figure", "18"), truth()) == CellCounts(1, 1, 0)


def test_a_sum_is_recalled_by_each_of_its_cells() -> None:
    both = case("number", 126, cell=["t2.license.decisions", "t2.penalty.decisions"], report=CITY, category="aggregate")
    draft = Draft(truth())
    draft.computed(Decimal(126), "件", "18 + 108", [cell(CITY, "t2.license.decisions")])
    assert count_cells(both, draft.answer("comparison", "126"), truth()) == CellCounts(1, 2, 1)


def test_blank_and_zero_are_not_mistaken_for_each_other() -> None:
    blank = case("blank", cell="t3.new|total", report=DISTRICT)
    zero = case("number", 0, cell="t3.carried_out|total", report=CITY)
    swapped = answer_well(zero, truth()), answer_well(blank, truth())
    tallies = run((blank, swapped[0]), (zero, swapped[1]))
    assert (tallies["blanks said to be zero"].n, tallies["zeros said to be blank"].n) == (1, 1)
    tallies = run((blank, swapped[1]), (zero, swapped[0]))
    assert (tallies["blanks said to be zero"].n, tallies["zeros said to be blank"].n) == (0, 0)


def test_paraphrases_must_get_the_same_figures() -> None:
    one = GRANTED.model_copy(update={"group": "g"})
    good = answer_well(GRANTED, truth())
    assert run((one, good), (one, good | {"text": "两件"}))["paraphrases alike"].n == 1
    refused = {"kind": "refuse", "text": "没有", "refusal": {"reason": "row", "message": "没有"}}
    assert run((one, good), (one, refused))["paraphrases alike"].n == 0


def test_runs_are_compared_by_words_and_figures_and_not_by_ids() -> None:
    good = answer_well(GRANTED, truth())
    assert fingerprint(good) == fingerprint(good | {"conversation_id": "x", "timing_ms": {"total": 9}})
    assert fingerprint(good) != fingerprint(good | {"text": good["text"] + "。"})
    assert run((GRANTED, good), again=4)["same on every run"].n == 1


def test_an_answer_that_changes_from_run_to_run_is_counted() -> None:
    good = answer_well(GRANTED, truth())
    answers = [good, good | {"text": "2 件 [1]"}]
    cases = CaseSet(name="s", cases=(GRANTED,))
    group, _ = run_cases(cases, lambda q, c: answers[0], None, truth(), [lambda q, c: answers[1]])
    assert next(tally for tally in group.tallies if tally.name == "same on every run").n == 0


@pytest.mark.parametrize(
    ("message", "wrong"),
    [
        pytest.param("各栏之和 20（行政许可 18、新收 2），总计格印 108", False, id="a sum of cited cells"),
        pytest.param("各栏之和 21（行政许可 18、新收 2），总计格印 108", True, id="a sum that is none"),
        pytest.param("各栏之和 27（行政许可 18、其他 9），总计格印 108", True, id="a part that no cited cell prints"),
    ],
)
def test_a_finding_may_tell_the_sum_of_the_cells_it_cites(message: str, wrong: bool) -> None:
    draft = Draft(truth())
    draft.figure(cell(CITY, "t3.new|total"))
    draft.cite_cell(cell(CITY, "t2.license.decisions"))
    draft.cite_cell(cell(CITY, "t2.penalty.decisions"))
    answer = draft.answer("figure", "2 [1]", findings=[{"rule": "T3.ROW", "message": message, "citations": [2, 1, 3]}])
    asked = case("number", 2, cell="t3.new|total", report=CITY)
    assert score_answer(asked, answer, truth()).wrong.value is wrong
