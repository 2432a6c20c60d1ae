"""Years in questions, and what only looks like one."""

import pytest

from assistant.wording import language_of, plain
from assistant.years import find_years


@pytest.mark.parametrize(
    ("question", "years"),
    [
        pytest.param("宜春2020年", (2020,), id="written out"),
        pytest.param("二〇二〇年的申请", (2020,), id="in Chinese numerals"),
        pytest.param("二零一九年", (2019,), id="with another zero"),
        pytest.param("宜春20年的申请", (2020,), id="short"),
        pytest.param("崆峒2019和湘乡2023", (2019, 2023), id="two of them"),
        pytest.param("2019-2021年的趋势", (2019, 2020, 2021), id="a range"),
        pytest.param("between 2022 and 2023", (2022, 2023), id="two in English"),
        pytest.param("国办公开办函〔2019〕60号", (), id="the year of a document is none"),
        pytest.param("一共2000件吗", (), id="a count is none"),
        pytest.param("第711号令", (), id="a number is none"),
    ],
)
def test_years(question: str, years: tuple[int, ...]) -> None:
    assert find_years(plain(question)).years == years


@pytest.mark.parametrize(
    ("question", "offset"),
    [
        pytest.param("去年许可办了多少", -1, id="last year"),
        pytest.param("and the year before?", -1, id="in English"),
        pytest.param("今年收到多少", 0, id="this year"),
        pytest.param("比去年多多少", None, id="a comparison with last year is a measure"),
        pytest.param("去年那份，就是2023年的", None, id="a written year wins"),
    ],
)
def test_relative_years(question: str, offset: int | None) -> None:
    assert find_years(plain(question)).relative == offset


@pytest.mark.parametrize(
    ("question", "language"),
    [
        pytest.param("宜春2020年收到多少件", "zh", id="Chinese"),
        pytest.param("How many requests did Yichun handle?", "en", id="English"),
        pytest.param("Yichun 2020 行政许可 处理决定数量", "zh", id="mostly Chinese"),
        pytest.param("What does 三安全一稳定 mean in these annual reports?", "en", id="a term quoted in English"),
        pytest.param("How many requests did 湖南省中医药管理局 receive in 2020?", "en", id="a long name in English"),
        pytest.param("requests received by 湖南省中医药管理局 in 2020", "en", id="a long name in a few English words"),
        pytest.param(
            "what是宜春市卫生健康委2020年的行政许可 decisions 数量", "zh", id="an English word or two in Chinese"
        ),
    ],
)
def test_language(question: str, language: str) -> None:
    assert language_of(question) == language


def test_traditional_characters_are_read_as_simplified() -> None:
    assert plain("宜春市衛生健康委２０２０年行政處罰") == "宜春市卫生健康委2020年行政处罚"
