"""The walk through a page, and what is the same everywhere in it: text, line ends, links, what is hidden."""

from typing import NamedTuple

from index.readers.html_lines import Line, Part, line_of
from index.readers.html_nodes import BOLD, MANNERS, RAISED, STRUCK, UNSTYLED, Attributes
from index.readers.html_tags import Act, Tag
from index.readers.html_tokens import Tokens, tokens_inside

PICTURE = "［图片］"
STRUCK_MARKS = ("〔删去：", "〕")  # a number that is struck out must not run into the one that replaces it
TYPED = {"", "text", "number", "search", "tel"}
SPACER = 6  # pixels; a smaller picture is there for its width
THROUGH, END, BLOCK, MANNER, EMBEDS = Act.THROUGH, Act.END, Act.BLOCK, Act.MANNER, Act.EMBEDS
AROUND = (BLOCK, MANNER)
INTO = (*AROUND, THROUGH)


class Manner(NamedTuple):
    """How text is printed where the walk is."""

    link: str = ""
    bold: bool = False
    kept_blanks: bool = False


class InlineReader:
    """Reads text into lines; a subclass says what to do with a line and with elements that are more than text."""

    def __init__(self) -> None:
        self._parts: list[Part] = []  # of the line the walk is in
        self._manner = Manner()
        self._outer: list[tuple[Manner, bool, bool]] = []
        self.pictures = 0

    def line(self, line: Line) -> None:
        """Take a finished line that is not blank."""
        raise NotImplementedError

    def element(self, tokens: Tokens, at: int) -> bool:
        """Take a block element; whether to read what is in it."""
        return True

    def ended(self, tag: str) -> None:
        """Take the end of a block element."""

    def embedded(self, tag: Tag) -> Act:
        """Take an element that may embed another file; what the walk does at it."""
        return tag.plain

    def broken(self, tag: Tag) -> None:
        """Take a break."""
        self.end_line()

    def read(self, tokens: Tokens, at: int = 0, last: int | None = None) -> None:
        """Read from the text `at` to the text `last`, both included."""
        last = len(tokens.tags) if last is None else last
        texts, tags, mates = tokens.texts, tokens.tags, tokens.mates
        while True:
            if text := texts[at]:
                self.text(text)
            if at >= last:
                return
            tag = tags[at]
            act = tag.act
            if act is THROUGH:
                at += 1
            elif act is END:
                opened = tags[mates[at]]
                if opened.plain in AROUND:
                    self._leave(opened)
                at += 1
            elif self._enter(tokens, at, self.embedded(tag) if act is EMBEDS else act):
                at += 1
            else:
                at = mates[at] + 1

    def _enter(self, tokens: Tokens, at: int, act: Act) -> bool:
        """Take the start of an element; whether to go into it."""
        tag = tokens.tags[at]
        if act is BLOCK:
            if self._parts:
                self.end_line()
            if not self.element(tokens, at):
                return False
            self._begin(tag, block=True)
            if (inside := tag.inside) is not None:
                self.read(tokens_inside(inside))
            if tokens.mates[at] == at:
                self._leave(tag)
        elif act is MANNER:
            self._begin(tag, block=False)
            if tokens.mates[at] == at:
                self._leave(tag)
        elif act is Act.BREAK:
            self.broken(tag)
        elif act is Act.PICTURE:
            self._picture(tag.attributes)
        elif act is Act.TYPED:
            self._typed(tag.attributes)
        return act in INTO

    def _leave(self, tag: Tag) -> None:
        """Take the end of an element that was gone into."""
        self._manner, block, struck = self._outer.pop()
        if struck:
            self._add(STRUCK_MARKS[1])
        if block:
            self.end_line()
            self.ended(tag.name)

    def end_line(self) -> None:
        """End the line the walk is in."""
        if parts := self._parts:
            self._parts = []
            if line := line_of(parts):
                self.line(line)

    def _begin(self, begun: Tag, block: bool) -> None:
        tag, attributes, style = begun.name, begun.attributes, begun.style
        struck = tag in STRUCK or style.struck
        self._outer.append((self._manner, block, struck))
        if tag not in MANNERS and style is UNSTYLED:  # most blocks
            return
        if tag == "a":
            self._manner = self._manner._replace(link=(attributes.get("href") or "").strip())
        if tag in BOLD or style.bold:
            self._manner = self._manner._replace(bold=True)
        if tag == "pre" or tag == "listing":
            self._manner = self._manner._replace(kept_blanks=True)
        if struck:
            self._add(STRUCK_MARKS[0])
        if tag in RAISED:
            self._add(RAISED[tag])

    def text(self, text: str) -> None:
        """Take a text as the source has it."""
        link, bold, kept_blanks = self._manner
        if kept_blanks and "\n" in text:
            for number, part in enumerate(text.split("\n")):
                if number:
                    self.end_line()
                self._parts.append((part, link, bold))
        else:
            self._parts.append((text, link, bold))

    def _add(self, text: str) -> None:
        """Add to the line what its source has no text for."""
        self._parts.append((text, "", False))

    def _picture(self, attributes: Attributes) -> None:
        if all(_pixels(attributes.get(name) or "") > SPACER for name in ("width", "height")):
            self.pictures += 1

    def _typed(self, attributes: Attributes) -> None:
        if (attributes.get("type") or "").lower() in TYPED:
            self._add(attributes.get("value") or "")


def _pixels(text: str) -> int:
    digits = text.strip().removesuffix("px")[:6]
    return int(digits) if digits.isascii() and digits.isdecimal() else 1000
