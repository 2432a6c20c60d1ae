"""Rows that stand outside any table, put back into one: a browser, and the parser too, runs their cells together.

"<td>1</td><td>2</td>" outside a table shows as "12", which is no number that anybody printed.
"""

import re

TAGS = re.compile(
    r"<(?:(?P<end>/?)(?P<name>table|tr)\b[^<>]*>?|!--(?:.*?-->|.*)"
    r"|s(?:cript\b(?:.*?</script|.*)|tyle\b(?:.*?</style|.*)))",
    re.I | re.S,
)
STRAY = re.compile(
    r"(?P<end></t[dh]\s*>)\s*(?P<number>(?:(?!&#)[^<\s\d]){0,6}\d[^<]{0,20}?)\s*(?=</?(?:td|th|tr|table|tbody|tfoot)\b)",
    re.I,
)
ROW_FOLLOWS = re.compile(r"(?:\s|&nbsp;|</?t(?:body|head|foot)\b[^<>]*>|<!--[^<>]*-->)*<tr\b", re.I)
AFTER_NAME = frozenset([b"", b" ", b"\t", b"\r", b"\n", b"\f", b"/", b">", b"<"])  # ends the name of a tag for sure
TABLE_FOLLOWS = re.compile(r"(?:\s|</?t(?:body|head|foot)\b[^<>]*>)*(?:<tr\b|</table\b)", re.I)


SET_APART = ((b"<!--", b"-->"), (b"<script", b"</script"), (b"<style", b"</style"))
MAYBE_STRAY = re.compile(rb"</t[dh](?![a-z])[^<>]*+>\s*+[^<]")  # in lower case


def mended(text: str, lower: bytes) -> str:
    """The text of a page with its rows in tables and what stands between two cells in one; `lower` is its UTF-8."""
    if MAYBE_STRAY.search(lower):
        strays = with_strays_in_cells(text)
        if strays != text:
            return with_rows_in_tables(strays)
    return text if _surely_in_tables(lower) else with_rows_in_tables(text)


def with_rows_in_tables(text: str) -> str:
    """The text of a page with every row inside a table.

    A table that ends while its rows go on ends after them; rows without any table get one of their own.
    """
    edits: list[tuple[int, int, str]] = []  # from, to, what stands there instead
    depth = 0
    own = False  # inside a table put in here
    for found in TAGS.finditer(text):
        name, end = (found["name"] or "").lower(), found["end"]
        if name == "table" and not end:
            depth += 1
        elif name == "table":
            if depth == 1 and ROW_FOLLOWS.match(text, found.end()):
                edits.append((found.start(), found.end(), ""))
            else:
                depth = max(depth - 1, 0)
                own = own and depth > 0
        elif name == "tr" and not end and depth == 0:
            edits.append((found.start(), found.start(), "<table>"))
            depth, own = 1, True
        elif name == "tr" and end and own and depth == 1 and not TABLE_FOLLOWS.match(text, found.end()):
            edits.append((found.end(), found.end(), "</table>"))
            depth, own = 0, False
    return _edited(text, edits) if edits else text


def _surely_in_tables(text: bytes) -> bool:
    """Whether all rows of a page in lower case stand in tables, as far as that can be told without looking at each.

    It cannot where something between the first table and the last row is set apart from what the page shows.
    """
    first = text.find(b"<table")
    last = max(text.rfind(b"<tr"), text.rfind(b"</table"))
    if first < 0:
        return b"<tr" not in text
    for opening, ending in SET_APART:
        begun = text.rfind(opening, 0, first)
        if begun >= 0 and text.find(ending, begun + len(opening), first) < 0:
            return False
        if text.find(opening, first, last) >= 0:
            return False
    before, *tables = text.split(b"<table")
    if b"<tr" in before or any(inside[:1] not in AFTER_NAME for inside in tables):  # <tablet> is none
        return False
    depth = 0
    for inside in tables:
        depth += 1
        for behind in inside.split(b"</table")[1:]:
            depth = max(depth - 1, 0)
            if not depth and b"<tr" in behind:
                return False
    return True


def with_strays_in_cells(text: str) -> str:
    """The text of a page with each number that stands between two cells marked inside the cell before it.

    A browser shows "<td></td>25<td>" above the table; the cell must not pass for a printed blank.
    """
    return STRAY.sub(r"〔格外：\g<number>〕\g<end>", text)


def _edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, instead in edits:
        parts += [text[at:start], instead]
        at = end
    return "".join([*parts, text[at:]])
