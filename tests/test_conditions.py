"""Conditions that questions put on cells: bounds in digits and words, one-sided and two-sided."""

import pytest

from assistant.conditions import condition_of, with_digits


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        pytest.param("许可件数不足一百的机关", [("<", "100")], id="a numeral"),
        pytest.param("under fifty but above zero", [("<", "50"), (">", "0")], id="two bounds in words"),
        pytest.param("超过十件但不足一百二十件", [(">", "10"), ("<", "120")], id="two bounds in numerals"),
        pytest.param("100到500件之间", [(">=", "100"), ("<=", "500")], id="between"),
        pytest.param("between 100 and 1,000", [(">=", "100"), ("<=", "1000")], id="between in English"),
        pytest.param("不超过二十件", [("<=", "20")], id="not over is no over"),
        pytest.param("no more than 20", [("<=", "20")], id="no more than is not more than"),
        pytest.param("没有超过10件", [("<=", "10")], id="did not exceed"),
        pytest.param("采购金额超过100万", [(">", "100")], id="ten thousands of money without its unit"),
        pytest.param("采购金额超过五千万的", [(">", "5000")], id="millions of money in numerals"),
        pytest.param("超过1万件", [(">", "10000")], id="ten thousands"),
        pytest.param("at least one hundred and twenty", [(">=", "120")], id="an English number with and"),
        pytest.param("一件也没有收到", [("==", "0")], id="none at all"),
        pytest.param("left empty", [("blank", "0")], id="blank"),
    ],
)
def test_a_condition_has_all_its_bounds(text: str, bounds: list[tuple[str, str]]) -> None:
    found = condition_of(text)
    said = []
    while found is not None:
        said.append((found.comparison, found.number))
        found = found.beside
    assert said == bounds


def test_a_number_stays_in_the_words_of_the_question() -> None:
    found = condition_of("不足一百")
    assert found is not None
    assert found.said == "一百"
    digits = condition_of("不足100")
    assert digits is not None
    assert digits.said == ""


def test_ordinals_and_parts_are_no_numbers() -> None:
    assert with_digits("第二十条百分之二十") == "第二十条百分之二十"
    assert condition_of("收到多少件") is None
