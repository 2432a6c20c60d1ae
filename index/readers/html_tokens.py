"""A parsed page → one flat list of its texts and tags in reading order, each tag with the place of its other end.

The parser writes its tree out again, always in one way: each element ended, names in lower case, brackets and quotes
escaped. One pattern cuts that up many times faster than Python goes from node to node. Where the cut would not be
sure, as with an attribute named a<b, the same list is made of the nodes.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from selectolax.lexbor import LexborNode

from index.readers.html_tags import SKIPPED, WHOLE, Act, Tag, Unclear, start_of, tags_of, unescaped

TEXT = "-text"
END = Act.END
Result = TypeVar("Result")
PLAIN = r"p|span|strong|b|font|o:p|div|br|em|i|u|center"
# A cell of nothing but text in plain elements is one piece: most tables hold nothing else. No name of a plain element
# begins with t, so that its end is told by one letter.
CELL = rf"t[dh](?: [^<>]*+)?+>[^<]*+(?:<(?!/?t)/?(?:{PLAIN})\b[^<]*+)*+</t[dh]"
WHOLES = "|".join(rf"{name}(?: [^<>]*)?>[^<]*(?:<(?!(?i:/?{name}))[^<]*)*</{name}" for name in WHOLE)
PIECE = re.compile(rf"(<(?:{CELL}|!--.*?--|\?[^>]*|{WHOLES}|[^<>]*+)>)", re.S)
TAG = re.compile(r"(<[^<>]*>)")
FULL_FRAME = re.compile(r"<iframe[^<>]*>(?!</iframe>)")
FOREIGN_RAW = re.compile(r"<(?:svg|math)[ >](?:(?!</(?:svg|math)>).)*<(?:script|style|iframe)", re.S)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Texts and tags: text n stands before tag n, one more text than tags; "" where there is none.

    `mates` is of each tag the place of the other end of its element, its own where it has none; `written` is each tag
    as the parser writes it, a whole cell with all that is in it.
    """

    texts: Sequence[str]
    tags: Sequence[Tag]
    mates: Sequence[int]
    written: Sequence[str]


def read_tokens(nodes: Sequence[LexborNode], read: Callable[[Tokens], Result]) -> Result:
    """What `read` makes of what these nodes are and hold."""
    try:
        return read(tokens_in("".join([node.html or "" for node in nodes])))
    except Unclear:
        return read(nodes_as_tokens(nodes))


def children_of(node: LexborNode) -> Iterable[LexborNode]:
    """The nodes right below one."""
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def tokens_in(written: str) -> Tokens:
    """What stands in HTML as the parser writes it.

    Raises:
        Unclear: it may be cut in more than one way.
    """
    if "<iframe" in written and FULL_FRAME.search(written):
        raise Unclear
    if ("<svg" in written or "<math" in written) and FOREIGN_RAW.search(written):
        raise Unclear
    pieces = PIECE.split(written)
    texts = pieces[::2]
    joined = "".join(texts)
    if "<" in joined or ">" in joined:
        raise Unclear
    if "&" in joined:
        texts = [unescaped(text) if "&" in text else text for text in texts]
    return _matched(texts, pieces[1::2])


def tokens_inside(cell: str) -> Tokens:
    """What stands inside a whole cell.

    Raises:
        Unclear: it may be cut in more than one way.
    """
    pieces = TAG.split(cell)
    return _matched([unescaped(text) for text in pieces[::2]] if "&" in cell else pieces[::2], pieces[1::2])


def _matched(texts: list[str], written: list[str]) -> Tokens:
    tags = tags_of(written)
    mates = [*range(len(tags))]
    opened: list[int] = []
    for at, tag in enumerate(tags):
        if tag.opens:
            opened.append(at)
        elif tag.act is END:
            if not opened or tags[opened[-1]].name != tag.name:
                raise Unclear
            mates[at] = mate = opened.pop()
            mates[mate] = at
    if opened:
        raise Unclear
    return Tokens(texts, tags, mates, written)


def nodes_as_tokens(nodes: Sequence[LexborNode]) -> Tokens:
    """What these nodes are and hold, node by node. The stack is our own: no depth of a page is a depth of Python."""
    texts, tags, mates = [""], list[Tag](), list[int]()
    waiting: list[LexborNode | int] = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        if isinstance(node, int):
            mates[node] = len(tags)
            tag, mate = Tag(tags[node].name, END, END), node
        elif node.tag == TEXT:
            texts[-1] += node.text_content or ""
            continue
        else:
            name, mate = node.tag or "", len(tags)
            tag = SKIPPED
            if name and name[0] not in "-!":
                tag = start_of(name, node.attributes, opens=True)
                waiting += [mate, *reversed(list(children_of(node)))]
        tags.append(tag)
        mates.append(mate)
        texts.append("")
    return Tokens(texts, tags, mates, [""] * len(tags))
