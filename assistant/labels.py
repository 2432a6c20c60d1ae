"""What cells are called in answers, in Chinese and English."""

import re

from assistant.aggregate import written
from assistant.answer import Language
from assistant.evidence import Value
from assistant.older_form import of_list
from assistant.units import with_unit
from index.form import Forms


def cell_label(cell: str, language: Language, forms: Forms, form: str | None = None) -> str:
    """The name of a cell or rate: "（七）总计｜总计" is said as 办理结果总计."""
    if cell in forms.metrics:
        metric = forms.metrics[cell]
        return metric.zh if language == "zh" else metric.en
    known = forms.cells.get(cell)
    if known is None:
        return _unknown(cell, language, forms)
    if of_list(cell):
        return _of_list(cell, language, forms)
    if language == "en":
        english = known.en.removesuffix(", total") if known.table == "t3" else known.en
        return english[:1].lower() + english[1:]
    if known.table == "t3":
        row = {"t3.res.total": "办理结果总计"}.get(known.row) or re.sub(
            r"^[一二三四]、|^（[一二三四五六]）|^\d\.", "", forms.rows[known.row].zh
        )
        if known.row.startswith("t3.res.other.") or known.row == "t3.res.other":
            row = f"其他处理：{row}" if known.row != "t3.res.other" else row
        return row if known.column == "total" else f"{row}（{forms.applicants[known.column].zh}）"
    row_path, column_path = known.paths(form)
    return "".join((row_path[-1] if row_path else "", " " if row_path else "", "·".join(column_path)))


def _of_list(cell: str, language: Language, forms: Forms) -> str:
    """The name of a row of the list before 2019: 其他情形数 alone may be of reviews or of lawsuits."""
    item = forms.legacy[cell]
    if language == "en":
        return item.en[:1].lower() + item.en[1:]
    parent = forms.legacy.get(item.parent or "")
    shared = parent and (sum(one.zh == item.zh for one in forms.legacy.values()) > 1 or parent.id == "l14.ans.denied")
    return f"{parent.zh}·{item.zh}" if parent and shared else item.zh


def _unknown(cell: str, language: Language, forms: Forms) -> str:
    row, _, measure = cell.rpartition(".")
    item = forms.rows.get(row)
    words = forms.measures.get(measure)
    amount = ("金额", "amount") if measure == "amount" else (measure, measure)
    if item is None:
        return cell
    if language == "zh":
        return f"{item.zh}的{words.zh if words else amount[0]}"
    return f"{words.en.lower() if words else amount[1]} of {item.en.lower()}"


def amount(value: Value, language: Language) -> str:
    """A value's number with its unit, as printed where it is printed."""
    text = value.figure.printed if value.figure and value.number is not None else written(value.number)
    return with_unit(text, value.unit, language)


def report_name(value: Value, language: Language) -> str:
    """Issuer and year as a sentence starts with them."""
    return (
        f"{value.report.issuer}{value.report.year}年"
        if language == "zh"
        else f"{value.report.issuer} {value.report.year}"
    )
