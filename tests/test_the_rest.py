""" "The rest" of the bodies: those not left out so far; asked back where none was."""

import pytest

from assistant.chain import Assistant


def asked_in_turn(turns: list[str], assistant: Assistant) -> tuple[str, str, tuple[str, ...]]:
    """Kind, text and options of the answer to the last of these questions of one conversation."""
    answer = assistant.ask(turns[0])
    for question in turns[1:]:
        answer = assistant.ask(question, conversation_id=answer.conversation_id)
    return answer.kind, answer.text, answer.options


@pytest.mark.parametrize(
    "turns",
    [
        pytest.param(["剩下几家合计多少件申请"], id="剩下几家"),
        pytest.param(["其余四家处罚合计"], id="其余四家"),
        pytest.param(["剩下的许可合计多少"], id="剩下的"),
        pytest.param(["the rest together: how many penalties?"], id="the rest"),
        pytest.param(["sum of penalties for the other bodies"], id="other bodies"),
        pytest.param(["五家处罚排名", "其余的呢"], id="behind a ranking of all"),
    ],
)
def test_it_is_asked_whom_the_rest_is_without(turns: list[str], five: Assistant) -> None:
    kind, text, options = asked_in_turn(turns, five)
    assert kind == "clarify"
    assert "没有把哪家单位排除在外" in text or "No body has been left out" in text
    assert five.ask(options[0]).kind == "comparison"


@pytest.mark.parametrize(
    ("turns", "result"),
    [
        pytest.param(["宜春处罚多少", "其余几家合计呢"], "310", id="spoken of before"),
        pytest.param(["除了宜春，其余几家处罚合计"], "310", id="left out in the question"),
        pytest.param(["how many penalties did Liping make?", "and the others together?"], "174", id="in English"),
    ],
)
def test_the_rest_is_without_whom_was_left_out(turns: list[str], result: str, five: Assistant) -> None:
    kind, text, _ = asked_in_turn(turns, five)
    assert kind == "comparison" and f"= {result}" in text
