"""A parsed expression as a tree, and the tree as one function of the values of its names."""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

Value = Decimal | bool
Run = Callable[[Sequence[Decimal], Decimal], Value]  # values of the names, tolerance → value
Ready = Callable[[Mapping[str, Decimal | None], Sequence[str]], Value | None]  # numbers by key, keys of the names

KEYWORDS = frozenset({"and", "or", "not", "in"})
FUNCTIONS = frozenset({"sum", "whole"})
COMPARISONS = frozenset({"==", "!=", "<=", ">=", "<", ">"})
ZERO = Decimal(0)
BINARY = frozenset({"<", ">", "<=", ">=", "+", "-", "*", "/"})


@dataclass(frozen=True, slots=True)
class Node:
    """One operation: `symbol` is an operator, "negate", a function, or "name" or "number", which have a `text`."""

    symbol: str
    inputs: tuple["Node", ...] = ()
    text: str = ""

    @property
    def is_truth(self) -> bool:
        """Whether this yields a truth (True, False) rather than a number."""
        return self.symbol in COMPARISONS or self.symbol in KEYWORDS or self.symbol == "whole"


def _quotient(one: Decimal, other: Decimal) -> Decimal:
    if not other:
        raise ZeroDivisionError
    return one / other


PLAIN: dict[str, Callable[..., Value]] = {
    "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": _quotient, "negate": operator.neg,
    "and": lambda one, other: one and other, "or": lambda one, other: one or other, "not": operator.not_,
    "whole": lambda number: number == number.to_integral_value(),
    "sum": lambda *numbers: sum(numbers, ZERO),
}  # fmt: skip


def compiled(node: Node, names: Sequence[str]) -> Run:
    """The function that a tree is, with the values of `names` in their order.

    It raises ZeroDivisionError, even where another input of an operation would already decide.
    """
    symbol = node.symbol
    if symbol == "name":
        at = names.index(node.text)
        return lambda values, _: values[at]
    if symbol == "number":
        number = Decimal(node.text)
        return lambda _values, _: number
    if (quick := _over_names(node, names)) is not None:
        return quick
    inputs = [compiled(each, names) for each in node.inputs]
    if symbol in ("==", "!=", "in"):
        return _equality(symbol, node.inputs[0].is_truth, *inputs)
    apply = PLAIN[symbol]
    if len(inputs) == 1:
        (only,) = inputs
        return lambda values, tolerance: apply(only(values, tolerance))
    if len(inputs) == 2:
        one, other = inputs
        return lambda values, tolerance: apply(one(values, tolerance), other(values, tolerance))
    return lambda values, tolerance: apply(*[each(values, tolerance) for each in inputs])


def _over_names(node: Node, names: Sequence[str]) -> Run | None:
    """The function of an operation whose inputs are all names, or a name and a number: most are; None for another.

    It computes what `compiled` would of its inputs one by one, with a call for all of them instead of one for each.
    """
    symbols = [each.symbol for each in node.inputs]
    first = node.inputs[0].text
    if symbols == ["name", "number"] and node.symbol in BINARY:
        apply, at, number = PLAIN[node.symbol], names.index(first), Decimal(node.inputs[1].text)
        return lambda values, _: apply(values[at], number)
    if set(symbols) != {"name"}:
        return None
    places = [names.index(each.text) for each in node.inputs]
    if node.symbol == "sum" and len(places) > 1:
        taken = operator.itemgetter(*places)
        return lambda values, _: sum(taken(values), ZERO)
    if node.symbol == "whole":
        at = places[0]
        return lambda values, _: values[at] == values[at].to_integral_value()
    if node.symbol in BINARY:
        apply, one, other = PLAIN[node.symbol], *places
        return lambda values, _: apply(values[one], values[other])
    return None


def _equality(symbol: str, truths: bool, first: Run, *others: Run) -> Run:
    """Truths are the same or not; numbers are equal within the tolerance, to one of several for "in"."""
    unequal = symbol == "!="
    if truths:
        return lambda values, tolerance: (first(values, tolerance) == others[0](values, tolerance)) != unequal

    if len(others) == 1:
        (other,) = others
        return lambda values, tolerance: (
            (abs(Decimal(first(values, tolerance) - other(values, tolerance))) <= tolerance) != unequal
        )

    def run(values: Sequence[Decimal], tolerance: Decimal) -> Value:
        number = first(values, tolerance)
        apart = [abs(Decimal(number - each(values, tolerance))) for each in others]  # every one has to be said
        return (min(apart) <= tolerance) != unequal

    return run


# ---- one function of a report's numbers

# Python of the inputs' Python. & and | look at both sides: each has to be said, even where one would decide.
PYTHON = {
    "<": "({} < {})", ">": "({} > {})", "<=": "({} <= {})", ">=": "({} >= {})", "==": "({} == {})", "!=": "({} != {})",
    "+": "({} + {})", "-": "({} - {})", "*": "({} * {})", "/": "quotient({}, {})", "negate": "(-{})",
    "and": "({} & {})", "or": "({} | {})", "not": "(not {})", "whole": "whole({})",
}  # fmt: skip


def ready(node: Node, names: Sequence[str]) -> Ready:
    """The function that a tree is of the numbers of a report and the keys that its names mean, numbers equal exactly.

    It is what `compiled` makes, in a third of the time, for it is one function: a report is some three hundred
    instances of rules. None where a number is not there; it raises ZeroDivisionError as that does. The Python it is
    made of has places of names and signs of the language in it, no word of the expression.
    """
    constants: list[Decimal] = []
    text = _python(node, names, constants)
    if missing := " or ".join(f"(v{at} := numbers[keys[{at}]]) is None" for at in range(len(names))):
        text = f"None if {missing} else {text}"
    known = {"quotient": _quotient, "whole": PLAIN["whole"], "zero": ZERO, "constants": constants}
    made: Ready = eval(f"lambda numbers, keys: {text}", known)
    return made


def _python(node: Node, names: Sequence[str], constants: list[Decimal]) -> str:
    if node.symbol == "name":
        return f"v{names.index(node.text)}"
    if node.symbol == "number":
        constants.append(Decimal(node.text))
        return f"constants[{len(constants) - 1}]"
    inputs = [_python(each, names, constants) for each in node.inputs]
    if node.symbol == "sum":
        return f"({' + '.join(['zero', *inputs])})"
    if node.symbol == "in":
        return f"({' | '.join(f'({inputs[0]} == {other})' for other in inputs[1:])})"
    return PYTHON[node.symbol].format(*inputs)
