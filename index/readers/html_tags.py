"""A tag as the parser writes it → what it means for the walk, understood once however often pages repeat it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from index.quick import changed, quick
from index.readers.html_nodes import (
    BLOCKS,
    MANNERS,
    PICTURES,
    UNREAD,
    UNSTYLED,
    Attributes,
    Part,
    Style,
    is_furniture,
    names_of,
    part_of,
    style_of,
)  # fmt: skip

WRITTEN = re.compile(r"""<([^\s<>"'/=]+)((?: [^\s<>"'/=]+="[^<>"]*")*)>""")
ATTRIBUTE = re.compile(r"""([^\s<>"'/=]+)="([^<>"]*)\"""")
ENDLESS = {
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link",
    "meta", "param", "source", "track", "wbr",
}  # fmt: skip
WHOLE = ("script", "style")  # cut out with what is in them
RAW = {"xmp", "plaintext", "noembed", "noframes", "template", *WHOLE}  # what is in them is written without escapes
EMBEDDING = {"iframe", "frame", "object", "embed"}
CELL_ENDS = ("</td>", "</th>")
LONGEST = 500  # characters of a tag that is remembered
NOTHING: Attributes = {}


class Act(IntEnum):
    """What the walk does at a tag."""

    THROUGH = 0
    END = 1
    BLOCK = 2
    MANNER = 3
    BREAK = 4
    SKIP = 5
    PICTURE = 6
    TYPED = 7
    EMBEDS = 8


@quick
@dataclass(frozen=True, slots=True)
class Tag:
    """The start or end of an element, or something that is no element. `plain` is its act where it embeds nothing.

    `inside` is of a whole cell what is in it, as the parser writes it; None for every other tag.
    """

    name: str
    act: Act
    plain: Act
    opens: bool = False  # an end follows
    attributes: Attributes = field(default_factory=lambda: NOTHING)
    style: Style = UNSTYLED
    part: Part | None = None
    hidden: bool = False  # a browser does not show it
    names: str = ""  # its class and id
    furniture: bool = False  # it looks like a menu, a footer or the like
    inside: str | None = None
    short: bool = False  # a whole cell that is remembered


class Unclear(ValueError):
    """A page as written back may be cut in more than one way."""


SKIPPED = Tag("", Act.SKIP, Act.SKIP)


def _understood(written: str) -> Tag:
    if written[1] == "t" and written.endswith(CELL_ENDS):
        end = written.index(">") + 1
        tag = _known[written[:end]]
        held, short = written[end:-5], len(written) < LONGEST
        return changed(tag, opens=False, inside=held, short=short)
    if written[1] == "/":
        return Tag(written[2:-1], Act.END, Act.END)
    if written[1] in "!?":
        return SKIPPED
    found = WRITTEN.match(written)
    if not found:
        raise Unclear
    name, more = found.groups()
    if name in RAW and not (name in WHOLE and written.endswith(f"</{name}>")):
        raise Unclear
    if name in WHOLE:
        return SKIPPED
    if found.end() < len(written):
        raise Unclear
    attributes = {key: unescaped(value) for key, value in ATTRIBUTE.findall(more)} if more else NOTHING
    return start_of(name, attributes, opens=name not in ENDLESS)


class _Known(dict[str, Tag]):
    """What tags mean, as the parser writes them: pages repeat the same few. Those of LONGEST and more are not kept."""

    MOST = 16384

    def __missing__(self, written: str) -> Tag:
        tag = _understood(written)
        if len(written) < LONGEST:
            if len(self) >= self.MOST:
                self.clear()
            self[written] = tag
        return tag


_known = _Known()


def tags_of(written: Sequence[str]) -> list[Tag]:
    """What tags mean, given as the parser writes them.

    Raises:
        Unclear: the attributes of one, or what it holds, cannot be told apart for sure.
    """
    return list(map(_known.__getitem__, written))


def start_of(name: str, attributes: Attributes, *, opens: bool) -> Tag:
    """The tag that begins an element; `opens` tells whether an end follows."""
    style = style_of(attributes.get("style") or "") if attributes else UNSTYLED
    hidden = style.hidden or "hidden" in attributes
    part = part_of(name, attributes)
    plain = _act(name, hidden, style, part)
    names = names_of(attributes)
    furniture = is_furniture(name, attributes, names)
    act = Act.EMBEDS if name in EMBEDDING else plain
    return Tag(name, act, plain, opens, attributes, style, part, hidden, names, furniture)


def _act(name: str, hidden: bool, style: Style, part: Part | None) -> Act:
    if name == "br" or name == "hr":
        return Act.BREAK
    if name in UNREAD or hidden:
        return Act.SKIP
    if name in PICTURES:
        return Act.PICTURE
    if name == "input":
        return Act.TYPED
    if name in BLOCKS or style.block or part is not None:
        return Act.BLOCK
    if name in MANNERS or style.bold or style.struck:
        return Act.MANNER
    return Act.THROUGH


def unescaped(text: str) -> str:
    """A text or an attribute as it was before the parser wrote it."""
    if "&" not in text:
        return text
    text = text.replace("&nbsp;", "\u00a0").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return text.replace("&amp;", "&")
