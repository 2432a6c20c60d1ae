"""A page cut up as the parser writes it back is what its nodes are; where that is not sure, the nodes are taken."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.readers.html_lines import line_text
from index.readers.html_pieces import Paragraph, read_pieces
from index.readers.html_tags import Unclear
from index.readers.html_tokens import children_of, nodes_as_tokens, read_tokens, tokens_in

TAGS = (
    *("p", "div", "center", "span", "font", "b", "em", "i", "u", "o:p", "a", "sup", "del", "pre", "li", "h3"),
    *("table", "tr", "td", "th", "tbody", "caption", "svg", "style", "script", "textarea", "template", "xmp", "iframe"),
)
ATTRIBUTES = (
    *("", " hidden", ' role="cell"', ' class="x y"', ' href="/a.pdf?b=1&amp;c=2"', ' style="font-weight:bold"'),
    *(' style="display:none"', " colspan=2", ' title="a<b>&quot;c"', ' a"b=1', " a<b", ' title=""'),
)
TEXTS = (
    *("12", " ", "\n", "&nbsp;", "件 数", "&lt;td&gt;", "&amp;lt;", '"', "<br>", "<img src=x>", "<hr>"),
    *("<!-- c -->", "<!--<td>9</td>-->", "<?php a<b ?>", "<", "</", "</td>", "<script><!--<script></script>1</script>"),
)
PIECES = st.recursive(
    st.sampled_from(TEXTS),
    lambda inner: st.builds(
        lambda tag, attributes, inside: f"<{tag}{attributes}>{''.join(inside)}</{tag}>",
        st.sampled_from(TAGS),
        st.sampled_from(ATTRIBUTES),
        st.lists(inner, max_size=4),
    ),
    max_leaves=14,
)

INLINE = st.recursive(
    st.sampled_from(("12", " ", "\n", "&nbsp;", "\u3000", "件 数", "&amp;", "<br>", "\u200b", "[bookmark: x]3")),
    lambda inner: st.builds(
        lambda tag, attributes, inside: f"<{tag}{attributes}>{''.join(inside)}</{tag}>",
        st.sampled_from(("p", "div", "center", "span", "font", "o:p", "b", "i")),
        st.sampled_from(
            ("", "", " hidden", ' class="x"', ' style="font-weight:bold"', ' style="display:block"', ' role="cell"')
        ),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)


def nodes_of(html: str) -> list[LexborNode]:
    root = LexborHTMLParser(html).root
    assert root is not None
    return [node for node in children_of(root) if node.tag != "head"]


def written(nodes: list[LexborNode]) -> str:
    return "".join(node.html or "" for node in nodes)


@settings(max_examples=600, deadline=None)
@given(st.lists(PIECES, max_size=5))
def test_a_page_reads_the_same_as_it_is_written_and_node_by_node(pieces: list[str]) -> None:
    nodes = nodes_of("".join(pieces))
    try:
        read = read_pieces(tokens_in(written(nodes)), 0)
    except Unclear:
        return
    assert read == read_pieces(nodes_as_tokens(nodes), 0)


@settings(max_examples=600, deadline=None)
@given(st.lists(st.lists(INLINE, max_size=3), min_size=1, max_size=4))
def test_a_whole_cell_read_at_once_is_what_the_walk_reads_in_it(cells: list[list[str]]) -> None:
    printed = "".join(f"<td>{''.join(cell)}</td>" for cell in cells)
    nodes = nodes_of(f"<table><tr>{printed}<td>1<td>2</table>")
    tokens = tokens_in(written(nodes))
    assert any(tag.inside is not None for tag in tokens.tags)
    assert read_pieces(tokens, 0) == read_pieces(nodes_as_tokens(nodes), 0)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param('<p a"b=1>x</p><p c="d">y</p>', id="a quote in the name of an attribute"),
        pytest.param("<p a<b=1>x", id="a bracket in the name of an attribute"),
        pytest.param('<table><tr><td><b x"y>1</b></td></tr></table>', id="the same inside a cell"),
        pytest.param("<xmp><td>1</td></xmp>", id="text without escapes"),
        pytest.param("<div><template><p>1</p></template>", id="a template"),
        pytest.param("<body><script><!--<script></script><p>1</p><script>--></script>", id="a script in a script"),
        pytest.param("<svg><style>&lt;/style>&lt;td>9</style></svg>", id="a style in a drawing"),
        pytest.param("<iframe><p>1</p></iframe>", id="text in a frame"),
    ],
)
def test_what_may_be_cut_in_two_ways_is_taken_from_the_nodes(html: str) -> None:
    nodes = nodes_of(html + "<p>公开</p>")
    with pytest.raises(Unclear):
        read_pieces(tokens_in(written(nodes)), 0)
    assert read_tokens(nodes, lambda tokens: read_pieces(tokens, 0)) == read_pieces(nodes_as_tokens(nodes), 0)


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        pytest.param("<p>a<script>var a = '<p>b</p>';</script>c</p>", ["ac"], id="a script"),
        pytest.param("<p>a<!-- <td>b --> c</p>", ["a c"], id="a comment"),
        pytest.param("<p>a<?php if (a<b) ?>c</p>", ["ac"], id="an instruction"),
        pytest.param("<p title='x<y>z\"'>&lt;b&gt; &amp;nbsp;</p>", ["<b> &nbsp;"], id="escapes"),
        pytest.param("<p>a<svg><path d='M0 0'/><text>b</text></svg></p>", ["a"], id="a drawing"),
        pytest.param("<table><tr><td>a<td hidden>b</table>", ["a"], id="a hidden cell"),
    ],
)
def test_a_page_is_read_as_the_parser_writes_it(html: str, texts: list[str]) -> None:
    found = read_pieces(tokens_in(written(nodes_of(html))), 0)
    lines = [piece.content.line for piece in found.pieces if isinstance(piece.content, Paragraph)]
    assert [line_text(line) for line in lines] == texts
