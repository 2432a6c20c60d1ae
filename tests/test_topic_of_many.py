"""What each of many reports says of its problems: by report, bounded, with what is left out said."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "more"),
    [
        pytest.param("各单位最大的不足是什么", "份报告没有列出", id="Chinese"),
        pytest.param("what are the main shortcomings of each body", "more reports, from", id="English"),
    ],
)
def test_as_many_are_quoted_as_can_be_read_and_the_rest_is_said(
    question: str, more: str, everything: Assistant
) -> None:
    answer = everything.ask(question)
    assert 6 <= len({citation.report for citation in answer.citations}) <= 12
    assert more in answer.text


def test_of_few_reports_none_is_left_out(five: Assistant) -> None:
    assert "没有列出" not in five.ask("各单位最大的不足是什么").text
