"""Reports as web pages: real spans, layout tables, GBK, saved as .mht; and the page that a PDF is made from."""

import quopri
from html import escape

from eval.samples_form import Cell, Grid
from eval.samples_formats import FormatSample
from eval.samples_report import Content, Paragraph

SITE = "http://www.example.org"
PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="{charset}">
<title>{title}_{issuer}</title>
{links}<style>td {{ border: 1px solid #000 }}</style>
<script>var visits = 20481; document.title = "not the title";</script>
</head>
<body>
<div class="nav"><a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 年报</div>
{body}
<div class="footer">{issuer}主办 网站标识码：0000000000 访问量：20481</div>
</body>
</html>
"""
LAYOUT = """<table width="1000" align="center"><tr>
<td width="180"><ul><li>领导分工</li><li>机构职能</li><li>政府信息公开年报</li></ul></td>
<td><table width="100%"><tr><td>发布日期：{published}　字号：大 中 小</td></tr>
<tr><td>
{body}
</td></tr></table></td>
</tr></table>"""


def address(sample: FormatSample) -> str:
    """Where the report is published: an address that leads nowhere."""
    slug = sample.sample.stem.split("-")[1]
    return f"{SITE}/{slug}/zwgk/nb/{sample.sample.year + 1}/t{sample.sample.number:04d}.html"


def published(sample: FormatSample) -> str:
    """The ISO date of publication: in the January after."""
    return f"{sample.sample.year + 1}-01-{sample.sample.number % 28 + 1:02d}"


def web_page(reports: list[tuple[FormatSample, Content]]) -> str:
    """One page with one report or several, in the style of the first."""
    first, told = reports[0]
    links = f'<meta name="PubDate" content="{published(first)}">\n'
    if "canonical" in first.style:
        links += f'<link rel="canonical" href="{address(first)}">\n'
    body = "\n".join(_article(sample, content) for sample, content in reports)
    if "nested" in first.style:
        body = LAYOUT.format(published=published(first), body=body)
    charset = "gb2312" if "gbk" in first.style else "utf-8"
    return PAGE.format(charset=charset, title=told.title, issuer=first.sample.issuer, links=links, body=body)


def _article(sample: FormatSample, content: Content) -> str:
    nested = "nested" in sample.style
    lines = [f"<h1>{escape(content.title)}</h1>"]
    for part in content.parts:
        if not isinstance(part, Paragraph):
            table = html_table(part, odd=nested)
            lines.append(f"<table><tr><td>\n{table}\n</td></tr></table>" if nested else table)
        elif part.heading:
            lines.append(f"<p><strong>{escape(part.text)}</strong></p>")
        else:
            lines.append(f"<p>&nbsp;&nbsp;{escape(part.text)}</p>")
    return "\n".join(lines)


def html_table(grid: Grid, odd: bool = False) -> str:
    """A table with its spans. `odd`: digits split over elements, blanks around them and line breaks in headers."""
    rows = []
    for row in grid:
        rows.append("<tr>" + "".join(_cell(cell, odd) for cell in row) + "</tr>")
    return '<table border="1" cellspacing="0">\n' + "\n".join(rows) + "\n</table>"


def _cell(cell: Cell, odd: bool) -> str:
    spans = (f' colspan="{cell.cols}"' if cell.cols > 1 else "") + (f' rowspan="{cell.rows}"' if cell.rows > 1 else "")
    text = escape(cell.text).replace("\n", "<br>")
    if odd and cell.id and len(text) > 2:
        text = f"&nbsp;<span>{text[:1]}</span><span>{text[1:]}</span>"
    elif odd and len(text) in (4, 6):
        text = f"{text[:2]}<br>{text[2:]}"
    return f"<td{spans}><p>{text}</p></td>"


def saved_page(sample: FormatSample, page: str) -> str:
    """The page as a browser saves it whole: MIME parts with their Content-Location."""
    edge = f"----MultipartBoundary--{sample.sample.stem}----"
    body = quopri.encodestring(page.encode()).decode()
    return "\r\n".join(
        [
            "From: <Saved by Blink>",
            f"Snapshot-Content-Location: {address(sample)}",
            "MIME-Version: 1.0",
            f'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{edge}"',
            "",
            f"--{edge}",
            "Content-Type: text/html",
            "Content-Transfer-Encoding: quoted-printable",
            f"Content-Location: {address(sample)}",
            "",
            body.replace("\n", "\r\n"),
            f"--{edge}",
            "Content-Type: text/css",
            f"Content-Location: {SITE}/style.css",
            "",
            "td { padding: 2px }",
            f"--{edge}--",
            "",
        ]
    )


PRINT = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title><style>
@page {{ size: {size}; margin: {margin}; @bottom-center {{ content: "- " counter(page) " -"; font-size: 9pt }} }}
body {{ font-family: "Noto Serif CJK SC"; font-size: {points}pt; line-height: 1.45 }}
h1 {{ font-size: 14pt; text-align: center }} h2 {{ font-size: 11pt }}
table {{ border-collapse: collapse; width: 100%; margin: 6pt 0 }}
td {{ border: 0.7pt solid #000; padding: 2pt 3pt; text-align: center }}
p {{ margin: 3pt 0; text-indent: 2em }} td p {{ margin: 0; text-indent: 0 }}
</style></head><body><h1>{title}</h1>
{body}
</body></html>"""


def print_page(content: Content, size: str = "A4", margin: str = "18mm 15mm", points: float = 9) -> str:
    """The report as it is printed: pages of `size`, numbered; a table that does not fit goes on over the page."""
    lines = []
    for part in content.parts:
        if isinstance(part, Paragraph):
            tag = "h2" if part.heading else "p"
            lines.append(f"<{tag}>{escape(part.text)}</{tag}>")
        else:
            lines.append(html_table(part))
    return PRINT.format(title=content.title, size=size, margin=margin, points=points, body="\n".join(lines))
