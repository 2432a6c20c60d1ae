"""A text as words of the lexical index."""

import pytest

from index.words import words_of


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("通报批评", {"批评"}, id="a longer word gives its pairs"),
        pytest.param("ＡＢＣ 122.51", {"abc", "122.51"}, id="half width, lower case, numbers whole"),
        pytest.param("政府信息公开", {"公开", "信息"}, id="Chinese is cut into words"),
    ],
)
def test_words_that_a_search_may_use_are_there(text: str, wanted: set[str]) -> None:
    assert wanted <= set(words_of(text))


def test_common_characters_and_signs_are_left_out() -> None:
    assert words_of("的、了。！ ") == []
