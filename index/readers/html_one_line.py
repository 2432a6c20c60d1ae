"""The one line that most cells of a table hold, read without the walk through the page: text in at most plain manners.

What it makes of such a cell is what `html_walk` would; whatever is more than that is left to it.
"""

from selectolax.lexbor import LexborNode

from index.readers.html_lines import OUTER, Line, Part, line_of
from index.readers.html_nodes import style_of
from index.readers.html_walk import BOLD, TEXT

INLINE = {"span", "font", "b", "strong", "em", "i", "u", "o:p"}
BLOCK = {"p", "div", "center"}
DEEPEST = 8


def one_line(cell: LexborNode) -> Line | None:
    """The line of a cell, () where it is blank; None where it may hold more than one plain line."""
    node, bold = cell, False
    for _ in range(DEEPEST):
        only = node.first_child
        if only is None:
            return ()
        if only.next is not None:
            block = _only_block(only)
        elif only.tag == TEXT:
            return line_of([(only.text_content or "", "", bold)])
        else:
            block = only if only.tag in BLOCK else None
        if block is None:
            parts: list[Part] = []
            return line_of(parts) if _add(only, bold, parts, DEEPEST) else None
        manner = _boldness(block, bold, inline=False)
        if manner is None:
            return None
        node, bold = block, manner
    return None


def _only_block(child: LexborNode | None) -> LexborNode | None:
    """The block that is all there is from a node on but for blanks; None where there is anything else."""
    found = None
    while child is not None:
        tag = child.tag
        if tag in BLOCK and found is None:
            found = child
        elif tag != TEXT or (child.text_content or "").strip(OUTER):
            return None
        child = child.next
    return found


def _add(child: LexborNode | None, bold: bool, parts: list[Part], deepest: int) -> bool:
    """Add the text from a node on to a line; whether that is all there is."""
    while child is not None:
        tag = child.tag
        if tag == TEXT:
            parts.append((child.text_content or "", "", bold))
        elif tag in INLINE and deepest:
            manner = _boldness(child, bold or tag in BOLD, inline=True)
            if manner is None or not _add(child.first_child, manner, parts, deepest - 1):
                return False
        else:
            return False
        child = child.next
    return True


def _boldness(node: LexborNode, bold: bool, inline: bool) -> bool | None:
    """Whether text in an element is bold; None where the element does more to it than that."""
    attributes = node.attributes
    if not attributes:
        return bold
    style = style_of(attributes.get("style") or "")
    if style.hidden or style.struck or "hidden" in attributes:
        return None
    if inline and (style.block or style.part is not None or "role" in attributes):
        return None
    return bold or style.bold
