"""Answers as files: .docx, .xlsx and .csv. One that a model worded says so in its text and its metadata."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assistant import export_text as text
from assistant.export_sheets import CSV_TYPE, UNWRITABLE, XLSX_TYPE, csv_lines, written

FileFormat = Literal["docx", "xlsx", "csv"]
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES: dict[FileFormat, str] = {"docx": DOCX_TYPE, "xlsx": XLSX_TYPE, "csv": CSV_TYPE}
CREATOR = "年报 Nianbao"
LATIN_FONT, CHINESE_FONT = "Times New Roman", "宋体"
HEADS = {
    "zh": ("单位", "年份", "项目", "印出的原样", "单位（量）", "状态"),
    "en": ("Issuer", "Year", "What", "As printed", "Unit", "State"),
}
SHEETS = {"zh": ("问答", "数字", "出处"), "en": ("Answers", "Figures", "Places")}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its answer object, and when it was asked (ISO, UTC)."""

    question: str
    answer: text.Answer
    asked: str


def export(form: FileFormat, title: str, turns: Sequence[Asked]) -> bytes:
    """Return the file that holds these turns, in their order."""
    if form == "csv":
        return _csv(turns).encode("utf-8-sig")
    target = io.BytesIO()
    (_docx if form == "docx" else _xlsx)(title, turns).save(target)
    return target.getvalue()


def _remarks(turns: Sequence[Asked]) -> str:
    """What the file's own properties say: which model worded it, and that it is to be checked."""
    models = dict.fromkeys(turn.answer["generated_by"] for turn in turns if turn.answer["generated_by"])
    return f"AI 生成，请核对原文 / AI-generated; check the original: {', '.join(models)}" if models else ""


def _language(turns: Sequence[Asked]) -> str:
    return turns[0].answer["language"] if turns else "zh"


def _rows(turns: Sequence[Asked]) -> Iterator[dict[str, Any]]:
    for turn in turns:
        yield from text.figure_rows(turn.question, turn.answer)


def _csv(turns: Sequence[Asked]) -> str:
    columns = (*text.FIGURE_COLUMNS, "notice")
    rows = ({**row, "notice": _remarks(turns) if row["generated_by"] else None} for row in _rows(turns))
    return "".join(csv_lines(rows, columns))


def _xlsx(title: str, turns: Sequence[Asked]) -> Any:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _properties(book.properties, "description", title, turns)
    names = SHEETS[_language(turns)]
    answers, figures, places = (book.create_sheet(name) for name in names)
    for turn in turns:
        told = [*text.findings(turn.answer), *text.notices(turn.answer)]
        for value in (turn.question, turn.answer["text"], *told):
            answers.append([written(value)])
        answers.append([])
        for citation in turn.answer["citations"]:
            shown = citation["printed"] if citation["quote"] is None else citation["quote"]
            values = (
                turn.question,
                citation["n"],
                text.place(citation, turn.answer["language"]),
                shown,
                citation["url"],
                citation["href"],
            )
            places.append([written(value) for value in values])
    figures.append(list(text.FIGURE_COLUMNS))
    for row in _rows(turns):
        figures.append([written(row[name]) for name in text.FIGURE_COLUMNS])
    return book


def _docx(title: str, turns: Sequence[Asked]) -> Any:
    from docx import Document
    from docx.oxml.ns import qn

    document = Document()
    for name in ("Normal", "Title", "Heading 2"):
        font = document.styles[name].font
        font.name = LATIN_FONT
        document.styles[name].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), CHINESE_FONT)
    _properties(document.core_properties, "comments", title, turns)
    document.add_heading(_clean(title), level=0)
    for turn in turns:
        if turn.question != title:  # of a single question the title says it already
            document.add_heading(_clean(turn.question), level=2)
        _docx_turn(document, turn)
    return document


def _docx_turn(document: Any, turn: Asked) -> None:
    answer = turn.answer
    for line in answer["text"].splitlines():
        document.add_paragraph(_clean(line))
    for line in (*text.findings(answer), *text.notices(answer)):
        document.add_paragraph().add_run(_clean(line)).bold = True
    if answer["figures"]:
        heads = HEADS[answer["language"]]
        table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            cell.paragraphs[0].add_run(head).bold = True
        for figure in answer["figures"]:
            state = text.STATES[answer["language"]].get(figure["state"], figure["state"])
            values = [*(figure[name] for name in ("issuer", "year", "label", "value", "unit")), state]
            for cell, value in zip(table.add_row().cells, values, strict=True):
                cell.text = "" if value is None else _clean(str(value))
    for line in text.citation_lines(answer):
        document.add_paragraph(_clean(line))


def _properties(properties: Any, remarks: str, title: str, turns: Sequence[Asked]) -> None:
    properties.title = _clean(title)[:255]
    setattr(properties, remarks, _remarks(turns)[:255])
    setattr(properties, "author" if remarks == "comments" else "creator", CREATOR)
    if _remarks(turns):
        properties.keywords = "AI-generated"


def _clean(words: str) -> str:
    return UNWRITABLE.sub("", words)
