"""A word for bodies spoken of, where none was: all are taken, and the answer says so."""

import pytest

from assistant.chain import Assistant


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("它们的处罚平均数是多少", "“它们”按收录中符合的全部 5 份报告理解"),
        ("what is their average number of penalties?", '"their" is read as all 5 fitting reports'),
    ],
)
def test_bodies_that_were_not_spoken_of_are_all_and_it_is_said(question: str, said: str, five: Assistant) -> None:
    answer = five.ask(question)
    assert said in answer.text and any(said in assumption for assumption in answer.assumptions)


@pytest.mark.parametrize(
    "questions",
    [
        ("五家单位处罚一共多少", "它们的许可呢"),
        ("哪些单位没有收到申请", "它们的处罚一共多少"),
        ("average penalties of bodies that fined in their year",),
        ("所有单位的处罚平均数",),
    ],
)
def test_bodies_that_were_spoken_of_need_no_remark(questions: tuple[str, ...], five: Assistant) -> None:
    conversation = None
    for question in questions:
        answer = five.ask(question, conversation_id=conversation)
        conversation = answer.conversation_id
    assert not any("按收录中符合的全部" in said or "is read as all" in said for said in answer.assumptions)
