"""The sanitised view: harmless whatever the page holds, and every number of the reader found again in it."""

import json
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
from tests.html_pages import figures, tables_of
from tests.html_shapes import SHAPES
from tests.test_readers_mht import mail, part, report

HARMLESS_TAGS = {"h2", "h3", "h4", "h5", "h6", "p", "table", "tbody", "tr", "td", "th", "a", "strong", "br"}
HARMLESS_ATTRIBUTES = {"id", "rowspan", "colspan", "href", "rel", "target"}
VECTORS: list[str] = json.loads((Path(__file__).parent / "xss_vectors.json").read_text(encoding="utf-8"))


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
        pytest.param("<table><tr><td>规章</td><td>{}</td></tr><tr><td>文件</td><td>7</td></table>", id="in a cell"),
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
