"""Plain text and Markdown: prose lines, and tables flattened in the ways publishers and converters flatten them.

tab cells        one cell a line behind a tab, rows parted by an empty line
pipe per cell    "规章 |" and "|" a line each, "|||" as padding of the grid
row per line     "规章 | 0 | 0 | 0 |", with full-width bars, as Markdown, with tabs, commas or runs of blanks
paragraph        one cell a line and nothing else, or a row a line parted by single blanks: blank cells have vanished
"""

import csv
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from charset_normalizer import from_bytes

from index.errors import NoTextFound, TooLarge, UnreadableReport
from index.labels import printed_text
from index.quick import maker
from index.readers.markup import cut_markup_table, has_marks, has_markup_table, without_marks
from index.readers.paragraphs import begins_row, cut_paragraphs, paragraph_lines
from index.readers.pipes import LONGEST_CELL, cut_pipe_cells, is_pipe_cell, pipe_cell_lines
from index.readers.repeated import with_spans
from index.readers.word_rows import cut_word_rows, word_row_lines
from index.report import Block, Document, Grid, GridCell, Prose
from index.settings import Limits

HEADING = re.compile(r"^\s*(?:[一二三四五六七八九十]+|\d{1,2})\s*[、．.]\s*\S|^\s*[(（][一二三四五六七八九十]+[)）]")
CELL_BORDER = re.compile(r"(?<!\\)\|")
INDENTED_TAB = re.compile(r"[ \u3000\u00a0]+\t")
LONGEST_TEXT = 2_000_000  # keeps one file from filling the memory: a cell may be two characters of it
LONGEST_LINE = 20_000  # the patterns for numbers in prose take time with the square of a line of nothing but digits
BLANKS = re.compile(r"[ \u3000\u00a0]{2,}|\u3000")
VALUE = re.compile(r"[+\-±增加减少]*[\d.]+[万元件项]*")
SHORT_CELL = 14
LEAST_ROWS = 6  # lines of one dress that make it that of the file's tables


def read_text(path: Path, limits: Limits) -> Document:
    """A text file's paragraphs and tables in reading order, each with its line.

    Raises:
        NoTextFound: the file is empty or holds blanks only.
        TooLarge: it holds more than LONGEST_TEXT characters, or LONGEST_LINE in one line.
        UnreadableReport: the bytes are no text in UTF-8, UTF-16 or GB18030.
    """
    lines = text_lines(path)
    return Document(blocks=tuple(blocks_of(lines)), lines=tuple(lines))


def text_lines(path: Path) -> list[str]:
    """The lines of a text file, decoded; line n of the file is item n - 1.

    Raises:
        NoTextFound, TooLarge, UnreadableReport: as `read_text`.
    """
    text = _decode(path.read_bytes(), path)
    if not text.strip("\ufeff \t\r\n\u3000\x00"):
        raise NoTextFound(path, "the file is empty; export the report again")
    if len(text) > LONGEST_TEXT:
        raise TooLarge(path, f"{len(text):,} characters of text; a report has some ten thousand: split the file")
    # Only real line ends: form feeds and U+2028 inside a line would shift every line number of a citation.
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    longest = max(map(len, lines))
    if longest > LONGEST_LINE:
        raise TooLarge(path, f"a line of {longest:,} characters; a paragraph has some hundred: break the lines")
    return lines


def _decode(data: bytes, path: Path) -> str:
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableReport(path, "this is a binary file, not text; give the report as UTF-8 or GB18030 text")
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    guess = from_bytes(data).best()
    if guess is None or guess.encoding in ("ascii", "utf_8"):
        raise UnreadableReport(path, "the text encoding cannot be told; save the file as UTF-8")
    return str(guess)


def blocks_of(lines: list[str]) -> list[Block]:
    """Cut decoded lines into prose and grids; the n-th line has number n, counted from 1."""
    written = _with_plain_borders(lines)
    cut = _cutter(written)
    markup = has_markup_table(lines)
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        if markup and (inside := cut_markup_table(lines, at)):
            blocks.extend(inside[0])
            at = inside[1]
            continue
        found = cut(written, at)
        if found is not None:
            block, end = found
            if _is_prose(block):
                blocks.extend(_prose(lines[at:end], at + 1))
            else:
                blocks.append(without_marks(block) if has_marks(lines[at:end]) else block)
            at = end
            continue
        if text := printed_text(lines[at]):
            blocks.append(Prose(text, at + 1))
        at += 1
    return blocks


def _prose(lines: list[str], first: int) -> list[Prose]:
    texts = ((number, printed_text(line)) for number, line in enumerate(lines, first))
    return [Prose(text, line=number) for number, text in texts if text]


def _is_prose(grid: Grid) -> bool:
    """Whether what looks like a table is paragraphs that are indented by a tab."""
    cells = [row[0].text for row in grid.rows if len(row) == 1]
    return len(cells) == len(grid.rows) and any(len(text) > LONGEST_CELL or text.endswith("。") for text in cells)


def _with_plain_borders(lines: list[str]) -> list[str]:
    """The lines with "|" for a full-width bar where that is what parts cells, and no blanks before a tab."""
    whole = "\n".join(lines)
    if "｜" in whole:
        full, half = (sum(bar in line for line in lines) for bar in "｜|")
        if full > half:
            lines = [line.replace("｜", "|") for line in lines]
    if "\t" not in whole:
        return list(lines)
    return [
        line.lstrip(" \u3000\u00a0") if line[:1] in (" ", "\u3000", "\u00a0") and INDENTED_TAB.match(line) else line
        for line in lines
    ]


def _cutter(lines: list[str]) -> Callable[[list[str], int], tuple[Grid, int] | None]:
    """How the tables of this file are written, by what most of its lines look like."""
    tab_cells = tab_rows = 0
    for line in lines:
        if "\t" in line:
            rest = line.lstrip()
            tab_rows += "\t" in rest  # a row of blanks ends in its tabs
            tab_cells += line[0] == "\t" and "\t" not in rest.rstrip()
    barred = [line for line in lines if "|" in line]
    pipe_rows = sum(map(_is_pipe_row, barred))
    pipe_cells = sum(map(is_pipe_cell, barred))
    if max(pipe_rows, pipe_cells) > max(tab_cells, tab_rows):
        return partial(_cut_row_lines, is_row=_is_pipe_row) if pipe_rows * 3 > pipe_cells else _cut_pipe_block
    if max(tab_cells, tab_rows, pipe_rows, pipe_cells) < LEAST_ROWS:
        plain = _plain_cutter(lines)
        if plain:
            return plain
    return partial(_cut_row_lines, is_row=_is_tab_row) if tab_rows > tab_cells else _cut_tab_cells


def _plain_cutter(lines: list[str]) -> Callable[[list[str], int], tuple[Grid, int] | None] | None:
    """How tables are written in a file that has neither tabs nor bars; None where it seems to have none."""
    counts = {
        "comma": sum(_is_comma_row(line) and _has_values(line.split(",")) for line in lines),
        "blank": sum(_is_blank_row(line) and _has_values(BLANKS.split(line)) for line in lines),
        "paragraph": paragraph_lines(lines) // 4,
        "words": word_row_lines(lines),
    }
    dress = max(counts, key=lambda name: counts[name])
    if counts[dress] < LEAST_ROWS:
        return None
    if dress in ("paragraph", "words"):
        return cut_paragraphs if dress == "paragraph" else cut_word_rows
    return partial(_cut_plain_rows, is_row=_is_comma_row if dress == "comma" else _is_blank_row)


def _cut_plain_rows(lines: list[str], at: int, is_row: Callable[[str], bool]) -> tuple[Grid, int] | None:
    """Rows whose cells are parted as words of prose may be: a table only where some row has values."""
    found = _cut_row_lines(lines, at, is_row)
    if not found or not any(_has_values([cell.text for cell in row]) or _is_labelled(row) for row in found[0].rows):
        return None
    return found


def _is_labelled(row: Sequence[GridCell]) -> bool:
    """Whether a row is a label of the forms and one value: most blocks of table 2 have one column."""
    return len(row) == 2 and bool(VALUE.fullmatch(row[1].text.strip())) and begins_row(row[0].text)


def _has_values(texts: list[str]) -> bool:
    return sum(bool(VALUE.fullmatch(text.strip())) for text in texts) > 1


# ---- one cell a line behind a tab


def _cut_tab_cells(lines: list[str], at: int) -> tuple[Grid, int] | None:
    if not lines[at].startswith("\t"):
        return None
    rows: list[list[GridCell]] = [[]]
    while at < len(lines):
        line = lines[at]
        if line[:1] == "\t":
            rows[-1] += [GridCell(part, at + 1) for part in line[1:].split("\t")]
        elif not line.strip():
            if _continues(lines, at):
                at += 1
                continue
            if rows[-1]:
                rows.append([])
        elif rows[-1] and _is_rest_of_cell(lines, at):
            last = rows[-1].pop()
            rows[-1].append(GridCell(last.text + line.strip(), last.line))
        else:
            break
        at += 1
    return Grid(tuple(tuple(row) for row in rows if row)), at


def _continues(lines: list[str], at: int) -> bool:
    """Whether an empty line is inside a cell: the next line goes on without a tab, and the table goes on after it."""
    return at + 1 < len(lines) and bool(lines[at + 1].strip()) and _is_rest_of_cell(lines, at + 1)


def _is_rest_of_cell(lines: list[str], at: int) -> bool:
    """Whether a line without a tab is the second half of a broken label, not the prose after the table."""
    line = lines[at].strip()
    if lines[at][:1] == "\t" or not line or len(line) > 20 or line[-1] in "。；：:" or HEADING.match(lines[at]):
        return False
    before, after = lines[at - 1], next((after for after in lines[at + 1 : at + 3] if after.strip()), "")
    gap = 0 if before.strip() else 1
    broken = lines[at - 1 - gap]
    return bool(printed_text(broken)) and after.startswith("\t") and not printed_text(broken)[-1].isdigit()


# ---- one cell a line with a pipe behind it


def _cut_pipe_block(lines: list[str], at: int) -> tuple[Grid, int] | None:
    cells, end = pipe_cell_lines(lines, at)
    return (Grid(cut_pipe_cells(cells)), end) if len(cells) >= 4 else None  # a stray pipe is no table


# ---- one row a line


def _is_pipe_row(line: str) -> bool:
    """Whether a line has a row's bars; a run of bars alone is padding between cells that stand a line each."""
    if "|" not in line:
        return False
    text = line.strip()
    return "|" in text.strip(" |") or (text.count("|") > 1 and bool(text.strip("|")))


def _is_tab_row(line: str) -> bool:
    return "\t" in line.strip(" ")


def _is_comma_row(line: str) -> bool:
    short = line.count(",") == 1 and all(len(part.strip()) <= SHORT_CELL for part in line.split(","))
    return (line.count(",") > 1 or short) and not set(line) & set("。|\t")


def _is_blank_row(line: str) -> bool:
    """Whether a line's words are parted by runs of blanks, and it is no sentence."""
    return "|" not in line and "\t" not in line and "。" not in line and len(BLANKS.split(line.strip())) > 1


def _is_rule(line: str) -> bool:
    """Whether a line is the rule under the header of a Markdown table."""
    return ("--" in line or "==" in line) and not set(line) - set("|-+=: \t")


def _cut_row_lines(lines: list[str], at: int, is_row: Callable[[str], bool]) -> tuple[Grid, int] | None:
    rows: list[tuple[GridCell, ...]] = []
    start = at
    while at < len(lines):
        line = lines[at]
        if is_row(line) or (rows and (is_pipe_cell(line) or _is_rule(line))):
            if not _is_rule(line):
                rows.append(_row_of(line, at + 1))
        elif line.strip() or not (at + 1 < len(lines) and rows and is_row(lines[at + 1])):
            break
        at += 1
    if not rows or at == start:
        return None
    if all(len(row) > 1 and not printed_text(row[0].text) for row in rows):
        rows = [row[1:] for row in rows]  # a mark before each row, not a cell of it
    return with_spans(rows) or Grid(tuple(rows)), at


def _row_of(line: str, number: int) -> tuple[GridCell, ...]:
    made = maker(GridCell)
    if "|" not in line and ("\t" in line or not (_is_comma_row(line) or _is_blank_row(line))):
        return tuple([made(part.strip(" "), number) for part in line.strip(" \r\n").split("\t")])
    if "|" not in line:
        parts = next(csv.reader([line])) if _is_comma_row(line) else BLANKS.split(line.strip())
        return tuple([made(part.strip(" "), number) for part in parts])
    text = line.strip(" \r\n\u3000").removeprefix("|")
    if not text.endswith("\\|"):
        text = text.removesuffix("|")
    return tuple([made(part.strip(" ").replace("\\|", "|"), number) for part in CELL_BORDER.split(text)])
