"""What a saved page says of itself: its address, its day, its names, and what stands in another file."""

from pathlib import Path

import pytest

from tests.html_pages import body, figures, page, tables_of
from tests.test_readers_html import read


@pytest.mark.parametrize(
    ("head", "url"),
    [
        pytest.param(
            '<link rel="canonical" href="https://www.a.gov.cn/x.html">', "https://www.a.gov.cn/x.html", id="canonical"
        ),
        pytest.param('<meta property="og:url" content="http://a.gov.cn/1">', "http://a.gov.cn/1", id="og:url"),
        pytest.param(
            "<!-- saved from url=(0042)http://www.a.gov.cn/xxgk/t20210120_1.html -->",
            "http://www.a.gov.cn/xxgk/t20210120_1.html",
            id="saved by IE or Chrome",
        ),
        pytest.param(
            "<!--\n Page saved with SingleFile \n url: https://a.gov.cn/2 \n saved date: Wed -->",
            "https://a.gov.cn/2",
            id="SingleFile",
        ),
        pytest.param('<base href="http://a.gov.cn/3/">', "http://a.gov.cn/3/", id="base as a last resort"),
        pytest.param(
            '<base href="http://b/"><link rel=canonical href="http://a.gov.cn/4">',
            "http://a.gov.cn/4",
            id="canonical first",
        ),
        pytest.param('<link rel=canonical href="javascript:alert(1)">', None, id="a script is no address"),
        pytest.param("<!-- saved from url=(0014)about:internet -->", None, id="no address at all"),
        pytest.param('<link rel=canonical href="file:///c:/a.html">', None, id="a file is no address"),
    ],
)
def test_the_address_is_what_the_page_says(tmp_path: Path, head: str, url: str | None) -> None:
    assert read(tmp_path, f"{head}<p>我局公开信息三条。</p>").url == url


@pytest.mark.parametrize(
    ("html", "day"),
    [
        pytest.param('<meta name="PubDate" content="2021-01-20 09:30">', "2021-01-20", id="PubDate"),
        pytest.param(
            '<meta property="article:published_time" content="2021-01-20T09:30:00+08:00">', "2021-01-20", id="article"
        ),
        pytest.param("<p>发布时间：2021年1月20日　来源：本站</p>", "2021-01-20", id="a line under the title"),
        pytest.param(
            "<table><tr><td>索引号<td>1<td>发布日期<td>2021/01/20</table>", "2021-01-20", id="a table of metadata"
        ),
        pytest.param("<p>成文日期：2021.1.20</p>", "2021-01-20", id="points"),
        pytest.param('<meta name="PubDate" content="2021-13-40">', None, id="no such day"),
        pytest.param("<p>截至2021年1月20日，公开信息三条。</p>", None, id="a day in the text is none"),
    ],
)
def test_the_day_of_publication_is_what_the_page_says(tmp_path: Path, html: str, day: str | None) -> None:
    assert read(tmp_path, f"{html}<p>我局公开信息三条。</p>").published == day


def test_names_come_from_the_metadata_the_most_telling_first(tmp_path: Path) -> None:
    head = '<title>年报_某市</title><meta name="ArticleTitle" content="某市2020年年报">'
    head += "<meta name=SiteName content=某市政府>"
    assert read(tmp_path, head + "<p>我局公开信息三条。</p>").names == ("某市2020年年报", "年报_某市", "某市政府")


@pytest.mark.parametrize(
    ("html", "word"),
    [
        pytest.param("<p><a href='P020.pdf'>某局2020年年报.pdf</a></p>", "附件", id="an attachment"),
        pytest.param("<p>三、收到申请情况</p><img src=t3.png>", "图片", id="a picture"),
        pytest.param("<p>年报</p><iframe src=/pdf/viewer.html?file=a.pdf></iframe>", "嵌入", id="an embedded file"),
    ],
)
def test_what_stands_in_another_file_is_said(tmp_path: Path, html: str, word: str) -> None:
    assert any(word in note for note in read(tmp_path, html).notes)


def test_a_page_with_its_tables_has_nothing_to_say(tmp_path: Path) -> None:
    inner = body(tables_of("F2021", figures("F2021"))) + "<img src=logo.png><a href=a.pdf>附件</a>"
    assert read(tmp_path, page(inner)).notes == ()
