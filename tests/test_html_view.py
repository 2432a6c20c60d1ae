"""The sanitised view: harmless whatever the page holds, and every number of the reader found again in it."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from index.errors import NoTextFound
from index.figures import read_table
from index.form import load_forms
from index.readers import read_document
from index.readers.html_view import sanitised
from index.report import Grid, Prose
from index.settings import Limits
from index.tables import map_tables
from tests.html_shapes import SHAPES, figures, tables_of
from tests.test_readers_mht import mail, part, report

HARMLESS_TAGS = {"h2", "h3", "h4", "h5", "h6", "p", "table", "tbody", "tr", "td", "th", "a", "strong", "br"}
HARMLESS_ATTRIBUTES = {"id", "rowspan", "colspan", "href", "rel", "target"}
VECTORS = [
    "<script>alert(1)</script>", "<SCRIPT SRC=http://x/x.js></SCRIPT>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>", "<img src='javascript:alert(1)'>", "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\">",
    "<img src=x:alert(alt) onerror=eval(src) alt=1>", "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>", "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mi xlink:href='data:x,<script>alert(1)</script>'>x</mi></math>", "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>", "<a href='JaVaScRiPt:alert(1)'>x</a>", "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>", "<a href='&#106;avascript:alert(1)'>x</a>", "<a href='&#x6A;avascript&colon;alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>", "<a href='\x01javascript:alert(1)'>x</a>", "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>", "<a href='file:///etc/passwd'>x</a>", "<a href='//evil.cn'>x</a>", "<a href='http://a.cn' onclick=alert(1)>x</a>",
    "<a href='http://a.cn\" onclick=alert(1) x=\"'>x</a>", "<a href='https://a.cn/<script>alert(1)</script>'>x</a>", "<a href='blob:http://a/1'>x</a>",
    "<a href=x ping=http://evil.cn>x</a>", "<body onload=alert(1)>x", "<div onmouseover=alert(1)>x</div>", "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p style='width:expression(alert(1))'>x</p>", "<style>@import 'http://x/x.css';</style>", "<style>body{background:url(http://x)}</style>",
    "<link rel=stylesheet href=http://x/x.css>", "<meta http-equiv=refresh content='0;url=http://x'>", "<base href='javascript:/a/'>",
    "<iframe src='javascript:alert(1)'></iframe>", "<iframe srcdoc='<script>alert(1)</script><p>x'></iframe>", "<frameset><frame src='javascript:alert(1)'>",
    "<object data='javascript:alert(1)'></object>", "<embed src='data:text/html,x'>", "<applet code=x></applet>", "<form action='javascript:alert(1)'><input type=submit></form>",
    "<button formaction='javascript:alert(1)'>x</button>", "<input onfocus=alert(1) autofocus value='<script>alert(1)</script>'>", "<isindex action='javascript:alert(1)'>",
    "<video><source onerror=alert(1)></video>", "<audio src=x onerror=alert(1)>", "<video poster='javascript:alert(1)'></video>", "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>", "<select onfocus=alert(1)><option>x</select>", "<textarea onfocus=alert(1)></textarea><script>alert(1)</script>",
    "<template><script>alert(1)</script></template>", "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<title><img src=x onerror=alert(1)></title>",
    "<xmp><p title='</xmp><script>alert(1)</script>'>", "<!--[if IE]><script>alert(1)</script><![endif]-->", "<!--><script>alert(1)</script>-->", "<!--!><img src=x onerror=alert(1)>",
    "<![CDATA[<script>alert(1)</script>]]>", "<?php echo '<script>alert(1)</script>' ?>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<p>&amp;lt;img src=x onerror=alert(1)&amp;gt;</p>",
    "<table background='javascript:alert(1)'><tr><td>a<td>1</table>", "<table><tr><td id='x' onclick=alert(1)>a<td>1</table>", "<table><tr><td rowspan='2\" onclick=\"alert(1)'>a<td>1</table>",
    "<table><tr><td>a<td><script>alert(1)</script>1</table>", "<td style='-moz-binding:url(http://x)'>x</td>", "<pre>| a | <script>alert(1)</script> |\n| b | &lt;img src=x onerror=alert(1)&gt; |</pre>",
    "<p id='b0'>x</p><p id=cookie name=body>x</p>", "<a name=body href='http://a.cn' target=_self rel=opener>x</a>", "<p>+ADw-script+AD4-alert(1)+ADw-/script+AD4-</p>",
    "<b><a href='javascript&#58;alert(1)'>x</a></b>", "<listing>&lt;img onerror=alert(1) src=x&gt;</listing>", "<p><o:p onclick=alert(1)>x</o:p></p>", "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
]  # fmt: skip


class Tags(HTMLParser):
    """Every tag and attribute of a view, and the text under each id."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.others: list[str] = []
        self.texts: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "br":
            self.handle_data("\n")
        else:
            self._open.append(dict(attrs).get("id") or "")
            self.texts.setdefault(self._open[-1], "")

    def handle_endtag(self, tag: str) -> None:
        if tag != "br":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        for key in self._open:
            self.texts[key] += data

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    def handle_decl(self, decl: str) -> None:
        self.others.append(decl)

    def unknown_decl(self, data: str) -> None:
        self.others.append(data)

    def handle_pi(self, data: str) -> None:
        self.others.append(data)


def view(folder: Path, data: bytes, name: str = "report.html") -> str:
    (folder / name).write_bytes(data)
    return sanitised(folder / name, Limits())


def assert_harmless(html: str) -> None:
    found = Tags(html)
    assert found.others == []
    for tag, attributes in found.tags:
        assert tag in HARMLESS_TAGS
        assert {*attributes} <= HARMLESS_ATTRIBUTES
        if "href" in attributes:
            assert re.match(r"https?://[^\s<>\"']+$", attributes["href"] or "")
            assert attributes["rel"] == "noopener nofollow" and attributes["target"] == "_blank"
        if "id" in attributes:
            assert re.fullmatch(r"b\d+|g\d+(-\d+-\d+)?", attributes["id"] or "")
    keys = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("vector", VECTORS, ids=range(len(VECTORS)))
@pytest.mark.parametrize(
    "around",
    [
        pytest.param("<p>公开信息三条。</p>{}<p>没有申请。</p>", id="between paragraphs"),
        pytest.param("<table><tr><td>规章</td><td>{}</td></tr><tr><td>规范</td><td>7</td></tr></table>", id="in a cell"),
        pytest.param("<p title='{}'>公开信息三条。</p>", id="in an attribute"),
        pytest.param("<ul><li><a href=\"{}\">公开信息三条。</a></ul>", id="in an address"),
    ],
)  # fmt: skip
def test_no_vector_gets_through(tmp_path: Path, vector: str, around: str) -> None:
    try:
        html = view(tmp_path, around.format(vector).encode())
    except NoTextFound:
        return
    assert_harmless(html)


def test_there_are_enough_vectors() -> None:
    assert len(VECTORS) == len(set(VECTORS)) >= 60


@pytest.mark.parametrize("name", SHAPES)
def test_every_cell_and_paragraph_has_the_number_the_reader_gives(tmp_path: Path, name: str) -> None:
    wanted = figures("F2021")
    path = tmp_path / "report.html"
    path.write_bytes(SHAPES[name](tables_of("F2021", wanted)))
    document, html = read_document(path, Limits()), sanitised(path, Limits())
    assert_harmless(html)
    texts = Tags(html).texts
    for block in document.blocks:
        if isinstance(block, Prose):
            assert texts[f"b{block.block}"].strip() == block.text
        elif isinstance(block, Grid):
            assert f"g{block.number}" in texts
    forms = load_forms()
    for mapped in map_tables(document.blocks, forms).values():
        for figure in read_table(mapped, path.name, forms).figures:
            if figure.source.grid is not None and figure.source.cell is not None:
                row, column = figure.source.cell
                assert texts[f"g{figure.source.grid}-{row}-{column}"].strip() == wanted[figure.cell] == figure.printed


def test_a_view_of_a_mail_is_that_of_its_page(tmp_path: Path) -> None:
    page = view(tmp_path, report().encode())
    assert view(tmp_path, mail(part(report().encode(), "base64")), "report.mht") == page


def test_spans_links_and_bold_text_stay(tmp_path: Path) -> None:
    html = view(
        tmp_path,
        b"<p>a <b>b</b> <a href='http://a.cn/?x=1&y=2'>c</a></p>"
        b"<table><tr><td rowspan=2>x<td colspan=2>1<tr><td>2<td>3</table>",
    )
    assert '<p id="b0">a <strong>b</strong> <a href="http://a.cn/?x=1&amp;y=2"' in html
    assert '<td id="g0-0-0" rowspan="2">x</td><td id="g0-0-1" colspan="2">1</td>' in html
    assert '<td id="g0-1-1">2</td><td id="g0-1-2">3</td>' in html
