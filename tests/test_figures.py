"""What one cell prints: state, exact number, unit."""

from decimal import Decimal

import pytest

from index.figures import read_cell
from index.report import Figure, Source, State
from tests.report_text import sample_text, tables_in


@pytest.mark.parametrize(
    ("printed", "state", "number", "unit"),
    [
        pytest.param("32", "number", Decimal(32), "件", id="a bare number takes the row's unit"),
        pytest.param("0", "number", Decimal(0), "件", id="zero is a number"),
        pytest.param("\u30000", "number", Decimal(0), "件", id="a full-width blank before a digit is dropped"),
        pytest.param("1,234", "number", Decimal(1234), "件", id="thousands separator"),
        pytest.param("1，234", "number", Decimal(1234), "件", id="full-width thousands separator"),
        pytest.param("３２", "number", Decimal(32), "件", id="full-width digits"),
        pytest.param("122.51万元", "number", Decimal("122.51"), "万元", id="the unit is kept, the value not rescaled"),
        pytest.param("5000元", "number", Decimal(5000), "元", id="yuan stays yuan"),
        pytest.param("增320", "number", Decimal(320), "件", id="a word for plus"),
        pytest.param("减11", "number", Decimal(-11), "件", id="a word for minus"),
        pytest.param("减少：11", "number", Decimal(-11), "件", id="a longer word for minus"),
        pytest.param("-1", "number", Decimal(-1), "件", id="a minus sign"),
        pytest.param("－1", "number", Decimal(-1), "件", id="a full-width minus sign"),
        pytest.param("+3", "number", Decimal(3), "件", id="a plus sign"),
        pytest.param("±0", "number", Decimal(0), "件", id="plus or minus nothing"),
        pytest.param("22（其中修订16件）", "number", Decimal(22), "件", id="a remark in brackets"),
        pytest.param("[bookmark: _GoBack]1", "number", Decimal(1), "件", id="a bookmark left by the flattening"),
        pytest.param("", "blank", None, "件", id="nothing is a blank"),
        pytest.param("\u3000", "blank", None, "件", id="a full-width blank is a blank"),
        pytest.param("[bookmark: x]", "blank", None, "件", id="a bookmark alone is a blank"),
        pytest.param("-", "dash", None, "件", id="a hyphen is a dash"),
        pytest.param("——", "dash", None, "件", id="a long dash is a dash"),
        pytest.param("/", "slash", None, "件", id="a slash is a slash"),
        pytest.param("无", "text", None, "件", id="none in words is not 0"),
        pytest.param("详见附件", "text", None, "件", id="words are words"),
        pytest.param("1 2 3 或 4", "text", None, "件", id="several numbers are words"),
        pytest.param("12,34", "text", None, "件", id="a comma out of place is not guessed"),
        pytest.param("1.2.3", "text", None, "件", id="two points are not guessed"),
        pytest.param("l2", "text", None, "件", id="a letter among digits is not guessed"),
        pytest.param("O", "text", None, "件", id="a letter O is no zero"),
        pytest.param("0件", "number", Decimal(0), "件", id="zero with its unit"),
        pytest.param("０", "number", Decimal(0), "件", id="a full-width zero"),
        pytest.param("1 234", "number", Decimal(1234), "件", id="thousands parted by a blank"),
        pytest.param("1\u00a0234件", "number", Decimal(1234), "件", id="thousands parted by a no-break space"),
        pytest.param("1 2", "text", None, "件", id="two digits apart are not one number"),
        pytest.param("0\n0", "text", None, "件", id="two lines are two values"),
        pytest.param("1\n234", "text", None, "件", id="two lines are no thousands"),
        pytest.param("12 件", "number", Decimal(12), "件", id="a blank before the unit"),
        pytest.param("12\n件", "number", Decimal(12), "件", id="the unit on a line of its own"),
        pytest.param("12.5 万", "text", None, "件", id="tens of thousands of what is counted one by one"),
        pytest.param("↑3", "number", Decimal(3), "件", id="an arrow up"),
        pytest.param("↓3", "number", Decimal(-3), "件", id="an arrow down"),
        pytest.param("3（增）", "number", Decimal(3), "件", id="a sign in brackets behind"),
        pytest.param("3（减）", "number", Decimal(-3), "件", id="a minus in brackets behind"),
        pytest.param("-3（减）", "text", None, "件", id="two signs are not guessed"),
        pytest.param("减0", "number", Decimal(0), "件", id="minus nothing is nothing"),
        pytest.param("约3", "text", None, "件", id="an estimate is no number"),
        pytest.param("3-5", "text", None, "件", id="a range is no number"),
        pytest.param("3～5", "text", None, "件", id="a range with a wave is no number"),
        pytest.param("①", "text", None, "件", id="a numeral in a ring is a mark"),
        pytest.param("3²", "text", None, "件", id="a raised digit is a note"),
        pytest.param("٣", "text", None, "件", id="digits of another script"),
        pytest.param("一", "text", None, "件", id="one in words, or a dash: not told"),
        pytest.param("–", "dash", None, "件", id="an en dash is a dash"),
        pytest.param("＼", "slash", None, "件", id="a full-width backslash is a slash"),
        pytest.param("空", "text", None, "件", id="a word for blank is a word"),
        pytest.param("\xa0", "blank", None, "件", id="a no-break space is a blank"),
        pytest.param("5%", "text", None, "件", id="a share is no count"),
    ],
)
def test_a_cell_is_read_as_printed(printed: str, state: State, number: Decimal | None, unit: str) -> None:
    assert read_cell(printed, "件") == (state, number, unit)


@pytest.mark.parametrize(("unit", "said"), [("万元", "万元"), ("", "万元")])
def test_wan_alone_is_money_where_the_cell_holds_money(unit: str, said: str) -> None:
    assert read_cell("12.5 万", unit) == ("number", Decimal("12.5"), said)


def test_a_number_needs_the_state_of_one() -> None:
    with pytest.raises(ValueError, match="blank"):
        Figure(cell="t3.new|total", printed="", state="blank", number=Decimal(0), unit="件", source=Source("a.txt"))


@pytest.mark.parametrize(
    ("stem", "cell", "unit"),
    [
        pytest.param("yichun-2020", "t2.procurement.amount", "万元", id="the unit in the cell"),
        pytest.param("xiangxiang-2023", "t2.fees.amount", "万元", id="the unit in the header"),
        pytest.param("hunan-tcm-2020", "t2.procurement.amount", "", id="no unit anywhere"),
        pytest.param("yichun-2020", "t3.new|total", "件", id="requests are counted in 件"),
        pytest.param("yichun-2020", "t2.license.prior_items", "项", id="kinds of item are counted in 项"),
    ],
)
def test_a_figure_has_the_unit_of_its_cell_or_header(stem: str, cell: str, unit: str) -> None:
    figures = {f.cell: f for table in tables_in(sample_text(stem)).values() for f in table.figures}
    assert figures[cell].unit == unit
