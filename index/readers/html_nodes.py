"""What an element of a page is: hidden, a block, a table made of something else, furniture around the text."""

import re
from enum import Enum

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
FURNITURE_TAGS = {"nav", "header", "footer", "aside"}
FURNITURE_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "toolbar"}
FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation|s)?|menu|footer|foot|header|head|top(?:bar|nav)?|bottom|bread-?crumbs?|crumbs?|share"
    r"|bdsharebuttonbox|sidebar|side|related|xgxx|xgwz|xglj|xgyd|toolbar|copyright|dqwz|wz|location|position|weizhi"
    r"|pagination|pager|pages?|search|print|qrcode|ewm|friend-?link|yqlj|comment|hot|recommend|ad|ads|login)(?:$|[\s_-]|\d)",
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


def attribute(node: LexborNode, name: str) -> str:
    """An attribute's text, "" where it is missing or empty."""
    return node.attrs.sget(name, "") or ""


def is_hidden(node: LexborNode, style: str) -> bool:
    """Whether a browser does not show the element."""
    return "hidden" in node.attrs or (bool(style) and HIDDEN_STYLE.search(style) is not None)


def part_of(node: LexborNode, tag: str, style: str) -> Part | None:
    """Which part of a table an element is, by its tag, its role or the display of its style; None for none."""
    found = PARTS_BY_TAG.get(tag)
    if found is not None:
        return found
    if tag in ("div", "span", "ul", "li", "dl", "dt", "dd", "section", "p"):
        if style and (shown := DISPLAY.search(style)):
            return PARTS_BY_DISPLAY.get(shown.group(1).lower())
        if role := attribute(node, "role"):
            return PARTS_BY_ROLE.get(role.lower().strip())
    return None


def is_furniture(node: LexborNode, tag: str) -> bool:
    """Whether an element looks like a menu, a footer or the like; what holds a statutory table is none."""
    if tag in FURNITURE_TAGS or attribute(node, "role").lower() in FURNITURE_ROLES:
        return True
    if tag in ("body", "html", "table", "tr", "td", "tbody", "th"):
        return False
    names = f"{attribute(node, 'class')} {attribute(node, 'id')}"
    return len(names) > 1 and FURNITURE.search(names) is not None
