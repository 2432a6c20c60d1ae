"""Reports as HTML and DOCX pages whose every cell is another number, and what must be read from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from eval.samples_form import Grid, applicants, request_rows, table2, table2_cells, table3, table4, table4_cells
from eval.samples_numbers import draw

ISSUER = "某省某市教育局"
FONT = '"Noto Sans CJK SC", "Noto Serif CJK SC", sans-serif'
STYLE = f"""
@page {{ size: A4; margin: 2.2cm 1.8cm; @bottom-center {{ content: "— " counter(page) " —"; font-size: 9pt }} }}
body {{ font-family: {FONT}; font-size: 11pt; line-height: 1.6 }}
h1 {{ font-size: 17pt; text-align: center }} h2 {{ font-size: 13pt }}
p {{ text-indent: 2em; margin: .4em 0 }}
table {{ border-collapse: collapse; width: 100%; font-size: 9pt; margin: .5em 0 }}
td {{ border: .75pt solid #000; padding: 2pt 3pt; text-align: center; vertical-align: middle }}
"""
OVERVIEW = (
    "本报告根据《中华人民共和国政府信息公开条例》编制，统计期限自{year}年1月1日起至{year}年12月31日止。如有疑问，请联系某省某市教育局"
    "（地址：示例路9号，电话：0199-5550199）。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The printed text of every cell of a report, by id, and the forms of tables 2 and 3."""

    form2: str
    form3: str
    printed: dict[str, str]
    year: int = 2022

    @property
    def grids(self) -> tuple[Grid, Grid, Grid]:
        """Tables 2, 3 and 4 as the official form prints them."""
        return table2(self.form2, self.printed, {}), table3(self.form3, self.printed), table4(self.printed)


def cells_of(form2: str, form3: str) -> list[str]:
    """Ids of every printed cell of a report."""
    rows = [f"{row.id}|{column}" for row in request_rows(form3) for column in applicants()]
    return [*table2_cells(form2), *rows, *table4_cells()]


def figures(seed: str, form2: str = "F2021", form3: str = "F2021", states: Mapping[str, str] | None = None) -> Figures:
    """Figures that are all different; `states` gives cells that print something else."""
    states = states or {}
    drawn = draw(seed, form2=form2, form3=form3, zero=tuple(states))
    printed = {cell: states.get(cell, str(drawn.cells[cell])) for cell in cells_of(form2, form3)}
    return Figures(form2=form2, form3=form3, printed=printed)


def html_table(grid: Grid) -> str:
    """A grid with its spans as HTML."""
    rows = []
    for row in grid:
        cells = (f'<td colspan="{c.cols}" rowspan="{c.rows}">{escape(c.text)}</td>' for c in row)
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(rows)}</table>"


def html_report(made: Figures, style: str = "", tables: Sequence[str] | None = None, filler: Iterable[str] = ()) -> str:
    """A whole report; `style` is added to the style sheet, `tables` replaces the three tables, `filler` is prose."""
    t2, t3, t4 = tables or [html_table(grid) for grid in made.grids]
    more = "".join(f"<p>{escape(text)}</p>" for text in filler)
    overview = OVERVIEW.format(year=made.year)
    return f"""<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{ISSUER}{made.year}年年报</title>
<style>{STYLE}{style}</style></head><body><h1>{ISSUER}{made.year}年政府信息公开工作年度报告</h1><p>{overview}</p>
<h2>一、总体情况</h2><p>全年主动公开政府信息三千余条，政务新媒体发布信息若干条，群众关心的事项均已公开。</p>{more}
<h2>二、主动公开政府信息情况</h2>{t2}<h2>三、收到和处理政府信息公开申请情况</h2>{t3}
<h2>四、政府信息公开行政复议、行政诉讼情况</h2>{t4}<h2>五、存在的主要问题及改进情况</h2>
<p>公开的及时性还需提高，下一步将加强培训。</p><h2>六、其他需要报告的事项</h2><p>本年度未收取信息处理费。</p></body></html>"""
