"""A report's blocks → passages: a paragraph under its heading path, a table whole."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.form import load_forms
from index.identity import Identity
from index.report import TABLE_IDS, Block, Passage, Prose, Table
from index.sections import section_of, subsection_of, unmarked

LONGEST = 600  # characters of a passage; about 400 tokens, so that the heading path still fits in the model's 512
TABLE_EMBEDDED = 420  # characters embedded for a table
SENTENCE = re.compile(r"[^。！？；]*[。！？；]?")
TABLE_SECTION = {"t2": "s2", "t3": "s3", "t4": "s4"}
TABLE_NAME = {
    "t2": "主动公开政府信息情况表",
    "t3": "收到和处理政府信息公开申请情况表",
    "t4": "行政复议、行政诉讼情况表",
}
BLANK = "（空白）"


class _Label(NamedTuple):
    """The words over and beside a cell: all of them, its row's, its column's, the two deepest, its row's own."""

    whole: str
    row: str
    column: str
    short: str
    deepest: str | None


def cut_passages(
    report: str, blocks: Sequence[Block], tables: dict[str, Table], identity: Identity
) -> tuple[Passage, ...]:
    """The passages of a report in reading order, tables last. Headings stand in the path of what follows them."""
    lead = f"{identity.issuer}{identity.year}年"
    passages: list[Passage] = []
    section = "s0"
    path: tuple[str, ...] = (identity.title,)
    titles: dict[str, str] = {}
    for block in blocks:
        if not isinstance(block, Prose):
            continue
        plain = unmarked(block.text)
        if opened := section_of(block, section):
            section, path = opened, (plain,)
            titles[section] = plain
            continue
        if heading := subsection_of(block):
            path = (*path[:1], heading)
            if heading == plain.rstrip("。"):
                continue
        for text in _pieces(plain):
            passages.append(_prose(f"{report}:{len(passages)}", report, section, path, text, block, lead))
    for table in TABLE_IDS:
        if tables[table].status == "ok":
            title = titles.get(TABLE_SECTION[table], TABLE_NAME[table])
            passages.append(_table(f"{report}:{table}", report, tables[table], title, lead))
    return tuple(passages)


def _prose(
    number: str, report: str, section: str, path: tuple[str, ...], text: str, block: Prose, lead: str
) -> Passage:
    return Passage(
        id=number, report=report, section=section, heading=path, text=text,
        embedded=f"{lead}：{'›'.join(path)}：{text}" if section != "s0" else f"{lead}：{text}",
        line=block.line, last_line=block.line, page=block.page, box=block.box, block=block.block,
    )  # fmt: skip


def _pieces(text: str) -> list[str]:
    """A paragraph, cut at sentence ends where it is too long for the model; within a sentence only where it must be."""
    if len(text) <= LONGEST:
        return [text] if text.strip() else []
    pieces = [""]
    for sentence in SENTENCE.findall(text):
        for at in range(0, len(sentence), LONGEST):
            part = sentence[at : at + LONGEST]
            if len(pieces[-1]) + len(part) > LONGEST and pieces[-1]:
                pieces.append("")
            pieces[-1] += part
    return [piece for piece in pieces if piece.strip()]


def _table(number: str, report: str, table: Table, title: str, lead: str) -> Passage:
    head = f"{lead}：{title}：{TABLE_NAME[table.id]}"
    labels = _labels(tuple([figure.cell for figure in table.figures]), table.form)
    return Passage(
        id=number, report=report, section=TABLE_SECTION[table.id], heading=(title,), text=_whole(table, labels),
        embedded=_embedded(head, table, labels), table=table.id, line=table.line, last_line=table.last_line,
    )  # fmt: skip


def _whole(table: Table, labels: Sequence[_Label]) -> str:
    """Every cell under its own labels: one line a cell of tables 2 and 4, one line a row of table 3."""
    if table.id != "t3":
        pairs = zip(labels, table.figures, strict=True)
        return "\n".join(f"{label.whole}：{figure.printed or BLANK}" for label, figure in pairs)
    rows: dict[str, list[str]] = {}
    for label, figure in zip(labels, table.figures, strict=True):
        rows.setdefault(label.row, []).append(f"{label.column} {figure.printed or BLANK}")
    return "\n".join(f"{row}：{'，'.join(values)}" for row, values in rows.items())


def _embedded(head: str, table: Table, labels: Sequence[_Label]) -> str:
    """What the model sees of a table: its heading, the non-zero cells, then row labels, as far as they fit."""
    text = ""
    for part in _parts(head, table, labels):  # what does not fit is not even made
        if len(text) + len(part) + 1 > TABLE_EMBEDDED:
            break
        text += ("；" if text else "") + part
    return text


def _parts(head: str, table: Table, labels: Sequence[_Label]) -> Iterator[str]:
    yield head
    for label, figure in zip(labels, table.figures, strict=True):
        if figure.number:
            yield f"{label.short} {figure.printed}"
    yield from dict.fromkeys([label.deepest for label in labels if label.deepest is not None])


@lru_cache(maxsize=64)
def _labels(cells: tuple[str, ...], form: str | None) -> tuple[_Label, ...]:
    """The labels of cells in the wording of a form; of one form every report has the same."""
    known = load_forms().cells
    found = []
    for row, column in (known[cell].paths(form) for cell in cells):
        path = (*row, *column)
        short = "".join((*path[-2:-1], *column[-1:]))
        found.append(_Label("｜".join(path), "｜".join(row), "".join(column[-1:]), short, row[-1] if row else None))
    return tuple(found)
