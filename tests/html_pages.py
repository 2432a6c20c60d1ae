"""A report as a page: its figures, its tables with spans, what a site puts around it."""

from collections.abc import Callable, Mapping
from html import escape

from eval.samples_form import Cell, Grid, table2, table3, table4
from eval.samples_layouts import expand
from eval.samples_numbers import draw

TITLE = "某某市教育局2021年政府信息公开工作年度报告"
SECTIONS = (
    "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
)  # fmt: skip
PROSE = {
    0: "2021年，我局认真贯彻落实《中华人民共和国政府信息公开条例》，全年主动公开信息1234条。",
    4: "主动公开的内容还不够丰富，下一步将加强培训，及时更新内容，提高公开质量。",
    5: "本年度没有需要报告的其他事项，未收取信息处理费，特此说明并欢迎监督。",
}
Tables = tuple[Grid, Grid, Grid]
Shape = Callable[[Tables], bytes]
CellHtml = Callable[[Cell], str]


def figures(form: str) -> dict[str, str]:
    """A number for each printed cell of a form, all different; the sums of the form hold."""
    return {cell: str(number) for cell, number in draw(f"html-{form}", form2=form, form3=form).cells.items()}


def tables_of(form: str, printed: Mapping[str, str]) -> Tables:
    """The three tables of a form with their spans."""
    return table2(form, printed, {}), table3(form, printed), table4(printed)


# ---- pieces of pages


def plain(cell: Cell) -> str:
    spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (f' colspan="{cell.cols}"' if cell.cols > 1 else "")
    return f"<td{spans}>{escape(cell.text)}</td>"


def table(grid: Grid, cell: CellHtml = plain, opening: str = "<table border=1>") -> str:
    rows = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in grid)
    return f"{opening}<tbody>{rows}</tbody></table>"


def around(inner: Callable[[str], str]) -> CellHtml:
    """Cells whose text is wrapped; labels and values alike."""

    def cell(cell: Cell) -> str:
        return plain(Cell("\0", cell.id, cell.cols, cell.rows)).replace("\0", inner(escape(cell.text)))

    return cell


def values(inner: Callable[[str], str]) -> CellHtml:
    """Cells whose values are wrapped."""

    def cell(cell: Cell) -> str:
        return around(inner)(cell) if cell.id else plain(cell)

    return cell


def body(
    tables: Tables, cell: CellHtml = plain, paragraph: str = "<p>{}</p>", opening: str = "<table border=1>"
) -> str:
    parts = []
    for number, section in enumerate(SECTIONS):
        parts.append(paragraph.format(section))
        if number in PROSE:
            parts.append(paragraph.format("　　" + PROSE[number]))
        else:
            parts.append(table(tables[number - 1], cell, opening))
    return "\n".join(parts)


def page(inner: str, head: str = '<meta charset="utf-8">', before: str = "", after: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head>{head}<title>{TITLE}_某某市人民政府</title></head><body>{before}"
        f"<h1>{TITLE}</h1>{inner}{after}</body></html>"
    )


MENU = (
    "<div class='nav'><ul>" + "".join(f"<li><a href='/c{n}.html'>栏目{n}</a></li>" for n in range(30)) + "</ul></div>"
)
CRUMBS = "<div class='location'>您当前的位置：<a href='/'>首页</a> &gt; <a href='/xxgk'>信息公开年报</a></div>"
FOOTER = "<div id='footer'><p>主办：某某市人民政府办公室　备案号：某ICP备12345678号。网站标识码3607000001</p></div>"
RELATED = (
    "<div><ul>"
    + "".join(f"<li><a href='/n{y}.html'>{y}年政府信息公开年度报告</a></li>" for y in range(2015, 2021))
    + "</ul></div>"
)
SHARE = "<div class='bdsharebuttonbox'><a href='#'>分享到微信</a><span>字号：大 中 小</span></div>"


def split_rows(grid: Grid, at: int) -> tuple[str, str]:
    """A table cut after a row, as by an editor's page break; a spanned label goes on in the second part."""
    rows = expand(grid)
    parts = []
    for start, end in ((0, at), (at, len(rows))):
        lines = []
        for number in range(start, end):
            cells = []
            for slot in rows[number]:
                top = slot.first_row or number == start
                if not (top and slot.first_col):
                    continue
                below = next((n for n in range(number + 1, end) if all(s.cell is not slot.cell for s in rows[n])), end)
                cells.append(plain(Cell(slot.cell.text, slot.cell.id, slot.cell.cols, below - number)))
            lines.append(f"<tr>{''.join(cells)}</tr>")
        parts.append(f"<table>{''.join(lines)}</table>")
    return parts[0], parts[1]
