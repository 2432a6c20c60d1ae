"""Every number that an answer can show is seen, and nothing else is taken for one."""

from decimal import Decimal

import pytest

from eval.formulas import follows
from eval.numbers import Amount, chinese_value, find_numerals, parse_amount, shows


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("办理结果总计 2 件 [1]", ["2"], id="a citation mark is no number"),
        pytest.param("见[1][2]和[1, 3]", [], id="several citation marks are no numbers"),
        pytest.param("宜春市2020年为 18 件", ["18"], id="a year is no number"),
        pytest.param("in 2020, unlike 2019, 18 permits", ["18"], id="a year in English is no number"),
        pytest.param("处罚 2020 件", ["2020"], id="what looks like a year but is counted is a number"),
        pytest.param("二〇二〇年度", [], id="a year in Chinese digits is no number"),
        pytest.param("截至12月31日", [], id="a date is no number"),
        pytest.param("第二十条第（八）项为 0", ["0"], id="articles and items of the law are no numbers"),
        pytest.param("（一）予以公开 1 件", ["1"], id="an ordinal in brackets is no number"),
        pytest.param("5.属于三类内部事务信息 4 件", ["4"], id="the ordinal and the kind in a row label are no numbers"),
        pytest.param("1. 黎平县 1342\n2. 崆峒区 434", ["1342", "434"], id="the numbers of a list are no numbers"),
        pytest.param("表三第 118 行印 25", ["25"], id="tables and lines are no numbers"),
        pytest.param("table 3, line 118 prints 25", ["25"], id="tables and lines in English are no numbers"),
        pytest.param("国办公开办函〔2019〕60号，国务院令第711号", [], id="document numbers are no numbers"),
        pytest.param("results (1)-(6) add up to (7)", [], id="the results of the form are no numbers"),
        pytest.param("t3.new and F2019 show 3", ["3"], id="ids are no numbers"),
        pytest.param("见 https://example.org/2020/12", [], id="an address is no number"),
        pytest.param("自然人（25）与总计(0)", ["25", "0"], id="a number in brackets is a number"),
        pytest.param("共1,342件，即１３４２件", ["1342", "1342"], id="separators and full-width digits are read"),
        pytest.param("共1，342件", ["1342"], id="a full-width separator is read"),
        pytest.param("二十五件", ["25"], id="a Chinese number is read"),
        pytest.param("一千三百四十二件", ["1342"], id="a long Chinese number is read"),
        pytest.param("总计格填零", ["0"], id="a Chinese zero is read"),
        pytest.param("百分之八十", ["80"], id="a Chinese per cent is read"),
        pytest.param("表中没有这一项，每一件都一样", [], id="one as an article is no number"),
        pytest.param("未发生一起诉讼", [], id="一起 is no number"),
        pytest.param("two requests, and twenty-five cases", ["2", "25"], id="English words are read"),
        pytest.param(
            "the two do not agree, one of them is blank", [], id="English words without a noun are no numbers"
        ),
        pytest.param("zero", ["0"], id="zero alone is a number"),
        pytest.param("减11", ["-11"], id="a word for the sign"),
        pytest.param("减少了 11 项", ["-11"], id="a longer word for the sign"),
        pytest.param("fell by 11, from 31 to 20", ["-11", "31", "20"], id="a fall has a sign, its ends have none"),
        pytest.param("本年增/减 320", ["320"], id="the name of the column is no sign"),
        pytest.param("434 − 312 = 122", ["434", "312", "122"], id="a subtraction has no negative numbers"),
        pytest.param("-1", ["-1"], id="a minus is a sign"),
        pytest.param("122.51万元", ["122.51"], id="万 in a unit is no number"),
    ],
)
def test_numbers_of_a_text(text: str, numbers: list[str]) -> None:
    assert [str(numeral.value) for numeral in find_numerals(text)] == numbers


@pytest.mark.parametrize(
    ("text", "amount", "expected"),
    [
        pytest.param("122.51万元", Amount(Decimal("122.51"), "万元"), True, id="the amount as printed"),
        pytest.param("1,225,100元", Amount(Decimal("122.51"), "万元"), True, id="the same amount in yuan"),
        pytest.param("122.51元", Amount(Decimal("122.51"), "万元"), False, id="the digits with another unit"),
        pytest.param("122.51件", Amount(Decimal("122.51"), "万元"), False, id="money as a count"),
        pytest.param("20万元", Amount(Decimal(20), "件"), False, id="a count as money"),
        pytest.param("减11", Amount(Decimal(-11)), True, id="a decrease with its sign"),
        pytest.param("增11", Amount(Decimal(-11)), False, id="a decrease called an increase"),
        pytest.param("减3", Amount(Decimal(3)), False, id="an increase called a decrease"),
        pytest.param("11", Amount(Decimal(-11)), False, id="a decrease without any sign"),
        pytest.param("处罚项目减少，数量是 11", Amount(Decimal(-11)), True, id="a decrease told in its sentence"),
        pytest.param("11.137", Amount(Decimal("11.1372727"), computed=True), True, id="a rounded mean"),
        pytest.param("11.2", Amount(Decimal("11.1372727"), computed=True), False, id="a mean rounded to another value"),
        pytest.param("600%", Amount(Decimal(6)), True, id="a ratio as a per cent"),
        pytest.param("26", Amount(Decimal(25)), False, id="another number"),
    ],
)
def test_a_number_shows_an_amount(text: str, amount: Amount, expected: bool) -> None:
    assert shows(find_numerals(text)[0], amount) is expected


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        pytest.param("22（其中修订16件）", Amount(Decimal(22), ""), id="a remark in brackets is passed over"),
        pytest.param("[bookmark: _GoBack]1", Amount(Decimal(1), ""), id="a bookmark is passed over"),
        pytest.param("增3", Amount(Decimal(3), ""), id="a word for plus"),
        pytest.param("2020", Amount(Decimal(2020), ""), id="a bare number in a cell is never a year"),
        pytest.param("　", None, id="a blank has no amount"),
        pytest.param("/", None, id="a slash has no amount"),
    ],
)
def test_amount_of_a_cell(printed: str, amount: Amount | None) -> None:
    assert parse_amount(printed) == amount


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("二十五", 25),
        ("十", 10),
        ("一百零八", 108),
        ("一千三百四十二", 1342),
        ("一万二千", 12000),
        ("二〇", 20),
        ("x", None),
    ],
)
def test_chinese_value(digits: str, value: int | None) -> None:
    assert chinese_value(digits) == value


@pytest.mark.parametrize(
    ("number", "unit", "expression", "inputs", "expected"),
    [
        pytest.param("352", "件", "108 + 244 = 352", ["108", "244"], True, id="a sum"),
        pytest.param("353", "件", "108 + 245 = 353", ["108", "244"], False, id="a sum over a number nobody cites"),
        pytest.param("353", "件", "108 + 244", ["108", "244"], False, id="a wrong sum"),
        pytest.param("122", "件", "崆峒 434 − 湘乡 312", ["434", "312"], True, id="a difference with names in it"),
        pytest.param("6", "倍", "108 ÷ 18", ["108", "18"], True, id="a ratio"),
        pytest.param("16.7", "%", "18 ÷ 108 × 100%", ["18", "108"], True, id="a rounded share in per cent"),
        pytest.param("11.14", "万元", "122.51 / 11", ["122.51", "11"], True, id="a rounded mean"),
        pytest.param("25", "件", "25 + 0 + 0", ["25", "0", "0"], True, id="parts of a total"),
        pytest.param("244", "件", "max(244, 108)", ["244", "108"], True, id="a maximum is one of its inputs"),
        pytest.param("245", "件", "max(244, 108)", ["244", "108"], False, id="a maximum that is no input"),
        pytest.param("1", "件", "1 ÷ 0", ["1", "0"], True, id="a division by zero falls back to the inputs"),
    ],
)
def test_a_formula_gives_its_number(number: str, unit: str, expression: str, inputs: list[str], expected: bool) -> None:
    assert follows(Decimal(number), unit, expression, [Decimal(value) for value in inputs]) is expected
