"""Makes a Report for a test without any reader: from known figures, or from a form filled with zeros; and checks it."""

from collections.abc import Iterable, Mapping
from typing import Any

from index.figures import read_cell
from index.form import load_forms
from index.report import TABLE_IDS, Figure, Finding, Prose, Report, Source, Table
from index.rules import check_report, findings

FILE = "report.txt"
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
FIRST_CELL = 1001  # line of the first cell, well behind the prose


def zero_report(
    *says: str,
    form: str = "F2021",
    year: int = 2021,
    issuer: str = "样例省白石县卫生健康局",
    region: str = "样例省/白石县",
    cells: Mapping[str, str] | None = None,
    headings: Iterable[str] = HEADINGS,
    file: str = FILE,
) -> Report:
    """A report whose every cell prints 0 but for `cells` (id → printed) and whose section one says `says`.

    The title is line 1, the first heading line 2, what it says the lines from 3, the other headings follow. The cells
    of tables 2, 3 and 4 are printed in form order, one a line from FIRST_CELL.
    """
    forms = load_forms()
    printed = dict.fromkeys((cell for table in TABLE_IDS for cell in forms.printed[form, table]), "0") | dict(
        cells or {}
    )
    lines = dict(zip(printed, range(FIRST_CELL, FIRST_CELL + len(printed)), strict=True))
    first, *others = headings
    title = f"{issuer}{year}年政府信息公开工作年度报告"
    prose = enumerate((title, first, *says, *others), start=1)
    figures = [_figure(file, cell, text, lines[cell]) for cell, text in printed.items()]
    return _report(file, title, issuer, year, region, form, figures, prose)


def known_report(known: Mapping[str, Any], prose: Iterable[tuple[int, str]] = ()) -> Report:
    """A report with the cells of a file of known figures, and prose as (line, text)."""
    title = f"{known['issuer']}{known['year']}年政府信息公开工作年度报告"
    figures = [_figure(known["file"], cell["cell"], cell["printed"], cell["line"]) for cell in known["cells"]]
    return _report(known["file"], title, known["issuer"], known["year"], "", known["form"], figures, prose)


def outcome(report: Report, rule: str) -> list[str]:
    """The statuses of a rule's instances."""
    return [result.status for result in check_report(report) if result.rule == rule]


def found(report: Report, rule: str = "") -> list[Finding]:
    """The findings of a report, of one rule where it is given."""
    return [finding for finding in findings(check_report(report)) if rule in ("", finding.rule)]


def lines(finding: Finding) -> list[int | None]:
    """The lines of the places that show a finding, in their order."""
    return [source.line for source in finding.sources]


def _figure(file: str, cell: str, printed: str, line: int) -> Figure:
    state, number, unit = read_cell(printed, load_forms().cells[cell].unit)
    return Figure(cell=cell, printed=printed, state=state, number=number, unit=unit, source=Source(file, line=line))


def _report(
    file: str,
    title: str,
    issuer: str,
    year: int,
    region: str,
    form: str,
    figures: Iterable[Figure],
    prose: Iterable[tuple[int, str]],
) -> Report:
    kept = list(figures)
    tables = {
        table: Table(id=table, status="ok", form=form, figures=tuple(f for f in kept if f.cell.split(".")[0] == table))
        for table in TABLE_IDS
    }
    blocks = tuple(Prose(text, line=line) for line, text in prose)
    return Report(
        id="r", file=file, content_hash="", title=title, issuer=issuer, year=year, region=region, blocks=blocks,
        tables=tables,
    )  # fmt: skip
