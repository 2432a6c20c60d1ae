"""Three small reports with whole statutory tables, made from the labels of form.yaml: what the doors are tested on."""

from decimal import Decimal

from index.form import APPLICANTS, Forms, load_forms
from index.report import Figure, Finding, Passage, Report, Source, State, Table, TableCell

FIRST_VALUE_LINE = 100
HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'

Row = tuple[TableCell, ...]


def _state(printed: str) -> tuple[State, Decimal | None]:
    if printed.lstrip("-").isdecimal():
        return "number", Decimal(printed)
    return ("blank", None) if printed == "" else ("text", None)


def _t3_header() -> list[Row]:
    corner = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    kinds = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
    return [
        (TableCell(corner, header=True, row_span=3, col_span=3), TableCell("申请人情况", header=True, col_span=7)),
        (
            TableCell("自然人", header=True, row_span=2),
            TableCell("法人或其他组织", header=True, col_span=5),
            TableCell("总计", header=True, row_span=2),
        ),
        tuple(TableCell(kind, header=True) for kind in kinds),
    ]


def _t3_labels(forms: Forms, row: str, seen: set[str]) -> Row:
    """The label cells a row starts with; a label that spans several rows stands in the first of them only."""
    item = forms.rows[row]
    parent = forms.rows.get(item.parent or "")
    if parent is None:
        return (TableCell(item.zh, col_span=3),)
    labels: list[TableCell] = []
    if "t3.res" not in seen:
        labels.append(
            TableCell("三、本年度办理结果", row_span=sum(r.startswith("t3.res") for r in forms.t3_rows("F2019")))
        )
        seen.add("t3.res")
    if parent.id == "t3.res":
        return (*labels, TableCell(item.zh, col_span=2))
    if parent.id not in seen:
        spanned = sum(forms.rows[r].parent == parent.id for r in forms.t3_rows("F2019"))
        labels.append(TableCell(parent.zh, row_span=spanned))
        seen.add(parent.id)
    return (*labels, TableCell(item.zh))


def table3(file: str, values: dict[str, str], *, default: str = "0") -> Table:
    """Return a table 3 (F2019) that prints `values` by cell id and `default` in every other cell."""
    forms = load_forms()
    rows = _t3_header()
    figures: list[Figure] = []
    seen: set[str] = set()
    line = FIRST_VALUE_LINE
    for row_number, row in enumerate(forms.t3_rows("F2019")):
        cells = list(_t3_labels(forms, row, seen))
        for column, applicant in enumerate(APPLICANTS):
            cell = f"{row}|{applicant}"
            printed = values.get(cell, default)
            state, number = _state(printed)
            source = Source(file, line=line, cell=(row_number + 3, column + 3))
            figures.append(Figure(cell=cell, printed=printed, state=state, number=number, unit="件", source=source))
            cells.append(TableCell(printed, cell=cell, line=line))
            line += 1
        rows.append(tuple(cells))
    return Table(
        id="t3",
        status="ok",
        form="F2019",
        confidence=1.0,
        rows=tuple(rows),
        figures=tuple(figures),
        line=95,
        last_line=line,
    )


def table2(file: str, decisions: str) -> Table:
    """Return a short table 2: one block, of administrative licences."""
    printed = {"t2.license.prior_items": "3", "t2.license.change": "-1", "t2.license.decisions": decisions}
    figures = []
    for column, (cell, text) in enumerate(printed.items(), start=1):
        state, number = _state(text)
        source = Source(file, line=46 + column, cell=(2, column))
        figures.append(Figure(cell=cell, printed=text, state=state, number=number, unit="件", source=source))
    rows: list[Row] = [
        (TableCell("第二十条第（五）项", header=True, col_span=4),),
        tuple(TableCell(text, header=True) for text in ("信息内容", "上一年项目数量", "本年增/减", "处理决定数量")),
        (TableCell("行政许可"), *(TableCell(text, cell=cell, line=47) for cell, text in printed.items())),
    ]
    return Table(id="t2", status="ok", form="F2019", confidence=1.0, rows=tuple(rows), figures=tuple(figures), line=40)


def _lines(issuer: str, year: int, prose: str) -> tuple[str, ...]:
    lines = [f"{issuer}{year}年政府信息公开工作年度报告", "", "一、总体情况", "（一）依申请公开", prose]
    lines += [HOSTILE, "二、主动公开政府信息情况"]
    lines += [""] * (FIRST_VALUE_LINE - len(lines) - 1)
    return (*lines, *("\t0" for _ in range(161)))


def _report(report_id: str, issuer: str, year: int, region: str, prose: str, t3: Table, **more: object) -> Report:
    file = f"{report_id}.txt"
    heading = ("一、总体情况", "（一）依申请公开")
    passage = Passage(
        id=f"{report_id}:1",
        report=report_id,
        section="s1",
        heading=heading,
        text=prose,
        embedded=prose,
        line=5,
        last_line=5,
    )
    values = {
        "tables": {
            "t2": table2(file, "18"),
            "t3": t3,
            "t4": Table(id="t4", status="not_extracted", reason="表头与国办格式不符，未能逐格对应"),
        },
        "passages": (passage,),
        "lines": _lines(issuer, year, prose),
        "region": region,
        "sample": True,
        **more,
    }
    return Report(
        id=report_id,
        file=file,
        content_hash="0" * 64,
        title=f"{issuer}{year}年政府信息公开工作年度报告",
        issuer=issuer,
        year=year,
        **values,  # type: ignore[arg-type]
    )


def yichun() -> Report:
    """Handled in all: 2, of a natural person 1 and a company 1; no finding."""
    ones = ("t3.new", "t3.res.granted", "t3.res.total")
    values = {f"{row}|{column}": "1" for row in ones for column in ("natural", "org.commercial")}
    values |= {f"{row}|total": "2" for row in ones}
    prose = "2020年，受理依申请公开2件，其中自然人1件，法人或其他组织1件。全年召开新闻发布会9场。"
    return _report("003", "宜春市卫生健康委", 2020, "江西省/宜春市", prose, table3("003.txt", values))


def hunan() -> Report:
    """Received from natural persons 25, the total cell prints 0: a failed rule on three rows."""
    rows = ("t3.new", "t3.res.granted", "t3.res.total")
    finding = Finding(
        rule="T3.ROW",
        kind="hard",
        severity="error",
        message_zh="本年新收：各栏之和 25，总计格印 0，相差 25。",
        message_en="New requests: the columns add up to 25, the total prints 0.",
        cells=("t3.new|natural", "t3.new|total"),
        sources=(Source("000.txt", line=100), Source("000.txt", line=106)),
        numbers={"sum": Decimal(25), "printed_total": Decimal(0)},
    )
    values = {f"{row}|natural": "25" for row in rows}
    prose = "2020年共受理依申请公开25件，回复25件。"
    t3 = table3("000.txt", values)
    return _report("000", "湖南省中医药管理局", 2020, "湖南省", prose, t3, findings=(finding,))


def kongtong() -> Report:
    """Every cell of table 3 is blank."""
    finding = Finding(
        rule="T3.EMPTY",
        kind="completeness",
        severity="warn",
        message_zh="表三 161 格全部空白，报告未给出数字。",
        message_en="All 161 cells of table 3 are blank; the report gives no figure.",
    )
    prose = "2019年，崆峒区卫生健康局依法办理依申请公开。"
    t3 = table3("004.txt", {}, default="")
    return _report(
        "004", "平凉市崆峒区卫生健康局", 2019, "甘肃省/平凉市/崆峒区", prose, t3, findings=(finding,), sample=False
    )
