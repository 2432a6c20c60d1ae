"""The official forms as data."""

from pathlib import Path

import pytest

from index.errors import BadForm
from index.form import APPLICANTS, FORM_FILE, FORMS, load_forms


@pytest.mark.parametrize(
    ("form", "table", "count"),
    [
        ("F2019", "t2", 22), ("F2019", "t3", 161), ("F2019", "t4", 15),
        ("F2021", "t2", 10), ("F2021", "t3", 175), ("F2021", "t4", 15),
    ],
)  # fmt: skip
def test_each_form_prints_its_number_of_cells(form: str, table: str, count: int) -> None:
    forms = load_forms()
    assert len(set(forms.printed[form, table])) == count
    assert all(forms.is_printed(cell, form) for cell in forms.printed[form, table])


def test_a_derived_cell_is_printed_by_no_form_and_sums_known_cells() -> None:
    forms = load_forms()
    derived = [cell for cell in forms.cells.values() if cell.parts]
    assert {"t3.res.denied|total", "t3.new|org", "t3.accepted|total"} <= {cell.id for cell in derived}
    for cell in derived:
        assert not cell.forms or cell.row == "t3.res.other", cell.id  # one row in F2019, the sum of three in F2021
        assert set(cell.parts) <= set(forms.cells), cell.id


def test_table_3_has_its_rows_in_the_order_of_the_form() -> None:
    forms = load_forms()
    assert [len(forms.t3_rows(form)) for form in FORMS] == [23, 25]
    assert forms.t3_rows("F2019")[0] == "t3.new"
    assert forms.t3_rows("F2021")[-1] == "t3.carried_out"


def test_a_cell_knows_its_labels_from_the_outside_in() -> None:
    row, column = load_forms().cells["t3.res.denied.state_secret|org.legal"].paths("F2021")
    assert row == ("三、本年度办理结果", "（三）不予公开", "1.属于国家秘密")
    assert column == ("法人或其他组织", "法律服务机构")
    assert APPLICANTS[-1] == "total"


def test_a_label_has_the_wording_of_its_form() -> None:
    cell = load_forms().cells["t2.normative.made"]
    assert cell.paths("F2019")[1][-1] == "本年新制作数量"
    assert cell.paths("F2021")[1][-1] == "本年制发件数"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("t3_value_rows:", "t3_values:", id="an entry is missing"),
        pytest.param("t3_rows:", "t3_rows: [", id="no YAML"),
    ],
)
def test_a_form_file_that_lacks_something_is_named(tmp_path: Path, old: str, new: str) -> None:
    text = FORM_FILE.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "form.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadForm, match=r"form\.yaml"):
        load_forms(tmp_path / "form.yaml")
