"""By how much the items of a row changed and how many there are now: those of last year, the change, the present."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        pytest.param(
            "By how much did penalty items at Kongtong shift in 2019, and what is the new number?",
            ["31", "减11", "20"],
            id="new number",
        ),
        pytest.param(
            "By how much did licence items at Kongtong change in 2019, and how many are there at the end?",
            ["114", "增320", "434"],
            id="at the end",
        ),
        pytest.param(
            "By how much did licence items at Yichun fall in 2020, and how many does it have now?",
            ["3", "-1", "2"],
            id="now",
        ),
        pytest.param(
            "How much did the licence items at Kongtong move in 2019, and how many remain?",
            ["114", "增320", "434"],
            id="remain",
        ),
        pytest.param(
            "By what number did penalty items at Kongtong alter in 2019, and what is the present total?",
            ["31", "减11", "20"],
            id="present total",
        ),
        pytest.param("崆峒2019年许可项目变了多少，现在还有几项", ["114", "增320", "434"], id="现在还有"),
        pytest.param("崆峒2019年处罚事项增减多少、现有多少", ["31", "减11", "20"], id="现有"),
    ],
)
def test_the_change_and_what_it_led_to(question: str, figures: list[str], five: Assistant) -> None:
    answer = five.ask(question)
    assert [figure.value for figure in answer.figures] == figures


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("By how much did the fee items at Yichun change in 2020, and how many are left?", id="fee items"),
        pytest.param(
            "By how much did the chargeable items at Yichun move in 2020, and how many has it now?", id="list"
        ),
        pytest.param("How much did the charging items at Yichun shrink in 2020, and how many remain?", id="charging"),
    ],
)
def test_a_row_of_money_counts_its_items_where_items_are_said(question: str, five: Assistant) -> None:
    cells = [figure.cell for figure in five.ask(question).figures]
    assert cells == ["t2.fees.prior_items", "t2.fees.change", "t2.fees.items"]


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        pytest.param("By how many did the fee items at Yichun change in 2020?", "t2.fees.change", id="by how many"),
        pytest.param("How much did fee items at Yichun change in 2020?", "t2.fees.change", id="how much, items"),
        pytest.param("How did the fee items at Yichun change in 2020?", "t2.fees.change", id="how"),
        pytest.param("What fee amount did Xiangxiang collect in 2023?", "t2.fees.amount", id="the amount"),
    ],
)
def test_money_is_answered_only_where_it_is_asked(question: str, cell: str, five: Assistant) -> None:
    assert [figure.cell for figure in five.ask(question).figures] == [cell]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("How much did Yichun collect in fees in 2020?", id="a form without the amount"),
        pytest.param(
            "By how much did Xiangxiang's licence items change in 2023, and how many are there now?",
            id="a form without the items",
        ),
    ],
)
def test_what_the_form_does_not_have_is_refused(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert (answer.kind, answer.figures) == ("refuse", ())
