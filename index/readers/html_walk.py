"""The walk through a parsed page, and what is the same everywhere in it: text, line ends, links, what is hidden.

The walk keeps a stack of its own, so that no depth of a page is a depth of Python.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from index.readers.html_lines import Line, LineBuilder
from index.readers.html_nodes import (
    BLOCKS,
    PICTURES,
    RAISED,
    STRUCK,
    UNREAD,
    UNSTYLED,
    Attributes,
    Style,
    part_of,
    style_of,
)  # fmt: skip

TEXT = "-text"
PASS, INSIDE, AROUND = 0, 1, 2
BOLD = {"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
PICTURE = "［图片］"
STRUCK_MARKS = ("〔删去：", "〕")  # a number that is struck out must not run into the one that replaces it
TYPED = {"", "text", "number", "search", "tel"}
MANNERS = {"a", "pre", "listing"} | BOLD | STRUCK | set(RAISED)
SPACER = 6  # pixels; a smaller picture is there for its width


def walk(root: LexborNode, enter: Callable[[LexborNode], int], leave: Callable[[LexborNode], None]) -> None:
    """Call `enter` on each node below an element in reading order.

    PASS goes past what is in the node, INSIDE goes into it, AROUND goes into it and calls `leave` at its end.
    """
    first = root.first_child
    stack: list[tuple[LexborNode, bool]] = [] if first is None else [(first, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            leave(node)
            continue
        following = node.next
        if following is not None:
            stack.append((following, False))
        way = enter(node)
        if way:
            if way == AROUND:
                stack.append((node, True))
            child = node.first_child
            if child is not None:
                stack.append((child, False))


@dataclass(frozen=True, slots=True)
class Manner:
    """How text is printed where the walk is."""

    link: str = ""
    bold: bool = False
    kept_blanks: bool = False


class InlineReader:
    """Reads text into lines; a subclass says what to do with a line and with elements that are more than text."""

    def __init__(self) -> None:
        self._line = LineBuilder()
        self._manner = Manner()
        self._outer: list[tuple[Manner, bool, bool]] = []
        self.pictures = 0

    def line(self, line: Line) -> None:
        """Take a finished line that is not blank."""
        raise NotImplementedError

    def element(self, node: LexborNode, tag: str, attributes: Attributes) -> bool:
        """Take a block element; whether to read what is in it."""
        return True

    def ended(self, tag: str) -> None:
        """Take the end of a block element."""

    def enter(self, node: LexborNode) -> int:
        """Take a node; how to go on: PASS, INSIDE or AROUND."""
        tag = node.tag or ""
        if tag == TEXT:
            self.text(node.text_content or "")
            return PASS
        if tag == "br" or tag == "hr":
            self.end_line()
            return PASS
        if not tag or tag in UNREAD or tag[0] in "-!":  # a processing instruction has no tag
            return PASS
        attributes = node.attributes
        style = UNSTYLED
        if attributes:
            style = style_of(attributes.get("style") or "")
            if style.hidden or "hidden" in attributes:
                return PASS
        if tag in PICTURES:
            self._picture(attributes)
            return PASS
        if tag == "input":
            self._typed(attributes)
            return PASS
        block = tag in BLOCKS or style.block or (bool(attributes) and part_of(tag, attributes) is not None)
        if block:
            self.end_line()
            if not self.element(node, tag, attributes):
                return PASS
        elif tag not in MANNERS and not style.bold and not style.struck:
            return INSIDE
        self._begin(tag, attributes, style, block)
        return AROUND

    def leave(self, node: LexborNode) -> None:
        """Take the end of an element that was gone into."""
        self._manner, block, struck = self._outer.pop()
        if struck:
            self._line.add(STRUCK_MARKS[1])
        if block:
            self.end_line()
            self.ended(node.tag or "")

    def end_line(self) -> None:
        """End the line the walk is in."""
        if line := self._line.end():
            self.line(line)

    def _begin(self, tag: str, attributes: Attributes, style: Style, block: bool) -> None:
        struck = tag in STRUCK or style.struck
        self._outer.append((self._manner, block, struck))
        if tag == "a":
            self._manner = replace(self._manner, link=(attributes.get("href") or "").strip())
        if tag in BOLD or style.bold:
            self._manner = replace(self._manner, bold=True)
        if tag == "pre" or tag == "listing":
            self._manner = replace(self._manner, kept_blanks=True)
        if struck:
            self._line.add(STRUCK_MARKS[0])
        if tag in RAISED:
            self._line.add(RAISED[tag])

    def text(self, text: str) -> None:
        """Take a text as the source has it."""
        if self._manner.kept_blanks and "\n" in text:
            for number, part in enumerate(text.split("\n")):
                if number:
                    self.end_line()
                self._line.add(part, self._manner.link, self._manner.bold)
        else:
            self._line.add(text, self._manner.link, self._manner.bold)

    def _picture(self, attributes: Attributes) -> None:
        if all(_pixels(attributes.get(name) or "") > SPACER for name in ("width", "height")):
            self.pictures += 1

    def _typed(self, attributes: Attributes) -> None:
        if (attributes.get("type") or "").lower() in TYPED:
            self._line.add(attributes.get("value") or "")


def _pixels(text: str) -> int:
    digits = text.strip().removesuffix("px")[:6]
    return int(digits) if digits.isascii() and digits.isdecimal() else 1000
