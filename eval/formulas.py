"""Whether a computed figure follows from its inputs: the expression is worked out again."""

import ast
import re
from collections.abc import Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation
from itertools import permutations

_SIGNS = str.maketrans("＋－−–×·÷／（）", "+---**//()")
_WORDS = re.compile(r"\d{4}\s*年度?|[A-Za-z_][\w.|]*|[一-鿿“”〇]+|\[\d+\]")
_OPERATIONS = {
    ast.Add: Decimal.__add__,
    ast.Sub: Decimal.__sub__,
    ast.Mult: Decimal.__mul__,
    ast.Div: Decimal.__truediv__,
}


def follows(number: Decimal, unit: str, expression: str, inputs: Sequence[Decimal]) -> bool:
    """Whether `number` is what the expression gives, and the expression uses no number but the inputs (and 100).

    Words beside the numbers are passed over. Where the expression is no arithmetic ("max(…)"), the number must be
    an input, or the sum, mean, difference or ratio of inputs.
    """
    left = re.split(r"[=＝≈≠]", expression, maxsplit=1)[0]
    result = _work_out(left)
    if result is None:
        return any(_close(number, candidate, unit) for candidate in _candidates(inputs))
    used = [Decimal(digits) for digits in re.findall(r"\d+(?:\.\d+)?", _bare(left))]
    known = {abs(value) for value in inputs}
    return all(value in known or value in _constants(len(inputs)) for value in used) and _close(number, result, unit)


def _constants(count: int) -> tuple[Decimal, ...]:
    return Decimal(100), Decimal(count)  # per cent, and the divisor of a mean


def _bare(expression: str) -> str:
    plain = _WORDS.sub(" ", expression.replace(",", "") if not re.search(r",\s", expression) else expression)
    return plain.translate(_SIGNS).replace("%", "").replace("%", "").strip(" :：;；。")


def _work_out(expression: str) -> Decimal | None:
    try:
        tree = ast.parse(_bare(expression), mode="eval")
        return _value(tree.body)
    except (SyntaxError, ValueError, InvalidOperation, DivisionByZero):
        return None


def _value(node: ast.expr) -> Decimal:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return Decimal(str(node.value))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        operand = _value(node.operand)
        return -operand if isinstance(node.op, ast.USub) else operand
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return _OPERATIONS[type(node.op)](_value(node.left), _value(node.right))
    raise ValueError("not arithmetic")


def _candidates(inputs: Sequence[Decimal]) -> list[Decimal]:
    if not inputs:
        return []
    total = sum(inputs, Decimal(0))
    pairs = list(permutations(inputs, 2))[:400]
    return [
        *inputs,
        total,
        total / len(inputs),
        *(a - b for a, b in pairs),
        *(a / b for a, b in pairs if b),
    ]


def _close(number: Decimal, wanted: Decimal, unit: str) -> bool:
    """Equal, up to the rounding that `number` shows; a per cent may be written as its ratio times 100."""
    exponent = number.normalize().as_tuple().exponent
    places = Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)
    slack = places / 2 if places < 1 else Decimal(0)
    readings = (wanted, wanted * 100) if unit == "%" else (wanted,)
    return any(abs(number - reading) <= slack for reading in readings)
