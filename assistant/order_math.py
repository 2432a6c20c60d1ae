"""What an order of values is further put to: ends, a factor, a sum of the first ones, a level. Exact decimals."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.aggregate import Reading, spelled, written
from assistant.evidence import Value
from assistant.query import Further


@dataclass(frozen=True, slots=True)
class Apart:
    """Two places of an order: the values that share each, the first of them in the formula, and what is between."""

    high: tuple[Value, ...]
    low: tuple[Value, ...]
    number: Decimal | None  # None for a factor of nothing
    expression: str


@dataclass(frozen=True, slots=True)
class Top:
    """The first values of an order, those that share the last place with them, and what they hold."""

    values: tuple[Value, ...]
    tied: tuple[Value, ...]
    sum: Decimal
    total: Decimal
    share: Decimal | None  # per cent; None where the total is 0


@dataclass(frozen=True, slots=True)
class Level:
    """An average or a middle, and the values above, at and below it, each in the order given."""

    number: Decimal
    expression: str
    middle: tuple[Value, ...]
    above: tuple[Value, ...]
    equal: tuple[Value, ...]
    below: tuple[Value, ...]
    halfway: str = ""  # the formula of a middle between two values


@dataclass(frozen=True, slots=True)
class Majority:
    """One value, the others in the order given, and what they hold; `share` in per cent, None where the total is 0."""

    one: Value
    others: tuple[Value, ...]
    number: Decimal
    rest: Decimal
    share: Decimal | None


def apart(ordered: Sequence[Value], read: Reading, between: tuple[int, ...], kind: Further) -> Apart:
    """How far two places of an order, the highest first, lie apart; -1 is the last place."""
    first, last = sorted(_index(place, ordered) for place in between)
    high, low = ordered[first], ordered[last]
    one, other = _number(high, read), _number(low, read)
    if kind == "times":
        number = one / other if other else None
        expression = f"{written(one)} ÷ {written(other)} = {written(number)}" if number is not None else ""
    else:
        number = one - other
        expression = f"{spelled_by(high, read)} − {spelled_by(low, read)} = {written(number)}"
    return Apart(_sharing(ordered, one, read), _sharing(ordered, other, read), number, expression)


def _index(place: int, ordered: Sequence[Value]) -> int:
    return len(ordered) - 1 if place < 0 else min(place, len(ordered)) - 1


def _sharing(ordered: Sequence[Value], number: Decimal, read: Reading) -> tuple[Value, ...]:
    return tuple(value for value in ordered if read(value) == number)


def top(ordered: Sequence[Value], read: Reading, limit: int) -> Top:
    """What the first `limit` values of an order add up to, and what part of all of them that is."""
    first = tuple(ordered[:limit])
    at = read(first[-1])
    tied = tuple(value for value in ordered[limit:] if read(value) == at)
    added = sum((_number(value, read) for value in first), Decimal(0))
    total = sum((_number(value, read) for value in ordered), Decimal(0))
    return Top(first, tied, added, total, added / total * 100 if total else None)


def level(ordered: Sequence[Value], read: Reading, kind: Further) -> Level:
    """The average or middle of all values, and which lie above and below it."""
    numbers = sorted(_number(value, read) for value in ordered)
    half = len(numbers) // 2
    if "median" in kind:
        pair = numbers[half - 1 : half + 1] if len(numbers) % 2 == 0 else numbers[half : half + 1]
        number = sum(pair, Decimal(0)) / len(pair)
        step = f"({written(pair[0])} + {written(pair[1])}) ÷ 2 = " if len(pair) > 1 else ""
        halfway = f"{step}{written(number)}" if step else ""
        expression = f"{', '.join(map(written, numbers))} → {step}{written(number)}"
    else:
        pair, halfway = [], ""
        number = sum(numbers, Decimal(0)) / len(numbers)
        expression = f"({' + '.join(spelled_by(v, read) for v in ordered)}) ÷ {len(numbers)} = {written(number)}"
    return Level(
        number=number,
        expression=expression,
        middle=tuple(value for value in ordered if _number(value, read) in pair),
        above=tuple(value for value in ordered if _number(value, read) > number),
        equal=tuple(value for value in ordered if _number(value, read) == number),
        below=tuple(value for value in ordered if _number(value, read) < number),
        halfway=halfway,
    )


def majority(ordered: Sequence[Value], read: Reading, one: Value) -> Majority:
    """One value held against all the others together."""
    others = tuple(value for value in ordered if value is not one)
    number, rest = _number(one, read), sum((_number(value, read) for value in others), Decimal(0))
    total = number + rest
    return Majority(one, others, number, rest, number / total * 100 if total else None)


def _number(value: Value, read: Reading) -> Decimal:
    return read(value) or Decimal(0)


def spelled_by(value: Value, read: Reading) -> str:
    """A value inside a formula, as the reading has it."""
    return spelled(value) if read(value) == value.best else written(read(value))
