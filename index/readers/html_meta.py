"""What a page says of itself: its titles, where and when it was published."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from index.labels import printed_text
from index.readers.html_nodes import attribute
from index.readers.html_pieces import Paragraph, Piece

NAMES = (
    "og:title",
    "articletitle",
    "title",
    "dc.title",
    "contentsource",
    "og:site_name",
    "sitename",
    "columnname",
    "author",
    "keywords",
)
DATES = (
    "article:published_time",
    "pubdate",
    "publishdate",
    "publishtime",
    "publish_time",
    "dc.date",
    "createdate",
    "date",
)
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)\s*(\S{1,2000}?)\s*-->", re.I)
SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\b.{0,400}?\burl:\s*(\S{1,2000})", re.I | re.S)
OTHER_SAVERS = re.compile(
    r"<!--[^>]{0,200}?\b(?:url|source|Mirrored from)\s*[:=]?\s*(https?://[^\s\"'<>]{1,2000})[^>]{0,400}-->", re.I
)
DATE = re.compile(r"((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})|\b((?:19|20)\d{2})(\d{2})(\d{2})\b")
SAYS_WHEN = re.compile(r"(?:发布(?:时间|日期)|发文日期|成文日期|生成日期|公开日期|发布于|时间|日期)\s*[:：]?\s*")
HEAD = 20_000  # characters in which a saver writes where the page is from
MOST_PIECES = 60
LONGEST_NAME = 200
Metas = Mapping[str, str]  # what the <meta> of a page say, by name in lower case


def names_of(page: LexborHTMLParser, said: Metas) -> tuple[str, ...]:
    """The titles and site names of a page, the most telling first."""
    title = page.css_first("title")
    found = [
        said.get("og:title", ""),
        said.get("articletitle", ""),
        title.text() if title else "",
        *(said.get(n, "") for n in NAMES),
    ]
    clean = (re.sub(r"\s+", " ", printed_text(name))[:LONGEST_NAME] for name in found)
    return tuple(dict.fromkeys(name for name in clean if name))


def url_of(page: LexborHTMLParser, said: Metas, text: str, lower: bytes) -> str | None:
    """Where a page was published, as far as it says so itself; only http and https. `lower` is it in lower case."""
    links = [attribute(node, "href") for node in page.css("link[rel~=canonical i]")] if b"<link" in lower else []
    head = text[:HEAD]
    savers = (SAVED_FROM, SINGLE_FILE, OTHER_SAVERS) if "<!--" in head else ()
    saved = [found.group(1) for pattern in savers if (found := pattern.search(head))]
    based = [attribute(node, "href") for node in page.css("base[href]")] if b"<base" in lower else []
    return first_url([*links, said.get("og:url", ""), *saved, said.get("url", ""), *based])


def first_url(addresses: Iterable[str]) -> str | None:
    """The first whole http or https address."""
    for address in addresses:
        plain = address.strip()
        if len(plain) < 2000 and not re.search(r"[\s<>\"'\\]", plain):
            try:
                parts = urlsplit(plain)
            except ValueError:
                continue
            if parts.scheme in ("http", "https") and parts.hostname:
                return plain
    return None


def published_of(said: Metas, pieces: Iterable[Piece]) -> str | None:
    """The ISO date a page was published on: of its metadata, else of the line that says so near its title."""
    for name in DATES:
        if day := _day(said.get(name, "")):
            return day
    texts = []
    for piece in pieces:
        content = piece.content
        if isinstance(content, Paragraph):
            texts.append(content.text)
        elif not texts or len(texts) < MOST_PIECES:
            texts.extend(_pairs(content))
        if len(texts) > MOST_PIECES:
            break
    for text in texts:
        told = SAYS_WHEN.search(text)
        if told and (day := _day(text[told.end() : told.end() + 24])):
            return day
    return None


def _pairs(content: object) -> list[str]:
    """The rows of a table of metadata, each in one text: 发布日期 | 2021-01-20."""
    rows = getattr(content, "rows", ())[:6]
    return [" ".join(cell.text for cell in row) for row in rows]


def _day(text: str) -> str | None:
    found = DATE.search(text)
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def metas_of(page: LexborHTMLParser) -> Metas:
    """The <meta> of a page by name in lower case; the first of a name that says something counts."""
    found: dict[str, str] = {}
    for node in page.css("meta"):
        told = node.attributes
        name = (told.get("name") or told.get("property") or "").lower().strip()
        content = (told.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found
