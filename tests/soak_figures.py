"""Figures read from a damaged file against what that file prints and against the good sample it was made of."""

import io
import json
import re
import unicodedata
import zipfile
from collections import Counter
from functools import cache
from html import unescape

from index.report import Figure, Report
from tests.soak_inputs import ROOT, Input

KNOWN = ROOT / "eval" / "known_figures"
LINES = (".txt", ".md")
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
    content = made.content
    if made.suffix in LINES or made.suffix in (".html", ".htm"):
        for encoding in ("utf-8", "gb18030"):
            try:
                return plain(
                    _tagless(content.decode(encoding)) if made.suffix not in LINES else content.decode(encoding)
                )
            except UnicodeDecodeError:
                continue
        return ""
    if made.suffix == ".docx":
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return plain(_tagless(archive.read("word/document.xml").decode("utf-8", "replace"), "w:tc|w:p"))
        except Exception:  # damaged so that only a reader may know
            return ""
    return ""


def _tagless(markup: str, borders: str = "td|th|p|tr|br|li|h1|div") -> str:
    text = re.sub(rf"</?(?:{borders})\b[^>]*>", "|", markup)
    return unescape(re.sub(r"<[^>]*>", "", text))


def plain(text: str) -> str:
    """Half-width and without blanks, as numbers are compared."""
    return re.sub(r"\[bookmark[^\]]*\]|[^\S\n]", "", unicodedata.normalize("NFKC", text))
