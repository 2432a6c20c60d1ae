"""Tables out of text: every known cell on its line, every layout, and what is refused rather than guessed."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from index.form import load_forms
from index.labels import printed_text
from index.readers.text import blocks_of
from index.report import Prose
from tests.mutants import document, read, sample_names, wrong_figures
from tests.report_text import figures_in, printed_cells, sample_figures, sample_text, statuses, tables_in

MARKDOWN, ROWS, PLACEHOLDERS = "invented-jingwan-2020", "invented-heting-2019", "invented-danling-2024"
TABS, TRAILING, PIPE_CELLS = "invented-baishi-2021", "invented-linqiao-2022", "invented-songyi-2020"
ALL_OK = {"t2": "ok", "t3": "ok", "t4": "ok"}
REFUSED = dict.fromkeys(ALL_OK, "not_extracted")


def by_line(change: Callable[[str], str], stem: str) -> str:
    return "\n".join(change(line) for line in sample_text(stem).split("\n"))


def only_cells(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda line: change(line) if line.rstrip().endswith("|") or line.startswith("\t") else line


def test_every_known_cell_is_read_with_its_state_number_and_line(reports_folder: Path) -> None:
    checked = 0
    for path in sorted((reports_folder.parent / "known_figures").glob("*.json")):
        known = json.loads(path.read_text(encoding="utf-8"))
        text = (reports_folder / known["file"]).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        tables = tables_in(text)
        got = {f.cell: (f.state, f.number, f.source.line) for table in tables.values() for f in table.figures}
        assert got == printed_cells(known), known["file"]
        checked += len(got)
    assert checked >= 992


@pytest.mark.parametrize("stem", sample_names())
def test_a_figure_prints_what_stands_on_its_line(stem: str) -> None:
    lines = sample_text(stem).split("\n")
    for table in tables_in(sample_text(stem)).values():
        for figure in table.figures:
            assert figure.printed in printed_text(lines[(figure.source.line or 0) - 1])


def test_each_table_has_the_form_of_its_own_labels() -> None:
    forms = {name: table.form for name, table in tables_in(sample_text("invented-yanzhu-2023")).items()}
    assert forms == {"t2": "F2021", "t3": "F2019", "t4": "F2019"}


def test_a_table_covers_the_lines_from_its_first_to_its_last_cell() -> None:
    table = tables_in(sample_text(ROWS))["t3"]
    assert (table.line, table.last_line) == (35, 60)


@pytest.mark.parametrize(
    ("stem", "change"),
    [
        pytest.param(MARKDOWN, lambda line: line.replace("|", "｜"), id="Markdown with full-width bars"),
        pytest.param(PIPE_CELLS, lambda line: line.replace("|", "｜"), id="a full-width bar behind each cell"),
        pytest.param(
            ROWS, only_cells(lambda line: "| " + line.rstrip()[:-1].rstrip()), id="a leading bar and no trailing one"
        ),
        pytest.param(ROWS, only_cells(lambda line: line.rstrip()[:-1].rstrip()), id="bars between the cells only"),
        pytest.param(
            ROWS, only_cells(lambda line: line.rstrip()[:-1].rstrip().replace(" | ", "\t")), id="tabs in a line"
        ),
        pytest.param(
            PLACEHOLDERS,
            only_cells(lambda line: (" " + line.rstrip()[:-1].rstrip()).replace(" | ", "\t").replace(" |", "\t")),
            id="tabs in a line, leading where a label is spanned",
        ),
        pytest.param(TABS, lambda line: line + "\r", id="line ends of Windows"),
        pytest.param(TABS, lambda line: "  " + line if line.startswith("\t") else line, id="blanks before the tab"),
        pytest.param(TABS, lambda line: line + " " if line.startswith("\t") else line, id="a blank after each cell"),
        pytest.param(TABS, lambda line: line.replace("\t", "\t[bookmark: x]", 1), id="bookmarks in cells"),
        pytest.param(TABS, lambda line: line.lstrip("\t"), id="a paragraph a cell"),
        pytest.param(
            ROWS,
            only_cells(lambda line: line.rstrip()[:-1].rstrip().replace(" | ", "   ")),
            id="cells parted by blanks",
        ),
        pytest.param(
            ROWS,
            only_cells(lambda line: line.rstrip()[:-1].rstrip().replace(",", "，").replace(" | ", ",")),
            id="cells parted by commas",
        ),
        pytest.param(
            TABS,
            lambda line: (
                re.sub("(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", " ", line) if line.startswith("\t") else line
            ),
            id="letters spaced",
        ),
    ],
)
def test_a_table_in_another_dress_reads_the_same(stem: str, change: Callable[[str], str]) -> None:
    text = by_line(change, stem).replace("\r\n", "\n")
    assert statuses(text) == ALL_OK
    assert figures_in(text) == sample_figures(stem)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "\n".join(t for line in sample_text("kongtong-2019").split("\n") if (t := line.rstrip("| "))),
            id="a paragraph a cell, blanks gone",
        ),
        pytest.param(
            "\n".join(line for line in sample_text(TABS).split("\n") if not line.startswith("\t")),
            id="headings with prose, the tables gone",
        ),
        pytest.param(
            "\n".join(line for line in sample_text(TABS).split("\n") if line.strip(" ")),
            id="tab cells without row ends",
        ),
        pytest.param(
            by_line(lambda line: "\t" + line if line.startswith("\t") else line, TABS), id="two tabs before each cell"
        ),
        pytest.param(sample_text(TABS) + sample_text(TRAILING), id="the tables of two reports"),
    ],
)
def test_a_table_that_has_lost_its_grid_is_refused_whole(text: str) -> None:
    assert statuses(text) == REFUSED
    assert not figures_in(text)
    assert all(table.reason for table in tables_in(text).values())


@pytest.mark.parametrize("gone", ["10803", "11231"])
def test_cells_a_paragraph_each_are_read_only_where_no_row_lacks_one(gone: str) -> None:
    text = by_line(lambda line: line.lstrip("\t"), TABS)
    table = tables_in("\n".join(line for line in text.split("\n") if line != gone))["t3"]
    assert table.status == ("not_extracted" if f"\n{gone}\n" in text else "ok")


def test_a_table_retold_in_prose_stays_prose() -> None:
    text = (
        "某市教育局2021年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n"
        "本年新收政府信息公开申请25件，其中自然人25件，商业企业0件；上年结转0件。本年度办理结果：予以公开20件，部分公开5件。"
    )
    assert statuses(text)["t3"] == "not_extracted"
    assert all(isinstance(block, Prose) for block in blocks_of(text.split("\n")))


def test_a_report_without_tables_or_their_sections_has_none() -> None:
    assert statuses("某市卫生健康局2021年政府信息公开工作年度报告\n一、总体情况\n一切正常。") == dict.fromkeys(
        ALL_OK, "absent"
    )


def test_the_same_table_twice_is_read_once() -> None:
    assert statuses(sample_text(TABS) * 2) == ALL_OK
    assert figures_in(sample_text(TABS) * 2) == sample_figures(TABS)


def test_a_whole_table_beside_a_broken_copy_of_it_is_refused() -> None:
    broken = sample_text(TABS).replace("\t10803\n", "")
    assert statuses(sample_text(TABS) + broken)["t3"] == "not_extracted"


@pytest.mark.parametrize("number", ["12", "- 3 -", "第5页"])
@pytest.mark.parametrize("stem", [TABS, ROWS, MARKDOWN])
def test_a_page_number_between_two_rows_changes_nothing(stem: str, number: str) -> None:
    mark = next(line for line in sample_text(stem).split("\n") if "二、上年结转" in line)
    assert figures_in(sample_text(stem).replace(mark, f"{number}\n{mark}", 1)) == sample_figures(stem)


@pytest.mark.parametrize("stem", [ROWS, PLACEHOLDERS, MARKDOWN])
def test_a_header_repeated_on_a_new_page_changes_nothing(stem: str) -> None:
    lines = sample_text(stem).split("\n")
    first = next(at for at, line in enumerate(lines) if "勾稽关系" in line)
    end = next(at for at, line in enumerate(lines) if "一、本年新收" in line)
    later = next(at for at, line in enumerate(lines) if "（四）无法提供" in line)
    text = "\n".join([*lines[:later], *lines[first:end], *lines[later:]])
    assert figures_in(text) == sample_figures(stem)


@pytest.mark.parametrize(
    ("stem", "old", "new", "table"),
    [
        pytest.param(TABS, "\t10803\n", "", "t3", id="a value is gone"),
        pytest.param(TRAILING, "\t11231\n", "", "t3", id="a value is gone where blanks trail"),
        pytest.param(TABS, "\t10803\n", "\t10803\n\t10803\n", "t3", id="a value stands twice"),
        pytest.param(TABS, "\t自然人\n\t法人或其他组织\n\t总计\n", "\t总计\n\t法人或其他组织\n\t自然人\n", "t3",
                     id="two columns have changed places"),
        pytest.param(TABS, "\t科研机构\n", "\t其他机构\n", "t3", id="a column the form does not have"),
        pytest.param(TABS, "一、本年新收", "八、备案", "t3", id="a row under another name"),
        pytest.param(TABS, "\t现行有效件数\n", "\t对外公开总数量\n", "t2", id="a header out of the other form"),
        pytest.param(TABS, "\t规章\n", "\t规范\n", "t2", id="a row of table 2 under another name"),
        pytest.param(ROWS, "政府集中采购 |", "77 | 88 |\n政府集中采购 |", "t2", id="numbers of table 2 under no label"),
        pytest.param(ROWS, "253 | 291 |", "253 |", "t4", id="fourteen values in table 4"),
        pytest.param(ROWS, "253 | 291 |", "253 | 291 |  |", "t4", id="sixteen cells in table 4"),
        pytest.param(ROWS, "复议后起诉", "复议前起诉后", "t4", id="a header of table 4 that is not the form's"),
    ],
)  # fmt: skip
def test_a_damaged_table_is_refused_and_the_others_stay(stem: str, old: str, new: str, table: str) -> None:
    text = sample_text(stem)
    assert old in text
    assert statuses(text.replace(old, new, 1)) == ALL_OK | {table: "not_extracted"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("8982 | 10436 | 9806 | 9054 | 9651 | 9246 | 57175", "| 8982 | 10436 | 9806 | 9054 | 9651 | 9246",
                     id="slid to the right"),
        pytest.param("664 | 610 | 59 | 459 | 753 | 469 | 3014", "610 | 59 | 459 | 753 | 469 | 3014 | ",
                     id="slid to the left"),
    ],
)  # fmt: skip
def test_a_row_that_slid_by_one_column_is_told_by_the_sums(old: str, new: str) -> None:
    text = sample_text(PLACEHOLDERS)
    assert old in text
    table = tables_in(text.replace(old, new, 1))["t3"]
    assert table.status == "not_extracted"
    assert "错位" in table.reason


def test_values_of_table_4_that_slid_by_one_are_told_by_the_sums() -> None:
    text = sample_text(ROWS)
    line = next(line for line in text.split("\n") if line.startswith("253 | 291"))
    slid = " | ".join(["", *line.removesuffix(" |").split(" | ")[:-1]]) + " |"
    assert tables_in(text.replace(line, slid))["t4"].status == "not_extracted"


def test_a_contradicted_total_is_read_as_printed() -> None:
    table = tables_in(sample_text("hunan-tcm-2020"))["t3"]
    printed = {figure.cell: figure.number for figure in table.figures}
    assert (printed["t3.new|natural"], printed["t3.new|total"]) == (25, 0)


@pytest.mark.parametrize("total", ["0", "5"])
def test_padding_on_either_side_is_settled_by_the_header(total: str) -> None:
    """A table of blanks with one number: which column it stands in shows only where 自然人 stands."""
    lines = []
    for line in sample_text(MARKDOWN).split("\n"):
        cells = line.strip("| ").split("|")
        row = line.startswith("|") and 8 <= len(cells) <= 10 and any(c.strip().isdigit() for c in cells[-7:])
        lines.append("|".join([*line.split("|")[:4], *["  "] * 7, ""]) if row else line)
    text = "\n".join(lines)
    text = text.replace(
        "| 一、本年新收政府信息公开申请数量 |  |  |  ", f"| 一、本年新收政府信息公开申请数量 |  |  | {total} ", 1
    )
    found = {f.cell: f for f in tables_in(text)["t3"].figures}
    assert found["t3.new|natural"].printed == total
    assert sum(figure.state == "number" for figure in found.values()) == 1


@pytest.mark.parametrize("stem", [MARKDOWN, ROWS, PLACEHOLDERS, TABS, TRAILING, PIPE_CELLS])
def test_a_report_that_prints_only_blanks_is_read_as_blanks(stem: str) -> None:
    doc = document(stem)
    for token in (token for line in doc.lines for token in line.values):
        token.text = ""
    tables = read(doc)
    assert (tables["t2"].status, tables["t3"].status) == ("ok", "ok")
    assert {figure.state for table in tables.values() for figure in table.figures} == {"blank"}
    assert wrong_figures(doc, tables) == []


def test_source_cells_count_rows_and_columns_of_the_expanded_grid() -> None:
    table = {f.cell: f.source.cell for f in tables_in(sample_text(MARKDOWN))["t3"].figures}
    assert table["t3.new|natural"] == (3, 3)
    assert table["t3.res.total|total"] == (24, 9)


def test_every_cell_of_a_read_table_is_one_of_its_form() -> None:
    forms = load_forms()
    for stem in sample_names():
        for table in tables_in(sample_text(stem)).values():
            assert {f.cell for f in table.figures} == set(forms.printed[table.form or "", table.id])
