"""What an element of a page is: hidden, a block, a table made of something else, furniture around the text."""

import re
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborNode

UNREAD = {
    "script", "style", "template", "noscript", "head", "title", "meta", "link", "select", "datalist", "button",
    "textarea", "audio", "video", "map", "rt", "rp", "rtc", "noframes", "noembed", "applet", "xml", "dialog",
}  # fmt: skip
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "ucapcontent", "ucaptitle",
}  # fmt: skip
PICTURES = {"img", "canvas", "svg", "math", "object", "embed"}
STRUCK = {"del", "s", "strike"}
RAISED = {"sup": "^", "sub": "_"}
BOLD = {"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
MANNERS = {"a", "pre", "listing"} | BOLD | STRUCK | set(RAISED)
FURNITURE_TAGS = {"nav", "header", "footer", "aside"}
NO_FURNITURE = {"body", "html", "table", "tr", "td", "tbody", "th"}
STYLED_AS_TABLE = {"div", "span", "ul", "li", "dl", "dt", "dd", "section", "p"}
FURNITURE_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "toolbar"}
FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation|s)?|menu|footer|foot|header|bread-?crumbs?|crumbs?|share|bdsharebuttonbox|sidebar"
    r"|related|xgxx|xgwz|xglj|xgyd|toolbar|copyright|dqwz|location|weizhi|pagination|pager|search|qrcode|ewm"
    r"|friend-?link|yqlj|comment|recommend|login)(?:$|[\s_-]|\d)",
    re.I,
)
HIDDEN_STYLE = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.I)
DISPLAY = re.compile(r"(?:^|[;\s])display\s*:\s*([a-z-]+)", re.I)
BLOCK_STYLE = re.compile(r"(?:^|[;\s])display\s*:\s*(?:block|flex|grid|list-item|flow-root)", re.I)
STRUCK_STYLE = re.compile(r"line-through", re.I)
BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)


class Part(Enum):
    """What an element is for a table."""

    TABLE = "table"
    GROUP = "group"
    ROW = "row"
    CELL = "cell"
    CAPTION = "caption"


PARTS_BY_TAG = {
    "table": Part.TABLE, "tbody": Part.GROUP, "thead": Part.GROUP, "tfoot": Part.GROUP, "tr": Part.ROW, "td": Part.CELL,
    "th": Part.CELL, "caption": Part.CAPTION,
}  # fmt: skip
PARTS_BY_DISPLAY = {
    "table": Part.TABLE, "inline-table": Part.TABLE, "table-row-group": Part.GROUP, "table-header-group": Part.GROUP,
    "table-footer-group": Part.GROUP, "table-row": Part.ROW, "table-cell": Part.CELL, "table-caption": Part.CAPTION,
}  # fmt: skip
PARTS_BY_ROLE = {
    "table": Part.TABLE, "grid": Part.TABLE, "rowgroup": Part.GROUP, "row": Part.ROW, "cell": Part.CELL,
    "gridcell": Part.CELL, "columnheader": Part.CELL, "rowheader": Part.CELL, "caption": Part.CAPTION,
}  # fmt: skip


Attributes = Mapping[str, str | None]  # of one element, names in lower case; None for one without a value


def attribute(node: LexborNode, name: str) -> str:
    """An attribute's text, "" where it is missing or empty."""
    return node.attributes.get(name) or ""


class Style(NamedTuple):
    """What a style attribute says of an element, as far as it changes what is read."""

    hidden: bool
    block: bool
    bold: bool
    struck: bool
    part: Part | None


@lru_cache(maxsize=4096)
def style_of(text: str) -> Style:
    """What a style says; pages repeat the same few styles in every cell."""
    shown = DISPLAY.search(text)
    part = PARTS_BY_DISPLAY.get(shown.group(1).lower()) if shown else None
    return Style(
        hidden=HIDDEN_STYLE.search(text) is not None,
        block=BLOCK_STYLE.search(text) is not None,
        bold=BOLD_STYLE.search(text) is not None,
        struck=STRUCK_STYLE.search(text) is not None,
        part=part,
    )


UNSTYLED = style_of("")


def part_of(tag: str, attributes: Attributes) -> Part | None:
    """Which part of a table an element is, by its tag, its role or the display of its style; None for none."""
    found = PARTS_BY_TAG.get(tag)
    if found is not None or not attributes or tag not in STYLED_AS_TABLE:
        return found
    if found := style_of(attributes.get("style") or "").part:
        return found
    role = attributes.get("role")
    return PARTS_BY_ROLE.get(role.lower().strip()) if role else None


def is_furniture(tag: str, attributes: Attributes, names: str) -> bool:
    """Whether an element with these names looks like a menu, a footer or the like; that around a table is none."""
    if tag in FURNITURE_TAGS:
        return True
    if not attributes:
        return False
    if (attributes.get("role") or "").lower() in FURNITURE_ROLES:
        return True
    return tag not in NO_FURNITURE and FURNITURE.search(names) is not None


def names_of(attributes: Attributes) -> str:
    """The class and id of an element."""
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".strip() if attributes else ""
