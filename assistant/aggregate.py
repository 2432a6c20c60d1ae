"""Operations over values: sum, difference, ratio, share, average, ranking, conditions. Exact decimals throughout."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.evidence import Computed, Value
from assistant.query import Condition, FigureQuery

Reading = Callable[[Value], Decimal | None]
COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
}
IN_TEN_THOUSANDS = {"元": Decimal("0.0001"), "亿元": Decimal(10_000)}  # how many 万元 a unit of money is
BOUNDS = (">", ">=", "<", "<=")


def supported(value: Value) -> Decimal | None:
    """The number that the row's own parts support."""
    return value.best


def as_printed(value: Value) -> Decimal | None:
    """The number as the total cell prints it."""
    return value.number


def ranked(values: Sequence[Value], query: FigureQuery, read: Reading) -> tuple[Value, ...]:
    """Values that have a number, and meet the condition where there is one, ordered; equal ones stay as asked."""
    numbered = [value for value in meeting(values, query, read) if read(value) is not None]
    descending = query.order == "descending" and query.operation != "min"
    return tuple(sorted(numbered, key=lambda v: in_order(v, read(v) or Decimal(0)) * (-1 if descending else 1)))


def in_order(value: Value, number: Decimal) -> Decimal:
    """A number as it is put in order: money of every unit in 万元."""
    return number * IN_TEN_THOUSANDS.get(value.unit, 1)


def narrowed(query: FigureQuery, values: tuple[Value, ...]) -> tuple[FigureQuery, tuple[Value, ...]]:
    """The values that a narrowing condition lets take part, blanks kept to be named; a list where it lets none."""
    if not query.among or not values:
        return query, values
    met = meeting(values, query, supported)
    if not met:
        return replace(query, operation="list_where", among=False, further=""), values
    return query, tuple(value for value in values if value in met or value.best is None)


def meeting(values: Sequence[Value], query: FigureQuery, read: Reading) -> tuple[Value, ...]:
    """The values that the condition of a query holds for, those of a bound with the largest first; a blank meets only
    the condition of being blank.
    """
    if query.condition is None:
        return tuple(values)
    condition = query.condition
    met = _meeting(values, condition, read)
    if query.operation != "list_where" or condition.comparison not in BOUNDS or condition.number == "0":
        return met
    return tuple(sorted(met, key=lambda value: -_in_unit(value, read(value) or Decimal(0), condition)))


def meets(value: Value, condition: Condition, read: Reading) -> bool:
    """Whether a condition holds for one value."""
    return bool(_meeting((value,), condition, read))


def _meeting(values: Sequence[Value], condition: Condition, read: Reading) -> tuple[Value, ...]:
    if condition.comparison == "blank":
        return tuple(value for value in values if value.state == "blank")
    test, limit = COMPARE[condition.comparison], Decimal(condition.number)
    met = tuple(v for v in values if (number := read(v)) is not None and test(_in_unit(v, number, condition), limit))
    return _meeting(met, condition.beside, read) if condition.beside else met


def _in_unit(value: Value, number: Decimal, condition: Condition) -> Decimal:
    """A number in the unit of a condition on money: 1520000 元 are 152 万元."""
    return in_order(value, number) if condition.unit == "万元" else number


def compute(query: FigureQuery, values: Sequence[Value]) -> Computed | None:
    """The one number an operation asks for, or None where it asks for none or the values do not allow it."""
    there = meeting(values, query, supported) if query.operation == "average" else values
    used = tuple(value for value in there if value.best is not None)
    operation = {"sum": _sum, "average": _average, "difference": _difference, "ratio": _ratio, "share": _ratio}.get(
        query.operation
    )
    of_all = part_of_all(query, values)
    if of_all:
        operation = _part_of_all
    pairwise = query.operation in ("difference", "ratio", "share") and not of_all
    if operation is None or not used or (pairwise and len(used) != len(values)):
        return None
    if query.relative:
        operation = _relative
    number, printed = operation(used, supported), operation(used, as_printed)
    if number is None:
        return None
    unit = used[0].unit
    if query.operation == "share":
        number, printed, unit = number * 100, None if printed is None else printed * 100, "%"
    elif query.operation == "ratio":
        unit = used[0].unit if used[0].unit != used[1].unit and used[0].unit.endswith("元") else ""
    return Computed(
        number=number, as_printed=printed, unit=unit, expression=_expression(query, used, number), used=used
    )


def part_of_all(query: FigureQuery, values: Sequence[Value]) -> bool:
    """Whether a share is that of the first value in the sum of them all."""
    several = query.scope.whole and len({v.report.id for v in values}) > 1
    return query.operation == "share" and not query.relative and (query.of_sum or several)


def _sum(values: Sequence[Value], read: Reading) -> Decimal | None:
    return sum((number for v in values if (number := read(v)) is not None), Decimal(0))


def _average(values: Sequence[Value], read: Reading) -> Decimal | None:
    total = _sum(values, read)
    return None if total is None else total / len(values)


def _difference(values: Sequence[Value], read: Reading) -> Decimal | None:
    if len(values) != 2:
        return None
    first, second = read(values[0]), read(values[1])
    return None if first is None or second is None else abs(first - second)


def _ratio(values: Sequence[Value], read: Reading) -> Decimal | None:
    if len(values) != 2:
        return None
    first, second = read(values[0]), read(values[1])
    return None if first is None or not second else first / second


def _relative(values: Sequence[Value], read: Reading) -> Decimal | None:
    """By what part of the second value the first is above or below it; words say which."""
    difference, base = _difference(values, read), read(values[-1])
    return None if difference is None or not base else difference / base


def _part_of_all(values: Sequence[Value], read: Reading) -> Decimal | None:
    """The first value's part of the sum of all."""
    first, total = read(values[0]), _sum(values, read)
    return None if first is None or not total else first / total


def _expression(query: FigureQuery, used: Sequence[Value], number: Decimal) -> str:
    sign = {"sum": " + ", "average": " + ", "difference": " − ", "ratio": " ÷ ", "share": " ÷ "}[query.operation]
    ordered = (
        sorted(used, key=lambda v: v.best or Decimal(0), reverse=True) if query.operation == "difference" else used
    )
    text = sign.join(spelled(value) for value in ordered)
    if query.relative:
        high, low = sorted(used, key=lambda v: v.best or Decimal(0), reverse=True)
        text = f"({spelled(high)} − {spelled(low)}) ÷ {spelled(used[-1])}"
    if part_of_all(query, used):
        text = f"{spelled(used[0])} ÷ ({' + '.join(spelled(value) for value in used)})"
    if query.operation == "average" and len(used) > 1:
        text = f"({text}) ÷ {len(used)}"
    return f"{text} = {written(number)}{'%' if query.operation == 'share' else ''}"


def spelled(value: Value) -> str:
    """A value inside a formula: one that is added up from printed cells as these cells, so that they can be checked."""
    terms, equals, _ = value.expression.partition(" = ")
    own = value.state == "computed" and equals and " + " in terms and not {*terms} & {*"÷×()"}
    return f"({terms})" if own and value.best == value.number else written(value.best)


def written(number: Decimal | None) -> str:
    """A number as text: whole numbers bare, others exact or to two decimals."""
    if number is None:
        return ""
    if number == number.to_integral_value():
        return str(number.to_integral_value())
    exact = number.normalize()
    digits = -int(exact.as_tuple().exponent)
    return format(exact if digits <= 2 else number.quantize(Decimal("0.01")), "f")
