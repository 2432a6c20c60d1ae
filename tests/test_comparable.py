"""Which figures may stand together: of one unit, or money in one order."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.aggregate import ranked, supported
from assistant.chain import Assistant
from assistant.comparable import apart_by, not_compared
from assistant.evidence import Value
from assistant.query import Condition, FigureQuery, Operation, Scope
from index.form import load_forms

AMOUNT = "t2.procurement.amount"


def values(five: Assistant, *numbers: tuple[str, str]) -> tuple[Value, ...]:
    """One amount of money each, of reports of one form."""
    report = next(r for r in five.library.summaries if r.year == 2020)
    return tuple(
        Value(report=replace(report, id=f"r{n}"), cell=AMOUNT, state="printed", number=Decimal(number), unit=unit)
        for n, (number, unit) in enumerate(numbers)
    )


def query(operation: Operation, condition: Condition | None = None) -> FigureQuery:
    return FigureQuery(cells=(AMOUNT,), scope=Scope(reports=("r0", "r1")), operation=operation, condition=condition)


def test_money_of_two_units_is_put_in_order_by_what_it_is_worth(five: Assistant) -> None:
    there = values(five, ("900000", "元"), ("122.51", "万元"), ("1520000", "元"), ("0.02", "亿元"))
    order = ranked(there, query("rank"), supported)
    assert [value.unit for value in order] == ["亿元", "元", "万元", "元"]
    assert [value.number for value in order][1:] == [Decimal(1520000), Decimal("122.51"), Decimal(900000)]


def test_nothing_is_nothing_in_every_unit(five: Assistant) -> None:
    there = values(five, ("0", ""), ("122.51", "万元"))
    assert not_compared(query("sum"), there, load_forms()) == ""


@pytest.mark.parametrize(
    ("operation", "units", "why"),
    [
        ("rank", ("元", "万元"), ""),
        ("sum", ("元", "万元"), "units"),
        ("average", ("元", "万元"), "units"),
        ("max", ("项", "万元"), "units"),
        ("max", ("", "万元"), "units"),  # a number of which the report prints no unit
        ("sum", ("万元", "万元"), ""),
        ("lookup", ("项", "万元"), ""),
    ],
)
def test_operations_take_numbers_of_one_unit(
    operation: Operation, units: tuple[str, str], why: str, five: Assistant
) -> None:
    there = values(five, *(("5", unit) for unit in units))
    assert not_compared(query(operation), there, load_forms()) == why


@pytest.mark.parametrize(
    ("condition", "units", "apart"),
    [
        (Condition(comparison=">", number="100"), ("项", "万元"), True),
        (Condition(comparison=">", number="100"), ("元", "万元"), True),
        (Condition(comparison=">", number="100", unit="万元"), ("元", "万元"), False),
        (Condition(comparison="==", number="0"), ("项", "万元"), False),
        (Condition(comparison="blank"), ("项", "万元"), False),
        (None, ("项", "万元"), False),
    ],
)
def test_a_bound_is_held_against_one_unit(
    condition: Condition | None, units: tuple[str, str], apart: bool, five: Assistant
) -> None:
    assert apart_by(condition, values(five, *(("5", unit) for unit in units))) is apart
