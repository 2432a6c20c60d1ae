"""A cell read without the walk through the page prints what the walk reads in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.readers.html_one_line import one_line
from index.readers.html_table import lines_of

TAGS = (
    *("p", "div", "center", "span", "font", "b", "strong", "em", "i", "u", "o:p"),
    *("a", "sup", "del", "pre", "li", "h3"),
)
STYLES = (
    *("", " hidden", ' role="cell"', ' class="x"', ' href="/a.pdf"', ' style="font-weight:bold"'),
    *(' style="display:none"', ' style="display:block"', ' style="display:table-cell"'),
    ' style="text-decoration:line-through"',
)
TEXTS = (
    *("12", " ", "\n", "&nbsp;", "\u3000", "件 数", "一\n二", "a  b", "[bookmark: x]3", "\u200b"),
    *("<br>", "<!-- c -->"),
)
MORE = ["1<br>2", "<p>1</p><p>2</p>", "<p>1</p>2", "<a href='/x'>1</a>", "<del>1</del>", "<img>"]


def node_of(inside: str) -> LexborNode:
    found = LexborHTMLParser(f"<table><tr><td>{inside}</td></tr></table>").css_first("td")
    assert found is not None
    return found


PIECES = st.recursive(
    st.sampled_from(TEXTS),
    lambda inner: st.builds(
        lambda tag, style, inside: f"<{tag}{style}>{''.join(inside)}</{tag}>",
        st.sampled_from(TAGS),
        st.sampled_from(STYLES),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)


@settings(max_examples=600, deadline=None)
@given(st.lists(PIECES, max_size=3))
def test_a_line_read_alone_is_the_only_line_of_the_walk(pieces: list[str]) -> None:
    node = node_of("".join(pieces))
    line = one_line(node)
    if line is not None:
        walked = lines_of(node)
        assert walked.lines == ([line] if line else [])
        assert not walked.pictures


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        pytest.param("12", "12", id="bare"),
        pytest.param("<p>12</p>", "12", id="a paragraph"),
        pytest.param("\n <p><span>&nbsp;</span></p> ", "", id="blank"),
        pytest.param("<p><span>6</span><b>253</b></p>", "6253", id="a number in two tags"),
    ],
)
def test_plain_cells_need_no_walk(inside: str, text: str) -> None:
    line = one_line(node_of(inside))
    assert line is not None and "".join(run.text for run in line) == text


@pytest.mark.parametrize("inside", MORE)
def test_whatever_is_more_is_left_to_the_walk(inside: str) -> None:
    assert one_line(node_of(inside)) is None
