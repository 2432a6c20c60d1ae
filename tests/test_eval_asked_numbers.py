"""A number of the question may be given back in another notation; no other number may."""

from decimal import Decimal

import pytest

from eval.asked_numbers import amounts_said
from eval.numbers import Amount
from eval.reread import reread


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        pytest.param("procurement above 50 million yuan?", Amount(Decimal(50_000_000), "元"), id="digits and million"),
        pytest.param("over fifty million yuan", Amount(Decimal(50_000_000), "元"), id="words"),
        pytest.param("more than half a million yuan", Amount(Decimal(500_000), "元"), id="half a million"),
        pytest.param("over ￥2m of procurement", Amount(Decimal(2_000_000), "元"), id="a letter for million"),
        pytest.param("more than 3k penalties", Amount(Decimal(3_000)), id="a letter for thousand"),
        pytest.param("more than three thousand penalties", Amount(Decimal(3_000)), id="a count in words"),
        pytest.param("超过5千万元", Amount(Decimal(50_000_000), "元"), id="digits and Chinese steps"),
        pytest.param("超过五千万元", Amount(Decimal(50_000_000), "元"), id="Chinese numerals"),
        pytest.param("超过三千的", Amount(Decimal(3_000)), id="a Chinese count without measure word"),
    ],
)
def test_a_number_of_the_question_is_read_in_any_notation(question: str, amount: Amount) -> None:
    assert amount in amounts_said(question)


@pytest.mark.parametrize(
    ("question", "text", "unbound"),
    [
        pytest.param("above 50 million yuan?", "2 of 7 reports have over “50 million yuan”", 0, id="given back"),
        pytest.param("over fifty million yuan?", "over “50 million yuan”", 0, id="given back in digits"),
        pytest.param("超过5千万元的", "超过5000万元的", 0, id="given back in another unit"),
        pytest.param("above 50 million yuan?", "over “60 million yuan”", 1, id="another amount"),
        pytest.param("above 50 million yuan?", "it made 50 decisions", 1, id="the digits of it as a count"),
        pytest.param("what was procured?", "over 50 million yuan", 1, id="an amount nobody said"),
    ],
)
def test_a_text_may_show_the_numbers_of_the_question_and_no_other(question: str, text: str, unbound: int) -> None:
    answer = {"kind": "list", "text": text, "figures": [], "citations": []}
    assert len(reread(answer, [question], 7).unbound) == unbound
