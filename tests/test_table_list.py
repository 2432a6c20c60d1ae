"""The list form before 2019: read under ids of its own, or refused; the forms since then never have it."""

from decimal import Decimal

import pytest

from index.figures import read_table
from index.form import load_forms
from index.readers.text import blocks_of
from index.report import Block
from index.tables import map_tables
from tests.mutants import sample_names
from tests.span_sheets import (
    pages,
    read,
)

LIST = (
    "一、主动公开情况|——|——",
    "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）|条|1201",
    "其中：主动公开规范性文件数|条|12",
    "制发规范性文件总数|件|13",
    "1.政府公报公开政府信息数|条|0",
    "2.政府网站公开政府信息数|条|1199",
    "3.政务微博公开政府信息数|条|",
    "4.政务微信公开政府信息数|条|-",
    "三、依申请公开情况|——|——",
    "（一）收到申请数|件|25",
    "1.当面申请数|件|3",
    "2.传真申请数|件|1",
    "3.网络申请数|件|20",
    "4.信函申请数|件|1",
    "（二）申请办结数|件|24",
    "1.按时办结数|件|23",
    "2.延期办结数|件|1",
    "4.不同意公开答复数|件|2",
    "其中：1.涉及国家秘密|件|1",
    "四、行政复议数量|件|6",
    "（二）被依法纠错数|件|2",
    "（三）其他情形数|件|4",
    "五、行政诉讼数量|件|5",
    "（二）被依法纠错数|件|1",
    "（三）其他情形数|件|3",
    "七、依申请公开信息收取的费用|万元|0.5",
    "本级财政补助数|万元|7",
)


def list_blocks(rows: tuple[str, ...]) -> list[Block]:
    return list(blocks_of(["统计指标 | 单位 | 统计数 |", *(row.replace("|", " | ") + " |" for row in rows)]))


def test_the_list_before_2019_is_read_under_ids_of_its_own() -> None:
    forms = load_forms()
    table = read_table(map_tables(list_blocks(LIST), forms)["l14"], "a.txt", forms)
    found = {figure.cell: (figure.state, figure.number, figure.unit) for figure in table.figures}
    assert (table.status, table.form) == ("ok", "F2014")
    assert found["l14.req.received"] == ("number", Decimal(25), "件")
    assert found["l14.channel.wechat"] == ("dash", None, "条")
    assert found["l14.channel.weibo"] == ("blank", None, "条")
    assert found["l14.review.corrected"] == ("number", Decimal(2), "件")
    assert found["l14.lit.other"] == ("number", Decimal(3), "件")
    assert found["l14.fee"] == ("number", Decimal("0.5"), "万元")
    assert [extra.row for extra in table.extras if extra.printed == "7"] == [("本级财政补助数",)]
    assert table.rows
    assert {t.status for key, t in map_tables(list_blocks(LIST), forms).items() if key != "l14"} == {"absent"}


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(LIST[:8], id="a few rows only"),
        pytest.param((*LIST, "（一）收到申请数|件|26"), id="a row twice"),
        pytest.param(tuple(row + "|9" if "传真" in row else row for row in LIST), id="two values in a row"),
    ],
)
def test_a_list_that_is_not_sure_is_refused(rows: tuple[str, ...]) -> None:
    table = map_tables(list_blocks(rows), load_forms())["l14"]
    assert table.status == "not_extracted"
    assert table.reason


def test_every_cell_of_the_list_has_a_path_for_answers() -> None:
    forms = load_forms()
    assert forms.cells["l14.ans.denied.secret"].paths("F2014") == (
        ("依申请公开情况", "申请答复数", "不同意公开答复数", "涉及国家秘密"),
        ("统计数",),
    )
    assert {*forms.printed["F2014", "l14"]} == {cell for cell in forms.cells if cell.startswith("l14")}


def test_no_report_of_the_forms_since_2019_has_the_list() -> None:
    assert all("l14" not in read(pages(name).sheets) for name in sample_names())
