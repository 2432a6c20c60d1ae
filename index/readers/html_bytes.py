"""The bytes of a saved page → its text, whatever encoding it declares, and the bounds under which it is parsed.

Many sites declare gb2312 and send GB18030, UTF-8 or both in one page: a declaration is believed only where the bytes
decode under it.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from charset_normalizer import from_bytes

from index.errors import NoTextFound, TooLarge, UnreadableReport

DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w-]{2,20})|<\?xml[^>]{0,100}?encoding=["']([\w-]{2,20})""", re.I
)
CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"), (b"\x84\x31\x95\x33", "gb18030"),
)  # fmt: skip
SIGNATURES = {
    b"PK\x03\x04": "ZIP or Office (.docx, .xlsx)", b"%PDF": "PDF", b"\xd0\xcf\x11\xe0": "old Office (.doc, .xls, .wps)",
    b"\x89PNG": "PNG image", b"\xff\xd8\xff": "JPEG image", b"GIF8": "GIF image", b"Rar!": "RAR", b"7z\xbc\xaf": "7z",
    b"{\\rtf": "RTF", b"\x1f\x8b": "gzip",
}  # fmt: skip
HEAD = 4096
STRANGE = b"\x00\x01\x02\x03\x04\x05\x06\x0e\x0f\x10\x11\x12"
LONGEST_HTML = 8_000_000  # characters, embedded images left out; a saved report page has some hundred thousand
MOST_TAGS = 400_000
DEEPEST = 1_000  # a browser stops at 512; unclosed <font> tags add up
DEEPEST_TABLE = 40
MOST_FORMATTING = 3_000_000  # an unclosed <font> is opened again in each paragraph after it
MOST_SCOPES = 60_000_000  # the parser looks through the open elements at each block
MOST_ATTRIBUTES = 300  # of one tag: the parser compares each with each
LONG_TAG = 700  # shorter tags cannot hold attributes that matter
SUBSET = re.compile(r"\A\s*(?:<\?xml[^<>]*>\s*)?<!DOCTYPE[^<>\[]*\[[^\]]*\]\s*>", re.I)  # entities are never expanded
EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,80},[^\"'()\s<>]{200,}")
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
SELF_ENDING = {"td", "th", "tr", "p", "li", "dd", "dt", "option", "tbody", "thead", "tfoot", "colgroup", "html", "body"}
FORMATTING = {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
TAG_NAMES = re.compile(r"<(/?[a-zA-Z][^\s/>]{0,40})")
NOT_COUNTED = VOID | SELF_ENDING


class Bounded(NamedTuple):
    """The text of a page that may be parsed; in UTF-8, and that in lower case, to look for tags in quickly."""

    text: str
    written: bytes
    lower: bytes


def decode_page(data: bytes, path: Path, declared: str = "") -> str:
    """The text of a page; `declared` is the charset of a header outside it, as in an .mht part.

    Raises:
        NoTextFound: there are no bytes, or blanks only.
        UnreadableReport: the bytes are those of another kind of file, or of no encoding used for Chinese.
    """
    if not data.strip(b" \t\r\n\x00"):
        raise NoTextFound(path, "the file is empty; save the page again")
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableReport(path, f"this is a {kind} file, not a page: give it the suffix of its format")
    text, written = _decode(data, path, declared)
    written = written or text.encode("utf-8", "surrogatepass")
    strange = len(written) - len(written.translate(None, STRANGE))
    if strange > 20 and strange * 100 > len(text):
        raise UnreadableReport(path, "this is a binary file, not a page; save the page again as HTML")
    # A NUL is dropped by parsers: two numbers would become one.
    return text.removeprefix("\ufeff").replace("\x00", "\ufffd")


def _decode(data: bytes, path: Path, declared: str) -> tuple[str, bytes]:
    """The text, and in UTF-8 where it came so."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), b""
    if wide := _utf16_without_mark(data):
        return data.decode(wide, "replace"), b""
    candidates = list(dict.fromkeys(("utf-8", *_declarations(data, declared), "gb18030", "big5hkscs")))
    for encoding in candidates:
        try:
            return data.decode(encoding), data if encoding == "utf-8" else b""
        except UnicodeDecodeError as error:
            if error.start >= len(data) - 4:  # cut off inside a character
                return data[: error.start].decode(encoding, "replace"), b""
    return _nearly(data, candidates, path), b""


def _declarations(data: bytes, declared: str) -> list[str]:
    """The Chinese encodings that the page or a header names; a Latin one is the default of some editor."""
    found = DECLARED.search(data[:HEAD])
    inside = (found.group(1) or found.group(2)).decode("ascii", "replace") if found else ""
    named = (CHINESE.get(name.lower().strip()) for name in (inside, declared))
    return [name for name in named if name]


def _utf16_without_mark(data: bytes) -> str:
    head = data[:HEAD]
    half = max(len(head) // 2, 1)
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if zeros.count(0) > half * 0.3 and head.count(0) < half * 1.1:
            return encoding
    return ""


def _nearly(data: bytes, candidates: list[str], path: Path) -> str:
    """The page under the encoding that leaves the fewest bytes over, where these are few; else a guess."""
    texts = sorted((data.decode(name, "replace") for name in candidates), key=lambda text: text.count("\ufffd"))
    if texts[0].count("\ufffd") <= max(3, len(texts[0]) // 500):
        return texts[0]
    guess = from_bytes(data[:200_000]).best()
    if guess is None or guess.encoding in ("ascii", "utf_8"):
        raise UnreadableReport(path, "the encoding of the page cannot be told; save it as UTF-8")
    return data.decode(guess.encoding, "replace")


def check_bounds(text: str, path: Path) -> Bounded:
    """The page without embedded images, once it is known that a parser takes it in bounded time and memory.

    Raises:
        TooLarge: too long, too many tags, too deep, or a tag with too many attributes.
    """
    text = SUBSET.sub("", text, count=1)
    if "data:" in text:
        text = EMBEDDED.sub("data:,", text)
    if len(text) > LONGEST_HTML:
        raise TooLarge(
            path, f"{len(text):,} characters of HTML; a report page has some hundred thousand: save its main part"
        )
    written = text.encode("utf-8", "ignore")
    lower = written.lower()
    tags = written.count(b"<")
    if tags > MOST_TAGS:
        raise TooLarge(path, f"more than {MOST_TAGS:,} tags; a report page has some thousand: save its main part")
    for piece in _long_pieces(text):
        _check_attributes(piece, path)
    if not _is_shallow(written, lower, tags + 1):
        _check_depth(text, path)
    return Bounded(text, written, lower)


def _long_pieces(text: str) -> Iterator[str]:
    """What stands between two "<" where it is longer than LONG_TAG, found without looking at what is shorter."""
    at, end = -1, len(text)
    while end - at > LONG_TAG + 1:
        near = text.rfind("<", at + 1, at + LONG_TAG + 2)
        if near < 0:
            after = text.find("<", at + LONG_TAG + 2)
            near = end if after < 0 else after
            yield text[at + 1 : near]
        at = near


def _is_shallow(written: bytes, lower: bytes, tags: int) -> bool:
    """Whether a page holds too few elements to be nested too deep, by counts that are quick and never too low."""
    starts = tags - written.count(b"</")
    if starts > DEEPEST:
        starts -= sum(map(written.count, (b"<td>", b"<td ", b"<tr>", b"<tr ", b"<p>", b"<p ", b"<br>")))
    few = starts <= DEEPEST and starts * tags <= min(MOST_FORMATTING, MOST_SCOPES)
    return few and lower.count(b"<table") <= DEEPEST_TABLE


def _check_depth(text: str, path: Path) -> None:
    written_tags = TAG_NAMES.findall(text)
    if _cannot_be_deep(written_tags):
        return
    opened: dict[str, int] = {}
    depth = formatting = formatting_work = scope_work = 0
    meanings: dict[str, tuple[bool, str, bool]] = {}  # a tag as written → whether it ends, its name, its formatting
    for written in written_tags:
        meaning = meanings.get(written)
        if meaning is None:
            meaning = meanings[written] = _meaning(written)
        ends, name, formats = meaning
        if not ends:
            if name:
                opened[name] = opened.get(name, 0) + 1
                depth += 1
                formatting += formats
        elif opened.get(name):
            opened[name] -= 1
            depth -= 1
            formatting -= formats
        formatting_work += formatting
        scope_work += depth
        over = depth > DEEPEST or scope_work > MOST_SCOPES or formatting_work > MOST_FORMATTING
        if over or (name == "table" and not ends and opened[name] > DEEPEST_TABLE):
            raise TooLarge(path, "its elements are nested too deep; a page has some dozen levels: save its main part")


def _cannot_be_deep(tags: Sequence[str]) -> bool:
    """Whether a page holds too few elements to be nested too deep in whatever order they stand."""
    starts = tables = 0
    for written, times in Counter(tags).items():
        ends, name, _ = _meaning(written)
        starts += times if name and not ends else 0
        tables += times if name == "table" and not ends else 0
    return starts <= DEEPEST and tables <= DEEPEST_TABLE and starts * len(tags) <= min(MOST_FORMATTING, MOST_SCOPES)


def _meaning(written: str) -> tuple[bool, str, bool]:
    """Whether a tag ends an element, the element's name, "" for the start of one not counted, and its formatting."""
    name = written.lower()
    if name[0] == "/":
        return True, name[1:], name[1:] in FORMATTING
    return False, "" if name in NOT_COUNTED else name, name in FORMATTING


def _check_attributes(piece: str, path: Path) -> None:
    if piece.startswith(("!", "/")):
        return
    tag = QUOTED.sub("''", piece).split(">", 1)[0]
    if len(tag) > LONG_TAG and len(re.findall(r"[\s/=]+", tag)) > 2 * MOST_ATTRIBUTES:
        raise TooLarge(path, "a tag with hundreds of attributes; save the page again from a browser")
