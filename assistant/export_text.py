"""An answer object as the sentences and rows that files and other chat programs show: notices, places, figures."""

from collections.abc import Mapping
from typing import Any

Answer = Mapping[str, Any]  # the answer object of the contract, as JSON

SAMPLE = {
    "zh": "样例：数字取自公开年报，文字为改写，请勿引用",
    "en": "Sample: the figures are those of published reports, the prose was written for this project; do not quote it",
}
MODEL = {"zh": "AI 生成，请核对原文", "en": "AI-generated; check the original (AI 生成，请核对原文)"}
FIGURE_COLUMNS = (
    "question", "issuer", "year", "label", "printed", "number", "unit", "state", "formula", "place", "url", "href",
    "generated_by",
)  # fmt: skip


def notices(answer: Answer) -> list[str]:
    """What a reader must be told with the answer: that a model worded it, that it rests on a sample."""
    language = answer["language"]
    told = [f"{MODEL[language]} ({answer['generated_by']})"] if answer["generated_by"] else []
    if any(citation["source"]["sample"] for citation in answer["citations"]):
        told.append(SAMPLE[language])
    return told


def findings(answer: Answer) -> list[str]:
    """The failed rules that touch the answer, a sentence each."""
    word = "注意" if answer["language"] == "zh" else "Caution"
    marked = [(f, "".join(f"[{n}]" for n in f["citations"])) for f in answer["findings"]]
    return [f"{word} {finding['rule']}: {finding['message']} {marks}".rstrip() for finding, marks in marked]


PLACES = {
    "zh": ("第{}行", "第{}页", "第{}个表格第{}行"),
    "en": ("l. {}", "p. {}", "table {}, row {}"),
}
STATES = {
    "zh": {
        "number": "数值",
        "computed": "计算",
        "blank": "空白",
        "dash": "横线",
        "slash": "斜线",
        "text": "文字",
        "absent": "没有此格",
    },
    "en": {
        "number": "number",
        "computed": "computed",
        "blank": "blank",
        "dash": "dash",
        "slash": "slash",
        "text": "text",
    },
}


def place(citation: Mapping[str, Any], language: str) -> str:
    """Where a citation points: issuer, year, section, row and column, file and line, page or table."""
    line, page, row = PLACES[language]
    source = citation["source"]
    path = [citation["section"], *citation["row"], *citation["column"]] if citation["table"] else [citation["section"]]
    where = [str(source["file"])]
    if source["line"]:
        where.append(line.format(source["line"]))
    elif source["page"]:
        where.append(page.format(source["page"]))
    elif source.get("grid") is not None and source["cell"]:
        where.append(row.format(source["grid"] + 1, source["cell"][0] + 1))
    parts = [f"{citation['issuer']} {citation['year']}", *(part for part in path if part)]
    return f"{' › '.join(parts)} ({', '.join(where)})"


def citation_lines(answer: Answer) -> list[str]:
    """The citations, one a line, as numbered in the text."""
    return [f"[{citation['n']}] {place(citation, answer['language'])}" for citation in answer["citations"]]


def figure_rows(question: str, answer: Answer) -> list[dict[str, Any]]:
    """The figures of an answer, one a row under FIGURE_COLUMNS; one row without figure where it has none."""
    by_number = {citation["n"]: citation for citation in answer["citations"]}
    rows = []
    for figure in answer["figures"]:
        cited = [by_number[n] for n in figure["citations"] if n in by_number]
        rows.append(
            {
                "question": question, "issuer": figure["issuer"], "year": figure["year"], "label": figure["label"],
                "printed": figure["value"], "number": figure["number"], "unit": figure["unit"],
                "state": figure["state"],
                "formula": figure["formula"]["expression"] if figure["formula"] else None,
                "place": "; ".join(place(citation, answer["language"]) for citation in cited),
                "url": next((c["url"] for c in cited if c["url"]), None),
                "href": cited[0]["href"] if cited else None, "generated_by": answer["generated_by"],
            }
        )  # fmt: skip
    if not rows:
        rows.append(dict.fromkeys(FIGURE_COLUMNS) | {"question": question, "generated_by": answer["generated_by"]})
        rows[0]["label"] = answer["text"]
    return rows


def as_text(answer: Answer) -> str:
    """The whole answer for a program that shows text only: findings, places and notices stand below it."""
    below = [*findings(answer), *citation_lines(answer), *notices(answer)]
    nearest = answer["refusal"]["nearest"] if answer["refusal"] else []
    asked = [f"· {option}" for option in (*answer["options"], *nearest)]
    return "\n".join([answer["text"], *(["", *asked] if asked else []), *(["", *below] if below else [])])
