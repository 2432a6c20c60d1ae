"""The walk through a parsed page, and what is the same everywhere in it: text, line ends, links, what is hidden.

The walk keeps a stack of its own, so that no depth of a page is a depth of Python.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from index.readers.html_lines import Line, LineBuilder
from index.readers.html_nodes import (
    BLOCK_STYLE,
    BLOCKS,
    BOLD_STYLE,
    PICTURES,
    RAISED,
    STRUCK,
    STRUCK_STYLE,
    UNREAD,
    Attributes,
    is_hidden,
    part_of,
)  # fmt: skip

TEXT = "-text"
BOLD = {"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
PICTURE = "［图片］"
STRUCK_MARKS = ("〔删去：", "〕")  # a number that is struck out must not run into the one that replaces it
TYPED = {"", "text", "number", "search", "tel"}
SPACER = 6  # pixels; a smaller picture is there for its width


def walk(root: LexborNode, enter: Callable[[LexborNode], bool], leave: Callable[[LexborNode], None]) -> None:
    """Call `enter` on each node below an element in reading order, and `leave` at the end of those it says yes to."""
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
        if enter(node):
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

    def enter(self, node: LexborNode) -> bool:
        """Take a node; whether to go on to what is in it."""
        tag = node.tag or ""
        if tag == TEXT:
            self.text(node.text_content or "")
            return False
        if tag == "br" or tag == "hr":
            self.end_line()
            return False
        if not tag or tag in UNREAD or tag[0] in "-!":  # a processing instruction has no tag
            return False
        attributes = node.attributes
        if attributes and is_hidden(attributes):
            return False
        if tag in PICTURES:
            self._picture(attributes)
            return False
        if tag == "input":
            self._typed(attributes)
            return False
        block = tag in BLOCKS or (bool(attributes) and is_block(tag, attributes))
        if block:
            self.end_line()
            if not self.element(node, tag, attributes):
                return False
        self._begin(tag, attributes, block)
        return True

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

    def _begin(self, tag: str, attributes: Attributes, block: bool) -> None:
        style = (attributes.get("style") or "") if attributes else ""
        struck = tag in STRUCK or (bool(style) and STRUCK_STYLE.search(style) is not None)
        self._outer.append((self._manner, block, struck))
        if tag == "a":
            self._manner = replace(self._manner, link=(attributes.get("href") or "").strip())
        if tag in BOLD or (style and BOLD_STYLE.search(style)):
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


def is_block(tag: str, attributes: Attributes) -> bool:
    """Whether an element that is no block by its tag is one by its style or role."""
    return BLOCK_STYLE.search(attributes.get("style") or "") is not None or part_of(tag, attributes) is not None


def _pixels(text: str) -> int:
    digits = text.strip().removesuffix("px")[:6]
    return int(digits) if digits.isascii() and digits.isdecimal() else 1000
