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
