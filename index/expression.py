"""The closed language of rules.yaml and of the rates in form.yaml: arithmetic and comparisons over named numbers.

    or  ←  and  ←  not  ←  == != <= >= < > in {…}  ←  + -  ←  * /  ←  -x, 12, name, sum(…), whole(…), (…)

A name is a cell id ("t3.new|total") or a short name that the caller completes ("natural", "narrative"). Nothing else
can be written: no calls but `sum` and `whole`, no attributes, no text. No operation mixes numbers and truths.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from index.errors import BadForm
from index.expression_tree import COMPARISONS, FUNCTIONS, KEYWORDS, Node, Run, Value, compiled

__all__ = ["Expression", "Lookup", "Node", "Value", "parse"]

Lookup = Callable[[str], Decimal | None]

MOST_CHARACTERS = 2_000
DEEPEST = 40  # nested brackets; keeps a hostile file from using up the stack
TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*(?:[.|]\w+)*)|(?P<sign>==|!=|<=|>=|[<>+\-*/(){},]))",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Expression:
    """One parsed expression. `names` are in order of first mention; `parts` are those inside a sum(…)."""

    text: str
    root: Node
    names: tuple[str, ...]
    parts: frozenset[str]
    run: Run = field(repr=False, compare=False)  # with the values of `names`, none of them None

    @property
    def is_truth(self) -> bool:
        """Whether it is a rule (True or False) rather than a formula (a number)."""
        return self.root.is_truth

    def evaluate(self, lookup: Lookup, *, tolerance: Decimal = Decimal(0)) -> Value | None:
        """Return the value, or None where it cannot be said.

        None comes of any input that `lookup` has no number for, even where another input would already decide,
        and of a division by zero. `==`, `!=` and `in` take numbers that differ by no more than `tolerance` as equal.
        """
        values: list[Decimal] = []
        for name in self.names:
            value = lookup(name)
            if value is None:
                return None
            values.append(value)
        try:
            return self.run(values, tolerance)
        except ZeroDivisionError:
            return None


def parse(text: str) -> Expression:
    """Parse one expression.

    Raises:
        BadForm: it is not in the language; the message quotes it and says where.
    """
    if len(text) > MOST_CHARACTERS:
        raise BadForm(f"an expression of {len(text)} characters is over the limit of {MOST_CHARACTERS}")
    root = _Parser(text).parse()
    names = dict.fromkeys(_names(root))
    parts = frozenset(name for node in _nodes(root) if node.symbol == "sum" for name in _names(node))
    return Expression(text, root, tuple(names), parts, compiled(root, tuple(names)))


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for each in node.inputs:
        yield from _nodes(each)


def _names(node: Node) -> Iterator[str]:
    return (each.text for each in _nodes(node) if each.symbol == "name")


class _Parser:
    """Recursive descent over the tokens; each method returns the node of its level."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = self._split()
        self._at = 0
        self._depth = 0

    def parse(self) -> Node:
        node = self._either()
        if self._at < len(self._tokens):
            raise self._wrong(f"{self._peek()!r} is not expected")
        return node

    def _split(self) -> list[str]:
        tokens: list[str] = []
        at, end = 0, len(self._text.rstrip())
        while at < end:
            found = TOKEN.match(self._text, at)
            if found is None:
                raise BadForm(f"expression {self._text!r}: {self._text[at:].strip()[:10]!r} is not in the language")
            tokens.append(found[0].strip())
            at = found.end()
        return tokens

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self, *wanted: str) -> str:
        token = self._peek()
        if token not in wanted:
            return ""
        self._at += 1
        return token

    def _expect(self, wanted: str) -> None:
        if not self._take(wanted):
            raise self._wrong(f"{wanted!r} is missing")

    def _wrong(self, what: str) -> BadForm:
        place = " ".join(self._tokens[self._at :])[:30] or "its end"
        return BadForm(f"expression {self._text!r}, at {place!r}: {what}")

    def _node(self, symbol: str, *inputs: Node, truths: bool) -> Node:
        for each in inputs:
            if each.is_truth is not truths:
                raise self._wrong(f"{symbol!r} takes {'truths' if truths else 'numbers'} only")
        return Node(symbol, inputs)

    def _either(self) -> Node:
        node = self._both()
        while self._take("or"):
            node = self._node("or", node, self._both(), truths=True)
        return node

    def _both(self) -> Node:
        node = self._negation()
        while self._take("and"):
            node = self._node("and", node, self._negation(), truths=True)
        return node

    def _negation(self) -> Node:
        if not self._take("not"):
            return self._comparison()
        return self._node("not", self._deeper(self._negation), truths=True)

    def _comparison(self) -> Node:
        left = self._addition()
        if symbol := self._take(*COMPARISONS):
            right = self._addition()
            return self._node(symbol, left, right, truths=left.is_truth and symbol in ("==", "!="))
        if self._take("in"):
            self._expect("{")
            members = self._list("}")
            return self._node("in", left, *members, truths=False)
        return left

    def _addition(self) -> Node:
        node = self._product()
        while symbol := self._take("+", "-"):
            node = self._node(symbol, node, self._product(), truths=False)
        return node

    def _product(self) -> Node:
        node = self._single()
        while symbol := self._take("*", "/"):
            node = self._node(symbol, node, self._single(), truths=False)
        return node

    def _single(self) -> Node:
        if self._take("-"):
            return self._node("negate", self._deeper(self._single), truths=False)
        if self._take("("):
            node = self._deeper(self._either)
            self._expect(")")
            return node
        token = self._peek()
        if not token or token in KEYWORDS or not (token[0].isalnum() or token[0] == "_"):
            raise self._wrong("a number or a name is missing")
        self._at += 1
        if token in FUNCTIONS:
            return self._call(token)
        return Node("number" if token[0].isdigit() else "name", text=token)

    def _call(self, function: str) -> Node:
        self._expect("(")
        inputs = self._deeper(lambda: Node("sum", self._list(")"))).inputs
        if function == "whole" and len(inputs) != 1:
            raise self._wrong("'whole' takes one number")
        return self._node(function, *inputs, truths=False)

    def _list(self, end: str) -> tuple[Node, ...]:
        items = [self._addition()]
        while self._take(","):
            items.append(self._addition())
        self._expect(end)
        return tuple(items)

    def _deeper(self, level: Callable[[], Node]) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._wrong(f"more than {DEEPEST} brackets inside each other")
        node = level()
        self._depth -= 1
        return node
