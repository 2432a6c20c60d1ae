"""Short questions for the bodies that have none of something name those that print zero, not everybody."""

import pytest

from assistant.chain import Assistant

NONE_RECEIVED = {"湘乡市卫生健康局", "黎平县卫生健康局"}


@pytest.mark.parametrize(
    "question",
    [
        "哪些没有收到申请",
        "谁没有收到申请",
        "哪些单位没有收到申请",
        "who received no requests",
        "which received no requests",
    ],
)
def test_those_that_print_zero_are_named(question: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert answer.kind == "list"
    assert {figure.issuer for figure in answer.figures if figure.value == "0"} >= NONE_RECEIVED
    assert "宜春市卫生健康委" not in {figure.issuer for figure in answer.figures}


def test_of_one_body_what_has_not_been_done_is_its_cell(five: Assistant) -> None:
    answer = five.ask("宜春有哪些没有办结的申请")
    assert [figure.cell for figure in answer.figures] == ["t3.carried_out|total"]
