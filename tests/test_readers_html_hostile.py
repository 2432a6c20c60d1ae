"""Hostile and damaged pages: refused by reason or read right, and soon."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import NoTextFound, TooLarge, UnreadableReport
from index.readers.text import read_text
from index.report import Grid
from index.settings import Limits
from index.table_grid import expanded_rows
from tests.conftest import ROOT
from tests.html_pages import figures, tables_of
from tests.html_shapes import SHAPES
from tests.test_readers_html import printed, prose, read, tables

TABLE_START = b"<table><tr><td>"
HOSTILE = {
    "nothing": (b"", NoTextFound),
    "blanks": (b" \n\t\x00 ", NoTextFound),
    "tags only": (b"<html><body><div></div></body></html>", NoTextFound),
    "script only": (b"<script>var a=1</script>", NoTextFound),
    "a PDF": (b"%PDF-1.7 ...", UnreadableReport),
    "a zip": (b"PK\x03\x04" + bytes(100), UnreadableReport),
    "an old Word file": (b"\xd0\xcf\x11\xe0" + bytes(range(256)) * 40, UnreadableReport),
    "bytes of no encoding": (bytes(range(256)) * 40, UnreadableReport),
    "divs without end": (b"<div>" * 100_000 + b"x", TooLarge),
    "divs that end": (b"<div>" * 100_000 + b"x" + b"</div>" * 100_000, TooLarge),
    "tables without end": (TABLE_START * 20_000, TooLarge),
    "fonts of their own": (b"".join(b"<font size=%d>" % n for n in range(900)) + b"<p>x" * 5_000, TooLarge),
    "a million cells": (b"<table>" + (b"<tr>" + b"<td>1" * 1_000) * 1_000, TooLarge),
    "a row of cells": (b"<table><tr>" + b"<td>1" * 5_000, TooLarge),
    "wide spans": (b"<table>" + (b"<tr>" + b"<td colspan=60>1" * 30), TooLarge),
    "attributes without end": (b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">x", TooLarge),
    "text without end": (b"<p>" + b"1" * 9_000_000, TooLarge),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_page_that_cannot_be_a_report_is_refused_by_reason(tmp_path: Path, name: str) -> None:
    data, error = HOSTILE[name]
    with pytest.raises(error):
        read(tmp_path, data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            '<!DOCTYPE h [<!ENTITY a "&b;&b;&b;"><!ENTITY b "&c;&c;"><!ENTITY c "x">]><p>&a;公开</p>', id="entities"
        ),
        pytest.param('<!DOCTYPE h [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>公开&x;</p>', id="an outside entity"),
        pytest.param(f"<p title='{'x' * 1_000_000}'>公开</p>", id="a huge attribute"),
        pytest.param(f"<p>公开<img src='data:image/png;base64,{'A' * 5_000_000}'></p>", id="an embedded picture"),
        pytest.param("<!--" * 50_000 + "<p>", id="comments that do not end"),
        pytest.param("<p>公开" + "<b><i>" * 200 + "x", id="formatting that does not end"),
        pytest.param(
            "<p>公开</p><table><tr><td rowspan=99999999999999999999>a<td colspan=99999999999>1", id="absurd spans"
        ),
        pytest.param("公开信息三条，没有一个标签。", id="no tags at all"),
    ],
)
def test_hostile_pages_end_soon_and_give_what_they_show(tmp_path: Path, data: str) -> None:
    try:
        document = read(tmp_path, data)
    except NoTextFound:
        assert "<!--" in data
    else:
        assert "公开" in prose(document)[0] and "passwd" not in str(document.blocks)


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="NIANBAO_MAX_FILE_MB"):
        read(tmp_path, "<p>" + "x" * 1_100_000, Limits(file_mb=1))


PARTS = st.sampled_from(
    [
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "<td rowspan=3>",
        "<td colspan=2>",
        "<th>",
        "<p>",
        "</p>",
        "<br>",
        "<div>",
        "</div>",
        "<span>",
        "</span>",
        "1",
        "2",
        "规章",
        "一、总体情况",
        "<!--",
        "-->",
        "<pre>",
        "<script>",
        "</script>",
        "&nbsp;",
        "<tfoot>",
        "<li>",
        "<a href=x>",
        "<iframe srcdoc='<p>a'>",
        "<caption>",
        "\x00",
        "<",
        '"',
        "<del>",
        "</del>",
        "<template>",
        "| a | 1 |\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PARTS, max_size=60))
def test_any_markup_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    folder = tmp_path_factory.getbasetemp()
    try:
        document = read(folder, "".join(parts))
    except UnreadableReport:
        return
    tables(document)
    for block in document.blocks:
        if isinstance(block, Grid) and block.spans:
            assert all(not row.places or len(row.slots) > row.places[-1].column for row in expanded_rows(block, 0))  # type: ignore[operator]


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_damaged_page_never_gives_a_wrong_figure(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    wanted = figures("F2021")
    whole = SHAPES[data.draw(st.sampled_from(["a bare page", "TRS", "no end tags", "nested layout tables"]))](
        tables_of("F2021", wanted)
    )
    start = data.draw(st.integers(0, len(whole)))
    end = min(len(whole), start + data.draw(st.integers(1, 400)))
    try:
        found = tables(read(tmp_path_factory.getbasetemp(), whole[:start] + whole[end:]))
    except UnreadableReport:
        return
    # Bytes cut out of the middle of a number leave another number: only such a figure may differ. A cell whose end is
    # cut away prints the words that follow: it is a text, and no figure is given for it.
    every = [figure for table in found.values() for figure in table.figures if figure.state != "text"]
    wrong = {figure.cell: figure.printed for figure in every if wanted.get(figure.cell) != figure.printed}
    assert all(_is_cut(cell, text, wanted, whole, start, end) for cell, text in wrong.items()), wrong


def _is_cut(cell: str, text: str, wanted: dict[str, str], whole: bytes, start: int, end: int) -> bool:
    around = (whole[max(start - 12, 0) : start] + whole[end : end + 12]).decode(errors="replace")
    own = wanted.get(cell, "")  # 160 without its first byte is 60, whatever other cell prints 60 too
    lost = len(own) - len(text)
    shortened = lost > 0 and any(own[:at] + own[at + lost :] == text for at in range(len(text) + 1))
    return (text in around and (shortened or text not in wanted.values())) or text == ""


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_truncated_page_has_whole_tables_only(tmp_path: Path, share: float) -> None:
    wanted = figures("F2021")
    whole = SHAPES["GBK declared as gb2312"](tables_of("F2021", wanted))
    found = tables(read(tmp_path, whole[: int(len(whole) * share)]))
    assert all(wanted[cell] == text for cell, text in printed(found).items())
    assert any(table.status != "ok" for table in found.values())


def test_text_in_a_page_is_the_text_of_a_text_file(tmp_path: Path) -> None:
    lines = (ROOT / "eval" / "reports" / "liping-2020.txt").read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_text(lines, encoding="utf-8")
    as_text = tables(read_text(tmp_path / "a.txt", Limits()))
    as_page = tables(read(tmp_path, f"<meta charset=utf-8><pre>{lines}</pre>"))
    assert printed(as_page) == printed(as_text) != {}
