"""A question for the text of the body spoken of leaves that body in the conversation for what follows."""

import pytest

from assistant.chain import Assistant

YICHUN = "宜春市卫生健康委"


@pytest.mark.parametrize("question", ["谁管这个", "由谁负责这项工作", "存在哪些问题", "采取了哪些措施"])
def test_the_body_is_kept(question: str, everything: Assistant) -> None:
    conversation = everything.ask("宜春2020年许可多少").conversation_id
    told = everything.ask(question, conversation_id=conversation)
    assert {citation.issuer for citation in told.citations} <= {YICHUN}
    after = everything.ask("那处罚呢", conversation_id=conversation)
    assert [(figure.issuer, figure.value) for figure in after.figures] == [(YICHUN, "108")]


def test_which_reports_mention_something_is_asked_of_all(everything: Assistant) -> None:
    conversation = everything.ask("宜春2020年许可多少").conversation_id
    told = everything.ask("哪些提到了培训", conversation_id=conversation)
    assert len({citation.issuer for citation in told.citations}) > 1


@pytest.mark.parametrize(
    ("history", "question"),
    [
        ("黎平2020年行政处罚多少", "谁来负责"),
        ("黎平2020年行政处罚多少", "由谁负责这项工作"),
        ("How many permits did Liping issue in 2020?", "who is in charge of it?"),
        ("How many permits did Liping issue in 2020?", "Who heads the work?"),
        ("How many permits did Liping issue in 2020?", "who is responsible for this?"),
    ],
)
def test_who_is_in_charge_is_told_of_the_body_spoken_of(history: str, question: str, five: Assistant) -> None:
    before = five.ask(history)
    answer = five.ask(question, conversation_id=before.conversation_id)
    assert answer.kind == "passage" and not answer.figures
    assert {citation.issuer for citation in answer.citations} == {"黎平县卫生健康局"}


@pytest.mark.parametrize("question", ["谁最多", "who leads?"])
def test_who_has_most_after_a_figure_is_still_asked_of_all(question: str, five: Assistant) -> None:
    before = five.ask("黎平2020年行政处罚多少" if question[0] == "谁" else "How many penalties in Liping?")
    answer = five.ask(question, conversation_id=before.conversation_id)
    assert answer.kind == "list" and len({figure.issuer for figure in answer.figures}) > 1
