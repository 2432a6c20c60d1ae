"""A report's blocks → passages: a paragraph under its heading path, a table whole."""

import re
from collections.abc import Sequence

from index.form import Forms
from index.identity import Identity
from index.report import TABLE_IDS, Block, Passage, Prose, Table
from index.sections import section_of, subsection_of

LONGEST = 600  # characters of a passage; about 400 tokens, so that the heading path still fits in the model's 512
TABLE_EMBEDDED = 420  # characters embedded for a table
SENTENCE = re.compile(r"[^。！？；]*[。！？；]?")
TABLE_SECTION = {"t2": "s2", "t3": "s3", "t4": "s4"}
TABLE_NAME = {
    "t2": "主动公开政府信息情况表",
    "t3": "收到和处理政府信息公开申请情况表",
    "t4": "行政复议、行政诉讼情况表",
}


def cut_passages(
    report: str, blocks: Sequence[Block], tables: dict[str, Table], identity: Identity, forms: Forms
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
        if opened := section_of(block, forms.section_titles, section):
            section, path = opened, (block.text,)
            titles[section] = block.text
            continue
        if heading := subsection_of(block):
            path = (*path[:1], heading)
            if heading == block.text.rstrip("。"):
                continue
        for text in _pieces(block.text):
            passages.append(_prose(f"{report}:{len(passages)}", report, section, path, text, block, lead))
    for table in TABLE_IDS:
        if tables[table].status == "ok":
            title = titles.get(TABLE_SECTION[table], TABLE_NAME[table])
            passages.append(_table(f"{report}:{table}", report, tables[table], title, lead, forms))
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
    pieces = [""]
    for sentence in SENTENCE.findall(text):
        for at in range(0, len(sentence), LONGEST):
            part = sentence[at : at + LONGEST]
            if len(pieces[-1]) + len(part) > LONGEST and pieces[-1]:
                pieces.append("")
            pieces[-1] += part
    return [piece for piece in pieces if piece.strip()]


def _table(number: str, report: str, table: Table, title: str, lead: str, forms: Forms) -> Passage:
    head = f"{lead}：{title}：{TABLE_NAME[table.id]}"
    return Passage(
        id=number, report=report, section=TABLE_SECTION[table.id], heading=(title,), text=_whole(table, forms),
        embedded=_embedded(head, table, forms), table=table.id, line=table.line, last_line=table.last_line,
    )  # fmt: skip


def _whole(table: Table, forms: Forms) -> str:
    """Every cell under its own labels: one line a cell of tables 2 and 4, one line a row of table 3."""
    lines = []
    rows: dict[tuple[str, ...], list[str]] = {}
    for figure in table.figures:
        row, column = forms.cells[figure.cell].paths(table.form)
        value = figure.printed or "（空白）"
        if table.id == "t3":
            rows.setdefault(row, []).append(f"{column[-1]} {value}")
        else:
            lines.append(f"{'｜'.join((*row, *column))}：{value}")
    lines.extend(f"{'｜'.join(row)}：{'，'.join(values)}" for row, values in rows.items())
    return "\n".join(lines)


def _embedded(head: str, table: Table, forms: Forms) -> str:
    """What the model sees of a table: its heading, the non-zero cells, then row labels, as far as they fit."""
    parts = [head]
    for figure in table.figures:
        if figure.number:
            row, column = forms.cells[figure.cell].paths(table.form)
            parts.append(f"{(*row, *column)[-2]}{column[-1]} {figure.printed}")
    labels = dict.fromkeys(forms.cells[figure.cell].paths(table.form)[0][-1:] for figure in table.figures)
    parts.extend(label[0] for label in labels if label)
    text = ""
    for part in parts:
        if len(text) + len(part) + 1 > TABLE_EMBEDDED:
            break
        text += ("；" if text else "") + part
    return text
