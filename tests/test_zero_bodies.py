"""Bodies with 0 are those that print 0, and those without are the others: said as a digit, a word, or denied."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    "question",
    [
        "Which bodies have 0 penalties?",
        "Which bodies have zero penalties?",
        "Which bodies issued zero penalties",
        "Which bodies printed 0 for penalties?",
    ],
)
def test_bodies_with_zero(question: str, five: Assistant) -> None:
    assert [figure.value for figure in five.ask(question).figures] == ["0"]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        pytest.param("Which ones reported under 50 penalty decisions, and not the zero ones", ["46", "20"], id="bound"),
        pytest.param("Which bodies have fewer than 50 penalties, zeros not counted", ["46", "20"], id="not counted"),
        pytest.param("哪些单位处罚少于50件，0的不算", ["46", "20"], id="0的不算"),
        pytest.param("许可超过300件的都有谁", ["1342", "434", "312"], id="largest first"),
    ],
)
def test_bodies_without_zero_the_largest_first(question: str, values: list[str], five: Assistant) -> None:
    assert [figure.value for figure in five.ask(question).figures if figure.value != "0"] == values


@pytest.mark.parametrize(
    "question", ["Which bodies have non-zero penalties", "Which bodies have penalties other than 0"]
)
def test_bodies_with_any_at_all(question: str, five: Assistant) -> None:
    told = [figure.value for figure in five.ask(question).figures]
    assert sorted(value for value in told if value != "0") == ["108", "20", "244", "46"]
