"""The closed language: what it says, what it leaves unsaid, and what cannot be written in it."""

from collections import Counter
from decimal import Decimal
from random import Random

import pytest

from index.errors import BadForm
from index.expression import Value, parse
from index.expression_tree import ready
from index.form import Metric, load_forms
from index.rules_file import load_rules

NUMBERS = {
    "t3.new|total": Decimal(25),
    "t3.carried_in|total": Decimal(3),
    "t2.procurement.amount": Decimal("122.51"),
    "zero": Decimal(0),
    "natural": Decimal(20),
    "org.other": Decimal(5),
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("1 + 2 * 3", Decimal(7), id="times binds before plus"),
        pytest.param("(1 + 2) * 3", Decimal(9), id="brackets first"),
        pytest.param("10 - 4 - 3", Decimal(3), id="minus from the left"),
        pytest.param("12 / 4 / 3", Decimal(1), id="division from the left"),
        pytest.param("-natural + 1", Decimal(-19), id="a sign in front"),
        pytest.param("0.1 + 0.2 == 0.3", True, id="decimals are exact"),
        pytest.param("t3.new|total + t3.carried_in|total", Decimal(28), id="cell ids are names"),
        pytest.param("sum(natural, org.other)", Decimal(25), id="sum of names"),
        pytest.param("sum(natural, org.other) == t3.new|total", True, id="a sum equals a cell"),
        pytest.param("natural != org.other", True, id="unequal"),
        pytest.param("natural in {5, 20, 30}", True, id="one of several"),
        pytest.param("natural in {t3.new|total, 21}", False, id="none of several"),
        pytest.param("not (natural > 0 and zero == 0)", False, id="not over and"),
        pytest.param("natural < 1 or zero <= 0 and org.other >= 5", True, id="and binds before or"),
        pytest.param("(natural == 0) == (zero != 0)", True, id="two truths are compared"),
        pytest.param("whole(natural)", True, id="a whole number"),
        pytest.param("whole(t2.procurement.amount)", False, id="not a whole number"),
    ],
)
def test_an_expression_has_a_value(text: str, value: Value) -> None:
    result = parse(text).evaluate(NUMBERS.get)
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("blank + 1", id="a sum with a blank"),
        pytest.param("blank == 0", id="a blank is not zero"),
        pytest.param("sum(natural, blank) > 0", id="a blank part"),
        pytest.param("natural in {20, blank}", id="a blank beside the match"),
        pytest.param("natural == 20 or blank == 1", id="a blank although the other side holds"),
        pytest.param("not (blank > 0)", id="not of a blank"),
        pytest.param("natural / zero", id="division by zero"),
        pytest.param("natural / zero == 1", id="a comparison with a division by zero"),
    ],
)
def test_a_missing_input_leaves_it_unsaid(text: str) -> None:
    assert parse(text).evaluate(NUMBERS.get) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("natural +", id="an operand missing"),
        pytest.param("(natural", id="a bracket open"),
        pytest.param("natural)", id="a bracket too many"),
        pytest.param("1 < 2 < 3", id="a chained comparison"),
        pytest.param("natural = 3", id="one equals sign"),
        pytest.param("natural zero", id="two names in a row"),
        pytest.param("__import__('os')", id="a call of something else"),
        pytest.param("natural.real()", id="a method"),
        pytest.param("natural in {}", id="one of nothing"),
        pytest.param("natural in (1, 2)", id="round brackets for a set"),
        pytest.param("sum()", id="a sum of nothing"),
        pytest.param("sum", id="sum as a name"),
        pytest.param("whole(1, 2)", id="whole of two"),
        pytest.param("natural and zero", id="numbers as truths"),
        pytest.param("(natural == 1) + 1", id="a truth as a number"),
        pytest.param("(natural == 1) == 1", id="a truth compared with a number"),
        pytest.param("(natural == 1) < (zero == 0)", id="truths have no order"),
        pytest.param("not natural", id="not of a number"),
        pytest.param("自然人 == 1", id="a label for a name"),
        pytest.param("(" * 60 + "1" + ")" * 60, id="brackets too deep"),
        pytest.param("-" * 60 + "1", id="signs too deep"),
        pytest.param("1 + " * 900 + "1", id="too long"),
    ],
)
def test_what_is_not_in_the_language_is_refused(text: str) -> None:
    with pytest.raises(BadForm, match="expression"):
        parse(text)


def test_the_refusal_quotes_the_entry() -> None:
    with pytest.raises(BadForm, match="natural \\+ == total"):
        parse("natural + == total")


def test_names_come_in_order_once_and_parts_are_those_of_a_sum() -> None:
    expression = parse("sum(natural, org.other) + natural == total")
    assert expression.names == ("natural", "org.other", "total")
    assert expression.parts == {"natural", "org.other"}


def test_tolerance_is_for_equality_alone() -> None:
    near, cent = {"a": Decimal("1.00"), "b": Decimal("1.01")}, Decimal("0.01")
    assert parse("a == b").evaluate(near.get) is False
    assert parse("a == b").evaluate(near.get, tolerance=cent) is True
    assert parse("a < b").evaluate(near.get, tolerance=cent) is True


@pytest.mark.parametrize("metric", load_forms().metrics.values(), ids=lambda metric: str(metric.id))
def test_every_rate_of_the_form_can_be_evaluated(metric: Metric) -> None:
    expression = parse(metric.expression)
    assert set(expression.names) <= set(load_forms().cells)
    assert not expression.is_truth
    assert isinstance(expression.evaluate(lambda name: Decimal(4 if "pending" not in name else 1)), Decimal)


def test_a_rule_over_the_numbers_of_a_report_is_what_its_expression_is() -> None:
    rng = Random(3)
    told = Counter[object]()
    for rule in load_rules():
        for check in rule.checks:
            for expression in filter(None, (check.expr, check.when)):
                quick = ready(expression.root, expression.names)
                for _ in range(60):
                    numbers = {
                        f"key {at}": rng.choice([None, *map(Decimal, ("0", "0", "1", "2", "5", "-3", "1.5", "2021"))])
                        for at, _ in enumerate(expression.names)
                    }
                    values = dict(zip(expression.names, numbers.values(), strict=True))
                    found = quick(numbers, list(numbers))
                    assert found is expression.evaluate(values.__getitem__), (expression.text, values)
                    told[found] += 1
    assert min(told[each] for each in (True, False, None)) > 100


def test_a_division_by_nothing_is_told_apart_by_both_ways_to_compute() -> None:
    expression = parse("natural / zero > 0 or natural > 0")
    with pytest.raises(ZeroDivisionError):
        ready(expression.root, expression.names)(NUMBERS, expression.names)
    assert expression.evaluate(NUMBERS.get) is None
