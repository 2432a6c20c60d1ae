"""Figures read from a damaged file against what that file prints and against the good sample it was made of."""

import io
import json
import quopri
import re
import unicodedata
import zipfile
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from index.report import Figure, Report
from tests.soak_inputs import MISNAMED, ROOT, Input

KNOWN = ROOT / "eval" / "known_figures"
LINES = (".txt", ".md")
CHANGES = ("digits", "flip")  # damage after which a cell may print what another one does
MOVES = ("swap", "repeat", "reorder_lines")  # damage after which the file itself prints a value in another cell


def wrong_figures(made: Input, report: Report) -> list[str]:
    """What was read wrongly, one line each: a number that the file does not print, or one of another cell.

    A number of another cell shows because every number of an invented report is another one. It is no fault where the
    damaged file prints it more often than the good one did: there a digit was changed.
    """
    text = printed_text(made)
    found = []
    for figure in report.figures:
        if figure.number is None:
            continue
        printed = plain(figure.printed)
        where = text
        if made.suffix in LINES and figure.source.line and figure.source.line <= len(report.lines):
            where = plain(report.lines[figure.source.line - 1])
        if text and printed not in where:
            found.append(f"{figure.cell} = {figure.printed!r}, which the file does not print there")
        elif made.origin and _moved(made, figure, text):
            found.append(f"{figure.cell} = {figure.printed!r}, which is another cell of {made.origin}")
    return found


def _moved(made: Input, figure: Figure, text: str) -> bool:
    if any(damage in made.kind.partition(" in ")[0].split("+") for damage in MOVES):
        return False
    if not text and any(damage in made.kind for damage in CHANGES):
        return False  # the file prints other digits now, and only a reader can tell which
    cells = known_cells().get(made.origin.partition("/")[0], {})
    own = cells.get(figure.cell)
    printed = plain(figure.printed)
    others = [cell for cell, known in cells.items() if known == printed and cell != figure.cell]
    if own is None or own == printed or not others or len(printed) < 3:
        return False
    return not text or numbers_in(text)[printed] <= numbers_in(_good_text(made.origin))[printed]


@cache
def known_cells() -> dict[str, dict[str, str]]:
    """File name of an invented sample with one report → cell → printed text without blanks."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted([*KNOWN.glob("invented-*.json"), *(KNOWN / "formats").glob("*.json")]):
        raw = json.loads(path.read_text(encoding="utf-8"))
        name = raw["file"].removeprefix("formats/")
        if "/" not in name and "#" not in name and name != "two-bodies.html":
            found[name] = {cell["cell"]: plain(cell["printed"]) for cell in raw["cells"]}
    return found


def numbers_in(text: str) -> Counter[str]:
    """How often each number is printed."""
    return Counter(re.findall(r"[增减+-]?\d[\d.]*(?:万元)?", text))


@cache
def _good_text(origin: str) -> str:
    path = next(path for path in (ROOT / "eval" / "reports").rglob(origin))
    return printed_text(Input(0, path.suffix, "", path.read_bytes()))


def printed_text(made: Input) -> str:
    """All that the file prints, cells parted by a bar; "" where only a reader can tell."""
    suffix = Path(made.origin).suffix if made.kind.endswith(MISNAMED) else made.suffix
    if suffix in LINES:
        return plain(_decoded(made.content))
    if suffix in (".html", ".htm"):
        return plain(_tagless(_decoded(made.content)))
    if suffix == ".mht":
        quoted = b"quoted-printable" in made.content
        return plain(_tagless(_decoded(quopri.decodestring(made.content)))) if quoted else ""
    if suffix == ".docx":
        try:
            with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
                return plain(_tagless(archive.read("word/document.xml").decode("utf-8", "replace")))
        except Exception:  # damaged so that only a reader may know
            return ""
    return ""


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


class _Tagless(HTMLParser):
    """Text of a markup with a bar at each border of a cell or a paragraph, as browsers part tags from text."""

    BORDERS = ("td", "th", "p", "tr", "br", "li", "h1", "div", "w:tc", "w:p")

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.text.append("|" * (tag in self.BORDERS))

    def handle_endtag(self, tag: str) -> None:
        self.text.append("|" * (tag in self.BORDERS))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def _tagless(markup: str) -> str:
    parser = _Tagless()
    parser.feed(markup)
    parser.close()
    return "".join(parser.text)


def plain(text: str) -> str:
    """Half-width and without blanks, as numbers are compared."""
    return re.sub(r"\[bookmark[^\]]*\]|[^\S\n]", "", unicodedata.normalize("NFKC", text))
