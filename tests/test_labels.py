"""Labels made comparable."""

import pytest

from index.form import load_forms
from index.labels import CLOSE, Wordings, normal, printed_text, score


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("1．属于国家秘密", "属于国家秘密", id="full-width ordinal"),
        pytest.param("１、属于国家秘密", "属于国家秘密", id="full-width digit as ordinal"),
        pytest.param("(一)予以公开", "予以公开", id="half-width brackets"),
        pytest.param("（一） 予以公开", "予以公开", id="a blank behind the ordinal"),
        pytest.param("自 然 人", "自然人", id="spaced letters"),
        pytest.param("本年新\n制作数量", "本年新制作数量", id="broken over lines"),
        pytest.param("[bookmark: _GoBack]总计", "总计", id="a bookmark"),
        pytest.param("3.危及“三安全一稳定”", "危及三安全一稳定", id="quotation marks"),
        pytest.param("2020年度", "2020年度", id="a year is no ordinal"),
    ],
)
def test_one_normal_form_for_every_way_to_write_a_label(text: str, plain: str) -> None:
    assert normal(text) == plain


def test_outer_blanks_of_any_width_are_not_printed() -> None:
    assert printed_text("\u3000\t[bookmark: a] 12 \u00a0\ufeff") == "12"


def test_a_label_with_a_typo_is_still_closest_to_its_own_row() -> None:
    rows = {key: item.labels for key, item in load_forms().rows.items() if item.table == "t3"}
    wordings = Wordings(rows)
    for key, labels in rows.items():
        if len(normal(labels[0])) >= 6:
            found = wordings.best(labels[0][:-2] + labels[0][-1:])
            assert found is not None
            assert found.key == key


def test_words_that_no_label_has_match_nothing() -> None:
    assert Wordings({"a": ("自然人",), "b": ("总计",)}).best("今天天气很好") is None
    assert score("科研机构", ["法律服务机构"]) < CLOSE


def test_a_label_to_the_letter_is_that_of_the_first_key_that_has_it() -> None:
    wordings = Wordings({"a": ("自然人",), "b": ("总 计", "自然人"), "c": ("总计",)})
    assert wordings.best("1.自 然 人") == ("a", 100.0)
    assert wordings.best("总计") == ("b", 100.0)
    assert wordings.best("12") is None
    assert wordings.best("") is None
